"""Heat: one cell per pair of places, darker is more; a cell nobody knows stays the colour of "not known"."""

from components.charts.canvas import Canvas, Part, trace
from components.exhibit import Exhibit
from components.formatting import is_known, written
from components.picture import heat_cells, marks, thinned, tick_texts, value_ticks
from components.text import Translator
from components.theme import Scheme

CELL_PX = 34


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """Columns by x, rows by y (first on top), colour by value; the scale lies under the plot."""
    unit = exhibit.drawing.unit
    heads, sides, cells = heat_cells(exhibit, t)
    known = [cell for row in cells for cell in row if is_known(cell)]
    ticks = value_ticks(min(known), max(known), most=4)
    texts = [
        [
            f"{side} · {place}<br><b>{written(cell, unit, t.lang)}</b>"
            for cell, place in zip(row, _long(exhibit, heads, t), strict=True)
        ]
        for row, side in zip(cells, sides, strict=True)
    ]
    canvas.add(
        trace(
            "heatmap",
            x=list(range(len(heads))),
            y=list(range(len(sides))),
            z=[[cell if is_known(cell) else None for cell in row] for row in cells],
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
                "ticktext": tick_texts(ticks, unit, t.lang),
                "len": 1.0,
                "ypad": 26,
            },
        )
    )
    if exhibit.drawing.mark:
        canvas.add(_signs(exhibit, heads, sides, cells, ticks, scheme))
    canvas.lay(plot_bgcolor=scheme.missing, height=110 + CELL_PX * len(sides), margin={"b": 64}, hovermode="closest")
    canvas.across(
        tickmode="array",
        tickvals=thinned(heads),
        ticktext=[heads[at] for at in thinned(heads)],
        range=[-0.5, len(heads) - 0.5],
        showgrid=False,
        fixedrange=True,
        zeroline=False,
        ticks="",
        tickfont={"size": 11},
        tickangle=0,
    )
    canvas.upward(
        tickmode="array",
        tickvals=list(range(len(sides))),
        ticktext=sides,
        range=[len(sides) - 0.5, -0.5],
        showgrid=False,
        fixedrange=True,
        zeroline=False,
        automargin=True,
        ticks="",
        ticklabelstandoff=4,
    )


def _signs(
    exhibit: Exhibit, heads: list[str], sides: list[str], cells: list[list[float]], ticks: list[float], scheme: Scheme
) -> Part:
    """The signs in the cells, in the ink that is seen on the cell's colour."""
    signs = marks(exhibit)
    places = [(x, y) for y, side in enumerate(sides) for x, head in enumerate(heads) if signs.get((head, side))]
    strong = (ticks[0] + ticks[-1]) / 2
    inks = [scheme.paper if is_known(cells[y][x]) and cells[y][x] > strong else scheme.ink for x, y in places]
    return trace(
        "scatter", x=[x for x, _ in places], y=[y for _, y in places], mode="text", hoverinfo="skip",
        text=[signs[heads[x], sides[y]] for x, y in places], textfont={"size": 9, "color": inks},
    )  # fmt: skip


def _long(exhibit: Exhibit, heads: list[str], t: Translator) -> list[str]:
    """Heads of the columns where there is room: months by their whole names."""
    by_month = exhibit.drawing.x == "month_of_year"
    return [t(f"chart.month_{at}") for at in range(1, 13)] if by_month else heads
