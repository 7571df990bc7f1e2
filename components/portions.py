"""Lying bars divided into parts, as every way of drawing them reads the rows and shades them."""

import math

from components.exhibit import Exhibit
from components.picture import numbers
from components.text import Translator
from components.withheld import instead

#: A part smaller than this has no room for its number.
SMALLEST_NAMED = 0.09


def portions(exhibit: Exhibit) -> tuple[list[str], list[tuple[str, list[float]]]]:
    """Names of the lying bars, and label and shares of each part, in drawing order; NaN where not known."""
    drawing, rows = exhibit.drawing, exhibit.rows
    names = list(dict.fromkeys(rows[drawing.label or drawing.x].astype(str)))
    cells = zip(rows[drawing.label or drawing.x].astype(str), rows[drawing.series].astype(str), strict=True)
    known = dict(zip(cells, numbers(rows[drawing.y]), strict=True))
    parts = [(label, [known.get((name, key), math.nan) for name in names]) for key, label in drawing.series_labels]
    return names, parts


def unknown(exhibit: Exhibit, t: Translator) -> dict[str, str]:
    """Name of each lying bar -> what stands in its place where it has no parts."""
    drawing = exhibit.drawing
    return dict(zip(exhibit.rows[drawing.label or drawing.x].astype(str), instead(exhibit.rows, t), strict=True))


def shade(steps: tuple[str, ...], place: int, count: int) -> str:
    """One of so many shades of an ordered scale, spread over it."""
    return steps[round(place * (len(steps) - 1) / max(1, count - 1))]


def ink_on(colour: str) -> str:
    """Black or white, whichever reads better on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#111111" if red * 0.299 + green * 0.587 + blue * 0.114 > 140 else "#FFFFFF"
