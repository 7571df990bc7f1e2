"""A browser context that remembers what asked to go out. That nothing gets out is seen to by Chromium's own rules for
host names (chromium.FLAGS): a gate of Playwright's would turn Chromium's cache off, and every page would be slow.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocket

LOCAL = {"127.0.0.1", "localhost", "::1"}
BUSY = """() => !!document.querySelector(
    '[data-testid="stStatusWidget"], [data-testid="stSkeleton"], [data-stale="true"], .jt-plot[data-waits]')
  || !document.querySelector('[data-testid="stMain"], main')"""


@dataclass
class Watched:
    """A context and every outside address that something in it asked for."""

    context: BrowserContext
    outside: list[str] = field(default_factory=list)


def is_outside(url: str) -> bool:
    """Whether an address names a host other than this machine (data: and blob: name none)."""
    return urlsplit(url).hostname not in {*LOCAL, None}


@contextmanager
def watched(browser: Browser, **options: object) -> Iterator[Watched]:
    """A new context, options as Playwright's ``new_context`` takes them, closed when the block ends."""
    seen = Watched(browser.new_context(**{"locale": "ko-KR", "viewport": {"width": 1366, "height": 768}, **options}))

    def remember(request: Request) -> None:
        if is_outside(request.url):
            seen.outside.append(request.url)

    def note(socket: WebSocket) -> None:
        if is_outside(socket.url):
            seen.outside.append(socket.url)

    seen.context.on("request", remember)
    seen.context.on("page", lambda page: page.on("websocket", note))
    try:
        yield seen
    finally:
        seen.context.close()


def wait_until_quiet(page: Page, seconds: float = 30, still: float = 0.5) -> None:
    """Return when nothing has been running, stale, a skeleton or a picture not yet drawn for `still` seconds.

    Raises: TimeoutError.
    """
    step, quiet, passed = 50, 0.0, 0.0
    while quiet < still:
        if passed > seconds:
            raise TimeoutError(f"{page.url} never came to rest")
        page.wait_for_timeout(step)
        passed += step / 1000
        quiet = 0.0 if page.evaluate(BUSY) else quiet + step / 1000
