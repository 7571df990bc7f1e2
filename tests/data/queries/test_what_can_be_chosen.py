"""Filters, regions, shapes, imports and sources."""

import pandas as pd
from sqlalchemy import Connection

from data.choice import Choice
from data.queries import filters, imports, regions, sources
from tests.data.queries.comparing import same_rows
from tests.data.queries.small_store import Small


def test_the_months_to_choose_from_are_those_with_rows(connection: Connection, small: Small) -> None:
    row = filters.months(connection, Choice()).iloc[0]
    months = {one["day"] // 100 * 100 + 1 for one in [*small.payments, *small.foreign]}
    assert row["first_month"] == pd.Timestamp(str(min(months)))
    assert row["last_month"] == pd.Timestamp(str(max(months)))
    assert row["methods"] == ("card", "zeropay", "onnuri_paper", "local_voucher")
    assert set(row["kinds"]) <= {"permanent", "periodic", "shopping_district"}


def test_a_place_without_rows_offers_no_month_and_no_method(connection: Connection) -> None:
    row = filters.months(connection, Choice(sido="99")).iloc[0]
    assert pd.isna(row["first_month"]) and pd.isna(row["last_month"])
    assert row["methods"] == () and row["kinds"] == ()


def test_only_wallets_and_countries_of_the_place_are_offered(connection: Connection, small: Small) -> None:
    here = {m["market_id"] for m in small.markets if m["sido_code"] == "29"}
    countries = {one["country"] for one in small.foreign if one["market_id"] in here}
    assert set(filters.countries(connection, Choice(sido="29"))["country"]) == countries
    assert list(filters.wallets(connection, Choice())["wallet"]) == ["alipay_plus", "wechat_pay", "foreign_card"]


def test_markets_to_choose_from_are_listed_ones_in_order_of_name(connection: Connection, small: Small) -> None:
    rows = filters.markets(connection, Choice())
    assert set(rows["market_id"]) == {m["market_id"] for m in small.markets if m["is_listed"]}
    assert list(rows["market_name"]) == sorted(rows["market_name"])


def test_provinces_are_those_that_stood_at_the_end_and_those_with_markets(connection: Connection) -> None:
    now = regions.sidos(connection, Choice())
    assert list(now["code"]) == ["11", "29", "50", "51"]
    assert dict(zip(now["code"], now["market_count"], strict=True))["11"] == 0
    assert "42" in set(regions.sidos(connection, Choice(end=20230101))["code"])


def test_cities_of_a_province_only(connection: Connection) -> None:
    assert list(regions.sigungus(connection, Choice(sido="50"))["code"]) == ["50110", "50130"]
    assert len(regions.sigungus(connection, Choice())) == 5


def test_shapes_are_of_the_newest_edition_at_the_end_of_the_choice(connection: Connection) -> None:
    assert list(regions.sido_shapes(connection, Choice(end=20231201))["geojson"]) == ["42@20220101", "50@20220101"]
    assert list(regions.sido_shapes(connection, Choice())["region_code"]) == ["50", "51"]
    assert list(regions.sigungu_shapes(connection, Choice(sido="50", end=20200101))["region_code"]) == ["50110"]
    assert list(regions.shape_editions(connection, Choice())["region_count"]) == [2, 2, 2]


def test_refusals_come_in_the_order_of_the_file(connection: Connection) -> None:
    assert list(imports.refusals(connection, Choice(import_id=1))["row"]) == [4, 9]
    assert imports.refusals(connection, Choice(import_id=2)).empty


def test_the_history_begins_with_the_newest_and_keeps_what_was_undone(connection: Connection) -> None:
    rows = imports.history(connection, Choice())
    assert list(rows["import_id"]) == [9, 5, 4, 3, 2, 1]
    assert rows.loc[rows["import_id"] == 9, "status"].item() == "undone"


def test_the_store_says_how_many_facts_it_holds(connection: Connection, small: Small) -> None:
    rows = imports.store_contents(connection, Choice()).set_index("subject")
    assert rows.at["payment", "row_count"] == _facts_behind_summaries(small)
    assert rows.at["market", "row_count"] == 13
    assert rows.at["store", "row_count"] == 2
    assert rows.at["figure", "row_count"] == 7


def _facts_behind_summaries(small: Small) -> int:
    """Monthly figures, and days only where there is no monthly figure: those behind what is shown."""
    monthly = {(p["market_id"], p["method"], p["day"]) for p in small.payments if p["grain"] == 2}
    days = [p for p in small.payments if p["grain"] == 1]
    shown = [p for p in days if (p["market_id"], p["method"], p["day"] // 100 * 100 + 1) not in monthly]
    return len(monthly) + len(shown)


def test_an_undone_import_is_no_source(connection: Connection) -> None:
    rows = sources.editions(connection, Choice())
    assert list(rows["import_id"]) == [5, 2, 1, 4, 3]
    same_rows(
        rows.iloc[:1],
        [
            {
                "source": "merchants_jeju",
                "title_ko": "merchants_jeju",
                "edition": "2024-05-01",
                "loaded_on": "2024-07-05",
                "row_count": 2,
                "refused_count": 1,
                "is_example": False,
            },
        ],
        "source",
        "title_ko",
        "edition",
        "loaded_on",
        "row_count",
        "refused_count",
        "is_example",
    )


def test_a_shape_of_another_date_tells_todays_code(connection: Connection) -> None:
    rows = regions.shape_regions(connection, Choice(end=20200101))
    assert len(rows) == 6
    old = rows[rows["shape_code"] == "42"].iloc[0]
    assert (old["level"], old["edition_day"], old["region_code"]) == ("sido", 20220101, "51")
    assert rows[rows["shape_code"] == "50110"]["region_code"].item() == "50110"
