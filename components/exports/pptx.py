"""A report as slides: native charts and tables that can be edited, maps as sharp pictures, notes for who speaks.

One idea a slide: heading, up to three sentences, one picture. Sources, snapshot and page stand below. A long table goes
on over further slides with its heads repeated, one too wide in parts. The master carries the Korean typeface, so new
slides have it too.
"""

import io
from collections.abc import Callable
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from components.exhibit import Exhibit
from components.exports import png
from components.exports.about import about, filters, hidden_lines, made_at_words, source_lines
from components.exports.fonts import font_file
from components.exports.pptx_chart import add_chart, is_native
from components.exports.pptx_master import COVER_STRIPE_IN, HEIGHT_IN, MARGIN_IN, WIDTH_IN, empty_show
from components.exports.pptx_table import add_table, pieces
from components.exports.pptx_text import add_page_number, describe, set_font, write
from components.exports.report import Report, Section
from components.exports.room import Room
from components.exports.tables import squares
from components.text import Translator
from components.theme import LIGHT

TITLE_PT, SENTENCE_PT, ALONE_PT, COVER_PT, SMALL_PT = 40.0, 18.0, 26.0, 18.0, 10.0
#: Sizes of a heading, the largest in which it stands in one line; the last may take two.
HEADINGS_PT = (28.0, 24.0, 20.0)
BELOW_PT = 12.0
SENTENCE_IN, BELOW_IN, FOOT_IN = 0.42, 0.22, 0.62
WIDE_IN = WIDTH_IN - 2 * MARGIN_IN
#: Of a screen 1,920 wide.
PX_PER_IN = 1920 / WIDTH_IN
RIGHT = PP_ALIGN.RIGHT
Progress = Callable[[int, int], None]


def written(report: Report, t: Translator, *, progress: Progress | None = None) -> bytes:
    """The bytes of the file. progress: told (sections done, sections). Raises: FontMissing, before anything is made."""
    font_file("regular"), font_file("bold")
    show, cover, layout = empty_show(report, t)
    _cover(show.slides.add_slide(cover), report, t)
    deck = _Deck(show, layout, report, t)
    for at, section in enumerate(report.sections):
        _add(deck, section)
        if progress:
            progress(at + 1, len(report.sections))
    out = io.BytesIO()
    show.save(out)
    return out.getvalue()


class _Deck:
    """A show in work: what every further slide needs."""

    def __init__(self, show: Any, layout: Any, report: Report, t: Translator) -> None:
        self.show, self.layout, self.report, self.t = show, layout, report, t

    def slide(self, heading: str) -> Any:
        """A further slide with its heading."""
        slide = self.show.slides.add_slide(self.layout)
        title = slide.shapes.title
        fits = (size for size in HEADINGS_PT if squares(heading) * size / 72 <= WIDE_IN - 0.2)
        write(title.text_frame, [heading], self.report.lang, size=next(fits, HEADINGS_PT[-1]), bold=True)
        title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        if self.report.is_example:
            _mark(slide, self.report, self.t)
        return slide


def _cover(slide: Any, report: Report, t: Translator) -> None:
    title = slide.shapes.title
    write(title.text_frame, [report.title], report.lang, size=TITLE_PT, bold=True)
    title.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    snapshot = f"{t('export.snapshot')} {report.snapshot_id}" if report.snapshot_id else ""
    made = f"{t('export.made_at')} {made_at_words(report.made_at)}"
    lines = [line for line in (report.agency, report.choice_in_words, made, snapshot) if line]
    left = MARGIN_IN + COVER_STRIPE_IN
    box = slide.shapes.add_textbox(Inches(left), Inches(3.9), Inches(WIDTH_IN - MARGIN_IN - left), Inches(1.9))
    write(box.text_frame, lines, report.lang, size=COVER_PT, ink=LIGHT.quiet_ink)
    if report.is_example:
        box = slide.shapes.add_textbox(Inches(left), Inches(6.1), Inches(WIDTH_IN - MARGIN_IN - left), Inches(0.5))
        write(box.text_frame, [t("export.example_line")], report.lang, size=COVER_PT, ink=LIGHT.warning, bold=True)


def _add(deck: _Deck, section: Section) -> None:
    exhibit, report, t = section.exhibit, deck.report, deck.t
    slide = deck.slide(section.heading)
    if exhibit is None:
        _words_alone(slide, section, report)
        _foot(slide, None, report, t)
        _notes(slide, section, t)
        return
    top = _sentences(slide, list(section.sentences), report)
    if exhibit.drawing.kind == "table":
        _table(deck, slide, top, section, exhibit)
    else:
        below = _below(slide, [*_spans(exhibit), *hidden_lines(exhibit, t)], t)
        _picture(slide, top, below, exhibit, t)
        _foot(slide, exhibit, report, t)
    _notes(slide, section, t)


def _words_alone(slide: Any, section: Section, report: Report) -> None:
    """Sentences as what the slide is about: large, in the middle."""
    box = slide.shapes.add_textbox(
        Inches(MARGIN_IN), Inches(1.3), Inches(WIDE_IN), Inches(HEIGHT_IN - 1.3 - FOOT_IN - 0.4)
    )
    write(box.text_frame, list(section.sentences), report.lang, size=ALONE_PT, after=16)
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE


