"""The first view waits for no drawing library; charts come by themselves; tiles are chosen by pointer and keyboard."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from components.ui.plot import SOURCE
from tests.browser.test_pages import choose
from tests.browser.watching import wait_until_quiet

RESTS = """() => !document.querySelector(
    '[data-testid="stStatusWidget"], [data-testid="stSkeleton"], [data-stale="true"]')
  && document.querySelectorAll('.jt-card').length >= 6 && !!document.querySelector('.jt-map')"""
IN_SIGHT = """() => [...document.querySelectorAll('.jt-plot')].filter(plot => {
    const box = plot.getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0; }).length"""


def test_the_first_view_is_there_without_the_drawing_library_and_charts_follow_by_themselves(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    page.wait_for_function(RESTS, polling=10)
    assert page.evaluate("window.Plotly") is None and page.evaluate(IN_SIGHT) == 0
    assert page.locator(".jt-tile").count() == 17
    expect(page.locator(".jt-plot .main-svg").first).to_be_attached(timeout=30_000)
    wait_until_quiet(page, 60)
    assert page.locator(".jt-plot").count() == page.locator(".js-plotly-plot").count() >= 2
    assert sum(SOURCE in url for url in asked) == 1 and not any("PlotlyChart" in url for url in asked)


def test_a_chart_in_sight_shows_that_it_is_on_its_way_until_it_is_drawn(page: Page) -> None:
    held: list[Route] = []
    page.route(f"**/{SOURCE}", lambda route: held.append(route))
    page.set_viewport_size({"width": 1366, "height": 2400})
    page.goto("/")
    skeletons = page.locator('.jt-plot [data-testid="stSkeleton"]')
    expect(skeletons).to_have_count(2, timeout=30_000)
    expect(skeletons.first).to_be_visible()
    held[0].continue_()
    wait_until_quiet(page, 60)
    assert skeletons.count() == 0 and page.locator(".js-plotly-plot .main-svg").count() >= 2


def test_without_the_drawing_library_a_chart_is_told_in_words(page: Page) -> None:
    page.route(f"**/{SOURCE}", lambda route: route.abort())
    page.set_viewport_size({"width": 1366, "height": 2400})
    page.goto("/")
    plot = page.locator(".jt-plot").last
    expect(plot.locator(".jt-drawn")).not_to_be_empty(timeout=30_000)
    assert plot.locator(".jt-drawn").inner_text() == plot.get_attribute("aria-label")


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_chart_is_a_figure_with_a_text_and_opens_over_the_whole_screen(page: Page, lang: str) -> None:
    page.goto(f"/payments?lang={lang}")
    wait_until_quiet(page, 60)
    plot = page.locator(".jt-plot").first
    assert plot.get_attribute("role") == "figure" and len(plot.get_attribute("aria-label") or "") > 10
    height = plot.locator(".main-svg").first.bounding_box()
    plot.get_by_role("button", name="크게 보기" if lang == "ko" else "Full screen").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("!!document.fullscreenElement")
    page.wait_for_timeout(500)
    wide = plot.locator(".main-svg").first.bounding_box()
    assert height and wide and wide["width"] >= 1300 and wide["height"] > height["height"]
    page.evaluate("document.exitFullscreen()")
    page.wait_for_timeout(500)
    assert plot.locator(".main-svg").first.bounding_box() == height


def test_a_chart_follows_the_width_of_the_page(page: Page) -> None:
    page.goto("/")
    wait_until_quiet(page, 60)
    chart = page.locator(".jt-plot .main-svg").first
    for width in (390, 1366):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(600)
        box, room = chart.bounding_box(), page.locator(".jt-plot").first.bounding_box()
        assert box and room and abs(box["width"] - room["width"]) <= 1 and room["width"] < width


def test_a_region_is_chosen_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.wait_for_function(RESTS, polling=10)
    page.locator('.jt-tile[tabindex="0"]').focus()
    told = page.locator(".jt-tip b")
    page.keyboard.press("ArrowRight")
    expect(told).to_be_visible()
    name = told.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="시도", exact=True)).to_have_value(name)
    assert "sido" in parse_qs(urlsplit(page.url).query)


def test_a_chart_out_of_sight_is_drawn_anew_when_the_filter_changes(page: Page) -> None:
    page.goto("/?sido=50")
    wait_until_quiet(page, 60)
    trend = page.locator(".jt-plot").last
    before = trend.inner_text()
    choose(page, "시도", "서울특별시")
    expect(page.get_by_role("combobox", name="시도", exact=True)).to_have_value("서울특별시")
    wait_until_quiet(page, 60)
    assert (
        trend.inner_text() != before and page.evaluate("document.querySelectorAll('.jt-plot[data-waits]').length") == 0
    )
