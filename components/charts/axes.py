"""Axes and frame of every plotly figure: round ticks in man, eok and jo; months in two lines; nothing to zoom."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.charts.canvas import Canvas, safe
from components.exhibit import Exhibit, Unit
from components.formatting import written
from components.picture import TIME_UNITS, tick_texts, time_ticks, unit_words, year_ticks
from components.text import Translator
from components.theme import FONT_STACK, Scheme

TEXT_PX = 12
LINE_PX = 15
TOP_PX = 34
BOTTOM_PX = 44
#: Ticks that stand side by side on a phone: names of quarters are longer than those of months.
MOST_TICKS = {"month": 8, "quarter": 5}
#: Years are written in full: four fit a phone.
MOST_YEARS = 4


def frame(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator, height: int) -> None:
    """Paper, fonts and margins; the unit above the axis; the mark of example data."""
    canvas.lay(
        height=height,
        margin={"l": 8, "r": 12, "t": TOP_PX, "b": BOTTOM_PX, "autoexpand": True},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT_STACK, "size": TEXT_PX, "color": scheme.ink},
        showlegend=False,
        dragmode=False,
        hoverlabel={
            "bgcolor": scheme.paper,
            "bordercolor": scheme.grid,
            "font": {"color": scheme.ink, "family": FONT_STACK},
        },
        legend={
            "orientation": "h",
            "yanchor": "top",
            "y": -0.16,
            "x": 0,
            "xanchor": "left",
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "normal",
            "font": {"size": TEXT_PX},
        },
        separators=".,",
        uirevision=exhibit.key,
    )
    if exhibit.drawing.kind != "table":
        above(canvas, unit_words(exhibit, t), scheme)
    if exhibit.is_example:
        mark_example(canvas, scheme, t)


def above(canvas: Canvas, text: str, scheme: Scheme) -> None:
    """A line of quiet text at the top left, above the plot."""
    canvas.note(
        text=safe(text),
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        yshift=8,
        font={"size": TEXT_PX - 1, "color": scheme.quiet_ink},
        name="unit",  # the browser looks for it on a phone
    )


def mark_example(canvas: Canvas, scheme: Scheme, t: Translator) -> None:
    """Says "example data" in a frame at the top right, on the picture itself so that a copied picture says it too."""
    canvas.note(
        text=f"<b>{t('product.example_data')}</b>",
        xref="paper",
        yref="paper",
        x=1,
        y=1,
        xanchor="right",
        yanchor="bottom",
        yshift=6,
        font={"size": TEXT_PX, "color": scheme.warning},
        bordercolor=scheme.warning,
        borderwidth=1,
        borderpad=3,
        name="example",
    )


def say_empty(canvas: Canvas, scheme: Scheme, t: Translator) -> None:
    """A figure without values says so instead of drawing empty axes."""
    canvas.across(visible=False)
    canvas.upward(visible=False)
    canvas.note(
        text=t("chart.nothing_to_draw"),
        xref="paper",
        yref="paper",
        x=0.5,
        y=0.5,
        font={"size": TEXT_PX + 2, "color": scheme.quiet_ink},
    )


def value_axis(canvas: Canvas, ticks: Sequence[float], exhibit: Exhibit, scheme: Scheme, lang: str) -> None:
    """The vertical axis: own tick texts, quiet grid, a darker line at zero."""
    canvas.upward(
        tickmode="array",
        tickvals=list(ticks),
        ticktext=tick_texts(ticks, exhibit.drawing.unit, lang),
        range=[ticks[0], ticks[-1] + (ticks[-1] - ticks[0]) * 0.02],
        gridcolor=scheme.grid,
        zeroline=ticks[0] < 0,
        zerolinecolor=scheme.quiet_ink,
        tickfont={"color": scheme.quiet_ink},
        automargin=True,
        fixedrange=True,
        ticks="",
        ticklabelstandoff=4,
    )


def place_axis(canvas: Canvas, xs: Sequence[Any], exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """The horizontal axis of lines and bars: months in two lines, or names."""
    unit: Unit = exhibit.column(exhibit.drawing.x).unit
    if unit in TIME_UNITS:
        at, texts = time_ticks(xs, unit, t, most=MOST_TICKS[unit])
        shown = {
            "tickmode": "array",
            "tickvals": [xs[i] for i in at],
            "ticktext": [text.replace("\n", "<br>") for text in texts],
        }
        step = pd.Timedelta(days=45 if unit == "quarter" else 15)
        shown["range"] = [xs[0] - step, xs[-1] + step]
        shown["type"] = "date"
        shown["hoverformat"] = t(f"chart.hover_{unit}")
    else:
        at, texts = year_ticks(xs, most=MOST_YEARS) if unit == "year" else (list(range(len(xs))), [str(x) for x in xs])
        shown = {"type": "category", "ticktext": [safe(text) for text in texts], "tickvals": [xs[i] for i in at]}
    canvas.across(
        **shown,
        showgrid=False,
        zeroline=False,
        linecolor=scheme.quiet_ink,
        tickfont={"color": scheme.quiet_ink},
        ticks="outside",
        tickcolor=scheme.grid,
        ticklen=4,
        fixedrange=True,
        tickangle=0,
    )


def place_names(xs: Sequence[Any], exhibit: Exhibit, lang: str) -> list[str]:
    """The places of the horizontal axis in words, for hover."""
    unit = exhibit.column(exhibit.drawing.x).unit
    return [written(x, unit, lang) for x in xs]


def reference_line(canvas: Canvas, exhibit: Exhibit, scheme: Scheme) -> None:
    """A thin line across; the unit line says what it is."""
    if not exhibit.drawing.reference:
        return
    line = {"color": scheme.quiet_ink, "width": 1, "dash": "dot"}
    canvas.line_across(exhibit.drawing.reference[0], line)
