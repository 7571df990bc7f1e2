"""Where markets stand within a group: one lane each, its dot on the spread of the whole group. Nobody's rank."""

import numpy as np

from components.charts.axes import TEXT_PX, TOP_PX
from components.charts.canvas import Canvas, Part, safe, trace
from components.exhibit import Exhibit
from components.formatting import is_known, written, written_short
from components.picture import covering_ticks, numbers, tick_texts
from components.text import Translator
from components.theme import Scheme, marker

LANE_PX = 56


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """Range, middle half and members of the group in every lane, and the market's own dot with its value."""
    drawing, rows = exhibit.drawing, exhibit.rows
    values = numbers(rows[drawing.y])
    known = [value for value in values if is_known(value)]
    names = [str(name) for name in rows[drawing.series]]
    lanes = [(name, value) for name, value in zip(names, values, strict=True) if name]
    for at, (name, value) in enumerate(lanes):
        for part in _group(known, at, scheme):
            canvas.add(part)
        canvas.add(_own(name, value, at, exhibit, scheme, t))
        _label(canvas, name, value, at, exhibit, scheme, t)
    ticks = covering_ticks(values, exhibit)
    canvas.lay(height=TOP_PX + 40 + LANE_PX * len(lanes), margin={"b": 34}, hovermode="closest")
    canvas.upward(visible=False, range=[len(lanes) - 0.6, -0.75], fixedrange=True)
    texts = tick_texts(ticks, drawing.unit, t.lang)
    canvas.across(
        tickmode="array", tickvals=ticks, ticktext=texts, gridcolor=scheme.grid, zeroline=ticks[0] < 0, fixedrange=True,
        zerolinecolor=scheme.quiet_ink, tickfont={"color": scheme.quiet_ink}, range=[ticks[0], ticks[-1]],
    )  # fmt: skip


def _group(known: list[float], at: int, scheme: Scheme) -> list[Part]:
    if not known:
        return []
    low, first, middle, third, high = np.quantile(known, [0, 0.25, 0.5, 0.75, 1])
    line = {"mode": "lines", "hoverinfo": "skip", "cliponaxis": False}
    return [
        trace("scatter", x=[low, high], y=[at, at], line={"color": scheme.missing, "width": 2}, **line),
        trace("scatter", x=[first, third], y=[at, at], line={"color": scheme.missing, "width": 10}, **line),
        trace("scatter", x=[middle, middle], y=[at - 0.2, at + 0.2], line={"color": scheme.mark, "width": 2}, **line),
        trace(
            "scatter", x=known, y=[at] * len(known), mode="markers", hoverinfo="skip", cliponaxis=False,
            marker={"color": scheme.quiet_ink, "size": 5, "opacity": 0.65},
        ),
    ]  # fmt: skip


def _own(name: str, value: float, at: int, exhibit: Exhibit, scheme: Scheme, t: Translator) -> Part:
    text = f"{safe(name)}<br><b>{written(value, exhibit.drawing.unit, t.lang)}</b>"
    return trace(
        "scatter", x=[value if is_known(value) else None], y=[at], mode="markers", cliponaxis=False, customdata=[text],
        hovertemplate="%{customdata}<extra></extra>",
        marker={
            "color": scheme.series(at), "size": 14, "symbol": marker(at), "line": {"color": scheme.paper, "width": 2},
        },
    )  # fmt: skip


def _label(canvas: Canvas, name: str, value: float, at: int, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """Name and value above the lane, at its left end: no dot can lie on them."""
    said = written_short(value, exhibit.drawing.unit, t.lang) if is_known(value) else t("product.not_known")
    canvas.note(
        text=f"{safe(name)} <b>{said}</b>", xref="paper", x=0, y=at, yshift=20, xanchor="left", yanchor="middle",
        font={"size": TEXT_PX, "color": scheme.series(at)},
    )  # fmt: skip
