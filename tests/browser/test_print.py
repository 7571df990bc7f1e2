"""The browser's own print: pages as paper, read back as a PDF. Nothing to press stands on it, figures are whole."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.watching import wait_until_quiet

#: What can be pressed, typed into or opened, and the frame of the screen.
TO_PRESS = (
    "button, input, select, textarea, [role=combobox], [role=slider], [data-testid=stSidebar], [data-testid=stHeader], "
    "[data-testid=stToolbar], .jt-menu, .js-plotly-plot .modebar"
)
#: A4 at 96 pixels to an inch, less the margins given to ``page.pdf``.
PAPER_PX, MARGIN = 794 - 2 * 38, "10mm"
#: Figures wider than the paper, or with a part of their drawing outside themselves: cut off in print.
CUT = """(paper) => [...document.querySelectorAll('.jt-plot, .js-plotly-plot, [data-testid="stMain"] table')]
  .filter(one => one.offsetParent !== null)
  .map(one => [one.getBoundingClientRect(), one])
  .filter(([box, one]) => box.right > paper + 1 || box.left < -1 || one.scrollWidth > one.clientWidth + 2)
  .map(([box, one]) => `${one.className} ${Math.round(box.left)} ${Math.round(box.right)} ${one.scrollWidth}`)"""
PAGES = {
    "overview": ("/", ("한눈에", "결제액")),
    "market": ("/market?market_id=2", ("제주 동문재래시장", "결제수단별 결제액")),
    "briefing": ("/briefing", ("보고 자료",)),
}


@pytest.mark.parametrize("name", PAGES)
def test_paper_has_figures_sources_and_the_example_label_and_nothing_to_press(
    page: Page, name: str, tmp_path: Path
) -> None:
    address, words = PAGES[name]
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    wait_until_quiet(page, 60)
    figures = page.locator(".jt-plot:visible").count()

    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER_PX, "height": 1000})
    wait_until_quiet(page, 60)
    assert page.locator(TO_PRESS).filter(visible=True).count() == 0
    assert page.locator(".jt-plot").filter(visible=True).count() == figures
    assert page.evaluate(CUT, PAPER_PX) == []

    margin = dict.fromkeys(("top", "bottom", "left", "right"), MARGIN)
    paper = tmp_path / "printed.pdf"
    page.pdf(path=paper, format="A4", margin=margin, print_background=True)
    # the blank of the page's typeface is read back as a sign of control
    shown = re.sub(r"[\s\x00-\x1f]", "", "".join(sheet.extract_text() for sheet in PdfReader(paper).pages))
    for word in (*words, "예시 자료"):
        assert "".join(word.split()) in shown
    if figures:
        assert "출처" in shown
