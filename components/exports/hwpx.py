"""A report in HWPX, the format Korean offices file. The only module that speaks python-hwpx, whose interface moves.

Headings of the outline, native charts (the same chartML as in slides), pictures of what Hangul cannot draw, tables with
repeated heads, header with the agency and the snapshot, page numbers.
"""

from collections.abc import Callable
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from components.exhibit import Exhibit
from components.exports import png
from components.exports.about import head, hidden_lines, made_at_words, small_lines
from components.exports.fitting import Part, parts
from components.exports.fonts import font_file
from components.exports.hwpx_rows import Rows, put_in
from components.exports.native import drawn_lines
from components.exports.pptx_chart import MOST_LABELS, add_chart, is_native
from components.exports.report import Report, Section
from components.exports.tables import WORDS, shown_rows
from components.formatting import is_known
from components.text import Translator
from components.theme import LIGHT, SHEET_FONT

Progress = Callable[[int, int], None]
#: Lengths of HWPX: 7,200 to an inch.
UNITS_MM = 7200 / 25.4
TEXT_MM = 170.0
CHART_MM = 88.0
ROW_MM, LINE_MM, BELOW_MM, BELOW_PT = 6.0, 3.9, 1.5, 4
#: So many sections stand one below the other; more begin on a page each.
FEW = 3
#: Bars that lie on one another, light over solid: not every reader of HWPX draws them so.
AS_PICTURES = ("ranges",)
#: Numbers of tables, each once.
FIRST_TABLE = 1_000_001
TITLE_PT, HEADING_PT, TEXT_PT, SMALL_PT, CELL_PT = 20, 15, 11, 9, 9
#: A Hangul letter in a cell, and what a cell keeps free at its sides.
SQUARE_MM, INNER_MM = CELL_PT / 72 * 25.4, 3.8


def written(report: Report, t: Translator, *, progress: Progress | None = None) -> bytes:
    """The bytes of the file. progress: told (sections done, sections). Raises: FontMissing, before anything is made."""
    from hwpx import HwpxDocument

    font_file("regular"), font_file("bold")
    paper = _Paper(HwpxDocument.new())
    paper.open(report, t)
    for at, section in enumerate(report.sections):
        # words alone need no page of their own, and what follows them does not either
        after_figure = at > 0 and report.sections[at - 1].exhibit is not None
        _add(paper, section, t, on_new_page=after_figure and len(report.sections) > FEW)
        if progress:
            progress(at + 1, len(report.sections))
    return put_in(bytes(paper.document.to_bytes()), paper.rows)


