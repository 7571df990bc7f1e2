"""The side bar's head: name, language, who is looking, pages; and the banner over example data."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.text import LANGUAGES, Translator
from components.ui import address, contents, searching, viewing
from components.ui.briefing import presenting
from components.ui.load import holds_example
from components.ui.signing import passing

HERE = Path(__file__).parent
HTML = '<form class="jt-find" role="search"><input type="search" autocomplete="off"></form><nav class="jt-menu"></nav>'


@cache
def _component() -> Any:
    css, js = ((HERE / f"menu.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return st.components.v2.component("jangteo_menu", html=HTML, css=css, js=js, isolate_styles=False)


def show_head(t: Translator) -> DeltaGenerator:
    """Name of the product, the language of the screen, who looks; returns the place of the list of pages."""
    with st.sidebar:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"### {t('product.name')}", width="content")
            _language(t)
        st.caption(t("product.line"))
        with st.container(gap="xxsmall", key="who"):
            passing.show(t)
        return st.container()


def show(t: Translator, here: str) -> None:
    """Draw the list of pages. Links carry the reader's choices, so that a province chosen once stays chosen.

    One element, not a page link for each: twenty of them took a fifth of the server's time and of the browser's at
    every changed filter. here: slug of the page that is open.
    """
    find = {
        "label": t("search.label"),
        "hint": t("search.short"),
        "address": _address("search"),
        "name": searching.ASKED,
    }
    _component()(key="menu", data={"label": t("menu.label"), "here": here, "find": find, "lines": list(_lines(t))})


def _lines(t: Translator) -> Iterator[dict[str, str]]:
    heading = ""
    for entry in contents.entries():
        # a heading goes to the first page below it that is theirs
        heading = contents.HEADINGS.get(entry.slug, heading)
        if entry.slug in contents.BARE or not contents.may_open(entry.slug, viewing.viewer()):
            continue
        if heading:
            yield {"heading": t(f"menu.{heading}")}
        heading = ""
        words = {"slug": entry.slug, "icon": entry.icon, "label": t(f"page.{entry.slug}")}
        yield {**words, "address": _address(entry.slug)}


def _address(slug: str) -> str:
    path = "./" if slug == contents.FIRST else slug
    asked = urlencode(address.carried())
    return f"{path}?{asked}" if asked else path


def show_banner(t: Translator) -> None:
    """What everybody has to know before reading a figure: the store holds example data. And the way back to the slide
    that a question came from."""
    presenting.way_back(t)
    if holds_example():
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
            st.badge(t("product.example_data"), icon=":material/science:", color="orange")
            st.caption(t("frame.example"), width="content")


def _language(t: Translator) -> None:
    st.segmented_control(
        t("filter.lang"),
        LANGUAGES,
        format_func=lambda lang: t(f"language.{lang}"),
        required=True,
        width="content",
        key=address.fill("lang", t.lang),
        on_change=_change_language,
        args=(address.key("lang"),),
        label_visibility="collapsed",
    )


def _change_language(key: str) -> None:
    address.choose("lang", str(st.session_state[key] or ""), LANGUAGES[0])
