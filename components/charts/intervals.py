"""Points through time, each with its interval: dots for the estimates, a line for the range."""

from components.charts.axes import place_axis, place_names, reference_line, value_axis
from components.charts.canvas import Canvas, Part, safe, trace
from components.exhibit import Exhibit
from components.formatting import is_known, written
from components.picture import Strand, strands
from components.ranges import bounds, on_scale, scale_ticks
from components.text import Translator
from components.theme import Scheme, marker


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator, height: int) -> None:
    """One dot per place with its interval; series tell stretches of time apart, by colour and by the shape of dots."""
    lines = strands(exhibit)
    unit = exhibit.drawing.unit
    ticks = scale_ticks([end for line in lines for ends in bounds(line, exhibit) for end in ends], exhibit)
    for line in lines:
        canvas.add(_dots(line, exhibit, scheme, t))
    value_axis(canvas, ticks, exhibit, scheme, t.lang)
    places = [on_scale(tick, unit) for tick in ticks]
    canvas.upward(tickvals=places, range=[places[0], places[-1] + (places[-1] - places[0]) * 0.02])
    place_axis(canvas, lines[0].xs, exhibit, scheme, t)
    reference_line(canvas, exhibit, scheme)
    canvas.lay(hovermode="closest", showlegend=len(lines) > 1, height=height + (30 if len(lines) > 1 else 0))
    if len(lines) > 1:
        canvas.lay(legend={"y": -0.2})


def _dots(line: Strand, exhibit: Exhibit, scheme: Scheme, t: Translator) -> Part:
    unit, colour = exhibit.drawing.unit, scheme.series(line.place)
    ends = bounds(line, exhibit)
    placed = [on_scale(y, unit) for y in line.ys]
    up = [_apart(on_scale(high, unit), y) for y, (_, high) in zip(placed, ends, strict=True)]
    down = [_apart(y, on_scale(low, unit)) for y, (low, _) in zip(placed, ends, strict=True)]
    said = [
        f"{written(y, unit, t.lang)} ({written(low, unit, t.lang)} – {written(high, unit, t.lang)})"
        for y, (low, high) in zip(line.ys, ends, strict=True)
    ]
    return trace(
        "scatter",
        x=list(line.xs),
        y=[y if is_known(y) else None for y in placed],
        name=safe(line.label),
        mode="markers",
        cliponaxis=False,
        customdata=list(zip(place_names(line.xs, exhibit, t.lang), said, strict=True)),
        hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b>" + f"<extra>{safe(line.label)}</extra>",
        error_y={
            "type": "data",
            "symmetric": False,
            "array": up,
            "arrayminus": down,
            "color": colour,
            "thickness": 1.6,
            "width": 0,
        },
        marker={"symbol": marker(line.place), "size": 7, "color": colour},
    )


def _apart(high: float, low: float) -> float | None:
    return high - low if is_known(high) and is_known(low) else None
