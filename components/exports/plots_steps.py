"""Stairs on paper."""

from components.exhibit import Exhibit
from components.exports.fonts import font
from components.exports.paper import MARGIN_IN, Paper, width_in, words
from components.exports.plots import DASHES, END_PT, TICK_PT, line_in, quiet
from components.formatting import share
from components.picture import numbers, spread, wrapped
from components.stairs import SHARE_TICKS, day_ticks, stairs
from components.text import Translator
from components.theme import LIGHT, dash

HEIGHT_IN, BELOW_IN = 3.1, 0.35


def height(exhibit: Exhibit) -> float:
    """Inches of the plot with its ticks."""
    return HEIGHT_IN


def stairs_of(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """One stair per series with its interval, named at its end."""
    drawing, lines = exhibit.drawing, stairs(exhibit)
    names = ["\n".join([*wrapped(label, 14), share(rows[drawing.y].iloc[-1], 0)]) for _, label, rows in lines]
    right = MARGIN_IN + 0.12 + max(width_in(line, END_PT) for name in names for line in name.split("\n"))
    axes = page.axes(MARGIN_IN + 0.4, right, above=0.05, below=BELOW_IN)
    quiet(axes)
    last = max(float(rows[drawing.x].max()) for _, _, rows in lines)
    axes.set_xlim(0, last * 1.01)
    axes.set_ylim(0, 1.02)
    axes.set_yticks(
        SHARE_TICKS, [share(tick, 0) for tick in SHARE_TICKS], fontproperties=font(TICK_PT), color=LIGHT.quiet_ink
    )
    at, texts = day_ticks(last, t)
    axes.set_xticks(at, texts, fontproperties=font(TICK_PT), color=LIGHT.quiet_ink)
    axes.grid(axis="y", color=LIGHT.grid, linewidth=0.8)
    for place, (_, _, rows) in enumerate(lines):
        colour, days = LIGHT.series(place), numbers(rows[drawing.x])
        low, high = numbers(rows[drawing.low]), numbers(rows[drawing.high])
        axes.fill_between(days, low, high, step="post", color=colour, alpha=0.1, linewidth=0)
        axes.step(
            days, numbers(rows[drawing.y]), where="post", color=colour, linewidth=1.8, linestyle=DASHES[dash(place)]
        )
    heights = [len(name.split("\n")) * line_in() / (HEIGHT_IN - BELOW_IN) for name in names]
    wanted = [float(rows[drawing.y].iloc[-1]) for _, _, rows in lines]
    for place, (name, y) in enumerate(zip(names, spread(wanted, heights, 0.0, 1.02), strict=True)):
        words(axes, last * 1.02, y, name, END_PT, LIGHT.series(place), va="center", linespacing=1.2)
