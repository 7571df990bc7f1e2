"""Words on a slide: the Korean typeface by name for every script, the language, sizes and colours of the theme."""

from typing import Any

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Pt

from components.theme import LIGHT, SHEET_FONT

LANGUAGES = {"ko": "ko-KR", "en": "en-US"}


def colour(text: str) -> Any:
    """``#RRGGBB`` as PowerPoint wants it."""
    parts = (int(text[at : at + 2], 16) for at in (1, 3, 5))
    return RGBColor(*parts)


def set_font(properties: Any, *, lang: str = "") -> None:
    """Typeface of run properties (``a:rPr``, ``a:defRPr``) for Latin and East Asian letters; PowerPoint has no font
    of its own for Hangul otherwise."""
    for tag in ("a:latin", "a:ea", "a:cs"):
        for former in properties.findall(qn(tag)):
            properties.remove(former)
        etree.SubElement(properties, qn(tag)).set("typeface", SHEET_FONT)
    if lang:
        properties.set("lang", LANGUAGES[lang])


def write(
    frame: Any, lines: list[str], lang: str, *, size: float, ink: str = LIGHT.ink, bold: bool = False, after: float = 4
) -> None:
    """Fill a text frame with paragraphs of one style."""
    frame.word_wrap = True
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(after)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = colour(ink)
        set_font(run._r.get_or_add_rPr(), lang=lang)


def add_page_number(paragraph: Any, lang: str, size: float) -> None:
    """The number of the slide as a field, right when slides are moved."""
    field = etree.SubElement(paragraph._p, qn("a:fld"))
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    properties = etree.SubElement(field, qn("a:rPr"))
    properties.set("sz", str(int(size * 100)))
    fill = etree.SubElement(etree.SubElement(properties, qn("a:solidFill")), qn("a:srgbClr"))
    fill.set("val", LIGHT.quiet_ink.lstrip("#"))
    set_font(properties, lang=lang)
    etree.SubElement(field, qn("a:t")).text = "‹#›"


def describe(shape: Any, text: str) -> None:
    """Alternative text of a chart, table or picture."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)
