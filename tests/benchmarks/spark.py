"""Single transactions summed up on a real local cluster: ``python -m tests.benchmarks.spark``, needs PySpark and Java.

Files of transactions are written, then put into a store of their own by one machine, by one executor and by two, each a
process of one core; ``--kill``: once more with two, of which one is killed while units are read. What every store holds
must be the same, row by row. Prints JSON; what Spark says goes to ``*.log`` in the folder.

CPU seconds are those of the cluster's stages (Spark's own counters, Python's time within), wall seconds of those stages
and of the whole command with the start of Spark. On a machine whose cores are shared only the first mean anything.
"""

import argparse
import datetime as dt
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from sqlalchemy import create_engine, text

from data.geo.regions import seed_regions
from data.importing.spellings import code_names
from data.store import forget_connections, writing
from tests.benchmarks.importing import _markets_told
from tests.benchmarks.national import SMALL, Size, _imports, _markets
from tests.benchmarks.spark_cluster import Cluster, cluster

ROOT = Path(__file__).parents[2]
#: What has to be the same whoever read the files. Times and numbers of imports are not.
TABLES = (
    "payment", "payment_month", "market_day", "market_month", "region_month", "region_market_month", "coverage",
    "month_of_markets", "refusal",
)  # fmt: skip
HEADER = ["거래번호", "거래일시", "시장명", "시도", "시군구", "결제수단", "결제금액(원)", "취소여부"]


