"""Lying bars, heat and tables on paper."""

from typing import Any

from components.exhibit import Exhibit
from components.exports.fonts import font, points
from components.exports.paper import MARGIN_IN, Paper, width_in, words
from components.exports.plots import END_PT, TICK_PT, known_span, quiet
from components.exports.tables import shown_rows
from components.formatting import is_known, written_short
from components.picture import (
    NUMERIC,
    beside_values,
    drawn_rows,
    heat_cells,
    marks,
    numbers,
    span_values,
    thinned,
    tick_texts,
    value_ticks,
    wrapped,
)
from components.text import Translator
from components.theme import LIGHT
from components.withheld import instead

ROW_IN = 0.3
CELL_IN = 0.34
SCALE_IN = 0.55
TABLE_ROW_IN, TABLE_PT, TABLE_GAP_IN = 0.25, 8.0, 0.14
MOST_TABLE_ROWS = 30
SIGN_PT = 6.0
LEGEND_IN = 0.3
LYING_LETTERS, HEAD_LETTERS = 28, 12


def height(exhibit: Exhibit) -> float:
    """Inches: a row each, and the legend of the second mark."""
    return 0.15 + ROW_IN * len(drawn_rows(exhibit)) + (LEGEND_IN if beside_values(exhibit) else 0)


