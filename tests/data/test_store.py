"""The store is opened so that nothing is lost, nothing half kept, and every trouble has its sentence."""

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from data import store
from data.errors import StoreAddressWrong, StoreBroken, StoreBusy, StoreMissing, StoreNewer, StoreReadOnly
from data.messages import say_error
from data.models import Import, metadata
from data.store import forget_connections, reading, sqlite_path, store_url, store_version, writing
from tests.data import facts
from tests.stores import new_store

ROOT = Path(__file__).parents[2]
NOBODY = 65534


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "markets.sqlite"
    forget_connections()


@pytest.fixture
def url(path: Path) -> str:
    return new_store(path, is_bare=True)


def add(url: str, import_id: int) -> None:
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(import_id)])


def held(url: str) -> list[int]:
    with reading(url) as connection:
        return list(connection.execute(select(metadata.tables["import"].c.import_id)).scalars())


def test_a_new_store_is_made_when_something_is_written(url: str, path: Path) -> None:
    assert store_version(url) == -1
    add(url, 1)
    assert held(url) == [1]
    assert store_version(url) > 0


def test_every_change_counts_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = [store_version(url)]
    for number in (1, 2, 3):
        add(url, number)
        versions.append(store_version(url))
    monkeypatch.setattr(store.time, "time", lambda: 5.0)
    add(url, 4)
    assert [*versions, store_version(url)] == sorted({*versions, store_version(url)}), "also when the clock goes back"


@pytest.mark.file
def test_a_restored_backup_is_not_taken_for_the_state_that_came_after_it(
    url: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.backing_up import back_up

    monkeypatch.setattr(store.time, "time", lambda: 1000.0)
    add(url, 1)
    back_up(path.with_name("backup.sqlite"), url)
    add(url, 2)
    shown = store_version(url)
    path.with_name("backup.sqlite").replace(path)
    for journal in path.parent.glob("markets.sqlite-*"):
        journal.unlink()
    monkeypatch.setattr(store.time, "time", lambda: 2000.0)
    add(url, 3)
    assert store_version(url) != shown


def test_what_fails_half_way_leaves_nothing(url: str) -> None:
    add(url, 1)
    version = store_version(url)
    with pytest.raises(ZeroDivisionError), writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(2)])
        raise ZeroDivisionError
    assert held(url) == [1] and store_version(url) == version


def test_a_reader_sees_one_state_while_another_writes(url: str) -> None:
    add(url, 1)
    count = text("SELECT count(*) FROM import")
    with reading(url) as connection:
        before = connection.execute(count).scalar()
        add(url, 2)
        assert connection.execute(count).scalar() == before == 1
    assert len(held(url)) == 2


def test_a_reader_cannot_write(url: str) -> None:
    add(url, 1)
    with pytest.raises(StoreReadOnly), reading(url) as connection:
        connection.execute(text("DELETE FROM import"))
    assert held(url) == [1]


@pytest.mark.file
def test_the_file_is_strict_keyed_and_writes_ahead(url: str, path: Path) -> None:
    add(url, 1)
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert raw.execute("PRAGMA page_size").fetchone() == (8192,)
    (made,) = raw.execute("SELECT sql FROM sqlite_master WHERE name = 'payment'").fetchone()
    assert "STRICT" in made and "WITHOUT ROWID" in made
    assert made.index("market_id") < made.index("amount_krw"), "key columns come first"


def test_keys_that_point_at_nothing_are_refused(url: str) -> None:
    from sqlalchemy.exc import IntegrityError

    row = {"market_id": 5, "method": 1, "grain": 2, "day": 20240401, "is_provisional": 0, "import_id": 5}
    with pytest.raises(IntegrityError), writing(url) as connection:
        facts.put(connection, "payment", [row])


def test_a_second_writer_waits_and_is_then_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "BUSY_TIMEOUT_S", 0.2)
    add(url, 1)
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(2)])
        with pytest.raises(StoreBusy):
            add(url, 3)
    assert held(url) == [1, 2]


