"""A programme written down by keyboard alone: found again in the ledger; drafts outlive reload and server."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import served
from tests.browser.test_pages import opened
from tests.browser.watching import wait_until_quiet, watched

FOCUSED = """() => {
  const at = document.activeElement;
  return at && at !== document.body ? (at.getAttribute('aria-label') || at.innerText || '').trim() : '';
}"""


@pytest.fixture
def store(demo_store_url: str, tmp_path: Path) -> str:
    """A copy of the example store that may be written."""
    path = tmp_path / "own.sqlite"
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


def is_at(page: Page, name: str) -> bool:
    """Whether the field (not the help beside it) or button of that name has the focus."""
    focused = str(page.evaluate(FOCUSED))
    if focused.endswith("도움말"):
        return False
    # a button's text begins with the name of its icon
    return focused.removesuffix("*").strip().startswith(name) or focused.endswith(f"\n{name}")


def tab_to(page: Page, name: str, most: int = 120) -> None:
    """Press Tab until what has that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if is_at(page, name):
            return
    raise AssertionError(f"{name} is not reached by Tab")


def test_a_programme_is_written_down_by_keyboard_alone_and_stands_in_the_ledger(
    browser: Browser, store: str, tmp_path: Path
) -> None:
    with served(store, tmp_path / "log.txt") as url, watched(browser, base_url=url) as seen:
        page = seen.context.new_page()
        page.set_default_timeout(30_000)
        opened(page, "/entry")
        tab_to(page, "사업코드")
        page.keyboard.type("자판-01")
        tab_to(page, "사업명", most=4)
        page.keyboard.type("자판으로 적은 사업")
        tab_to(page, "사업 유형", most=4)
        page.keyboard.type("라이브")
        page.keyboard.press("Enter")
        wait_until_quiet(page, 60)
        tab_to(page, "시작일", most=20)
        page.keyboard.type("2026.2.30")
        tab_to(page, "종료일", most=4)
        expect(page.get_by_text("달력에 없는 날짜입니다", exact=False)).to_be_visible()
        wrong = page.get_by_role("textbox", name="시작일", exact=True)
        expect(wrong).to_have_attribute("aria-invalid", "true")
        expect(page.locator(f"#{wrong.get_attribute('aria-describedby')}")).to_contain_text("달력에 없는 날짜")
        while not is_at(page, "시작일"):
            page.keyboard.press("Shift+Tab")
        page.keyboard.press("Control+A")
        page.keyboard.type("2026.2.27")
        tab_to(page, "종료일", most=4)
        wait_until_quiet(page, 60)
        expect(wrong).not_to_have_attribute("aria-invalid", "true")
        tab_to(page, "저장", most=40)
        page.keyboard.press("Enter")
        expect(page.get_by_text("저장했습니다")).to_be_visible()
        wait_until_quiet(page, 60)
        opened(page, "/programmes")
        expect(page.get_by_text("자판으로 적은 사업").first).to_be_attached()
        assert not seen.outside


def test_a_draft_outlives_a_reload_and_another_server(browser: Browser, store: str, tmp_path: Path) -> None:
    with served(store, tmp_path / "first.txt") as url, watched(browser, base_url=url) as seen:
        page = seen.context.new_page()
        opened(page, "/entry?form=request")
        page.get_by_role("textbox", name="건의 내용").fill("차양막을 고쳐 달라")
        page.keyboard.press("Tab")
        expect(page.get_by_text("임시 저장됨")).to_be_visible()
        page.reload()
        expect(page.get_by_role("textbox", name="건의 내용")).to_have_value("차양막을 고쳐 달라")
    with served(store, tmp_path / "second.txt") as url, watched(browser, base_url=url) as seen:
        page = seen.context.new_page()
        opened(page, "/entry?form=request")
        expect(page.get_by_role("textbox", name="건의 내용")).to_have_value("차양막을 고쳐 달라")
        expect(page.get_by_text("이어서 쓰기").first).to_be_visible()
        assert not seen.outside


def test_the_switch_of_programmes_stands_in_the_address_and_draws_bands(page: Page) -> None:
    opened(page, "/tourists?sido=50")
    before = page.locator(".js-plotly-plot .shapelayer path").count()
    page.get_by_text("추이 그림에 사업 기간 겹쳐 보기").click()
    wait_until_quiet(page, 60)
    assert "spans=1" in page.url
    assert page.locator(".js-plotly-plot .shapelayer path").count() > before
    expect(page.get_by_text("겹쳐 그린 사업").first).to_be_visible()
