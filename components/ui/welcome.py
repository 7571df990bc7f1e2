"""The first screen over an empty store: two clear ways on."""

import streamlit as st

from components.text import Translator
from components.ui import address, beginning, contents, viewing
from data.demo import fill


def offer_two_ways(t: Translator) -> None:
    """Example data or own files, each with what it does; who may not put anything in is told to wait."""
    if not contents.may_open("imports", viewing.viewer()):
        st.info(t("welcome.nothing_public"), icon=":material/inbox:")
        return
    st.header(t("welcome.title"), anchor=False)
    st.write(t("welcome.what"))
    own, example = st.columns(2, border=True)
    with own:
        st.markdown(f"**{t('welcome.own_title')}**")
        st.write(t("welcome.own"))
        imports = contents.entry("imports")
        if st.button(t("welcome.own_button"), type="primary", icon=":material/upload_file:", key="welcome_own"):
            st.switch_page(imports.path, query_params=address.carried())
    with example:
        st.markdown(f"**{t('welcome.example_title')}**")
        st.write(t("welcome.example"))
        if st.button(t("welcome.example_button"), icon=":material/science:", key="welcome_example"):
            with st.spinner(t("welcome.example_wait")):
                fill()
            st.rerun()
    st.markdown(f"**{t('begin.short')}**")
    beginning.show_short(t)
