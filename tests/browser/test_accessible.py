"""Every page under axe-core, in both languages, on a desk and a phone, light and dark: nothing serious or critical;
every word of it in its language; no error, no outside request, nothing to the side of the narrowest phone.

Each page is opened once in each language and looked at twice: Korean at a desk in light and on a phone in the dark,
English the other way round. So every page is seen in every language, size and scheme.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from components.text import LANGUAGES, translator
from components.ui import contents
from components.ui.briefing.templates import begun
from data import briefings
from tests.browser import axe, reading
from tests.browser.serving import served
from tests.browser.watching import wait_until_quiet, watched

DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
#: 320 px: the narrowest phone, and 1280 px at 400 %.
NARROWEST = {"width": 320, "height": 640}
BESIDE = """() => Math.max(...[document.scrollingElement, document.querySelector('[data-testid=stMain], main')]
  .map(one => one.scrollWidth - one.clientWidth))"""
ERRORS = '[data-testid="stException"], [data-testid="stAlertContentError"]'
#: Language -> size and scheme of the two looks.
LOOKS = {"ko": ((DESK, "light"), (PHONE, "dark")), "en": ((DESK, "dark"), (PHONE, "light"))}
#: Pages that show more once something is chosen.
CHOSEN = {
    "search": "search?find=ㄴㄱㅈ",
    "market": "market?market_id=1",
    "compare": "compare?market_id=1",
    "calendar": "calendar?market_id=1",
    "programme": "programme?programme=P12",
    "entry": "entry?form=request",
    "map": "map?view=points",
    "present": "present?briefing={code}",
}
ADDRESSES = [
    *(CHOSEN.get(slug, "" if slug == contents.FIRST else slug) for slug in contents.PAGES),
    "market",
    "market?market_id=1&show=register",
    "market?market_id=1&show=around",
    "map?view=sigungu",
    "sources?show_sources=metrics",
    "briefing?briefing={code}",
]


@pytest.fixture(scope="module")
def store(demo_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the example store, for one with a briefing."""
    path = tmp_path_factory.mktemp("accessible") / "markets.sqlite"
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def code(store: str) -> str:
    """A briefing of a town hall."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "JANGTEO_STORE_URL", store)
        slides, _ = begun("town_hall", {"sido": "29"}, translator("ko"))
        return briefings.create("주민 설명", "town_hall", "ko", "kim", agency="경제과", slides=slides)


@pytest.fixture(scope="module")
def tab(browser: Browser, store: str, code: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """One tab for all pages: what a visit keeps makes the next one quicker."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with served(store, log) as url, watched(browser, base_url=url) as seen:
        yield seen.context.new_page()
    assert seen.outside == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_serious_is_found_on_a_page_and_no_strange_word(
    tab: Page, store: str, code: str, address: str, lang: str
) -> None:
    (size, scheme), (other_size, other_scheme) = LOOKS[lang]
    tab.set_viewport_size(size)
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"/{address.format(code=code)}{'&' if '?' in address else '?'}lang={lang}")
    tab.wait_for_function("window.jangteoLive")
    wait_until_quiet(tab, 60)
    found = axe.grave(axe.findings(tab))
    assert tab.locator(ERRORS).count() == 0
    if lang == "ko" or "{code}" not in address:  # the briefing itself is in Korean
        found += reading.strange(reading.said(tab), lang, store)
    tab.set_viewport_size(other_size)
    tab.emulate_media(color_scheme=other_scheme)
    wait_until_quiet(tab, 60)
    found += axe.grave(axe.findings(tab))
    if other_size == PHONE and "present" not in address:
        tab.set_viewport_size(NARROWEST)
        wait_until_quiet(tab, 60)
        assert tab.evaluate(BESIDE) == 0
    assert not found, "\n".join(dict.fromkeys(found))
    assert tab.evaluate("document.documentElement.lang") == lang and tab.title() != "Streamlit"


@pytest.mark.skipif(not axe.script(), reason="axe-core is not here: npm ci --prefix tests/axe (.ci/run does it)")
def test_the_rules_find_what_is_wrong(tab: Page) -> None:
    """A test that cannot fail says nothing: a button without a name and pale letters are found."""
    tab.goto("/sources")
    wait_until_quiet(tab, 60)
    tab.evaluate(
        "document.querySelector('main, [data-testid=stMain]').insertAdjacentHTML('afterbegin', "
        "'<button></button><p style=\"color:#bbb;background:#fff\">pale</p>')"
    )
    rules = {one.rule for one in axe.findings(tab) if one.impact in axe.GRAVE}
    assert {"button-name", "color-contrast"} <= rules
