"""A report as slides: native charts and tables that can be edited, maps as sharp pictures, notes for who speaks.

One idea a slide: heading, up to three sentences, one picture. Sources, snapshot and page stand below. A long table goes
on over further slides with its heads repeated. The master carries the Korean typeface, so new slides have it too.
"""

import io
from collections.abc import Callable
from typing import Any

from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from components.exhibit import Exhibit
from components.exports import png
from components.exports.about import about, head, made_at_words, source_line
from components.exports.fonts import font_file
from components.exports.pptx_chart import add_chart, is_native
from components.exports.pptx_text import add_page_number, colour, describe, set_font, write
from components.exports.report import Report, Section
from components.exports.room import Room
from components.exports.tables import WORDS, shown_rows, squares, widths
from components.text import Translator
from components.theme import LIGHT

WIDTH_IN, HEIGHT_IN, MARGIN_IN = 13.333, 7.5, 0.6
TITLE_LAYOUT, HEADING_LAYOUT = 0, 5
TITLE_PT, HEADING_PT, SENTENCE_PT, SMALL_PT, CELL_PT = 40.0, 28.0, 18.0, 11.0, 12.0
SENTENCE_IN, ROW_IN, MOST_ROWS = 0.42, 0.34, 13
FOOT_IN = 0.62
#: Of a screen 1,920 wide.
PX_PER_IN = 1920 / WIDTH_IN
LEFT, RIGHT = PP_ALIGN.LEFT, PP_ALIGN.RIGHT
Progress = Callable[[int, int], None]


def written(report: Report, t: Translator, *, progress: Progress | None = None) -> bytes:
    """The bytes of the file. progress: told (sections done, sections). Raises: FontMissing, before anything is made."""
    font_file("regular"), font_file("bold")
    show = _show(report)
    _cover(show, report, t)
    for at, section in enumerate(report.sections):
        _add(show, section, report, t)
        if progress:
            progress(at + 1, len(report.sections))
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


