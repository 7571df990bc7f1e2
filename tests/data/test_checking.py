"""check finds a planted difference of every kind, and finds nothing in a store that is well."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from data import summaries
from data.checking import check
from data.store import forget_connections, writing
from tests.data import facts
from tests.stores import new_store

PAYMENT = {
    "market_id": 1, "method": 1, "grain": 2, "day": 20240401, "amount_krw": 9, "is_provisional": 0, "import_id": 1,
}  # fmt: skip


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = new_store(tmp_path / "markets.sqlite")
    with writing(address) as connection:
        facts.put(
            connection,
            "import",
            [
                facts.import_row(1, rows_read=3, rows_new=2, rows_refused=1),
                facts.import_row(2, rows_read=1, rows_changed=1, edition="2024-07-01"),
                facts.import_row(3, status="undone", rows_read=5, rows_new=5),
                facts.import_row(6, "market", rows_read=1, rows_new=1),
            ],
        )
        facts.put(connection, "market", [facts.market_row(1)])
        record = {
            "import_id": 6,
            "row": 2,
            "market_id": 1,
            "source": "s",
            "edition": "e",
            "market_name": "m",
            "values": "{}",
        }
        facts.put(connection, "market_record", [record])
        facts.put(connection, "payment", [PAYMENT | {"import_id": 2}, PAYMENT | {"day": 20240501}])
        facts.put(connection, "payment_past", [PAYMENT | {"amount_krw": 8, "replaced_by": 2}])
        facts.put(connection, "refusal", [{"import_id": 1, "row": 4, "column": "c", "reason": "missing"}])
        summaries.rebuild(connection)
    assert check(address) == []
    return address


def lose_a_fact(connection: Connection) -> None:
    connection.execute(text("DELETE FROM payment WHERE day = 20240501"))
    summaries.rebuild(connection)


def keep_a_row_of_an_undone_import(connection: Connection) -> None:
    facts.put(connection, "payment", [PAYMENT | {"method": 2, "import_id": 3}])
    summaries.rebuild(connection)


def spoil_the_sum_of_an_import(connection: Connection) -> None:
    connection.execute(text("UPDATE import SET rows_read = 99 WHERE import_id = 1"))


def forget_a_refusal(connection: Connection) -> None:
    connection.execute(text("DELETE FROM refusal"))


def invent_refusals(connection: Connection) -> None:
    rows = [{"import_id": 1, "row": row, "column": "c", "reason": "missing"} for row in (5, 6)]
    facts.put(connection, "refusal", rows)


def lose_what_replaced_a_row(connection: Connection) -> None:
    connection.execute(text("UPDATE payment SET day = 20240601 WHERE day = 20240401"))
    summaries.rebuild(connection)


def point_at_an_undone_replacement(connection: Connection) -> None:
    connection.execute(text("UPDATE payment_past SET replaced_by = 3"))


def mix_example_and_real(connection: Connection) -> None:
    facts.put(connection, "import", [facts.import_row(9, is_example=1)])


def spoil_a_summary(connection: Connection) -> None:
    connection.execute(text("UPDATE region_month SET amount_krw = amount_krw + 1"))


@pytest.mark.parametrize(
    ("plant", "told"),
    [
        (lose_a_fact, "Import 1 (payment): says 2 rows, the store holds 1"),
        (keep_a_row_of_an_undone_import, "Import 3 is not in the store, yet payment holds rows of it"),
        (spoil_the_sum_of_an_import, "Import 1: 99 rows read, but the five counts add up to 3"),
        (forget_a_refusal, "Import 1: says 1 rows were refused, 0 are listed"),
        (invent_refusals, "Import 1: says 1 rows were refused, 3 are listed"),
        (lose_what_replaced_a_row, "1 rows of payment_past have no standing row"),
        (point_at_an_undone_replacement, "1 rows of payment_past have no standing row"),
        (mix_example_and_real, "Example rows and real rows stand side by side"),
        (spoil_a_summary, "Summary region_month is not what the facts give"),
    ],
)
def test_a_planted_difference_is_found(url: str, plant: Callable[[Connection], None], told: str) -> None:
    with writing(url) as connection:
        plant(connection)
    found = check(url, "en")
    assert any(told in sentence for sentence in found), found


@pytest.mark.file
def test_a_loose_key_is_found(url: str) -> None:
    from sqlalchemy import create_engine

    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM market"))
    engine.dispose()
    assert any("rows of payment point at nothing in market" in sentence for sentence in check(url, "en"))


@pytest.mark.file
def test_a_damaged_file_is_found(url: str, tmp_path: Path) -> None:
    forget_connections()
    path = tmp_path / "markets.sqlite"
    from sqlalchemy import create_engine

    engine = create_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        page = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'payment'").scalar_one()
    engine.dispose()
    with path.open("r+b") as file:
        file.seek((page - 1) * 8192 + 8150)
        file.write(b"\xff" * 42)
    found = check(url, "en")
    assert found and all("damaged" in sentence for sentence in found)
