"""PowerPoint's own chart of an exhibit: editable, with its data in the slide."""

import math
from typing import Any

import pandas as pd
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE
from pptx.oxml.ns import qn
from pptx.util import Pt

from components.exhibit import Exhibit, Unit
from components.exports.native import LYING, ValueAxis, drawn_lines, place_names, scale, value_axis
from components.exports.pptx_text import colour, set_font
from components.formatting import is_known
from components.picture import Strand
from components.text import Translator
from components.theme import LIGHT, SHEET_FONT, dash

TYPES = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "intervals": XL_CHART_TYPE.LINE_MARKERS,
    "bar": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "stacked_bar": XL_CHART_TYPE.COLUMN_STACKED,
    "stacked_share": XL_CHART_TYPE.COLUMN_STACKED_100,
    "horizontal_bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "dot": XL_CHART_TYPE.BAR_CLUSTERED,
    "ranges": XL_CHART_TYPE.BAR_CLUSTERED,
    "portions": XL_CHART_TYPE.BAR_STACKED_100,
}
DASHES = {
    "solid": MSO_LINE_DASH_STYLE.SOLID,
    "dash": MSO_LINE_DASH_STYLE.DASH,
    "dot": MSO_LINE_DASH_STYLE.ROUND_DOT,
    "dashdot": MSO_LINE_DASH_STYLE.DASH_DOT,
    "longdash": MSO_LINE_DASH_STYLE.LONG_DASH,
    "longdashdot": MSO_LINE_DASH_STYLE.LONG_DASH_DOT,
}
#: Lines that are told apart at a glance from the back of a room; more bars than this on one slide are too thin.
MOST_PLACES = 24
MOST_LABELS = 12
TEXT_PT = 12
#: How much of its colour a light bar keeps, in thousandths of a percent.
LIGHT_ALPHA = "32000"
GAP_PERCENT = 45
LYING_TOO = (*LYING, "portions")


def is_native(exhibit: Exhibit) -> bool:
    """Whether PowerPoint can draw it itself, and so that it can be read; else it is a picture."""
    kind = exhibit.drawing.kind
    if kind not in TYPES or exhibit.is_empty:
        return False
    return kind not in LYING_TOO or len(drawn_lines(exhibit)[0].xs) <= MOST_PLACES


def add_chart(
    shapes: Any, box: tuple[Any, Any, Any, Any], exhibit: Exhibit, t: Translator, *, with_dates: bool = True
) -> Any:
    """Draw it in that box (left, top, width, height). Returns: the shape.

    with_dates: many months stand on an axis of dates, which thins out its own labels; not every reader knows one.
    """
    lines = drawn_lines(exhibit)
    step, unit = scale(lines, exhibit, t)
    in_time = with_dates and _is_long(exhibit, lines)
    frame = shapes.add_chart(TYPES[exhibit.drawing.kind], *box, _data(lines, exhibit, t, step, in_time=in_time))
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(TEXT_PT), SHEET_FONT
    chart.font.color.rgb = colour(LIGHT.ink)
    set_font(chart._chartSpace.xpath("c:txPr//a:defRPr")[0], lang=t.lang)
    _axes(chart, exhibit, unit, value_axis(lines, exhibit, step), t)
    if in_time:
        _months(chart.category_axis, len(lines[0].xs))
    _legend(chart, len(lines))
    if exhibit.drawing.kind not in ("line", "intervals"):
        chart.plots[0].gap_width = _gap(len(lines[0].xs))
    if exhibit.drawing.kind == "ranges":
        chart.plots[0].overlap = 100
    for series, line in zip(chart.plots[0].series, lines, strict=True):
        _dress(series, line, exhibit, alone=len(lines) == 1)
    return frame


def _is_long(exhibit: Exhibit, lines: tuple[Strand, ...]) -> bool:
    """Whether it has more months than labels that stand beside each other."""
    return exhibit.column(exhibit.drawing.x).unit == "month" and len(lines[0].xs) > MOST_LABELS


def _months(axis: Any, number: int) -> None:
    """An axis of dates by months, so many apart as there is room for."""
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "yyyy-mm", False
    parts = {"c:baseTimeUnit": "months", "c:majorUnit": str(_apart(number)), "c:majorTimeUnit": "months"}
    for former in axis._element.xpath(" | ".join(parts)):
        axis._element.remove(former)
    for tag, value in parts.items():
        etree.SubElement(axis._element, qn(tag)).set("val", value)


def _apart(number: int) -> int:
    """Months from one label to the next: a part of a year, so that each January has one."""
    return next((step for step in (1, 2, 3, 4, 6) if number / step <= MOST_LABELS), 12)


