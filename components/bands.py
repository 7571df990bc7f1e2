"""What went on meanwhile: the spans of a drawing as bands behind its lines, the same on the screen and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from components.exhibit import Exhibit
from components.picture import TIME_UNITS

#: So many get a row of their own with their name; more share rows and carry their number, named in the note.
MOST_NAMED = 6
#: From the mark of a month to the edge of the axis: a little less than half a month, for what stands outside is cut.
HALF = 0.48
#: All bands over each other are no darker than this.
DARKEST, LIGHTEST = 0.16, 0.03


@dataclass(frozen=True)
class Band:
    """One span that touches what is drawn. low, high: in places on the axis (0 = the first month, whole months around
    their mark); high None = no end is told. number: from 1, its place in the note; lane: row above the plot, from 0.
    """

    label: str
    number: int
    low: float
    high: float | None
    lane: int
    is_day: bool

    def end(self, places: int) -> float:
        """Where it ends on an axis of so many places."""
        edge = places - 1 + HALF
        return edge if self.high is None else min(self.high, edge)

    @property
    def start(self) -> float:
        """Where it begins, not before the axis does."""
        return max(self.low, -HALF)


def bands(exhibit: Exhibit, xs: Sequence[Any]) -> tuple[Band, ...]:
    """The spans of the drawing that touch the months (or quarters) xs; none where the axis is not time."""
    drawing = exhibit.drawing
    unit = exhibit.column(drawing.x).unit
    if not drawing.spans or unit not in TIME_UNITS or not len(xs):
        return ()
    months = 3 if unit == "quarter" else 1
    found = [_band(number, span, xs[0], months) for number, span in enumerate(drawing.spans, 1)]
    there = [one for one in found if one.low < len(xs) - 1 + HALF and (one.high is None or one.high > -HALF)]
    return tuple(_in_lanes(there, len(xs)))


def are_named(found: Sequence[Band]) -> bool:
    """Whether there is room for their names above the plot."""
    return len(found) <= MOST_NAMED


def lanes(found: Sequence[Band]) -> int:
    """Rows above the plot."""
    return max((one.lane for one in found), default=-1) + 1


def opacity(found: Sequence[Band]) -> float:
    """How dark one band is: the more lie over each other, the lighter each."""
    deepest = max((sum(other.start <= one.start < other.end(10**6) for other in found) for one in found), default=1)
    return float(max(LIGHTEST, DARKEST / max(1.0, deepest**0.7) * 0.6))


def _band(number: int, span: tuple[str, str, str], first: Any, months: int) -> Band:
    begins, ends, label = span
    is_day = begins == ends
    if is_day:
        low = _place(begins, first, months, exactly=True)
        return Band(label, number, low, low, 0, True)
    high = None if not ends else _place(ends, first, months) + 0.5
    return Band(label, number, _place(begins, first, months) - 0.5, high, 0, False)


def _place(day: str, first: Any, months: int, *, exactly: bool = False) -> float:
    """Place of a day's month on the axis; exactly: between it and the next, as far as the month is gone."""
    stamp = pd.Timestamp(day)
    whole = (stamp.year - first.year) * 12 + stamp.month - first.month
    if exactly:
        return float((whole + (stamp.day - 1) / stamp.days_in_month) / months)
    return float(whole // months)


def _in_lanes(found: list[Band], places: int) -> list[Band]:
    """Each in the first row in which it touches no other; in one of its own while names are written."""
    made: list[Band] = []
    ends: list[float] = []
    for at, one in enumerate(sorted(found, key=lambda one: (one.start, one.number))):
        free = [lane for lane, end in enumerate(ends) if end + 1 <= one.start]
        lane = at if are_named(found) else (free[0] if free else len(ends))
        ends.extend([-1e9] * (lane + 1 - len(ends)))
        ends[lane] = one.end(places)
        made.append(Band(one.label, one.number, one.low, one.high, lane, one.is_day))
    return made


def stamps(xs: Sequence[Any], place: float) -> pd.Timestamp:
    """The moment at a place of the axis, between the marks of its months."""
    step = (xs[-1] - xs[0]) / max(1, len(xs) - 1) if len(xs) > 1 else pd.Timedelta(days=30)
    if place <= 0:
        return pd.Timestamp(xs[0] + step * place)
    if place >= len(xs) - 1:
        return pd.Timestamp(xs[-1] + step * (place - len(xs) + 1))
    at = int(place)
    before, after = list(pairwise(xs))[at]
    return pd.Timestamp(before + (after - before) * (place - at))
