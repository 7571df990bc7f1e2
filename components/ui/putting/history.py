"""The past of the store: every file that was put in, what became of it, and the way to take one out again."""

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.load import has_store, load
from components.ui.plain import plain
from components.ui.putting.reasons import blanked_in, in_words, show_blanked, show_unread, unread_in, whole_refusal
from components.ui.taking_away import logged
from components.ui.viewing import viewer
from data.choice import Choice
from data.codes import ImportStatus
from data.importing import refused_rows, undo
from data.queries import imports
from data.sources import sources

SHOWN = (
    "started_at",
    "file_name",
    "source",
    "edition",
    "status",
    "rows_read",
    "rows_new",
    "rows_changed",
    "rows_unchanged",
    "rows_repeated",
    "rows_refused",
    "import_id",
)


def show_history(t: Translator) -> None:
    """Newest first; a chosen line opens its refused rows and its undo."""
    st.header(t("imports.history"), anchor=False)
    rows = load(imports.history).rows if has_store() else pd.DataFrame()
    if rows.empty:
        st.caption(t("imports.history_empty"))
        return
    st.caption(t("imports.history_help"))
    picked = st.dataframe(
        _shown(rows, t),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"history-{t.lang}",
        column_config=_config(t),
        alt=t("imports.history"),
    )
    chosen = picked["selection"]["rows"] if picked else []
    if chosen:
        _one(rows.iloc[chosen[0]], t)


def _shown(rows: pd.DataFrame, t: Translator) -> pd.DataFrame:
    known = sources()
    shown = rows[list(SHOWN)].copy()
    shown["source"] = [
        t("product.example_data") if example else str(getattr(known.get(name), f"title_{t.lang}", name))
        for name, example in zip(rows["source"].astype(str), rows["is_example"], strict=True)
    ]
    shown["status"] = [t(f"status.{status}") for status in shown["status"]]
    shown["started_at"] = pd.to_datetime(shown["started_at"], utc=True).dt.tz_convert("Asia/Seoul").dt.tz_localize(None)
    return shown


def _config(t: Translator) -> dict[str, Any]:
    config: dict[str, Any] = {
        name: st.column_config.NumberColumn(t(f"imports.{name}"), format="%,d", width="small")
        for name in SHOWN
        if name.startswith("rows_")
    }
    config |= {name: st.column_config.TextColumn(t(f"imports.{name}")) for name in ("source", "edition", "status")}
    config["file_name"] = st.column_config.TextColumn(t("imports.file_name"), width="medium")
    config["import_id"] = st.column_config.NumberColumn(t("imports.import_id"), format="%d", width="small")
    config["started_at"] = st.column_config.DatetimeColumn(t("imports.started_at"), format="YYYY-MM-DD HH:mm")
    return config


def _one(row: pd.Series, t: Translator) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(t('imports.one', number=int(row['import_id']), file=str(row['file_name'])))}**")
        whole = whole_refusal(str(row["note"]), t)
        if whole:
            st.error(plain(whole), icon=":material/block:")
        refused = load(imports.refusals, Choice(import_id=int(row["import_id"]))).rows
        if len(refused):
            _refused(refused, t)
        show_blanked(blanked_in(str(row["note"])), t)
        show_unread(unread_in(str(row["note"])), t)
        if str(row["status"]) == ImportStatus.KEPT and st.button(t("imports.undo"), icon=":material/undo:", key="undo"):
            _confirm(int(row["import_id"]), str(row["file_name"]), t)


def _refused(rows: pd.DataFrame, t: Translator) -> None:
    import_id = int(rows["import_id"].iloc[0])
    st.dataframe(in_words(rows, t), hide_index=True, alt=t("imports.refused_title", count=len(rows)))
    st.download_button(
        t("imports.refused_download"),
        logged(partial(refused_rows, import_id, t.lang), f"{t('imports.refused_file')} ({import_id})"),
        file_name=t("imports.refused_file"),
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"refused-{import_id}",
        help=t("imports.refused_download_help"),
    )


def _confirm(import_id: int, file_name: str, t: Translator) -> None:
    @st.dialog(t("imports.undo_title"))
    def ask() -> None:
        st.write(plain(t("imports.undo_what", number=import_id, file=file_name)))
        if st.button(t("imports.undo_yes"), type="primary", key="undo_yes"):
            with st.spinner(t("imports.undoing")):
                undo(import_id, undone_by=viewer().name)
            st.rerun()

    ask()
