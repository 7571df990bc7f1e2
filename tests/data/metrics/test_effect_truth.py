"""Known effects: intervals hold them as often as they say, and see none where none is.

Each line has 200 panels with and 200 without an effect, all from fixed seeds; ``python -m tests.data.metrics.coverage``
prints the table with more.
"""

from functools import cache

import numpy as np
import pytest

from tests.data.metrics.coverage import CASES, Seen, seen

PANELS = 200
LINES = [(name, number) for name, (_, worlds) in CASES.items() for number in range(len(worlds))]


@cache
def line(name: str, number: int) -> Seen:
    method, worlds = CASES[name]
    return seen(name, method, worlds[number], PANELS)


@pytest.mark.parametrize(("name", "number"), LINES)
def test_intervals_hold_the_true_effect(name: str, number: int) -> None:
    """Within what 200 draws of 95 % may give by chance on a single line (3 standard errors)."""
    assert 0.95 - 3 * 0.0154 <= line(name, number).covered <= 1.0


@pytest.mark.parametrize("name", list(CASES))
def test_every_method_covers_as_it_says_and_sees_no_effect_where_none_is(name: str) -> None:
    lines = [line(name, number) for number in range(len(CASES[name][1]))]
    assert 0.92 <= np.mean([one.covered for one in lines]) <= 0.98
    assert np.mean([one.false for one in lines]) <= 0.07
    assert max(one.refused for one in lines) <= 0.12, "good panels are hardly ever refused"


def test_the_watch_for_coverage_would_see_intervals_that_are_too_narrow() -> None:
    """A sandwich of two treated markets, as regression programs print it, holds the effect far less often."""
    from data.metrics.did import mean_against
    from tests.data.metrics.simulated import World, panels

    held = []
    for panel in panels(World(treated=2, controls=24), PANELS):
        changes = panel.logs @ mean_against(panel.is_during, panel.is_before)
        own, others = changes[panel.is_treated], changes[~panel.is_treated]
        error = np.sqrt(own.var() / len(own) + others.var() / len(others))
        held.append(abs(own.mean() - others.mean() - np.log1p(0.12)) <= 1.96 * error)
    assert np.mean(held) < 0.85
