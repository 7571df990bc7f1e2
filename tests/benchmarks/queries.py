"""Every question of every page: its median, and the same SQL with a bare driver, in DuckDB, and from the facts."""

import re
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
from sqlalchemy import event

from data.choice import Choice
from data.queries import answer, queries
from data.store import forget_connections, reading
from tests.benchmarks.national import tables

RUNS = 15
#: What a reader looks at: the nation, one province, one market.
CHOICES = {
    "nation": Choice(start=20240101, end=20241201),
    "nation, five years": Choice(start=20200101, end=20241201),
    "province": Choice(sido="46", start=20240101, end=20241201),
    "market": Choice(market_id=700, start=20200101, end=20241201),
}
Statement = tuple[str, Any]


def measure(path: Path) -> dict[str, Any]:
    """Medians in ms per question and choice, their sums, and the ratios to the floor, DuckDB and the facts."""
    url = f"sqlite:///{path}"
    rows: dict[str, dict[str, Any]] = {}
    duck, bare = _duck(path), sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    for name in queries():
        for label, choice in CHOICES.items():
            ms, statements = _ours(url, name, choice)
            floor = _median(lambda: [bare.execute(sql, told).fetchall() for sql, told in statements])  # noqa: B023
            other = _median(lambda: [duck.execute(_written_out(sql, told)).fetchall() for sql, told in statements])  # noqa: B023
            rows[f"{name} ({label})"] = {"ms": round(ms, 2), "floor_ms": round(floor, 2), "duckdb_ms": round(other, 2)}
    facts = _median(lambda: bare.execute(_FACTS).fetchall(), runs=3)
    ours, floor, other = (sum(row[key] for row in rows.values()) for key in ("ms", "floor_ms", "duckdb_ms"))
    forget_connections()
    return {
        "queries": rows,
        "sum_ms": round(ours),
        "floor_sum_ms": round(floor),
        "duckdb_sum_ms": round(other),
        "ratio_to_floor": round(ours / floor, 2),
        "ratio_to_duckdb": round(ours / other, 2),
        "slowest": max(rows, key=lambda name: rows[name]["ms"]),
        "slowest_ms": max(row["ms"] for row in rows.values()),
        "over_20_ms": {name: row["ms"] for name, row in rows.items() if row["ms"] > 20},
        "full_scan_of_facts_ms": round(facts),
        "full_scan_to_slowest": round(facts / max(r["ms"] for r in rows.values())),
    }


_FACTS = "SELECT day / 100, method, SUM(amount_krw), SUM(transaction_count) FROM payment GROUP BY 1, 2"


def _ours(url: str, name: str, choice: Choice) -> tuple[float, list[Statement]]:
    statements: list[Statement] = []
    with reading(url) as connection:

        def note(_c: object, _cursor: object, sql: str, told: Any, _context: object, _many: bool) -> None:
            statements.append((sql, told))

        event.listen(connection, "before_cursor_execute", note)
        answer(connection, name, choice)
        event.remove(connection, "before_cursor_execute", note)
        ms = _median(lambda: answer(connection, name, choice))
    return ms, [(sql, told) for sql, told in statements if sql.lstrip().upper().startswith(("SELECT", "WITH"))]


def _written_out(sql: str, told: Any) -> str:
    """The statement with its values in it: DuckDB does not see that a grouped and a selected ``?`` are the same."""
    values = iter(told)
    return re.sub(r"\?", lambda _: _literal(next(values)), sql)


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


def _median(run: Callable[[], object], runs: int = RUNS) -> float:
    """Median in ms after one run to warm up."""
    run()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


def _duck(path: Path) -> "duckdb.DuckDBPyConnection":
    """The same rows in DuckDB's own form, read through the bare driver: its SQLite reader would have to be fetched."""
    duck, bare = duckdb.connect(), sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    duck.execute("SET threads = 1")
    for name in tables():
        frame = _frame(bare, name)
        duck.register("incoming", frame)
        duck.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')
        duck.unregister("incoming")
    return duck


def _frame(bare: sqlite3.Connection, name: str) -> Any:
    import pandas as pd

    kinds = {row[1]: row[2] for row in bare.execute(f'PRAGMA table_info("{name}")')}
    frame = pd.read_sql_query(f'SELECT * FROM "{name}"', bare)
    types = {"INTEGER": "Int64", "REAL": "Float64", "TEXT": "string", "BLOB": "object"}
    return frame.astype({column: types[kind] for column, kind in kinds.items()})