def _sentences(slide: Any, sentences: list[str], report: Report) -> float:
    """Sentences above a figure. Returns: where it may begin, in inches."""
    top = 1.2
    if sentences:
        lines = sum(_lines_of(one) for one in sentences)
        box = slide.shapes.add_textbox(Inches(MARGIN_IN), Inches(top), Inches(WIDE_IN), Inches(lines * SENTENCE_IN))
        write(box.text_frame, sentences, report.lang, size=SENTENCE_PT)
        top += lines * SENTENCE_IN + 0.12
    return top


def _lines_of(sentence: str, size: float = SENTENCE_PT) -> int:
    """Lines a sentence takes at its size: Hangul is a square of it, the rest about half."""
    width = squares(sentence) * size / 72
    return int(width / (WIDE_IN - 0.3)) + 1


def _mark(slide: Any, report: Report, t: Translator) -> None:
    box = slide.shapes.add_textbox(Inches(WIDTH_IN - MARGIN_IN - 2.2), Inches(0.08), Inches(2.2), Inches(0.3))
    write(box.text_frame, [t("product.example_data")], report.lang, size=SMALL_PT, ink=LIGHT.warning, bold=True)
    box.text_frame.paragraphs[0].alignment = RIGHT


def _spans(exhibit: Exhibit) -> list[str]:
    """PowerPoint has no bands behind a chart: what went on meanwhile is said below it."""
    spans = exhibit.drawing.spans if is_native(exhibit) else ()
    return [note for note in exhibit.notes if spans and all(one[2] in note for one in spans)][:1]


def _below(slide: Any, lines: list[str], t: Translator) -> float:
    """What is said between a figure and the foot. Returns: how much of the slide's height it takes, in inches."""
    if not lines:
        return 0.0
    high = BELOW_IN * sum(_lines_of(line, BELOW_PT) for line in lines) + 0.1
    box = slide.shapes.add_textbox(Inches(MARGIN_IN), Inches(HEIGHT_IN - FOOT_IN - high), Inches(WIDE_IN), Inches(high))
    box.text_frame.margin_top = box.text_frame.margin_bottom = Pt(1)
    write(box.text_frame, lines, t.lang, size=BELOW_PT, ink=LIGHT.quiet_ink, after=0)
    return high


def _picture(slide: Any, top: float, below: float, exhibit: Exhibit, t: Translator) -> None:
    room = HEIGHT_IN - top - FOOT_IN - 0.1 - below
    box = (Inches(MARGIN_IN), Inches(top), Inches(WIDE_IN), Inches(room))
    if is_native(exhibit):
        describe(add_chart(slide.shapes, box, exhibit, t), exhibit.finding or exhibit.title)
        return
    shape = Room(WIDE_IN * PX_PER_IN, room * PX_PER_IN)
    picture = slide.shapes.add_picture(io.BytesIO(png.written(exhibit, t, room=shape)), 0, 0)
    shrink = min(box[2] / picture.width, box[3] / picture.height)
    picture.width, picture.height = Emu(int(picture.width * shrink)), Emu(int(picture.height * shrink))
    picture.left, picture.top = Emu(int((Inches(WIDTH_IN) - picture.width) / 2)), Inches(top)
    describe(picture, exhibit.finding or exhibit.title)


def _table(deck: _Deck, slide: Any, top: float, section: Section, exhibit: Exhibit) -> None:
    """Rows in tables of PowerPoint's own, on as many slides as they need."""
    report, t = deck.report, deck.t
    why = hidden_lines(exhibit, t)
    below = _below(slide, why, t)
    room = HEIGHT_IN - FOOT_IN - 0.15 - below
    told = pieces(exhibit, t, WIDE_IN, room - top, room - 1.2)
    for number, piece in enumerate(told, 1):
        if number > 1:
            slide = deck.slide(t("export.goes_on", heading=section.heading, number=number, of=len(told)))
            top = 1.2
            _below(slide, why, t)
        add_table(slide, MARGIN_IN, top, piece, exhibit, t)
        _foot(slide, exhibit, report, t)


def _told_of(exhibit: Exhibit, t: Translator) -> list[str]:
    """Filters and as many sources as one line of the foot holds, else a line for each; the notes of the slide name
    all."""
    lines = source_lines(exhibit.sources, t)
    for most in (len(lines), 1):
        more = [t("export.more_sources", count=len(lines) - most)] if len(lines) > most else []
        sources = f"{t('export.source')}: {' · '.join([*lines[:most], *more])}" if lines else ""
        told = [part for part in (filters(exhibit, t), sources) if part]
        if squares(" · ".join(told)) * SMALL_PT / 72 <= WIDE_IN - 1.8:
            return [" · ".join(told)]
    return told


def _foot(slide: Any, exhibit: Exhibit | None, report: Report, t: Translator) -> None:
    snapshot = f"{t('export.snapshot')} {report.snapshot_id}" if report.snapshot_id else ""
    made = f"{t('export.made_at')} {made_at_words(report.made_at)}"
    lines = _told_of(exhibit, t) if exhibit is not None else []
    lines.append(" · ".join(part for part in (report.agency, report.title, made, snapshot) if part))
    top = HEIGHT_IN - FOOT_IN
    box = slide.shapes.add_textbox(Inches(MARGIN_IN), Inches(top), Inches(WIDE_IN - 0.8), Inches(FOOT_IN - 0.1))
    box.text_frame.margin_top = box.text_frame.margin_bottom = Pt(1)
    write(box.text_frame, lines, report.lang, size=SMALL_PT, ink=LIGHT.quiet_ink, after=0)
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
