"""The slide master of our own: typeface, places of the words, a line of colour, and two layouts, cover and slide."""

from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

from components.exports.pptx_text import colour, set_font
from components.exports.report import Report
from components.text import Translator
from components.theme import LIGHT

WIDTH_IN, HEIGHT_IN, MARGIN_IN = 13.333, 7.5, 0.6
#: Of the template that python-pptx brings: title slide, and title alone.
COVER, SLIDE = 0, 5
STRIPE_IN, COVER_STRIPE_IN = 0.1, 0.35


def empty_show(report: Report, t: Translator) -> tuple[Any, Any, Any]:
    """An empty show and its layouts: of the cover, and of every other slide."""
    show = Presentation()
    show.slide_width, show.slide_height = Inches(WIDTH_IN), Inches(HEIGHT_IN)
    properties = show.core_properties
    properties.title, properties.author = report.title, report.agency
    properties.language = report.lang
    properties.created = properties.modified = report.made_at.replace(tzinfo=None)
    properties.last_modified_by = report.agency
    master, cover, slide = show.slide_master, show.slide_layouts[COVER], show.slide_layouts[SLIDE]
    for style in master._element.iter(qn("a:defRPr")):
        set_font(style)
    for layout in list(show.slide_layouts):
        if layout not in (cover, slide):
            show.slide_layouts.remove(layout)
    for one in (master, cover, slide):
        for shape in list(one.placeholders):
            _place(shape, is_cover=one is cover)
    cover.name, slide.name = t("export.layout_cover"), t("export.layout_slide")
    _stripes(show, cover, slide)
    return show, cover, slide


def _place(shape: Any, *, is_cover: bool) -> None:
    """Placeholders for a wide slide; date, footer and number are ours and go, and the cover's second line too."""
    kind = str(shape.placeholder_format.type).split(" ")[0]
    if kind in ("DATE", "FOOTER", "SLIDE_NUMBER", "SUBTITLE"):
        shape._element.getparent().remove(shape._element)
        return
    left = MARGIN_IN + (COVER_STRIPE_IN if is_cover else 0)
    top, tall = (2.1, 1.6) if is_cover else (0.32, 0.8) if "TITLE" in kind else (1.4, 5.0)
    shape.left, shape.top = Inches(left), Inches(top)
    shape.width, shape.height = Inches(WIDTH_IN - MARGIN_IN - left), Inches(tall)


def _stripes(show: Any, cover: Any, slide: Any) -> None:
    """Colour down the cover and across the other slides, in the layouts: made on a slide, since layouts make none."""
    work = show.slides.add_slide(slide)
    for layout, wide, tall in ((cover, COVER_STRIPE_IN, HEIGHT_IN), (slide, WIDTH_IN, STRIPE_IN)):
        stripe = work.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(0), Emu(0), Inches(wide), Inches(tall))
        stripe.fill.solid()
        stripe.fill.fore_color.rgb = colour(LIGHT.accent)
        stripe.line.fill.background()
        stripe.shadow.inherit = False
        layout.shapes._spTree.insert(2, stripe._element)
    listed = show.slides._sldIdLst
    show.part.drop_rel(listed[0].rId)
    listed.remove(listed[0])
