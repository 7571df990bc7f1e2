"""Heat: one cell per pair of places, darker is more; a cell nobody knows stays the colour of "not known"."""

import plotly.graph_objects as go

from components.exhibit import Exhibit
from components.formatting import is_known, written
from components.picture import numbers, tick_texts, value_ticks
from components.text import Translator
from components.theme import Scheme

CELL_PX = 34


def draw(figure: go.Figure, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """Columns by x, rows by y (first on top), colour by value; the scale lies under the plot."""
    drawing, rows = exhibit.drawing, exhibit.rows
    xs, ys = _places(exhibit, drawing.x), _places(exhibit, drawing.y)
    values = numbers(rows[drawing.value])
    known = {(x, y): v for x, y, v in zip(rows[drawing.x], rows[drawing.y], values, strict=True) if is_known(v)}
    cells = [[known.get((x, y)) for x in xs] for y in ys]
    ticks = value_ticks(min(known.values()), max(known.values()), most=4)
    names = [t(f"chart.axis_month_{x}") if drawing.x == "month_of_year" else str(x) for x in xs]
    texts = [
        [f"{y} · {name}<br><b>{written(cell, drawing.unit, t.lang)}</b>" for cell, name in zip(row, names, strict=True)]
        for row, y in zip(cells, ys, strict=True)
    ]
    figure.add_trace(
        go.Heatmap(
            x=list(range(len(xs))),
            y=list(range(len(ys))),
            z=cells,
            customdata=texts,
            xgap=2,
            ygap=2,
            zmin=ticks[0],
            zmax=ticks[-1],
            hovertemplate="%{customdata}<extra></extra>",
            hoverongaps=False,
            colorscale=scheme.scale(),
            colorbar={
                "orientation": "h",
                "y": -0.02,
                "yanchor": "top",
                "thickness": 10,
                "tickvals": ticks,
                "outlinewidth": 0,
                "ticktext": tick_texts(ticks, drawing.unit, t.lang),
                "len": 1.0,
                "ypad": 26,
            },
        )
    )
    figure.update_layout(plot_bgcolor=scheme.missing, height=110 + CELL_PX * len(ys), margin_b=64, hovermode="closest")
    figure.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(xs))),
        ticktext=_short(names, t),
        showgrid=False,
        fixedrange=True,
        zeroline=False,
        ticks="",
        tickfont={"size": 11},
        tickangle=0,
    )
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(ys))),
        ticktext=[str(y) for y in ys],
        autorange="reversed",
        showgrid=False,
        fixedrange=True,
        zeroline=False,
        automargin=True,
        ticks="",
        ticklabelstandoff=4,
    )


def _places(exhibit: Exhibit, name: str) -> list[object]:
    if name == "month_of_year":
        return list(range(1, 13))
    return sorted(exhibit.rows[name].unique())


def _short(names: list[str], t: Translator) -> list[str]:
    """Korean months after the first as bare numbers, as newspapers set them: twelve do not fit a phone otherwise."""
    return [name if at == 0 or t.lang != "ko" else name[:-1] for at, name in enumerate(names)]
