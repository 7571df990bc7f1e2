"""Ranges and intervals: what is sure, what is possible, and a scale on which twice and half are as far from zero."""

import math

import pandas as pd
import pytest

from components.exhibit import Column, Drawing, Exhibit
from components.ranges import Range, bounds, on_scale, range_words, ranges, scale_ticks
from components.text import translator
from data.choice import Choice
from tests.components.answers import SOURCE

NAN = math.nan


def of(value: float = NAN, low: float = NAN, high: float = NAN, instead: str = "") -> Range:
    return Range("a", value, low, high, instead)


def exhibit(rows: pd.DataFrame, drawing: Drawing) -> Exhibit:
    columns = (Column("month", "month", "month"),)
    return Exhibit("k", "t", "f", rows, columns, drawing, (SOURCE,), Choice(), "q")


def test_what_is_sure_reaches_from_zero_to_the_nearer_bound() -> None:
    assert of(2, 1, 3).sure == (0.0, 1) and of(2, 1, 3).possible == (1, 3)
    assert of(-2, -3, -1).sure == (-1, 0.0)
    assert of(1, -1, 3).sure is None, "zero is possible, so nothing is sure"
    assert of(5, 5, 5).sure == (0.0, 5) and of(5, 5, 5).possible is None
    assert of(5).sure is None and of(5).possible is None and not of().is_known


def test_a_range_in_words() -> None:
    t = translator("en")
    assert range_words(of(0.12, 0.08, 0.16), "change", t) == "+12.0% (+8.0% – +16.0%)"
    assert range_words(of(NAN, 1e8, 2e8), "krw", t) == "100m – 200m"
    assert range_words(of(1e8, 1e8, 1e8), "krw", t) == range_words(of(1e8), "krw", t) == "100m"
    assert range_words(of(instead="cannot tell"), "krw", t) == "cannot tell"
    assert range_words(of(), "krw", t) == t("product.not_known")


def test_changes_stand_on_a_scale_of_ratios_and_other_units_as_they_are() -> None:
    assert on_scale(1.0, "change") == pytest.approx(-on_scale(-0.5, "change"))
    assert on_scale(0.0, "change") == 0 and on_scale(3.0, "krw") == 3.0
    assert math.isnan(on_scale(NAN, "change")) and math.isfinite(on_scale(-1.0, "change"))


def test_marks_cover_all_values_evenly_where_changes_are_small_and_by_ratios_where_they_are_not() -> None:
    drawn = exhibit(pd.DataFrame({"month": []}), Drawing("intervals", x="month", y="y", unit="change"))
    small = scale_ticks([-0.1, 0.25], drawn)
    assert small[0] <= -0.1 and small[-1] >= 0.25 and 0.0 in [round(tick, 9) for tick in small]
    assert scale_ticks([-0.3, 14.5], drawn) == [-0.5, 0.0, 1.0, 4.0, 9.0, 19.0]
    assert min(scale_ticks([-0.59], drawn)) > -1


def test_rows_become_ranges_and_bounds_of_their_own_series() -> None:
    rows = pd.DataFrame({
        "month": pd.to_datetime(["2024-01-01", "2024-02-01"]), "y": [1.0, 2.0], "low": [0.5, NAN], "high": [1.5, 2.5],
        "phase": ["before", "during"], "words": ["", "why"],
    })  # fmt: skip
    lying = exhibit(rows, Drawing("ranges", x="phase", y="y", low="low", high="high", mark="words"))
    assert [one.name for one in ranges(lying)] == ["before", "during"] and ranges(lying)[1].instead == "why"
    from components.picture import strands

    upright = exhibit(rows, Drawing("intervals", x="month", y="y", low="low", high="high", series="phase"))
    first, second = strands(upright)
    assert bounds(first, upright)[0] == (0.5, 1.5) and math.isnan(bounds(first, upright)[1][0])
    assert math.isnan(bounds(second, upright)[1][0]) and bounds(second, upright)[1][1] == 2.5
