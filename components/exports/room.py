"""The room of a picture on a slide: its shape, and how large letters have to be to be read from the back of a hall."""

from dataclasses import dataclass, replace

import pandas as pd

from components.exhibit import Exhibit
from components.exports.paper import WIDTH_IN

#: Smallest letters on a screen 1,920 wide, with a little to spare: 24 is asked for.
LEAST_PX = 25.5
POINTS_PER_IN = 72
#: Inches of a bare page that are not plot: the line of the unit and what is free round it.
AROUND_IN = 0.45
#: Rows that stand one below the other with letters of that size.
MOST_ROWS = 16


@dataclass(frozen=True)
class Room:
    """wide, high: pixels of the picture on a screen of 1,920 by 1,080."""

    wide: float
    high: float

    def page(self, height_in: float) -> tuple[float, float]:
        """Width in inches of a page of that height in this shape, and the smallest letters it may have, in points."""
        width = max(height_in * self.wide / self.high, WIDTH_IN)
        per_in = min(self.wide / width, self.high / height_in)
        return width, LEAST_PX * POINTS_PER_IN / per_in


def fewer(exhibit: Exhibit) -> Exhibit:
    """The exhibit with as many rows drawn as can be read from the back of a hall: of bars the largest."""
    drawing = exhibit.drawing
    if drawing.kind in ("horizontal_bar", "dot"):
        most = min(drawing.most or MOST_ROWS, MOST_ROWS)
        return replace(exhibit, drawing=replace(drawing, most=most))
    of = {"portions": drawing.x, "ranges": drawing.x, "heat": drawing.y}.get(drawing.kind)
    if of is None:
        return exhibit
    names = pd.unique(exhibit.rows[of])
    most = MOST_ROWS // 2 if drawing.kind == "ranges" else MOST_ROWS
    return exhibit if len(names) <= most else replace(exhibit, rows=exhibit.rows[exhibit.rows[of].isin(names[:most])])


def rest(exhibit: Exhibit) -> int:
    """How many rows one below the other a slide leaves out."""
    drawing, few = exhibit.drawing, fewer(exhibit)
    if drawing.kind in ("horizontal_bar", "dot"):
        return max(0, min(len(exhibit.rows), drawing.most or len(exhibit.rows)) - few.drawing.most)
    of = {"portions": drawing.x, "ranges": drawing.x, "heat": drawing.y}.get(drawing.kind)
    return 0 if of is None else int(exhibit.rows[of].nunique() - few.rows[of].nunique())