@pytest.mark.file
def test_a_missing_store_and_an_empty_file_are_missing(url: str, path: Path) -> None:
    with pytest.raises(StoreMissing), reading(url):
        pass
    path.touch()
    with pytest.raises(StoreMissing), reading(url):
        pass
    add(url, 1)
    assert held(url) == [1]


@pytest.mark.file
@pytest.mark.parametrize(
    "content", [b"this is no database, whatever its name says" * 200, b"SQLite format 3\0" + b"x" * 9000]
)
def test_a_file_that_is_no_database_is_broken(url: str, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreBroken), reading(url):
        pass
    with pytest.raises(StoreBroken):
        add(url, 1)
    assert path.read_bytes() == content


@pytest.mark.file
def test_another_programs_database_is_left_alone(url: str, path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("CREATE TABLE theirs (a)")
    with pytest.raises(StoreBroken), reading(url):
        pass
    with pytest.raises(StoreBroken):
        add(url, 1)
    assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


@pytest.mark.file
def test_a_damaged_page_is_broken(url: str, path: Path) -> None:
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(n) for n in range(1, 3000)])
    forget_connections()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(16384)
        file.write(b"\xff" * (size - 16384))
    with pytest.raises(StoreBroken), reading(url) as connection:
        connection.execute(text("SELECT sum(length(file_name)) FROM import")).all()


@pytest.mark.file
def test_a_store_of_a_newer_program_is_not_touched(url: str, path: Path) -> None:
    add(url, 1)
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    for attempt in (held, lambda url: add(url, 2)):
        with pytest.raises(StoreNewer):
            attempt(url)
    assert "9999" in say_error(StoreNewer(found="9999", known="0001"))


@pytest.mark.file
def test_a_store_deleted_while_open_is_missing_then_made_anew(url: str, path: Path) -> None:
    add(url, 1)
    assert held(url) == [1]
    for name in path.parent.glob("markets.sqlite*"):
        name.unlink()
    assert store_version(url) == -1
    add(url, 2)
    assert held(url) == [2]


@pytest.mark.file
def test_a_replaced_store_is_read_not_the_one_that_was_there(url: str, path: Path) -> None:
    add(url, 1)
    assert held(url) == [1]
    other = path.with_name("other.sqlite")
    add(f"sqlite:///{other}", 7)
    for name in path.parent.glob("markets.sqlite-*"):
        name.unlink()
    other.replace(path)
    assert held(url) == [7]


@pytest.mark.file
def test_a_store_taken_away_while_it_is_written_is_not_reported_as_kept(url: str, path: Path) -> None:
    add(url, 1)
    with pytest.raises(StoreMissing), writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(2)])
        path.rename(path.with_name("elsewhere.sqlite"))


def test_a_mistake_in_our_own_sql_stays_a_mistake(url: str) -> None:
    from sqlalchemy.exc import DBAPIError

    add(url, 1)
    with pytest.raises(DBAPIError), reading(url) as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


@pytest.mark.file
def test_a_full_disk_says_so_and_changes_nothing(url: str, path: Path) -> None:
    from data.errors import StoreFull

    add(url, 1)
    with pytest.raises(StoreFull), writing(url) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        facts.put(connection, "import", [facts.import_row(n, note="x" * 2000) for n in range(2, 500)])
    assert held(url) == [1]


