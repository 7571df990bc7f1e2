"""Circles of neighbouring provinces stand beside each other, near their places, at every distance."""

from collections.abc import Iterator
from itertools import combinations
from math import dist

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.trial import served_trial, unbroken

BUBBLES = """() => [...document.querySelectorAll('.jt-bubble')].map(face => {
  const box = face.getBoundingClientRect();
  return [face.firstChild.textContent, box.x + box.width / 2, box.y + box.height / 2, box.width / 2];
})"""


@pytest.fixture(scope="module")
def trial_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_trial("circles_trial.py", tmp_path_factory.mktemp("circles")) as url:
        yield url


@pytest.fixture
def trial(browser: Browser, trial_url: str) -> Iterator[Page]:
    with unbroken(browser, trial_url) as page:
        yield page


@pytest.mark.parametrize("width", [1366, 390])
def test_no_circle_of_a_province_lies_over_another(trial: Page, width: int) -> None:
    trial.set_viewport_size({"width": width, "height": 800})
    trial.goto("/")
    trial.frame_locator("iframe").locator(".jt-bubble").first.wait_for()
    inner = next(frame for frame in trial.frames if "streamlit_folium" in frame.url)
    for zoom in (6, 7, 6):
        inner.evaluate("zoom => window.map.setZoom(zoom, { animate: false })", zoom)
        trial.wait_for_timeout(300)
        found = inner.evaluate(BUBBLES)
        assert len(found) == 7
        for (one, *at, radius), (other, *there, size) in combinations(found, 2):
            assert dist(at, there) >= radius + size - 1, (one, other)


def test_a_circle_that_was_moved_is_near_its_place_and_comes_back_when_there_is_room(trial: Page) -> None:
    trial.goto("/")
    trial.frame_locator("iframe").locator(".jt-bubble").first.wait_for()
    inner = next(frame for frame in trial.frames if "streamlit_folium" in frame.url)
    away = """() => { const found = [], map = window.map, spot = (at) => map.latLngToLayerPoint(at);
      map.eachLayer(one => one.jangteoHome && found.push(spot(one.getLatLng()).distanceTo(spot(one.jangteoHome))));
      return found; }"""
    inner.evaluate("window.map.setZoom(6, { animate: false })")
    trial.wait_for_timeout(300)
    close = inner.evaluate(away)
    assert 0 < max(close) < 60
    inner.evaluate("window.map.setZoom(7, { animate: false })")
    trial.wait_for_timeout(300)
    assert max(inner.evaluate(away)) < max(close) and min(inner.evaluate(away)) < 1
