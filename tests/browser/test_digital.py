"""Sales channels and readiness as an officer meets them: what is chosen stands in the address and is what is drawn."""

from playwright.sync_api import Page, expect

from tests.browser.test_pages import asked, choose, opened
from tests.browser.watching import wait_until_quiet


def drawn(page: Page) -> str:
    """Names and texts of the last figure."""
    return page.locator(".js-plotly-plot").last.inner_text()


def test_curves_by_half_year_are_drawn_instead_of_those_by_channel_and_a_channel_narrows_them(page: Page) -> None:
    opened(page, "/adoption")
    assert "스마트스토어" in drawn(page)
    page.get_by_text("개설한 반기", exact=True).click()
    expect(page.get_by_text("얼마나 오래 쓰는가: 개설한 반기별")).to_be_visible()
    wait_until_quiet(page, 60)
    assert asked(page)["curves"] == ["cohort"]
    assert "스마트스토어" not in drawn(page) and "2023년 상반기" in drawn(page)
    before = drawn(page)
    choose(page, "판매채널", "라이브커머스")
    assert asked(page)["channel"] == ["live_commerce"]
    assert drawn(page) != before


def test_weights_of_an_address_are_those_of_the_sliders_and_move_the_places(page: Page) -> None:
    opened(page, "/readiness?show=ranks&sido=11")
    usual = drawn(page)
    opened(page, "/readiness?show=ranks&sido=11&weights=0,0,3,0,0,0,0,0,0,0,0,0")
    assert drawn(page) != usual
    slider = page.get_by_role("slider", name="해외 간편결제")
    expect(slider).to_have_value("3")
    page.get_by_role("button", name="모두 1로").click()
    wait_until_quiet(page, 60)
    assert "weights" not in asked(page)
    assert drawn(page) == usual


def test_vague_counts_stay_an_interval(page: Page) -> None:
    opened(page, "/adoption?show=published&published_part=4&published_whole=30여")
    expect(page.get_by_text("비율은 10.3%에서 13.3% 사이입니다.")).to_be_visible()


def test_what_the_rows_are_narrowed_to_is_said_with_the_figure(page: Page) -> None:
    opened(page, "/adoption?channel=live_commerce&age_band=50s")
    expect(page.get_by_text("이 조건만 보았습니다. 판매채널: 라이브커머스, 점주 연령대: 50대.").first).to_be_visible()
