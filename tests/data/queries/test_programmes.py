"""Questions about programmes, against the example's own rows and against a store made by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, text

from data.choice import Choice
from data.codes import Role
from data.disclosure import Viewer
from data.models import metadata
from data.queries import answer, programmes
from data.store import reading, writing
from data.summaries import rebuild
from tests.data import facts
from tests.stores import new_store

Row = dict[str, Any]
EVERYTHING = Choice()


@pytest.fixture
def demo(demo_store_url: str) -> Iterator[Connection]:
    """The example store."""
    with reading(demo_store_url) as connection:
        yield connection


def rows(connection: Connection, statement: str) -> list[Row]:
    return [dict(row._mapping) for row in connection.execute(text(statement))]


def codes(found: pd.DataFrame) -> set[str]:
    return set(found["programme_code"])


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Six markets; programmes for the country, a province, a city and a district, naming markets or none."""
    url = new_store(tmp_path / "markets.sqlite")
    told = {
        "country": ("", ""), "country with markets": ("", ""), "jeju": ("50", ""), "jeju city": ("50", "50110"),
        "seoul": ("11", ""), "country with signs": ("", ""), "jeju with a market": ("50", ""),
    }  # fmt: skip
    with writing(url) as connection:
        imports = [facts.import_row(n, "programme", edition=f"2024-0{n}-01", file_name=f"{n}.csv") for n in (6, 7)]
        facts.put(
            connection, "import", [row | {"imported_by": "kim", "finished_at": row["edition"]} for row in imports]
        )
        facts.put(connection, "market", [facts.market_row(market) for market in facts.MARKETS])
        facts.put(connection, "programme", [
            {"programme_code": code, "programme_name": code.title(), "kind": "education", "sido_code": sido,
             "sigungu_code": sigungu, "starts_day": 20240301, "import_id": 6}
            for code, (sido, sigungu) in told.items()
        ])  # fmt: skip
        facts.put(connection, "participation", [
            {"programme_code": code, "participant_kind": "market", "participant_name": f"m{market}",
             "market_id": market, "import_id": 6}
            for code, market in (("country with markets", 1), ("country with markets", 3), ("jeju with a market", 2))
        ])  # fmt: skip
        sign = {"market_id": 6, "asset_name": "sign", "kind": "sign", "programme_code": "country with signs"}
        facts.put(connection, "asset", [sign | {"import_id": 6}])
        rebuild(connection)
    return url


@pytest.fixture
def small(url: str) -> Iterator[Connection]:
    """That store."""
    with reading(url) as connection:
        yield connection


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), {"country", "country with markets", "jeju", "jeju city", "seoul", "country with signs",
                    "jeju with a market"}),
        (Choice(sido="50"), {"jeju", "jeju city", "country with markets", "country with signs", "jeju with a market"}),
        (Choice(sido="50", sigungu="50110"), {"jeju", "jeju city", "country with markets", "country with signs"}),
        (Choice(sido="50", sigungu="50130"), {"jeju", "jeju with a market"}),
        (Choice(sido="11"), {"seoul", "country with markets"}),
        (Choice(market_id=2), {"jeju", "jeju with a market"}),
        (Choice(market_id=6), {"jeju", "jeju city", "country with signs"}),
        (Choice(market_id=5), set()),
        (Choice(sido="99"), set()),
        (Choice(sido="11", programme="jeju"), {"jeju"}),
    ],
)  # fmt: skip
def test_a_programme_belongs_to_the_place_it_is_for_or_whose_markets_it_names(
    small: Connection, choice: Choice, expected: set[str]
) -> None:
    assert codes(programmes.ledger(small, choice)) == expected
    assert codes(programmes.spans(small, choice)) == expected


def test_a_programme_of_many_places_shows_the_rows_of_the_place_chosen(small: Connection) -> None:
    found = programmes.participants(small, Choice(sido="11"))
    assert set(found["market_id"]) == {3} and codes(found) == {"country with markets"}


def test_money_of_all_years_together_is_not_added_to_that_of_single_years(tmp_path: Path) -> None:
    url = new_store(tmp_path / "markets.sqlite")
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(6, "programme")])
        facts.put(connection, "programme", [
            {"programme_code": code, "programme_name": code, "kind": "education", "import_id": 6} for code in "abc"
        ])  # fmt: skip
        money = [("a", "state", 0, 10, None), ("a", "state", 2023, 4, 3), ("a", "state", 2024, 6, None),
                 ("a", "city", 2023, 5, 5), ("a", "city", 2024, None, 1), ("b", "state", 2024, None, None)]  # fmt: skip
        facts.put(connection, "programme_budget", [
            dict(zip(("programme_code", "funder", "year", "planned_krw", "spent_krw"), row, strict=True))
            | {"import_id": 6} for row in money
        ])  # fmt: skip
    with reading(url) as connection:
        found = programmes.ledger(connection, EVERYTHING).set_index("programme_code")
    assert found["planned_krw"].dropna().to_dict() == {"a": 15}
    assert found["spent_krw"].dropna().to_dict() == {"a": 9}
    assert found["funder_count"].to_dict() == {"a": 2, "b": 1, "c": 0}


def test_the_ledger_counts_what_hangs_on_each_programme(demo: Connection) -> None:
    found = programmes.ledger(demo, EVERYTHING)
    assert list(found["programme_code"]) == sorted(
        found["programme_code"],
        key=lambda code: (-(rows(demo, f"SELECT starts_day FROM programme WHERE programme_code = '{code}'")[0][
            "starts_day"] or 0), code),
    )  # fmt: skip
    people = rows(demo, "SELECT * FROM participation")
    for row in found.to_dict("records"):
        own = [each["participant_kind"] for each in people if each["programme_code"] == row["programme_code"]]
        assert row["market_count"] == own.count("market")
        assert row["store_count"] == own.count("store") + own.count("merchant")
        assert row["team_count"] == own.count("team")
        for table in ("event", "programme_figure", "milestone"):
            count = rows(demo, f"SELECT count(*) AS n FROM {table} WHERE programme_code = '{row['programme_code']}'")
            assert row[f"{table.removeprefix('programme_')}_count"] == count[0]["n"]


