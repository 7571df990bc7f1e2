"""A dirty file of stores, cp949, two and a half million rows of 20 columns: its import against bare inserts, and its
memory.

Every five hundredth row holds a byte that is no cp949, every seven hundredth no name, every thousandth a point in the
sea of another country. Each side runs in a process of its own, so memory and CPU are its alone.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from data.sources import sources
from tests.browser.serving import ROOT

FILLERS = 12
OURS = """
import json, resource, sys
from data.importing import import_file
report = import_file(sys.argv[1], source="commercial_stores", url=sys.argv[2])
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "rows": report.rows_read, "refused": report.rows_refused}))
"""
#: What nobody can leave out: the bytes read, split and written under a key.
FLOOR = """
import csv, json, resource, sqlite3, sys
from itertools import islice
raw = sqlite3.connect(sys.argv[2], isolation_level=None)
raw.execute("PRAGMA journal_mode = WAL")
raw.execute("CREATE TABLE kept (key TEXT PRIMARY KEY, name TEXT, sector TEXT, address TEXT, sido TEXT, zone TEXT,"
            " lat REAL, lon REAL) WITHOUT ROWID")
raw.execute("BEGIN")
with open(sys.argv[1], encoding="cp949", errors="replace", newline="") as file:
    rows = (row[:8] for row in islice(csv.reader(file), 1, None))
    raw.executemany("INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", rows)
raw.execute("COMMIT")
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"cpu": used.ru_utime + used.ru_stime}))
"""


def measure(folder: Path, rows: int = 2_500_000) -> dict[str, Any]:
    """CPU seconds of both, their ratio, and the import's largest memory."""
    file = folder / "stores.csv"
    _write(file, rows)
    floor, _ = _run(FLOOR, file, str(folder / "floor.sqlite"))
    ours, peak = _run(OURS, file, f"sqlite:///{folder / 'dirty.sqlite'}")
    return {
        "rows": ours["rows"], "refused": ours["refused"], "megabytes": round(file.stat().st_size / 1e6),
        "cpu_seconds": round(ours["cpu"], 1), "floor_cpu_seconds": round(floor["cpu"], 1),
        "cpu_ratio_to_floor": round(ours["cpu"] / floor["cpu"], 2), "peak_mb": peak,
    }  # fmt: skip


def _run(program: str, file: Path, store: str) -> tuple[dict[str, Any], int]:
    """What it printed, and its largest memory in MB: VmHWM, for ru_maxrss counts that of whoever started it."""
    for stale in file.parent.glob(Path(store.removeprefix("sqlite:///")).name + "*"):
        stale.unlink()
    tail = "\nprint(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    done = subprocess.run(
        [sys.executable, "-c", program + tail, str(file), store],
        cwd=ROOT, env={**os.environ, "JANGTEO_LOG": "off"}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told, peak = done.stdout.split("\n")[:2]
    return json.loads(told), round(int(peak) / 1000)


def _write(file: Path, rows: int) -> None:
    columns = sources()["commercial_stores"].columns
    names = ("store_key", "store_name", "sector", "address", "sido", "zone", "lat", "lon")
    # words of the office's own files, taken from its headers, so that every letter is Korean
    words = [column.headers[0] for column in columns.values()]
    head = [columns[name].headers[0] for name in names] + [f"{words[at % len(words)]}{at}" for at in range(FILLERS)]
    rest = ("," + words[0]) * FILLERS
    with file.open("wb") as out:
        out.write((",".join(head) + "\r\n").encode("cp949"))
        for at in range(rows):
            name = "" if at % 700 == 3 else f"{words[at % len(words)]}{at}"
            lat = 71.5 if at % 1000 == 5 else 33.2 + at % 5000 / 1000
            lon = 126.5 + at % 2000 / 1000
            told = (
                f"MA{at:012d}",
                name,
                words[at % 5],
                f"{words[2]} {at % 900}",
                words[4],
                "",
                f"{lat:.6f}",
                f"{lon:.6f}",
            )
            line = ",".join(told) + f"{rest}\r\n"
            raw = line.encode("cp949")
            out.write(raw.replace(b"MA", b"MA\xff\xfe", 1) if at % 500 == 7 else raw)
