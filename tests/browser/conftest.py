"""A real Chromium against the real server over example data. A test asks for ``page`` and goes to a path:

    def test_a_market_opens_from_its_link(page):
        page.goto("/market?market_id=1")
        wait_until_quiet(page)

Nothing leaves the machine; a test during which something tried to, or during which the server met a bug, fails.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser import chromium
from tests.browser.serving import served
from tests.browser.watching import Watched, watched

HERE = Path(__file__).parent
# five seconds, the usual, are too few for a first view on a machine that does something else too
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder carries the marker: `make test ARGS='-m "not browser"'` leaves it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the server says while it runs."""
    return tmp_path_factory.mktemp("server") / "log.txt"


@pytest.fixture(scope="session")
def server_url(demo_store_url: str, server_log: Path) -> Iterator[str]:
    """Address of a server over the example data, shared by all browser tests: leave its store as it was."""
    with served(demo_store_url, server_log) as url:
        yield url


@pytest.fixture(scope="session")
def play() -> Iterator[Playwright]:
    """Playwright, once: a second one beside it would not start."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(play: Playwright) -> Iterator[Browser]:
    """One Chromium for all browser tests."""
    path = chromium.find()
    if path is None:
        pytest.fail("no Chromium for the browser tests: run them with `make test`, which gets one")
    started = play.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
    yield started
    started.close()


@pytest.fixture(scope="session")
def visitor(browser: Browser, server_url: str) -> Iterator[Watched]:
    """The context of all pages: what a first visit fetches is at hand for every later one, as in an own browser."""
    with watched(browser, base_url=server_url) as seen:
        yield seen


@pytest.fixture
def page(visitor: Watched, server_url: str, server_log: Path) -> Iterator[Page]:
    """An empty tab; paths are the server's. 1366x768, Korean; resize with ``set_viewport_size``. Nothing that an
    earlier test left with the browser is there but what it fetched.
    """
    said_before = server_log.stat().st_size
    visitor.outside.clear()
    opened = visitor.context.new_page()
    opened.set_default_timeout(30_000)
    yield opened
    wiped = {"origin": server_url, "storageTypes": "cookies,local_storage,indexeddb,service_workers"}
    visitor.context.new_cdp_session(opened).send("Storage.clearDataForOrigin", wiped)
    for tab in visitor.context.pages:
        tab.close()
    assert not visitor.outside, f"the page asked outside hosts: {sorted(set(visitor.outside))}"
    said = server_log.read_bytes()[said_before:].decode(errors="replace")
    assert "Traceback (most recent call last)" not in said, f"the server met a bug:\n{said}"
