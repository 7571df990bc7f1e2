"""Wrong files put in by the thousand: a sentence for each, no traceback, no hang, little memory, counts that add up."""

import contextlib
import faulthandler
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.checking import check
from data.codes import ImportStatus
from data.importing import import_file, undo
from data.store import forget_connections, sqlite_path
from tests.endurance.bases import ROOT, SAMPLES, bases
from tests.endurance.mutations import made

HANG_S = 10
MEMORY_MB = 1024
#: Files into one store before it is checked and begun anew.
STORE_FILES = 250
#: In before the first wrong file: markets, and a programme that others speak of.
FIRST = ("market_standard", "market_status", "programme", "asset")


@dataclass
class Told:
    """What came of the files. faults: number of the file and what was wrong."""

    files: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    slowest_s: float = 0.0
    memory_mb: int = 0
    checks: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For the command line."""
        return {**vars(self), "outcomes": dict(self.outcomes), "reasons": dict(self.reasons.most_common())}


def prepared(folder: Path) -> str:
    """Address of a store that the samples of FIRST are in."""
    url = f"sqlite:///{folder / 'prepared.sqlite'}"
    for name in FIRST:
        for path in sorted((SAMPLES / name).glob("*.csv")):
            assert import_file(path, url=url).status is ImportStatus.KEPT, path.name
    return url


def put(number: int, folder: Path, url: str, real: Path | None = None) -> dict[str, Any]:
    """One wrong file, kept or only tried, sometimes twice and taken out again. Raises: whatever is a fault."""
    name, raw = made(number, bases(real))
    path = folder / "offered"
    path.write_bytes(raw)
    report = import_file(path, url=url, file_name=name or None, keep=number % 3 > 0)
    parts = report.rows_new + report.rows_changed + report.rows_unchanged + report.rows_repeated + report.rows_refused
    if parts != report.rows_read:
        raise AssertionError(f"{report.rows_read} rows read, {parts} accounted for")
    if report.status is ImportStatus.REFUSED and not (report.error and report.error_words("en")):
        raise AssertionError("refused without a sentence")
    for cell in (*report.refusals, *report.blanked):
        if not (cell.words("ko") and cell.words("en")):
            raise AssertionError("a row refused without a sentence")
    json.dumps(report.as_json("en"))
    if report.status is ImportStatus.KEPT and number % 3 == 1 and report.import_id is not None:
        again = import_file(path, url=url, file_name=name or None)
        if again.status is not ImportStatus.REPEATED or again.rows_new or again.rows_changed:
            raise AssertionError(f"the same file again was {again.status}")
        undo(report.import_id, url=url)
    reason = type(report.problem).__name__ if report.problem else ""
    return {"status": str(report.status), "rows": report.rows_read, "reason": reason}


def some(first: int, count: int, real: Path | None) -> Iterator[dict[str, Any]]:
    """The files of those numbers, one after another: what became of each. Runs in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="jangteo-fuzz-") as place:
        folder = Path(place)
        prepared_at = sqlite_path(prepared(folder))
        assert prepared_at is not None
        url = f"sqlite:///{folder / 'store.sqlite'}"
        for at in range(count):
            if at % STORE_FILES == 0:
                _begin_anew(prepared_at, folder)
            yield {"number": first + at, "began": True}
            # by the clock on the wall, so far above what a busy machine makes of HANG_S of its own time
            faulthandler.dump_traceback_later(30 * HANG_S, exit=True)
            began, ran = time.monotonic(), time.process_time()
            try:
                told = put(first + at, folder, url, real)
            except Exception as wrong:
                told = {"fault": f"{type(wrong).__name__}: {wrong}"}
            faulthandler.cancel_dump_traceback_later()
            peak = _peak_mb()
            took = min(time.monotonic() - began, time.process_time() - ran)
            yield {"number": first + at, "seconds": took, "memory_mb": peak, **told}
            if at % STORE_FILES == STORE_FILES - 1 or at == count - 1:
                yield {"number": first + at, "differences": check(url)}


def _peak_mb() -> int:
    """Most memory this program has held. Linux counts what the program that started it held into ``ru_maxrss``."""
    status = Path("/proc/self/status")
    if status.is_file():
        return next(
            int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _begin_anew(prepared_at: Path, folder: Path) -> None:
    forget_connections()
    for old in folder.glob("store.sqlite*"):
        old.unlink()
    shutil.copy(prepared_at, folder / "store.sqlite")


def fuzz(first: int, count: int, real: Path | None = None) -> Told:
    """So many wrong files in a process of their own, begun again behind a file that ends it."""
    told, at = Told(), first
    while at < first + count:
        arguments = [str(at), str(first + count - at), *([str(real)] if real else [])]
        at = _followed([sys.executable, "-m", "tests.endurance.fuzzing", *arguments], told, at)
    return told


def _followed(command: list[str], told: Told, at: int) -> int:
    """Read what the process says. Returns: the number to go on with."""
    ended = False
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None and child.stderr is not None
        for line in child.stdout:
            with contextlib.suppress(json.JSONDecodeError):
                one = json.loads(line)
                if one.get("began"):
                    at, ended = one["number"], False
                else:
                    _count(told, one)
                    ended = True
        left = child.stderr.read()
    if child.returncode and not ended:
        told.files += 1
        told.faults.append((at, f"the process ended ({child.returncode}): {left[-600:]}"))
    elif child.returncode:
        raise RuntimeError(left)
    return at + 1


def _count(told: Told, one: dict[str, Any]) -> None:
    if "differences" in one:
        told.checks += 1
        if one["differences"]:
            told.faults.append((one["number"], f"check: {one['differences'][:3]}"))
        return
    told.files += 1
    told.slowest_s = max(told.slowest_s, one["seconds"])
    told.memory_mb = max(told.memory_mb, one["memory_mb"])
    if one["seconds"] > HANG_S:
        told.faults.append((one["number"], f"took {one['seconds']:.1f} s"))
    if one["memory_mb"] > MEMORY_MB:
        told.faults.append((one["number"], f"took {one['memory_mb']} MB"))
    if "fault" in one:
        told.outcomes["fault"] += 1
        told.faults.append((one["number"], one["fault"]))
        return
    told.outcomes[one["status"]] += 1
    told.rows += one["rows"]
    told.reasons[one["reason"] or "-"] += 1


if __name__ == "__main__":
    asked = sys.argv[1:]
    for line in some(int(asked[0]), int(asked[1]), Path(asked[2]) if len(asked) > 2 else None):
        print(json.dumps(line), flush=True)
