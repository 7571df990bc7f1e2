"""Which comparison with similar markets is read aloud: the first, in an order fixed beforehand, whose belief holds.

1. ``did_log``: treated and controls would have gone on alike, month by month.
2. ``did_season``: they would have grown alike on the year before. For places with a season of their own.
3. ``did_trend``: each would have gone on along its own straight line.

Every one is tested on the months before the promotion. No result decides which is taken.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from data.metrics.did import beyond_trend, estimate, mean_against, sample, year_before
from data.metrics.effect import Cannot, Doubt, Effect
from data.metrics.event_study import PreTrend, pre_trend, season_trend
from data.metrics.panel import Flags, Numbers, Panel


def _alike(made: Panel, counted: Flags) -> Numbers:
    return mean_against(counted, made.is_before)


def _season(made: Panel, counted: Flags) -> Numbers | None:
    same = year_before(made, counted)
    return None if same is None else mean_against(counted, same)


def _line(made: Panel, counted: Flags) -> Numbers:
    return beyond_trend(counted, made.is_before)


def _beyond_line(made: Panel) -> PreTrend:
    return pre_trend(made, beyond_line=True)


Weights = Callable[[Panel, Flags], Numbers | None]
COMPARISONS: dict[str, tuple[Weights, Callable[[Panel], PreTrend]]] = {
    "did_log": (_alike, pre_trend),
    "did_season": (_season, season_trend),
    "did_trend": (_line, _beyond_line),
}


def compared(made: Panel | Doubt, key: str, counted: Flags | None = None) -> Effect:
    """What the first comparison that holds says of some months, those of the promotion where none are named.

    The record is called ``key`` and says by which comparison it comes (``by``).
    """
    if isinstance(made, Doubt):
        return Effect(key, doubts=(made,))
    months = made.is_during if counted is None else counted
    doubts: list[Doubt] = []
    for method in COMPARISONS:
        found = by(made, method, months)
        if found.tells:
            return replace(found, key=key, said=(("by", method),))
        doubts += found.doubts
    return Effect(key, doubts=(doubts[0],), sample=sample(made))


def by(made: Panel, method: str, counted: Flags) -> Effect:
    """What one of the comparisons says of some months, or that the months before speak against its belief."""
    weigh, test = COMPARISONS[method]
    weights = weigh(made, counted)
    told = replace(sample(made), months_counted=int(np.count_nonzero(counted)))
    if weights is None:
        return Effect(method, doubts=(Doubt.of(Cannot.NO_YEAR_BEFORE),), sample=told)
    if doubts := test(made).doubts:
        return Effect(method, doubts=doubts, sample=told)
    return Effect(method, estimate(made.logs @ weights, made.is_treated).as_share(), sample=told)
