"""A merchant's phone, held in one hand: rows are cards, pages scroll over maps, one button holds the filters."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.watching import wait_until_quiet, watched

PHONE = {"width": 390, "height": 844}
TABLE = '[data-testid="stDataFrame"]'
SCROLLED = "() => document.querySelector('[data-testid=stMain]').scrollTop"


@pytest.fixture
def phone(browser: Browser, server_url: str) -> Iterator[Page]:
    """A tab of a phone, which is touched."""
    with watched(browser, base_url=server_url, viewport=PHONE, has_touch=True, is_mobile=True) as seen:
        page = seen.context.new_page()
        page.set_default_timeout(30_000)
        yield page
    assert seen.outside == []


def opened(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_function("window.jangteoLive")
    wait_until_quiet(page, 60)


def swiped_over(page: Page, place: Locator) -> float:
    """How far the page went when one finger was drawn up over the middle of that place."""
    place.evaluate("one => one.scrollIntoView({ block: 'center' })")
    page.wait_for_timeout(300)
    box = place.bounding_box()
    assert box is not None
    before = page.evaluate(SCROLLED)
    finger, x, y = page.context.new_cdp_session(page), box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for moved in range(1, 21):
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - 10 * moved}]})
        page.wait_for_timeout(16)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(300)
    return float(page.evaluate(SCROLLED)) - float(before)


def test_a_list_of_markets_is_cards_and_a_card_opens_its_market(phone: Page) -> None:
    opened(phone, "/map")
    cards = phone.locator(".jt-stack li")
    expect(cards).to_have_count(10)
    expect(phone.locator(TABLE)).to_be_hidden()
    name = cards.nth(3).get_by_role("button").inner_text()
    assert "결제액" in cards.nth(3).inner_text()
    phone.get_by_role("button", name=re.compile("^더 보기")).click()
    expect(cards).to_have_count(20)
    cards.nth(3).get_by_role("button").click()
    phone.wait_for_url("**/market?**market_id=**")
    expect(phone.get_by_role("heading", name=name)).to_be_visible()


def test_the_table_is_there_for_whoever_wants_it_and_on_a_wide_window(phone: Page) -> None:
    opened(phone, "/compare?market_id=1")
    cards = phone.locator(".jt-stack li")
    count = cards.count()
    assert count > 1 and "점포당 결제액" in cards.first.inner_text()
    phone.locator(".jt-stack").first.get_by_role("button", name="표로 보기").click()
    expect(phone.locator(TABLE).first).to_be_visible()
    phone.get_by_role("button", name="카드로 보기").click()
    expect(phone.locator(TABLE).first).to_be_hidden()
    phone.set_viewport_size({"width": 1366, "height": 768})
    expect(phone.locator(TABLE).first).to_be_visible()
    expect(cards).to_have_count(0)


def test_a_pressed_card_chooses_its_request(phone: Page) -> None:
    opened(phone, "/requests")
    card = phone.locator(".jt-stack li").nth(2).get_by_role("button")
    text = card.inner_text()
    card.click()
    phone.wait_for_url("**request=**")
    expect(phone.get_by_role("combobox", name="자세히 볼 건의")).to_have_value(re.compile(re.escape(text)))


def test_one_finger_moves_the_page_over_every_kind_of_map_and_over_a_chart(phone: Page) -> None:
    opened(phone, "/map?view=sigungu")
    assert swiped_over(phone, phone.locator(".jt-tiles")) > 150
    opened(phone, "/map?view=points")
    phone.frame_locator("iframe").locator(".jt-bubble").first.wait_for(timeout=60_000)
    assert swiped_over(phone, phone.locator("iframe")) > 150
    opened(phone, "/payments")
    assert swiped_over(phone, phone.locator(".jt-plot").first) > 150


def test_filters_lie_behind_one_button_that_says_so_and_what_is_chosen_is_seen(phone: Page) -> None:
    opened(phone, "/")
    assert parse_qs(urlsplit(phone.url).query) == {}
    expect(phone.get_by_role("combobox", name="시도", exact=True)).not_to_be_in_viewport()
    phone.get_by_test_id("stExpandSidebarButton").click()
    box = phone.get_by_role("combobox", name="시도", exact=True)
    box.scroll_into_view_if_needed()
    box.fill("제주")
    box.press("Enter")
    phone.wait_for_url("**sido=50**")
