"""What only the browser can set: the language of the page, and the framework's own English words in Korean."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components.text import Translator

HERE = Path(__file__).parent


@cache
def _component() -> Any:
    return st.components.v2.component("jangteo_live", js=(HERE / "live.js").read_text("utf-8"), isolate_styles=False)


@cache
def framework_words() -> dict[str, dict[str, str]]:
    """Language -> Streamlit's fixed words -> ours, from ``framework.toml``; a key with * stands for any text there."""
    with (HERE / "framework.toml").open("rb") as file:
        return tomllib.load(file)


def style() -> None:
    """The few rules that the theme has no setting for."""
    st.html(HERE / "look.css")


def keep_language(t: Translator) -> None:
    """Hold ``<html lang>`` at the page's language and put the framework's words into it."""
    _component()(
        data={"lang": t.lang, "words": framework_words()[t.lang], "menu": t("menu.button")}, key=f"live-{t.lang}"
    )