def _show(report: Report) -> Any:
    """An empty show whose master has the typeface, the size and the layouts that are used here."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
    properties = show.core_properties
    properties.title, properties.author = report.title, report.agency
    properties.language = report.lang
    properties.created = properties.modified = report.made_at.replace(tzinfo=None)
    properties.last_modified_by = report.agency
    for style in show.slide_master._element.iter(qn("a:defRPr")):
        set_font(style)
    for layout in (show.slide_master, *(show.slide_layouts[at] for at in (TITLE_LAYOUT, HEADING_LAYOUT))):
        for shape in list(layout.placeholders):
            _place(shape)
    return show


def _place(shape: Any) -> None:
    """Placeholders of the master for a wide slide; date, footer and number are ours and go."""
    kind = shape.placeholder_format.type
    if str(kind).split(" ")[0] in ("DATE", "FOOTER", "SLIDE_NUMBER"):
        shape._element.getparent().remove(shape._element)
        return
    wide = Inches(WIDTH_IN - 2 * MARGIN_IN)
    top, tall = (Inches(0.35), Inches(0.8)) if "TITLE" in str(kind) else (Inches(1.4), Inches(5))
    shape.left, shape.top, shape.width, shape.height = Inches(MARGIN_IN), top, wide, tall


def _cover(show: Any, report: Report, t: Translator) -> None:
    slide = show.slides.add_slide(show.slide_layouts[HEADING_LAYOUT])
    title = slide.shapes.title
    title.left, title.top = Inches(MARGIN_IN), Inches(2.2)
    title.width, title.height = Inches(WIDTH_IN - 2 * MARGIN_IN), Inches(1.5)
    write(title.text_frame, [report.title], report.lang, size=TITLE_PT, bold=True)
    title.text_frame.paragraphs[0].alignment = LEFT
    snapshot = f"{t('export.snapshot')} {report.snapshot_id}" if report.snapshot_id else ""
    made = f"{t('export.made_at')} {made_at_words(report.made_at)}"
    example = t("export.example_line") if report.is_example else ""
    lines = [line for line in (report.agency, report.choice_in_words, made, snapshot, example) if line]
    box = slide.shapes.add_textbox(Inches(MARGIN_IN), Inches(3.9), Inches(WIDTH_IN - 2 * MARGIN_IN), Inches(2.5))
    write(box.text_frame, lines, report.lang, size=SENTENCE_PT, ink=LIGHT.quiet_ink)


def _add(show: Any, section: Section, report: Report, t: Translator) -> None:
    exhibit = section.exhibit
    slide, top = _slide(show, section.heading, list(section.sentences), report, t)
    if exhibit is None:
        _foot(slide, [], report, t)
    elif exhibit.drawing.kind == "table":
        _table(show, slide, top, section, exhibit, report, t)
    else:
        _picture(slide, top, exhibit, t)
        _foot(slide, _sources(exhibit, t), report, t)
    _notes(slide, section, t)


def _slide(show: Any, heading: str, sentences: list[str], report: Report, t: Translator) -> tuple[Any, float]:
    """A slide with its words. Returns: it, and where the picture may begin, in inches."""
    slide = show.slides.add_slide(show.slide_layouts[HEADING_LAYOUT])
    title = slide.shapes.title
    write(title.text_frame, [heading], report.lang, size=HEADING_PT, bold=True)
    title.text_frame.paragraphs[0].alignment = LEFT
    top = 1.2
    if sentences:
        wide, lines = WIDTH_IN - 2 * MARGIN_IN, sum(_lines_of(one) for one in sentences)
        box = slide.shapes.add_textbox(Inches(MARGIN_IN), Inches(top), Inches(wide), Inches(lines * SENTENCE_IN))
        write(box.text_frame, sentences, report.lang, size=SENTENCE_PT)
        top += lines * SENTENCE_IN + 0.12
    if report.is_example:
        _mark(slide, report, t)
    return slide, top


def _lines_of(sentence: str) -> int:
    """Lines a sentence takes at its size: Hangul is a square of it, the rest about half."""
    width = squares(sentence) * SENTENCE_PT / 72
    return int(width / (WIDTH_IN - 2 * MARGIN_IN - 0.3)) + 1


def _mark(slide: Any, report: Report, t: Translator) -> None:
    box = slide.shapes.add_textbox(Inches(WIDTH_IN - MARGIN_IN - 2.2), Inches(0.08), Inches(2.2), Inches(0.3))
    write(box.text_frame, [t("product.example_data")], report.lang, size=SMALL_PT, ink=LIGHT.warning, bold=True)
    box.text_frame.paragraphs[0].alignment = RIGHT


def _picture(slide: Any, top: float, exhibit: Exhibit, t: Translator) -> None:
    room = HEIGHT_IN - top - FOOT_IN - 0.1
    box = (Inches(MARGIN_IN), Inches(top), Inches(WIDTH_IN - 2 * MARGIN_IN), Inches(room))
    if is_native(exhibit):
        describe(add_chart(slide.shapes, box, exhibit, t), exhibit.finding or exhibit.title)
        return
    shape = Room((WIDTH_IN - 2 * MARGIN_IN) * PX_PER_IN, room * PX_PER_IN)
    picture = slide.shapes.add_picture(io.BytesIO(png.written(exhibit, t, room=shape)), 0, 0)
    shrink = min(box[2] / picture.width, box[3] / picture.height)
    picture.width, picture.height = Emu(int(picture.width * shrink)), Emu(int(picture.height * shrink))
    picture.left, picture.top = Emu(int((Inches(WIDTH_IN) - picture.width) / 2)), Inches(top)
    describe(picture, exhibit.finding or exhibit.title)


def _table(
    show: Any, slide: Any, top: float, section: Section, exhibit: Exhibit, report: Report, t: Translator
) -> None:
    """Rows in tables of PowerPoint's own, on as many slides as they need."""
    rows = shown_rows(exhibit, t)
    first = max(1, min(MOST_ROWS, int((HEIGHT_IN - top - FOOT_IN - 0.2) / ROW_IN) - 1))
    parts = [rows[:first], *(rows[at : at + MOST_ROWS] for at in range(first, len(rows), MOST_ROWS))]
    for number, part in enumerate(parts, 1):
        if number > 1:
            heading = t("export.goes_on", heading=section.heading, number=number, of=len(parts))
            slide, top = _slide(show, heading, [], report, t)
        _grid(slide, top, exhibit, part, report, t)
        _foot(slide, _sources(exhibit, t), report, t)


