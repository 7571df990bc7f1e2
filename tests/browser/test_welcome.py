"""The first screen over no store, the list of first files, and the words that only a press brings out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from components.text import LANGUAGES
from tests.browser import axe, reading
from tests.browser.serving import served
from tests.browser.watching import wait_until_quiet, watched


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a store that does not exist yet."""
    folder = tmp_path_factory.mktemp("empty")
    with served(f"sqlite:///{folder / 'none.sqlite'}", folder / "log.txt") as url:
        yield url


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_screen_fits_a_desk_and_is_accessible(
    browser: Browser, empty: str, lang: str, tmp_path: Path
) -> None:
    none = tmp_path / "none.sqlite"
    none.touch()
    with watched(browser, base_url=empty, color_scheme="dark" if lang == "en" else "light") as seen:
        page = seen.context.new_page()
        page.goto(f"/?lang={lang}")
        page.wait_for_function("window.jangteoLive")
        wait_until_quiet(page, 60)
        buttons = page.locator(".st-key-welcome_own button, .st-key-welcome_example button")
        assert buttons.count() == 2
        for at in range(2):
            box = buttons.nth(at).bounding_box()
            assert box and box["y"] + box["height"] < 768
        assert reading.strange(reading.said(page), lang, f"sqlite:///{none}") == []
        if axe.script():
            assert axe.grave(axe.findings(page)) == []
        page.get_by_role("button", name=buttons.first.inner_text().splitlines()[-1]).click()
        steps = page.locator('[data-testid="stExpander"]').first
        expect(steps).to_contain_text("6가지 가운데 0가지" if lang == "ko" else "0 of 6")


def test_words_that_a_press_brings_out_are_korean(page: Page, demo_store_url: str) -> None:
    page.goto("/compare?market_id=1")
    wait_until_quiet(page, 60)
    box = page.get_by_role("combobox", name="시도", exact=True)
    box.click()
    box.fill("없는이름")
    page.wait_for_timeout(400)
    heard = reading.said(page)
    page.keyboard.press("Escape")
    table = page.locator('[data-testid="stDataFrame"]').first
    table.scroll_into_view_if_needed()
    table.hover()
    heard += reading.said(page)
    page.get_by_role("button", name="열 보이기", exact=False).first.click()
    heard += reading.said(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="설정").click()
    page.wait_for_timeout(400)
    heard += reading.said(page)
    found = reading.strange(heard, "ko", demo_store_url)
    assert not found, "\n".join(found)
