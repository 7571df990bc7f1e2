"""Ranges and intervals: what every way of drawing them agrees on."""

import math
from dataclasses import dataclass

from components.exhibit import Exhibit, Unit
from components.formatting import is_known, written_short
from components.picture import Strand, numbers
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


def bounds(line: Strand, exhibit: Exhibit) -> list[tuple[float, float]]:
    """Low and high at every place of a strand, NaN where not known."""
    drawing, rows = exhibit.drawing, exhibit.rows
    own = rows[rows[drawing.series].astype(str) == line.key] if drawing.series else rows
    ends = zip(numbers(own[drawing.low]), numbers(own[drawing.high]), strict=True)
    known = dict(zip(own[drawing.x], ends, strict=True))
    return [known.get(x, (math.nan, math.nan)) for x in line.xs]
