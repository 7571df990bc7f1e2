"""Which form, for which row; what was begun and not kept yet; and the button on other pages that opens a form."""

import streamlit as st

from components.text import Translator
from components.ui import address, frame
from components.ui.forms.filling import PREFILL, current
from components.ui.load import holds_example
from components.ui.plain import plain
from components.ui.viewing import viewer
from data import drafts
from data.importing import entered
from data.importing.entering import FORMS, form_names
from data.sources import sources

NEW = ""


def may_enter() -> bool:
    """Whether whoever looks may write rows down."""
    return viewer().is_office


def button(source: str, t: Translator, *, edit: str = "", label: str = "", **prefill: object) -> None:
    """A button that opens the form of that source; nothing for those who may not enter rows.

    edit: key of a row to change (parts of the table's key joined by "|"). prefill: columns of the source that are known
    already: ``button("milestone", t, programme_code="P09")``.
    """
    if not may_enter() or source not in form_names(sources()):
        return
    filled = {f"{PREFILL}{name}": str(value) for name, value in prefill.items() if value not in (None, "")}
    kind = "edit" if edit else "new"
    if st.button(
        label or t(f"entry.{kind}_{source}"),
        key=f"enter-{source}-{edit}-{'-'.join(filled.values())}",
        icon=":material/edit:" if edit else ":material/add:",
    ):
        frame.go("entry", form=source, edit=edit or None, **filled)


def choose(t: Translator) -> tuple[str, str]:
    """Form and row: name of the source, and the key of the row to change ('' = a new one)."""
    names = form_names(sources())
    form = address.allowed("form", names, names[0])
    st.pills(
        t("entry.form"),
        names,
        format_func=lambda name: t(f"entry.form_{name}"),
        required=True,
        key=address.fill("form", form),
        on_change=_other_form,
        args=(names[0],),
    )
    # what was begun can be gone on with although its row is gone
    kept = {key: key for key in _begun_edits(form)} | {one.key: one.name for one in entered.rows(form, viewer())}
    edit = address.allowed("edit", kept)
    st.selectbox(
        t("entry.row"),
        [NEW, *kept],
        format_func=lambda key: kept.get(key, t("entry.row_new")),
        key=address.fill("edit", edit),
        on_change=address.from_widget,
        args=("edit", NEW, tuple(_prefills())),
        filter_mode="contains",
    )
    if address.word("edit") not in ("", edit):
        st.info(t("entry.row_gone"), icon=":material/info:")
    return form, edit


def _begun_edits(form: str) -> list[str]:
    """Keys of the rows of that form that somebody has begun to change."""
    parts = [one.form.partition(":") for one in drafts.drafts(viewer().name)]
    return [edit for source, _, edit in parts if source == form and edit]


def _other_form(default: str) -> None:
    address.from_widget("form", default, clears=("edit", *_prefills()))


def _prefills() -> list[str]:
    return [name for name in st.query_params if name.startswith(PREFILL)]


def begun(t: Translator) -> None:
    """What was begun and not kept: one line each, to go on with or to throw away."""
    waiting = [one for one in drafts.drafts(viewer().name) if one.form.partition(":")[0] in FORMS]
    if not waiting:
        return
    with st.expander(t("entry.begun", count=len(waiting)), icon=":material/edit_note:", expanded=False):
        for one in waiting:
            source, _, edit = one.form.partition(":")
            with st.container(horizontal=True, vertical_alignment="center"):
                told = [text for name, text in one.fields.items() if text and not name.startswith("_")]
                line = " · ".join([t(f"entry.form_{source}"), *told[:3], t("entry.saved", when=when(one.saved_at))])
                st.markdown(plain(line), width="stretch")
                st.button(t("entry.go_on"), key=f"go-on-{one.form}", on_click=_open, args=(source, edit))
                st.button(t("entry.throw_away"), key=f"throw-{one.form}", type="tertiary", on_click=_throw,
                          args=(source, edit))  # fmt: skip


def _open(source: str, edit: str) -> None:
    address.forget(*_prefills(), "edit")
    address.choose("form", source)
    address.choose("edit", edit)


def _throw(source: str, edit: str) -> None:
    found = current(source, edit)
    if found is not None:
        found.forget()
    else:
        drafts.throw_away(viewer().name, f"{source}:{edit}" if edit else source)


def when(moment: str) -> str:
    """A moment of the store (ISO 8601, UTC) as the clock in Korea shows it, to the minute."""
    import pandas as pd

    return f"{pd.Timestamp(moment).tz_convert('Asia/Seoul'):%Y-%m-%d %H:%M}" if moment else ""


def said_about_example(t: Translator) -> None:
    """What becomes of rows that are typed in beside example data."""
    if holds_example():
        st.warning(t("entry.beside_example"), icon=":material/science:")
