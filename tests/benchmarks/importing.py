"""A million rows of the daily payment form as csv, end to end, against .import and upsert by the sqlite3 program."""

import itertools
import resource
import shutil
import statistics
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np

from data.geo.regions import seed_regions, shipped
from data.importing import import_file
from data.importing.spellings import code_names
from data.sources import sources
from data.store import forget_connections, reading, writing
from tests.benchmarks.national import SMALL, Size, _days, _imports, _markets, market_rows

ROUNDS = 3


def measure(folder: Path, rows: int = 1_000_000) -> dict[str, Any]:
    """Seconds of both, by the clock and of CPU, rounds taken in turn, and their ratios."""
    file = folder / "payments.csv"
    _write(file, rows)
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(_bare(file, folder / "bare.sqlite"))
        ours.append(_ours(file, folder / "ours.sqlite", rows))
    ratios = [[mine[at] / theirs[at] for mine, theirs in zip(ours, bare, strict=True)] for at in (0, 1)]
    seconds, cpu = (statistics.median(each[at] for each in ours) for at in (0, 1))
    return {
        "rows": rows,
        "megabytes": round(file.stat().st_size / 1e6),
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "rows_per_second": round(rows / seconds),
        "bare_import_seconds": round(statistics.median(each[0] for each in bare), 2),
        "bare_import_cpu_seconds": round(statistics.median(each[1] for each in bare), 2),
        "ratio_to_bare_import": round(statistics.median(ratios[0]), 2),
        "cpu_ratio_to_bare_import": round(statistics.median(ratios[1]), 2),
    }


def _write(file: Path, rows: int) -> None:
    days = [f"{d // 10000}-{d // 100 % 100:02d}-{d % 100:02d}" for d in _days(rows // (SMALL.markets * 6) + 1).tolist()]
    write_days(file, days, SMALL.markets, rows)


def write_days(file: Path, days: list[str], markets: int, rows: int | None = None) -> None:
    """Markets x days x methods as our form has them: every column of the template, filled as a person fills it. rows:
    no more than so many.
    """
    columns = sources()["payment_day"].columns
    methods = list(code_names("payment_method").values())[:6]
    keys = itertools.product(days, _markets_told(markets), methods)
    count = min(rows or 10**9, len(days) * markets * len(methods))
    amounts = np.random.default_rng(3).lognormal(13.5, 0.8, count).astype(int).tolist()
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(column.headers[0] for column in columns.values()) + "\n")
        for (day, market, method), amount in zip(keys, amounts, strict=False):
            paid = amount // 18_000 + 1
            out.write(f",{market},{day},{method},{amount},{paid},{paid * 4 // 5 + 1},N\n")


def _markets_told(count: int) -> list[str]:
    """Name, province and city of each market of the benchmark's store, as one piece of a line."""
    names = {code: spans[-1].name_ko for code, spans in shipped().by_code.items()}
    return [
        f"{row['market_name']},{names[row['sido_code']]},{names[row['sigungu_code']]}"
        for row in market_rows(Size(markets=count), np.random.default_rng(7))
    ]


def _ours(file: Path, store: Path, rows: int) -> tuple[float, float]:
    """Seconds by the clock and of CPU, all threads."""
    for stale in store.parent.glob(store.name + "*"):
        stale.unlink()
    url = f"sqlite:///{store}"
    with writing(url) as connection:
        seed_regions(connection)
        _imports(connection)
        _markets(connection, Size(markets=SMALL.markets), np.random.default_rng(7))
    start, spent = time.perf_counter(), time.process_time()
    report = import_file(file, url=url)
    taken = time.perf_counter() - start, time.process_time() - spent
    assert report.rows_new == rows, report
    with reading(url) as connection:
        assert connection.exec_driver_sql("SELECT COUNT(*) FROM payment").scalar() == rows
    forget_connections()
    return taken


UPSERT = """
CREATE TABLE kept (market TEXT, sido TEXT, sigungu TEXT, day TEXT, method TEXT, amount INTEGER, paid INTEGER,
  payers INTEGER, is_provisional TEXT, PRIMARY KEY (market, sido, sigungu, day, method)) WITHOUT ROWID;
INSERT INTO kept SELECT {columns} FROM bare WHERE true ON CONFLICT DO UPDATE SET amount = excluded.amount,
  paid = excluded.paid, payers = excluded.payers, is_provisional = excluded.is_provisional;
"""


def _bare(file: Path, store: Path) -> tuple[float, float]:
    """The sqlite3 command line: the bytes into a table of texts, and from there into one with a key."""
    program = shutil.which("sqlite3")
    if program is None:
        raise SystemExit("this benchmark needs the sqlite3 command line")
    store.unlink(missing_ok=True)
    columns = ", ".join(f'"{column.headers[0]}"' for column in list(sources()["payment_day"].columns.values())[1:])
    before, start = _children(), time.perf_counter()
    told = [".mode csv", f".import '{file}' bare", UPSERT.format(columns=columns)]
    subprocess.run([program, str(store), *told], check=True)
    return time.perf_counter() - start, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
