"""A briefing as files: made when asked for, with a bar of how far it is; and an office's own form filled in."""

from collections.abc import Sequence

import streamlit as st

from components.exports.files import MIME, file_name, made
from components.text import Translator, translator
from components.ui.briefing import seeing
from components.ui.briefing.progress import bar
from components.ui.briefing.reports import report
from components.ui.plain import plain
from components.ui.signing import uploads
from components.ui.taking_away import note
from data.briefings import Briefing, Slide, Version
from data.errors import JangteoError
from data.messages import say_error

#: Largest form that is taken to be filled in.
FORM_MB = 50
#: Session key of the file made last: what it is, and its bytes.
_MADE = "briefing_file"


@st.fragment
def buttons(known: Briefing, slides: Sequence[Slide], version: Version | None, t: Translator) -> None:
    """One button for each kind of file, and an office's own form to be filled in."""
    if not slides:
        return
    number = version.version if version else 0
    with st.container(horizontal=True, gap="xsmall"):
        pressed = [
            kind for kind in MIME
            if st.button(
                t(f"briefing.as_{kind.replace('.', '_')}"), key=f"take-{known.briefing_code}-{number}-{kind}",
                icon=":material/download:", type="tertiary",
            )
        ]  # fmt: skip
    for kind in pressed:
        _make(kind, known, slides, version, t)
    _hand_over(known, version, t)
    if seeing.may_write():
        _own_form(known, slides, version, t)


def _make(kind: str, known: Briefing, slides: Sequence[Slide], version: Version | None, t: Translator) -> None:
    place = st.empty()
    try:
        data = made(kind, report(known, slides, version), translator(known.lang), bar(t, place, "briefing.writing_of"))
    except JangteoError as problem:
        st.error(say_error(problem, t.lang))
        return
    place.empty()
    note(file_name(known.briefing_name, kind, version.snapshot_id if version else ""), len(data))
    st.session_state[_MADE] = (_state(known, version), kind, data)


def _state(known: Briefing, version: Version | None) -> tuple[str, int, str]:
    return known.briefing_code, version.version if version else 0, "" if version else known.changed_at


def _hand_over(known: Briefing, version: Version | None, t: Translator) -> None:
    """The file that was made, if it is of these slides as they are."""
    state, kind, data = st.session_state.get(_MADE, (None, "", b""))
    if state != _state(known, version):
        return
    name = file_name(known.briefing_name, kind, version.snapshot_id if version else "")
    st.download_button(
        t("briefing.take", name=name, size=f"{max(1, len(data) // 1024):,}"), data, file_name=name, mime=MIME[kind],
        key=f"made-{known.briefing_code}-{kind}", icon=":material/download:", type="primary", on_click="ignore",
    )  # fmt: skip


def _own_form(known: Briefing, slides: Sequence[Slide], version: Version | None, t: Translator) -> None:
    if not uploads.offer(FORM_MB):
        return
    number = version.version if version else 0
    with st.expander(t("briefing.own_form"), icon=":material/edit_document:"):
        st.caption(t("briefing.own_form_help"))
        key = f"form-{known.briefing_code}-{number}"
        given = st.file_uploader(t("briefing.form"), type="hwpx", max_upload_size=FORM_MB, key=key)
        if given is None:
            return
        from components.exports.form_values import values
        from components.exports.hwpx_form import fill

        try:
            done = fill(given.getvalue(), values(report(known, slides, version), translator(known.lang)),
                        file_name=given.name)  # fmt: skip
        except JangteoError as problem:
            st.error(say_error(problem, t.lang))
            return
        st.markdown(plain(t("briefing.form_filled", count=len(done.filled), labels=", ".join(done.filled) or "–")))
        note(given.name, len(done.data))
        if done.unfilled:
            st.warning(plain(t("briefing.form_unfilled", labels=", ".join(done.unfilled))))
        name = file_name(known.briefing_name, "hwpx", version.snapshot_id if version else "")
        st.download_button(
            t("briefing.take_form"), done.data, file_name=name, mime=MIME["hwpx"],
            key=f"filled-{known.briefing_code}-{number}", on_click="ignore",
        )  # fmt: skip
