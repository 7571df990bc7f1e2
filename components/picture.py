"""What every way of drawing agrees on, so that the screen, a PNG and a slide show one picture.

Strands (the lines of a drawing with their holes), where ticks stand and what they say, where labels stand without
touching.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, get_args

import pandas as pd

from components.exhibit import Drawing, Exhibit, NumberUnit, Unit
from components.formatting import is_known, written_short
from components.text import Translator

#: Units whose columns are set to the right.
NUMERIC: tuple[Unit, ...] = get_args(NumberUnit)
TIME_UNITS: tuple[Unit, ...] = ("month", "quarter")
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Strand:
    """One line or colour of a picture, in drawing order.

    place: its number among all series, which gives colour and dash. xs are complete (every month between the first and
    the last of the exhibit); ys are NaN where nothing is known.
    """

    key: str
    label: str
    place: int
    xs: tuple[Any, ...]
    ys: tuple[float, ...]
    provisional: tuple[bool, ...]

    @property
    def last(self) -> int | None:
        """Position of the last known value; None when there is none."""
        return next((at for at in range(len(self.ys) - 1, -1, -1) if is_known(self.ys[at])), None)

    def stands_alone(self, at: int) -> bool:
        """Known, with no known neighbour: a line would not show it."""
        around = [self.ys[i] for i in (at - 1, at + 1) if 0 <= i < len(self.ys)]
        return is_known(self.ys[at]) and not any(is_known(value) for value in around)


def strands(exhibit: Exhibit) -> tuple[Strand, ...]:
    """The rows as lines: one per series that has a row, months that are missing filled with "not known"."""
    drawing, rows = exhibit.drawing, exhibit.rows
    if len(rows) == 0:
        return ()
    xs = complete(rows[drawing.x], exhibit.column(drawing.x).unit)
    if not drawing.series:
        return (_strand(rows, drawing, xs, "", exhibit.column(drawing.y).label, 0),)
    labels = dict(drawing.series_labels)
    there = list(dict.fromkeys(rows[drawing.series].astype(str)))
    labels.update({key: key for key in there if key not in labels})
    return tuple(
        _strand(rows[rows[drawing.series].astype(str) == key], drawing, xs, key, label, place)
        for place, (key, label) in enumerate(labels.items())
        if key in there
    )


def complete(values: pd.Series, unit: Unit) -> tuple[Any, ...]:
    """Every place on an axis: months and quarters without holes, else the values in the order of the rows."""
    steps = {"month": "MS", "quarter": "QS"}
    if unit not in steps:
        return tuple(dict.fromkeys(values))
    stamps = pd.to_datetime(values)
    return tuple(pd.date_range(stamps.min(), stamps.max(), freq=steps[unit]))


def unit_words(exhibit: Exhibit, t: Translator) -> str:
    """The unit of what is drawn, and what the reference line is: said above the plot, where no line crosses it."""
    words = t("chart.unit", unit=exhibit.drawing.unit_label or t(f"unit.{exhibit.drawing.unit}"))
    return f"{words} · {exhibit.drawing.reference[1]}" if exhibit.drawing.reference else words


def numbers(values: pd.Series) -> list[float]:
    """The values as plain floats, NaN where nothing is known."""
    return [float(value) if is_known(value) else math.nan for value in values]


def _strand(rows: pd.DataFrame, drawing: Drawing, xs: tuple[Any, ...], key: str, label: str, place: int) -> Strand:
    known = dict(zip(rows[drawing.x], numbers(rows[drawing.y]), strict=True))
    marks = rows.get(drawing.provisional)
    hollow: set[Any] = set()
    if marks is not None:
        hollow = {x for x, mark in zip(rows[drawing.x], marks, strict=True) if is_known(mark) and bool(mark)}
    return Strand(key, label, place, xs, tuple(known.get(x, math.nan) for x in xs), tuple(x in hollow for x in xs))


def drawn_rows(exhibit: Exhibit) -> pd.DataFrame:
    """Rows of lying bars that are drawn: the largest where the drawing says so, in the order of the rows."""
    drawing, rows = exhibit.drawing, exhibit.rows
    if not drawing.most or len(rows) <= drawing.most:
        return rows
    sizes = pd.Series(numbers(rows[drawing.y])).abs()
    return rows.iloc[sorted(sizes.nlargest(drawing.most).index)]


def beside_values(exhibit: Exhibit) -> list[float]:
    """The second value of each lying bar that is drawn; none where the rows know none at all."""
    if not exhibit.drawing.beside:
        return []
    values = numbers(drawn_rows(exhibit)[exhibit.drawing.beside])
    return values if any(is_known(value) for value in values) else []


def span_values(exhibit: Exhibit) -> list[tuple[float, float]]:
    """Low and high of each row that is drawn; none where the drawing has no spans."""
    drawing, rows = exhibit.drawing, drawn_rows(exhibit)
    if not drawing.low:
        return []
    return list(zip(numbers(rows[drawing.low]), numbers(rows[drawing.high]), strict=True))


def missing_months(exhibit: Exhibit) -> tuple[pd.Timestamp, ...]:
    """Months between the first and the last for which no series has a value."""
    lines = strands(exhibit)
    if not lines or exhibit.column(exhibit.drawing.x).unit != "month":
        return ()
    return tuple(x for at, x in enumerate(lines[0].xs) if not any(is_known(line.ys[at]) for line in lines))


def value_ticks(low: float, high: float, *, most: int = 5) -> list[float]:
    """Round values that cover low to high, at most ``most`` steps apart: 0 to 8.3 -> 0, 2, 4, 6, 8, 10."""
    span = high - low
    if span <= 1e-9 * max(abs(high), abs(low), 1e-3):
        span = abs(high) or 1.0
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(step * power for step in _STEPS if step * power >= span / most * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(at * step, 10) for at in range(first, max(last, first + 1) + 1)]


def covering_ticks(values: Sequence[float], exhibit: Exhibit) -> list[float]:
    """Ticks that cover the values: from zero where the drawing says so, the reference line included."""
    known = [value for value in values if is_known(value) and not math.isinf(value)]
    if exhibit.drawing.reference:
        known.append(exhibit.drawing.reference[0])
    low, high = min(known, default=0.0), max(known, default=1.0)
    if exhibit.drawing.starts_at_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    return value_ticks(low, high)


def totals(lines: Sequence[Strand]) -> list[float]:
    """Sum of all lines at each place, NaN where none is known."""
    at_each = [[line.ys[at] for line in lines if is_known(line.ys[at])] for at in range(len(lines[0].xs))]
    return [sum(known) if known else math.nan for known in at_each]


def shares_of(lines: Sequence[Strand]) -> list[list[float]]:
    """Each line as a share of all lines at each place."""
    sums = totals(lines)
    return [[y / total if total else math.nan for y, total in zip(line.ys, sums, strict=True)] for line in lines]


def heat_cells(exhibit: Exhibit, t: Translator) -> tuple[list[str], list[str], list[list[float]]]:
    """Heads of the columns, heads of the rows (first on top), and the value of each cell, NaN where not known.

    Korean months after the first are bare numbers, as newspapers set them: twelve do not fit a phone otherwise.
    """
    drawing, rows = exhibit.drawing, exhibit.rows
    by_month = drawing.x == "month_of_year"
    xs = list(range(1, 13)) if by_month else sorted(rows[drawing.x].unique())
    words = dict(drawing.series_labels)
    ys = [key for key in words if key in set(rows[drawing.y])] or sorted(rows[drawing.y].unique())
    known = dict(zip(zip(rows[drawing.x], rows[drawing.y], strict=True), numbers(rows[drawing.value]), strict=True))
    heads = [str(x) for x in xs]
    if by_month:
        heads = [t(f"chart.axis_month_{x}") if t.lang != "ko" or x == 1 else str(x) for x in xs]
    return heads, [words.get(y, str(y)) for y in ys], [[known.get((x, y), math.nan) for x in xs] for y in ys]


def marks(exhibit: Exhibit) -> dict[tuple[str, str], str]:
    """Signs of a heat picture by heads of column and row; none where the rows have none."""
    drawing, rows = exhibit.drawing, exhibit.rows
    if drawing.mark not in rows:
        return {}
    return {(str(x), str(y)): str(sign) for x, y, sign in zip(rows[drawing.x], rows[drawing.y], rows[drawing.mark],
                                                              strict=True) if sign}  # fmt: skip


def thinned(heads: Sequence[str]) -> list[int]:
    """Places of a row of heads that are written: all of a dozen or two, of more the first and every fifth."""
    return [at for at in range(len(heads)) if len(heads) <= 16 or at == 0 or (at + 1) % 5 == 0]


def tick_texts(ticks: Sequence[float], unit: Unit, lang: str) -> list[str]:
    """What the ticks of an axis say: amounts in man, eok, jo; shares in percent with as many digits as they need."""
    if unit in ("share", "change", "points"):
        steps = [round((b - a) * 100, 6) for a, b in pairwise(ticks)]
        digits = 0 if all(step == round(step) for step in steps) else 1
        return [f"{tick * 100:,.{digits}f}%" for tick in ticks]
    return [written_short(tick, unit, lang) for tick in ticks]


def time_ticks(
    stamps: Sequence[pd.Timestamp], unit: Unit, t: Translator, *, most: int = 8
) -> tuple[list[int], list[str]]:
    """Places among the stamps that get a tick and what they say, in two lines: the month, and the year once."""
    per_year = 4 if unit == "quarter" else 12
    places = {i: (stamp.quarter - 1 if per_year == 4 else stamp.month - 1) for i, stamp in enumerate(stamps)}
    step = next((n for n in (1, 2, 3, 6, 12) if per_year % n == 0 and len(stamps) / n <= most), per_year)
    at = [i for i, place in places.items() if place % step == 0] or [0]
    if step == per_year:
        every = max(1, math.ceil(len(at) / most))
        return at[::every], [t("chart.axis_whole_year", year=stamps[i].year) for i in at[::every]]
    texts, year = [], 0
    for i in at:
        stamp = stamps[i]
        text = t(f"chart.axis_quarter_{stamp.quarter}" if per_year == 4 else f"chart.axis_month_{stamp.month}")
        texts.append(text if stamp.year == year else f"{text}\n{t('chart.axis_year', year=f'{stamp.year % 100:02d}')}")
        year = stamp.year
    return at, texts


def year_ticks(years: Sequence[Any], *, most: int) -> tuple[list[int], list[str]]:
    """Places among years that get a tick, the last one among them, and what they say: at most so many, evenly apart."""
    step = max(1, math.ceil(len(years) / most))
    at = [i for i in range(len(years)) if (len(years) - 1 - i) % step == 0]
    return at, [str(years[i]) for i in at]


def place_texts(xs: Sequence[Any], exhibit: Exhibit, t: Translator, *, most: int = 8) -> tuple[list[int], list[str]]:
    """Places of an upright drawing that get a tick, and what they say: months and quarters thinned out, names all."""
    unit = exhibit.column(exhibit.drawing.x).unit
    if unit in TIME_UNITS:
        return time_ticks(xs, unit, t, most=most)
    if unit == "year":
        return year_ticks(xs, most=most)
    return list(range(len(xs))), ["\n".join(wrapped(str(x), 14)) for x in xs]


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Places for labels near the wanted ones so that none overlaps another: all in one unit, sizes are heights.

    Labels that touch are pushed apart evenly, and kept between low and high as far as there is room.
    """

    def kept_inside(centre: float, members: list[int]) -> float:
        half = sum(sizes[i] for i in members) / 2
        return max(min(centre, high - half), low + half)

    groups: list[tuple[float, list[int]]] = []
    for at in sorted(range(len(wanted)), key=lambda at: wanted[at]):
        members, centre = [at], kept_inside(wanted[at], [at])
        while groups:
            before, others = groups[-1]
            gap = (sum(sizes[i] for i in members) + sum(sizes[i] for i in others)) / 2
            if centre - before >= gap - 1e-9:
                break
            groups.pop()
            middle = (centre * len(members) + before * len(others)) / (len(members) + len(others))
            members = [*others, *members]
            centre = kept_inside(middle, members)
        groups.append((centre, members))
    placed = [0.0] * len(wanted)
    for centre, members in groups:
        edge = centre - sum(sizes[i] for i in members) / 2
        for at in members:
            placed[at] = edge + sizes[at] / 2
            edge += sizes[at]
    return placed


def wrapped(text: str, width: int) -> list[str]:
    """A label in lines of about ``width`` letters at most (a Hangul syllable counts two).

    Broken at blanks, brackets, hyphens and middle dots.
    """
    lines, line = [], ""
    pieces = text.replace("(", "\x00(").replace("-", "-\x00").replace("·", "·\x00").replace(" ", " \x00").split("\x00")
    for piece in pieces:
        if line.strip() and letters((line + piece).rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()]


def letters(text: str) -> int:
    """Width of a text in Latin letters: a Hangul syllable is as wide as two."""
    return sum(2 if ord(sign) > 0x1100 else 1 for sign in text)
