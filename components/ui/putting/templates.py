"""Our own xlsx forms, to be filled in and put back in."""

from functools import partial

import streamlit as st

from components.text import Translator
from components.ui.themes import by_theme
from data.importing import template, template_names
from data.sources import Source, sources

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def offer_templates(t: Translator) -> None:
    """One download per form, under what it is about."""
    st.header(t("imports.templates"), anchor=False)
    st.caption(t("imports.templates_help"))
    forms = [sources()[name] for name in template_names()]
    for theme, some in by_theme(forms, "source", lambda form: form.subject, t).items():
        st.caption(theme)
        with st.container(horizontal=True):
            for form in some:
                _offer(form, t)


def _offer(form: Source, t: Translator) -> None:
    title = str(getattr(form, f"title_{t.lang}"))
    st.download_button(
        title,
        partial(template, form.name, t.lang),
        file_name=f"{title}.xlsx",
        mime=XLSX,
        icon=":material/download:",
        on_click="ignore",
        key=f"template-{form.name}",
    )
