"""Many at once: two who put files in, twenty who read, one who takes out what others look at."""

import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from data.importing import import_file, undo
from data.models import metadata
from data.store import forget_connections, reading
from tests.endurance.bases import ROOT
from tests.endurance.loads import IMPORT, payments, sha256, store_in, wrong_with

PAYMENT, SUMMED = metadata.tables["payment"], metadata.tables["payment_month"]
ONE_FILE = (
    "import sys\nfrom data.importing import import_file\n"
    "sys.stdout.write('ready\\n'); sys.stdout.flush(); sys.stdin.readline()\n"
    "for path in sys.argv[2:]: print(import_file(path, url=sys.argv[1], wait_s=120).status, flush=True)"
)


def two_at_once(rounds: int) -> dict[str, Any]:
    """Two programs begin at the same moment: with files of their own, and both with the same file."""
    told: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="jangteo-two-") as place:
        folder = Path(place)
        url, there = store_in(folder), []
        for turn in range(rounds):
            own = [[payments(folder, turn * 10 + at + side) for at in (0, 2)] for side in (0, 1)]
            shared = payments(folder, turn * 10 + 5)
            children = [_started(url, [*paths, shared]) for paths in own]
            for child in children:
                assert child.stdout is not None and child.stdout.readline() == "ready\n"
            for child in children:
                assert child.stdin is not None
                child.stdin.write("\n")
                child.stdin.flush()
            said = [child.communicate(timeout=300)[0].split() for child in children]
            told["imports begun together"] += 2
            told.update(status for lines in said for status in lines)
            there += [sha256(path) for paths in own for path in paths] + [sha256(shared)]
            if sorted((said[0][-1], said[1][-1])) != ["kept", "repeated"]:
                wrong.append(f"the same file twice: {said}")
        wrong += wrong_with(url, there)
    return {**told, "check or counts found": len(wrong), "faults": wrong}


def _started(url: str, paths: list[Path]) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", ONE_FILE, url, *map(str, paths)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def readers(files: int, readers: int = 20, *, takes_out: bool = False) -> dict[str, Any]:
    """So many files put in (and taken out again) while others read: each sees a whole state, whatever happens."""
    with tempfile.TemporaryDirectory(prefix="jangteo-crowd-") as place:
        folder = Path(place)
        url = store_in(folder)
        over = threading.Event()
        seen: list[tuple[float, str]] = []
        threads = [threading.Thread(target=_read, args=(url, over, seen)) for _ in range(readers)]
        for thread in threads:
            thread.start()
        there, gone = [], []
        for number in range(files):
            path = payments(folder, number)
            report = import_file(path, url=url)
            there.append(sha256(path))
            if takes_out and number % 2:
                undo(report.import_id or 0, url=url)
                gone.append(there.pop())
        over.set()
        for thread in threads:
            thread.join()
        wrong = [said for _, said in seen if said] + wrong_with(url, there, gone)
        forget_connections()
    times = sorted(took for took, _ in seen)
    return {
        "readers": readers, "files put in": files, "taken out": len(gone), "looks": len(times),
        "p50_ms": round(1000 * times[len(times) // 2]), "p95_ms": round(1000 * times[int(len(times) * 0.95)]),
        "half states, errors or check": len(wrong), "faults": wrong[:5],
    }  # fmt: skip


def _read(url: str, over: threading.Event, seen: list[tuple[float, str]]) -> None:
    while not over.is_set():
        began, said = time.monotonic(), ""
        try:
            with reading(url) as connection:
                rows = connection.execute(select(func.count()).select_from(PAYMENT)).scalar_one()
                told = select(func.coalesce(func.sum(IMPORT.c.rows_new), 0))
                told = told.where(IMPORT.c.status == "kept", IMPORT.c.subject == "payment")
                sums = [
                    connection.execute(select(func.coalesce(func.sum(table.c.amount_krw), 0))).scalar_one()
                    for table in (PAYMENT, SUMMED)
                ]
                counted = connection.execute(told).scalar_one()
            if rows != counted or sums[0] != sums[1]:
                said = f"{rows} rows of {counted}, {sums}"
        except Exception as wrong:
            said = f"{type(wrong).__name__}: {wrong}"
        seen.append((time.monotonic() - began, said))
        time.sleep(0.05)
