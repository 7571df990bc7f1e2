"""What drawing a page again costs the server: every page, a filter changed to what was not asked before, and to what
was.

A reader without a browser (``session``) changes the province, where the page has one; other pages are drawn again as
they are. CPU is that of the whole server process, messages and bytes are counted on the wire. Targets: 40 ms of CPU
for what is known already, 150 KB.
"""

import os
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from components.text import translator
from components.ui import contents
from tests.benchmarks.session import Reader, Run
from tests.browser.serving import served

MOST_CPU_MS, MOST_KB = 40, 150
#: Rounds of a page that has no province to choose.
ROUNDS = 12
#: What a page of one thing needs in its address.
ADDRESSES = {"market": "market_id=700", "compare": "market_id=700"}


def measure(store: Path, folder: Path) -> dict[str, Any]:
    """Per page: medians in ms of the wall clock, ms of CPU, messages and KB, for values not seen before and seen."""
    with served(f"sqlite:///{store}", folder / "reruns.log") as url:
        spent = _spent_by(_process(url.rsplit(":", 1)[1]))
        pages = {one.slug: _page(url, one.slug, spent) for one in contents.entries() if one.slug not in contents.BARE}
    warm = {slug: told["known"] for slug, told in pages.items()}
    return {
        "pages": pages,
        "over_cpu_target": {slug: one["cpu_ms"] for slug, one in warm.items() if one["cpu_ms"] > MOST_CPU_MS},
        "over_size_target": {
            slug: one["kb"] for told in pages.values() for slug, one in told.items() if one["kb"] > MOST_KB
        },
    }


def _page(url: str, slug: str, spent: Callable[[], float]) -> dict[str, Any]:
    province = translator("en")("filter.sido")
    address = "&".join(part for part in ("lang=en", ADDRESSES.get(slug, "")) if part)
    with Reader(url, "" if slug == contents.FIRST else slug, address) as reader:
        reader.open()
        if province not in reader.boxes or slug in ADDRESSES:  # another province would leave the market
            return {"known": _told([reader.open] * ROUNDS, spent)}
        choices = [lambda name=name: reader.choose(province, name) for name in reader.options(province)[1:]]
        return {"new": _told(choices, spent), "known": _told(choices, spent)}


def _told(asked: Sequence[Callable[[], Run]], spent: Callable[[], float]) -> dict[str, float]:
    before = spent()
    runs = [ask() for ask in asked]
    return {
        "ms": round(statistics.median(run.ms for run in runs)),
        "cpu_ms": round((spent() - before) / len(runs), 1),
        "messages": round(statistics.median(run.messages for run in runs)),
        "kb": round(statistics.median(run.size for run in runs) / 1000, 1),
    }


def _process(port: str) -> int:
    """The server that listens there: a child of this process."""
    for found in Path("/proc").glob("[0-9]*"):
        try:
            said = (found / "cmdline").read_bytes().split(b"\0")
            parent = int((found / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == os.getpid() and port.encode() in said:
            return int(found.name)
    raise RuntimeError(f"no server of ours at port {port}: this benchmark needs Linux")


def _spent_by(process: int) -> Callable[[], float]:
    """How to ask for the milliseconds of CPU that a process has used, by its program and by the system for it."""
    tick_ms = 1000 / os.sysconf("SC_CLK_TCK")
    stat = Path(f"/proc/{process}/stat")

    def spent() -> float:
        own, system = stat.read_text().rpartition(")")[2].split()[11:13]
        return (int(own) + int(system)) * tick_ms

    return spent
