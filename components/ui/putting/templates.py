"""Our own xlsx forms, to be filled in and put back in."""

from functools import partial

import streamlit as st

from components.text import Translator
from data.importing import template, template_names
from data.sources import sources

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_templates(t: Translator) -> None:
    """One download per form."""
    st.subheader(t("imports.templates"), anchor=False)
    st.caption(t("imports.templates_help"))
    known = sources()
    with st.container(horizontal=True):
        for name in template_names():
            title = str(getattr(known[name], f"title_{t.lang}"))
            st.download_button(
                title,
                partial(template, name, t.lang),
                file_name=f"{title}.xlsx",
                mime=XLSX,
                icon=":material/download:",
                on_click="ignore",
                key=f"template-{name}",
            )