def _grid(slide: Any, top: float, exhibit: Exhibit, rows: list[list[str]], report: Report, t: Translator) -> None:
    wide = WIDTH_IN - 2 * MARGIN_IN
    frame = slide.shapes.add_table(
        len(rows) + 1, len(exhibit.columns), Inches(MARGIN_IN), Inches(top), Inches(wide),
        Inches(ROW_IN * (len(rows) + 1)),
    )  # fmt: skip
    describe(frame, exhibit.finding or exhibit.title)
    parts = widths(exhibit, rows, t)
    for at, part in enumerate(parts):
        frame.table.columns[at].width = Inches(wide * part / sum(parts))
    for number, cells in enumerate([[head(column, t) for column in exhibit.columns], *rows]):
        for at, text in enumerate(cells):
            _cell(frame.table.cell(number, at), text, report, is_head=number == 0,
                  is_number=exhibit.columns[at].unit not in WORDS)  # fmt: skip


def _cell(cell: Any, text: str, report: Report, *, is_head: bool, is_number: bool) -> None:
    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.fill.solid()
    cell.fill.fore_color.rgb = colour(LIGHT.grid if is_head else LIGHT.paper)
    write(cell.text_frame, [text], report.lang, size=CELL_PT, bold=is_head, after=0)
    cell.text_frame.paragraphs[0].alignment = RIGHT if is_number else LEFT


def _sources(exhibit: Exhibit, t: Translator) -> list[str]:
    lines = [f"{t('export.source')}: {source_line(source, t)}" for source in exhibit.sources]
    more = [t("export.more_sources", count=len(lines) - 2)] if len(lines) > 2 else []
    return [" · ".join([*lines[:2], *more])]


def _foot(slide: Any, lines: list[str], report: Report, t: Translator) -> None:
    snapshot = f"{t('export.snapshot')} {report.snapshot_id}" if report.snapshot_id else ""
    made = f"{t('export.made_at')} {made_at_words(report.made_at)}"
    told = " · ".join(part for part in (report.agency, report.title, made, snapshot) if part)
    wide, top = WIDTH_IN - 2 * MARGIN_IN, HEIGHT_IN - FOOT_IN
    box = slide.shapes.add_textbox(Inches(MARGIN_IN), Inches(top), Inches(wide - 0.8), Inches(FOOT_IN - 0.1))
    write(box.text_frame, [*lines, told], report.lang, size=SMALL_PT, ink=LIGHT.quiet_ink, after=0)
    number = slide.shapes.add_textbox(Inches(WIDTH_IN - MARGIN_IN - 0.7), Inches(top), Inches(0.7), Inches(0.3))
    paragraph = number.text_frame.paragraphs[0]
    paragraph.alignment = RIGHT
    add_page_number(paragraph, report.lang, SMALL_PT)


def _notes(slide: Any, section: Section, t: Translator) -> None:
    """What is said, then everything the figure says of itself."""
    lines = [section.speaker_notes] if section.speaker_notes else []
    if section.exhibit is not None:
        lines += [f"{label}: {text}" for label, text in about(section.exhibit, t)]
    if lines:
        frame = slide.notes_slide.notes_text_frame
        frame.text = "\n".join(lines)
        for properties in frame._txBody.iter(qn("a:rPr")):
            set_font(properties, lang=t.lang)
