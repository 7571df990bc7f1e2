"""The side bar's head: name, language, who is looking, pages; and the banner over example data."""

import streamlit as st

from components.text import LANGUAGES, Translator
from components.ui import address, contents, frame, viewing
from components.ui.briefing import presenting
from components.ui.load import holds_example
from components.ui.signing import passing


def show(t: Translator) -> None:
    """Draw the menu. Links carry the reader's choices, so that a province chosen once stays chosen."""
    with st.sidebar:
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"### {t('product.name')}", width="content")
            _language(t)
        st.caption(t("product.line"))
        with st.container(gap="xxsmall", key="menu"):
            heading = ""
            for entry in contents.entries():
                # a heading goes to the first page below it that is theirs
                heading = contents.HEADINGS.get(entry.slug, heading)
                if entry.slug in contents.BARE or not contents.may_open(entry.slug, viewing.viewer()):
                    continue
                if heading:
                    st.caption(t(f"menu.{heading}"))
                heading = ""
                frame.go_link(entry.slug, t(f"page.{entry.slug}"))
            passing.show(t)


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
