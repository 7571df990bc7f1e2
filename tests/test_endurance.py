"""Short forms of ``python -m tests.endurance``: each trial a few times, so that it goes on finding nothing."""

import json
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.endurance import breaking, crowding, fuzzing, killing
from tests.endurance.bases import ROOT, bases
from tests.endurance.loads import payments, sha256, store_in, wrong_with
from tests.endurance.mutations import made

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills and stops processes as Linux and macOS do")


def test_killed_writers_leave_whole_imports_and_every_acknowledged_one() -> None:
    found = killing.kills(3)
    assert found["killed"] == 3 and found["faults"] == []


def test_a_power_cut_leaves_whole_imports_and_every_acknowledged_one() -> None:
    found = killing.power_cuts(3)
    assert found["copies"] == 3 and found["faults"] == []


def test_two_who_begin_together_are_both_kept_and_the_same_file_once() -> None:
    found = crowding.two_at_once(1)
    assert (found["kept"], found["repeated"], found["faults"]) == (5, 1, [])


@pytest.mark.parametrize("takes_out", [False, True])
def test_readers_see_whole_states_while_files_come_and_go(takes_out: bool) -> None:
    found = crowding.readers(4, 5, takes_out=takes_out)
    assert found["looks"] >= 5 and found["faults"] == []


def test_full_read_only_removed_and_damaged_stores_are_told_and_lose_nothing() -> None:
    for found in (breaking.full_disk(3), breaking.read_only(), breaking.removed(1), breaking.damaged(2)):
        assert found.get("faults", []) == []


def test_some_wrong_files_find_their_sentences() -> None:
    found = fuzzing.fuzz(0, 40)
    assert found.files == 40 and found.checks == 1
    assert found.faults == [] and {"kept", "refused"} <= set(found.outcomes)


def test_the_file_of_a_number_is_always_the_same() -> None:
    assert made(7, bases()) == made(7, bases()) and len({made(n, bases())[1] for n in range(20)}) == 20


def test_what_is_lost_doubled_or_not_undone_is_seen(tmp_path: Path) -> None:
    """The trials can fail: a store made wrong on purpose is found wrong."""
    from data.importing import import_file, undo
    from data.store import forget_connections

    url = store_in(tmp_path)
    first, second = payments(tmp_path, 1), payments(tmp_path, 2)
    kept = import_file(first, url=url)
    assert wrong_with(url, [sha256(first)]) == []
    assert wrong_with(url, [sha256(first), sha256(second)]) == [f"lost: {sha256(second)}"]
    assert wrong_with(url, [], [sha256(first)]) == [f"not undone: {sha256(first)}"]
    other = import_file(second, url=url)
    forget_connections()
    with sqlite3.connect(tmp_path / "markets.sqlite") as raw:
        raw.execute("UPDATE import SET sha256 = ? WHERE import_id = ?", (sha256(first), other.import_id))
    assert wrong_with(url, []) == [f"twice: {sha256(first)}"]
    undo(kept.import_id or 0, url=url)
    with sqlite3.connect(tmp_path / "markets.sqlite") as raw:
        raw.execute("DELETE FROM payment WHERE day = (SELECT min(day) FROM payment)")
    assert len(wrong_with(url, [])) > 1, "check sees rows that went astray"


def test_the_last_whole_transaction_of_a_journal_is_found(tmp_path: Path) -> None:
    store = tmp_path / "x.sqlite"
    raw = sqlite3.connect(store, isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA wal_autocheckpoint = 0")
    raw.execute("CREATE TABLE t (a)")
    raw.execute("INSERT INTO t VALUES (1)")
    journal = tmp_path / "x.sqlite-wal"
    whole = journal.read_bytes()
    raw.close()
    assert killing.whole_until(whole) == len(whole)
    assert killing.whole_until(whole[:-1]) < len(whole) and killing.whole_until(whole + b"x" * 5000) == len(whole)
    assert killing.whole_until(b"") == 0
    spoilt = tmp_path / "spoilt-wal"
    spoilt.write_bytes(whole)
    killing.spoilt(spoilt, random.Random(1))
    assert spoilt.read_bytes().startswith(whole)


def test_the_command_says_what_it_found_and_how_it_ended() -> None:
    command = [sys.executable, "-m", "tests.endurance", "damaged", "--count", "1"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["trial"] == "damaged"
