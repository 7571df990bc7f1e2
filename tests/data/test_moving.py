"""A store moved to another place is the same there, whatever broke it off; nobody opens one that is half there."""

import multiprocessing
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from data import audit, moving, summaries
from data.checking import check
from data.codes import Action
from data.disclosure import LOCAL_OFFICER
from data.errors import MoveDiffers, MoveRefused, StoreHalfMoved
from data.messages import say_error
from data.models import metadata
from data.moving import move
from data.store import reading, store_version, writing
from tests import stores
from tests.data import facts
from tests.stores import new_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Facts of every kind with their summaries, a log and an account."""
    address = f"sqlite:///{tmp_path / 'source.sqlite'}"
    with writing(address) as connection:
        facts.fill(connection, 5)
        summaries.rebuild(connection)
    for number in range(4):
        audit.note(Action.EXPORT, LOCAL_OFFICER, f"file {number}", url=address)
    return address


@pytest.fixture
def to(tmp_path: Path) -> str:
    """Where it goes: another file, or a database of the server."""
    return new_store(tmp_path / "target.sqlite", is_bare=True)


def rows_of(url: str) -> dict[str, list[tuple[Any, ...]]]:
    with reading(url) as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(*table.columns))), key=repr)
            for table in metadata.sorted_tables
        }


def test_every_row_arrives_and_goes_back_the_same(url: str, to: str, tmp_path: Path) -> None:
    before = rows_of(url)
    moved = move(to, url)
    assert (moved.tables, moved.is_resumed) == (len(metadata.tables), False)
    assert moved.rows == sum(len(rows) for rows in before.values()) > 500
    assert rows_of(to) == before
    assert store_version(to) == store_version(url)
    assert check(to) == check(url)
    with reading(to) as connection:
        assert audit.first_broken(connection) is None
    back = f"sqlite:///{tmp_path / 'back.sqlite'}"
    move(back, to)
    assert rows_of(back) == before
    with writing(to) as connection:
        made = connection.execute(metadata.tables["import"].insert().values(facts.import_row(999)))
        assert made is not None
    assert audit.note(Action.EXPORT, LOCAL_OFFICER, "afterwards", url=to)


def test_batches_are_noted_and_the_next_run_goes_on_behind_the_last(
    url: str, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "ROWS_AT_ONCE", 50)
    seen: list[tuple[str, int]] = []

    def stops(table: str, rows: int) -> None:
        seen.append((table, rows))
        if table == "payment" and rows >= 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(to, url, progress=stops)
    for opened in (reading, writing):
        with pytest.raises(StoreHalfMoved) as wrong, opened(to):
            pass
    assert "data move" in say_error(wrong.value)
    # rights, the log and drafts change without a new version of the store
    audit.note(Action.EXPORT, LOCAL_OFFICER, "meanwhile", url=url)
    again: list[tuple[str, int]] = []
    assert move(to, url, progress=lambda table, rows: again.append((table, rows))).is_resumed
    assert not {table for table, _ in seen[:-1]} - {"payment"} & {table for table, _ in again}
    assert rows_of(to) == rows_of(url)


def _moves(to: str, url: str, ready: str) -> None:
    moving.ROWS_AT_ONCE = 20

    def slowly(table: str, rows: int) -> None:
        if table == "payment":
            Path(ready).touch()
            time.sleep(0.2)

    move(to, url, progress=slowly)


def test_killed_in_the_middle_it_is_gone_on_with(url: str, to: str, tmp_path: Path) -> None:
    for turn in range(2):
        ready = tmp_path / f"ready{turn}"
        mover = multiprocessing.get_context("spawn").Process(target=_moves, args=(to, url, str(ready)))
        mover.start()
        while not ready.exists():
            assert mover.is_alive()
            time.sleep(0.05)
        mover.kill()
        mover.join()
    assert move(to, url).is_resumed
    assert rows_of(to) == rows_of(url) and check(to) == check(url)


def test_a_store_that_changed_meanwhile_is_moved_from_the_start_and_never_mixed(
    url: str, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = moving._copied

    def breaks(source: Any, target: str, table: Any, progress: Any) -> None:
        copied(source, target, table, progress)
        assert table.name != "payment"

    def change(day: int) -> None:
        with writing(url) as connection:
            connection.execute(text(f"DELETE FROM payment WHERE market_id = {day}"))
            summaries.rebuild(connection)

    monkeypatch.setattr(moving, "_copied", breaks)
    with pytest.raises(AssertionError):
        move(to, url)
    monkeypatch.undo()
    change(1)
    monkeypatch.setattr(moving, "_compared", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        move(to, url)
    monkeypatch.undo()
    assert move(to, url).is_resumed and rows_of(to) == rows_of(url)


def test_a_log_that_came_already_is_not_taken_for_that_of_a_store_that_changed(
    url: str, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "_compared", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        move(to, url)
    monkeypatch.undo()
    with writing(url) as connection:
        connection.execute(text("DELETE FROM payment WHERE market_id = 1"))
        summaries.rebuild(connection)
    with pytest.raises(MoveRefused):
        move(to, url)


def test_a_row_that_came_otherwise_is_noticed_and_the_store_stays_closed(
    url: str, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "ROWS_COMPARED", 10)
    compared = moving._copied_anew

    def spoiled(source: Any, target: Any, tables: Any) -> None:
        compared(source, target, tables)
        target.execute(text("UPDATE payment SET amount_krw = amount_krw + 1 WHERE amount_krw = 1000 OR amount_krw > 5"))

    monkeypatch.setattr(moving, "_copied_anew", spoiled)
    with pytest.raises(MoveDiffers) as wrong:
        move(to, url)
    assert "payment" in say_error(wrong.value)
    with pytest.raises(StoreHalfMoved), reading(to):
        pass


def test_nothing_is_moved_over_something_or_onto_itself(url: str, to: str) -> None:
    with writing(to) as connection:
        facts.put(connection, "import", [facts.import_row(1)])
    with pytest.raises(MoveRefused) as wrong:
        move(to, url)
    assert "비어" in say_error(wrong.value) or "빈" in say_error(wrong.value)
    with pytest.raises(MoveRefused):
        move(url, url)
    assert rows_of(to)["import"]


def test_the_command_says_what_was_moved_and_hides_the_password(url: str, to: str) -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-m", "data", "move", "--to", to, "--store", url],
        cwd=Path(__file__).parents[2], capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "JANGTEO_STORE_URL" in done.stdout
    assert not stores.SERVER or "***" in done.stdout
    assert rows_of(to) == rows_of(url)
