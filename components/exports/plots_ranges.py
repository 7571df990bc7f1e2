"""Ranges by name, and points with their intervals, on paper."""

from components.exhibit import Exhibit
from components.exports.fonts import font, points
from components.exports.paper import MARGIN_IN, Paper, width_in, words
from components.exports.plots import END_PT, MARKERS, TICK_PT, below_in, quiet
from components.formatting import is_known
from components.picture import place_texts, strands, tick_texts, wrapped
from components.ranges import bounds, on_scale, range_words, ranges, scale_ticks, words_begin
from components.text import Translator
from components.theme import LIGHT, marker

ROW_IN, LINE_IN, NAME_LETTERS, WORDS_LETTERS = 0.3, 0.17, 28, 84
HEIGHT_IN, LEGEND_IN = 3.2, 0.3


def height(exhibit: Exhibit) -> float:
    """Inches: a bar each, the words below it, and its name."""
    return 0.2 + sum(_row_in(one.name, one.instead) for one in ranges(exhibit))


def _row_in(name: str, instead: str) -> float:
    lines = max(1, len(wrapped(instead, WORDS_LETTERS)))
    line = LINE_IN * points(END_PT) / END_PT
    return max(ROW_IN + line * lines + 0.06, line * len(wrapped(name, NAME_LETTERS)) + 0.12)


def lying(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """One bar each: sure is solid, possible is light, the best guess a line across; numbers below."""
    told = ranges(exhibit)
    names = ["\n".join(wrapped(one.name, NAME_LETTERS)) for one in told]
    left = MARGIN_IN + 0.1 + max(width_in(line, TICK_PT) for name in names for line in name.split("\n"))
    axes = page.axes(left, MARGIN_IN, above=0.02, below=0.05)
    quiet(axes)
    heights = [_row_in(one.name, one.instead) for one in told]
    tops = [sum(heights[:at]) for at in range(len(heights))]
    middles = [top + ROW_IN / 2 for top in tops]
    ends = [0.0, *(end for one in told for end in (one.value, one.low, one.high) if is_known(end))]
    span = (max(ends) - min(ends)) or 1.0
    low = min(ends) - (span * 0.03 if min(ends) < 0 else 0.0)
    axes.set_xlim(low, max(ends) + span * 0.03)
    start = words_begin(low, max(ends))
    axes.set_ylim(sum(heights), -0.04)
    axes.set_yticks(middles, names, fontproperties=font(TICK_PT), color=LIGHT.ink, linespacing=1.2)
    axes.set_xticks([])
    axes.axvline(0, color=LIGHT.quiet_ink, linewidth=0.9)
    for one, middle, top in zip(told, middles, tops, strict=True):
        for part, strength in ((one.sure, 1.0), (one.possible, 0.32)):
            if part is not None:
                axes.barh(middle, part[1] - part[0], ROW_IN * 0.62, left=part[0], color=LIGHT.accent, alpha=strength)
        if is_known(one.value):
            reach = [middle - ROW_IN * 0.4, middle + ROW_IN * 0.4]
            axes.plot([one.value] * 2, reach, color=LIGHT.mark, linewidth=2.4, solid_capstyle="butt")
        said = "\n".join(wrapped(range_words(one, exhibit.drawing.unit, t), WORDS_LETTERS))
        colour = LIGHT.ink if one.is_known else LIGHT.quiet_ink
        words(axes, start, top + ROW_IN - 0.02, said, END_PT, colour, va="top", linespacing=1.2)


def intervals_height(exhibit: Exhibit) -> float:
    """Inches of the plot with its ticks and legend."""
    return HEIGHT_IN + LEGEND_IN


def intervals(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """One dot per place with its interval, stretches of time by colour and shape."""
    drawn = strands(exhibit)
    unit = exhibit.drawing.unit
    ticks = scale_ticks([end for line in drawn for ends in bounds(line, exhibit) for end in ends], exhibit)
    texts = tick_texts(ticks, exhibit.drawing.unit, t.lang)
    left = MARGIN_IN + max(width_in(text, TICK_PT) for text in texts) + 0.08
    axes = page.axes(left, MARGIN_IN, above=0.1, below=below_in() + LEGEND_IN)
    quiet(axes)
    marked = [on_scale(tick, unit) for tick in ticks]
    axes.set_ylim(marked[0], marked[-1])
    axes.set_xlim(-0.6, len(drawn[0].xs) - 0.4)
    axes.set_yticks(marked, texts, fontproperties=font(TICK_PT), color=LIGHT.quiet_ink)
    axes.grid(axis="y", color=LIGHT.grid, linewidth=0.8)
    at, places = place_texts(drawn[0].xs, exhibit, t, most=12)
    axes.set_xticks(at, places, fontproperties=font(TICK_PT), color=LIGHT.quiet_ink)
    if exhibit.drawing.reference:
        axes.axhline(on_scale(exhibit.drawing.reference[0], unit), color=LIGHT.quiet_ink, linewidth=0.9, linestyle=":")
    x = 0.0
    for line in drawn:
        colour, shape = LIGHT.series(line.place), MARKERS[marker(line.place)]
        for place, (y, (low, high)) in enumerate(zip(line.ys, bounds(line, exhibit), strict=True)):
            if is_known(low) and is_known(high):
                axes.plot([place] * 2, [on_scale(low, unit), on_scale(high, unit)], color=colour, linewidth=1.5)
            if is_known(y):
                axes.plot([place], [on_scale(y, unit)], marker=shape, markersize=5, color=colour, linestyle="none")
        below = -(below_in() + 0.14) / (HEIGHT_IN - below_in() - 0.1)
        axes.plot(
            [x + 0.01], [below], marker=shape, color=colour, transform=axes.transAxes, clip_on=False, markersize=5
        )
        words(axes, x + 0.025, below, line.label, END_PT, LIGHT.ink, transform=axes.transAxes, va="center")
        x += 0.06 + width_in(line.label, END_PT) / 6.5
