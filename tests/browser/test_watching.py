"""The gate of the browser tests does what it says: an outside address is blocked and remembered."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watching import is_outside, wait_until_quiet, watched


@pytest.mark.parametrize("host", ["example.com", "192.0.2.1", "[2001:db8::1]"])
def test_an_outside_request_is_blocked_and_remembered(browser: Browser, host: str) -> None:
    """A number instead of a name too: it is not even tried, which a machine without a network could not tell."""
    with watched(browser) as seen:
        page = seen.context.new_page()
        failed: list[tuple[str, str | None]] = []
        page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
        page.set_content(f"<img src='https://{host}/tile.png'>", wait_until="load")
        assert seen.outside == [f"https://{host}/tile.png"]
        assert failed == [(f"https://{host}/tile.png", "net::ERR_NAME_NOT_RESOLVED")]


def test_an_outside_socket_is_remembered(browser: Browser) -> None:
    with watched(browser) as seen:
        page = seen.context.new_page()
        page.evaluate("() => { new WebSocket('wss://example.com/live') }")
        page.wait_for_timeout(300)
        assert seen.outside == ["wss://example.com/live"]


def test_this_machine_and_inlined_data_are_not_outside() -> None:
    assert not any(is_outside(url) for url in ("http://127.0.0.1:8501/x", "data:image/png;base64,AA", "blob:null/1"))
    assert is_outside("https://127.0.0.1.example.com/")


def test_the_server_answers_and_comes_to_rest(page: Page) -> None:
    page.goto("/")
    wait_until_quiet(page)
    assert page.locator("h1").count() >= 1