def _gap(number: int) -> int:
    """Room between bars in percent of one: few bars do not become slabs."""
    return max(GAP_PERCENT, min(300, 900 // max(number, 1)))


def _data(lines: tuple[Strand, ...], exhibit: Exhibit, t: Translator, step: float, *, in_time: bool) -> Any:
    drawing = exhibit.drawing
    percent = drawing.kind == "stacked_share" or drawing.unit in ("share", "change", "points")
    data: Any = CategoryChartData(number_format="0%" if percent and drawing.kind != "stacked_share" else "#,##0.0##")
    unit = exhibit.column(drawing.x).unit
    if unit in ("month", "quarter"):
        data.categories = [pd.Timestamp(x).date() if in_time else _time(x, unit) for x in lines[0].xs]
    else:
        data.categories = place_names(lines, exhibit, t)
    for line in lines:
        data.add_series(line.label, [y / step if is_known(y) and not math.isinf(y) else None for y in line.ys])
    return data


def _time(x: Any, unit: Unit) -> str:
    """A month or quarter in as few signs as can be: many stand beside each other."""
    stamp = pd.Timestamp(x)
    return f"{stamp:%Y-%m}" if unit == "month" else f"{stamp.year} Q{stamp.quarter}"


def _axes(chart: Any, exhibit: Exhibit, unit: str, told: ValueAxis, t: Translator) -> None:
    drawing = exhibit.drawing
    places, values = chart.category_axis, chart.value_axis
    places.tick_labels.font.size = Pt(TEXT_PT)
    places.format.line.color.rgb = colour(LIGHT.missing)
    places.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    if drawing.kind in LYING_TOO:
        # the first row stands on top, and the scale below
        places.reverse_order = True
        values._element.find(qn("c:crosses")).set("val", "max")
    elif (number := len(drawn_lines(exhibit)[0].xs)) > MOST_LABELS and places._element.tag == qn("c:catAx"):
        skip = etree.SubElement(places._element, qn("c:tickLblSkip"))
        skip.set("val", str(math.ceil(number / MOST_LABELS)))
        places._element.insert_element_before(skip, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")
    values.major_gridlines.format.line.color.rgb = colour(LIGHT.grid)
    values.format.line.fill.background()
    values.tick_labels.font.size = Pt(TEXT_PT)
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = told.form, False
    values.minimum_scale, values.major_unit = told.minimum, told.apart
    values.has_title = True
    title = values.axis_title.text_frame
    title.text = unit
    run = title.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(TEXT_PT), False
    run.font.color.rgb = colour(LIGHT.quiet_ink)
    set_font(run._r.get_or_add_rPr(), lang=t.lang)


def _legend(chart: Any, number: int) -> None:
    chart.has_legend = number > 1
    if number > 1:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        chart.legend.font.size = Pt(TEXT_PT)


def _dress(series: Any, line: Strand, exhibit: Exhibit, *, alone: bool) -> None:
    """Colour and dash; provisional values hollow."""
    drawing = exhibit.drawing
    if drawing.kind == "ranges":
        _range(series, line, exhibit)
        return
    ink = LIGHT.accent if alone and not drawing.series else LIGHT.series(line.place)
    if drawing.kind in ("line", "intervals"):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour(ink), Pt(2.5)
        series.format.line.dash_style = DASHES["solid" if alone else dash(line.place)]
        series.marker.style = XL_MARKER_STYLE.NONE
        for at, hollow in enumerate(line.provisional):
            if hollow or line.stands_alone(at):
                _mark(series.points[at].marker, ink, hollow=hollow)
        if alone and line.last is not None:
            before = next((y for y in reversed(line.ys[: line.last]) if is_known(y)), 0.0)
            # on the side that the line does not come from
            _label(series.points[line.last].data_label, exhibit, below=before > line.ys[line.last])
        return
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = colour(ink)
    series.invert_if_negative = False
    for at, hollow in enumerate(line.provisional):
        if hollow:
            fill = series.points[at].format
            fill.fill.solid()
            fill.fill.fore_color.rgb, fill.line.color.rgb = colour(LIGHT.paper), colour(ink)
    if drawing.diverging:
        for at, y in enumerate(line.ys):
            if is_known(y):
                _fill(series.points[at], LIGHT.fall if y < 0 else LIGHT.rise)
    if drawing.kind in LYING:
        _label(series.data_labels, exhibit)


def _range(series: Any, line: Strand, exhibit: Exhibit) -> None:
    """What is sure is solid, what is possible light, the best guess a frame: bars that lie on one another."""
    drawing, rows = exhibit.drawing, exhibit.rows
    series.invert_if_negative = False
    if line.label == exhibit.column(drawing.y).label:
        series.format.fill.background()
        series.format.line.color.rgb, series.format.line.width = colour(LIGHT.mark), Pt(1.5)
        return
    is_low = line.label == exhibit.column(drawing.low).label
    _fill(series, LIGHT.accent, light=not is_low)
    for at, (low, high) in enumerate(zip(rows[drawing.low], rows[drawing.high], strict=True)):
        if is_known(low) and is_known(high):
            is_sure = (low > 0) if is_low else (high < 0)
            _fill(series.points[at], LIGHT.accent, light=not is_sure)


def _fill(shape: Any, ink: str, *, light: bool = False) -> None:
    shape.format.fill.solid()
    shape.format.fill.fore_color.rgb = colour(ink)
    if light:
        etree.SubElement(shape.format.fill._xPr.find(qn("a:solidFill"))[0], qn("a:alpha")).set("val", LIGHT_ALPHA)


def _label(labels: Any, exhibit: Exhibit, *, below: bool = False) -> None:
    """Values beside what is drawn, as on the screen."""
    is_percent = exhibit.drawing.unit in ("share", "change", "points")
    labels.font.size, labels.font.color.rgb = Pt(TEXT_PT), colour(LIGHT.ink)
    if hasattr(labels, "number_format"):
        labels.number_format, labels.number_format_is_linked = "0.0%" if is_percent else "#,##0.0", False
        labels.show_value = True
        return
    labels.position = XL_LABEL_POSITION.BELOW if below else XL_LABEL_POSITION.ABOVE
    form = etree.Element(qn("c:numFmt"), {"formatCode": "0.0%" if is_percent else "#,##0.0", "sourceLinked": "0"})
    labels._dLbl.find(qn("c:idx")).addnext(form)


def _mark(marker: Any, ink: str, *, hollow: bool) -> None:
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 8
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour(LIGHT.paper if hollow else ink)
    marker.format.line.color.rgb = colour(ink)