def test_names_of_shops_stand_apart_and_are_gone_for_those_who_may_not_see_them(demo: Connection) -> None:
    for question, names in (("programmes.participants", ("store", "merchant")), ("programmes.events", ())):
        told = answer(demo, question, EVERYTHING).rows
        shown = answer(demo, question, EVERYTHING, Viewer(Role.PUBLIC)).rows
        assert (told["store_name"] != "").any() and "store_name" not in shown
        shops = {name for name in told["store_name"] if name}
        assert not shops & set(shown["participant_name"])
        if names:
            is_shop = told["participant_kind"].isin(names)
            assert (told.loc[is_shop, "participant_name"] == "").all()
            assert shown.loc[is_shop, "joined_on"].isna().all(), "a single shop's days are withheld"
    events = answer(demo, "programmes.events", EVERYTHING, Viewer(Role.PUBLIC)).rows
    named = answer(demo, "programmes.events", EVERYTHING).rows["store_name"] != ""
    assert events.loc[named, "sales_krw"].isna().all() and events.loc[~named, "sales_krw"].notna().any()


def test_an_asset_says_how_long_it_has_been_silent_by_the_last_reading_of_the_store(demo: Connection) -> None:
    found = programmes.assets(demo, EVERYTHING)
    last = pd.Timestamp("2024-12-31")
    assert set(found["reading_last_on"]) == {last}
    signs = found[found["asset_kind"] == "sign"]
    silent = signs[(signs["silent_day_count"] > 7).fillna(False).to_numpy(dtype=bool)]
    assert len(silent) >= 3 and (silent["last_heartbeat_on"] < last - pd.Timedelta(days=7)).all()
    never = signs[signs["last_heartbeat_on"].isna()]
    assert len(never) == 1 and never["silent_day_count"].isna().all() and (never["heartbeat_day_count"] == 0).all()
    for row in found[found["asset_kind"] == "fire_camera"].to_dict("records"):
        told = rows(
            demo,
            f"SELECT measure, value FROM asset_reading WHERE market_id = {row['market_id']}"
            f" AND asset_name = '{row['asset_name']}' AND measure IN ('alarm', 'response_minutes')",
        )
        alarms = [each["value"] for each in told if each["measure"] == "alarm"]
        minutes = [each["value"] for each in told if each["measure"] == "response_minutes"]
        assert (row["alarm_count"], row["false_alarm_count"]) == (len(alarms), alarms.count(0))
        assert row["response_minutes"] == pytest.approx(sum(minutes) / len(minutes))


def test_hours_of_a_car_park_are_told_apart_by_market_day(demo: Connection) -> None:
    hours = programmes.asset_hours(demo, Choice(programme="P15"))
    occupied = hours[(hours["measure"] == "occupied_count").to_numpy()]
    mixed = occupied[occupied["market_name"].str.startswith("모꼬지").to_numpy()]
    mean = mixed.groupby("is_market_day")[["value_sum", "known_count"]].sum()
    share = mean["value_sum"] / mean["known_count"]
    assert share[True] > share[False] * 1.1
    days = programmes.car_days(demo, Choice(programme="P15"))
    total = rows(demo, "SELECT sum(value) AS n FROM asset_reading r JOIN asset a USING (market_id, asset_name)"
                       " WHERE measure = 'car_count' AND a.programme_code = 'P15'")  # fmt: skip
    assert int(days["car_count"].sum()) == total[0]["n"]


def test_every_market_of_a_place_stands_in_the_list_of_managers(demo: Connection) -> None:
    found = programmes.managers(demo, Choice(sido="50"))
    listed = rows(demo, "SELECT market_id FROM market WHERE sido_code = '50' AND is_listed = 1")
    assert set(found["market_id"]) == {row["market_id"] for row in listed}
    assert (found["manager_name"] == "").any() and found["left_on"].notna().any()


def test_history_says_who_changed_what_when(url: str) -> None:
    with writing(url) as connection:
        programme = metadata.tables["programme"]
        connection.execute(programme.update().where(programme.c.programme_code == "seoul").values(
            ends_day=20241231, import_id=7))  # fmt: skip
        facts.put(connection, "programme_past", [
            {"programme_code": "seoul", "programme_name": "Seoul", "kind": "education", "sido_code": "11",
             "starts_day": 20240301, "import_id": 6, "replaced_by": 7}
        ])  # fmt: skip
    with reading(url) as connection:
        found = programmes.history(connection, Choice(programme="seoul"))
    told = found[["table_name", "imported_by", "file_name", "is_current", "is_first", "changed"]].values.tolist()
    assert told == [
        ["programme", "kim", "7.csv", True, False, "ends_day: - → 20241231"],
        ["programme", "kim", "6.csv", False, True, ""],
    ]
    assert list(found["imported_on"]) == [pd.Timestamp("2024-07-01"), pd.Timestamp("2024-06-01")]


def test_a_place_without_programmes_names_no_file(demo: Connection) -> None:
    assert answer(demo, "programmes.budgets", Choice(sido="36")).sources == ()
    (note,) = answer(demo, "programmes.budgets", Choice(sido="50")).sources
    assert note.source == "programme_budget" and note.is_example
    (one,) = answer(demo, "programmes.budgets", Choice(sido="36", programme="P12")).sources
    assert one.source == "programme_budget"
