"""Larger letters, a narrower window, less motion: nothing is lost."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watching import wait_until_quiet, watched

#: 1280 px at 400 % are 320 px.
ZOOMED = {"width": 320, "height": 256}
PATHS = [
    "/",
    "/market?market_id=1",
    "/compare?market_id=1",
    "/briefing",
    "/imports",
    "/payments",
    "/sources?show_sources=words",
]
#: How far the page itself goes to the side beyond the window.
BESIDE = """() => Math.max(...[document.scrollingElement, document.querySelector('[data-testid=stMain], main')]
  .map(one => one.scrollWidth - one.clientWidth))"""
#: Words that are cut off: of elements that hide what does not fit.
CUT = """() => [...document.querySelectorAll('[data-testid=stMain] *, main *')].filter(one => {
  const css = getComputedStyle(one);
  return one.children.length === 0 && one.textContent.trim() && css.overflowX === 'hidden'
    && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1;
}).map(one => one.textContent.trim().slice(0, 80))"""
MOVING = """() => document.getAnimations().filter(one => one.playState === 'running').length"""


def opened(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_function("window.jangteoLive")
    wait_until_quiet(page, 60)


@pytest.mark.parametrize("path", PATHS)
def test_at_400_percent_a_page_scrolls_one_way_and_at_200_percent_no_word_is_cut(page: Page, path: str) -> None:
    page.set_viewport_size(ZOOMED)
    opened(page, path)
    assert page.evaluate(BESIDE) <= 0
    page.set_viewport_size({"width": 1366, "height": 768})
    page.evaluate("document.documentElement.style.fontSize = '32px'")
    wait_until_quiet(page, 60)
    assert page.evaluate(CUT) == []
    assert page.evaluate(BESIDE) <= 0


def test_nothing_moves_for_whoever_asked_for_less_motion(browser: Browser, server_url: str) -> None:
    with watched(browser, base_url=server_url, reduced_motion="reduce") as seen:
        page = seen.context.new_page()
        opened(page, "/payments")
        assert page.evaluate(MOVING) == 0
