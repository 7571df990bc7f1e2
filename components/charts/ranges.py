"""Lying ranges by name: what is sure is solid, what is only possible is light, the best guess is a line across."""

from components.charts.axes import TEXT_PX
from components.charts.canvas import Canvas, Part, safe, trace
from components.charts.lying import BAR_PX, NAME_LETTERS
from components.exhibit import Exhibit
from components.formatting import is_known, written
from components.picture import wrapped
from components.ranges import Range, range_words, ranges, words_begin
from components.text import Translator
from components.theme import Scheme

#: Pixels of a line of text below a bar.
WORDS_PX = 17
#: Letters of what stands below a bar, on a phone.
WORDS_LETTERS = 46


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """One row each, the first on top; its numbers, or why there are none, are written below the bar."""
    told = ranges(exhibit)
    words = [wrapped(range_words(one, exhibit.drawing.unit, t), WORDS_LETTERS) for one in told]
    names = ["<br>".join(map(safe, wrapped(one.name, NAME_LETTERS))) for one in told]
    heights = [_height(name, lines) for name, lines in zip(names, words, strict=True)]
    tops = [float(sum(heights[:at])) for at in range(len(heights))]
    middles = [top + BAR_PX / 2 for top in tops]
    canvas.add(_bars([one.sure for one in told], middles, scheme.accent))
    canvas.add(_bars([one.possible for one in told], middles, _light(scheme)))
    canvas.add(_guesses(told, middles, exhibit, scheme, t))
    low, high = _reach(told)
    start = words_begin(low, high)
    for one, lines, top in zip(told, words, tops, strict=True):
        canvas.note(
            x=start,
            y=top + BAR_PX,
            xanchor="left",
            yanchor="top",
            align="left",
            text="<br>".join(map(safe, lines)),
            font={"size": TEXT_PX, "color": scheme.ink if one.is_known else scheme.quiet_ink},
        )
    whole = sum(heights)
    canvas.lay(hovermode="closest", barmode="overlay", height=int(whole + 64), margin={"b": 14, "l": 4})
    canvas.upward(
        tickmode="array",
        tickvals=middles,
        ticktext=names,
        range=[whole, -4],
        automargin=True,
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        ticks="",
        ticklabelstandoff=4,
    )
    canvas.across(
        range=[low, high],
        showticklabels=False,
        showgrid=False,
        fixedrange=True,
        zeroline=True,
        zerolinecolor=scheme.quiet_ink,
    )


def _height(name: str, lines: list[str]) -> float:
    return max(BAR_PX + len(lines) * WORDS_PX + 12, (name.count("<br>") + 1) * 16 + 10)


def _light(scheme: Scheme) -> str:
    red, green, blue = (int(scheme.accent[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.32)"


def _bars(parts: list[tuple[float, float] | None], middles: list[float], colour: str) -> Part:
    """Bars from the one end to the other; nothing where there is no such part."""
    return trace(
        "bar",
        orientation="h",
        x=[None if part is None else part[1] - part[0] for part in parts],
        base=[0.0 if part is None else part[0] for part in parts],
        y=middles,
        width=[BAR_PX * 0.62] * len(parts),
        marker={"color": colour},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _guesses(told: list[Range], middles: list[float], exhibit: Exhibit, scheme: Scheme, t: Translator) -> Part:
    unit = exhibit.drawing.unit
    return trace(
        "scatter",
        mode="markers",
        x=[one.value if is_known(one.value) else None for one in told],
        y=middles,
        cliponaxis=False,
        customdata=[[safe(one.name), written(one.value, unit, t.lang)] for one in told],
        hovertemplate="%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
        marker={"symbol": "line-ns", "size": BAR_PX * 0.8, "line": {"width": 3, "color": scheme.mark}},
    )


def _reach(told: list[Range]) -> tuple[float, float]:
    """The horizontal axis: all ends, and zero."""
    ends = [0.0, *(end for one in told for end in (one.value, one.low, one.high) if is_known(end))]
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0
    return low - (span * 0.03 if low < 0 else 0.0), high + span * 0.03
