"""A backup comes back whole or not at all, whoever reads or writes meanwhile, and what was there is kept."""

import datetime as dt
import json
import multiprocessing
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, Self

import pytest
from sqlalchemy import text

from data import access, audit
from data.backing_up import back_up
from data.checking import check
from data.errors import BackupUnfit, RestoreRefused, StoreBroken, StoreBusy, StoreFull, StoreNewer
from data.importing import import_file
from data.messages import say_error
from data.migrations import HEAD
from data.restoring import restore, verify
from data.store import forget_connections, reading, store_version
from tests.endurance.bases import SAMPLES

ROOT = Path(__file__).parents[2]
FILES = [next((SAMPLES / name).glob("*.csv")) for name in ("market_standard", "programme", "asset")]


@pytest.fixture
def url(tmp_path: Path) -> str:
    (tmp_path / "store").mkdir()
    return f"sqlite:///{tmp_path / 'store' / 'markets.sqlite'}"


@pytest.fixture
def backup(url: str, tmp_path: Path) -> Path:
    """A backup with the first file; the store itself has the second one too."""
    import_file(FILES[0], url=url)
    back_up(tmp_path / "backup.sqlite", url)
    import_file(FILES[1], url=url)
    return tmp_path / "backup.sqlite"


def names(url: str) -> list[str]:
    with reading(url) as connection:
        return list(connection.execute(text("SELECT source FROM import ORDER BY import_id")).scalars())


def beside(url: str) -> list[str]:
    store = Path(url.removeprefix("sqlite:///"))
    return sorted(p.name for p in store.parent.iterdir() if not p.name.endswith(("-wal", "-shm", ".json")))


def test_a_backup_comes_back_and_what_was_there_is_kept_beside(url: str, backup: Path) -> None:
    shown = store_version(url)
    found = restore(backup, url, replace=True)
    assert names(url) == ["market_standard"] and check(url) == []
    assert (found.backup.imports, found.backup.revision) == (1, HEAD) and found.backup.last_import_at
    assert found.kept is not None and beside(url) == sorted([found.kept.name, "markets.sqlite"])
    assert names(f"sqlite:///{found.kept}") == ["market_standard", "programme"]
    import_file(FILES[2], url=url)
    assert store_version(url) != shown and check(url) == []


def test_a_store_that_is_gone_is_put_back_without_being_told_to_replace(url: str, backup: Path) -> None:
    store = Path(url.removeprefix("sqlite:///"))
    forget_connections()
    store.unlink()
    # the journal of the store that was lost must not be played into the one that comes back
    store.with_name("markets.sqlite-wal").write_bytes(b"\x37\x7f\x06\x82" * 2000)
    assert restore(backup, url).kept is None
    assert names(url) == ["market_standard"] and check(url) == []


def test_a_store_that_is_there_is_replaced_only_when_told_to(url: str, backup: Path) -> None:
    with pytest.raises(RestoreRefused) as wrong:
        restore(backup, url)
    assert "--replace" in say_error(wrong.value) and names(url) == ["market_standard", "programme"]
    assert beside(url) == ["markets.sqlite"]


def test_verifying_changes_nothing(url: str, backup: Path) -> None:
    before = backup.read_bytes()
    assert verify(backup, url).imports == 1
    assert names(url) == ["market_standard", "programme"] and beside(url) == ["markets.sqlite"]
    assert backup.read_bytes() == before and not list(backup.parent.glob("backup.sqlite-*"))


def test_a_damaged_backup_is_refused_and_the_store_stays(url: str, backup: Path) -> None:
    raw = bytearray(backup.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 20_000] = b"\xff" * 20_000
    backup.write_bytes(raw)
    for act in (verify, lambda file, at: restore(file, at, replace=True)):
        with pytest.raises(StoreBroken) as wrong:
            act(backup, url)
        assert "backup.sqlite" in say_error(wrong.value)
    backup.write_bytes(b"not a store at all " * 500)
    with pytest.raises(StoreBroken):
        restore(backup, url, replace=True)
    assert names(url) == ["market_standard", "programme"] and beside(url) == ["markets.sqlite"]


def test_a_backup_that_does_not_add_up_is_refused_with_what_differs(url: str, backup: Path) -> None:
    with sqlite3.connect(backup) as raw:
        raw.execute("UPDATE import SET rows_read = rows_read + 7")
    with pytest.raises(BackupUnfit) as wrong:
        restore(backup, url, replace=True)
    assert say_error(wrong.value, "ko") != say_error(wrong.value, "en") and "1" in say_error(wrong.value, "en")
    assert names(url) == ["market_standard", "programme"]


def test_a_backup_of_a_newer_program_is_refused_in_words(url: str, backup: Path) -> None:
    with sqlite3.connect(backup) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreNewer) as wrong:
        restore(backup, url, replace=True)
    assert "9999" in say_error(wrong.value) and HEAD in say_error(wrong.value)
    assert names(url) == ["market_standard", "programme"]


