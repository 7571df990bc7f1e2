"""Where figures come from and what they mean: sources, metrics, words."""

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.load import has_store, load
from components.ui.plain import plain
from data.glossary import glossary as terms
from data.metrics import catalogue
from data.queries import sources as of_sources
from data.sources import sources


def editions(t: Translator) -> None:
    """Every edition in the store, then every kind of file that could be put in."""
    rows = load(of_sources.editions).rows if has_store() else pd.DataFrame()
    st.subheader(t("reference.held"), anchor=False)
    if rows.empty:
        st.caption(t("imports.history_empty"))
    else:
        _table(
            rows,
            ("title", "publisher", "edition", "loaded_on", "file_name", "row_count", "refused_count", "licence"),
            t,
        )
    st.subheader(t("reference.known", count=len(sources())), anchor=False)
    st.caption(t("reference.known_help"))
    known = pd.DataFrame([{name: getattr(source, name, "") for name in _SOURCE} for source in sources().values()])
    _table(known, ("title", "publisher", "licence", "note"), t, to_read=True)


_SOURCE = ("title_ko", "title_en", "publisher_ko", "publisher_en", "licence", "note_ko", "note_en")


def _table(rows: pd.DataFrame, names: tuple[str, ...], t: Translator, *, to_read: bool = False) -> None:
    """A grid to sort; to_read: long texts in full, every line of them."""
    shown = pd.DataFrame(
        {t(f"reference.{name}"): rows[f"{name}_{t.lang}" if f"{name}_{t.lang}" in rows else name] for name in names}
    )
    licence = t("reference.licence")
    if licence in shown:
        shown[licence] = [t.either(f"licence.{text}", text) for text in shown[licence]]
    if to_read:
        st.table(shown.map(plain), hide_index=True, border="horizontal", alt=", ".join(shown.columns))
    else:
        counts = shown.select_dtypes("number").columns
        grouped = {name: st.column_config.NumberColumn(format="%,d") for name in counts}
        st.dataframe(shown, hide_index=True, column_config=grouped, alt=", ".join(shown.columns))


def metrics(t: Translator) -> None:
    """Every metric with its definition and limits."""
    st.caption(t("reference.metrics_help"))
    for key, metric in catalogue().items():
        with st.container(border=True):
            st.markdown(f"**{plain(t(f'metric.{key}.name'))}** · {t('reference.unit', unit=t(f'unit.{metric.unit}'))}")
            st.write(plain(t(f"metric.{key}.definition")))
            st.caption(plain(t("reference.limits", limits=t(f"metric.{key}.limits"))))


def words(t: Translator) -> None:
    """Every term once, in both languages."""
    st.caption(t("reference.words_help"))
    _table(terms(), ("korean", "english", "meaning", "authority"), t, to_read=True)
