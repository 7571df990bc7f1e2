"""Takes an exhibit away: its rows as CSV, its picture as PNG, made when asked for."""

import streamlit as st

from components.exhibit import Exhibit
from components.text import Translator
from components.ui.twin import name


def buttons(exhibit: Exhibit, t: Translator) -> None:
    """One button per kind of file; nothing is made before it is pressed."""
    with st.container(horizontal=True, gap="xsmall"):
        st.download_button(
            t("panel.csv"),
            lambda: _csv(exhibit, t),
            file_name=f"{_name(exhibit)}.csv",
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            key=f"csv-{name(exhibit)}",
            on_click="ignore",
            help=t("panel.csv_help"),
        )
        if exhibit.drawing.kind != "table":
            st.download_button(
                t("panel.png"),
                lambda: _png(exhibit, t),
                file_name=f"{_name(exhibit)}.png",
                mime="image/png",
                icon=":material/image:",
                type="tertiary",
                key=f"png-{name(exhibit)}",
                on_click="ignore",
                help=t("panel.png_help"),
            )


def _csv(exhibit: Exhibit, t: Translator) -> bytes:
    from components.exports.csv import written

    return written(exhibit, t)


def _png(exhibit: Exhibit, t: Translator) -> bytes:
    # matplotlib takes two seconds to import: only when a picture is asked for
    from components.exports.png import written

    return written(exhibit, t)


def _name(exhibit: Exhibit) -> str:
    """File name that says what and where: ``payment_trend-50-2024-01-2024-12``."""
    parts = [
        exhibit.key,
        exhibit.choice.region_code,
        *(exhibit.choice.as_text().get(name, "") for name in ("start", "end")),
    ]
    return "-".join(part for part in parts if part)