@pytest.mark.file
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root to act as another user")
@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_a_store_in_a_folder_that_cannot_be_written_is_read_and_not_written(path: Path, url: str, journal: str) -> None:
    add(url, 1)
    forget_connections()
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA journal_mode = {journal}")
    raw.close()
    assert not path.with_name("markets.sqlite-wal").exists()
    program = (
        "from data.store import reading, store_version, writing\n"
        "from data.errors import StoreReadOnly\n"
        "from sqlalchemy import text\n"
        "import sys, os\n"
        "import sqlite3\n"
        "count = lambda c: c.execute(text('SELECT count(*) FROM import')).scalar()\n"
        f"os.seteuid({NOBODY})\n"
        "with reading(sys.argv[1]) as c: print(count(c))\n"
        "os.seteuid(0)\n"
        "with writing(sys.argv[1]) as c: c.execute(text('DELETE FROM import'))\n"
        f"os.seteuid({NOBODY})\n"
        "with reading(sys.argv[1]) as c: print(count(c))\n"
        "try:\n"
        "    with writing(sys.argv[1]) as c: c.execute(text('DELETE FROM import'))\n"
        "except StoreReadOnly: print('read only')\n"
    )
    place = Path("/tmp") / f"jangteo-read-only-{os.getpid()}-{journal}"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o755)
    shutil.copy(path, place / "markets.sqlite")
    try:
        found = subprocess.run(
            [sys.executable, "-c", program, f"sqlite:///{place / 'markets.sqlite'}"],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
    finally:
        shutil.rmtree(place)
    assert found.stdout.split("\n")[:3] == ["1", "0", "read only"], found.stdout + found.stderr


def _import_for_ever(url: str, ready: str) -> None:
    number = 100
    while True:
        with writing(url) as connection:
            facts.put(connection, "import", [facts.import_row(number + n) for n in range(50)])
        number += 50
        Path(ready).touch()


@pytest.mark.file
def test_a_killed_writer_leaves_whole_imports_only(url: str, path: Path) -> None:
    """What was reported as kept is there, and nothing half kept."""
    add(url, 1)
    for turn in range(3):
        ready = path.with_name(f"ready{turn}")
        made = multiprocessing.get_context("spawn").Process(target=_import_for_ever, args=(url, str(ready)))
        with sqlite3.connect(path) as raw:
            raw.execute("DELETE FROM import WHERE import_id > 1")
        raw.close()
        made.start()
        while not ready.exists():
            assert made.is_alive(), made.exitcode
            time.sleep(0.02)
        made.kill()
        made.join()
        count = len(held(url)) - 1
        assert count >= 50 and count % 50 == 0
    with reading(url) as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


@pytest.mark.parametrize("address", ["nonsense", "sqlite://", "sqlite:///:memory:", "oracle+nothing://x/y"])
def test_an_address_that_names_no_store_is_told_as_such(address: str) -> None:
    with pytest.raises(StoreAddressWrong), reading(address):
        pass
    with pytest.raises(StoreAddressWrong), writing(address):
        pass


def test_the_address_comes_from_what_was_asked_the_environment_then_the_secrets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = tmp_path / "secrets.toml"
    monkeypatch.setattr(store, "SECRETS", secrets)
    monkeypatch.delenv("JANGTEO_STORE_URL")
    assert sqlite_path(store_url()) == store.DEFAULT_PATH
    secrets.write_text('JANGTEO_STORE_URL = "sqlite:///from_secrets"\n[other]\nkey = 1\n')
    assert store_url() == "sqlite:///from_secrets"
    monkeypatch.setenv("JANGTEO_STORE_URL", "sqlite:///from_environment")
    assert store_url() == "sqlite:///from_environment"
    assert store_url("sqlite:///asked") == "sqlite:///asked"
    monkeypatch.delenv("JANGTEO_STORE_URL")
    secrets.write_text("not = toml = at all")
    with pytest.raises(StoreAddressWrong):
        store_url()


def test_values_are_checked_by_the_table(url: str) -> None:
    """Text never lands in a number column: STRICT on SQLite."""
    from sqlalchemy.exc import DataError, IntegrityError

    with pytest.raises((IntegrityError, DataError)), writing(url) as connection:
        connection.execute(insert(metadata.tables[str(Import.__tablename__)]), [facts.import_row(1, rows_read="many")])
