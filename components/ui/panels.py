"""A panel: one exhibit with everything a reader needs to trust it, the same on every page.

Title, what is seen in a sentence, the picture, then the same rows as a table, unit, source, notes, and the downloads.
"""

import streamlit as st

from components.charts.draw import figure
from components.exhibit import Exhibit
from components.text import Translator
from components.ui import downloads, twin, viewing
from components.ui.plain import plain

#: Plotly's own words and its row of buttons: nothing of it is needed beside our downloads, and each is a tab stop.
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}


def show(exhibit: Exhibit, t: Translator) -> None:
    """Draw a panel. An exhibit without rows says which file would fill it."""
    with st.container(border=True, key=f"panel-{exhibit.key}"):
        heading(exhibit, t)
        if exhibit.is_empty:
            st.info(t("empty.exhibit"), icon=":material/inbox:")
            return
        if exhibit.finding:
            st.markdown(plain(exhibit.finding))
        if exhibit.drawing.kind == "table":
            twin.table(exhibit, t)
        else:
            _picture(exhibit, t)
        foot(exhibit, t)


def heading(exhibit: Exhibit, t: Translator) -> None:
    """Title, the filters in words, and the example label where the eye falls."""
    st.subheader(plain(exhibit.title), anchor=False, help=exhibit.definition or None)
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        if exhibit.is_example:
            st.badge(t("product.example_data"), icon=":material/science:", color="orange")
        if exhibit.filters:
            st.caption(plain(exhibit.filters), width="content")


def foot(exhibit: Exhibit, t: Translator) -> None:
    """Source, notes, table twin and downloads: a part of the page of its own, so that opening it redraws nothing else."""
    st.caption("  \n".join(source_lines(exhibit, t)))
    _more(exhibit, t)


@st.fragment
def _more(exhibit: Exhibit, t: Translator) -> None:
    if exhibit.drawing.kind != "table":
        opened = st.expander(t("panel.table"), key=f"twin-{exhibit.key}", on_change="rerun", icon=":material/table_rows:")
        with opened:
            if opened.open:
                twin.table(exhibit, t)
    downloads.buttons(exhibit, t)


def _picture(exhibit: Exhibit, t: Translator) -> None:
    drawn = figure(exhibit, viewing.colours(), t.lang)
    st.plotly_chart(
        drawn, theme=None, config=CONFIG, key=f"chart-{exhibit.key}-{t.lang}", alt=exhibit.finding or exhibit.title
    )


def source_lines(exhibit: Exhibit, t: Translator) -> list[str]:
    """Source with edition and day of loading, then the notes."""
    lines = []
    for source in exhibit.sources:
        title, publisher = (
            (source.title_ko, source.publisher_ko) if t.lang == "ko" else (source.title_en, source.publisher_en)
        )
        lines.append(
            plain(t("panel.source", title=title, publisher=publisher, edition=source.edition, loaded=source.loaded_on[:10]))
        )
    return [*lines, *(plain(note) for note in exhibit.notes)]
