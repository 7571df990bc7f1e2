"""Axes, frame and hover of every plotly figure: round ticks in man, eok and jo; months in two lines; nothing to
zoom by mistake."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.exhibit import Exhibit, Unit
from components.formatting import written
from components.picture import TIME_UNITS, tick_texts, time_ticks, unit_words
from components.text import Translator
from components.theme import FONT_STACK, Scheme

TEXT_PX = 12
LINE_PX = 15
TOP_PX = 34
BOTTOM_PX = 44
TICK_TEXT_PX = 7


def frame(figure: go.Figure, exhibit: Exhibit, scheme: Scheme, t: Translator, height: int) -> None:
    """Paper, fonts and margins; the unit above the axis; the mark of example data."""
    figure.update_layout(
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
        above(figure, unit_words(exhibit, t), scheme)
    if exhibit.is_example:
        mark_example(figure, scheme, t)


def above(figure: go.Figure, text: str, scheme: Scheme) -> None:
    """A line of quiet text at the top left, above the plot."""
    figure.add_annotation(
        text=text,
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xanchor="left",
        yanchor="bottom",
        yshift=8,
        showarrow=False,
        font={"size": TEXT_PX - 1, "color": scheme.quiet_ink},
    )


def mark_example(figure: go.Figure, scheme: Scheme, t: Translator) -> None:
    """Says "example data" in a frame at the top right, on the picture itself so that a copied picture says it too."""
    figure.add_annotation(
        text=f"<b>{t('product.example_data')}</b>",
        xref="paper",
        yref="paper",
        x=1,
        y=1,
        xanchor="right",
        yanchor="bottom",
        yshift=6,
        showarrow=False,
        font={"size": TEXT_PX, "color": scheme.warning},
        bordercolor=scheme.warning,
        borderwidth=1,
        borderpad=3,
        name="example",
    )


def say_empty(figure: go.Figure, scheme: Scheme, t: Translator) -> None:
    """A figure without values says so instead of drawing empty axes."""
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=t("chart.nothing_to_draw"),
        xref="paper",
        yref="paper",
        x=0.5,
        y=0.5,
        showarrow=False,
        font={"size": TEXT_PX + 2, "color": scheme.quiet_ink},
    )


def value_axis(figure: go.Figure, ticks: Sequence[float], exhibit: Exhibit, scheme: Scheme, lang: str) -> None:
    """The vertical axis: own tick texts, quiet grid, a darker line at zero."""
    figure.update_yaxes(
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


def place_axis(figure: go.Figure, xs: Sequence[Any], exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """The horizontal axis of lines and bars: months in two lines, or names."""
    unit: Unit = exhibit.column(exhibit.drawing.x).unit
    if unit in TIME_UNITS:
        at, texts = time_ticks(xs, unit, t)
        shown = {
            "tickmode": "array",
            "tickvals": [xs[i] for i in at],
            "ticktext": [text.replace("\n", "<br>") for text in texts],
        }
        step = pd.Timedelta(days=45 if unit == "quarter" else 15)
        shown["range"] = [xs[0] - step, xs[-1] + step]
        shown["type"] = "date"
    else:
        shown = {"type": "category"}
    figure.update_xaxes(
        **shown,
        showgrid=False,
        zeroline=False,
        linecolor=scheme.quiet_ink,
        tickfont={"color": scheme.quiet_ink},
        ticks="outside",
        tickcolor=scheme.grid,
        ticklen=4,
        fixedrange=True,
        hoverformat="",
        tickangle=0,
    )


def place_names(xs: Sequence[Any], exhibit: Exhibit, lang: str) -> list[str]:
    """The places of the horizontal axis in words, for hover."""
    unit = exhibit.column(exhibit.drawing.x).unit
    return [written(x, unit, lang) for x in xs]


def reference_line(figure: go.Figure, exhibit: Exhibit, scheme: Scheme) -> None:
    """A thin line across; the unit line says what it is."""
    if not exhibit.drawing.reference:
        return
    line = {"color": scheme.quiet_ink, "width": 1, "dash": "dot"}
    figure.add_hline(y=exhibit.drawing.reference[0], line=line)
