"""Tables and lists of points as plotly figures, for places where only a figure fits."""

import plotly.graph_objects as go

from components.exhibit import Exhibit
from components.formatting import is_known, written
from components.picture import NUMERIC, numbers
from components.text import Translator
from components.theme import Scheme

ROW_PX = 26


def draw(figure: go.Figure, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """The columns of the exhibit as they are written, numbers to the right."""
    sides = ["right" if column.unit in NUMERIC else "left" for column in exhibit.columns]
    cells = [[written(value, column.unit, t.lang) for value in exhibit.rows[column.name]] for column in exhibit.columns]
    figure.add_trace(
        go.Table(
            header={
                "values": [f"<b>{column.label}</b>" for column in exhibit.columns],
                "align": sides,
                "fill_color": scheme.grid,
                "font": {"color": scheme.ink},
                "line_color": scheme.grid,
            },
            cells={
                "values": cells,
                "align": sides,
                "height": ROW_PX,
                "fill_color": scheme.paper,
                "font": {"color": scheme.ink},
                "line_color": scheme.grid,
            },
        )
    )
    figure.update_layout(height=min(640, 110 + ROW_PX * len(exhibit.rows)), margin={"l": 0, "r": 0, "b": 0})


def draw_points(figure: go.Figure, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """Markets by longitude and latitude without a backdrop: what is left of a map where no map can be drawn."""
    drawing, rows = exhibit.drawing, exhibit.rows
    names = rows[drawing.label] if drawing.label else rows[drawing.x]
    values = numbers(rows[drawing.drawn])
    figure.add_trace(
        go.Scatter(
            x=numbers(rows[drawing.x]),
            y=numbers(rows[drawing.y]),
            mode="markers",
            customdata=[[str(n), written(v, drawing.unit, t.lang)] for n, v in zip(names, values, strict=True)],
            hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
            marker={
                "size": 9,
                "opacity": 0.85,
                "line": {"color": scheme.paper, "width": 1},
                "colorscale": scheme.scale(),
                "color": [value if is_known(value) else None for value in values],
            },
        )
    )
    figure.update_layout(hovermode="closest")
    figure.update_xaxes(visible=False, fixedrange=True)
    # One degree of longitude at 36.5 degrees north is 0.8 as long as one of latitude.
    figure.update_yaxes(visible=False, fixedrange=True, scaleanchor="x", scaleratio=1.24)
