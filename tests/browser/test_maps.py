"""The maps in a real browser: no outside host, hostile names stay text, a click comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser.serving import served
from tests.browser.watching import wait_until_quiet, watched

NAMES = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "{{ 7 * 7 }}",
    "<b onmouseover=alert(3)>굵게</b>",
    "동문시장",
    "서문시장",
]
APP = """
import xstatic.pkg.leaflet
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from components.maps.offline import STATIC
app = st.App({script!r}, routes=[
    Mount("/assets/leaflet", StaticFiles(directory=xstatic.pkg.leaflet.BASE_DIR)),
    Mount("/assets/maps", StaticFiles(directory=STATIC)),
])
"""
PLACE = """id => { let found = null; window.map.eachLayer(layer => {
  if (layer.feature && layer.feature.properties.market_id === id)
    found = window.map.latLngToContainerPoint(layer.getLatLng());
}); return found && [found.x, found.y]; }"""


@pytest.fixture(scope="module")
def trial_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("maps")
    script = Path(__file__).with_name("maps_trial.py")
    (folder / "app.py").write_text(APP.format(script=str(script)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
        with served("sqlite://", folder / "log.txt", folder / "app.py") as url:
            yield url


@pytest.fixture
def trial(browser: Browser, trial_url: str) -> Iterator[Page]:
    """A tab at the trial app. Fails when something asked outside, an alert opened or a script broke."""
    broken: list[str] = []
    with watched(browser, base_url=trial_url) as seen:
        page = seen.context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("dialog", lambda dialog: (broken.append(f"alert {dialog.message}"), dialog.dismiss()))
        yield page
    assert seen.outside == [] and broken == []


def map_of(page: Page) -> FrameLocator:
    frame = page.frame_locator("iframe")
    frame.locator(".jt-bubble").first.wait_for()
    return frame


def point_at(page: Page, market_id: int) -> tuple[float, float]:
    """Where a market's circle is on the page."""
    frame = next(frame for frame in page.frames if "streamlit_folium" in frame.url)
    page.wait_for_timeout(800)  # Leaflet's zoom runs for a quarter of a second
    x, y = frame.evaluate(PLACE, market_id)
    box = page.locator("iframe").bounding_box()
    assert box
    return box["x"] + x, box["y"] + y


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_province_opens_into_markets_and_a_click_gives_the_market(trial: Page, theme: str) -> None:
    trial.goto(f"/?theme={theme}")
    frame = map_of(trial)
    expect(frame.locator(".jt-bubble b")).to_have_text(["제주", "서울"])
    frame.locator(".jt-bubble", has_text="제주").click()
    trial.wait_for_timeout(800)
    trial.mouse.click(*point_at(trial, 5))
    expect(trial.get_by_text("opened 5 ")).to_be_visible()
    expect(trial.get_by_text("opened 5 after 1")).to_be_visible()  # groups did not make the app run


def test_names_from_files_stay_text(trial: Page) -> None:
    trial.goto("/")
    frame = map_of(trial)
    frame.locator(".jt-bubble", has_text="서울").click()
    trial.wait_for_timeout(800)
    for market_id in (1, 2, 3):
        x, y = point_at(trial, market_id)
        trial.mouse.move(x, y)
        expect(frame.locator(".leaflet-tooltip strong").last).to_have_text(NAMES[market_id - 1])
        trial.mouse.click(x, y)  # st_folium reads the tooltip as HTML on a click
        expect(trial.get_by_text(f"opened {market_id} ")).to_be_visible()
    assert frame.locator("#map_div img, #map_div script, #map_div b[onmouseover]").count() == 0
    expect(frame.locator(".leaflet-control-attribution")).to_have_text(NAMES[0])


def test_another_measure_changes_the_legend_and_keeps_the_map(trial: Page) -> None:
    trial.goto("/")
    frame = map_of(trial)
    inner = next(frame for frame in trial.frames if "streamlit_folium" in frame.url)
    inner.evaluate("window.stillHere = true")
    trial.get_by_text("digital_share").click()
    expect(frame.locator(".jt-legend h2").first).to_contain_text("디지털 결제 비중")
    assert frame.locator(".jt-legend").count() == 1
    assert inner.evaluate("window.stillHere")


def test_a_market_is_opened_from_the_keyboard(trial: Page) -> None:
    trial.goto("/")
    frame = map_of(trial)
    frame.locator(".jt-bubble-box", has_text="제주").focus()
    trial.keyboard.press("Enter")
    trial.wait_for_timeout(900)
    frame.locator("#map_div").focus()
    trial.keyboard.press("ArrowRight")
    trial.wait_for_timeout(600)
    expect(frame.locator(".leaflet-tooltip strong")).to_be_visible()
    trial.keyboard.press("Enter")
    expect(trial.get_by_text("opened ")).not_to_contain_text("None")


def test_a_press_on_a_tile_gives_its_code(trial: Page) -> None:
    trial.goto("/?view=tiles")
    name = trial.locator(".js-plotly-plot .textpoint", has_text="종로")
    box = name.bounding_box()
    assert box
    wait_until_quiet(trial)
    trial.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(trial.locator(".hoverlayer")).to_contain_text("서울특별시 종로구")
    trial.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(trial.get_by_text("pressed ['11110']")).to_be_visible()


def test_on_the_map_page_another_measure_keeps_the_map(page: Page) -> None:
    page.goto("/map?view=points")
    frame = map_of(page)
    wait_until_quiet(page)
    inner = next(frame for frame in page.frames if "streamlit_folium" in frame.url)
    inner.evaluate("window.stillHere = true")
    page.get_by_test_id("stMain").get_by_text("점포 수", exact=True).first.click()
    expect(frame.locator(".jt-legend h2").first).to_contain_text("점포 수")
    assert inner.evaluate("window.stillHere")
