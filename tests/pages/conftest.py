"""Opens pages as a reader's browser would, without a browser.

AppTest opens the shell script (opening app.py only makes the server object and draws nothing) and a page is chosen
before the first run, as a deep link does.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.ui import load

ROOT = Path(__file__).resolve().parents[2]
SHELL = ROOT / "components" / "ui" / "shell.py"

Opener = Callable[..., AppTest]


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """``open_page(slug, store_url, lang="en", sido="50")`` -> the page after its first run."""

    def opened(slug: str, store_url: str, **choices: str) -> AppTest:
        monkeypatch.setenv("JANGTEO_STORE_URL", store_url)
        st.cache_resource.clear()
        load.forget()
        at = AppTest.from_file(str(SHELL), default_timeout=90)
        if slug != "overview":
            at.switch_page(str(ROOT / "pages" / f"{slug}.py"))
        for name, value in choices.items():
            at.query_params[name] = value
        return at.run()

    return opened


@pytest.fixture
def empty_store_url(tmp_path: Path) -> str:
    """URL of a store that does not exist yet."""
    return f"sqlite:///{tmp_path / 'none.sqlite'}"


def cards_of(at: AppTest) -> dict[str, str]:
    """Value by name of the readings of a page, as sent to the browser."""
    sent = [one for one in at.get("bidi_component") if one.proto.component_name == "jangteo_cards"]
    return {card["label"]: card["value"] for one in sent for card in json.loads(one.proto.bytes)["cards"]}


def charts_of(at: AppTest) -> list[Any]:
    """The charts of a page, as sent to the browser."""
    return [one for one in at.get("bidi_component") if one.proto.component_name == "jangteo_plot"]
