"""Names at the right end of lines and stacks: read without a legend, at phone width too."""

from dataclasses import dataclass

from components.charts.axes import BOTTOM_PX, LINE_PX, TEXT_PX, TOP_PX
from components.charts.canvas import Canvas, safe
from components.picture import letters, spread, wrapped
from components.theme import Scheme

#: Letters of a name in one line; a Hangul syllable counts two.
LINE_LETTERS = 14
SWATCH = "■ "
#: Blanks as wide as the swatch, before further lines of a name.
INDENT = "\u00a0" * 4
ROOM_PX = 12


@dataclass(frozen=True)
class End:
    """One name: at which height it belongs, its lines of text, the colour of its series."""

    at: float
    lines: tuple[str, ...]
    colour: str


def end(at: float, name: str, value: str, colour: str) -> End:
    """A name (may be empty) with its value below, wrapped."""
    lines = wrapped(name, LINE_LETTERS) if name else []
    if lines and value and letters(f"{lines[-1]} {value}") <= LINE_LETTERS:
        lines[-1] = f"{lines[-1]} {value}"
    elif value:
        lines.append(value)
    return End(at, tuple(lines), colour)


def name_at_ends(
    canvas: Canvas, ends: list[End], ticks: list[float], height: int, scheme: Scheme, *, swatch: bool = False
) -> None:
    """Set the names beside the plot, moved apart so that none touches another.

    swatch: a square in the colour and the text in ink, instead of the text in the colour.
    """
    per_px = (ticks[-1] - ticks[0]) / (height - TOP_PX - BOTTOM_PX)
    places = spread(
        [one.at for one in ends],
        [len(one.lines) * LINE_PX * per_px for one in ends],
        ticks[0] - LINE_PX * per_px / 2,
        ticks[-1] + LINE_PX * per_px / 2,
    )
    for one, place in zip(ends, places, strict=True):
        text = ("<br>" + INDENT if swatch else "<br>").join(map(safe, one.lines))
        canvas.note(
            text=f'<span style="color:{one.colour}">{SWATCH}</span>{text}' if swatch else text,
            xref="paper",
            x=1,
            y=place,
            xanchor="left",
            yanchor="middle",
            xshift=4,
            align="left",
            font={"color": scheme.ink if swatch else one.colour, "size": TEXT_PX},
        )
    widest = max((_width(line) for one in ends for line in one.lines), default=0.0)
    canvas.lay(margin={"r": int(ROOM_PX + widest + (TEXT_PX if swatch else 0))})


def _width(line: str) -> float:
    """Width in px, a little too wide rather than too narrow: Hangul is a square, the rest about 0.62 of it."""
    return sum(TEXT_PX * (0.96 if ord(sign) > 0x1100 else 0.62) for sign in line)
