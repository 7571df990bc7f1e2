"""A small app of one map on the real server, and a tab at it that nothing may break: for the tests of single maps."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import ROOT, served
from tests.browser.watching import watched

APP = """
import xstatic.pkg.leaflet
import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from components.maps.offline import STATIC
app = st.App({script!r}, routes=[
    Mount("/assets/leaflet", StaticFiles(directory=xstatic.pkg.leaflet.BASE_DIR)),
    Mount("/assets/maps", StaticFiles(directory=STATIC)),
])
"""


@contextmanager
def served_trial(script: str, folder: Path) -> Iterator[str]:
    """Address of a server that runs that script of this folder over no store. folder: for its files."""
    (folder / "app.py").write_text(APP.format(script=str(Path(__file__).with_name(script))), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        with served("sqlite://", folder / "log.txt", folder / "app.py") as url:
            yield url


@contextmanager
def unbroken(browser: Browser, url: str) -> Iterator[Page]:
    """A tab at that address. Fails when something asked outside, an alert opened or a script broke meanwhile."""
    broken: list[str] = []
    with watched(browser, base_url=url) as seen:
        page = seen.context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("dialog", lambda dialog: (broken.append(f"alert {dialog.message}"), dialog.dismiss()))
        yield page
    assert seen.outside == [] and broken == []
