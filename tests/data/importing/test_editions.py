"""Newer editions replace, undone ones give back: against a slow and obvious list of everything that was ever said."""

import random
from datetime import date

import pytest
from sqlalchemy import insert, select, update

from data.importing.block import Job
from data.importing.editions import Outcome, Versioned, merge, take_out
from data.models import Import, metadata
from data.sources import Source
from data.store import writing
from tests.stores import new_store

SOURCE = Source("any", "figure", "", "")


@pytest.fixture
def store(tmp_path):
    url = new_store(tmp_path / "store.sqlite")
    with writing(url) as connection:
        yield connection


def begin(connection, import_id, edition):
    connection.execute(
        insert(Import).values(
            import_id=import_id,
            file_name="f",
            sha256=str(import_id),
            byte_count=1,
            source="any",
            subject="figure",
            edition=edition,
            status="kept",
            started_at="",
        )
    )
    return Job(import_id, SOURCE, edition, "f")


def row(key, value):
    return ("m", "sido", key, 2, 20240101, "", "", value, "krw", 0)


def standing(connection):
    table = metadata.tables["figure"]
    return {
        r[0]: (r[1], r[2]) for r in connection.execute(select(table.c.place_code, table.c.value, table.c.import_id))
    }


def past(connection):
    table = metadata.tables["figure_past"]
    return sorted(tuple(r) for r in connection.execute(select(table.c.place_code, table.c.value, table.c.import_id)))


def test_a_newer_edition_replaces_and_its_undo_gives_back(store):
    tables = Versioned.of("figure")
    assert merge(store, tables, [row("a", 1.0), row("b", 2.0)], begin(store, 1, "2024-01-01")) == [Outcome.NEW] * 2
    said = merge(store, tables, [row("a", 9.0), row("b", 2.0), row("c", None)], begin(store, 2, "2024-02-01"))
    assert said == [Outcome.CHANGED, Outcome.UNCHANGED, Outcome.NEW]
    assert standing(store) == {"a": (9.0, 2), "b": (2.0, 2), "c": (None, 2)}
    take_out(store, tables, 2)
    assert standing(store) == {"a": (1.0, 1), "b": (2.0, 1)}
    assert past(store) == []


def test_an_older_edition_that_comes_later_does_not_replace(store):
    tables = Versioned.of("figure")
    merge(store, tables, [row("a", 9.0)], begin(store, 1, "2024-02-01"))
    assert merge(store, tables, [row("a", 1.0)], begin(store, 2, "2024-01-01")) == [Outcome.OLDER]
    assert standing(store) == {"a": (9.0, 1)}
    take_out(store, tables, 1)
    assert standing(store) == {"a": (1.0, 2)}


@pytest.mark.parametrize("seed", range(25))
def test_any_order_of_imports_and_undos_gives_what_the_remaining_imports_say(store, seed):
    """The standing value of a key is the one of the newest remaining edition; among equals, of the latest import."""
    rng, tables = random.Random(seed), Versioned.of("figure")
    said: dict[int, tuple[str, dict[str, float]]] = {}
    for import_id in range(1, 9):
        edition = date(2024, rng.randint(1, 4), 1).isoformat()
        rows = {key: float(rng.randint(1, 3)) for key in "abcde" if rng.random() < 0.6}
        merge(store, tables, [row(k, v) for k, v in rows.items()], begin(store, import_id, edition))
        said[import_id] = (edition, rows)
        if said and rng.random() < 0.4:
            gone = rng.choice(list(said))
            take_out(store, tables, gone)
            store.execute(update(Import).where(Import.import_id == gone).values(status="undone"))
            del said[gone]
    expected = {}
    for _, (_, rows) in sorted(said.items(), key=lambda i: (i[1][0], i[0])):
        expected.update(rows)
    assert {k: v[0] for k, v in standing(store).items()} == expected
    everything = sorted((k, v, i) for i, (_, rows) in said.items() for k, v in rows.items())
    assert sorted([*past(store), *((k, *v) for k, v in standing(store).items())]) == everything
