"""Who said what of a row and when, what each change was, and the way back; without a row, what was typed last."""

from functools import partial

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.forms.choosing import when
from components.ui.frame import go_link
from components.ui.load import has_store, load
from components.ui.plain import plain
from components.ui.viewing import viewer
from data.codes import ImportStatus
from data.errors import JangteoError
from data.importing import entered, undo
from data.importing.entered import Version
from data.importing.templates import heading
from data.messages import say_error
from data.queries import imports
from data.sources import sources

MOST_RECENT = 12


def show_changes(source: str, edit: str, t: Translator) -> None:
    """The past of the row that is being changed; of a new one, the latest rows that were typed."""
    if edit:
        _past(source, edit, t)
    elif has_store():
        _recent(t)


def _past(source: str, edit: str, t: Translator) -> None:
    versions = entered.past(source, edit)
    if not versions:
        return
    st.header(t("entry.past"), anchor=False)
    first = next((one for one in reversed(versions) if not one.undone_at), None)
    for one in versions:
        with st.container(border=True, gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(plain(_line(one, t)), width="stretch")
                if one.is_standing:
                    st.badge(t("entry.stands"), color="green", icon=":material/check:")
                    _way_back(one, t)
            if one.undone_at:
                st.caption(t("entry.taken_back", when=when(one.undone_at)))
            columns = sources()[source].columns
            if one is first and one.changes:
                told = [f"{heading(columns[name], t.lang)} {after}" for name, _, after in one.changes]
                st.caption(plain(t("entry.first", said=" · ".join(told))))
                continue
            for name, before, after in one.changes:
                told_as = {"before": before or t("entry.blank"), "after": after or t("entry.blank")}
                st.caption(plain(t("entry.change", column=heading(columns[name], t.lang), **told_as)))


def _line(one: Version, t: Translator) -> str:
    who = one.imported_by or t("entry.nobody")
    return t("entry.version", when=when(one.at), who=who, file=one.file_name)


def _way_back(one: Version, t: Translator) -> None:
    """Undo of a row that was typed; a file of many rows is taken out where files are."""
    if not viewer().sees_all and one.imported_by != viewer().name:
        return  # an officer of regions takes back its own
    if one.is_alone:
        st.button(t("entry.undo"), key=f"undo-{one.import_id}", icon=":material/undo:", on_click=_confirm,
                  args=(one.import_id,))  # fmt: skip
        if st.session_state.get("entry_undo") == one.import_id:
            _ask(one, t)
    else:
        go_link("imports", t("entry.undo_file"))


def _confirm(import_id: int) -> None:
    st.session_state["entry_undo"] = import_id


def _ask(one: Version, t: Translator) -> None:
    @st.dialog(t("entry.undo_title"), on_dismiss=partial(st.session_state.pop, "entry_undo", None))
    def ask() -> None:
        st.write(plain(t("entry.undo_what", line=_line(one, t))))
        if st.button(t("entry.undo_yes"), type="primary", key="undo-yes"):
            try:
                undo(one.import_id, undone_by=viewer().name)
            except JangteoError as problem:
                st.error(plain(say_error(problem, t.lang)), icon=":material/error:")
                return
            st.session_state.pop("entry_undo", None)
            st.rerun()

    ask()


def _recent(t: Translator) -> None:
    rows = load(imports.history).rows
    typed = rows[rows["file_name"].str.startswith("form-").to_numpy()].head(MOST_RECENT)
    if typed.empty:
        return
    st.header(t("entry.recent"), anchor=False)
    names = {name: t(f"entry.{name}") for name in ("typed_at", "typed_by", "typed_form", "typed_row", "typed_state")}
    st.dataframe(
        pd.DataFrame(
            {
                names["typed_at"]: [when(at) for at in typed["started_at"]],
                names["typed_by"]: [by or t("entry.nobody") for by in typed["imported_by"]],
                names["typed_form"]: [t.either(f"entry.form_{source}", source) for source in typed["source"]],
                names["typed_row"]: [
                    str(name).removeprefix(f"form-{source}-").removesuffix(".csv")
                    for name, source in zip(typed["file_name"], typed["source"], strict=True)
                ],
                names["typed_state"]: [t(f"status.{ImportStatus(one)}") for one in typed["status"]],
            }
        ),
        hide_index=True,
        alt=t("entry.recent"),
    )
