"""Ranges and intervals: what every way of drawing them agrees on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from components.exhibit import Exhibit, Unit
from components.formatting import is_known, written_short
from components.picture import Strand, covering_ticks, numbers
from components.text import Translator


@dataclass(frozen=True)
class Range:
    """One row of ranges. value: the best guess; low, high: its bounds; NaN where not known. instead: words that stand
    in place of numbers."""

    name: str
    value: float
    low: float
    high: float
    instead: str

    @property
    def is_known(self) -> bool:
        """Whether there is any number."""
        return any(map(is_known, (self.value, self.low, self.high)))

    @property
    def sure(self) -> tuple[float, float] | None:
        """From zero to the bound nearest to it; None where zero is possible or nothing is known."""
        if not (is_known(self.low) and is_known(self.high)) or self.low <= 0 <= self.high:
            return None
        return (0.0, self.low) if self.low > 0 else (self.high, 0.0)

    @property
    def possible(self) -> tuple[float, float] | None:
        """From bound to bound."""
        if not (is_known(self.low) and is_known(self.high)) or self.low == self.high:
            return None
        return self.low, self.high


def ranges(exhibit: Exhibit) -> list[Range]:
    """The rows of an exhibit as ranges. The column ``mark`` has the words that stand where no number is known."""
    drawing, rows = exhibit.drawing, exhibit.rows
    instead = rows[drawing.mark].astype(str) if drawing.mark in rows else [""] * len(rows)
    parts = (numbers(rows[name]) for name in (drawing.y, drawing.low, drawing.high))
    named = (str(name) for name in rows[drawing.label or drawing.x])
    return [Range(*row) for row in zip(named, *parts, instead, strict=True)]


def range_words(one: Range, unit: Unit, t: Translator) -> str:
    """A range as it is written below its bar: "+12% (+8% – +16%)", "at least ... at most ...", or the words instead."""
    value, low, high = (written_short(part, unit, t.lang) for part in (one.value, one.low, one.high))
    bounded = is_known(one.low) and is_known(one.high)
    if not one.is_known:
        return one.instead or t("product.not_known")
    if not bounded or one.low == one.high:
        return value if is_known(one.value) else low
    span = f"{low} – {high}"
    return f"{value} ({span})" if is_known(one.value) else span


def words_begin(low: float, high: float) -> float:
    """Where the words below the bars begin: at zero, unless what lies below zero takes a fifth of the width."""
    return 0.0 if -low < 0.2 * (high - low) else low


#: What a scale of ratios may be marked with, as changes: a tenth to a thousand times.
_RATIOS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
#: Changes that stay within this are marked evenly.
_SMALL = 0.6


def on_scale(value: float, unit: Unit) -> float:
    """Where a value stands: changes on a scale of ratios, so that twice and half are as far from zero."""
    if unit != "change" or not is_known(value):
        return value
    return math.log1p(max(value, -0.99))


def scale_ticks(values: Sequence[float], exhibit: Exhibit) -> list[float]:
    """Values that are marked on the axis, in their own unit, covering all of these."""
    if exhibit.drawing.unit != "change" or all(abs(value) <= _SMALL for value in values if is_known(value)):
        return [max(tick, -0.95) for tick in covering_ticks(values, exhibit)]
    known = [value for value in values if is_known(value)]
    low, high = min([0.0, *known]) + 1, max([0.0, *known]) + 1
    below = max((ratio for ratio in _RATIOS if ratio <= low), default=_RATIOS[0])
    above = min((ratio for ratio in _RATIOS if ratio >= high), default=_RATIOS[-1])
    return [ratio - 1 for ratio in _RATIOS if below <= ratio <= above]


def bounds(line: Strand, exhibit: Exhibit) -> list[tuple[float, float]]:
    """Low and high at every place of a strand, NaN where not known."""
    drawing, rows = exhibit.drawing, exhibit.rows
    own = rows[rows[drawing.series].astype(str) == line.key] if drawing.series else rows
    ends = zip(numbers(own[drawing.low]), numbers(own[drawing.high]), strict=True)
    known = dict(zip(own[drawing.x], ends, strict=True))
    return [known.get(x, (math.nan, math.nan)) for x in line.xs]
