"""Classes: the best breaks, and what is written beside them."""

from itertools import combinations

import numpy as np
import pytest

from components.maps.classes import diverging, fisher_jenks, ink_on, sequential
from components.maps.measure import headed
from components.text.translator import translator
from components.theme import DARK, LIGHT

FIVE = ("#000001", "#000002", "#000003", "#000004", "#000005")


def spread(ordered: list[float], ends: tuple[float, ...]) -> float:
    """Sum of squared distances from the class means, the slow way."""
    total, low = 0.0, -float("inf")
    for end in ends:
        members = [value for value in ordered if low < value <= end]
        total += sum((value - sum(members) / len(members)) ** 2 for value in members)
        low = end
    return total


@pytest.mark.parametrize("seed", range(6))
def test_no_other_breaks_are_better(seed: int) -> None:
    values = sorted(float(value) for value in np.random.default_rng(seed).lognormal(3, 1, 11).round(2))
    distinct = sorted(set(values))
    found = fisher_jenks(values, 4)
    best = min(spread(values, (*ends, distinct[-1])) for ends in combinations(distinct[:-1], 3))
    assert len(found) == 4
    assert spread(values, found) == pytest.approx(best)


def test_obvious_groups_are_found_even_in_amounts_of_won() -> None:
    values = [1e11 + 1, 1e11 + 2, 1e11 + 3, 5e11, 5e11 + 10, 9e11]
    assert fisher_jenks(values, 3) == (1e11 + 3, 5e11 + 10, 9e11)


@pytest.mark.parametrize(
    ("values", "ends"), [([], ()), ([7.0], (7.0,)), ([7.0, 7.0], (7.0,)), ([2.0, 1.0], (1.0, 2.0))]
)
def test_few_values_make_few_classes(values: list[float], ends: tuple[float, ...]) -> None:
    assert fisher_jenks(values, 5) == ends
    assert len(sequential(values, FIVE, "krw").colours) == len(ends)


def test_what_is_not_known_is_in_no_class() -> None:
    classes = sequential([1, 2, 3, None, float("nan")], FIVE, "count")
    assert classes.position(None) is None and classes.position(float("nan")) is None
    assert [classes.position(value) for value in (1, 2, 3)] == [0, 1, 2]
    assert classes.ranges("en")[0] == "1"


def test_a_change_is_classed_about_zero() -> None:
    classes = diverging([-0.3, -0.2, -0.01, 0.0, 0.02, 0.1, 0.12, float("inf")], FIVE, "change")
    assert [classes.position(value) for value in (-0.3, 0.0, float("inf"))] == [0, 2, 4]
    for value in (0.01, 0.02, 0.1, 0.12, 0.2, 0.3):
        fall, rise = classes.position(-value), classes.position(value)
        assert fall is not None and rise is not None and fall + rise == 4


def test_few_changes_are_a_fall_a_standstill_or_a_rise() -> None:
    classes = diverging([0.1, None], FIVE, "change")
    assert classes.colours == ("#000001", "#000003", "#000005")
    assert [classes.position(value) for value in (-0.1, 0.0, 0.1)] == [0, 1, 2]
    assert classes.ranges("en") == ["-10.0% ~ 0.0%", "0.0%", "0.0% ~ +10.0%"]
    assert diverging([None], FIVE, "change").position(None) is None


@pytest.mark.parametrize("shade", [*LIGHT.sequential, *DARK.sequential, *LIGHT.diverging, *DARK.diverging])
def test_names_on_a_colour_can_be_read(shade: str) -> None:
    def luminance(colour: str) -> float:
        channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    ink = 0.0 if ink_on(shade) == "black" else 1.0
    high, low = sorted((ink, luminance(shade)), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= 4.5


@pytest.mark.parametrize(("unit", "head"), [("stores", "점포 수 (개)"), ("krw", "점포 수"), ("share", "점포 수")])
def test_the_head_of_a_legend_says_the_unit_that_its_values_do_not_carry(unit, head):
    assert headed("점포 수", unit, translator("ko")) == head
    assert headed("Stores", "markets", translator("en")) == "Stores (markets)"