def main() -> None:
    """Write, read three or four times, compare, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=4_000_000)
    asked.add_argument("--files", type=int, default=16)
    asked.add_argument("--folder", type=Path, help="kept, and its files used again")
    asked.add_argument("--store", help="address of an empty PostgreSQL database for each run, with {} for its name")
    asked.add_argument("--kill", action="store_true", help="once more, an executor killed in mid-run")
    asked.add_argument("--skip-one-machine", action="store_true")
    asked.add_argument("--port", type=int, default=7077, help="of the master")
    asked.add_argument("--web", type=int, default=8670, help="first of five ports for web pages of the cluster")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="jangteo-spark-") as scratch:
        folder = told.folder or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        print(json.dumps(measure(folder, told), ensure_ascii=False, indent=1))


def measure(folder: Path, told: argparse.Namespace) -> dict[str, Any]:
    """All runs of one set of files."""
    files = folder / "settlement"
    if not files.is_dir():
        write(files, told.rows, told.files)
    size = sum(each.stat().st_size for each in files.iterdir())
    out: dict[str, Any] = {
        "rows": told.rows,
        "files": told.files,
        "megabytes": round(size / 1e6),
        "cores": os.cpu_count(),
    }
    out["load_before"] = os.getloadavg()[0]
    stores: dict[str, str] = {}
    if not told.skip_one_machine:
        stores["one machine"] = _store(folder, "one", told.store)
        out["one machine"] = _run(
            files, stores["one machine"], folder / "one.log", {**os.environ, "JANGTEO_LOG": "off"}
        )
    with cluster(folder, told.port, told.web) as running:
        for executors in (1, 2):
            name = f"{executors} executor{'s' * (executors > 1)}"
            stores[name] = _store(folder, f"spark{executors}", told.store)
            out[name] = _on(running, executors, files, stores[name], folder / f"spark{executors}.log", kill=False)
        if told.kill:
            stores["killed"] = _store(folder, "killed", told.store)
            out["killed"] = _on(running, 2, files, stores["killed"], folder / "killed.log", kill=True)
    first, *others = stores
    out["different"] = {name: _different(stores[first], stores[name]) for name in others}
    one, two = (out[name]["stages"]["read"] for name in ("1 executor", "2 executors"))
    out["scaling_of_reading_1_to_2"] = round(one["wall_s"] / two["wall_s"], 2)
    return out


def write(folder: Path, rows: int, files: int) -> None:
    """Transactions of the benchmark's markets over a year, by day; csv (UTF-8, cp949) and parquet; some rows wrong."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(11)
    markets = np.array([line.split(",") for line in _markets_told()])
    methods = np.array(list(code_names("payment_method").values())[:6])
    days = np.array([str(day) for day in np.arange("2024-01-01", "2025-01-01", dtype="datetime64[D]")])
    each = -(-rows // files)
    for at in range(files):
        count = min(each, rows - at * each)
        number = np.arange(at * each, at * each + count)
        market = markets[rng.integers(0, len(markets), count)]
        clock = zip(*(rng.integers(low, high, count) for low, high in ((6, 22), (0, 60), (0, 60))), strict=True)
        told = days[number * len(days) // rows].tolist()
        moment = [f"{day} {h:02d}:{m:02d}:{s:02d}" for day, (h, m, s) in zip(told, clock, strict=True)]
        amount = (rng.lognormal(9.5, 0.9, count).astype(int) + 100).astype(str)
        amount[rng.random(count) < 0.001] = "0원쯤"
        names = market[:, 0].copy()
        names[rng.random(count) < 0.001] = "없는시장"
        identity = np.char.add("K", np.where(rng.random(count) < 0.001, number - number % 1000, number).astype(str))
        cancelled = np.where(rng.random(count) < 0.01, "Y", "N")
        columns = [
            identity,
            moment,
            names,
            market[:, 1],
            market[:, 2],
            methods[rng.integers(0, 6, count)],
            amount,
            cancelled,
        ]
        table = pa.table([pa.array(column, pa.string()) for column in columns], names=HEADER)
        if at % 4 == 3:
            pq.write_table(table, folder / f"part-{at:05d}.parquet", row_group_size=250_000)
            continue
        path = folder / f"part-{at:05d}.csv"
        pacsv.write_csv(table, path, pacsv.WriteOptions(quoting_style="needed"))
        if at % 4 == 1:
            path.write_bytes(path.read_bytes().decode("utf-8").encode("cp949"))


def _store(folder: Path, name: str, address: str | None) -> str:
    """An empty store with the benchmark's markets."""
    for stale in folder.glob(f"{name}.sqlite*"):
        stale.unlink()
    url = address.format(name) if address else f"sqlite:///{folder / name}.sqlite"
    with writing(url) as connection:
        seed_regions(connection)
        _imports(connection)
        _markets(connection, Size(markets=SMALL.markets), np.random.default_rng(7))
    forget_connections()
    return url


def _run(files: Path, url: str, log: Path, environment: dict[str, str], *words: str) -> dict[str, Any]:
    """The command line as a person runs it."""
    command = [sys.executable, "-m", "data", "import", *words, "--store", url, "--json", str(files)]
    start = time.perf_counter()
    with log.open("a") as errors:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)
    if done.returncode:
        raise SystemExit(f"{done.stdout}\n{log.read_text()[-3000:]}")
    told = json.loads(done.stdout)
    counts = {name: told[name] for name in told if name.startswith("rows_")}
    return {"seconds": round(time.perf_counter() - start, 1), **counts}


def _on(running: Cluster, executors: int, files: Path, url: str, log: Path, *, kill: bool) -> dict[str, Any]:
    log.write_text("")
    seen: list[dict[str, Any]] = []
    killed: list[str] = []
    over = threading.Event()
    watcher = threading.Thread(target=_watch, args=(running, seen, killed, over, log if kill else None))
    watcher.start()
    try:
        out = _run(files, url, log, running.environment(executors), "--engine", "spark")
    finally:
        over.set()
        watcher.join()
    if kill and not killed:
        raise SystemExit("no executor was killed: too few rows for it")
    return out | {"stages": _times(seen)} | ({"killed": killed} if kill else {})


def _watch(
    running: Cluster, seen: list[dict[str, Any]], killed: list[str], over: threading.Event, log: Path | None
) -> None:
    """Remember what the application last said of its stages; kill an executor once two tasks of reading are done."""
    while not over.wait(0.3):
        stages = running.stages()
        if stages:
            seen[:] = stages
        reading = [each for each in stages if each["status"] == "ACTIVE" and each["numTasks"] > 2 and _is_reading(each)]
        if log is None or killed or not reading or reading[0]["numCompleteTasks"] < 2:
            continue
        before = running.executors()
        if len(before) == 2:
            os.kill(before[0], signal.SIGKILL)
            done = f"{reading[0]['numCompleteTasks']} of {reading[0]['numTasks']} tasks done"
            killed.append(f"{time.strftime('%H:%M:%S')} SIGKILL to executor process {before[0]} of {before}, {done}")
            with log.open("a") as out:
                out.write(f"==== {killed[0]} ====\n")


def _is_reading(stage: dict[str, Any]) -> bool:
    """Of the three stages it is the second: the first that shuffles nothing and was not the look at the files."""
    return int(stage["stageId"]) == 1


def _times(stages: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Seconds of each stage by what it does. Spark numbers them in the order in which they run."""
    out: dict[str, dict[str, Any]] = {}
    for stage in sorted(
        (each for each in stages if each["status"] == "COMPLETE"), key=lambda each: int(each["stageId"])
    ):
        name = {0: "look", 1: "read"}.get(int(stage["stageId"]), "bring together")
        told = out.setdefault(name, {"wall_s": 0.0, "executor_s": 0.0, "tasks": 0})
        wall = _moment(stage["completionTime"]) - _moment(stage["submissionTime"])
        told["wall_s"] = round(told["wall_s"] + wall, 1)
        told["executor_s"] = round(told["executor_s"] + stage["executorRunTime"] / 1000, 1)
        told["tasks"] += stage["numCompleteTasks"]
    return out


def _moment(told: str) -> float:
    return dt.datetime.strptime(told, "%Y-%m-%dT%H:%M:%S.%fGMT").timestamp()


def _different(one: str, other: str) -> dict[str, int]:
    """Rows that are not in both stores, by table; {} = the same."""
    rows = [{name: _rows(url, name) for name in TABLES} for url in (one, other)]
    return {name: len(rows[0][name] ^ rows[1][name]) for name in TABLES if rows[0][name] != rows[1][name]}


def _rows(url: str, table: str) -> set[tuple[Any, ...]]:
    with create_engine(url).connect() as connection:
        return {tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))}


if __name__ == "__main__":
    main()
