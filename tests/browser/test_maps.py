"""The maps in a real browser: no outside host, hostile names stay text, a click comes back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect

from tests.browser.trial import served_trial, unbroken
from tests.browser.watching import wait_until_quiet

NAMES = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(2)</script>",
    "{{ 7 * 7 }}",
    "<b onmouseover=alert(3)>굵게</b>",
    "동문시장",
    "서문시장",
]
PLACE = """id => { let found = null; window.map.eachLayer(layer => {
  if (layer.feature && layer.feature.properties.market_id === id)
    found = window.map.latLngToContainerPoint(layer.getLatLng());
}); return found && [found.x, found.y]; }"""


@pytest.fixture(scope="module")
def trial_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_trial("maps_trial.py", tmp_path_factory.mktemp("maps")) as url:
        yield url


@pytest.fixture
def trial(browser: Browser, trial_url: str) -> Iterator[Page]:
    with unbroken(browser, trial_url) as page:
        yield page


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


def tile(page: Page, code: str) -> Locator:
    return page.locator(f'.jt-tile[data-code="{code}"]')


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_press_on_a_tile_gives_its_code(trial: Page, theme: str) -> None:
    trial.goto(f"/?view=tiles&theme={theme}")
    tile(trial, "11110").hover()
    expect(trial.locator(".jt-tip")).to_have_text("서울특별시 종로구결제금액: 9억 원")
    tile(trial, "11110").click()
    expect(trial.get_by_text("pressed 11110")).to_be_visible()


def test_every_tile_is_reached_by_keyboard_and_chosen(trial: Page) -> None:
    trial.goto("/?view=tiles&inside=46")
    tile(trial, "46110").wait_for()
    focused = "document.activeElement.dataset.code"
    trial.locator('.jt-tile[tabindex="0"]').focus()
    reached, ways = {trial.evaluate(focused)}, ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]
    codes = set(trial.evaluate("[...document.querySelectorAll('.jt-tile')].map(tile => tile.dataset.code)"))
    steps: dict[str, set[str]] = {}
    waiting = list(reached)
    while waiting:
        code = waiting.pop()
        steps[code] = set()
        for way in ways:
            tile(trial, code).focus()
            trial.keyboard.press(way)
            steps[code].add(trial.evaluate(focused))
        waiting += [one for one in steps[code] if one not in steps and one not in waiting]
    assert set(steps) == codes and len(codes) == 22
    expect(trial.locator('.jt-tile[tabindex="0"]')).to_have_count(1)
    tile(trial, "46110").focus()
    expect(trial.locator(".jt-tip b")).to_have_text("전라남도 목포시")
    trial.keyboard.press("Enter")
    expect(trial.get_by_text("pressed 46110")).to_be_visible()
    assert trial.evaluate(focused) == "46110"


def test_a_tile_has_a_name_and_a_value_for_whoever_cannot_see_it(trial: Page) -> None:
    trial.goto("/?view=tiles")
    expect(trial.get_by_role("button", name="서울특별시 종로구: 결제금액 9억 원")).to_have_count(1)
    expect(trial.get_by_role("group", name="결제금액")).to_be_visible()


@pytest.mark.parametrize("width", [1366, 390])
def test_letters_in_tiles_can_be_read_or_are_not_there(trial: Page, width: int) -> None:
    trial.set_viewport_size({"width": width, "height": 900})
    trial.goto("/?view=tiles")
    tile(trial, "11110").wait_for()
    trial.wait_for_timeout(300)
    boxes = trial.evaluate(
        """() => [...document.querySelectorAll('.jt-name, .jt-province')].map(text => text.getBoundingClientRect())
        .filter(box => box.width).map(box => [box.left, box.right, box.height])"""
    )
    assert len(boxes) == (16 if width == 390 else 229 + boxes_without_value(trial))
    assert all(height >= 8 and left >= 0 and right <= width for left, right, height in boxes)


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("inside", ["", "11", "47", "48"])
@pytest.mark.parametrize("width", [1366, 390])
def test_no_name_runs_into_another(trial: Page, lang: str, inside: str, width: int) -> None:
    trial.set_viewport_size({"width": width, "height": 900})
    trial.goto(f"/?view=tiles&lang={lang}&inside={inside}")
    trial.locator(".jt-tile").first.wait_for()
    trial.wait_for_timeout(300)
    over = trial.evaluate(
        """() => { const seen = [...document.querySelectorAll('.jt-name, .jt-province')]
        .filter(text => getComputedStyle(text).visibility === 'visible')
        .map(text => [text, text.getBoundingClientRect()]).filter(([_, box]) => box.width);
        const tile = text => text.closest('.jt-tile');
        const found = [];
        seen.forEach(([one, a], at) => seen.slice(at + 1).forEach(([other, b]) => {
          if ((!tile(one) || tile(one) !== tile(other)) && a.left < b.right - 1 && b.left < a.right - 1
            && a.top < b.bottom - 3 && b.top < a.bottom - 3) found.push([one.textContent, other.textContent]); }));
        return [seen.length, found]; }"""
    )
    assert over[1] == [] and (over[0] > 0 or (lang, width) == ("en", 390))


def boxes_without_value(page: Page) -> int:
    """Second lines: a dash where a region has no value."""
    return page.locator('.jt-tile[data-value="자료 없음"]').count()


def test_on_the_map_page_another_measure_keeps_the_map(page: Page) -> None:
    page.goto("/map?view=points")
    frame = map_of(page)
    wait_until_quiet(page)
    inner = next(frame for frame in page.frames if "streamlit_folium" in frame.url)
    inner.evaluate("window.stillHere = true")
    page.get_by_test_id("stMain").get_by_text("점포 수", exact=True).first.click()
    expect(frame.locator(".jt-legend h2").first).to_contain_text("점포 수")
    assert inner.evaluate("window.stillHere")
