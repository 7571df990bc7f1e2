"""The form itself: fields in the order of the template, what is wrong said at the field, the button that keeps it."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from components.text import Translator
from components.ui import address, frame, verdicts
from components.ui.contents import PAGES
from components.ui.forms import fields, parts, places, tied
from components.ui.forms.choosing import when
from components.ui.forms.fields import LONG, Sheet
from components.ui.forms.filling import Filling, current, prefilled
from components.ui.load import version
from components.ui.plain import plain
from components.ui.viewing import viewer
from data.codes import ImportStatus
from data.errors import JangteoError, StoreProblem
from data.importing import entered, entering, undo
from data.importing.entering import MARKET, Problem, Trial
from data.importing.report import ImportReport
from data.importing.templates import heading
from data.messages import say_error
from data.sources import Source, sources

#: Where a row of that form is seen; the first page there is.
SHOWN_ON = {"promotion_rule": ("promotions", "programmes"), "request": ("requests",), "claim": ("claims",)}
EVIDENCE = ("source", "published_day", "qualifier")
_TRIAL, _KEPT, _FAILED, _AGAIN = "entry_trial", "entry_kept", "entry_failed", "entry_again"


@dataclass(frozen=True)
class Done:
    """A row that was kept: by which filling-in, what became of it, and the programme it belongs to ('' = none)."""

    mark: str
    report: ImportReport
    programme: str


@st.fragment
def fill(source_name: str, edit: str, t: Translator) -> None:
    """Fields, problems and buttons of the form; a change runs this part of the page alone."""
    if st.session_state.pop(_AGAIN, False):
        st.rerun()
    _say_kept(t)
    filling = current(source_name, edit)
    if filling is None:
        st.info(t("entry.row_gone"), icon=":material/info:")
        return
    _ask_whose_draft(filling, t)
    _say_changed(filling, t)
    trial = _tried(filling, t)
    shown = {name: one for name, one in trial.problems.items() if filling.is_asked or edit or one.reason != "missing"}
    sheet = Sheet(sources()[source_name], filling, trial, shown, t)
    _say_failed(sheet, t)
    _draw(sheet)
    _say_whole_row(sheet, t)
    if source_name == "claim":
        verdicts.beside_form(filling.texts, t)
    _buttons(sheet, t)
    tied.tie(dict.fromkeys(shown, True), t)


def _draw(sheet: Sheet) -> None:
    """What is needed first, then what may be blank, then where it is known from."""
    needed, optional, evidence = _parts(sheet.source)
    hidden = parts.hidden(sheet.source, sheet.filling.texts)
    optional = [name for name in optional if name not in hidden]
    for title, part in (("needed", needed), ("optional", optional), ("evidence", evidence)):
        if not part:
            continue
        st.markdown(f"**{sheet.t(f'entry.{title}')}**")
        with st.grid(2 if title == "needed" else 3, min_column_width=230, gap="small"):
            for name in part:
                if name not in LONG:
                    _one(sheet, name)
        for name in part:
            if name in LONG:
                _one(sheet, name)
        if title == "optional" and hidden:
            st.caption(sheet.t("entry.hidden", count=len(hidden)))


def _one(sheet: Sheet, name: str) -> None:
    of_place = places.fields_of(sheet.source)
    if name in of_place:
        fields.show_place(sheet, name, of_place[name])
    else:
        fields.show(sheet, name)


def _parts(source: Source) -> tuple[list[str], list[str], list[str]]:
    """Fields by what is asked of them; several columns of a market are one field, where the first of them stands."""
    of_place = places.fields_of(source)
    is_needed = {name: column.required or column.needed for name, column in source.columns.items()}
    needed, optional, evidence = [], [], []
    for name in source.columns:
        if name in MARKET and name not in of_place:
            continue
        if name in EVIDENCE:
            evidence.append(name)
        elif any(is_needed[each] for each in of_place.get(name, (name,))):
            needed.append(name)
        else:
            optional.append(name)
    return needed, optional, evidence


def _tried(filling: Filling, t: Translator) -> Trial:
    """What would become of the row: tried again only when something was typed or the store has changed."""
    key = (filling.form, filling.mark, filling.base, tuple(sorted(filling.texts.items())), version())
    known: tuple[Any, Trial] | None = st.session_state.get(_TRIAL)
    if known is not None and known[0] == key:
        return known[1]
    try:
        trial = entering.tried(filling.source, filling.texts, is_new=filling.is_new, by=viewer().name)
    except StoreProblem as problem:
        st.caption(plain(f"{t('entry.unchecked')} {say_error(problem, t.lang)}"))
        return entering.read(filling.source, filling.texts)
    st.session_state[_TRIAL] = (key, trial)
    return trial


def _say_whole_row(sheet: Sheet, t: Translator) -> None:
    """Problems of no single field, and what is worth saying although it stands in nobody's way."""
    shown = {*sheet.source.columns} & {*sheet.complaints}
    for name, problem in sheet.complaints.items():
        if name not in shown:
            st.error(plain(_words(problem, t)), icon=":material/error:")
    for effect, count in sheet.trial.effects:
        if count and t.has(f"effect.{effect}"):
            st.info(plain(f"{t(f'effect.{effect}')}"), icon=":material/info:")


def _words(problem: Problem, t: Translator) -> str:
    return t(f"reason.{problem.reason}", **problem.fields)


def _say_failed(sheet: Sheet, t: Translator) -> None:
    """Above the fields: which of them have to be mended, once somebody tried to keep the row."""
    if sheet.filling.is_asked and sheet.complaints:
        named = [sheet.label(sheet.source.columns[name]) for name in sheet.complaints if name in sheet.source.columns]
        st.error(t("entry.mend", count=len(sheet.complaints), fields=", ".join(named)), icon=":material/error:")
    failed: JangteoError | None = st.session_state.pop(_FAILED, None)
    if failed is not None:
        st.error(plain(say_error(failed, t.lang)), icon=":material/error:")


