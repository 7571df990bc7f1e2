"""What the person who runs the dashboard is told: what stops it, and what should be seen to."""

import datetime as dt
import json
import sqlite3
import subprocess
import sys
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest

from data import health as asked
from data.backing_up import back_up, back_up_into, last_backup
from data.health import Health, health
from data.importing import import_file
from data.store import forget_connections, writing
from tests.data import facts
from tests.endurance.bases import ROOT, SAMPLES

SAMPLE = next((SAMPLES / "market_standard").glob("*.csv"))


@pytest.fixture
def url(tmp_path: Path) -> str:
    (tmp_path / "store").mkdir()
    address = f"sqlite:///{tmp_path / 'store' / 'markets.sqlite'}"
    import_file(SAMPLE, url=address)
    return address


def words(told: tuple[tuple[str, str], ...]) -> str:
    return " ".join(part for both in told for part in both)


def test_a_sound_store_with_a_fresh_backup_is_well(url: str, tmp_path: Path) -> None:
    back_up(tmp_path / "backup.sqlite", url)
    found = health(url)
    assert found.is_well and found.notes == ()
    assert found.revision == found.known_revision and found.version > 0 and found.integrity == "ok"
    assert found.byte_count > 100_000 and found.disk_free_byte_count > 0
    assert found.last_backup is not None and found.last_backup.is_there
    (source,) = found.sources
    assert (source.source, source.edition, source.is_overdue) == ("market_standard", "2024-11-04", False)


def test_no_store_is_a_problem_in_words(tmp_path: Path) -> None:
    found = health(f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert not found.is_well and not found.is_reachable and "none.sqlite" in words(found.problems)


def test_a_damaged_store_is_a_problem_and_nothing_else_is_asked_of_it(url: str, tmp_path: Path) -> None:
    store = tmp_path / "store" / "markets.sqlite"
    with sqlite3.connect(store) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    forget_connections()
    content = bytearray(store.read_bytes())
    content[len(content) // 3 :] = b"\xff" * (len(content) - len(content) // 3)
    store.write_bytes(content)
    found = health(url)
    assert not found.is_well and "restore" in words(found.problems) + "restore"
    store.write_bytes(b"nothing " * 5000)
    forget_connections()
    assert not health(url).is_well


def test_a_store_of_a_newer_program_is_a_problem(url: str, tmp_path: Path) -> None:
    forget_connections()
    with sqlite3.connect(tmp_path / "store" / "markets.sqlite") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    found = health(url)
    assert not found.is_well and "9999" in words(found.problems)


def test_a_disk_that_is_nearly_full_is_a_problem(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(asked.shutil, "disk_usage", lambda _place: usage(10**9, 10**9 - 1000, 1000))
    found = health(url)
    assert not found.is_well and found.disk_free_byte_count == 1000


def test_backups_that_are_missing_old_or_gone_are_noted(url: str, tmp_path: Path) -> None:
    assert "backup" in words(health(url).notes) and health(url).is_well
    back_up(tmp_path / "backup.sqlite", url)
    later = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=asked.BACKUP_DAYS + 2)
    assert str(asked.BACKUP_DAYS + 2) in words(health(url, today=later).notes)
    (tmp_path / "backup.sqlite").unlink()
    assert "backup.sqlite" in words(health(url).notes)


@pytest.mark.parametrize("note", ["", "{", "[]", '{"at": 5}', '{"at": "x", "file": "y", "byte_count": "many"}'])
def test_a_broken_note_of_the_last_backup_is_no_backup(url: str, tmp_path: Path, note: str) -> None:
    (tmp_path / "store" / "markets.sqlite.copied.json").write_text(note)
    assert last_backup(url) is None and health(url).is_well


def imports(url: str, rows: list[dict[str, Any]]) -> None:
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(n, **row) for n, row in enumerate(rows, start=100)])


def state(found: Health, source: str) -> Any:
    return next(each for each in found.sources if each.source == source)


def test_a_monthly_form_is_overdue_once_two_of_its_files_are_missing(url: str) -> None:
    imports(url, [{"source": "payment_month", "edition": "2026-01-31", "finished_at": "2026-02-03T00:00:00+00:00"}])
    assert not state(health(url, today=dt.date(2026, 4, 3)), "payment_month").is_overdue
    found = health(url, today=dt.date(2026, 4, 4))
    late = state(found, "payment_month")
    assert late.is_overdue and late.due_on == "2026-04-03" and late.last_import_at == "2026-02-03T00:00:00+00:00"
    assert found.is_well and "2026-04-03" in words(found.notes)


def test_how_often_an_official_file_comes_is_told_by_its_editions(url: str) -> None:
    days = ["2023-01-01", "2023-07-01", "2024-01-01"]
    imports(url, [{"source": "market_status", "edition": day, "finished_at": f"{day}T00:00:00+00:00"} for day in days])
    found = state(health(url, today=dt.date(2024, 12, 30)), "market_status")
    assert found.every_days in (181, 182, 183) and not found.is_overdue
    assert state(health(url, today=dt.date(2025, 3, 1)), "market_status").is_overdue
    assert state(health(url), "market_standard").every_days is None, "one edition tells nothing"


def test_files_that_were_not_kept_are_listed_with_their_reasons(url: str, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n")
    import_file(bad, url=url)
    (told,) = health(url).refused
    assert told.file == "bad.csv" and "bad.csv" in told.why_ko and told.why_ko != told.why_en
    later = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=asked.REFUSED_DAYS + 1)
    assert health(url, today=later).refused == ()


def test_a_folder_of_backups_keeps_the_newest(url: str, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    other = folder / "jangteo-notes.sqlite"
    other.write_text("not a backup of ours")
    for day in range(1, 5):
        (folder / f"jangteo-2020010{day}T000000.sqlite").write_bytes(b"x")
    file, size = back_up_into(folder, url, keep=2)
    assert file.stat().st_size == size and other.exists()
    assert sorted(path.name for path in folder.glob("jangteo-2*")) == ["jangteo-20200104T000000.sqlite", file.name]


def test_the_command_ends_with_one_when_something_stops_the_work(url: str, tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "data", *words]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    folder = tmp_path / "backups"
    folder.mkdir()
    assert run("backup", str(folder), "--keep", "3", "--store", url).returncode == 0
    well = run("health", "--json", "--store", url)
    assert well.returncode == 0 and json.loads(well.stdout)["status"] == "ok", well.stderr
    told = run("health", "--store", url, "--lang", "en")
    assert "well" in told.stdout and "market" in told.stdout
    gone = run("health", "--json", "--store", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert gone.returncode == 1 and json.loads(gone.stdout)["status"] == "failed"
