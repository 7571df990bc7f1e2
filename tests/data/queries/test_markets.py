"""Markets on the map, one by one, and counted."""

from collections import defaultdict

import pandas as pd
import pytest
from sqlalchemy import Connection

from data.choice import Choice
from data.queries import markets
from tests.data.queries import twin
from tests.data.queries.choices import CHOICES
from tests.data.queries.comparing import same_rows
from tests.data.queries.small_store import Small

every_choice = pytest.mark.parametrize("choice", CHOICES.values(), ids=CHOICES.keys())
NOTHING = dict.fromkeys(["amount_krw", "previous_amount_krw", "months_reported", "digital_share", "foreign_share"])


@every_choice
def test_every_listed_market_is_on_the_map_also_without_amounts(
    connection: Connection, small: Small, choice: Choice
) -> None:
    paid = {row["market_id"]: row for row in twin.grouped(twin.market_months(small, choice), "market_id")}
    expected = []
    for market in twin.chosen_markets(small, choice):
        if market["market_id"] in paid:
            expected.append({**market, **_shares(paid[market["market_id"]]), "store_count": market["store_count"]})
        elif market["is_listed"]:
            expected.append({**market, **NOTHING})
    for row in expected:
        row["is_listed"] = bool(row["is_listed"])
    same_rows(
        markets.points(connection, choice),
        expected,
        "market_id",
        "market_name",
        "kind",
        "sido_code",
        "sigungu_code",
        "lat",
        "lon",
        "store_count",
        "is_listed",
        "amount_krw",
        "previous_amount_krw",
        "digital_share",
        "foreign_share",
    )


def _shares(row: twin.Row) -> twin.Row:
    now, base = row["matched_amount_krw"], row["foreign_base_amount_krw"]
    digital, foreign, amount = row["digital_amount_krw"], row["foreign_amount_krw"], row["amount_krw"]
    return {
        **row,
        "previous_amount_krw": row["matched_previous_amount_krw"] if now is not None and now == amount else None,
        "digital_share": digital / amount if digital is not None and amount else None,
        "foreign_share": foreign / base if foreign is not None and base else None,
    }


@every_choice
def test_markets_are_counted_by_the_regions_below_the_place(
    connection: Connection, small: Small, choice: Choice
) -> None:
    wide = choice.but(market_id=None)
    code = "sigungu_code" if wide.sido or wide.sigungu else "sido_code"
    groups = defaultdict(list)
    for market in twin.chosen_markets(small, wide):
        if market["is_listed"]:
            groups[market[code], market["kind"]].append(market["store_count"])
    expected = [
        {
            "region_code": region,
            "kind": kind,
            "market_count": len(stores),
            "store_count": twin.added(stores),
            "unknown_store_count": stores.count(None),
        }
        for (region, kind), stores in sorted(groups.items())
    ]
    same_rows(
        markets.counts(connection, choice),
        expected,
        "region_code",
        "kind",
        "market_count",
        "store_count",
        "unknown_store_count",
    )


def test_one_market_comes_with_the_names_of_its_region(connection: Connection) -> None:
    row = markets.one(connection, Choice(market_id=5)).iloc[0]
    assert (row["market_id"], row["sido_name_ko"], row["sigungu_name_ko"]) == (5, "Jeju", "Jeju-si")
    assert markets.one(connection, Choice(market_id=99)).empty


def test_a_market_remembers_what_each_edition_called_it(connection: Connection) -> None:
    same_rows(
        markets.editions(connection, Choice(market_id=1)),
        [
            {
                "edition": "2024-03-01",
                "source": "register",
                "market_name": "old name",
                "store_count": 30,
                "decision": "new",
                "file_name": "register.csv",
            },
        ],
        "edition",
        "source",
        "market_name",
        "store_count",
        "decision",
        "file_name",
    )


def test_a_facility_that_is_not_there_is_told_apart_from_one_not_known(connection: Connection) -> None:
    rows = markets.facilities(connection, Choice(market_id=1))
    assert dict(zip(rows["facility"], rows["is_present"], strict=True)) == {"arcade": True, "sprinkler": False}


def test_only_open_questions_are_asked_the_surest_first(connection: Connection) -> None:
    assert list(markets.doubtful(connection, Choice())["question_id"]) == [2, 1]


def test_a_store_with_two_methods_is_one_store(connection: Connection) -> None:
    rows = markets.stores_by_method(connection, Choice(sido="50"))
    assert dict(zip(rows["method"], rows["store_count"], strict=True)) == {"": 2, "card": 2, "zeropay": 1}
    assert dict(
        zip(
            *[markets.stores_by_method(connection, Choice(market_id=1))[c] for c in ("method", "store_count")],
            strict=True,
        )
    ) == {"": 2, "card": 2, "zeropay": 1}


@pytest.mark.parametrize("among", [(3,), (1, 3, 6), (13, 99)])
def test_some_named_markets_are_those_of_the_nation_whatever_place_is_chosen(
    connection: Connection, among: tuple[int, ...]
) -> None:
    year = Choice(start=20230901, end=20240801)
    whole = markets.points(connection, year)
    found = markets.points(connection, year.but(among=among, sido="29"))
    pd.testing.assert_frame_equal(found, whole[whole["market_id"].isin(among)].reset_index(drop=True))
    assert len(found) == len(set(among) & set(range(1, 15)))
