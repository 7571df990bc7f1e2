"""Bars through time: plain, stacked, stacked to 100 %."""

from components.charts import spans
from components.charts.axes import place_axis, reference_line, value_axis
from components.charts.canvas import Canvas, Part, safe, trace
from components.charts.ends import End, end, name_at_ends
from components.exhibit import Exhibit
from components.formatting import is_known, written, written_short
from components.picture import Strand, covering_ticks, shares_of, strands, totals
from components.text import Translator
from components.theme import Scheme


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator, height: int) -> None:
    """Upright bars, one per place; stacked when the kind says so; hatched where a value is provisional."""
    kind = exhibit.drawing.kind
    lines = strands(exhibit)
    parts = shares_of(lines) if kind == "stacked_share" else [list(line.ys) for line in lines]
    for line, part in zip(lines, parts, strict=True):
        canvas.add(_upright(line, part, exhibit, scheme, t, alone=len(lines) == 1))
    if kind == "stacked_share":
        ticks = [0.0, 0.25, 0.5, 0.75, 1.0]
    else:
        ticks = covering_ticks(totals(lines) if kind == "stacked_bar" else [y for part in parts for y in part], exhibit)
    value_axis(canvas, ticks, exhibit, scheme, t.lang)
    place_axis(canvas, lines[0].xs, exhibit, scheme, t)
    reference_line(canvas, exhibit, scheme)
    canvas.lay(barmode="stack" if kind.startswith("stacked") else "group", bargap=0.22, hovermode="x unified")
    if len(lines) > 1:
        name_at_ends(canvas, _ends(lines, parts, exhibit, scheme, t), ticks, height, scheme, swatch=True)
    spans.draw(canvas, exhibit, scheme, t, height)


def _ends(
    lines: tuple[Strand, ...], parts: list[list[float]], exhibit: Exhibit, scheme: Scheme, t: Translator
) -> list[End]:
    """Names beside the last stack, each at the middle of its part."""
    of_all = exhibit.drawing.kind == "stacked_share"
    last = max(line.last for line in lines if line.last is not None)
    ends, below = [], 0.0
    for line, part in zip(lines, parts, strict=True):
        size = part[last] if is_known(part[last]) else 0.0
        value = written_short(size, "share", t.lang) if of_all else ""
        ends.append(end(below + size / 2, line.label, value, scheme.series(line.place)))
        below += size
    return ends


def _upright(
    line: Strand, heights: list[float], exhibit: Exhibit, scheme: Scheme, t: Translator, *, alone: bool
) -> Part:
    plain = alone and not exhibit.drawing.series
    texts = [written(y, exhibit.column(exhibit.drawing.y).unit, t.lang) for y in line.ys]
    if exhibit.drawing.kind == "stacked_share":
        texts = [f"{written(h, 'share', t.lang)} ({text})" for h, text in zip(heights, texts, strict=True)]
    texts = [
        text + (f" ({t('chart.provisional')})" if m else "") for text, m in zip(texts, line.provisional, strict=True)
    ]
    colour = scheme.accent if plain else scheme.series(line.place)
    fills: str | list[str] = colour
    if exhibit.drawing.diverging:
        fills = [scheme.rise if is_known(h) and h >= 0 else scheme.fall for h in heights]
    return trace(
        "bar",
        x=list(line.xs),
        y=[h if is_known(h) else None for h in heights],
        name=safe(line.label),
        customdata=texts,
        hovertemplate="%{customdata}" + ("<extra></extra>" if alone else f"<extra>{safe(line.label)}</extra>"),
        marker={
            "color": fills,
            "line": {"color": scheme.paper, "width": 0.5},
            "pattern": {
                "shape": ["/" if mark else "" for mark in line.provisional],
                "fgcolor": scheme.paper,
                "fgopacity": 0.55,
                "size": 6,
                "solidity": 0.3,
                "fillmode": "overlay",
            },
        },
    )
