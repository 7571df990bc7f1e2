"""Fifty readers at once: sessions over websockets that each change a filter every five seconds.

    python -m tests.benchmarks --only readers [--small] [--keep FOLDER]

The dashboard runs as ``make serve`` starts it (several processes behind nginx). Each session opens a page and then
chooses another province every 5 s, each at its own moment; a change counts from the question to the last message. With
an import: month after month of the whole country goes into the same store meanwhile, by the command line. The readers
are threads of this process, so the machine they press is also the one they are read on: p95 is on the safe side.
"""

import os
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from components.text import translator
from data.store import forget_connections, reading
from tests.benchmarks.importing import write_days
from tests.benchmarks.session import Reader, cookie_of
from tests.browser.serving import ROOT, free_port

SESSIONS = (10, 25, 50, 100)
EVERY_S = 5.0
#: Pages with a province to choose: the first view, trends, the map, visitors, readiness.
PAGES = ("", "payments", "map", "tourists", "readiness")
START_S = 120


@dataclass
class Seen:
    """What all sessions of one trial saw."""

    ms: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def measure(
    store: Path, folder: Path, *, sessions: tuple[int, ...] = SESSIONS, seconds: float = 60, processes: int = 2
) -> dict[str, Any]:
    """A row for each number of sessions, without and with an import; and the same as a table in words."""
    rows = []
    for is_importing in (False, True):
        for count in sessions:
            copy = folder / "readers.sqlite"
            _fresh(store, copy)
            rows.append(_trial(copy, folder, count, seconds, processes, is_importing))
            print(_line(rows[-1]), file=sys.stderr, flush=True)
    return {"processes": processes, "seconds": seconds, "rows": rows, "table": table(rows)}


HEAD = "sessions | import | changes | p50 ms | p95 ms | errors | MB per process | MB per session | imports"


def table(rows: list[dict[str, Any]]) -> str:
    """For people."""
    return "\n".join([HEAD, *map(_line, rows)])


def _line(row: dict[str, Any]) -> str:
    told = ("sessions", "is_importing", "changes", "p50_ms", "p95_ms", "errors", "mb_per_process", "mb_per_session")
    return " | ".join(str(row[name]) for name in told) + f" | {row['imports']}"


def _fresh(store: Path, copy: Path) -> None:
    forget_connections()
    for stale in copy.parent.glob(copy.name + "*"):
        stale.unlink()
    shutil.copy(store, copy)


def _trial(store: Path, folder: Path, count: int, seconds: float, processes: int, is_importing: bool) -> dict[str, Any]:
    seen, stop = Seen(), threading.Event()
    with _several(store, processes, folder / "readers.log") as (url, pids):
        _warm(url, processes)
        empty = [_mb(pid) for pid in pids]
        began = threading.Barrier(count + 1, timeout=START_S * 3)
        threads = [
            threading.Thread(target=_reads, args=(url, at, seen, began, stop), daemon=True) for at in range(count)
        ]
        for thread in threads:
            thread.start()
        began.wait()
        with _importing(store, folder, is_importing) as done:
            time.sleep(seconds)
            full = [_mb(pid) for pid in pids]
            stop.set()
            for thread in threads:
                thread.join(START_S)
    ms = sorted(seen.ms)
    return {
        "sessions": count, "is_importing": is_importing, "changes": len(ms),
        "p50_ms": round(statistics.median(ms)) if ms else None,
        "p95_ms": round(ms[int(len(ms) * 0.95)]) if ms else None,
        "errors": len(seen.errors), "first_error": seen.errors[0] if seen.errors else "",
        "mb_per_process": round(max(full)), "mb_per_session": round((sum(full) - sum(empty)) / count, 2),
        "imports": len(done),
    }  # fmt: skip


def _reads(at: int, url: str, seen: Seen, began: threading.Barrier, stop: threading.Event) -> None:
    """One session, from its first view on."""
    luck, province = random.Random(at), translator("en")("filter.sido")
    try:
        with Reader(url, PAGES[at % len(PAGES)], "lang=en", cookie=cookie_of(url)) as reader:
            reader.open()
            began.wait()
            options = reader.options(province)[1:]
            time.sleep(luck.random() * EVERY_S)
            while not stop.is_set():
                asked = time.monotonic()
                run = reader.choose(province, luck.choice(options))
                with seen.lock:
                    seen.ms.append(run.ms)
                    seen.errors += reader.errors
                reader.errors.clear()
                stop.wait(max(0.0, EVERY_S - (time.monotonic() - asked)))
    except Exception as wrong:
        began.abort()
        seen.errors.append(f"{type(wrong).__name__}: {wrong}"[:200])


def _warm(url: str, processes: int) -> None:
    """Every page once in every process, as after the first minutes of a day."""
    for page in PAGES:
        for _ in range(processes * 3):
            with Reader(url, page, "lang=en", cookie=cookie_of(url)) as reader:
                reader.open()


@contextmanager
def _several(store: Path, processes: int, log: Path) -> Iterator[tuple[str, list[int]]]:
    """Address, and the numbers of the page servers."""
    port = free_port()
    command = [sys.executable, "-m", "components.ui.several", "--port", str(port), "--processes", str(processes)]
    settings = {**os.environ, "JANGTEO_STORE_URL": f"sqlite:///{store}", "JANGTEO_LOG": "off"}
    with log.open("w") as written:
        running = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=subprocess.PIPE, stderr=written, text=True)
        try:
            assert running.stdout is not None
            if not running.stdout.readline():
                raise RuntimeError(log.read_text(errors="replace")[-2000:])
            yield f"http://127.0.0.1:{port}", _below(running.pid)
        finally:
            running.terminate()
            running.communicate(timeout=60)


def _below(parent: int) -> list[int]:
    """Page servers of that program, by /proc: this benchmark needs Linux."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            said = (process / "stat").read_text().rpartition(")")[2].split()
            if said[1] == str(parent) and b"streamlit" in (process / "cmdline").read_bytes():
                found.append(int(process.name))
    return found


def _mb(pid: int) -> float:
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.partition("VmRSS:")[2].split()[0]) / 1000


@contextmanager
def _importing(store: Path, folder: Path, is_wanted: bool) -> Iterator[list[int]]:
    """Month after month, until the block ends; the list grows with each that was kept."""
    done: list[int] = []
    if not is_wanted:
        yield done
        return
    stop = threading.Event()

    def imports() -> None:
        for month in (f"{year}-{number:02d}" for year in range(2025, 2060) for number in range(1, 13)):
            if stop.is_set():
                return
            file = folder / f"month-{month}.csv"
            write_days(file, [f"{month}-{day:02d}" for day in range(1, 29)], _markets(store))
            ran = subprocess.run(
                [sys.executable, "-m", "data", "import", str(file), "--store", f"sqlite:///{store}"],
                cwd=ROOT, capture_output=True, env={**os.environ, "JANGTEO_LOG": "off"},
            )  # fmt: skip
            file.unlink()
            if ran.returncode == 0:
                done.append(1)

    thread = threading.Thread(target=imports, daemon=True)
    thread.start()
    try:
        yield done
    finally:
        stop.set()
        thread.join(START_S)


def _markets(store: Path) -> int:
    with reading(f"sqlite:///{store}") as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM market").scalar_one())
