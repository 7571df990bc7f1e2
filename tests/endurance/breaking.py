"""The ground gives way under a writer: a full disk, a store that is removed, made read-only or damaged."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from data.backing_up import back_up
from data.checking import check
from data.errors import JangteoError, StoreBroken, StoreFull, StoreMissing, StoreReadOnly
from data.importing import import_file
from data.messages import say_error
from data.restoring import restore
from data.store import forget_connections
from tests.endurance.killing import Said, writer
from tests.endurance.loads import payments, sha256, store_in, wrong_with


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """A file system of that size; None where none may be mounted."""
    place = Path(tempfile.mkdtemp(prefix="jangteo-disk-"))
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    is_there = sys.platform == "linux" and subprocess.run(command, capture_output=True).returncode == 0
    try:
        yield place if is_there else None
    finally:
        forget_connections()
        if is_there:
            subprocess.run(["umount", "-l", str(place)], check=True)
        shutil.rmtree(place, ignore_errors=True)


def full_disk(rounds: int, seed: int = 1) -> dict[str, Any]:
    """A disk that fills up at another byte each time, then room again: what was acknowledged is there."""
    luck, refused, wrong, there = random.Random(seed), 0, list[str](), list[str]()
    with small_disk(12) as disk, tempfile.TemporaryDirectory(prefix="jangteo-files-") as place:
        if disk is None:
            return {"not tried": "no file system may be mounted here"}
        url = store_in(disk)
        for number in range(rounds):
            path = payments(Path(place), number, days=60)
            filler = disk / "filler"
            filler.write_bytes(b"x" * max(0, shutil.disk_usage(disk).free - luck.randrange(400_000)))
            try:
                import_file(path, url=url)
                there.append(sha256(path))
            except StoreFull as full:
                refused += 1
                if not say_error(full):
                    wrong.append("no sentence")
            filler.unlink()
            wrong += wrong_with(url, there)
            if sha256(path) not in there:
                import_file(path, url=url)
                there.append(sha256(path))
        wrong += wrong_with(url, there)
    return {"files": rounds, "refused because the disk was full": refused, "faults": wrong}


def read_only() -> dict[str, Any]:
    """The file system becomes read-only between two files: a sentence, the readers go on, and nothing is lost."""
    wrong: list[str] = []
    with small_disk(30) as disk, tempfile.TemporaryDirectory(prefix="jangteo-files-") as place:
        if disk is None:
            return {"not tried": "no file system may be mounted here"}
        url = store_in(disk)
        first, second = payments(Path(place), 1), payments(Path(place), 2)
        import_file(first, url=url)
        forget_connections()
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        said = _error_of(lambda: import_file(second, url=url))
        wrong += [] if isinstance(said, StoreReadOnly) else [f"read-only: {said!r}"]
        wrong += wrong_with(url, [sha256(first)])
        forget_connections()
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        import_file(second, url=url)
        wrong += wrong_with(url, [sha256(first), sha256(second)])
    return {"faults": wrong}


def removed(rounds: int, seed: int = 1) -> dict[str, Any]:
    """The store is deleted under a writer, then the backup is put back: no file is acknowledged into the void."""
    luck, wrong = random.Random(seed), list[str]()
    acknowledged_after = 0
    with tempfile.TemporaryDirectory(prefix="jangteo-removed-") as place:
        folder = Path(place)
        for turn in range(rounds):
            store = folder / f"store-{turn}"
            store.mkdir()
            url = store_in(store)
            back_up(store / "backup.sqlite", url)
            with writer(url, folder, turn, 0) as (child, said):
                time.sleep(luck.uniform(0.1, 1.0))
                for name in ("markets.sqlite", "markets.sqlite-wal", "markets.sqlite-shm"):
                    (store / name).unlink(missing_ok=True)
                before = Said()
                before.read(said)
                time.sleep(1.0)
                after = Said()
                after.read(said)
                child.kill()
            acknowledged = after.there - before.there
            acknowledged_after += len(acknowledged)
            forget_connections()
            if (store / "markets.sqlite").exists():
                # the writer made a new store: what it acknowledged since the removal is in that one
                try:
                    wrong += (
                        wrong_with(url, []) + [s for s in wrong_with(url, acknowledged) if s.startswith("lost")][1:]
                    )
                except StoreMissing:
                    # killed while it made the new store: a file without a table, and so without anything acknowledged
                    wrong += [f"lost: {sha}" for sha in sorted(acknowledged)][1:]
            restore(store / "backup.sqlite", url, replace=True)
            wrong += check(url)
            forget_connections()
    return {"removed": rounds, "acknowledged into a new store": acknowledged_after, "faults": wrong}


def damaged(rounds: int, seed: int = 1) -> dict[str, Any]:
    """Pages overwritten at random: told in words by check or import, and a restore brings everything back."""
    luck, told, wrong = random.Random(seed), {"found by check": 0, "told by a sentence": 0, "harmless": 0}, list[str]()
    with tempfile.TemporaryDirectory(prefix="jangteo-damaged-") as place:
        folder = Path(place)
        url = store_in(folder)
        for number in range(4):
            import_file(payments(folder, number, days=40), url=url)
        backup, store = folder / "backup.sqlite", folder / "markets.sqlite"
        back_up(backup, url)
        for _ in range(rounds):
            forget_connections()
            raw = bytearray(store.read_bytes())
            at, width = luck.randrange(len(raw)), luck.choice((16, 512, 8192, 100_000))
            raw[at : at + width] = os.urandom(min(width, len(raw) - at))
            store.write_bytes(raw)
            said: list[str] | Exception
            try:
                said = check(url)
            except Exception as error:
                said = error
            if isinstance(said, StoreBroken):
                told["told by a sentence"] += 1
            elif isinstance(said, Exception):
                wrong.append(f"{type(said).__name__}: {said}")
            else:
                told["found by check" if said else "harmless"] += 1
            restore(backup, url, replace=True)
            wrong += check(url)
            forget_connections()
            for old in folder.glob("markets-before-*"):
                old.unlink()
    return {"damaged": rounds, **told, "faults": wrong}


def _error_of(work: Any) -> BaseException | None:
    try:
        work()
    except (JangteoError, StoreMissing) as wrong:
        return wrong
    return None
