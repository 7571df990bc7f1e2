"""A panel: one exhibit with everything a reader needs to trust it, the same on every page.

Title, what it is about in words, what is seen in a sentence, the picture, source and notes, then the same rows as a
table and the downloads.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st

from components.exhibit import Exhibit
from components.text import Translator
from components.text.editions import editions_in_words
from components.ui import downloads, filters, plot, shown, twin, viewing
from components.ui.briefing import adding
from components.ui.plain import plain
from components.ui.twin import name
from data.answer import SourceNote

Picture = Callable[[], None]
#: Lines of sources below a figure; the page of sources and every download name all.
MOST_SOURCES = 3


def show(
    exhibit: Exhibit, t: Translator, *, picture: Picture | None = None, listed: bool = False, with_table: bool = True
) -> None:
    """Draw a panel.

    picture: draws what is no chart (a map) in the chart's place. listed: the markets stand below it as a list.
    """
    told = exhibit.with_filters(filters.choice_in_words(exhibit.choice, t))
    shown.exhibit(told)
    viewing.showed(name(told), told)
    # A container of another name is another one: a map inside would begin anew with every measure.
    place = exhibit.key if picture is not None else name(exhibit)
    with st.container(border=True, key=f"panel-{place}", height="stretch"):
        _heading(told, t, with_badge=picture is not None or told.drawing.kind == "table")
        if told.is_empty and picture is None:
            st.info(t.either(f"empty.{told.key}", t("empty.exhibit")), icon=":material/inbox:")
            return
        if told.drawing.kind == "table" and picture is None:
            twin.table(told, t)
        else:
            (picture or (lambda: _chart(told, t)))()
        st.caption("  \n".join(_small_print(told, t)))
        if listed:
            twin.pick(told, t)
        _take_along(told, t, with_table=with_table and not listed)


def show_list(exhibit: Exhibit, t: Translator) -> None:
    """A panel of markets as a list; a chosen line opens the market."""
    made = replace(exhibit, key=f"{exhibit.key}_list", title=t("panel.list"))
    show(made, t, picture=lambda: twin.pick(made, t), with_table=False)


def pair(left: Exhibit, right: Exhibit, t: Translator) -> None:
    """Two panels side by side, one below the other on a phone."""
    columns = st.columns(2)
    for column, exhibit in zip(columns, (left, right), strict=True):
        with column:
            show(exhibit, t)


def grid(exhibits: Sequence[Exhibit], t: Translator) -> None:
    """Panels two by two."""
    for at in range(0, len(exhibits) - 1, 2):
        pair(exhibits[at], exhibits[at + 1], t)
    if len(exhibits) % 2:
        show(exhibits[-1], t)


def _heading(exhibit: Exhibit, t: Translator, *, with_badge: bool) -> None:
    st.header(plain(exhibit.title), anchor=False, help=exhibit.definition or None)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        if exhibit.is_example and with_badge:
            # a chart carries the label itself, so that a picture of it says so too
            st.badge(t("product.example_data"), icon=":material/science:", color="orange")
        st.caption(plain(exhibit.filters), width="content")
    if exhibit.finding and not exhibit.is_empty:
        st.markdown(plain(exhibit.finding))


def _chart(exhibit: Exhibit, t: Translator) -> None:
    plot.show(exhibit, t, viewing.colours(), f"chart-{name(exhibit)}-{t.lang}")


@st.fragment
def _take_along(exhibit: Exhibit, t: Translator, *, with_table: bool = True) -> None:
    """Table twin and downloads: a part of the page of its own, so that opening the table redraws nothing else."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        opened = with_table and exhibit.drawing.kind != "table" and _table_switch(exhibit, t)
        downloads.buttons(exhibit, t)
        adding.button(exhibit, t)
    if opened:
        twin.table(exhibit, t)


def _table_switch(exhibit: Exhibit, t: Translator) -> bool:
    key = f"twin-{name(exhibit)}"
    opened = bool(st.session_state.get(key))

    def turn() -> None:
        st.session_state[key] = not opened

    st.button(
        t("panel.hide_table" if opened else "panel.table"),
        key=f"{key}-switch",
        on_click=turn,
        type="tertiary",
        icon=":material/table_rows:",
    )
    return opened


def _small_print(exhibit: Exhibit, t: Translator) -> list[str]:
    return list(dict.fromkeys([*source_lines(exhibit.sources, t), *(plain(note) for note in exhibit.notes)]))


def source_lines(sources: Sequence[SourceNote], t: Translator) -> list[str]:
    """One line per source, with its editions and day of loading; nothing twice, and at most three before the count."""
    lines = list(dict.fromkeys(plain(_source(source, t)) for source in sources))
    more = len(lines) - MOST_SOURCES
    return [*lines[:MOST_SOURCES], *([t("panel.more_sources", count=more)] if more > 0 else [])]


def _source(source: SourceNote, t: Translator) -> str:
    edition, loaded = editions_in_words(source.edition, source.editions, t), source.loaded_on[:10]
    if source.is_example:
        return t("panel.example_source", edition=edition, loaded=loaded)
    title, publisher = source.title_ko, source.publisher_ko
    if t.lang == "en":
        title, publisher = source.title_en, source.publisher_en
    by = f"{title} ({publisher})" if publisher else title
    return t("panel.source", title=by, edition=edition, loaded=loaded)
