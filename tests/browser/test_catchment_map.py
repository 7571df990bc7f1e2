"""The surroundings of a market in a real browser: reach, a press on another market, an area drawn by hand."""

from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Frame, Page, expect

from tests.browser.watching import wait_until_quiet

PLACE = """() => { let found = null; window.map.eachLayer(layer => {
  if (layer.feature && layer.feature.properties.market_id) {
    const place = window.map.latLngToContainerPoint(layer.getLatLng());
    found = [layer.feature.properties.market_id, place.x, place.y];
  }
}); return found; }"""


def opened(page: Page, path: str) -> Frame:
    page.goto(path)
    page.frame_locator("iframe").locator(".jt-draw button").wait_for()
    wait_until_quiet(page)
    return next(frame for frame in page.frames if "streamlit_folium" in frame.url)


def asked(page: Page, name: str) -> str:
    return "".join(parse_qs(urlparse(page.url).query).get(name, []))


def corner(page: Page) -> tuple[float, float]:
    box = page.locator("iframe").bounding_box()
    assert box
    return box["x"], box["y"]


def test_a_press_on_a_market_nearby_opens_its_surroundings(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 1400})
    inner = opened(page, "/market?market_id=2&show=around&radius=5000")
    market_id, x, y = inner.evaluate(PLACE)
    left, top = corner(page)
    page.mouse.move(left + x, top + y)
    expect(page.frame_locator("iframe").locator(".leaflet-tooltip dd").first).to_contain_text("m")
    page.mouse.click(left + x, top + y)
    page.wait_for_url(f"**market_id={market_id}**")
    assert (asked(page, "show"), asked(page, "radius")) == ("around", "5000")


def test_an_area_is_drawn_and_stands_in_the_address(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 1400})
    opened(page, "/market?market_id=2&show=around")
    frame, (left, top) = page.frame_locator("iframe"), corner(page)
    frame.get_by_role("button", name="배달 범위 그리기").click()
    expect(frame.get_by_role("button", name="완료")).to_be_disabled()
    for x, y in ((300, 120), (600, 150), (500, 400)):
        page.mouse.click(left + x, top + y)
        page.wait_for_timeout(350)  # two quick presses would be a double click, which zooms
    frame.get_by_role("button", name="완료").click()
    page.wait_for_url("**area=**")
    assert len(asked(page, "area").split(";")) == 3
    expect(page.get_by_text("그린 범위(").first).to_be_visible()
    page.get_by_role("button", name="원으로 보기").click()
    expect(page.get_by_text("반경 2.5km 안").first).to_be_visible()


def test_a_link_with_an_area_that_is_none_is_answered_in_words(page: Page) -> None:
    page.goto("/market?market_id=2&show=around&area=here")
    expect(page.get_by_text("lat,lon;lat,lon;lat,lon")).to_be_visible()
