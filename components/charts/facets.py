"""Small multiples: a panel for each series, all on the same scales, the other series in grey behind it."""

import math

from components.charts import spans
from components.charts.axes import TEXT_PX, TOP_PX
from components.charts.canvas import Canvas, Part, safe, trace
from components.charts.lines import one_line
from components.exhibit import Exhibit
from components.formatting import is_known, written_short
from components.picture import Strand, covering_ticks, tick_texts, time_ticks, wrapped
from components.picture import strands as strands_of
from components.text import Translator
from components.theme import Scheme

PANEL_PX, GAP_PX, NAME_PX = 120, 26, 40
COLUMNS = 2
NAME_LETTERS = 24
#: Between the columns, as a part of the width.
BETWEEN = 0.06


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """The panels in rows of two; the scale stands at the left of each row."""
    lines = strands_of(exhibit)
    ticks = covering_ticks([y for line in lines for y in line.ys], exhibit)
    columns = min(COLUMNS, len(lines))
    rows = math.ceil(len(lines) / columns)
    height = rows * (PANEL_PX + NAME_PX + GAP_PX)
    canvas.lay(height=TOP_PX + height + 8, margin={"t": TOP_PX, "b": 8, "r": 12}, hovermode="x unified")
    for at, line in enumerate(lines):
        number = "" if at == 0 else str(at + 1)
        across, down = at % columns, at // columns
        width = (1 - BETWEEN * (columns - 1)) / columns
        top = 1 - (down * (PANEL_PX + NAME_PX + GAP_PX) + NAME_PX) / height
        left = across * (width + BETWEEN)
        _axes(canvas, number, (left, left + width), (top - PANEL_PX / height, top), ticks, line, exhibit, scheme, t)
        spans.behind(canvas, exhibit, line.xs, number, scheme)
        for other in lines:
            if other is not line:
                canvas.add(_behind(other, number, scheme))
        canvas.add({**one_line(line, exhibit, scheme, t), "xaxis": f"x{number}", "yaxis": f"y{number}"})
        _name(canvas, number, line, exhibit, scheme, t)


def _behind(line: Strand, number: str, scheme: Scheme) -> Part:
    shown = [y if is_known(y) else None for y in line.ys]
    return trace(
        "scatter", x=list(line.xs), y=shown, mode="lines", line={"color": scheme.missing, "width": 1}, hoverinfo="skip",
        xaxis=f"x{number}", yaxis=f"y{number}",
    )  # fmt: skip


def _axes(
    canvas: Canvas, number: str, across: tuple[float, float], upward: tuple[float, float], ticks: list[float],
    line: Strand, exhibit: Exhibit, scheme: Scheme, t: Translator,
) -> None:  # fmt: skip
    at, texts = time_ticks(line.xs, exhibit.column(exhibit.drawing.x).unit, t, most=2)
    quiet = {"tickfont": {"color": scheme.quiet_ink, "size": TEXT_PX - 1}, "fixedrange": True, "ticks": ""}
    first = across[0] == 0
    canvas.lay(**{
        f"xaxis{number}": {
            **quiet, "domain": list(across), "anchor": f"y{number}", "tickmode": "array", "tickangle": 0,
            "tickvals": [line.xs[i] for i in at], "ticktext": [text.replace("\n", "<br>") for text in texts],
            "showgrid": False, "zeroline": False, "linecolor": scheme.quiet_ink, "type": "date",
            "hoverformat": t("chart.hover_month"),
        },
        f"yaxis{number}": {
            **quiet, "domain": list(upward), "anchor": f"x{number}", "tickmode": "array", "tickvals": ticks,
            "ticktext": tick_texts(ticks, exhibit.drawing.unit, t.lang), "showticklabels": first, "automargin": True,
            "range": [ticks[0], ticks[-1]], "gridcolor": scheme.grid, "zeroline": ticks[0] < 0,
            "zerolinecolor": scheme.quiet_ink,
        },
    })  # fmt: skip


def _name(canvas: Canvas, number: str, line: Strand, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    value = "" if line.last is None else written_short(line.ys[line.last], exhibit.drawing.unit, t.lang)
    text = "<br>".join(safe(part) for part in wrapped(line.label, NAME_LETTERS)[:2])
    canvas.note(
        text=f"<b>{text}</b> {value or safe(t('product.not_known'))}", xref=f"x{number} domain",
        yref=f"y{number} domain", x=0, y=1, xanchor="left", yanchor="bottom", yshift=2, align="left",
        font={"size": TEXT_PX, "color": scheme.series(line.place)},
    )  # fmt: skip
