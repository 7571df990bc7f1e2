"""Stairs: the share that goes on after so many days, with its interval as a band."""

import pandas as pd

from components.charts.axes import reference_line, value_axis
from components.charts.canvas import Canvas, Part, safe, trace
from components.charts.ends import end, name_at_ends
from components.exhibit import Exhibit
from components.formatting import share
from components.picture import numbers
from components.stairs import SHARE_TICKS, day_ticks, stairs
from components.text import Translator
from components.theme import Scheme, dash

#: A band of more stairs than this would hide the others: their bounds are thin lines.
MOST_BANDS = 3


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator, height: int) -> None:
    """One stair per series, named at its end; its 95 % interval behind it."""
    drawing, lines = exhibit.drawing, stairs(exhibit)
    last = max(float(rows[drawing.x].max()) for _, _, rows in lines)
    for place, (_, _, rows) in enumerate(lines):
        for part in _band(rows, exhibit, scheme, place, banded=len(lines) <= MOST_BANDS):
            canvas.add(part)
    for place, (_, label, rows) in enumerate(lines):
        canvas.add(_stair(rows, label, exhibit, scheme, place, t))
    value_axis(canvas, SHARE_TICKS, exhibit, scheme, t.lang)
    at, texts = day_ticks(last, t)
    canvas.across(
        tickmode="array",
        tickvals=at,
        ticktext=texts,
        range=[-last * 0.01, last * 1.01],
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
    reference_line(canvas, exhibit, scheme)
    canvas.lay(hovermode="closest")
    ends = [
        end(float(rows[drawing.y].iloc[-1]), label, share(rows[drawing.y].iloc[-1], 0), scheme.series(place))
        for place, (_, label, rows) in enumerate(lines)
    ]
    name_at_ends(canvas, ends, SHARE_TICKS, height, scheme)


def _stair(rows: pd.DataFrame, label: str, exhibit: Exhibit, scheme: Scheme, place: int, t: Translator) -> Part:
    drawing = exhibit.drawing
    said = [
        t("chart.step_hover", days=f"{day:,.0f}", share=share(value), low=share(low), high=share(high))
        for day, value, low, high in zip(
            rows[drawing.x], rows[drawing.y], rows[drawing.low], rows[drawing.high], strict=True
        )
    ]
    return trace(
        "scatter",
        x=numbers(rows[drawing.x]),
        y=numbers(rows[drawing.y]),
        mode="lines",
        name=safe(label),
        cliponaxis=False,
        customdata=said,
        hovertemplate=f"%{{customdata}}<extra>{safe(label)}</extra>",
        line={"color": scheme.series(place), "width": 2.2, "shape": "hv", "dash": dash(place)},
    )


def _band(rows: pd.DataFrame, exhibit: Exhibit, scheme: Scheme, place: int, *, banded: bool) -> list[Part]:
    drawing = exhibit.drawing
    told = rows[rows[drawing.low].notna() & rows[drawing.high].notna()]
    if told.empty:
        return []
    colour = scheme.series(place)
    line = {"color": colour, "width": 0 if banded else 0.8, "shape": "hv"}
    common = {
        "x": numbers(told[drawing.x]),
        "mode": "lines",
        "line": line,
        "hoverinfo": "skip",
        "showlegend": False,
        "opacity": 1.0 if banded else 0.45,
    }
    upper = {"fill": "tonexty", "fillcolor": _faint(colour)} if banded else {}
    return [
        trace("scatter", y=numbers(told[drawing.low]), **common),
        trace("scatter", y=numbers(told[drawing.high]), **common, **upper),
    ]


def _faint(colour: str) -> str:
    """The colour, nearly transparent."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.14)"
