"""Bars or dots by name, lying so that names can be read; their values stand at their ends."""

from components.charts.axes import LINE_PX, TEXT_PX
from components.charts.canvas import Canvas, Part, safe, trace
from components.exhibit import Exhibit
from components.formatting import is_known, written, written_short
from components.picture import beside_values, drawn_rows, numbers, span_values, wrapped
from components.text import Translator
from components.theme import Scheme
from components.withheld import instead

BAR_PX = 27
NAME_LETTERS = 18


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """One bar or dot per row, first row on top, its value written at its end; a second value as a mark across."""
    drawing, rows = exhibit.drawing, drawn_rows(exhibit)
    values = numbers(rows[drawing.y])
    beside = beside_values(exhibit)
    names = ["<br>".join(map(safe, wrapped(str(name), NAME_LETTERS))) for name in rows[drawing.label or drawing.x]]
    places = list(range(len(names)))
    colours = [scheme.accent] * len(values)
    if drawing.diverging:
        colours = [scheme.rise if is_known(value) and value >= 0 else scheme.fall for value in values]
    canvas.add(_lying_marks(exhibit, values, places, colours, names, t))
    spans = span_values(exhibit)
    for at, (low, high) in enumerate(spans):
        canvas.traces.insert(0, _span(low, high, at, scheme))
    if beside:
        canvas.add(_beside_marks(exhibit, beside, places, names, scheme, t))
    _value_labels(canvas, exhibit, values, beside or [high for _, high in spans], places, scheme, t)
    canvas.lay(hovermode="closest", bargap=0.3, height=_height(names, bool(beside)), margin={"b": 14, "l": 4})
    canvas.upward(
        tickmode="array",
        tickvals=places,
        ticktext=names,
        range=[len(names) - 0.4, -0.6],
        automargin=True,
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        ticks="",
        ticklabelstandoff=4,
    )
    canvas.across(
        range=_reach(values + beside + [high for _, high in spans]),
        showticklabels=False,
        showgrid=False,
        fixedrange=True,
        zeroline=True,
        zerolinecolor=scheme.quiet_ink,
    )
    if beside:
        canvas.lay(showlegend=True, legend={"y": -0.02, "itemwidth": 30})


def _span(low: float, high: float, at: int, scheme: Scheme) -> Part:
    """From low to high behind the dot."""
    ends = [value if is_known(value) else None for value in (low, high)]
    line = {"color": scheme.missing, "width": 8}
    return trace(
        "scatter", x=ends, y=[at, at], mode="lines", line=line, hoverinfo="skip", cliponaxis=False, showlegend=False
    )


def _said(
    exhibit: Exhibit, at: int, value: float, beside: list[float], spans: list[tuple[float, float]], lang: str
) -> str:
    """The value of a row where room is short, with its span in brackets where it has one.

    Where a second share is a mark across, both are said, for the text stands beside whichever reaches further; two
    amounts are too long for a phone.
    """
    unit = exhibit.drawing.unit
    text = written_short(value, unit, lang)
    if unit == "share" and beside and is_known(beside[at]):
        return f"{text} | {written_short(beside[at], unit, lang)}"
    if not spans or not all(map(is_known, spans[at])):
        return text
    return f"{text} ({written_short(spans[at][0], unit, lang)}–{written_short(spans[at][1], unit, lang)})"


def _height(names: list[str], with_legend: bool) -> int:
    lines = max((name.count("<br>") + 1 for name in names), default=1)
    return int(60 + len(names) * max(BAR_PX, lines * LINE_PX + 4) + (28 if with_legend else 0))


def _reach(values: list[float]) -> list[float]:
    """Room for the value written at the end of the longest bar, on both sides where there are falls."""
    known = [value for value in values if is_known(value)]
    low, high = min([0.0, *known]), max([0.0, *known])
    span = (high - low) or 1.0
    return [low - (span * 0.3 if low < 0 else 0), high + (span * 0.3 if high > 0 or low == 0 else span * 0.02)]


def _lying_marks(
    exhibit: Exhibit, values: list[float], places: list[int], colours: list[str], names: list[str], t: Translator
) -> Part:
    shown = [value if is_known(value) else None for value in values]
    texts = [written(value, exhibit.drawing.unit, t.lang) for value in values]
    common = {
        "x": shown,
        "y": places,
        "name": exhibit.column(exhibit.drawing.y).label,
        "customdata": [[name.replace("<br>", ""), text] for name, text in zip(names, texts, strict=True)],
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }
    if exhibit.drawing.kind == "dot":
        return trace("scatter", **common, mode="markers", marker={"color": colours, "size": 11, "symbol": "circle"})
    return trace("bar", **common, orientation="h", marker={"color": colours})


def _beside_marks(
    exhibit: Exhibit, beside: list[float], places: list[int], names: list[str], scheme: Scheme, t: Translator
) -> Part:
    label = exhibit.drawing.beside_label
    texts = [written(value, exhibit.drawing.unit, t.lang) for value in beside]
    return trace(
        "scatter",
        x=[value if is_known(value) else None for value in beside],
        y=places,
        mode="markers",
        name=label,
        cliponaxis=False,
        customdata=[[name.replace("<br>", ""), text] for name, text in zip(names, texts, strict=True)],
        hovertemplate="%{customdata[0]}<br>" + label + " <b>%{customdata[1]}</b><extra></extra>",
        marker={"symbol": "line-ns", "size": 16, "line": {"width": 3, "color": scheme.mark}},
    )


def _value_labels(
    canvas: Canvas,
    exhibit: Exhibit,
    values: list[float],
    beside: list[float],
    places: list[int],
    scheme: Scheme,
    t: Translator,
) -> None:
    spans, second, unknown = span_values(exhibit), beside_values(exhibit), instead(drawn_rows(exhibit), t)
    for at, value in zip(places, values, strict=True):
        known = is_known(value)
        ends = [0.0, *([value] if known else []), *([beside[at]] if beside and is_known(beside[at]) else [])]
        falls = known and value < 0
        text = _said(exhibit, at, value, second, spans, t.lang) if known else unknown[at]
        canvas.note(
            x=min(ends) if falls else max(ends),
            y=at,
            text=text,
            xanchor="right" if falls else "left",
            xshift=-5 if falls else 6,
            font={"size": TEXT_PX, "color": scheme.ink if known else scheme.quiet_ink},
        )
