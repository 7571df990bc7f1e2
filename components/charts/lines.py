"""Lines through time: colour and dash and marker tell the series apart, their names stand at their ends."""

import plotly.graph_objects as go

from components.charts.axes import (
    BOTTOM_PX,
    LINE_PX,
    TEXT_PX,
    TOP_PX,
    place_axis,
    place_names,
    reference_line,
    value_axis,
    value_range,
)
from components.exhibit import Exhibit
from components.formatting import is_known, written, written_short
from components.picture import Strand, spread, strands, wrapped
from components.text import Translator
from components.theme import Scheme, dash, marker

MOST_NAMED_AT_END = 6
LABEL_CHARACTERS = {"ko": 7, "en": 12}
CHARACTER_PX = {"ko": 12.0, "en": 6.6}


def draw(figure: go.Figure, exhibit: Exhibit, scheme: Scheme, t: Translator, height: int) -> None:
    """One line per series; holes where months are missing; hollow points where a value is provisional."""
    lines = strands(exhibit)
    ticks = value_range([y for line in lines for y in line.ys], exhibit)
    for line in lines:
        figure.add_trace(_trace(line, exhibit, scheme, t, alone=len(lines) == 1))
    value_axis(figure, ticks, exhibit, scheme, t.lang)
    place_axis(figure, lines[0].xs, exhibit, scheme, t)
    reference_line(figure, exhibit, scheme)
    figure.update_layout(hovermode="x unified")
    if len(lines) <= MOST_NAMED_AT_END:
        _name_at_ends(figure, lines, exhibit, scheme, t, ticks, height)
    else:
        figure.update_layout(showlegend=True)


def _trace(line: Strand, exhibit: Exhibit, scheme: Scheme, t: Translator, *, alone: bool) -> go.Scatter:
    colour = scheme.accent if alone and not exhibit.drawing.series else scheme.series(line.place)
    shown = [line.provisional[at] or line.stands_alone(at) or at == line.last for at in range(len(line.xs))]
    texts = [
        written(y, exhibit.drawing.unit, t.lang) + (f" ({t('chart.provisional')})" if mark else "")
        for y, mark in zip(line.ys, line.provisional, strict=True)
    ]
    names = place_names(line.xs, exhibit, t.lang)
    return go.Scatter(
        x=list(line.xs),
        y=[y if is_known(y) else None for y in line.ys],
        name=line.label,
        mode="lines+markers",
        connectgaps=False,
        cliponaxis=False,
        customdata=list(zip(texts, names, strict=True)),
        hovertemplate="%{customdata[0]}" + ("<extra></extra>" if alone else f"<extra>{line.label}</extra>"),
        line={"color": colour, "width": 2.5 if alone else 2, "dash": "solid" if alone else dash(line.place)},
        marker={
            "symbol": marker(line.place),
            "size": [7 if show else 0 for show in shown],
            "color": [scheme.paper if mark else colour for mark in line.provisional],
            "line": {"color": colour, "width": [1.5 if show else 0 for show in shown]},
            "opacity": 1,
        },
    )


def _name_at_ends(
    figure: go.Figure,
    lines: tuple[Strand, ...],
    exhibit: Exhibit,
    scheme: Scheme,
    t: Translator,
    ticks: list[float],
    height: int,
) -> None:
    """Names (and last values) beside the line ends, moved apart so that none touches another."""
    named = [line for line in lines if line.last is not None]
    texts = [_end_text(line, exhibit, t, with_name=len(lines) > 1) for line in named]
    per_px = (ticks[-1] - ticks[0]) / (height - TOP_PX - BOTTOM_PX)
    places = spread(
        [line.ys[line.last or 0] for line in named],
        [len(text) * LINE_PX * per_px for text in texts],
        ticks[0],
        ticks[-1] + TOP_PX / 3 * per_px,
    )
    for line, text, place in zip(named, texts, places, strict=True):
        colour = scheme.accent if len(lines) == 1 and not exhibit.drawing.series else scheme.series(line.place)
        figure.add_annotation(
            text="<br>".join(text),
            xref="paper",
            x=1,
            y=place,
            xanchor="left",
            yanchor="middle",
            xshift=4,
            align="left",
            showarrow=False,
            font={"color": colour, "size": TEXT_PX},
        )
    widest = max((len(part) for text in texts for part in text), default=0)
    figure.update_layout(margin_r=int(12 + widest * CHARACTER_PX[t.lang]))


def _end_text(line: Strand, exhibit: Exhibit, t: Translator, *, with_name: bool) -> list[str]:
    value = written_short(line.ys[line.last or 0], exhibit.drawing.unit, t.lang)
    return [*wrapped(line.label, LABEL_CHARACTERS[t.lang]), value] if with_name else [value]