def _buttons(sheet: Sheet, t: Translator) -> None:
    filling = sheet.filling
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            t("entry.keep_change" if filling.edit else "entry.keep"),
            key=f"keep-{filling.mark}",
            type="primary",
            icon=":material/save:",
            on_click=_keep,
            args=(filling, t.lang),
            disabled=bool(filling.edit) and not filling.is_touched,
        )
        if filling.is_touched:
            st.button(t("entry.throw_away"), key=f"throw-{filling.mark}", type="tertiary", on_click=_throw,
                      args=(filling,))  # fmt: skip
        if filling.unsaved is not None:
            st.caption(plain(f"{t('entry.unsaved')} {say_error(filling.unsaved, t.lang)}"))
        elif filling.saved_at:
            st.caption(t("entry.draft_saved", when=when(filling.saved_at)))


def _throw(filling: Filling) -> None:
    filling.forget()
    address.forget(*(name for name in st.query_params if name.startswith("set_")))
    st.session_state[_AGAIN] = True


def _keep(filling: Filling, lang: str) -> None:
    """Put the row into the store; whatever fails, what was typed stays."""
    done: Done | None = st.session_state.get(_KEPT)
    if done is not None and done.mark == filling.mark:
        return  # pressed twice
    filling.is_asked = True
    try:
        if not entering.tried(filling.source, filling.texts, is_new=filling.is_new, by=viewer().name).is_good:
            return
        report = entering.keep(
            filling.source, filling.texts, imported_by=viewer().name, mark=filling.mark, base=filling.base
        )
    except JangteoError as problem:
        st.session_state[_FAILED] = problem
        return
    if report.status is ImportStatus.REFUSED:
        st.session_state[_FAILED] = report.problem
        return
    st.session_state[_KEPT] = Done(filling.mark, report, filling.texts.get("programme_code", ""))
    filling.forget()
    address.forget("edit", *(name for name in st.query_params if name.startswith("set_")))
    if filling.source != "programme":
        # the next row is most often one of the same programme
        address.choose("set_programme_code", filling.texts.get("programme_code", ""))
    st.session_state[_AGAIN] = True


def _say_kept(t: Translator) -> None:
    """What was just kept, where it is seen, and the way back."""
    done: Done | None = st.session_state.get(_KEPT)
    if done is None:
        return
    report = done.report
    older = dict(report.effects).get("older_than_store", 0)
    with st.container(border=True, key="entry-kept"):
        words = "older" if older else ("twice" if report.status is ImportStatus.REPEATED else "kept")
        st.success(plain(t(f"entry.{words}", form=t(f"entry.form_{report.source}"))), icon=":material/check_circle:")
        for effect, count in report.effects:
            if count and t.has(f"effect.{effect}"):
                st.markdown(f"- {plain(t(f'effect.{effect}'))}")
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            page = next((slug for slug in SHOWN_ON.get(report.source, ("programmes",)) if slug in PAGES), None)
            if page is not None:
                frame.go_link(page, t(f"go.kept_{page}"))
            if done.programme and "programme" in PAGES:
                frame.go_link("programme", t("entry.see_programme"), programme=done.programme)
            if report.import_id is not None and report.status is ImportStatus.KEPT:
                st.button(t("entry.undo"), key="undo-kept", icon=":material/undo:", on_click=_take_back,
                          args=(report.import_id,))  # fmt: skip


def _take_back(import_id: int) -> None:
    try:
        undo(import_id, undone_by=viewer().name)
    except JangteoError as problem:
        st.session_state[_FAILED] = problem
    st.session_state.pop(_KEPT, None)
    st.session_state[_AGAIN] = True


def _ask_whose_draft(filling: Filling, t: Translator) -> None:
    """The address fills in one thing, the draft holds another: the draft stays until somebody says otherwise."""
    wanted = prefilled()
    if filling.edit or all(filling.texts.get(name) == text for name, text in wanted.items()):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.info(plain(t("entry.other_draft", wanted=", ".join(wanted.values()))), icon=":material/edit_note:")
        st.button(t("entry.begin_anew"), key=f"anew-{filling.mark}", on_click=_anew, args=(filling,))


def _say_changed(filling: Filling, t: Translator) -> None:
    """Somebody else changed the row, or took it out, while this form was open: said at once, with both values."""
    if not filling.edit:
        return
    found = entered.texts_of(filling.source, filling.edit)
    if (found[1] if found else None) == filling.base:
        return
    columns = sources()[filling.source].columns
    now = found[0] if found else {}
    with st.container(border=True, key="entry-changed"):
        st.warning(t("entry.changed" if found else "entry.row_gone"), icon=":material/group:")
        for name, text in filling.texts.items():
            if found and name in columns and text != now.get(name, ""):
                told = {"now": now.get(name) or t("entry.blank"), "typed": text or t("entry.blank")}
                st.markdown(f"- {plain(t('entry.differs', column=heading(columns[name], t.lang), **told))}")
        with st.container(horizontal=True, gap="small"):
            st.button(t("entry.mine" if found else "entry.mine_new"), key=f"mine-{filling.mark}", on_click=_mine,
                      args=(filling, found[1] if found else None))  # fmt: skip
            st.button(t("entry.theirs"), key=f"theirs-{filling.mark}", on_click=_throw, args=(filling,))


def _mine(filling: Filling, base: int | None) -> None:
    """What was typed is meant to stand in place of what stands now."""
    filling.base = base
    filling.type_in()


def _anew(filling: Filling) -> None:
    filling.forget()
    st.session_state[_AGAIN] = True
