"""Markets, shops and programmes called like a script or a formula: every page shows the words and runs nothing."""

import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from components.ui import contents
from tests.browser.serving import served
from tests.browser.watching import wait_until_quiet, watched

IMAGE, FORMULA = "<img src=x onerror=alert(1)>", '=HYPERLINK("http://x","y")'
SCRIPT = "\"'><script>alert(1)</script>{{7*7}}${7*7}[a](javascript:alert(1))"
#: Page -> what is asked of it, so that names stand on it.
ASKED = {slug: "sido=50" for slug in contents.PAGES if slug not in contents.BARE} | {
    "market": "market_id=1",
    "compare": "market_id=1",
    "map": "sido=50&sigungu=50110",
}
#: Pages on which names must be seen, or the trial shows nothing.
NAMES_STAND = ("market", "compare")


@pytest.fixture(scope="module")
def hostile_url(demo_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the example, in which everything that files may name is called so."""
    folder = tmp_path_factory.mktemp("hostile")
    store = folder / "markets.sqlite"
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), store)
    renamed(store)
    with served(f"sqlite:///{store}", folder / "log.txt") as url:
        yield url
    said = (folder / "log.txt").read_text(errors="replace")
    assert "Traceback (most recent call last)" not in said, said[-3000:]


def renamed(store: Path) -> None:
    """By number: an image, a formula, a script; with the number behind, since names are keys in some tables."""
    with sqlite3.connect(store) as raw:
        raw.create_function("hostile", 1, lambda number: f"{(IMAGE, FORMULA, SCRIPT)[number % 3]}{number}")
        raw.execute("UPDATE market SET market_name = hostile(market_id)")
        for table, column in (("programme", "programme_name"), ("event", "event_name"), ("asset", "asset_name")):
            named = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]
            keys = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")') if row[5]]
            if column in named and column not in keys:
                raw.execute(f'UPDATE "{table}" SET "{column}" = hostile(length("{column}"))')
        assert raw.execute("SELECT count(*) FROM market WHERE market_name LIKE '<img%'").fetchone()[0] > 10


@pytest.mark.parametrize("slug", list(ASKED))
def test_a_page_shows_the_words_and_runs_nothing(browser: Browser, hostile_url: str, slug: str) -> None:
    said: list[str] = []
    asked: list[str] = []
    with watched(browser, base_url=hostile_url) as seen:
        page = seen.context.new_page()
        page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda wrong: said.append(f"error: {wrong}"))
        path = "/" if slug == next(iter(contents.PAGES)) else f"/{slug}"
        page.goto(f"{path}?{ASKED[slug]}", timeout=120_000)
        expect(page.locator("h1").first).to_be_visible(timeout=120_000)
        wait_until_quiet(page, 120)
        # inside the maps' own frames too
        for frame in page.frames:
            assert frame.locator("img[src='x'], img[onerror]").count() == 0, frame.url
            assert frame.evaluate("[...document.scripts].every(one => !one.textContent.startsWith('alert(1)'))")
        html = page.content()
        assert not re.search(r"href=[\"']javascript:", html) and not re.search(r"href=[\"']http://x", html)
        words = " ".join(frame.locator("body").inner_text() for frame in page.frames)
        assert "49[a]" not in words, "a template was filled in"
    assert said == [] and seen.outside == []
    assert not [url for url in asked if url.rstrip("/").endswith("/x")]
    if slug in NAMES_STAND:
        assert "onerror=alert(1)" in words or "HYPERLINK" in words or "<script>" in words, words[:500]
