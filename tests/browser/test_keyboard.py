"""Everything an officer does, by keyboard alone: reach, see where one is, and get away again."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components.text import translator
from tests.browser.serving import served
from tests.browser.test_entry import tab_to
from tests.browser.test_pages import HEADS, ROWS
from tests.browser.watching import wait_until_quiet, watched

KO = translator("ko")
#: Presses of Tab after which a page has come round.
MOST_STOPS = 250
#: Notes how what has the focus looks, itself and what is round it, and afterwards which of them look no different
#: without it. A table is a canvas and draws its own ring in itself; a map stands in a frame of its own.
WATCH = """() => {
  const shown = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'borderColor', 'backgroundColor',
    'textDecorationLine', 'color', 'stroke', 'strokeWidth'];
  const look = one => { const css = getComputedStyle(one); return shown.map(name => css[name]).join('|'); };
  const stops = [];
  window.noted = () => {
    const at = document.activeElement;
    if (!at || at === document.body) return false;
    const round = at.matches('.jt-tile') ? [...at.querySelectorAll('use')] : []; // a tile is drawn by what it holds
    for (let one = at; one && round.length < 5; one = one.parentElement) round.push(one);
    stops.push({ at, round, then: round.map(look).join('/') });
    return true;
  };
  window.unseen = () => {
    document.activeElement.blur();
    return stops.filter(({ at, round, then }) => at.isConnected && !['CANVAS', 'IFRAME'].includes(at.tagName)
      && !at.closest('table, canvas') && round.map(look).join('/') === then)
      .map(({ at }) => at.outerHTML.slice(0, 160));
  };
}"""


@pytest.fixture
def own(demo_store_url: str, tmp_path: Path) -> str:
    """A copy of the example store that may be written."""
    path = tmp_path / "own.sqlite"
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def keys(browser: Browser, own: str, tmp_path: Path) -> Iterator[Page]:
    """A tab over that copy, which no pointer touches."""
    with served(own, tmp_path / "log.txt") as url, watched(browser, base_url=url) as seen:
        page = seen.context.new_page()
        page.set_default_timeout(30_000)
        yield page


def opened(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_function("window.jangteoLive")
    wait_until_quiet(page, 60)


@pytest.mark.parametrize("path", ["/", "/market?market_id=1", "/imports", "/sources", "/entry?form=request"])
def test_tab_goes_through_a_page_and_round_and_every_stop_is_seen(page: Page, path: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # a look that fades in is there at once
    opened(page, path)
    page.evaluate(WATCH)
    stops = 0
    while stops < MOST_STOPS:
        page.keyboard.press("Tab")
        if not page.evaluate("window.noted()"):
            break
        stops += 1
    assert 20 < stops < MOST_STOPS, f"Tab never leaves {path}"
    unseen = page.evaluate("window.unseen()")
    assert not unseen, "\n".join(unseen)


def test_the_first_stop_leads_past_the_menu(page: Page) -> None:
    opened(page, "/payments")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "본문으로 건너뛰기"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('[data-testid=stMain], main')")


def test_found_filtered_compared_taken_away_and_put_into_a_briefing(keys: Page) -> None:
    opened(keys, "/")
    tab_to(keys, "찾을 이름")
    keys.keyboard.type("ㄴㄱㅈ")
    keys.keyboard.press("Enter")
    expect(keys.locator("h1")).to_have_text("찾기")
    wait_until_quiet(keys, 60)
    tab_to(keys, "남광주시장")
    keys.keyboard.press("Enter")
    expect(keys.locator("h2").first).to_have_text("남광주시장")
    wait_until_quiet(keys, 60)
    tab_to(keys, KO("go.compare"))
    keys.keyboard.press("Enter")
    expect(keys.locator("h1")).to_have_text("시장 견주어 보기")
    opened(keys, "/payments")
    tab_to(keys, "시도")
    keys.keyboard.type("제주")
    keys.keyboard.press("Enter")
    wait_until_quiet(keys, 60)
    assert "sido=50" in keys.url
    tab_to(keys, "CSV")
    with keys.expect_download() as taken:
        keys.keyboard.press("Enter")
    assert taken.value.suggested_filename.endswith(".csv")
    tab_to(keys, KO("panel.table"))
    keys.keyboard.press("Enter")
    expect(keys.locator('[data-testid="stDataFrame"]')).to_have_count(1)
    tab_to(keys, KO("briefing.add"))
    keys.keyboard.press("Enter")
    expect(keys.get_by_role("dialog")).to_be_visible()
    wait_until_quiet(keys, 60)
    tab_to(keys, KO("briefing.name"), most=12)
    keys.keyboard.type("자판 보고")
    keys.keyboard.press("Tab")
    wait_until_quiet(keys, 60)
    tab_to(keys, KO("briefing.put"), most=12)
    keys.keyboard.press("Enter")
    expect(keys.get_by_role("dialog")).to_contain_text("담았습니다")
    keys.keyboard.press("Escape")
    expect(keys.get_by_role("dialog")).to_have_count(0)


def test_a_file_is_put_in(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "전국전통시장표준데이터_20241104.csv"
    file.write_bytes("\n".join([HEADS, *ROWS, ""]).encode("cp949"))
    with (
        served(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path / "log.txt") as url,
        watched(browser, base_url=url) as seen,
    ):
        page = seen.context.new_page()
        page.set_default_timeout(30_000)
        opened(page, "/")
        tab_to(page, "파일 넣으러 가기")
        page.keyboard.press("Enter")
        expect(page.locator("h1")).to_have_text("자료 넣기")
        wait_until_quiet(page, 60)
        tab_to(page, "파일 고르기")
        with page.expect_file_chooser() as asked:
            page.keyboard.press("Enter")
        asked.value.set_files(str(file))
        expect(page.get_by_text("아직 아무것도 바뀌지 않았습니다", exact=False)).to_be_visible(timeout=60_000)
        wait_until_quiet(page, 60)
        tab_to(page, "이대로 넣기")
        page.keyboard.press("Enter")
        expect(page.get_by_text("넣었습니다", exact=False).first).to_be_visible(timeout=60_000)
