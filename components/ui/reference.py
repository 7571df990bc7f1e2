"""Where figures come from and what they mean: sources, metrics, words."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.load import has_store, load
from components.ui.plain import plain
from components.ui.themes import by_theme
from data.glossary import glossary as terms
from data.metrics import Metric, catalogue
from data.queries import sources as of_sources
from data.sources import Source, sources

#: Where the formulas stand below the metrics (components/ui/methods.py).
HOWTO = "howto"


def editions(t: Translator) -> None:
    """Every edition in the store, then every kind of file that could be put in, and those that are only known."""
    rows = load(of_sources.editions).rows if has_store() else pd.DataFrame()
    taken = [source for source in sources().values() if not source.refuse_ko]
    themes = by_theme(taken, "source", lambda source: source.subject, t)
    heads = [t("reference.held"), *themes, t("reference.not_taken")]
    _index(["held", *_anchors("sources", themes), "not-taken"], heads, t)
    st.header(t("reference.held"), anchor="held")
    if rows.empty:
        st.caption(t("imports.history_empty"))
    else:
        _grid(rows, t)
    st.header(t("reference.known", count=len(taken)), anchor=False)
    st.caption(t("reference.known_help"))
    for anchor, (theme, some) in zip(_anchors("sources", themes), themes.items(), strict=True):
        st.subheader(theme, anchor=anchor)
        _told(some, "note", t)
    st.header(t("reference.not_taken"), anchor="not-taken")
    _told([source for source in sources().values() if source.refuse_ko], "refuse", t)


def _told(some: Iterable[Source], what: str, t: Translator) -> None:
    """A line a source: what it is and whose, and what to know of it. what: ``note`` or ``refuse``."""
    lines = []
    for source in some:
        title, publisher, told = (str(getattr(source, f"{name}_{t.lang}")) for name in ("title", "publisher", what))
        if what == "note" and source.options.get("drawn", True) is False:
            told = f"{told} {t('reference.not_drawn')}".strip()
        licence = t.either(f"licence.{source.licence}", source.licence)
        lines.append((_named(title, publisher, licence), plain(told)))
    _pairs(lines, "reference.title", "reference.note", t)


def _named(name: str, *more: str) -> str:
    """The name in bold, and what else is said of it."""
    return " · ".join([f"**{plain(name)}**", *(plain(text) for text in more if text)])


def _pairs(lines: list[tuple[str, str]], left: str, right: str, t: Translator) -> None:
    """Two columns of text to read: more do not fit a phone."""
    st.table(
        pd.DataFrame(lines, columns=[t(left), t(right)]),
        hide_index=True,
        border="horizontal",
        alt=f"{t(left)}, {t(right)}",
    )


def _anchors(what: str, themes: Iterable[str]) -> list[str]:
    return [f"{what}-{number}" for number, _ in enumerate(themes, start=1)]


def _index(anchors: Iterable[str], heads: Iterable[str], t: Translator) -> None:
    """A line of links to the parts of a long page."""
    links = [f"[{plain(head)}](#{anchor})" for anchor, head in zip(anchors, heads, strict=True)]
    st.markdown(f"{t('reference.index')}: " + " · ".join(links))


_HELD = ("title", "publisher", "edition", "loaded_on", "file_name", "row_count", "refused_count", "licence")


def _grid(rows: pd.DataFrame, t: Translator) -> None:
    """The editions in the store, to sort."""
    shown = pd.DataFrame(
        {t(f"reference.{name}"): rows[f"{name}_{t.lang}" if f"{name}_{t.lang}" in rows else name] for name in _HELD}
    )
    licence = t("reference.licence")
    shown[licence] = [t.either(f"licence.{text}", text) for text in shown[licence]]
    counts = shown.select_dtypes("number").columns
    grouped = {name: st.column_config.NumberColumn(format="%,d") for name in counts}
    st.dataframe(shown, hide_index=True, column_config=grouped, alt=", ".join(shown.columns))


def metrics(t: Translator) -> None:
    """Every metric with its definition and limits, by what it is about."""
    st.caption(t("reference.metrics_help"))
    themes = by_theme(catalogue().values(), "metric", lambda metric: metric.subject, t)
    _index([*_anchors("metrics", themes), HOWTO], [*themes, t("howto.title")], t)
    for anchor, (theme, some) in zip(_anchors("metrics", themes), themes.items(), strict=True):
        st.header(theme, anchor=anchor)
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
    own, other = ("korean", "english") if t.lang == "ko" else ("english", "korean")
    lines = []
    for term in terms().to_dict("records"):
        authority = f" ({term['authority']})" if term["authority"] else ""
        lines.append((_named(str(term[own]), str(term[other])), plain(f"{term[f'meaning_{t.lang}']}{authority}")))
    _pairs(lines, "reference.term", "reference.meaning", t)
