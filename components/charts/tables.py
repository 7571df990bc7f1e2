"""Tables and lists of points as plotly figures, for places where only a figure fits."""

from typing import Any

from components.charts.canvas import Canvas, safe, trace
from components.exhibit import Exhibit
from components.formatting import is_known, written
from components.picture import NUMERIC, numbers
from components.text import Translator
from components.theme import Scheme

ROW_PX = 26


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """The columns of the exhibit as they are written, numbers to the right."""
    sides = ["right" if column.unit in NUMERIC else "left" for column in exhibit.columns]
    cells = [
        [safe(written(value, column.unit, t.lang)) for value in exhibit.rows[column.name]] for column in exhibit.columns
    ]
    canvas.add(
        trace(
            "table",
            header={
                "values": [f"<b>{column.label}</b>" for column in exhibit.columns],
                "align": sides,
                "fill": {"color": scheme.grid},
                "font": {"color": scheme.ink},
                "line": {"color": scheme.grid},
            },
            cells={
                "values": cells,
                "align": sides,
                "height": ROW_PX,
                "fill": {"color": scheme.paper},
                "font": {"color": scheme.ink},
                "line": {"color": scheme.grid},
            },
        )
    )
    canvas.lay(height=min(640, 110 + ROW_PX * len(exhibit.rows)), margin={"l": 0, "r": 0, "b": 0})


def draw_points(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """Markets by longitude and latitude without a backdrop: what is left of a map where no map can be drawn."""
    values = numbers(exhibit.rows[exhibit.drawing.drawn])
    known = [is_known(value) for value in values]
    _points(canvas, exhibit, scheme, t, values, [not k for k in known], {"color": scheme.missing})
    colours = {"color": [value for value in values if is_known(value)], "colorscale": scheme.scale()}
    _points(canvas, exhibit, scheme, t, values, known, colours)
    canvas.lay(hovermode="closest")
    canvas.across(visible=False, fixedrange=True)
    # One degree of longitude at 36.5 degrees north is 0.8 as long as one of latitude.
    canvas.upward(visible=False, fixedrange=True, scaleanchor="x", scaleratio=1.24)


def _points(
    canvas: Canvas,
    exhibit: Exhibit,
    scheme: Scheme,
    t: Translator,
    values: list[float],
    chosen: list[bool],
    colours: dict[str, Any],
) -> None:
    drawing, rows = exhibit.drawing, exhibit.rows[chosen]
    shown = [value for value, take in zip(values, chosen, strict=True) if take]
    if not shown:
        return
    canvas.add(
        trace(
            "scatter",
            x=[x if is_known(x) else None for x in numbers(rows[drawing.x])],
            y=[y if is_known(y) else None for y in numbers(rows[drawing.y])],
            mode="markers",
            customdata=[
                [safe(name), written(value, drawing.unit, t.lang)]
                for name, value in zip(rows[drawing.label or drawing.x], shown, strict=True)
            ],
            hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
            marker={"size": 9, "opacity": 0.85, "line": {"color": scheme.paper, "width": 1}, **colours},
        )
    )
