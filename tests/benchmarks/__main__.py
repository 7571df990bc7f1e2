"""``make bench``: what is measured, as one JSON object on the terminal and as a report with pictures in bench/.

``--small``: a store a tenth the size. ``--only readers growth``: those that take long (readers: 25 minutes; growth: an
hour and 10 GB, 150 M raw rows and 14,000 markets) run only when named. ``--readme``: the table into README.md too.

Ratios are what counts: both sides are measured in turn on the same machine in the same run.
"""

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.benchmarks import (
    browser,
    dirty,
    documents,
    effect,
    growth,
    importing,
    national,
    on_postgresql,
    queries,
    readers,
    report,
    reruns,
)
from tests.browser.serving import ROOT

PARTS = ("queries", "effect", "import", "dirty", "reruns", "browser", "documents", "postgresql")
#: Only when asked for: they take many minutes.
LONG = ("readers", "growth")


def main() -> None:
    """Build, measure, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--small", action="store_true", help="a tenth of the size")
    asked.add_argument("--keep", type=Path, help="folder for the store, kept and used again")
    asked.add_argument("--only", choices=(*PARTS, *LONG), nargs="*", default=PARTS)
    asked.add_argument("--report", type=Path, default=ROOT / "bench", help="folder of the report")
    asked.add_argument("--readme", action="store_true", help="the table into README.md")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="jangteo-bench-") as scratch:
        folder = told.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        out = _all(folder, told.small, told.only)
    json.dump(out, sys.stdout, ensure_ascii=False, indent=1)
    print()
    print(report.write(out, told.report), file=sys.stderr)
    if told.readme:
        report.into_readme(out, ROOT / "README.md")


def _all(folder: Path, small: bool, parts: tuple[str, ...]) -> dict[str, Any]:
    store = folder / "national.sqlite"
    out: dict[str, Any] = {"machine": _machine()}
    if not store.is_file() and set(parts) - {"import", "dirty", "growth"}:
        out["store"] = national.build(store, national.SMALL if small else national.Size())
    if "queries" in parts:
        out["pages"] = queries.measure(store)
    if "effect" in parts:
        out["effect"] = effect.measure(store)
    if "import" in parts:
        out["import"] = importing.measure(folder, 100_000 if small else 1_000_000)
    if "dirty" in parts:
        out["dirty"] = dirty.measure(folder, 100_000 if small else 2_500_000)
    if "postgresql" in parts:
        out["postgresql"] = on_postgresql.measure(store)
    if "growth" in parts:
        out["growth"] = growth.measure(folder, national.SMALL if small else national.Size())
    if "reruns" in parts:
        out["reruns"] = reruns.measure(store, folder)
    if "browser" in parts:
        out["browser"] = browser.measure(store, folder)
    if "documents" in parts:
        out["documents"] = documents.measure(store, folder)
    if "readers" in parts:
        out["readers"] = readers.measure(store, folder, seconds=20 if small else 60)
    return out


def _machine() -> dict[str, str]:
    packages = {name: version(name) for name in ("streamlit", "pandas", "sqlalchemy", "duckdb", "plotly")}
    return {
        "date": time.strftime("%Y-%m-%d"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "cores": str(os.cpu_count()),
        "sqlite": sqlite3.sqlite_version,
        **packages,
    }


if __name__ == "__main__":
    main()
