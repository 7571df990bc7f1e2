"""Every summary against slow obvious Python over the same rows, whole and after changes."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from data import summaries
from data.store import reading, writing
from data.summaries import Touched, touched_by
from tests.data import facts, slow_summaries
from tests.stores import new_store

Row = dict[str, Any]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return new_store(tmp_path / "markets.sqlite")


def as_set(rows: list[Row]) -> set[tuple[tuple[str, Any], ...]]:
    return {tuple(sorted(row.items())) for row in rows}


def assert_as_obvious(connection: Connection) -> None:
    for table, obvious in slow_summaries.TABLES.items():
        assert as_set(slow_summaries.rows(connection, table)) == as_set(obvious(connection)), table


@pytest.mark.parametrize("seed", range(4))
def test_a_rebuilt_summary_is_what_obvious_python_gives(url: str, seed: int) -> None:
    with writing(url) as connection:
        facts.fill(connection, seed)
        summaries.rebuild(connection)
        for table in slow_summaries.TABLES:
            assert slow_summaries.rows(connection, table), f"{table} is empty: nothing was tested"
        assert_as_obvious(connection)
        assert summaries.differences(connection) == []


def everything() -> Touched:
    touched = Touched(measures={row["measure"] for row in facts.figure_rows()}, stores=True)
    touched.digital, touched.assets = set(facts.MARKETS), set(facts.MARKETS)
    pairs = [(market, month) for market in facts.MARKETS for month in facts.MONTHS]
    touched.add_payment([market for market, _ in pairs], [month + 12 for _, month in pairs])
    touched.add_foreign([market for market, _ in pairs], [month for _, month in pairs])
    return touched


def test_refreshing_all_keys_of_an_empty_summary_fills_it(url: str) -> None:
    with writing(url) as connection:
        facts.fill(connection, 11)
        summaries.refresh(connection, everything())
        assert_as_obvious(connection)


def change_amounts(connection: Connection) -> Touched:
    connection.execute(text("UPDATE payment SET amount_krw = 77, import_id = 2 WHERE market_id = 1 AND day < 20230400"))
    return Touched(payment={(1, 20230301)})


def remove_days(connection: Connection) -> Touched:
    connection.execute(
        text("DELETE FROM payment WHERE market_id = 3 AND grain = 1 AND day BETWEEN 20240401 AND 20240431")
    )
    return Touched(payment={(3, 20240401)})


def remove_all_of_a_market(connection: Connection) -> Touched:
    connection.execute(text("DELETE FROM payment WHERE market_id = 2"))
    connection.execute(text("DELETE FROM foreign_payment WHERE market_id = 2"))
    pairs = {(2, month) for month in facts.MONTHS}
    return Touched(payment=pairs, foreign=set(pairs))


def change_foreign(connection: Connection) -> Touched:
    connection.execute(text("UPDATE foreign_payment SET amount_krw = NULL WHERE market_id = 1 AND day < 20230400"))
    return Touched(foreign={(1, 20230301)})


def move_a_market(connection: Connection) -> Touched:
    connection.execute(text("UPDATE market SET sido_code = '11', sigungu_code = '11140' WHERE market_id = 1"))
    return Touched(markets={1})


def learn_a_store_count(connection: Connection) -> Touched:
    connection.execute(text("UPDATE market SET store_count = 512, kind = 'mixed' WHERE market_id = 2"))
    return Touched(markets={2})


def lose_the_place_of_a_market(connection: Connection) -> Touched:
    connection.execute(text("UPDATE market SET sido_code = '', sigungu_code = '' WHERE market_id IN (1, 3)"))
    return Touched(markets={1, 3})


def move_into_another_kind_while_paying(connection: Connection) -> Touched:
    connection.execute(text("UPDATE market SET kind = 'periodic', store_count = NULL WHERE market_id = 6"))
    connection.execute(text("UPDATE payment SET amount_krw = 1 WHERE market_id = 6 AND day >= 20240400"))
    return Touched(markets={6}, payment={(6, 20240401), (6, 20240501)})


def close_stores(connection: Connection) -> Touched:
    connection.execute(text("UPDATE store SET status = 'closed' WHERE store_id % 2 = 0"))
    return Touched(stores=True)


def change_a_figure(connection: Connection) -> Touched:
    connection.execute(text("DELETE FROM figure WHERE measure = 'with_total' AND category = ''"))
    return Touched(measures={"with_total"})


def undo_an_import(connection: Connection) -> Touched:
    touched = touched_by(connection, 2)
    connection.execute(text("DELETE FROM payment WHERE import_id = 2"))
    return touched


def stop_using(connection: Connection) -> Touched:
    connection.execute(text("UPDATE store_item SET last_used_day = as_of_day WHERE market_id = 3"))
    connection.execute(text("DELETE FROM store_item WHERE market_id = 4"))
    return Touched(digital={3, 4})


def close_channels(connection: Connection) -> Touched:
    connection.execute(text("UPDATE channel_use SET closed_day = 20241230 WHERE market_id = 2"))
    connection.execute(text("DELETE FROM channel_use WHERE market_id = 5 AND channel = 'own_mall'"))
    return Touched(digital={2, 5})


def more_bays(connection: Connection) -> Touched:
    connection.execute(text("UPDATE asset SET capacity = 12 WHERE market_id = 3"))
    connection.execute(text("DELETE FROM asset_reading WHERE market_id = 1 AND measure = 'heartbeat'"))
    return Touched(assets={1, 3})


def trade_on_other_days(connection: Connection) -> Touched:
    connection.execute(text("UPDATE market SET market_days = '9' WHERE market_id = 3"))
    return Touched(markets={3})


def join_two_markets(connection: Connection) -> Touched:
    connection.execute(text("DELETE FROM store_item WHERE market_id = 2"))
    connection.execute(text("UPDATE store_item SET market_id = 2 WHERE market_id = 1"))
    return Touched(markets={1})


@pytest.mark.parametrize(
    "change",
    [
        change_amounts,
        remove_days,
        remove_all_of_a_market,
        change_foreign,
        move_a_market,
        learn_a_store_count,
        lose_the_place_of_a_market,
        move_into_another_kind_while_paying,
        close_stores,
        change_a_figure,
        undo_an_import,
        stop_using,
        close_channels,
        more_bays,
        trade_on_other_days,
        join_two_markets,
    ],
)
def test_refreshing_what_a_change_touched_is_enough(url: str, change: Callable[[Connection], Touched]) -> None:
    with writing(url) as connection:
        facts.fill(connection, 5)
        summaries.rebuild(connection)
        before = {table: as_set(slow_summaries.rows(connection, table)) for table in slow_summaries.TABLES}
        summaries.refresh(connection, change(connection))
        after = {table: as_set(slow_summaries.rows(connection, table)) for table in slow_summaries.TABLES}
        assert before != after, "the change changed nothing: nothing was tested"
        assert_as_obvious(connection)


def test_many_changes_one_after_another_leave_the_summaries_exact(url: str) -> None:
    luck = random.Random(3)
    with writing(url) as connection:
        facts.fill(connection, 8)
        summaries.rebuild(connection)
        for _ in range(15):
            market, month = luck.choice(list(facts.MARKETS)), luck.choice(facts.MONTHS)
            span = {"market": market, "first": month, "last": month + 30}
            where = "WHERE market_id = :market AND day BETWEEN :first AND :last"
            if luck.random() < 0.5:
                connection.execute(text(f"DELETE FROM payment {where}"), span)
            else:
                connection.execute(text(f"UPDATE payment SET amount_krw = amount_krw + 1 {where}"), span)
            summaries.refresh(connection, Touched(payment={(market, month)}))
        assert_as_obvious(connection)


def test_a_market_that_is_only_called_otherwise_makes_nothing_stale(url: str) -> None:
    from data.summaries.stale import stale_places

    with writing(url) as connection:
        facts.fill(connection, 5)
        summaries.rebuild(connection)
        connection.execute(text("UPDATE market SET market_name = 'x', lat = 33.5, lon = 126.5"))
        assert stale_places(connection) == (set(), set())
        connection.execute(text("UPDATE market SET sigungu_code = '50130' WHERE market_id = 1"))
        assert stale_places(connection)[0] == {("sigungu", code, "permanent") for code in ("50110", "50130")}


def test_a_month_is_never_both_the_months_figure_and_the_sum_of_days(url: str) -> None:
    day = {
        "market_id": 1,
        "method": 1,
        "grain": 1,
        "day": 20240401,
        "amount_krw": 5,
        "is_provisional": 0,
        "import_id": 1,
    }
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(1), facts.import_row(6, "market")])
        facts.put(connection, "market", [facts.market_row(1)])
        facts.put(connection, "payment", [day, day | {"day": 20240402}, day | {"grain": 2, "amount_krw": 1000}])
        summaries.rebuild(connection)
        amount, days = connection.execute(text("SELECT amount_krw, day_count FROM payment_month")).one()
        assert (amount, days) == (1000, None)


def test_a_sum_of_unknown_amounts_is_unknown(url: str) -> None:
    row = {
        "market_id": 1,
        "method": 1,
        "grain": 2,
        "day": 20240401,
        "amount_krw": None,
        "is_provisional": 0,
        "import_id": 1,
    }
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(1), facts.import_row(6, "market")])
        facts.put(connection, "market", [facts.market_row(1)])
        facts.put(connection, "payment", [row, row | {"method": 2}])
        summaries.rebuild(connection)
        found = connection.execute(text("SELECT amount_krw, market_count FROM region_market_month")).all()
        assert {tuple(one) for one in found} == {(None, 0)}


@pytest.mark.parametrize("table", list(slow_summaries.TABLES))
def test_a_planted_difference_is_found_in_every_summary(url: str, table: str) -> None:
    with writing(url) as connection:
        facts.fill(connection, 5)
        summaries.rebuild(connection)
        some = connection.execute(text(f"SELECT * FROM {table}")).first()
        assert some is not None
        column = next(name for name in reversed(some._fields) if isinstance(some._mapping[name], int | float))
        where = " AND ".join(f"{name} IS NOT DISTINCT FROM :{name}" for name in some._fields)
        connection.execute(text(f"UPDATE {table} SET {column} = {column} + 1 WHERE {where}"), dict(some._mapping))
        assert any(table in sentence for sentence in summaries.differences(connection))


def test_differences_only_read(url: str) -> None:
    with writing(url) as connection:
        facts.fill(connection, 5)
        summaries.rebuild(connection)
    with reading(url) as connection:
        assert summaries.differences(connection) == []
