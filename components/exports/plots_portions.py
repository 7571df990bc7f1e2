"""Lying bars divided into their parts, on paper."""

from components.exhibit import Exhibit
from components.exports.fonts import font, points
from components.exports.paper import MARGIN_IN, Paper, width_in, words
from components.exports.plots import END_PT, TICK_PT, quiet
from components.formatting import is_known, share
from components.picture import wrapped
from components.portions import SMALLEST_NAMED, ink_on, portions, shade, unknown
from components.text import Translator
from components.theme import LIGHT

ROW_IN, LEGEND_IN = 0.3, 0.32


def height(exhibit: Exhibit) -> float:
    """Inches: a row each, and the legend."""
    return 0.1 + ROW_IN * len(portions(exhibit)[0]) + LEGEND_IN


def bars(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """One bar per name, its parts from the left; their names below."""
    names, parts = portions(exhibit)
    told = ["\n".join(wrapped(name, 28)) for name in names]
    left = MARGIN_IN + 0.1 + max(width_in(line, TICK_PT) for name in told for line in name.split("\n"))
    axes = page.axes(left, MARGIN_IN, above=0.02, below=0.05 + LEGEND_IN)
    quiet(axes)
    axes.set_xlim(0, 1)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_xticks([])
    axes.set_yticks(range(len(names)), told, fontproperties=font(TICK_PT), color=LIGHT.ink, linespacing=1.2)
    x, y = left / page.width, 1 - (page.bottom - LEGEND_IN / 2) / page.height
    begins = [0.0] * len(names)
    for place, (label, shares) in enumerate(parts):
        colour = shade(LIGHT.sequential, place, len(parts))
        for at, value in enumerate(shares):
            if not is_known(value):
                continue
            axes.barh(at, value, 0.7, left=begins[at], color=colour, edgecolor=LIGHT.paper, linewidth=0.8)
            if value >= SMALLEST_NAMED:
                words(
                    axes, begins[at] + value / 2, at, share(value, 0), TICK_PT, ink_on(colour), va="center", ha="center"
                )
            begins[at] += value
        words(page.figure, x, y, "■", END_PT, colour, va="center")
        words(page.figure, x + 0.16 * points(END_PT) / END_PT / page.width, y, label, END_PT, LIGHT.ink, va="center")
        x += (width_in(label, END_PT) + 0.4) / page.width
    for at, said in enumerate(map(unknown(exhibit, t).get, names)):
        if not any(is_known(shares[at]) for _, shares in parts):
            words(axes, 0.01, at, str(said), END_PT, LIGHT.quiet_ink, va="center")
