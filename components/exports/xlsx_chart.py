"""Excel's own chart of an exhibit, editable, drawn from the values beside it."""

import math
from typing import Any

from components.exhibit import Exhibit, Unit
from components.exports.native import LYING, drawn_lines, scale
from components.formatting import is_known, written
from components.picture import Strand, covering_ticks
from components.text import Translator
from components.theme import LIGHT, SHEET_FONT, dash

#: Kind of drawing -> Excel's chart type and subtype.
KINDS: dict[str, dict[str, str]] = {
    "line": {"type": "line"},
    "bar": {"type": "column"},
    "stacked_bar": {"type": "column", "subtype": "stacked"},
    "stacked_share": {"type": "column", "subtype": "percent_stacked"},
    "horizontal_bar": {"type": "bar"},
    "dot": {"type": "bar"},
    "tiles": {"type": "bar"},
    "ranges": {"type": "bar"},
    "intervals": {"type": "line"},
}
DASHES = {
    "solid": "solid",
    "dash": "dash",
    "dot": "round_dot",
    "dashdot": "dash_dot",
    "longdash": "long_dash",
    "longdashdot": "long_dash_dot",
}
CHART_ROWS = 21
WIDTH_PX, HEIGHT_PX, BAR_PX = 680, 380, 24
#: Small multiples: how many stand beside each other, and how many rows of the sheet each takes; Excel's own cell.
PANELS, PANEL_ROWS, ROW_PX, COLUMN_PX = 2, 12, 20, 64


def add_chart(book: Any, sheet: Any, exhibit: Exhibit, t: Translator, *, row: int, column: int) -> None:
    """Place the chart at a cell and its values below it; nothing for kinds Excel cannot draw, or without values."""
    kind = exhibit.drawing.kind
    if kind not in KINDS or exhibit.is_empty:
        return
    lines = drawn_lines(exhibit)
    step, words = scale(lines, exhibit, t)
    if exhibit.drawing.facets and len(lines) > 1:
        top = row + PANEL_ROWS * math.ceil(len(lines) / PANELS)
        _values(sheet, lines, exhibit, t, top, column, step, words)
        _panels(book, sheet, lines, exhibit, (row, column, top), step, words)
        return
    top = row + CHART_ROWS
    _values(sheet, lines, exhibit, t, top, column, step, words)
    chart = book.add_chart(KINDS[kind])
    for at, line in enumerate(lines, 1):
        chart.add_series(_series(sheet.name, line, exhibit, top, column, at, alone=len(lines) == 1))
    _dress(chart, exhibit, words, len(lines), len(lines[0].xs))
    sheet.insert_chart(row, column, chart, {"description": exhibit.finding})


def _panels(
    book: Any,
    sheet: Any,
    lines: tuple[Strand, ...],
    exhibit: Exhibit,
    at: tuple[int, int, int],
    step: float,
    words: str,
) -> None:
    """Small multiples: a chart for each line, two beside each other, all on one scale."""
    row, column, top = at
    ticks = [tick / step for tick in covering_ticks([y for line in lines for y in line.ys], exhibit)]
    across = math.ceil(WIDTH_PX / PANELS / COLUMN_PX)
    for number, line in enumerate(lines):
        chart = book.add_chart(KINDS[exhibit.drawing.kind])
        chart.add_series(_series(sheet.name, line, exhibit, top, column, number + 1, alone=True))
        _dress(chart, exhibit, words, 1, len(line.xs))
        chart.set_size({"width": WIDTH_PX // PANELS, "height": PANEL_ROWS * ROW_PX - 8})
        chart.set_title({"name": line.label, "name_font": {"name": SHEET_FONT, "size": 10}, "overlay": False})
        chart.set_y_axis(_value_axis(exhibit, words) | {"min": ticks[0], "max": ticks[-1]})
        place = row + number // PANELS * PANEL_ROWS, column + number % PANELS * across
        sheet.insert_chart(*place, chart, {"description": f"{line.label}: {exhibit.finding}"})


def _values(
    sheet: Any,
    lines: tuple[Strand, ...],
    exhibit: Exhibit,
    t: Translator,
    top: int,
    column: int,
    step: float,
    words: str,
) -> None:
    unit: Unit = exhibit.column(exhibit.drawing.x).unit
    sheet.write_string(top, column, t("export.values_drawn", unit=words))
    for number, x in enumerate(lines[0].xs, top + 2):
        sheet.write_string(number, column, written(x, unit, t.lang))
    for at, line in enumerate(lines, column + 1):
        sheet.write_string(top + 1, at, line.label)
        for number, y in enumerate(line.ys, top + 2):
            if is_known(y) and not math.isinf(y):
                sheet.write_number(number, at, y / step)


def _series(
    name: str, line: Strand, exhibit: Exhibit, top: int, column: int, at: int, *, alone: bool
) -> dict[str, Any]:
    first, last = top + 2, top + 1 + len(line.xs)
    colour = LIGHT.series(line.place) if exhibit.drawing.series or at > 1 else LIGHT.accent
    made: dict[str, Any] = {
        "name": [name, top + 1, column + at],
        "categories": [name, first, column, last, column],
        "values": [name, first, column + at, last, column + at],
    }
    if exhibit.drawing.kind in ("line", "intervals"):
        made["line"] = {"color": colour, "width": 2.25, "dash_type": "solid" if alone else DASHES[dash(line.place)]}
        hollow = {"type": "circle", "size": 7, "border": {"color": colour}, "fill": {"color": LIGHT.paper}}
        made["marker"] = {"type": "none"}
        made["points"] = [{"marker": hollow} if mark else None for mark in line.provisional]
    else:
        fill = {"color": colour}
        hatch = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": LIGHT.paper}
        made["fill"], made["gap"] = fill, 40
        made["points"] = [{"pattern": hatch} if mark else None for mark in line.provisional]
    if not any(line.provisional):
        del made["points"]
    return made


def _dress(chart: Any, exhibit: Exhibit, words: str, series: int, places: int) -> None:
    drawing = exhibit.drawing
    font = {"name": SHEET_FONT, "size": 9}
    lying = drawing.kind in LYING
    height = max(HEIGHT_PX, 90 + places * BAR_PX * min(series, 2)) if lying else HEIGHT_PX
    chart.set_size({"width": WIDTH_PX, "height": height})
    title = exhibit.title if not exhibit.is_example else f"{exhibit.title}"
    chart.set_title({"name": title, "name_font": {"name": SHEET_FONT, "size": 12}, "overlay": False})
    places_axis = {"num_font": font, "reverse": lying, "label_position": "low"}
    # Excel calls the axis of names "x" for lying bars too
    chart.set_x_axis(places_axis)
    chart.set_y_axis(_value_axis(exhibit, words))
    chart.show_blanks_as("gap")
    chart.set_legend({"none": True} if series == 1 else {"position": "bottom", "font": font})


def _value_axis(exhibit: Exhibit, words: str) -> dict[str, Any]:
    drawing, font = exhibit.drawing, {"name": SHEET_FONT, "size": 9}
    percent = drawing.kind == "stacked_share" or drawing.unit in ("share", "change", "points")
    return {
        "num_font": font,
        "name": words,
        "name_font": {**font, "bold": False},
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}},
        "num_format": "0%" if percent else "#,##0",
    }
