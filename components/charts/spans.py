"""Programmes and discounts behind a picture through time: light bands, a row with their names above the plot."""

import pandas as pd

from components.bands import HALF, Band, are_named, bands, lanes, opacity, stamps
from components.charts.axes import BOTTOM_PX, TEXT_PX, TOP_PX
from components.charts.canvas import Canvas, safe
from components.exhibit import Exhibit
from components.formatting import day, is_known
from components.picture import letters, strands
from components.text import Translator
from components.theme import Scheme

LANE_PX = 18
#: Letters of a name above the plot; a Hangul syllable counts two.
NAME_LETTERS = 34
#: More are not drawn, only counted in the note.
MOST = 12


def with_spans(exhibit: Exhibit, rows: pd.DataFrame, t: Translator) -> Exhibit:
    """The exhibit with the spans of ``programmes.spans`` behind it, named in a note: discounts first, then the rest.

    Only those that touch the months drawn; one that went on throughout has no edge to look at and is named only. An
    exhibit that is not drawn through time stays as it is.
    """
    unit = exhibit.column(exhibit.drawing.x).unit
    if exhibit.is_empty or unit not in ("month", "quarter") or exhibit.drawing.kind not in KINDS:
        return exhibit
    first, last = exhibit.rows[exhibit.drawing.x].min(), exhibit.rows[exhibit.drawing.x].max() + pd.offsets.MonthEnd(1)
    there = rows[(rows["starts_on"] <= last) & (rows["ends_on"].isna() | (rows["ends_on"] >= first))]
    there = there.sort_values(["is_promotion", "starts_on"], ascending=[False, True], kind="stable")
    # a programme that is nothing but its discount would be told twice
    there = there.drop_duplicates(["programme_code", "starts_on", "ends_on"])
    throughout = (there["starts_on"] <= first) & (there["ends_on"].isna() | (there["ends_on"] >= last))
    always, within = there[throughout], there[~throughout]
    spans = _spans(within.head(MOST).sort_values("starts_on", kind="stable"))
    notes = [t("note.spans_none")] if there.empty else []
    if spans:
        named = "; ".join(f"{number} {_said(span, t)}" for number, span in enumerate(spans, 1))
        notes.append(t("note.spans", spans=named))
    if len(within) > MOST:
        notes.append(t("note.spans_more", count=len(within) - MOST))
    if len(always):
        notes.append(t("note.spans_throughout", spans="; ".join(_said(span, t) for span in _spans(always))))
    return exhibit.drawn_with(spans).with_notes(*notes)


def _spans(rows: pd.DataFrame) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (f"{begins:%Y-%m-%d}", f"{ends:%Y-%m-%d}" if is_known(ends) else "", str(name))
        for begins, ends, name in zip(rows["starts_on"], rows["ends_on"], rows["span_name"], strict=True)
    )


#: Kinds that are drawn with bands.
KINDS = ("line", "bar", "stacked_bar", "stacked_share")


def _said(span: tuple[str, str, str], t: Translator) -> str:
    begins, ends, name = span
    if begins == ends:
        return f"{name} ({day(begins, t.lang)})"
    if not ends:
        return t("note.span_open", name=name, first=day(begins, t.lang))
    return f"{name} ({day(begins, t.lang)} – {day(ends, t.lang)})"


def draw(canvas: Canvas, exhibit: Exhibit, scheme: Scheme, t: Translator, height: int) -> None:
    """Bands on a picture with one plot of that height; the picture grows by the rows above it."""
    lines = strands(exhibit)
    found = bands(exhibit, lines[0].xs) if lines else ()
    if not found:
        return
    room, plot = lanes(found) * LANE_PX, height - TOP_PX - BOTTOM_PX
    _make_room(canvas, room, height)
    for one in found:
        _behind(canvas, one, lines[0].xs, found, scheme, yref="y domain", xref="x")
        _above(canvas, one, lines[0].xs, found, scheme, plot)


def behind(canvas: Canvas, exhibit: Exhibit, xs: tuple[pd.Timestamp, ...], number: str, scheme: Scheme) -> None:
    """Bands in one of several small plots: no row above, its number at the top of each."""
    found = bands(exhibit, xs)
    for one in found:
        _behind(canvas, one, xs, found, scheme, yref=f"y{number} domain", xref=f"x{number}")
        canvas.note(
            text=str(one.number), xref=f"x{number}", yref=f"y{number} domain", x=stamps(xs, _middle(one, len(xs))), y=1,
            yanchor="top", font={"size": TEXT_PX - 2, "color": scheme.quiet_ink},
        )  # fmt: skip


def _make_room(canvas: Canvas, room: int, height: int) -> None:
    """Between the line that says the unit and the plot."""
    for note in canvas.layout["annotations"]:
        if note.get("yref") == "paper" and note.get("y") == 1 and note.get("yanchor") == "bottom":
            note["yshift"] = note.get("yshift", 0) + room
    canvas.lay(height=height + room, margin={"t": TOP_PX + room})


def _behind(
    canvas: Canvas,
    one: Band,
    xs: tuple[pd.Timestamp, ...],
    found: tuple[Band, ...],
    scheme: Scheme,
    *,
    xref: str,
    yref: str,
) -> None:
    low, high = stamps(xs, one.start), stamps(xs, one.end(len(xs)))
    place = {"xref": xref, "yref": yref, "y0": 0, "y1": 1, "layer": "below"}
    edge = {"color": scheme.quiet_ink, "width": 1, "dash": "dot"}
    if not one.is_day:
        canvas.shape(type="rect", x0=low, x1=high, fillcolor=scheme.quiet_ink, opacity=opacity(found),
                     line={"width": 0}, **place)  # fmt: skip
    if one.low > -HALF:
        canvas.shape(type="line", x0=low, x1=low, line=edge, opacity=0.6, **place)
    if not one.is_day and one.high is not None and one.high <= len(xs) - 1 + HALF:
        canvas.shape(type="line", x0=high, x1=high, line=edge, opacity=0.6, **place)


def _above(
    canvas: Canvas, one: Band, xs: tuple[pd.Timestamp, ...], found: tuple[Band, ...], scheme: Scheme, plot: int
) -> None:
    """A bar over the span and, above it, its name; an arrow where no end is told."""
    low, high, places = stamps(xs, one.start), stamps(xs, one.end(len(xs))), len(xs)
    bottom = (one.lane * LANE_PX + 3) / plot + 1
    canvas.shape(
        type="line", xref="x", yref="paper", x0=low, x1=high, y0=bottom, y1=bottom,
        line={"color": scheme.quiet_ink, "width": 3},
    )  # fmt: skip
    text = (_cut(one.label) if are_named(found) else "") + (" →" if one.high is None else "")
    late = one.start > places * 0.55
    canvas.note(
        text=safe(f"{one.number} {text}".strip()), xref="x", yref="paper", x=high if late else low, y=bottom,
        xanchor="right" if late else "left", yanchor="bottom", yshift=-1,
        font={"size": TEXT_PX - 1, "color": scheme.ink},
    )  # fmt: skip


def _middle(one: Band, places: int) -> float:
    return (one.start + one.end(places)) / 2


def _cut(text: str) -> str:
    while letters(text) > NAME_LETTERS:
        text = text[:-2].rstrip() + "…"
    return text