def test_a_database_of_something_else_is_no_backup(url: str, tmp_path: Path, backup: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE somebody (id INTEGER)")
    with pytest.raises(StoreBroken):
        restore(other, url, replace=True)
    assert names(url) == ["market_standard", "programme"]


def test_the_store_itself_a_folder_and_nothing_are_no_backups(url: str, backup: Path, tmp_path: Path) -> None:
    for file in (Path(url.removeprefix("sqlite:///")), tmp_path, tmp_path / "none.sqlite"):
        with pytest.raises(RestoreRefused):
            restore(file, url, replace=True)


@pytest.mark.parametrize("damage", ["garbage", "a hole", "a schema of no letters"])
def test_a_damaged_store_is_moved_aside_as_it_is(url: str, backup: Path, damage: str) -> None:
    store = Path(url.removeprefix("sqlite:///"))
    with sqlite3.connect(store) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    forget_connections()
    content = bytearray(store.read_bytes())
    if damage == "garbage":
        content = bytearray(b"garbage " * 4000)
    elif damage == "a schema of no letters":
        at = content.index(b"CREATE TABLE")
        content[at : at + 60] = b"\xcf" * 60
        store.write_bytes(content)
        with pytest.raises(StoreBroken):
            check(url)
        with pytest.raises(StoreBroken):
            import_file(FILES[2], url=url)
        forget_connections()
    else:
        content[len(content) // 4 : len(content) // 2] = b"\xff" * (len(content) // 2 - len(content) // 4)
    store.write_bytes(content)
    found = restore(backup, url, replace=True)
    assert found.kept is not None and found.kept.name.endswith(".damaged") and found.kept.read_bytes() == content
    assert names(url) == ["market_standard"] and check(url) == []


def test_a_writer_is_waited_for_and_named(url: str, backup: Path) -> None:
    held = subprocess.Popen(
        [sys.executable, "-c", "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); "
         "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.readline(); c.execute('ROLLBACK')",
         url.removeprefix("sqlite:///")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert held.stdin is not None and held.stdout is not None
    try:
        assert held.stdout.readline() == "held\n"
        with pytest.raises(StoreBusy) as wrong:
            restore(backup, url, replace=True, wait_s=0.5)
        if sys.platform == "linux":
            assert f"pid {held.pid}" in say_error(wrong.value)
        assert names(url) == ["market_standard", "programme"] and beside(url) == ["markets.sqlite"]
        threading.Timer(1.0, lambda: (held.stdin.write("\n"), held.stdin.flush())).start()
        restore(backup, url, replace=True)
    finally:
        held.kill()
        held.communicate()
    assert names(url) == ["market_standard"]


def test_readers_see_the_one_state_or_the_other_and_never_stop(url: str, backup: Path) -> None:
    seen: list[int] = []
    faults: list[BaseException] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                with reading(url) as connection:
                    one = connection.execute(text("SELECT count(*) FROM import")).scalar_one()
                    time.sleep(0.01)
                    assert connection.execute(text("SELECT count(*) FROM import")).scalar_one() == one
                    seen.append(one)
            except BaseException as wrong:
                faults.append(wrong)
                return

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    while len(seen) < 20:
        time.sleep(0.01)
    restore(backup, url, replace=True)
    had = len(seen)
    while len(seen) < had + 20 and not faults:
        time.sleep(0.01)
    over.set()
    for reader in readers:
        reader.join()
    assert not faults and set(seen) == {2, 1}


def test_a_snapshot_that_was_begun_before_stays_what_it_was(url: str, backup: Path) -> None:
    with reading(url) as connection:
        count = text("SELECT count(*) FROM import")
        assert connection.execute(count).scalar() == 2
        restore(backup, url, replace=True)
        assert connection.execute(count).scalar() == 2
    assert names(url) == ["market_standard"]


def _import_often(url: str, said: Any) -> None:
    sample = FILES[2].read_text("utf-8-sig").splitlines()
    for number in range(30):
        path = Path(url.removeprefix("sqlite:///")).with_name(f"more{number}.csv")
        path.write_text("\n".join([*sample, sample[-1] + " " * number]), "utf-8")
        said.put(import_file(path, url=url, source="asset", wait_s=60).import_id)
        path.unlink()


def test_what_was_imported_meanwhile_is_in_the_store_or_in_what_is_kept_of_it(url: str, backup: Path) -> None:
    context = multiprocessing.get_context("spawn")
    said = context.Queue()
    writer = context.Process(target=_import_often, args=(url, said))
    writer.start()
    first = said.get(timeout=120)
    found = restore(backup, url, replace=True)
    time.sleep(0.5)
    writer.kill()
    writer.join()
    assert first and found.kept is not None
    assert check(url) == [] and check(f"sqlite:///{found.kept}") == []
    assert names(url)[0] == "market_standard" and "programme" not in names(url)


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small file system")
def test_a_full_disk_leaves_the_store_as_it_was(backup: Path, url: str, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    megabytes = backup.stat().st_size // 1_000_000 + 3
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(disk)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("may not mount a small file system here")
    try:
        full = f"sqlite:///{disk / 'markets.sqlite'}"
        restore(backup, full)
        assert names(full) == ["market_standard"]
        with pytest.raises(StoreFull):
            restore(backup, full, replace=True)
        assert names(full) == ["market_standard"] and beside(full) == ["markets.sqlite"]
    finally:
        forget_connections()
        subprocess.run(["umount", str(disk)], check=True)


def test_the_command_says_what_it_found_and_did(url: str, backup: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "data", "restore", *words, "--store", url]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    told = run(str(backup), "--verify", "--json")
    assert told.returncode == 0, told.stderr
    assert {key: json.loads(told.stdout)[key] for key in ("status", "imports", "kept")} == {
        "status": "verified", "imports": 1, "kept": "",
    }  # fmt: skip
    refused = run(str(backup))
    assert refused.returncode == 2 and "--replace" in refused.stderr
    done = run(str(backup), "--replace", "--json")
    assert done.returncode == 0 and Path(json.loads(done.stdout)["kept"]).is_file()
    backup.write_bytes(b"x" * 9000)
    assert run(str(backup), "--verify").returncode == 1
    assert names(url) == ["market_standard"]


def test_what_was_logged_after_the_backup_outlives_its_restore(url: str, tmp_path: Path) -> None:
    import_file(FILES[0], url=url)
    access.grant("boss@jeju.kr", "administrator", by="test", url=url)
    access.grant("lee@jeju.kr", "officer", by="test", url=url)
    back_up(tmp_path / "backup.sqlite", url)
    access.revoke("lee@jeju.kr", by="boss@jeju.kr", url=url)
    import_file(FILES[1], url=url)
    before = audit.entries(url)
    seals = seals_of(url)
    found = restore(tmp_path / "backup.sqlite", url, replace=True)
    assert audit.entries(url) == before and seals_of(url) == seals, "the same rows under the same seals"
    assert (found.logged, found.rights, found.seal) == (2, 1, seals[-1])
    assert names(url) == ["market_standard"] and check(url) == []
    # and a second time: what stands in the log already is not brought twice
    assert restore(tmp_path / "backup.sqlite", url, replace=True).logged == 2
    assert audit.entries(url) == before and check(url) == []


def test_two_restores_in_one_second_keep_both_former_stores(
    url: str, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(dt.datetime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Self:
            return cls(2026, 3, 1, 9, 0, 0, tzinfo=tz)

    monkeypatch.setattr("data.restoring.dt.datetime", Stopped)
    kept = [restore(backup, url, replace=True).kept for _ in range(3)]
    names = [one.name for one in kept if one is not None and one.is_file()]
    assert names == [f"markets-before-20260301T090000{end}.sqlite" for end in ("", "-2", "-3")]


def test_the_log_of_another_store_goes_on_behind_the_backups(url: str, tmp_path: Path) -> None:
    """A backup of another machine: its rows, then ours, under new seals."""
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    import_file(FILES[0], url=other)
    back_up(tmp_path / "backup.sqlite", other)
    import_file(FILES[1], url=url)
    ours, theirs = audit.entries(url), audit.entries(other)
    restore(tmp_path / "backup.sqlite", url, replace=True)
    assert audit.entries(url) == [*ours, *theirs] and check(url) == []


def test_the_log_of_a_store_damaged_elsewhere_is_read_as_far_as_it_goes(url: str, backup: Path) -> None:
    store = Path(url.removeprefix("sqlite:///"))
    before = audit.entries(url)
    forget_connections()
    with sqlite3.connect(store) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'programme'").fetchone()[0]
        size = raw.execute("PRAGMA page_size").fetchone()[0]
    with store.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    found = restore(backup, url, replace=True)
    assert found.logged == 1 and audit.entries(url) == before and check(url) == []


def test_the_command_says_which_rights_came_back(url: str, tmp_path: Path) -> None:
    import_file(FILES[0], url=url)
    access.grant("lee@jeju.kr", "officer", by="test", url=url)
    back_up(tmp_path / "backup.sqlite", url)
    access.revoke("lee@jeju.kr", by="test", url=url)
    command = [sys.executable, "-m", "data", "restore", str(tmp_path / "backup.sqlite"), "--replace", "--store", url]
    said = subprocess.run([*command, "--lang", "en"], cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 0 and "changed 1 times since then" in said.stdout
    last = audit.entries(url)[0]
    assert last.action == "restore" and json.loads(last.detail)["rights"] == 1 and json.loads(last.detail)["seal"]


def seals_of(url: str) -> list[str]:
    with reading(url) as connection:
        return list(connection.execute(text("SELECT seal FROM audit ORDER BY audit_id")).scalars())
