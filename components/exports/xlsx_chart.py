"""Excel's own chart of an exhibit, editable, drawn from the values beside it."""

import math
from typing import Any

from components.exhibit import Exhibit
from components.exports.native import LYING, ValueAxis, drawn_lines, place_names, scale, value_axis
from components.exports.tables import squares
from components.formatting import is_known
from components.picture import Strand, covering_ticks, numbers
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
#: Rows are at least so tall, in whatever program: the values stand below the picture.
LEAST_ROW_PX, MOST_LABELS = 16, 18
WIDTH_PX, HEIGHT_PX, BAR_PX = 680, 380, 24
#: Width of a column of the values, and of a Hangul letter in it.
LEAST_WIDE, MOST_WIDE, SIGN = 12.0, 30.0, 1.8
#: Small multiples: how many stand beside each other, and how many rows of the sheet each takes; Excel's own cell.
PANELS, PANEL_ROWS, ROW_PX, COLUMN_PX = 2, 12, 20, 64


def add_chart(book: Any, sheet: Any, exhibit: Exhibit, t: Translator, *, row: int, column: int) -> bool:
    """Place the chart at a cell and its values below it; nothing for kinds Excel cannot draw, or without values.

    Returns: whether it was placed."""
    kind = exhibit.drawing.kind
    if kind not in KINDS or exhibit.is_empty:
        return False
    lines = drawn_lines(exhibit)
    step, words = scale(lines, exhibit, t)
    axis = value_axis(lines, exhibit, step)
    if exhibit.drawing.facets and len(lines) > 1:
        top = row + PANEL_ROWS * math.ceil(len(lines) / PANELS)
        _values(book, sheet, lines, exhibit, t, (top, column), step, words)
        _panels(book, sheet, lines, exhibit, (row, column, top), step, words)
        return True
    top = row + math.ceil((_height(exhibit, len(lines), len(lines[0].xs)) + 20) / LEAST_ROW_PX)
    _values(book, sheet, lines, exhibit, t, (top, column), step, words)
    chart = book.add_chart(KINDS[kind])
    for at, line in enumerate(lines, 1):
        chart.add_series(_series(sheet.name, line, exhibit, top, column, at, alone=len(lines) == 1))
    _dress(chart, exhibit, words, axis, len(lines), len(lines[0].xs))
    sheet.insert_chart(row, column, chart, {"description": exhibit.finding})
    return True


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
    axis = value_axis(lines, exhibit, step)
    across = math.ceil(WIDTH_PX / PANELS / COLUMN_PX)
    for number, line in enumerate(lines):
        chart = book.add_chart(KINDS[exhibit.drawing.kind])
        chart.add_series(_series(sheet.name, line, exhibit, top, column, number + 1, alone=True))
        _dress(chart, exhibit, words, axis, 1, len(line.xs))
        chart.set_size({"width": WIDTH_PX // PANELS, "height": PANEL_ROWS * ROW_PX - 8})
        chart.set_title({"name": line.label, "name_font": {"name": SHEET_FONT, "size": 10}, "overlay": False})
        chart.set_y_axis(_value_axis(axis, words) | {"min": ticks[0], "max": ticks[-1]})
        place = row + number // PANELS * PANEL_ROWS, column + number % PANELS * across
        sheet.insert_chart(*place, chart, {"description": f"{line.label}: {exhibit.finding}"})


def _values(
    book: Any,
    sheet: Any,
    lines: tuple[Strand, ...],
    exhibit: Exhibit,
    t: Translator,
    at: tuple[int, int],
    step: float,
    words: str,
) -> None:
    top, column = at
    of_words = {"font_name": SHEET_FONT, "font_size": 10}
    percent = exhibit.drawing.kind != "stacked_share" and exhibit.drawing.unit in ("share", "change", "points")
    plain = book.add_format(of_words)
    number = book.add_format({**of_words, "num_format": "0.0%" if percent else "#,##0.0##"})
    names = place_names(lines, exhibit, t)
    sheet.set_column(column, column, min(max(SIGN * max(map(squares, names)) + 2, LEAST_WIDE), MOST_WIDE))
    sheet.set_column(column + 1, column + len(lines), LEAST_WIDE)
    sheet.write_string(top, column, t("export.values_drawn", unit=words), plain)
    for row, name in enumerate(names, top + 2):
        sheet.write_string(row, column, name, plain)
    for place, line in enumerate(lines, column + 1):
        sheet.write_string(top + 1, place, line.label, plain)
        for row, y in enumerate(line.ys, top + 2):
            if is_known(y) and not math.isinf(y):
                sheet.write_number(row, place, y / step, number)


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
        made["fill"], made["gap"] = fill, max(40, min(300, 900 // len(line.xs)))
        if exhibit.drawing.kind == "ranges":
            return made | _of_a_range(line, exhibit)
        made["points"] = [{"pattern": hatch} if mark else None for mark in line.provisional]
    if not any(line.provisional):
        del made["points"]
    if exhibit.drawing.diverging:
        made |= {"invert_if_negative": True, "invert_if_negative_color": LIGHT.fall, "fill": {"color": LIGHT.rise}}
    return made


def _of_a_range(line: Strand, exhibit: Exhibit) -> dict[str, Any]:
    """Bars that lie on one another: what is sure solid, what is possible light, the best guess a frame."""
    drawing = exhibit.drawing
    if line.label == exhibit.column(drawing.y).label:
        return {"fill": {"none": True}, "border": {"color": LIGHT.mark, "width": 1.5}, "overlap": 100}
    light, solid = {"color": LIGHT.accent, "transparency": 68}, {"color": LIGHT.accent}
    is_low = line.label == exhibit.column(drawing.low).label
    bounds = zip(numbers(exhibit.rows[drawing.low]), numbers(exhibit.rows[drawing.high]), strict=True)
    points = [
        {"fill": solid if (low > 0 if is_low else high < 0) else light} if is_known(low) and is_known(high) else None
        for low, high in bounds
    ]
    return {"fill": solid if is_low else light, "points": points, "overlap": 100}


def _dress(chart: Any, exhibit: Exhibit, words: str, axis: ValueAxis, series: int, places: int) -> None:
    drawing = exhibit.drawing
    font = {"name": SHEET_FONT, "size": 9}
    lying = drawing.kind in LYING
    chart.set_size({"width": WIDTH_PX, "height": _height(exhibit, series, places)})
    title = exhibit.title if not exhibit.is_example else f"{exhibit.title}"
    chart.set_title({"name": title, "name_font": {"name": SHEET_FONT, "size": 12}, "overlay": False})
    places_axis = {"num_font": font, "reverse": lying, "label_position": "low", "major_gridlines": {"visible": False}}
    if not lying and places > MOST_LABELS:
        places_axis["interval_unit"] = math.ceil(places / MOST_LABELS)
    # xlsxwriter calls the upright axis "y", which holds the names of lying bars
    (chart.set_y_axis if lying else chart.set_x_axis)(places_axis)
    (chart.set_x_axis if lying else chart.set_y_axis)(_value_axis(axis, words))
    chart.show_blanks_as("gap")
    chart.set_legend({"none": True} if series == 1 else {"position": "bottom", "font": font})


def _height(exhibit: Exhibit, series: int, places: int) -> int:
    """Of the picture in pixels: lying bars one below the other make it taller."""
    if exhibit.drawing.kind not in LYING:
        return HEIGHT_PX
    side_by_side = 1 if exhibit.drawing.kind == "ranges" else min(series, 2)
    return max(HEIGHT_PX, 90 + places * BAR_PX * side_by_side)


def _value_axis(axis: ValueAxis, words: str) -> dict[str, Any]:
    font = {"name": SHEET_FONT, "size": 9}
    return {
        "num_font": font,
        "name": words,
        "name_font": {**font, "bold": False},
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.grid}},
        "num_format": axis.form,
        "major_unit": axis.apart,
        **({} if axis.minimum is None else {"min": axis.minimum}),
    }
