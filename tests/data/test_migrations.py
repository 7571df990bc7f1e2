"""The migrations make exactly the tables of the models, whole or not at all."""

import re
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from data import migrations, summaries
from data.checking import check
from data.errors import StoreNewer
from data.importing import import_file
from data.messages import say_error
from data.migrations import HEAD, bring_up_to_date, configuration
from data.models import metadata
from data.store import forget_connections, reading, writing
from tests.data import facts
from tests.stores import new_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    return new_store(tmp_path / "markets.sqlite", is_bare=True)


def test_the_newest_revision_is_the_one_the_program_knows() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]


def test_migrations_and_models_give_the_same_tables(url: str) -> None:
    bring_up_to_date(url)
    engine = create_engine(url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    assert differences == []


FOREIGN_KEY = re.compile(r", FOREIGN KEY\(\w+\) REFERENCES \w+ \(\w+\)")


def shapes(path: Path) -> dict[str, str]:
    """SQL of every table and index, blanks evened out, foreign keys last and in order."""
    with sqlite3.connect(path) as raw:
        made = raw.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'")
        told = {name: " ".join(sql.replace('"', "").split()) for name, sql in made}
    return {name: FOREIGN_KEY.sub("", sql) + "".join(sorted(FOREIGN_KEY.findall(sql))) for name, sql in told.items()}


@pytest.mark.file
def test_types_keys_and_strictness_are_those_of_the_models_too(url: str, tmp_path: Path) -> None:
    """compare_metadata does not see STRICT, WITHOUT ROWID or the order of columns."""
    bring_up_to_date(url)
    from_models = tmp_path / "models.sqlite"
    engine = create_engine(f"sqlite:///{from_models}")
    metadata.create_all(engine)
    engine.dispose()
    migrated = shapes(tmp_path / "markets.sqlite")
    assert migrated.keys() == shapes(from_models).keys()
    for name, sql in shapes(from_models).items():
        assert migrated[name] == sql, name


def test_the_first_revision_makes_the_row_that_counts_changes(url: str) -> None:
    bring_up_to_date(url)
    with reading(url) as connection:
        assert connection.execute(text("SELECT id, version FROM store_state")).all() == [(1, 0)]


def test_a_store_that_is_up_to_date_is_not_migrated(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_up_to_date(url)

    def never(*_: object) -> None:
        raise AssertionError("migrated again")

    monkeypatch.setattr(migrations, "_upgrade", never)
    bring_up_to_date(url)
    with writing(url):
        pass


def tables_in(url: str) -> set[str]:
    engine = create_engine(url)
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_a_migration_that_fails_leaves_no_half_store(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade = migrations._upgrade

    def breaks(connection: object) -> None:
        upgrade(connection)  # type: ignore[arg-type]
        raise ZeroDivisionError

    monkeypatch.setattr(migrations, "_upgrade", breaks)
    with pytest.raises(ZeroDivisionError):
        bring_up_to_date(url)
    assert tables_in(url) == set()
    monkeypatch.undo()
    bring_up_to_date(url)
    assert "payment" in tables_in(url)


@pytest.mark.file
def test_an_older_store_is_brought_up_by_whoever_opens_it_first(url: str, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "markets.sqlite") as raw:
        raw.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    with reading(url) as connection:
        assert migrations.revision(connection) == HEAD
    forget_connections()


def older_store(path: Path, revision: str, rows_of: Path, tables: tuple[str, ...]) -> str:
    """A store of that revision with the rows of another one, in the columns both have. Returns: its address."""
    url = f"sqlite:///{path}"
    engine = create_engine(url)
    with engine.begin() as connection:
        command.upgrade(configuration(connection), revision)
    engine.dispose()
    with sqlite3.connect(path) as raw:
        raw.execute("ATTACH ? AS other", (str(rows_of),))
        for table in tables:
            names = [row[1] for row in raw.execute(f'PRAGMA main.table_info("{table}")')]
            there = {row[1] for row in raw.execute(f'PRAGMA other.table_info("{table}")')}
            both = ", ".join(f'"{name}"' for name in names if name in there)
            raw.execute(f'INSERT INTO main."{table}" ({both}) SELECT {both} FROM other."{table}"')
    return url


@pytest.mark.file
def test_digital_counts_are_filled_from_what_an_older_store_holds(url: str, tmp_path: Path) -> None:
    counts = ("readiness_item", "readiness_score", "channel_count")
    with writing(url) as connection:
        facts.fill(connection, 5)
        summaries.rebuild(connection)
        wanted = {table: set(connection.execute(text(f"SELECT * FROM {table}")).all()) for table in counts}
    held = ("import", "market", "channel_use", "store_item")
    older = older_store(tmp_path / "older.sqlite", "0003", tmp_path / "markets.sqlite", held)
    bring_up_to_date(older)
    with reading(older) as connection:
        assert {table: set(connection.execute(text(f"SELECT * FROM {table}")).all()) for table in counts} == wanted
        assert all(wanted.values())


@pytest.mark.file
def test_uses_of_channels_are_kept_and_laid_side_by_side_from_what_an_older_store_holds(
    url: str, tmp_path: Path
) -> None:
    packs = ("market_uses", "month_of_markets")
    with writing(url) as connection:
        facts.fill(connection, 5)
        connection.execute(
            text("UPDATE channel_use SET recent_sales_krw = NULL, buyer_count = NULL, repeat_buyer_count = NULL")
        )
        summaries.rebuild(connection)
        wanted = {table: set(connection.execute(text(f"SELECT * FROM {table}")).all()) for table in packs}
        uses = set(connection.execute(text("SELECT * FROM channel_use")).all())
    held = ("import", "market", "channel_use", "market_month")
    older = older_store(tmp_path / "older.sqlite", "0005", tmp_path / "markets.sqlite", held)
    bring_up_to_date(older)
    with reading(older) as connection:
        assert {table: set(connection.execute(text(f"SELECT * FROM {table}")).all()) for table in packs} == wanted
        assert set(connection.execute(text("SELECT * FROM channel_use")).all()) == uses
        assert all(wanted.values()) and uses


RELEASED = [each.revision for each in reversed(list(ScriptDirectory.from_config(configuration()).walk_revisions()))]
#: Samples whose tables the first revision has; programmes came with 0005.
EARLY = ("market_standard", "onnuri_merchants", "retail_sales_index", "tourism_visitors", "gwangju_voucher_merchants")
LATER = ("programme", "programme_budget", "asset", "asset_reading", "event", "participation", "request")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A store of today with the early samples alone, and one with all."""
    from tests.endurance.bases import SAMPLES
    from tests.endurance.loads import payments, store_in

    made = {}
    for name, folders in (("early", EARLY), ("all", (*EARLY, *LATER))):
        folder = tmp_path_factory.mktemp(name)
        url = store_in(folder)
        for file in [
            payments(folder, 1),
            *(path for each in folders for path in sorted((SAMPLES / each).glob("*.csv"))),
        ]:
            assert import_file(file, url=url).status in ("kept", "repeated"), file.name
        assert check(url) == []
        forget_connections()
        with sqlite3.connect(folder / "markets.sqlite") as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        raw.close()
        made[name] = folder / "markets.sqlite"
    return made


def rows_in(path: Path, table: str, columns: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as raw:
        return sorted(raw.execute(f'SELECT {columns} FROM "{table}"').fetchall(), key=repr)


@pytest.mark.file
@pytest.mark.parametrize("released", RELEASED[:-1])
def test_a_store_of_every_released_version_comes_forward_with_its_rows(
    released: str, filled: dict[str, Path], tmp_path: Path
) -> None:
    """Summaries that an older version did not have are made anew, and ``check`` finds nothing wrong with the rest."""
    source = filled["early" if released < "0005" else "all"]
    shapes_of_old = new_store(tmp_path / "shape.sqlite")
    engine = create_engine(shapes_of_old)
    with engine.begin() as connection:
        command.upgrade(configuration(connection), released)
    engine.dispose()
    with sqlite3.connect(tmp_path / "shape.sqlite") as raw:
        named = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        # the row of this one is there already
        raw.execute("DELETE FROM store_state")
    order = [table.name for table in metadata.sorted_tables if table.name in named]
    older = tmp_path / "older.sqlite"
    (tmp_path / "shape.sqlite").rename(older)
    held = copied(older, source, order)
    with sqlite3.connect(older) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(released,)]
        assert raw.execute("SELECT count(*) FROM payment").fetchone()[0] > 0
    url = f"sqlite:///{older}"
    assert check(url) == []
    for table, columns in held.items():
        assert rows_in(older, table, columns) == rows_in(source, table, columns), table
    with reading(url) as connection:
        assert migrations.revision(connection) == HEAD
    forget_connections()


def copied(older: Path, source: Path, tables: list[str]) -> dict[str, str]:
    """Rows of the one store into the other, in the columns both have. Returns: the columns of each table."""
    held = {}
    with sqlite3.connect(older) as raw:
        raw.execute("ATTACH ? AS other", (str(source),))
        for table in tables:
            names = [row[1] for row in raw.execute(f'PRAGMA main.table_info("{table}")')]
            there = {row[1] for row in raw.execute(f'PRAGMA other.table_info("{table}")')}
            held[table] = ", ".join(f'"{name}"' for name in names if name in there)
            raw.execute(f'INSERT INTO main."{table}" ({held[table]}) SELECT {held[table]} FROM other."{table}"')
    return held


@pytest.mark.file
@pytest.mark.parametrize("found", ["9999", f"{int(HEAD) + 1:04}"])
def test_a_store_that_is_newer_than_the_program_is_refused_in_words_and_left_alone(
    url: str, tmp_path: Path, found: str
) -> None:
    bring_up_to_date(url)
    forget_connections()
    with sqlite3.connect(tmp_path / "markets.sqlite") as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (found,))
    raw.close()
    before = (tmp_path / "markets.sqlite").read_bytes()
    for opened in (reading, writing):
        with pytest.raises(StoreNewer) as wrong, opened(url):
            pass
        for lang in ("ko", "en"):
            assert found in say_error(wrong.value, lang) and HEAD in say_error(wrong.value, lang)
    forget_connections()
    assert (tmp_path / "markets.sqlite").read_bytes() == before
