"""Writers that are killed at random moments, and power that fails while they write."""

import multiprocessing
import os
import random
import shutil
import signal
import struct
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from data.codes import ImportStatus
from data.importing import import_file, undo
from data.store import forget_connections
from tests.endurance.loads import kept, loaded, sha256, store_in, wrong_with

#: Longest wait before the kill: some eight small files are put in meanwhile.
LONGEST_S = 2.5
#: Every so many files, the one before the last is taken out again.
UNDO_EVERY = 5


def work(url: str, folder: str, first: int, said: str) -> None:
    """Put files in for ever, and say of each when it is begun and when it is acknowledged."""
    os.nice(5)
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    ids: list[tuple[int | None, str]] = []
    for number in range(first, first + 1000):
        path = loaded(Path(folder), number)
        sha = sha256(path)
        os.write(out, f"begun {sha}\n".encode())
        report = import_file(path, url=url)
        # the first may be the one during which the last writer was killed
        assert report.status is ImportStatus.KEPT or number == first, report.error
        os.write(out, f"kept {sha}\n".encode())
        ids.append((report.import_id, sha))
        if number % UNDO_EVERY == 4 and len(ids) > 1:
            number_of, gone = ids.pop(-2)
            os.write(out, f"undoing {gone}\n".encode())
            undo(number_of or 0, url=url)
            os.write(out, f"undone {gone}\n".encode())
        path.unlink()


def context() -> Any:
    """Children that need not import everything again."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["tests.endurance.warm", "tests.endurance.killing"])
    return made


class Said:
    """What a writer said so far. under_way: what it had begun and not finished when it died."""

    def __init__(self) -> None:
        self.there: set[str] = set()
        self.gone: set[str] = set()
        self.under_way = ""

    def read(self, path: Path) -> Counter[str]:
        """Take in what stands in its file. Returns: how many of each word."""
        words: Counter[str] = Counter()
        self.under_way = ""
        for line in path.read_text().splitlines() if path.exists() else ():
            word, sha = line.split()
            words[word] += 1
            self.under_way = word if word in ("begun", "undoing") else ""
            if word == "kept":
                self.there.add(sha)
            elif word == "undoing":
                # until it says so, it may be there or not
                self.there.discard(sha)
            elif word == "undone":
                self.gone.add(sha)
        return words


@contextmanager
def writer(url: str, folder: Path, turn: int, first: int) -> Iterator[tuple[BaseProcess, Path]]:
    """A writer at work, and the file in which it says what it did. It has begun when this begins."""
    said = folder / f"said-{turn}"
    child = context().Process(target=work, args=(url, str(folder), first, str(said)))
    child.start()
    try:
        while not said.exists():
            assert child.is_alive(), child.exitcode
            time.sleep(0.005)
        yield child, said
    finally:
        child.kill()
        child.join()


def kills(count: int, seed: int = 1) -> dict[str, Any]:
    """So many writers killed at random moments, one after another in one store; after each the store is looked at."""
    luck, told = random.Random(seed), Counter[str]()
    faults: list[tuple[int, list[str]]] = []
    said_all = Said()
    with tempfile.TemporaryDirectory(prefix="jangteo-kills-") as place:
        folder = Path(place)
        url, first = store_in(folder), 0
        for turn in range(count):
            before = set(kept(url))
            with writer(url, folder, turn, first) as (child, said):
                time.sleep(luck.uniform(0, LONGEST_S))
                assert child.is_alive() and child.pid is not None
                os.kill(child.pid, signal.SIGKILL)
                child.join()
            words = said_all.read(said)
            first += words["kept"]
            forget_connections()
            wrong = wrong_with(url, said_all.there, said_all.gone)
            told["killed"] += 1
            told[f"killed while an import was {'under way' if said_all.under_way == 'begun' else 'not under way'}"] += 1
            told["killed while an undo was under way"] += said_all.under_way == "undoing"
            told["imports acknowledged"] += words["kept"]
            told["undos acknowledged"] += words["undone"]
            told["kept though not acknowledged any more"] += len(set(kept(url)) - before - said_all.there)
            if wrong:
                faults.append((turn, wrong))
    return {**told, "check or counts found": len(faults), "faults": faults}


def power_cuts(count: int, seed: int = 1) -> dict[str, Any]:
    """So many copies of the files of a store that is being written, as a power cut would leave them.

    The writer is stopped, so that the copy is of one moment; the journal's end behind the last whole transaction is cut
    or spoilt at random, as sectors that never reached the disk; the lock file is not copied at all.
    """
    luck, told = random.Random(seed), Counter[str]()
    faults: list[tuple[int, list[str]]] = []
    said_all = Said()
    with tempfile.TemporaryDirectory(prefix="jangteo-power-") as place:
        folder = Path(place)
        url, turn, first = store_in(folder), 0, 0
        while turn < count:
            with writer(url, folder, turn, first) as (child, said):
                for _ in range(min(10, count - turn)):
                    time.sleep(luck.uniform(0.05, 0.4))
                    assert child.is_alive() and child.pid is not None
                    os.kill(child.pid, signal.SIGSTOP)
                    said_now = Said()
                    said_now.there |= said_all.there
                    said_now.gone |= said_all.gone
                    said_now.read(said)
                    copy = folder / f"copy-{turn}"
                    copy.mkdir()
                    for name in ("markets.sqlite", "markets.sqlite-wal"):
                        if (folder / name).exists():
                            shutil.copy(folder / name, copy / name)
                    os.kill(child.pid, signal.SIGCONT)
                    told[spoilt(copy / "markets.sqlite-wal", luck)] += 1
                    wrong = wrong_with(f"sqlite:///{copy / 'markets.sqlite'}", said_now.there, said_now.gone)
                    forget_connections()
                    shutil.rmtree(copy)
                    if wrong:
                        faults.append((turn, wrong))
                    turn += 1
            first += said_all.read(said)["kept"]
            forget_connections()
    told["copies"] = count
    told["acknowledged by then"] = len(said_all.there)
    return {**told, "check or counts found": len(faults), "faults": faults}


def spoilt(journal: Path, luck: random.Random) -> str:
    """Spoil what stands behind the last whole transaction of a write-ahead log. Returns: what was done."""
    raw = bytearray(journal.read_bytes()) if journal.exists() else bytearray()
    end = whole_until(bytes(raw))
    if end >= len(raw) or luck.random() < 0.2:
        # a transaction that was being written to the disk just then
        raw += luck.randbytes(luck.choice((1, 512, 4096, 20_000)))
        journal.write_bytes(raw)
        return "half a transaction behind the journal's end"
    what = luck.choice(("journal cut in mid-transaction", "journal's end full of zeros", "journal's end garbled"))
    at = luck.randrange(end, len(raw))
    if what == "journal cut in mid-transaction":
        del raw[at:]
    elif what == "journal's end full of zeros":
        raw[at:] = bytes(len(raw) - at)
    else:
        raw[at:] = luck.randbytes(len(raw) - at)
    journal.write_bytes(raw)
    return what


def whole_until(raw: bytes) -> int:
    """Where the last frame that ends a transaction ends (https://sqlite.org/fileformat2.html#walformat)."""
    if len(raw) < 32:
        return 0
    page, salts = struct.unpack(">I", raw[8:12])[0], raw[16:24]
    end = 0
    for at in range(32, len(raw) - 24 - page + 1, 24 + page):
        if raw[at + 8 : at + 16] != salts:
            break
        if struct.unpack(">I", raw[at + 4 : at + 8])[0]:
            end = at + 24 + page
    return end
