"""Comparing in a real browser: markets typed and swapped, a workbook taken away, phone width."""

import io

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.test_maps import point_at
from tests.browser.watching import wait_until_quiet


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    wait_until_quiet(page, 60)


def test_from_a_market_to_its_comparison_and_away_with_a_workbook(page: Page) -> None:
    opened(page, "/market?market_id=2")
    page.get_by_role("link", name="비슷한 시장과 견주기").click()
    expect(page.locator("h1")).to_have_text("시장 견주어 보기")
    wait_until_quiet(page, 60)
    assert "market_id=2" in page.url
    with page.expect_download() as taken:
        page.get_by_role("button", name="견준 내용 모두 내려받기(엑셀)").click()
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.value.path().read_bytes()))
    assert len(book.sheet_names) == 7
    assert book.sheet_names[0] == "나란히 보기" and "왜 비슷한 시장인가" in book.sheet_names
    side_by_side = book.get_sheet_by_index(0).to_python()
    assert side_by_side[4][0] == "제주 동문재래시장" and len([row for row in side_by_side[4:8] if row[0]]) == 4


def test_a_market_is_typed_in_and_the_link_keeps_it(page: Page) -> None:
    opened(page, "/compare?market_id=2")
    box = page.get_by_role("combobox", name="나란히 볼 시장(5곳까지)")
    box.click()
    box.fill("남광주")
    page.get_by_role("option", name="남광주시장 (광주광역시 동구)").click()
    page.keyboard.press("Escape")
    wait_until_quiet(page, 60)
    assert page.url.count("%2C") + page.url.count(",") == 3
    opened(page, page.url)
    expect(page.get_by_text("남광주시장 (광주광역시 동구)").first).to_be_visible()


def test_it_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/compare?market_id=2", "/calendar?market_id=72", "/changes"):
        opened(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        for chart in page.locator('[data-testid="stPlotlyChart"]').all():
            box = chart.bounding_box()
            assert box is None or box["x"] + box["width"] <= 390, address


def test_a_market_pressed_on_the_map_stands_beside_the_others(page: Page) -> None:
    opened(page, "/compare?market_id=18&sido=26")
    page.get_by_text("지도에서 고르기").click()
    page.wait_for_url("**pick=1**")
    page.frame_locator("iframe").locator(".leaflet-tile-pane").wait_for(state="attached")
    page.mouse.click(*point_at(page, 26))
    expect(page.get_by_text("라온시장(예시) (부산광역시 사하구)").first).to_be_visible()
    wait_until_quiet(page, 60)
    assert page.url.partition("peers=")[2].partition("&")[0].endswith("26")
