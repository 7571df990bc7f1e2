"""Lying bars of one length, each divided into its parts: how something is distributed in every place."""

from components.charts.axes import LINE_PX
from components.charts.canvas import Canvas, Part, safe, trace
from components.charts.lying import BAR_PX, NAME_LETTERS
from components.exhibit import Exhibit
from components.formatting import is_known, share
from components.picture import wrapped
from components.portions import SMALLEST_NAMED, ink_on, portions, shade, unknown
from components.text import Translator
from components.theme import Scheme


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator) -> None:
    """One bar per row of the names, first on top; a place of which nothing is known says so."""
    names, parts = portions(exhibit)
    shown = ["<br>".join(map(safe, wrapped(name, NAME_LETTERS))) for name in names]
    for place, (label, shares) in enumerate(parts):
        canvas.add(_part(label, shares, shown, scheme, place, len(parts), t))
    for at, said in enumerate(map(unknown(exhibit, t).get, names)):
        if not any(is_known(shares[at]) for _, shares in parts):
            canvas.note(x=0, y=at, text=said, xanchor="left", xshift=6, font={"color": scheme.quiet_ink})
    lines = max((name.count("<br>") + 1 for name in shown), default=1)
    canvas.lay(
        barmode="stack",
        bargap=0.25,
        hovermode="closest",
        showlegend=True,
        margin={"b": 10, "l": 4},
        height=int(96 + len(names) * max(BAR_PX, lines * LINE_PX + 4)),
        legend={"y": -0.02, "itemwidth": 30},
    )
    canvas.upward(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=shown,
        range=[len(names) - 0.4, -0.6],
        automargin=True,
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        ticks="",
        ticklabelstandoff=4,
    )
    canvas.across(range=[0, 1], showticklabels=False, showgrid=False, fixedrange=True, zeroline=False)


def _part(
    label: str, shares: list[float], names: list[str], scheme: Scheme, place: int, count: int, t: Translator
) -> Part:
    colour = shade(scheme.sequential, place, count)
    return trace(
        "bar",
        orientation="h",
        name=safe(label),
        y=list(range(len(shares))),
        x=[value if is_known(value) else None for value in shares],
        text=[share(value, 0) if is_known(value) and value >= SMALLEST_NAMED else "" for value in shares],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": ink_on(colour)},
        marker={"color": colour, "line": {"color": scheme.paper, "width": 1}},
        customdata=[[name.replace("<br>", ""), share(value)] for name, value in zip(names, shares, strict=True)],
        hovertemplate="%{customdata[0]}<br>" + safe(label) + " <b>%{customdata[1]}</b><extra></extra>",
    )
