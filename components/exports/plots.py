"""Lines and upright bars on paper."""

import math
from typing import Any

from components.bands import HALF, are_named, bands, lanes, opacity
from components.exhibit import Exhibit
from components.exports.fonts import font, points
from components.exports.paper import MARGIN_IN, Paper, width_in, words
from components.formatting import is_known, written_short
from components.picture import (
    Strand,
    covering_ticks,
    place_texts,
    shares_of,
    spread,
    strands,
    tick_texts,
    totals,
    wrapped,
)
from components.text import Translator
from components.theme import LIGHT, dash, marker

HEIGHT_IN = 3.1
TICK_PT, END_PT = 8.5, 9.0
NAME_LETTERS = 18
#: Height of a row above the plot.
LANE_IN = 0.21
BELOW_IN, ABOVE_IN = 0.42, 0.1
HATCH = "////"
#: Names of theme's dashes and markers (plotly's) -> matplotlib's.
DASHES: dict[str, Any] = {
    "solid": "solid",
    "dash": (0, (5, 2)),
    "dot": (0, (1, 1.5)),
    "dashdot": (0, (5, 1.5, 1, 1.5)),
    "longdash": (0, (9, 3)),
    "longdashdot": (0, (9, 2, 1, 2)),
}
MARKERS = {
    "circle": "o",
    "square": "s",
    "diamond": "D",
    "triangle-up": "^",
    "x": "X",
    "cross": "P",
    "star": "*",
    "hexagon": "h",
}


def height(exhibit: Exhibit) -> float:
    """Inches of the plot with its ticks, and of the rows above it that name what went on meanwhile."""
    return HEIGHT_IN + _room_in(exhibit)


def line_in() -> float:
    """Inches that a line of a name at the end takes."""
    return points(END_PT) * 1.25 / 72


def below_in() -> float:
    """Inches below a plot for the words of its axis."""
    return BELOW_IN * points(TICK_PT) / TICK_PT


def _room_in(exhibit: Exhibit) -> float:
    drawn = strands(exhibit)
    return lanes(bands(exhibit, drawn[0].xs)) * LANE_IN if drawn else 0.0


