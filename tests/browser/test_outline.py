"""A long page has an index; words of the glossary are explained where they stand."""

from playwright.sync_api import Page, expect

from tests.browser.watching import wait_until_quiet

WORD = """() => { const range = [...CSS.highlights.get('jt-terms')][0], box = range.getClientRects()[0];
  return [range.toString(), box.x + box.width / 2, box.y + box.height / 2]; }"""


def opened(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_function("window.jangteoLive")
    wait_until_quiet(page, 60)


def test_a_page_of_more_than_three_screens_lists_its_parts_and_leads_to_them(page: Page) -> None:
    opened(page, "/compare?market_id=1")
    page.get_by_text("차례", exact=True).click()
    parts = page.get_by_role("navigation", name="이 화면의 차례").get_by_role("link")
    headings = [text.strip() for text in page.locator("h2").all_inner_texts()]
    assert parts.all_inner_texts() == headings and len(headings) > 3
    parts.last.click()
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement.innerText").strip() == headings[-1]
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") < 768
    opened(page, "/search")
    expect(page.get_by_text("차례", exact=True)).to_be_hidden()


def test_a_word_is_explained_under_the_pointer_and_in_the_list_at_the_end(page: Page) -> None:
    opened(page, "/")
    page.wait_for_function("CSS.highlights.get('jt-terms')?.size > 0")
    page.wait_for_timeout(500)
    word, x, y = page.evaluate(WORD)
    page.mouse.move(x, y)
    tip = page.locator(".jt-term")
    expect(tip).to_contain_text(word)
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    page.locator(".jt-terms summary").click()
    expect(page.locator(".jt-terms dt").first).to_have_text(word)