def bars(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """One bar or dot per row, its value at its end, the second value as a mark across."""
    drawing, rows = exhibit.drawing, drawn_rows(exhibit)
    values = numbers(rows[drawing.y])
    beside = beside_values(exhibit)
    names = ["\n".join(wrapped(str(name), LYING_LETTERS)) for name in rows[drawing.label or drawing.x]]
    left = MARGIN_IN + 0.1 + max(width_in(line, TICK_PT) for name in names for line in name.split("\n"))
    axes = page.axes(left, MARGIN_IN, above=0.02, below=0.05 + (LEGEND_IN if beside else 0))
    quiet(axes)
    spans = span_values(exhibit)
    for at, ends in enumerate(spans):
        axes.plot(list(ends), [at, at], color=LIGHT.missing, linewidth=6, solid_capstyle="round")
    low, high = known_span(values + beside + [end for ends in spans for end in ends])
    span = (high - low) or 1.0
    axes.set_xlim(low - (span * 0.16 if low < 0 else 0), high + (span * 0.16 if high > 0 or low == 0 else 0))
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_yticks(range(len(names)), names, fontproperties=font(TICK_PT), color=LIGHT.ink, linespacing=1.2)
    axes.set_xticks([])
    axes.axvline(0, color=LIGHT.quiet_ink, linewidth=0.9)
    unknown = instead(drawn_rows(exhibit), t)
    for at, value in enumerate(values):
        mark, reach = beside[at] if beside else None, spans[at] if spans else None
        _row(axes, at, value, mark, exhibit, t, span, reach, unknown[at])
    if beside:
        _legend(page, exhibit, left)


def _row(
    axes: Any,
    at: int,
    value: float,
    mark: float | None,
    exhibit: Exhibit,
    t: Translator,
    span: float,
    reach: tuple[float, float] | None,
    unknown: str,
) -> None:
    drawing, known = exhibit.drawing, is_known(value)
    falls = known and value < 0
    colour = (LIGHT.fall if falls else LIGHT.rise) if drawing.diverging else LIGHT.accent
    if known and drawing.kind == "dot":
        axes.plot([value], [at], marker="o", markersize=7, color=colour)
    elif known:
        axes.barh(at, value, 0.66, color=colour)
    ends = [0.0, *([value] if known else []), *([mark] if mark is not None and is_known(mark) else [])]
    if mark is not None and is_known(mark):
        axes.plot([mark, mark], [at - 0.42, at + 0.42], color=LIGHT.mark, linewidth=2.4, solid_capstyle="butt")
    text = written_short(value, drawing.unit, t.lang) if known else unknown
    if known and reach and all(map(is_known, reach)):
        ends.append(reach[1])
        text += " ({}–{})".format(*(written_short(end, drawing.unit, t.lang) for end in reach))
    x = min(ends) - span * 0.012 if falls else max(ends) + span * 0.012
    words(
        axes, x, at, text, END_PT, LIGHT.ink if known else LIGHT.quiet_ink, va="center", ha="right" if falls else "left"
    )


def _legend(page: Paper, exhibit: Exhibit, left: float) -> None:
    from matplotlib.lines import Line2D

    y = 1 - (page.bottom - LEGEND_IN / 2) / page.height
    label = exhibit.column(exhibit.drawing.y).label
    x, step = left / page.width, 0.16 * points(END_PT) / END_PT / page.width
    colour = LIGHT.accent
    words(page.figure, x, y, "■", END_PT, colour, va="center")
    words(page.figure, x + step, y, label, END_PT, LIGHT.ink, va="center")
    beside = x + step + (width_in(label, END_PT) + 0.3) / page.width
    half = 0.085 / page.height
    page.figure.add_artist(
        Line2D([beside, beside], [y - half, y + half], color=LIGHT.mark, linewidth=2.4, solid_capstyle="butt")
    )
    words(page.figure, beside + step * 0.6, y, exhibit.drawing.beside_label, END_PT, LIGHT.ink, va="center")


def heat_height(exhibit: Exhibit) -> float:
    """Inches: a row per place of the vertical axis, and the scale."""
    return 0.35 + CELL_IN * int(exhibit.rows[exhibit.drawing.y].nunique()) + SCALE_IN


def heat(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """Cells by colour, grey where not known, the scale below."""
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    columns, rows, cells = heat_cells(exhibit, t)
    known = [cell for row in cells for cell in row if is_known(cell)]
    ticks = value_ticks(min(known), max(known), most=4)
    colours = LinearSegmentedColormap.from_list("sequential", list(LIGHT.sequential))
    norm = Normalize(ticks[0], ticks[-1])
    left = MARGIN_IN + 0.1 + max(width_in(row, TICK_PT) for row in rows)
    axes = page.axes(left, MARGIN_IN, above=0.02, below=0.28 + SCALE_IN)
    quiet(axes)
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            colour = colours(norm(cell)) if is_known(cell) else LIGHT.missing
            axes.bar(x, 0.94, 0.95, bottom=y - 0.47, color=colour, linewidth=0)
    wide = (page.width - left - MARGIN_IN) / len(columns)
    signs, strong = marks(exhibit), (ticks[0] + ticks[-1]) / 2
    for y, side in enumerate(rows):
        for x, head in enumerate(columns):
            ink = LIGHT.paper if is_known(cells[y][x]) and cells[y][x] > strong else LIGHT.ink
            sign = signs.get((head, side), "")
            if width_in(sign, SIGN_PT) > wide:
                continue
            words(axes, x, y, sign, SIGN_PT, ink, ha="center", va="center")
    axes.set_xlim(-0.5, len(columns) - 0.5)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    shown = thinned(columns)
    heads = [columns[at] for at in shown]
    axes.set_xticks(shown, heads, fontproperties=font(TICK_PT), color=LIGHT.quiet_ink)
    axes.set_yticks(range(len(rows)), rows, fontproperties=font(TICK_PT), color=LIGHT.quiet_ink)
    scale = page.figure.add_axes((left / page.width, 1 - (page.bottom - 0.3) / page.height, 0.5, 0.09 / page.height))
    quiet(scale)
    scale.imshow([[at / 255 for at in range(256)]], aspect="auto", cmap=colours, extent=(ticks[0], ticks[-1], 0, 1))
    scale.set_yticks([])
    scale.set_xticks(
        ticks, tick_texts(ticks, exhibit.drawing.unit, t.lang), fontproperties=font(TICK_PT), color=LIGHT.quiet_ink
    )


def table_height(exhibit: Exhibit) -> float:
    """Inches: a head of two lines and the rows that are shown."""
    return TABLE_ROW_IN * (min(len(exhibit.rows), MOST_TABLE_ROWS) + 2.2)


def table(page: Paper, exhibit: Exhibit, t: Translator) -> None:
    """The first rows as they read, in one size that lets all columns stand; how many more there are is said below."""
    rows = shown_rows(exhibit, t)
    heads = ["\n".join(wrapped(column.label, HEAD_LETTERS)) for column in exhibit.columns]
    needed = [_needed(head, [row[at] for row in rows[:MOST_TABLE_ROWS]]) for at, head in enumerate(heads)]
    scale = min(1.0, (page.width - 2 * MARGIN_IN) / sum(needed))
    edges = [MARGIN_IN + sum(needed[:at]) * scale for at in range(len(needed) + 1)]
    right = [column.unit in NUMERIC for column in exhibit.columns]
    size = TABLE_PT * scale
    _table_row(page, heads, page.top + TABLE_ROW_IN * 0.6, edges, right, size, bold=True)
    for at, row in enumerate(rows[:MOST_TABLE_ROWS]):
        _table_row(page, row, page.top + TABLE_ROW_IN * (at + 1.7), edges, right, size, bold=False)
    if len(rows) > MOST_TABLE_ROWS:
        more = t("export.rest_of_rows", number=len(rows) - MOST_TABLE_ROWS)
        y = 1 - (page.bottom - TABLE_ROW_IN * 0.3) / page.height
        words(page.figure, MARGIN_IN / page.width, y, more, TABLE_PT, LIGHT.quiet_ink, va="center")


def _needed(head: str, cells: list[str]) -> float:
    """Inches a column takes at the full size, with the gap after it."""
    return TABLE_GAP_IN + max(width_in(text, TABLE_PT) for text in [*head.split("\n"), *cells])


def _table_row(
    page: Paper, cells: list[str], middle: float, edges: list[float], right: list[bool], size: float, *, bold: bool
) -> None:
    gap = TABLE_GAP_IN * size / TABLE_PT
    for at, text in enumerate(cells):
        x = (edges[at + 1] - gap if right[at] else edges[at]) / page.width
        side = "right" if right[at] else "left"
        y = 1 - middle / page.height
        words(page.figure, x, y, text, size, LIGHT.ink, bold=bold, va="center", ha=side, linespacing=1.15)
