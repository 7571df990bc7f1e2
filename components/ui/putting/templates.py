"""Our own xlsx forms, to be filled in and put back in."""

import streamlit as st

from components.text import Translator
from data.importing.templates import TEMPLATES, workbook


def offer_templates(t: Translator) -> None:
    """One download per form, with what it is for."""
    st.subheader(t("imports.templates"), anchor=False)
    st.caption(t("imports.templates_help"))
    with st.container(horizontal=True):
        for name in TEMPLATES:
            st.download_button(
                t(f"template.{name}"), lambda name=name: workbook(name, t.lang), file_name=f"{t(f'template.{name}')}.xlsx",
                mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", icon=":material/download:",
                on_click="ignore", key=f"template-{name}",
            )
