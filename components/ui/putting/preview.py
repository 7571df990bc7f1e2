"""What a file is, what it would change, and every row that is refused with what to do about it."""

from functools import partial

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.plain import plain
from components.ui.putting.reasons import show_blanked, show_unread
from components.ui.taking_away import logged
from data.codes import ImportStatus
from data.importing import refused_rows
from data.importing.history import told_of
from data.importing.report import ImportReport
from data.sources import sources

MOST_SHOWN = 200
COUNTS = ("rows_read", "rows_new", "rows_changed", "rows_unchanged", "rows_repeated", "rows_refused")


def show_report(report: ImportReport, t: Translator, key: str = "") -> None:
    """One file's report. key: tells it from another file of the same name."""
    st.markdown(f"**{plain(report.file)}**")
    if report.error:
        st.error(plain(report.error), icon=":material/block:")
    else:
        st.write(plain(_what(report, t)))
        if report.status is ImportStatus.REPEATED:
            st.info(t("imports.repeated"), icon=":material/content_copy:")
        if few := report.mostly_refused(t.lang):
            st.error(plain(few), icon=":material/warning:")
        _counts(report, t)
        _effects(report, t)
    show_unread(report.unread, t)
    _refused(report, t, key)
    show_blanked(pd.DataFrame([told_of(cell) for cell in report.blanked[:MOST_SHOWN]]), t)


def _what(report: ImportReport, t: Translator) -> str:
    source = sources().get(report.source)
    title = getattr(source, f"title_{t.lang}") if source else report.source
    return t("imports.recognised", title=title, edition=report.edition)


def _counts(report: ImportReport, t: Translator) -> None:
    with st.grid(6, min_column_width=110, gap="xsmall"):
        for name in COUNTS:
            st.metric(t(f"imports.{name}"), f"{getattr(report, name):,}", border=True, help=t(f"imports.{name}_help"))


def _effects(report: ImportReport, t: Translator) -> None:
    said = [f"{t.either(f'effect.{name}', name)}: {count:,}" for name, count in report.effects if count]
    if said:
        st.markdown("\n".join(f"- {plain(line)}" for line in said))


def _refused(report: ImportReport, t: Translator, key: str) -> None:
    if not report.refusals:
        return
    st.markdown(t("imports.refused_title", count=f"{report.rows_refused:,}"))
    names = [t(f"imports.{name}") for name in ("row", "column", "value", "reason")]
    shown = pd.DataFrame(
        [(cell.row, cell.column, cell.value, cell.words(t.lang)) for cell in report.refusals[:MOST_SHOWN]],
        columns=names,
    )
    st.dataframe(
        shown,
        hide_index=True,
        alt=t("imports.refused_title", count=f"{report.rows_refused:,}"),
        column_config={
            names[0]: st.column_config.NumberColumn(width="small"),
            names[3]: st.column_config.TextColumn(width="large"),
        },
    )
    if len(report.refusals) > MOST_SHOWN:
        st.caption(t("imports.refused_more", shown=MOST_SHOWN, count=f"{len(report.refusals):,}"))
    st.download_button(
        t("imports.refused_download"),
        logged(partial(refused_rows, report, t.lang), f"{t('imports.refused_file')} ({report.file})"),
        file_name=t("imports.refused_file"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"refused-{key or report.file}-{report.import_id}",
        help=t("imports.refused_download_help"),
    )