class _Paper:
    """A document in work, with the letters it uses."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self._letters: dict[tuple[float, bool, str], str] = {}
        self._stands: dict[tuple[tuple[str, Any], ...], str] = {}
        self.rows: list[Rows] = []
        self._shade = str(document.styles.ensure_border_fill(fill_color=LIGHT.grid))

    def letters(self, size: float, *, bold: bool = False, ink: str = LIGHT.ink) -> str:
        """Number of the style of letters with that size, weight and colour, in the Korean typeface."""
        key = (size, bold, ink)
        if key not in self._letters:
            self._letters[key] = self.document.styles.ensure_run(bold=bold, color=ink, font=SHEET_FONT, size=size)
        return self._letters[key]

    def stand(self, **how: Any) -> str:
        """Number of the style of a paragraph, made once with a paragraph that goes again: asking for it anew walks
        through all of them."""
        key = tuple(sorted(how.items()))
        if key not in self._stands:
            trial = self.document.add_paragraph("", inherit_style=False)
            self.document.styles.apply_paragraph_format(paragraphs=[trial], **how)
            self._stands[key] = str(trial.para_pr_id_ref)
            trial.remove()
        return self._stands[key]

    def write(
        self, text: str, size: float, *, bold: bool = False, ink: str = LIGHT.ink, after: float = 4, before: float = 0,
        leading: int = 150, with_next: bool = False,
    ) -> None:  # fmt: skip
        """A paragraph of one style. leading: in percent of the letters. with_next: on one page with the next one."""
        how: dict[str, Any] = {"spacing_after_pt": after, "line_spacing_percent": leading}
        how |= {"spacing_before_pt": before} if before else {}
        how |= {"keep_with_next": True} if with_next else {}
        self.document.add_paragraph(
            text,
            char_pr_id_ref=self.letters(size, bold=bold, ink=ink),
            para_pr_id_ref=self.stand(**how),
            inherit_style=False,
        )

    def head(self, text: str, *, on_new_page: bool) -> None:
        """A heading of the first level of the outline."""
        made = self.document.add_heading(text, level=1, char_pr_id_ref=self.letters(HEADING_PT, bold=True))
        self.document.styles.apply_paragraph_format(
            paragraphs=[made],
            spacing_after_pt=6,
            spacing_before_pt=0 if on_new_page else 14,
            keep_with_next=True,
            page_break_before=on_new_page,
        )

    def open(self, report: Report, t: Translator) -> None:
        """Page, header, footer, and what stands above the first heading."""
        document = self.document
        document.page.setup(paper_size="A4", margins_mm={"left": 20, "right": 20, "top": 20, "bottom": 15})
        snapshot = f"{t('export.snapshot')} {report.snapshot_id}" if report.snapshot_id else ""
        example = t("product.example_data") if report.is_example else ""
        document.page.set_header(
            text=" · ".join(part for part in (report.agency, report.title, snapshot, example) if part)
        )
        document.page.set_page_number(target="footer", align="CENTER")
        self.write(report.title, TITLE_PT, bold=True, after=8)
        made = f"{t('export.made_at')} {made_at_words(report.made_at)}"
        for line in (report.agency, report.choice_in_words, made, snapshot):
            if line:
                self.write(line, SMALL_PT, ink=LIGHT.quiet_ink, after=2)
        if report.is_example:
            self.write(t("export.example_line"), TEXT_PT, bold=True, ink=LIGHT.warning)

    def table(self, exhibit: Exhibit, t: Translator) -> None:
        """The rows, with heads that are repeated on every page; one too wide for the page in parts, below each other.

        The library makes the heads and one row; what stands in it and below it is put in when the file is packed.
        """
        rows = shown_rows(exhibit, t)
        for number, part in enumerate(parts(exhibit, rows, t, TEXT_MM / SQUARE_MM, INNER_MM / SQUARE_MM)):
            if number:
                self.write("", SMALL_PT, after=0)
            self._part(exhibit, part, rows, t)

    def _part(self, exhibit: Exhibit, part: Part, rows: list[list[str]], t: Translator) -> None:
        size = {"width": int(TEXT_MM * UNITS_MM), "height": int(ROW_MM * UNITS_MM) * 2}
        columns = [exhibit.columns[at] for at in part.columns]
        table = self.document.add_table(2, len(columns), **size)
        table.set_column_widths([int(SQUARE_MM * UNITS_MM * width) for width in part.widths])
        table.element.set("repeatHeader", "1")
        table.element.set("pageBreak", "CELL")
        # a table that stands as a letter is never broken over pages: what does not fit is cut
        table.element.find("{*}pos").set("treatAsChar", "0")
        table.element.find("{*}outMargin").set("bottom", str(int(BELOW_MM * UNITS_MM)))
        for at, row in enumerate(table.rows):
            for cell, column in zip(row.cells, columns, strict=True):
                self._cell(cell, head(column, t), is_head=at == 0, is_number=column.unit not in WORDS)
        lines = [part.lines(row, INNER_MM / SQUARE_MM) for row in rows]
        heights = [int((ROW_MM + LINE_MM * (more - 1)) * UNITS_MM) for more in lines]
        cells = [[row[at] for at in part.columns] for row in rows]
        # the library draws numbers by lot: two tables with one number would be one
        number = str(FIRST_TABLE + len(self.rows))
        table.element.set("id", number)
        self.rows.append(Rows(number, cells, heights, int(ROW_MM * UNITS_MM)))

    def _cell(self, cell: Any, text: str, *, is_head: bool, is_number: bool) -> None:
        cell.set_text(text)
        for paragraph in cell.paragraphs:
            paragraph.para_pr_id_ref = self.stand(alignment="RIGHT" if is_number else "LEFT", line_spacing_percent=120)
            for run in paragraph.runs:
                run.char_pr_id_ref = self.letters(CELL_PT, bold=is_head)
        if is_head:
            cell.element.set("header", "1")
            cell.element.set("borderFillIDRef", self._shade)


def _add(paper: _Paper, section: Section, t: Translator, *, on_new_page: bool) -> None:
    paper.head(section.heading, on_new_page=on_new_page)
    for sentence in section.sentences:
        paper.write(sentence, TEXT_PT)
    exhibit = section.exhibit
    if exhibit is None:
        return
    if exhibit.drawing.kind != "table":
        _picture(paper, exhibit, t)
        for line in hidden_lines(exhibit, t):
            paper.write(line, SMALL_PT, after=4)
    if len(exhibit.rows):
        paper.table(exhibit, t)
    lines = small_lines(exhibit, t)
    for number, line in enumerate(lines):
        # they stay together: a page with the last of them alone says nothing
        paper.write(
            line, SMALL_PT, ink=LIGHT.quiet_ink, after=1, before=BELOW_PT if number == 0 else 0, leading=130,
            with_next=number < len(lines) - 1,
        )  # fmt: skip


def _picture(paper: _Paper, exhibit: Exhibit, t: Translator) -> None:
    """A chart of Hangul's own where it can draw one, else a picture; both with words for those who cannot see it."""
    if draws_itself(exhibit):
        size = (int(TEXT_MM * UNITS_MM), int(CHART_MM * UNITS_MM))
        chart = paper.document.shapes.add_chart(_chart_xml(exhibit, t), size=size, treat_as_char=True)
        _describe(chart.element, exhibit)
        return
    data = png.written(exhibit, t, bare=True)
    wide, tall = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    picture = paper.document.add_picture(data, "png", width_mm=TEXT_MM, height_mm=TEXT_MM * tall / wide)
    _describe(picture.element, exhibit)


