"""The region map in a real browser: classes, hatching, hover, press, keys; a change of measure keeps the shapes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, FrameLocator, Page, expect

from tests.browser.trial import served_trial, unbroken

MIDDLE = """code => { let found = null; window.map.eachLayer(layer => {
  if (layer.place !== undefined && layer.feature.properties.code === code)
    found = window.map.latLngToContainerPoint(layer.getBounds().getCenter());
}); return [found.x, found.y]; }"""
FILL = """code => { let found = null; window.map.eachLayer(layer => {
  if (layer.place !== undefined && layer.feature.properties.code === code)
    found = layer.getElement().getAttribute("fill");
}); return found; }"""


@pytest.fixture(scope="module")
def trial_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_trial("regions_trial.py", tmp_path_factory.mktemp("regions")) as url:
        yield url


@pytest.fixture
def trial(browser: Browser, trial_url: str) -> Iterator[Page]:
    with unbroken(browser, trial_url) as page:
        yield page


def opened(page: Page, path: str = "/") -> tuple[FrameLocator, Frame]:
    page.goto(path)
    frame = page.frame_locator("iframe")
    frame.locator("path.jt-region").first.wait_for()
    return frame, next(frame for frame in page.frames if "streamlit_folium" in frame.url)


def middle(page: Page, inner: Frame, code: str) -> tuple[float, float]:
    x, y = inner.evaluate(MIDDLE, code)
    box = page.locator("iframe").bounding_box()
    assert box
    return box["x"] + x, box["y"] + y


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_regions_are_coloured_and_what_is_not_known_is_hatched(trial: Page, theme: str) -> None:
    frame, inner = opened(trial, f"/?theme={theme}")
    assert inner.evaluate(FILL, "41111") == inner.evaluate(FILL, "41113") != inner.evaluate(FILL, "42110")
    assert inner.evaluate(FILL, "11110") == "url(#jt-hatch)" and frame.locator("pattern#jt-hatch").count() == 1
    expect(frame.locator(".jt-legend li")).to_have_text(["10억 원", "50억 원", "자료 없음"])
    assert frame.locator("path.jt-chosen").count() == 1


def test_a_press_gives_todays_code_and_a_name_stays_text(trial: Page) -> None:
    frame, inner = opened(trial)
    place = middle(trial, inner, "42110")
    trial.mouse.move(*place)
    expect(frame.locator(".leaflet-tooltip strong")).to_have_text("<img src=x onerror=alert(1)>{{ 7 * 7 }}")
    expect(frame.locator(".leaflet-tooltip dd")).to_have_text(["10억 원", "40.0%"])
    trial.mouse.click(*place)
    expect(trial.get_by_text("pressed ('51110'")).to_be_visible()
    assert frame.locator("#map_div img").count() == 0


def test_another_measure_keeps_the_map_and_its_shapes(trial: Page) -> None:
    frame, inner = opened(trial)
    inner.evaluate("window.stillHere = true")
    trial.get_by_text("digital_share").click()
    expect(frame.locator(".jt-legend h2")).to_have_text("디지털 결제 비중")
    assert frame.locator("path.jt-region").count() == 4 and inner.evaluate("window.stillHere")
    expect(frame.locator(".jt-legend li")).to_have_text(["30.0%", "40.0%", "50.0%"])


def test_a_province_is_shown_alone_and_large(trial: Page) -> None:
    frame, inner = opened(trial, "/?inside=41")
    assert frame.locator("path.jt-region").count() == 2 and frame.locator("path.jt-elsewhere").count() == 2
    assert inner.evaluate("window.map.getZoom()") > 8


def test_the_region_in_the_middle_is_chosen_from_the_keyboard(trial: Page) -> None:
    frame, _ = opened(trial, "/?inside=41")
    frame.locator("#map_div").focus()
    trial.keyboard.press("ArrowRight")
    expect(frame.locator(".leaflet-tooltip strong")).to_have_text("수원시")
    trial.keyboard.press("Enter")
    expect(trial.get_by_text("pressed ('4111")).to_be_visible()


def test_names_of_provinces_do_not_lie_over_each_other(trial: Page) -> None:
    frame, inner = opened(trial)
    frame.locator(".jt-name span").first.wait_for()
    trial.wait_for_timeout(500)
    boxes = inner.evaluate(
        "() => [...document.querySelectorAll('.jt-name span')].filter(name => name.style.visibility !== 'hidden')"
        ".map(name => { const box = name.getBoundingClientRect(); return [box.left, box.right, box.top, box.bottom]; })"
    )
    assert len(boxes) > 10
    for at, (left, right, top, bottom) in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart = right <= other[0] or other[1] <= left or bottom <= other[2] or other[3] <= top
            assert apart, (boxes[at], other)
