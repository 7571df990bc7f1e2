"""The page round a picture: title, finding and filters above; notes, sources and when made below.

A figure of matplotlib's object interface: no pyplot, so nothing global changes and several threads may draw at once.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from components.exhibit import Exhibit
from components.exports.about import filters, made_at_words, source_lines
from components.exports.fonts import font, points
from components.picture import unit_words
from components.text import Translator
from components.theme import LIGHT

WIDTH_IN, DPI = 7.6, 160
MARGIN_IN, BARE_MARGIN_IN = 0.28, 0.06
TITLE_PT, TEXT_PT, SMALL_PT = 15.0, 10.5, 8.0
LEADING = 1.42


@dataclass(frozen=True)
class Line:
    """One line of text on the page."""

    text: str
    size: float
    colour: str
    bold: bool = False

    @property
    def height(self) -> float:
        """In inches, leading included."""
        return points(self.size) * LEADING / 72


@dataclass(frozen=True)
class Paper:
    """A page in work: the figure, where the plot may stand (inches from the top), and the words."""

    figure: Any
    height: float
    top: float
    bottom: float
    width: float = WIDTH_IN

    @property
    def is_wide(self) -> bool:
        """Whether there is room beside a map, as on a slide."""
        return self.width > WIDTH_IN

    def axes(self, left: float, right: float, *, above: float = 0.0, below: float = 0.0) -> Any:
        """Axes with so many inches free at each side of the room for the plot."""
        low = self.height - self.bottom + below
        high = self.height - self.top - above
        box = (
            left / self.width,
            low / self.height,
            (self.width - left - right) / self.width,
            (high - low) / self.height,
        )
        return self.figure.add_axes(box)


def paper(
    exhibit: Exhibit,
    t: Translator,
    plot_in: float,
    made_at: datetime | None = None,
    *,
    bare: bool = False,
    width: float = WIDTH_IN,
    snapshot_id: str = "",
) -> Paper:
    """A page with its words set, and room of that height for the plot. bare: the unit alone, for a document that says
    all else round the picture. width: in inches, of a bare page only."""
    above, below = (_unit(exhibit, t), []) if bare else (_above(exhibit, t), _below(exhibit, t, made_at, snapshot_id))
    margin = BARE_MARGIN_IN if bare else MARGIN_IN
    top = margin + sum(line.height for line in above) + 0.08
    bottom = top + plot_in
    height = bottom + margin if bare else bottom + 0.14 + sum(line.height for line in below) + margin
    figure = Figure(figsize=(width, height), dpi=DPI, facecolor=LIGHT.paper)
    FigureCanvasAgg(figure)
    _set(figure, above, margin, height)
    _set(figure, below, bottom + 0.14, height)
    if exhibit.is_example and not bare:
        _mark(figure, t, height)
    return Paper(figure, height, top, bottom, width)


def _above(exhibit: Exhibit, t: Translator) -> list[Line]:
    room = 0.82 if exhibit.is_example else 1.0
    lines = [Line(text, TITLE_PT, LIGHT.ink, True) for text in broken(exhibit.title, TITLE_PT, room)]
    lines += [Line(text, TEXT_PT, LIGHT.ink) for text in broken(exhibit.finding, TEXT_PT)]
    lines += [Line(text, SMALL_PT, LIGHT.quiet_ink) for text in broken(filters(exhibit, t), SMALL_PT)]
    return [*lines, *_unit(exhibit, t)]


def _unit(exhibit: Exhibit, t: Translator) -> list[Line]:
    return [] if exhibit.drawing.kind == "table" else [Line(unit_words(exhibit, t), SMALL_PT, LIGHT.quiet_ink)]


def _below(exhibit: Exhibit, t: Translator, made_at: datetime | None, snapshot_id: str) -> list[Line]:
    texts = [f"{t('export.note')}: {note}" for note in exhibit.notes]
    texts += [f"{t('export.source')}: {line}" for line in source_lines(exhibit.sources, t)]
    version = f"{t('export.version')} {exhibit.question} · {exhibit.store_version}"
    made = f"{t('export.made_at')} {made_at_words(made_at)} · {version}"
    made += f" · {t('export.snapshot')} {snapshot_id}" if snapshot_id else ""
    texts.append(f"{t('product.name')} · {made}")
    if exhibit.is_example:
        texts.insert(0, t("export.example_line"))
    return [Line(part, SMALL_PT, LIGHT.quiet_ink) for text in texts for part in broken(text, SMALL_PT)]


def _set(figure: Any, lines: list[Line], top: float, height: float) -> None:
    for line in lines:
        words(
            figure,
            MARGIN_IN / figure.get_figwidth(),
            1 - top / height,
            line.text,
            line.size,
            line.colour,
            bold=line.bold,
            va="top",
        )
        top += line.height


def _mark(figure: Any, t: Translator, height: float) -> None:
    box = {"boxstyle": "square,pad=0.35", "facecolor": LIGHT.paper, "edgecolor": LIGHT.warning, "linewidth": 1.2}
    words(
        figure,
        1 - MARGIN_IN / WIDTH_IN,
        1 - (MARGIN_IN + 0.04) / height,
        t("product.example_data"),
        TEXT_PT,
        LIGHT.warning,
        bold=True,
        va="top",
        ha="right",
        bbox=box,
    )


def words(
    where: Any, x: float, y: float, text: str, size: float, colour: str, *, bold: bool = False, **more: Any
) -> Any:
    """Text on a figure or on axes, in the bundled font, never read as a formula."""
    return where.text(x, y, text, fontproperties=font(size, bold=bold), color=colour, parse_math=False, **more)


def width_in(text: str, size: float) -> float:
    """Width of a text in inches: Hangul is a square of the size, the rest about 0.57 of it."""
    return sum(0.9 if ord(sign) > 0x1100 else 0.57 for sign in text) * points(size) / 72


def broken(text: str, size: float, part: float = 1.0) -> list[str]:
    """A text in lines that fit that part of the page's width, broken at blanks; a word too long is cut."""
    room = (WIDTH_IN - 2 * MARGIN_IN) * part
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_in(longer, size) > room:
            lines.append(line)
            longer = word
        while width_in(longer, size) > room:
            fits = next(at for at in range(len(longer) - 1, 0, -1) if width_in(longer[:at], size) <= room)
            lines.append(longer[:fits])
            longer = longer[fits:]
        line = longer
    return [*lines, line] if line else lines