def draws_itself(exhibit: Exhibit) -> bool:
    """Whether Hangul's own chart can draw it, with a value at every place: a reader of HWPX was seen to close up what
    is not known, and to set September's value above August. With a hole it is a picture."""
    if exhibit.drawing.kind in AS_PICTURES or not is_native(exhibit):
        return False
    return all(is_known(y) for line in drawn_lines(exhibit) for y in line.ys)


def _describe(element: Any, exhibit: Exhibit) -> None:
    """Words of a picture, where Hangul keeps them: the element's shape comment."""
    name = f"{{{etree.QName(element).namespace}}}shapeComment"
    comment = element.find(name)
    if comment is None:
        comment = element.makeelement(name, {})
        element.append(comment)
    comment.text = exhibit.finding or exhibit.title


def _chart_xml(exhibit: Exhibit, t: Translator) -> bytes:
    """ChartML as PowerPoint has it, without the workbook behind it, which HWPX has no place for."""
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    frame = add_chart(slide.shapes, (Inches(0), Inches(0), Inches(6), Inches(3)), exhibit, t, with_dates=False)
    space = frame.chart._chartSpace
    _thin_out(space)
    for outside in space.xpath("c:externalData"):
        space.remove(outside)
    return bytes(etree.tostring(space, xml_declaration=True, encoding="UTF-8", standalone=True))


def _thin_out(space: Any) -> None:
    """Of many places only so many keep their words: not every reader of HWPX leaves out labels that would overlap. The
    rows stand in the table below."""
    number = int(space.xpath("string(//c:cat//c:ptCount/@val)") or 0)
    apart = next((step for step in (1, 2, 3, 4, 6) if number / step <= MOST_LABELS), 12)
    for skip in space.xpath("//c:tickLblSkip") if apart > 1 else ():
        skip.getparent().remove(skip)
        for place in space.xpath("//c:cat//c:pt"):
            if int(place.get("idx")) % apart:
                place[0].text = " "
