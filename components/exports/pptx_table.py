"""Tables of PowerPoint's own: as large letters as the rows allow, on as many slides as they need."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from components.exhibit import Exhibit
from components.exports.about import head
from components.exports.fitting import Part, parts
from components.exports.pptx_text import colour, describe, write
from components.exports.tables import WORDS, shown_rows
from components.text import Translator
from components.theme import LIGHT

#: Sizes of letters that are tried, the largest that fits one slide first; a long table has the last.
SIZES_PT = (18.0, 16.0, 14.0, 12.0)
#: Above and below a line of a row; less where that saves a slide with what is left of a table.
ROUND_PT, TIGHT_PT = 5.0, 3.0
INNER_IN, LEADING = 0.2, 1.25
#: Slides name their typeface, and another may be what is there.
ROOMY = 1.12
RULE_EMU = 6350


@dataclass(frozen=True)
class Piece:
    """What stands on one slide: columns of a part, rows, their heights in inches, and the size of letters."""

    part: Part
    rows: tuple[tuple[str, ...], ...]
    heights_in: tuple[float, ...]
    size_pt: float
    round_pt: float


def pieces(exhibit: Exhibit, t: Translator, wide_in: float, first_in: float, other_in: float) -> list[Piece]:
    """The table in pieces, each with its heads. first_in: height that the first slide has for it, other_in: others."""
    heads, rows = [head(column, t) for column in exhibit.columns], shown_rows(exhibit, t)
    room = (wide_in, first_in, other_in)
    tried = [(size, ROUND_PT) for size in SIZES_PT] + [(SIZES_PT[-1], TIGHT_PT)]
    usual: list[Piece] = []
    for size, round_pt in tried:
        made = list(_at_size(exhibit, heads, rows, t, room, size, round_pt))
        if len(made) == 1:
            return made
        usual = made if round_pt == ROUND_PT else usual
    return usual


def _at_size(
    exhibit: Exhibit, heads: list[str], rows: list[list[str]], t: Translator, room: tuple[float, float, float],
    size: float, round_pt: float,
) -> Iterator[Piece]:  # fmt: skip
    wide, first, other = room
    square = size / 72
    for number, part in enumerate(parts(exhibit, rows, t, wide / square, INNER_IN / square, ROOMY)):
        left = first if number == 0 else other
        top = _height(part, heads, size, round_pt)
        kept: list[list[str]] = []
        heights = [top]
        for row in rows:
            high = _height(part, row, size, round_pt)
            if kept and sum(heights) + high > left:
                yield _piece(part, kept, heights, size, round_pt)
                kept, heights, left = [], [top], other
            kept.append(row)
            heights.append(high)
        yield _piece(part, kept, heights, size, round_pt)


def _piece(part: Part, rows: list[list[str]], heights: list[float], size: float, round_pt: float) -> Piece:
    return Piece(part, tuple(tuple(row[at] for at in part.columns) for row in rows), tuple(heights), size, round_pt)


def _height(part: Part, cells: list[str], size: float, round_pt: float) -> float:
    return (part.lines(cells, INNER_IN * 72 / size) * size * LEADING + round_pt * 2) / 72


def add_table(slide: Any, left_in: float, top_in: float, piece: Piece, exhibit: Exhibit, t: Translator) -> None:
    """The piece as a table on a slide."""
    columns = [exhibit.columns[at] for at in piece.part.columns]
    wide = sum(piece.part.widths) * piece.size_pt / 72
    frame = slide.shapes.add_table(
        len(piece.rows) + 1, len(columns), Inches(left_in), Inches(top_in), Inches(wide),
        Inches(sum(piece.heights_in)),
    )  # fmt: skip
    describe(frame, exhibit.finding or exhibit.title)
    for at, width in enumerate(piece.part.widths):
        frame.table.columns[at].width = Inches(width * piece.size_pt / 72)
    for at, high in enumerate(piece.heights_in):
        frame.table.rows[at].height = Inches(high)
    for number, cells in enumerate([[head(column, t) for column in columns], *piece.rows]):
        for at, text in enumerate(cells):
            _cell(frame.table.cell(number, at), text, t, piece, number, is_number=columns[at].unit not in WORDS)


def _cell(cell: Any, text: str, t: Translator, piece: Piece, number: int, *, is_number: bool) -> None:
    cell.margin_top = cell.margin_bottom = Pt(piece.round_pt - 2)
    cell.margin_left = cell.margin_right = Inches(INNER_IN / 2)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(LIGHT.grid if number == 0 else LIGHT.paper)
    _rule_below(cell)
    write(cell.text_frame, [text], t.lang, size=piece.size_pt, bold=number == 0, after=0)
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if is_number else PP_ALIGN.LEFT


def _rule_below(cell: Any) -> None:
    """A thin line below the cell; lines have to stand before the fill."""
    properties = cell._tc.get_or_add_tcPr()
    line = etree.Element(qn("a:lnB"), {"w": str(RULE_EMU)})
    fill = etree.SubElement(etree.SubElement(line, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", LIGHT.missing.lstrip("#"))
    properties.insert(0, line)
