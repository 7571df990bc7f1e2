"""The same store on a real PostgreSQL of its own: moved there, asked the same questions, compared with SQLite."""

import time
from pathlib import Path
from typing import Any

from data.moving import move
from data.queries import answer, queries
from data.store import forget_connections, reading
from tests import postgresql
from tests.benchmarks.queries import CHOICES, _median


def measure(path: Path) -> dict[str, Any]:
    """Medians in ms on both, in turn; seconds and rows of the move (every row compared, every summary made again)."""
    rows: dict[str, dict[str, float]] = {}
    with postgresql.serving() as server:
        server.run("CREATE DATABASE bench")
        urls = {"sqlite": f"sqlite:///{path}", "postgresql": server.url("bench")}
        start = time.perf_counter()
        moved = move(urls["postgresql"], urls["sqlite"])
        took = time.perf_counter() - start
        server.run("ANALYZE", "bench")
        for question in queries():
            for label, choice in CHOICES.items():
                told = {}
                for name, url in urls.items():
                    with reading(url) as connection:
                        told[f"{name}_ms"] = round(_median(lambda: answer(connection, question, choice), 7), 2)  # noqa: B023
                rows[f"{question} ({label})"] = told
        forget_connections()
    sums = {name: sum(row[f"{name}_ms"] for row in rows.values()) for name in urls}
    return {
        "moved_rows": moved.rows, "move_seconds": round(took, 1), "queries": rows,
        "sum_ms": {name: round(value) for name, value in sums.items()},
        "ratio_to_sqlite": round(sums["postgresql"] / sums["sqlite"], 2),
        "slowest": max(rows, key=lambda one: rows[one]["postgresql_ms"]),
        "slowest_ms": max(row["postgresql_ms"] for row in rows.values()),
    }  # fmt: skip
