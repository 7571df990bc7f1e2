"""A presentation from first slide to last by keyboard alone, in a real Chromium, with every outside host blocked.

The shared store of the browser tests is left as it was, so this one has a store and a server of its own.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pptx import Presentation

from components.exports.frozen import thawed
from components.text import translator
from components.ui.briefing.recipes import Recipe
from components.ui.briefing.templates import begun
from data import briefings
from data.briefings import Slide
from tests.browser.serving import served
from tests.browser.watching import wait_until_quiet, watched

#: Templates besides that of a province, and what they are made of.
OTHERS = {"town_hall": {"sido": "29"}, "one_market": {"market_id": "2"}, "programme_result": {"programme": "P12"}}
SMALLEST_PX = 24
SLOWEST_MS = 300
#: Pixels of the smallest letters: of everything written as text, and of the letters that pictures draw as outlines.
LETTERS = """async () => {
  const written = [...document.querySelectorAll('.jt-show *')]
    .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
    .map(one => parseFloat(getComputedStyle(one).fontSize));
  const image = document.querySelector('.jt-picture img');
  if (!image) return written;
  await image.decode();
  const svg = await (await fetch(image.src)).text(), box = svg.match(/viewBox="0 0 ([\\d.]+) ([\\d.]+)"/);
  const room = image.getBoundingClientRect(), shown = Math.min(room.width / box[1], room.height / box[2]);
  return [...written, ...[...svg.matchAll(/scale\\(([\\d.]+) -/g)].map(found => found[1] * 100 * shown)];
}"""
TURN = """() => new Promise(done => {
  const began = performance.now(), before = document.querySelector('.jt-show h1').textContent;
  document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(async () => {
    const image = document.querySelector('.jt-picture img');
    if (image) await image.decode();
    done([performance.now() - began, before !== document.querySelector('.jt-show h1').textContent]);
  }));
})"""


@pytest.fixture(scope="module")
def store(demo_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the example store, which nobody has open."""
    path = tmp_path_factory.mktemp("present") / "markets.sqlite"
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def code(store: str) -> Iterator[str]:
    """A briefing of every slide of every template: maps, curves, bars, ranges, tables and words alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "JANGTEO_STORE_URL", store)
        slides, _ = begun("month_of_province", {"sido": "50"}, translator("ko"))
        more: list[Slide] = []
        for template, choices in OTHERS.items():
            more += begun(template, choices, translator("ko"))[0]
        slides = [Slide(**{**slides[0].__dict__, "speaker_notes": "천천히 읽는다"}), *slides[1:], *more]
        yield briefings.create("도민 보고", "month_of_province", "ko", "kim", agency="경제과", slides=slides)


@pytest.fixture(scope="module")
def address(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(store, tmp_path_factory.mktemp("server") / "log.txt") as url:
        yield url


@pytest.fixture
def hall(browser: Browser, address: str, code: str) -> Iterator[Page]:
    """The first slide on a projector."""
    with watched(browser, base_url=address) as seen:
        page = seen.context.new_page()
        page.set_default_timeout(30_000)
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.goto(f"/present?briefing={code}&sido=50")
        # the first page of a fresh server takes its time
        expect(page.locator(".jt-show h1")).to_have_text("도민 보고", timeout=60_000)
        yield page
    assert seen.outside == []


def place(page: Page) -> int:
    """Number of the slide that is shown, as the address and the foot both say."""
    shown = int(page.locator(".jt-foot span").last.inner_text().split("/")[0])
    assert parse_qs(urlsplit(page.url).query)["slide"] == [str(shown)]
    return shown


def pressed(page: Page, *keys: str) -> int:
    for key in keys:
        page.keyboard.press(key)
    return place(page)


def number_of(page: Page) -> int:
    return int(re.findall(r"/ (\d+)", page.locator(".jt-foot span").last.inner_text())[0])


def test_every_way_of_turning_a_slide_works_by_keyboard(hall: Page) -> None:
    last = number_of(hall)
    assert last > 25
    assert pressed(hall, "ArrowRight") == 2
    assert pressed(hall, "PageDown") == 3
    assert pressed(hall, "Space") == 4
    assert pressed(hall, "PageUp") == 3
    assert pressed(hall, "ArrowLeft") == 2
    assert pressed(hall, "6", "Enter") == 6
    assert pressed(hall, "1", "2", "Backspace", "Enter") == 1
    assert pressed(hall, "End") == last
    assert pressed(hall, "ArrowRight") == last
    assert pressed(hall, "Home") == 1
    assert pressed(hall, "ArrowLeft") == 1


def test_the_screen_goes_black_and_turns_by_itself_and_esc_ends_it(hall: Page, code: str) -> None:
    pressed(hall, "b")
    expect(hall.locator(".jt-black")).to_be_visible()
    pressed(hall, "b")
    expect(hall.locator(".jt-black")).to_have_count(0)
    hall.goto(f"/present?briefing={code}&seconds=1")
    expect(hall.locator(".jt-show")).to_be_visible()
    pressed(hall, "a")
    expect(hall.locator(".jt-foot span").last).to_contain_text("3 /")
    pressed(hall, "a")
    expect(hall.locator(".jt-foot span").last).not_to_contain_text("자동")
    pressed(hall, "h")
    expect(hall.locator(".jt-help")).to_be_visible()
    pressed(hall, "Escape")
    expect(hall.locator(".jt-help")).to_have_count(0)
    hall.keyboard.press("Escape")
    hall.wait_for_url(f"**/briefing?briefing={code}")


def test_keys_of_one_character_can_be_switched_off_and_what_they_do_can_still_be_pressed(hall: Page) -> None:
    """KWCAG 2.2, 6.1.4: by keyboard alone, remembered by the browser, and on again."""
    hall.get_by_role("button", name="글쇠").focus()
    hall.keyboard.press("Enter")
    switch = hall.get_by_role("checkbox", name="글자와 숫자 글쇠 쓰기")
    expect(switch).to_be_focused()
    assert switch.is_checked()
    hall.keyboard.press("Space")
    assert not switch.is_checked()
    hall.keyboard.press("Escape")
    expect(hall.locator(".jt-help")).to_have_count(0)
    hall.reload()
    expect(hall.locator(".jt-show h1")).to_be_visible()
    for key in ("b", "B", ".", "h", "?", "a", "3"):
        hall.keyboard.press(key)
    expect(hall.locator(".jt-black, .jt-help, .jt-jump")).to_have_count(0)
    expect(hall.locator(".jt-foot span").last).not_to_contain_text("자동")
    assert pressed(hall, "ArrowRight", "Space") == 3
    hall.get_by_role("button", name="글쇠").click()
    hall.get_by_role("button", name="화면 끄기·켜기").click()
    expect(hall.locator(".jt-black")).to_be_visible()
    hall.keyboard.press("Escape")
    hall.get_by_role("button", name="글쇠").click()
    hall.get_by_role("checkbox", name="글자와 숫자 글쇠 쓰기").check()
    hall.get_by_role("button", name="닫기", exact=True).click()
    assert pressed(hall, "2", "Enter") == 2


def test_notes_stand_in_a_second_window_and_follow(hall: Page) -> None:
    with hall.context.expect_page() as opened:
        hall.keyboard.press("n")
    notes = opened.value
    pressed(hall, "ArrowRight")
    expect(notes.locator("body")).to_contain_text("천천히 읽는다")
    assert "천천히 읽는다" not in hall.locator(".jt-show").inner_text()
    notes.keyboard.press("ArrowRight")
    expect(hall.locator(".jt-foot span").last).to_contain_text("3 /")


def test_a_reload_keeps_the_slide(hall: Page) -> None:
    assert pressed(hall, "4", "Enter") == 4
    heading = hall.locator(".jt-show h1").inner_text()
    hall.reload()
    expect(hall.locator(".jt-show h1")).to_have_text(heading)
    assert place(hall) == 4


def test_a_question_is_answered_on_the_live_page_and_leads_back_to_the_slide(hall: Page, code: str) -> None:
    assert pressed(hall, "4", "Enter") == 4
    heading = hall.locator(".jt-show h1").inner_text()
    hall.keyboard.press("q")
    back = hall.get_by_role("link", name="발표로 돌아가기")
    expect(back).to_be_visible()
    assert parse_qs(urlsplit(hall.url).query)["sido"] == ["50"]
    expect(hall.get_by_role("combobox", name=re.compile("시도")).first).to_have_value(re.compile("제주"))
    back.focus()
    hall.keyboard.press("Enter")
    expect(hall.locator(".jt-show h1")).to_have_text(heading)
    assert place(hall) == 4


@pytest.mark.alone
def test_turning_a_slide_takes_less_than_a_third_of_a_second(hall: Page) -> None:
    took = [hall.evaluate(TURN) for _ in range(number_of(hall) - 1)]
    assert all(changed for _, changed in took)
    assert max(ms for ms, _ in took) <= SLOWEST_MS, took


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_no_letter_is_smaller_than_can_be_read_from_ten_metres_and_nothing_is_cut(
    hall: Page, size: tuple[int, int]
) -> None:
    hall.set_viewport_size({"width": size[0], "height": size[1]})
    for number in range(1, number_of(hall) + 1):
        smallest = min(hall.evaluate(LETTERS)) * 1920 / size[0]
        assert smallest >= SMALLEST_PX, f"{smallest:.1f} px on slide {number}"
        cut = hall.evaluate(
            "() => { const s = document.querySelector('.jt-show'), r = s.getBoundingClientRect();"
            " return [...s.querySelectorAll('*')].filter(e => e.getBoundingClientRect().bottom > r.bottom + 1"
            " || e.getBoundingClientRect().right > r.right + 1).map(e => e.textContent.slice(0, 40)); }"
        )
        assert cut == [], f"slide {number}"
        hall.keyboard.press("ArrowRight")


def test_a_frozen_version_shows_its_number_on_every_slide(hall: Page, store: str, code: str) -> None:
    frozen = briefings.freeze(
        code, briefings.slides(code, url=store), snapshot_id="ab12cd34", title="굳힌 보고", role="officer",
        frozen_by="kim", store_version=1, url=store,
    )  # fmt: skip
    hall.goto(f"/present?briefing={code}&version={frozen.version}")
    expect(hall.locator(".jt-show h1")).to_have_text("굳힌 보고", timeout=60_000)
    for _ in range(number_of(hall)):
        expect(hall.locator(".jt-foot")).to_contain_text("ab12cd34")
        hall.keyboard.press("ArrowRight")


def test_a_panel_is_put_into_a_new_briefing_with_its_finding_and_recipe(hall: Page, store: str) -> None:
    hall.goto("/payments?sido=50")
    wait_until_quiet(hall, 60)
    hall.get_by_role("button", name="보고에 담기").first.click()
    dialog = hall.get_by_role("dialog")
    dialog.get_by_role("combobox").first.click()
    hall.get_by_role("option", name="새 보고 자료").click()
    dialog.get_by_label("이름").fill("제주 보고")
    dialog.get_by_label("이름").press("Enter")
    dialog.get_by_role("button", name="담기", exact=True).click()
    expect(dialog.get_by_text("담았습니다. 이제 1장입니다.")).to_be_visible()
    known = next(one for one in briefings.briefings(store) if one.briefing_name == "제주 보고")
    (slide,) = briefings.slides(known.briefing_code, url=store)
    shown, recipe = thawed(slide.exhibit), Recipe.from_text(slide.recipe)
    assert slide.heading == shown.title and slide.sentences == (shown.finding,)
    assert recipe is not None and recipe.page == "payments" and ("sido", "50") in recipe.choices


def test_every_other_kind_of_file_is_taken_from_a_panel_and_from_the_page(hall: Page) -> None:
    hall.goto("/payments?sido=50")
    wait_until_quiet(hall, 60)
    hall.get_by_role("button", name="다른 파일").first.click()
    for words, head in (("그림(SVG)", b"<?xml"), ("PDF(A4)", b"%PDF"), ("한글(HWPX)", b"PK"), ("엑셀", b"PK")):
        with hall.expect_download() as taken:
            hall.get_by_role("button", name=words, exact=True).click()
        assert Path(taken.value.path()).read_bytes().startswith(head), words
    hall.keyboard.press("Escape")
    hall.get_by_role("button", name="이 화면 모두 내려받기").click()
    with hall.expect_download() as taken:
        hall.get_by_role("button", name="파워포인트", exact=True).click()
    assert len(Presentation(taken.value.path()).slides) == 3
