"""Markets on paper where they lie, over the provinces; few of them with their names."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import components.maps
from components.exhibit import Exhibit
from components.exports.fonts import points as letters
from components.exports.paper import MARGIN_IN, WIDTH_IN, Paper, width_in, words
from components.exports.plots_map import HEIGHT_IN, axes_of, classes_of, legend
from components.formatting import is_known, written_short
from components.picture import numbers, spread
from components.text import Translator
from components.theme import LIGHT

OUTLINE = Path(components.maps.__file__).parent / "static" / "outline_sido.geojson"
LEAST_IN = 3.4
#: Degrees shown at least in both directions: one market alone is shown with its surroundings.
NARROWEST = 0.4
#: One degree of longitude at 36.5 degrees north is 0.8 as long as one of latitude.
ASPECT = 1.24
#: What of the land round the markets is shown beside them.
ROUND = 1.24
#: The whole province is shown when it is no wider than so many times what lies between its markets.
WHOLE_PROVINCE = 2.6
LARGEST_PT, SMALLEST_PT = 15.0, 4.5
#: So few markets have room for larger circles and their names.
FEW, FEW_TIMES, NAME_PT, NAME_GAP_IN = 12, 1.7, 8.5, 0.08
Box = tuple[float, float, float, float]


def height(exhibit: Exhibit) -> float:
    """Inches, by how far north to south they lie."""
    left, right, low, high = _bounds(exhibit)
    wanted = (WIDTH_IN - 2 * MARGIN_IN) * (high - low) * ASPECT / (right - left)
    return min(HEIGHT_IN, max(LEAST_IN, wanted))


def points(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """Coloured by class, as large as their amount; grey and hollow where nothing is known."""
    drawing, rows = exhibit.drawing, exhibit.rows
    values, sizes = numbers(rows[drawing.value]), numbers(rows[drawing.size or drawing.value])
    if not any(is_known(size) for size in sizes):
        # where no amount is known, what the colour says is told by the size too
        sizes = values
    xs, ys = numbers(rows[drawing.x]), numbers(rows[drawing.y])
    placed = [at for at in range(len(xs)) if is_known(xs[at]) and is_known(ys[at])]
    classes = classes_of(exhibit, values)
    largest = max((abs(size) for size in sizes if is_known(size)), default=0.0) or 1.0
    is_few = len(placed) <= FEW
    # a wide page is shown smaller
    times = (FEW_TIMES if is_few else 1.0) * page.width / WIDTH_IN
    axes = axes_of(page)
    axes.set_aspect(ASPECT)
    _outline(axes)
    # the largest at the back; all in one go, for each alone took ten times as long
    order = sorted(placed, key=lambda at: -abs(sizes[at]) if is_known(sizes[at]) else 0.0)
    positions = [classes.position(values[at]) for at in order]
    shares = [abs(sizes[at]) / largest if is_known(sizes[at]) else 0.0 for at in order]
    axes.scatter(
        [xs[at] for at in order],
        [ys[at] for at in order],
        s=[(max(SMALLEST_PT, LARGEST_PT * share**0.5) * times) ** 2 for share in shares],
        linewidths=0.9 if is_few else 0.4,
        alpha=0.9,
        # pale circles on the pale land are seen by their edge
        edgecolors=[LIGHT.paper if is_few and one is not None else LIGHT.quiet_ink for one in positions],
        facecolors=[LIGHT.paper if one is None else classes.colours[one] for one in positions],
        zorder=4,
    )
    left, right, low, high = _fitted(axes, _bounds(exhibit), more=page.is_wide)
    axes.set_xlim(left, right)
    axes.set_ylim(low, high)
    legend(axes, classes, exhibit, t, hatched=False, beside=False)
    if is_few:
        told = [(xs[at], ys[at], _name(exhibit, at, values[at], t)) for at in placed]
        _names(axes, told, LARGEST_PT * times / 2 / 72 + NAME_GAP_IN)


def _name(exhibit: Exhibit, at: int, value: float, t: Translator) -> str:
    name = str(exhibit.rows[exhibit.drawing.label].iloc[at]) if exhibit.drawing.label else ""
    return f"{name} {written_short(value, exhibit.drawing.unit, t.lang)}".strip()


def _names(axes: Any, told: list[tuple[float, float, str]], beside_in: float) -> None:
    """Names so far beside the circles, towards the middle of the map, a line from each; pushed apart where they touch.

    Names on one side stand in one column, so that lines of neighbours do not cross.
    """
    left, right = axes.get_xlim()
    low, high = axes.get_ylim()
    box = axes.get_window_extent()
    per_x, per_y = (right - left) / box.width * axes.figure.dpi, (high - low) / box.height * axes.figure.dpi
    line = letters(NAME_PT) * 1.5 / 72 * per_y
    for to_right in (True, False):
        side = [one for one in told if (one[0] < (left + right) / 2) == to_right]
        heights = spread([y for _, y, _ in side], [line] * len(side), low + line, high - line)
        for (x, y, text), beside in zip(side, heights, strict=True):
            room = (right - x if to_right else x - left) / per_x - 2 * beside_in
            inwards = to_right if width_in(text, NAME_PT) <= room else not to_right
            at = x + beside_in * per_x * (1 if inwards else -1)
            axes.plot([x, at], [y, beside], color=LIGHT.quiet_ink, linewidth=0.7, zorder=3)
            words(axes, at, beside, text, NAME_PT, LIGHT.ink, ha="left" if inwards else "right", va="center", zorder=5)


def _bounds(exhibit: Exhibit) -> Box:
    """West, east, south and north of the markets with some land round them; of one province all of it, unless its
    markets lie in a small part."""
    rows = exhibit.rows
    told = zip(numbers(rows[exhibit.drawing.x]), numbers(rows[exhibit.drawing.y]), strict=True)
    places = [(x, y) for x, y in told if is_known(x) and is_known(y)]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    wide, high = max(max(xs) - min(xs), NARROWEST), max(max(ys) - min(ys), NARROWEST)
    land = [ring for ring, box in zip(_rings(), _boxes(), strict=True) if _holds_any(ring, box, places)]
    if len(land) == 1:
        west, south = (min(point[at] for point in land[0]) for at in (0, 1))
        east, north = (max(point[at] for point in land[0]) for at in (0, 1))
        if max((east - west) / wide, (north - south) / high) <= WHOLE_PROVINCE:
            xs, ys = [*xs, west, east], [*ys, south, north]
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
    x, y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return x - wide * ROUND / 2, x + wide * ROUND / 2, y - high * ROUND / 2, y + high * ROUND / 2


def _fitted(axes: Any, bounds: Box, *, more: bool) -> Box:
    """On a wide page more of the land beside the markets, with room for the legend over it."""
    left, right, low, high = bounds
    if more:
        box = axes.get_window_extent()
        beside = max(((high - low) * ASPECT * box.width / box.height - (right - left)) / 2, 0.0)
        left, right = left - beside, right + beside
    return left, right, low, high


def _holds_any(ring: list[tuple[float, float]], box: Box, places: list[tuple[float, float]]) -> bool:
    """Whether any of the points lies in a ring."""
    west, east, south, north = box
    return any(west <= x <= east and south <= y <= north and _holds(ring, x, y) for x, y in places)


def _holds(ring: list[tuple[float, float]], x: float, y: float) -> bool:
    """Whether a point lies in a ring: by how often a line from it crosses the ring."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


@cache
def _rings() -> list[list[tuple[float, float]]]:
    shapes = json.loads(OUTLINE.read_text("utf-8"))["features"]
    polygons: list[Any] = []
    for shape in shapes:
        geometry = shape["geometry"]
        polygons += geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(float(x), float(y)) for x, y in polygon[0]] for polygon in polygons]


@cache
def _boxes() -> list[Box]:
    """West, east, south and north of every ring."""
    sides = [([x for x, _ in ring], [y for _, y in ring]) for ring in _rings()]
    return [(min(xs), max(xs), min(ys), max(ys)) for xs, ys in sides]


def _outline(axes: Any) -> None:
    from matplotlib.collections import PolyCollection

    axes.add_collection(PolyCollection(_rings(), facecolor=LIGHT.grid, edgecolor=LIGHT.paper, linewidth=0.9, zorder=1))
