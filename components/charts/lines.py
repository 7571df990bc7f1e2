"""Lines through time: colour and dash and marker tell the series apart, their names stand at their ends."""

from components.charts import spans
from components.charts.axes import place_axis, place_names, reference_line, value_axis
from components.charts.canvas import Canvas, Part, safe, trace
from components.charts.ends import End, end, name_at_ends
from components.exhibit import Exhibit
from components.formatting import is_known, written, written_short
from components.picture import Strand, covering_ticks, strands
from components.text import Translator
from components.theme import Scheme, dash, marker

MOST_NAMED_AT_END = 8


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator, height: int) -> None:
    """One line per series; holes where months are missing; hollow points where a value is provisional."""
    lines = strands(exhibit)
    ticks = covering_ticks([y for line in lines for y in line.ys], exhibit)
    for line in lines:
        canvas.add(one_line(line, exhibit, scheme, t, alone=len(lines) == 1))
    value_axis(canvas, ticks, exhibit, scheme, t.lang)
    place_axis(canvas, lines[0].xs, exhibit, scheme, t)
    reference_line(canvas, exhibit, scheme)
    canvas.lay(hovermode="x unified")
    if len(lines) <= MOST_NAMED_AT_END:
        name_at_ends(canvas, _ends(lines, exhibit, scheme, t), ticks, height, scheme)
    else:
        canvas.lay(showlegend=True)
    spans.draw(canvas, exhibit, scheme, t, height)


def one_line(line: Strand, exhibit: Exhibit, scheme: Scheme, t: Translator, *, alone: bool = False) -> Part:
    """The trace of one series."""
    colour = _colour(line, exhibit, scheme)
    shown = [line.provisional[at] or line.stands_alone(at) or at == line.last for at in range(len(line.xs))]
    texts = [
        written(y, exhibit.drawing.unit, t.lang) + (f" ({t('chart.provisional')})" if mark else "")
        for y, mark in zip(line.ys, line.provisional, strict=True)
    ]
    names = place_names(line.xs, exhibit, t.lang)
    return trace(
        "scatter",
        x=list(line.xs),
        y=[y if is_known(y) else None for y in line.ys],
        name=safe(line.label),
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        customdata=list(zip(texts, names, strict=True)),
        hovertemplate="%{customdata[0]}" + ("<extra></extra>" if alone else f"<extra>{safe(line.label)}</extra>"),
        line={"color": colour, "width": 2.5 if alone else 2, "dash": "solid" if alone else dash(line.place)},
        marker={
            "symbol": marker(line.place),
            "size": [7 if show else 0 for show in shown],
            "color": [scheme.paper if mark else colour for mark in line.provisional],
            "line": {"color": colour, "width": [1.5 if show else 0 for show in shown]},
            "opacity": 1,
        },
    )


def _ends(lines: tuple[Strand, ...], exhibit: Exhibit, scheme: Scheme, t: Translator) -> list[End]:
    ends = []
    for line in lines:
        if line.last is not None:
            value = line.ys[line.last]
            name = line.label if len(lines) > 1 else ""
            short = written_short(value, exhibit.drawing.unit, t.lang)
            ends.append(end(value, name, short, _colour(line, exhibit, scheme)))
    return ends


def _colour(line: Strand, exhibit: Exhibit, scheme: Scheme) -> str:
    return scheme.series(line.place) if exhibit.drawing.series else scheme.accent
