"""Markets on the spread of their group, on paper."""

from typing import Any

import numpy as np

from components.exhibit import Exhibit
from components.exports.fonts import font
from components.exports.paper import MARGIN_IN, Paper, words
from components.exports.plots import END_PT, MARKERS, TICK_PT, quiet
from components.formatting import is_known, written_short
from components.picture import covering_ticks, numbers, tick_texts
from components.text import Translator
from components.theme import LIGHT, marker

LANE_IN, TICKS_IN = 0.55, 0.35


def height(exhibit: Exhibit) -> float:
    """Inches: a lane for each market that is looked at, and the scale."""
    lanes = sum(bool(name) for name in exhibit.rows[exhibit.drawing.series])
    return LANE_IN * max(lanes, 1) + TICKS_IN


def lanes(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """A lane each: range, middle half, median and members of the group; the market's dot; name and value above."""
    drawing, rows = exhibit.drawing, exhibit.rows
    values = numbers(rows[drawing.y])
    shown = [(str(name), value) for name, value in zip(rows[drawing.series], values, strict=True) if name]
    known = [value for value in values if is_known(value)]
    axes = page.axes(MARGIN_IN + 0.15, MARGIN_IN + 0.25, above=0.02, below=TICKS_IN)
    quiet(axes)
    ticks = covering_ticks(values, exhibit)
    axes.set_xlim(ticks[0], ticks[-1])
    axes.set_ylim(len(shown) - 0.5, -0.7)
    axes.set_yticks([])
    texts = tick_texts(ticks, drawing.unit, t.lang)
    axes.set_xticks(ticks, texts, fontproperties=font(TICK_PT), color=LIGHT.quiet_ink)
    axes.grid(axis="x", color=LIGHT.grid, linewidth=0.8)
    for at, (name, value) in enumerate(shown):
        _lane(axes, at, known)
        said = written_short(value, drawing.unit, t.lang) if is_known(value) else t("product.not_known")
        colour = LIGHT.series(at)
        if is_known(value):
            axes.plot([value], [at], marker=MARKERS[marker(at)], markersize=9, color=colour, clip_on=False, zorder=6)
        words(axes, ticks[0], at - 0.42, f"{name}  {said}", END_PT, colour, va="center")


def _lane(axes: Any, at: int, known: list[float]) -> None:
    if not known:
        return
    low, first, middle, third, high = np.quantile(known, [0, 0.25, 0.5, 0.75, 1])
    axes.plot([low, high], [at, at], color=LIGHT.missing, linewidth=1.6, clip_on=False)
    axes.plot([first, third], [at, at], color=LIGHT.missing, linewidth=7, solid_capstyle="butt", clip_on=False)
    axes.plot([middle, middle], [at - 0.17, at + 0.17], color=LIGHT.mark, linewidth=1.6, clip_on=False)
    axes.plot(known, [at] * len(known), "o", markersize=3, color=LIGHT.quiet_ink, alpha=0.65, clip_on=False)
