"""Regions on paper, classed as on the screen: the owned tiles; and what all maps on paper share."""

from pathlib import Path
from typing import Any

import components.maps
from components.exhibit import Exhibit
from components.exports.paper import MARGIN_IN, Paper, words
from components.exports.plots import quiet
from components.formatting import is_known, written_short
from components.maps.classes import Classes, ink_on
from components.maps.layout import Level, Tile, tile_of
from components.maps.layout import tiles as all_tiles
from components.maps.measure import ADDITIVE, Measure, headed
from components.picture import numbers
from components.text import Translator
from components.theme import LIGHT

OUTLINE = Path(components.maps.__file__).parent / "static" / "outline_sido.geojson"
HEIGHT_IN, SIDO_HEIGHT_IN, LEAST_IN = 7.2, 5.4, 3.4
#: Degrees shown at least in both directions: one market alone is shown with its surroundings.
NARROWEST = 0.4
#: One degree of longitude at 36.5 degrees north is 0.8 as long as one of latitude.
ASPECT = 1.24
#: Ratio -> the column below its line, by which the districts of one tile are weighted.
BASES = {
    "digital_share": "amount_krw",
    "foreign_share": "foreign_base_amount_krw",
    "change_share": "matched_previous_amount_krw",
    "per_store_krw": "store_count",
}
LARGEST_PT, SMALLEST_PT = 15.0, 4.5
LEGEND_PT = 8.5


def height(exhibit: Exhibit) -> float:
    """Inches of the map, by the level of its tiles."""
    return SIDO_HEIGHT_IN if _level(exhibit) == "sido" else HEIGHT_IN


def _level(exhibit: Exhibit) -> Level:
    return "sido" if all(len(str(code)) <= 2 for code in exhibit.rows[exhibit.drawing.x]) else "sigungu"


def classes_of(exhibit: Exhibit, values: list[float]) -> Classes:
    column = exhibit.column(exhibit.drawing.drawn)
    return Measure(column.name, column.label, exhibit.drawing.unit).classes([v for v in values if is_known(v)], LIGHT)


def tiles(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """One tile per region; regions without a value are hatched."""
    level = _level(exhibit)
    found = _tile_values(exhibit, level)
    classes = classes_of(exhibit, list(found.values()))
    sido = exhibit.choice.sido
    shown = [tile for tile in all_tiles(level) if sido is None or tile.sido_code == sido] or list(all_tiles(level))
    axes = axes_of(page)
    axes.set_aspect("equal")
    for tile in shown:
        _tile(axes, tile, found.get(tile.code), classes, exhibit, t, few=len(shown) < 60, bare=page.is_wide)
    axes.autoscale_view()
    legend(axes, classes, exhibit, t, hatched=True, beside=page.is_wide)


def _tile_values(exhibit: Exhibit, level: Level) -> dict[str, float]:
    """Value of each tile: the districts of a city added up, or for a ratio their mean weighted by what it is a
    ratio of."""
    drawing, rows, places = exhibit.drawing, exhibit.rows, tile_of(level)
    values = numbers(rows[drawing.y])
    weights = [1.0] * len(values)
    if drawing.unit not in ADDITIVE or drawing.y in BASES:
        base = BASES.get(drawing.y, "")
        weights = numbers(rows[base]) if base in rows.columns else weights
    over: dict[str, float] = {}
    under: dict[str, float] = {}
    for code, value, weight in zip(rows[drawing.x].astype(str), values, weights, strict=True):
        if code in places and is_known(value) and is_known(weight):
            tile = places[code].code
            over[tile] = over.get(tile, 0.0) + value * weight
            under[tile] = under.get(tile, 0.0) + weight
    if drawing.unit in ADDITIVE and drawing.y not in BASES:
        return over
    return {tile: over[tile] / weight for tile, weight in under.items() if weight}


def axes_of(page: Paper) -> Any:
    axes = page.axes(MARGIN_IN, MARGIN_IN)
    quiet(axes)
    axes.set_xticks([])
    axes.set_yticks([])
    return axes


def _tile(
    axes: Any,
    tile: Tile,
    value: float | None,
    classes: Classes,
    exhibit: Exhibit,
    t: Translator,
    *,
    few: bool,
    bare: bool,
) -> None:
    from matplotlib.patches import Polygon

    position = classes.position(value)
    colour = LIGHT.grid if position is None else classes.colours[position]
    hatch = "////" if position is None else None
    edge = LIGHT.missing if position is None else LIGHT.paper
    axes.add_patch(
        Polygon(tile.corners(0.95), closed=True, facecolor=colour, edgecolor=edge, hatch=hatch, linewidth=0.6)
    )
    x, y = tile.centre
    text = tile.labels[t.lang]
    if tile.level == "sido" or few:
        text = f"{text}\n{written_short(value, exhibit.drawing.unit, t.lang)}"
    elif t.lang != "ko" or bare:
        text = ""  # does not fit; cut, Jongno and Jongnang would be the same
    ink = LIGHT.ink if position is None else ink_on(colour)
    words(axes, x, y, text, 8.0 if few else 4.6, ink, ha="center", va="center", linespacing=1.15)


def legend(axes: Any, classes: Classes, exhibit: Exhibit, t: Translator, *, hatched: bool, beside: bool) -> None:
    from matplotlib.patches import Patch

    from components.exports.fonts import font

    shown = [
        Patch(facecolor=c, edgecolor=LIGHT.quiet_ink, linewidth=0.4) for c in classes.colours[: len(classes.upper_ends)]
    ]
    texts = classes.ranges(t.lang)
    missing: dict[str, Any] = (
        {"facecolor": LIGHT.grid, "edgecolor": LIGHT.missing, "hatch": "////"}
        if hatched
        else {"facecolor": LIGHT.paper, "edgecolor": LIGHT.quiet_ink}
    )
    legend = axes.legend(
        [*shown, Patch(linewidth=0.5, **missing)],
        [*texts, t("product.not_known")],
        # beside the map where there is room, else over its emptiest corner
        loc="lower left" if beside else "lower right",
        bbox_to_anchor=(1.02, 0.0) if beside else None,
        frameon=True,
        framealpha=0.92,
        facecolor=LIGHT.paper,
        edgecolor=LIGHT.grid,
        prop=font(LEGEND_PT),
        title=headed(exhibit.column(exhibit.drawing.drawn).label, classes.unit, t),
        title_fontproperties=font(LEGEND_PT, bold=True),
        labelcolor=LIGHT.ink,
    )
    legend.set_zorder(6)
