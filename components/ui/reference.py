"""Where figures come from and what they mean: sources, metrics, words."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.load import has_store, load
from components.ui.plain import plain
from data.glossary import glossary as terms
from data.metrics import Metric, catalogue
from data.queries import sources as of_sources
from data.sources import sources

Thing = TypeVar("Thing")
#: Where the formulas stand below the metrics (components/ui/methods.py).
HOWTO = "howto"


def editions(t: Translator) -> None:
    """Every edition in the store, then every kind of file that could be put in."""
    rows = load(of_sources.editions).rows if has_store() else pd.DataFrame()
    themes = _by_theme(sources().values(), lambda source: _theme("source", source.subject, t))
    _index(["held", *_anchors("sources", themes)], [t("reference.held"), *themes], t)
    st.subheader(t("reference.held"), anchor="held")
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
    for anchor, (theme, some) in zip(_anchors("sources", themes), themes.items(), strict=True):
        st.subheader(theme, anchor=anchor)
        known = pd.DataFrame([{name: getattr(source, name, "") for name in _SOURCE} for source in some])
        _table(known, ("title", "publisher", "licence", "note"), t, to_read=True)


def _theme(what: str, subject: str, t: Translator) -> str:
    return t.either(f"{what}_theme.{subject}", t("reference.other_theme"))


def _by_theme(things: Iterable[Thing], theme_of: Callable[[Thing], str]) -> dict[str, list[Thing]]:
    """Things under the words of their theme, themes in the order in which they first come."""
    themes: dict[str, list[Thing]] = {}
    for thing in things:
        themes.setdefault(theme_of(thing), []).append(thing)
    return themes


def _anchors(what: str, themes: Iterable[str]) -> list[str]:
    return [f"{what}-{number}" for number, _ in enumerate(themes, start=1)]


def _index(anchors: Iterable[str], heads: Iterable[str], t: Translator) -> None:
    """A line of links to the parts of a long page."""
    links = [f"[{plain(head)}](#{anchor})" for anchor, head in zip(anchors, heads, strict=True)]
    st.markdown(f"{t('reference.index')}: " + " · ".join(links))


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
    """Every metric with its definition and limits, by what it is about."""
    st.caption(t("reference.metrics_help"))
    themes = _by_theme(catalogue().values(), lambda metric: _theme("metric", metric.subject, t))
    _index([*_anchors("metrics", themes), HOWTO], [*themes, t("howto.title")], t)
    for anchor, (theme, some) in zip(_anchors("metrics", themes), themes.items(), strict=True):
        st.subheader(theme, anchor=anchor)
        for metric in some:
            _metric(metric, t)


def _metric(metric: Metric, t: Translator) -> None:
    with st.container(border=True):
        name = plain(t(f"metric.{metric.key}.name"))
        st.markdown(f"**{name}** · {t('reference.unit', unit=t(f'unit.{metric.unit}'))}")
        st.write(plain(t(f"metric.{metric.key}.definition")))
        st.caption(plain(t("reference.limits", limits=t(f"metric.{metric.key}.limits"))))


def words(t: Translator) -> None:
    """Every term once, in both languages."""
    st.caption(t("reference.words_help"))
    _table(terms(), ("korean", "english", "meaning", "authority"), t, to_read=True)
