"""What growth costs: the same questions over ten times the raw rows, and over ten times the markets.

Three stores: the nation; the same nation with nine raw rows more for each, of parts of a day (a finer grain than any
that the store sums up, so the summaries stay as they are: 15 M rows become 150 M); and ten nations of markets.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from data.queries import answer, queries
from data.store import forget_connections, reading, writing
from tests.benchmarks import national
from tests.benchmarks.queries import CHOICES, _median

PARTS_OF_A_DAY = 9
#: Grains of nobody's: no summary and no page asks for them.
FIRST_GRAIN = 101
RUNS = 9
#: Answers with a row for each market of the nation.
LISTS = ("payments.by_market", "markets.points", "filters.markets", "markets.one")


def measure(folder: Path, size: national.Size) -> dict[str, Any]:
    """ms of each question on the three stores, sums by what is looked at, and their ratios to the first store."""
    paths = {name: folder / f"growth-{name}.sqlite" for name in ("base", "rows", "markets")}
    built: dict[str, Any] = {}
    for name, path in paths.items():
        if not path.is_file():
            wanted = replace(size, markets=size.markets * 10, stores=size.stores * 10) if name == "markets" else size
            built[name] = national.build(path, wanted)
            if name == "rows":
                built[name] |= _finer(path)
    ms: dict[str, dict[str, float]] = {name: {} for name in paths}
    for question in queries():
        for label, choice in CHOICES.items():
            # the three in turn, so that a busy moment of the machine is everybody's
            for name, path in paths.items():
                with reading(f"sqlite:///{path}") as connection:
                    ms[name][f"{question} ({label})"] = round(
                        _median(lambda: answer(connection, question, choice), RUNS), 2  # noqa: B023
                    )  # fmt: skip
    forget_connections()
    sums: dict[str, dict[str, float]] = defaultdict(dict)
    for name, told in ms.items():
        for label in CHOICES:
            sums[label][name] = round(sum(v for k, v in told.items() if k.endswith(f"({label})")), 1)
    lists = {k: v for k, v in ms["markets"].items() if k.startswith(LISTS) and "(nation" in k}
    return {
        "built": built,
        "megabytes": {name: round(path.stat().st_size / 1e6) for name, path in paths.items()},
        "sum_ms": dict(sums),
        "ratio_rows": round(sum(ms["rows"].values()) / sum(ms["base"].values()), 2),
        "ratio_markets_province": round(sums["province"]["markets"] / sums["province"]["base"], 2),
        "market_lists_ms": lists,
        "market_lists_slowest_ms": max(lists.values()),
        "queries": ms,
    }


def _finer(path: Path) -> dict[str, int]:
    """Nine rows more for each payment."""
    with writing(f"sqlite:///{path}") as connection:
        for part in range(PARTS_OF_A_DAY):
            connection.exec_driver_sql(
                "INSERT INTO payment (market_id, grain, day, method, amount_krw, transaction_count, is_provisional,"
                f" import_id) SELECT market_id, {FIRST_GRAIN + part}, day, method, amount_krw / 10,"
                " transaction_count / 10, 0, import_id FROM payment WHERE grain = 1"
            )
        return {"raw_rows": int(connection.exec_driver_sql("SELECT count(*) FROM payment").scalar_one())}
