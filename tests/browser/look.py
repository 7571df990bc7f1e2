"""Photograph every page: python -m tests.browser.look [--url URL] [--out look] [--page PATH ...] [--dark]

Without --url a server is started over example data. Each page is taken in Korean and English at 1366x768 and 390x844,
outside hosts blocked. Exit status 1 when a page asked an outside host, drew an error or never came to rest.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.serving import ROOT, served
from tests.browser.watching import wait_until_quiet, watched

SIZES = {"desk": (1366, 768), "phone": (390, 844)}
LANGUAGES = ("ko", "en")
TALLEST = 6000
HEIGHT = """() => Math.max(...[...document.querySelectorAll('[data-testid="stMain"] > *, [data-testid="stMain"], body')]
  .map(e => e.scrollHeight))"""


def every_page() -> list[str]:
    """Paths of all pages: the files in pages/, the overview at /."""
    names = sorted(path.stem for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
    return ["" if name == "overview" else name for name in names]


def photograph(browser: Browser, address: str, size: tuple[int, int], scheme: str, shot: Path) -> list[str]:
    """Write one PNG of the whole page; what was wrong with it, in words."""
    wrong = []
    with watched(browser, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme) as seen:
        page = seen.context.new_page()
        page.goto(address)
        try:
            wait_until_quiet(page, still=1.0)
        except TimeoutError as slow:
            wrong.append(str(slow))
        page.set_viewport_size({"width": size[0], "height": min(max(page.evaluate(HEIGHT), size[1]), TALLEST)})
        page.wait_for_timeout(900)
        page.screenshot(path=shot)
        wrong += page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').all_inner_texts()
    return wrong + sorted(set(seen.outside))


def main() -> int:
    """Photograph what was asked for; 0 when nothing was wrong."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--url")
    asked.add_argument("--out", type=Path, default=Path("look"))
    asked.add_argument("--page", action="append", help="a path such as payments?sido=50; all pages if not said")
    asked.add_argument("--dark", action="store_true")
    choice = asked.parse_args()
    choice.out.mkdir(parents=True, exist_ok=True)
    scheme = "dark" if choice.dark else "light"
    faults = 0
    with ExitStack() as stack:
        url = choice.url or _serve_example_data(stack, choice.out / "server.log")
        found = chromium.find()
        play = stack.enter_context(sync_playwright())
        browser = play.chromium.launch(executable_path=found, args=list(chromium.FLAGS))
        for path in choice.page or every_page():
            for language in LANGUAGES:
                for name, size in SIZES.items():
                    address = f"{url}/{path}{'&' if '?' in path else '?'}lang={language}"
                    label = "".join(letter if letter.isalnum() else "_" for letter in path) or "overview"
                    shot = choice.out / f"{label}-{language}-{name}-{scheme}.png"
                    wrong = photograph(browser, address, size, scheme, shot)
                    faults += bool(wrong)
                    print("\n      ".join([f"{'BAD ' if wrong else 'ok  '}{shot}", *wrong]), flush=True)
        browser.close()
    return 1 if faults else 0


def _serve_example_data(stack: ExitStack, log: Path) -> str:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    store_url = f"sqlite:///{folder / 'markets.sqlite'}"
    subprocess.run(
        [sys.executable, "-m", "data", "demo"],
        cwd=ROOT,
        env={**os.environ, "JANGTEO_STORE_URL": store_url},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return stack.enter_context(served(store_url, log))


if __name__ == "__main__":
    sys.exit(main())