def lines(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """One line per series, holes kept, provisional points hollow, names at the ends."""
    drawn = strands(exhibit)
    ticks = covering_ticks([y for line in drawn for y in line.ys], exhibit)
    ends = [
        (line.ys[line.last], _end(line, exhibit, t, len(drawn)), _colour(line, exhibit))
        for line in drawn
        if line.last is not None
    ]
    axes = _axes(page, drawn, exhibit, ticks, [text for _, text, _ in ends], t)
    for line in drawn:
        _line(axes, line, exhibit, alone=len(drawn) == 1)
    if exhibit.drawing.reference:
        axes.axhline(exhibit.drawing.reference[0], color=LIGHT.quiet_ink, linewidth=0.9, linestyle=":")
    _names(page, axes, ends, ticks, swatch=False)


def _line(axes: Any, line: Strand, exhibit: Exhibit, *, alone: bool) -> None:
    colour, places = _colour(line, exhibit), range(len(line.xs))
    style = DASHES["solid" if alone else dash(line.place)]
    axes.plot(places, line.ys, color=colour, linewidth=2.0, linestyle=style, solid_capstyle="round", clip_on=False)
    for at in places:
        if is_known(line.ys[at]) and (line.provisional[at] or line.stands_alone(at) or at == line.last):
            axes.plot(
                [at],
                [line.ys[at]],
                marker=MARKERS[marker(line.place)],
                markersize=5.5,
                markeredgecolor=colour,
                markeredgewidth=1.3,
                markerfacecolor=LIGHT.paper if line.provisional[at] else colour,
                clip_on=False,
                zorder=5,
            )


def _colour(line: Strand, exhibit: Exhibit) -> str:
    return LIGHT.series(line.place) if exhibit.drawing.series else LIGHT.accent


def _end(line: Strand, exhibit: Exhibit, t: Translator, number: int) -> list[str]:
    value = written_short(line.ys[line.last or 0], exhibit.drawing.unit, t.lang)
    if number == 1:
        return [value]
    named = wrapped(line.label, NAME_LETTERS)
    return [*named[:-1], f"{named[-1]} {value}"]


def bars(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """Upright bars, stacked where the kind says so, hatched where provisional, names beside the last stack."""
    drawn, kind = strands(exhibit), exhibit.drawing.kind
    stacked = kind.startswith("stacked")
    parts = shares_of(drawn) if kind == "stacked_share" else [list(line.ys) for line in drawn]
    sums = totals(drawn) if stacked else [y for line in drawn for y in line.ys]
    ticks = [0.0, 0.25, 0.5, 0.75, 1.0] if kind == "stacked_share" else covering_ticks(sums, exhibit)
    named = [wrapped(line.label, NAME_LETTERS) for line in drawn] if len(drawn) > 1 else []
    axes = _axes(page, drawn, exhibit, ticks, named, t)
    base = [0.0] * len(drawn[0].xs)
    ends = []
    last = max(line.last for line in drawn if line.last is not None)
    for place, (line, ys) in enumerate(zip(drawn, parts, strict=True)):
        width = 0.78 if stacked or len(drawn) == 1 else 0.78 / len(drawn)
        shift = 0.0 if stacked or len(drawn) == 1 else (place - (len(drawn) - 1) / 2) * width
        _bars(axes, line, ys, base if stacked else [0.0] * len(base), width, shift, exhibit)
        if named:
            size = ys[last] if is_known(ys[last]) else 0.0
            ends.append((base[last] + size / 2 if stacked else size, named[place], LIGHT.series(line.place)))
        base = [b + (y if is_known(y) else 0.0) for b, y in zip(base, ys, strict=True)]
    if exhibit.drawing.reference:
        axes.axhline(exhibit.drawing.reference[0], color=LIGHT.quiet_ink, linewidth=0.9, linestyle=":")
    _names(page, axes, ends, ticks, swatch=True)


def _bars(
    axes: Any, line: Strand, ys: list[float], base: list[float], width: float, shift: float, exhibit: Exhibit
) -> None:
    known = [at for at, y in enumerate(ys) if is_known(y)]
    own, diverging = _colour(line, exhibit), exhibit.drawing.diverging
    if not known:
        return
    axes.bar(
        [at + shift for at in known],
        [ys[at] for at in known],
        width,
        bottom=[base[at] for at in known],
        color=[(LIGHT.rise if ys[at] >= 0 else LIGHT.fall) if diverging else own for at in known],
        edgecolor=LIGHT.paper,
        linewidth=0.5,
        hatch=[HATCH if line.provisional[at] else None for at in known],
    )


def _axes(
    page: Paper, drawn: tuple[Strand, ...], exhibit: Exhibit, ticks: list[float], names: list[list[str]], t: Translator
) -> Any:
    texts = tick_texts(ticks, exhibit.drawing.unit, t.lang)
    left = MARGIN_IN + max(width_in(text, TICK_PT) for text in texts) + 0.08
    right = MARGIN_IN + max((width_in(line, END_PT) + 0.3 for name in names for line in name), default=0.0)
    axes = page.axes(left, right, above=ABOVE_IN + _room_in(exhibit), below=below_in())
    quiet(axes)
    _bands(axes, exhibit, drawn)
    axes.set_ylim(ticks[0], ticks[-1])
    axes.set_xlim(-0.6, len(drawn[0].xs) - 0.4)
    axes.set_yticks(ticks, texts, fontproperties=font(TICK_PT), color=LIGHT.quiet_ink)
    axes.grid(axis="y", color=LIGHT.grid, linewidth=0.8)
    at, texts = place_texts(drawn[0].xs, exhibit, t, most=12)
    axes.set_xticks(at, texts, fontproperties=font(TICK_PT), color=LIGHT.quiet_ink)
    axes.axhline(0 if ticks[0] <= 0 <= ticks[-1] else ticks[0], color=LIGHT.quiet_ink, linewidth=0.9, clip_on=False)
    return axes


def _bands(axes: Any, exhibit: Exhibit, drawn: tuple[Strand, ...]) -> None:
    """Light bands behind the plot; above it a bar and a name for each, an arrow where no end is told."""
    places = len(drawn[0].xs)
    found = bands(exhibit, drawn[0].xs)
    for one in found:
        low, high = one.start, one.end(places)
        if not one.is_day:
            axes.axvspan(low, high, color=LIGHT.quiet_ink, alpha=opacity(found), linewidth=0, zorder=0)
        edges = [low] if one.low > -HALF else []
        edges += [high] if not one.is_day and one.high is not None and one.high <= places - 1 + HALF else []
        for edge in edges:
            axes.axvline(edge, color=LIGHT.quiet_ink, linewidth=0.7, linestyle=":", zorder=0.5)
        per_in = 1 / (HEIGHT_IN - below_in() - ABOVE_IN)
        up = 1 + (one.lane * LANE_IN + 0.06) * per_in
        across = axes.get_xaxis_transform()
        axes.plot([low, high], [up, up], color=LIGHT.quiet_ink, linewidth=2.2, transform=across, clip_on=False)
        if one.high is None:
            # a mark, because the typeface has no arrow worth the name
            axes.plot([high], [up], marker=">", markersize=6, color=LIGHT.quiet_ink, transform=across, clip_on=False)
        text = f"{one.number} {one.label if are_named(found) else ''}".strip()
        late = low > places * 0.55
        words(
            axes, high if late else low, up + 0.03 * per_in, text, TICK_PT, LIGHT.ink, transform=across, va="bottom",
            ha="right" if late else "left",
        )  # fmt: skip


def quiet(axes: Any) -> None:
    """Axes without frame and tick marks, grid behind."""
    axes.set_facecolor(LIGHT.paper)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=5)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _names(
    page: Paper, axes: Any, ends: list[tuple[float, list[str], str]], ticks: list[float], *, swatch: bool
) -> None:
    span = ticks[-1] - ticks[0]
    per_in = span / (HEIGHT_IN - below_in() - ABOVE_IN)
    places = spread(
        [at for at, _, _ in ends],
        [len(text) * line_in() * per_in for _, text, _ in ends],
        ticks[0] - line_in() * per_in / 2,
        ticks[-1] + line_in() * per_in / 2,
    )
    for (_, text, colour), place in zip(ends, places, strict=True):
        x = 1.012 + (0.022 if swatch else 0)
        at = (place - ticks[0]) / span
        words(
            axes,
            x,
            at,
            "\n".join(text),
            END_PT,
            LIGHT.ink if swatch else colour,
            transform=axes.transAxes,
            va="center",
            linespacing=1.15,
        )
        if swatch:
            top = at + (len(text) - 1) / 2 * line_in() * per_in / span
            axes.plot([1.02], [top], marker="s", markersize=6, color=colour, transform=axes.transAxes, clip_on=False)


def known_span(values: list[float]) -> tuple[float, float]:
    """Smallest and largest known value, zero included."""
    known = [value for value in values if is_known(value) and not math.isinf(value)]
    return min([0.0, *known]), max([0.0, *known])
