"""How often intervals hold the true effect, how often they see one where none is, how often a method refuses.

``python -m tests.data.metrics.coverage [PANELS]`` prints the table.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.metrics import did
from data.metrics.effect import Effect
from data.metrics.leading import by, compared
from data.metrics.panel import Panel
from data.metrics.promotion_effect import trading
from data.metrics.synthetic import effect_of, synthetic
from tests.data.metrics.simulated import World, added, panels

DAYS = ("2,7", "5,0", "", "3,8")
Method = Callable[[Panel], Effect]


@dataclass(frozen=True)
class Seen:
    """Of panels of one world: covered, false (an effect seen where none is) among those told; refused of all."""

    covered: float
    false: float
    refused: float
    width: float


def per_day(panel: Panel) -> Effect:
    """did_calendar of a panel whose amounts go with the trading days of markets of four kinds."""
    own = places(panel)
    days, festive = trading(panel, own)
    return did.did_calendar(replace(panel, amounts=panel.amounts * days), days, festive)


def places(panel: Panel) -> pd.DataFrame:
    """Markets of all kinds of days, treated and controls alike."""
    return pd.DataFrame(
        [(one, DAYS[one % 4], "periodic", "") for one in panel.market_ids],
        columns=["market_id", "market_days", "kind", "sigungu_code"],
    )


def mixed(panel: Panel) -> Effect:
    """The synthetic control of the first treated market."""
    return effect_of(synthetic(panel, panel.market_ids[0]), panel)


def _by(method: str) -> Method:
    return lambda panel: by(panel, method, panel.is_during)


#: name -> the method, and the worlds in which what it believes is so.
CASES: dict[str, tuple[Method, tuple[World, ...]]] = {
    "did_log": (_by("did_log"), (
        World(treated=1, controls=20), World(treated=2, controls=24), World(treated=3, controls=12, depends=0.7),
        World(treated=2, controls=36, uneven=0.3), World(treated=8, controls=24, uneven=0.3),
        World(treated=20, controls=40, depends=0.7, before=14), World(treated=2, controls=24, during=1, depends=0.0),
    )),
    "did_level": (did.did_level, (World(treated=2, controls=24), World(treated=8, controls=24, depends=0.7))),
    "did_calendar": (per_day, (World(treated=2, controls=24), World(treated=8, controls=24))),
    "did_season": (_by("did_season"), (
        World(treated=2, controls=24, season=0.15), World(treated=8, controls=24, season=0.15, depends=0.7),
    )),
    "did_trend": (_by("did_trend"), (
        World(treated=2, controls=24, trends=0.01), World(treated=8, controls=24, trends=0.01, drift=0.01),
    )),
    "leading": (lambda panel: compared(panel, "leading"), (
        World(treated=2, controls=24), World(treated=2, controls=24, season=0.15), World(treated=8, controls=24),
    )),
    "synthetic": (mixed, (
        World(treated=1, controls=20, paths=3), World(treated=1, controls=39, paths=3, depends=0.0),
        World(treated=1, controls=25),
    )),
}  # fmt: skip


def seen(name: str, method: Method, world: World, count: int) -> Seen:
    """What became of ``count`` panels with the effect and of as many without."""
    covered, widths, refused = [], [], 0
    for panel in panels(world, count):
        found = method(panel)
        if found.estimate is None or found.estimate.low is None or found.estimate.high is None:
            refused += 1
            continue
        true = added(panel, world.effect) if name == "did_level" else world.effect
        covered.append(found.estimate.low <= true <= found.estimate.high)
        widths.append(found.estimate.high - found.estimate.low)
    without = [method(panel) for panel in panels(replace(world, effect=0.0), count, seed=2)]
    told = [one.estimate for one in without if one.estimate is not None]
    refused += len(without) - len(told)
    false = float(np.mean([one.tells_a_direction for one in told]))
    return Seen(float(np.mean(covered)), false, refused / (2 * count), float(np.median(widths)))


def table(count: int) -> Iterator[tuple[str, World, Seen]]:
    """Every method in each of its worlds."""
    for name, (method, worlds) in CASES.items():
        for world in worlds:
            yield name, world, seen(name, method, world, count)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    begun = time.perf_counter()
    print(f"{count} panels with +12 % and {count} without an effect in each line")
    print(f"{'method':13} {'world':58} {'covered':>8} {'false':>6} {'refused':>8} {'width':>6}")
    for name, world, one in table(count):
        differs = [f"{key}={value:g}" for key, value in vars(world).items() if value != getattr(World(), key)]
        words = " ".join([f"treated={world.treated} controls={world.controls}",
                          *(one for one in differs if not one.startswith(("treated", "controls")))])  # fmt: skip
        print(f"{name:13} {words:58} {one.covered:8.1%} {one.false:6.1%} {one.refused:8.1%} {one.width:6.3f}")
    print(f"{time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
