"""Files in: recognised, tried without keeping, shown, and kept when the officer says so."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from components.text import Translator
from components.ui.putting.preview import show_report
from components.ui.putting.progress import moving
from components.ui.viewing import viewer
from data.codes import ImportStatus
from data.errors import HoldsExampleData
from data.importing import import_file
from data.importing.report import ImportReport
from data.sources import sources

GUESS = ""
TRIED = "tried_files"


def take_files(t: Translator) -> None:
    """The uploader and, below it, one box per file."""
    chosen = _source(t)
    files = st.file_uploader(
        t("imports.files"), accept_multiple_files=True, help=t("imports.files_help"), key=f"files-{st.session_state.get('round', 0)}"
    )
    done = st.session_state.pop("kept_report", None)
    if done is not None:
        st.success(t("imports.kept", file=done.file, rows=f"{done.rows_new + done.rows_changed:,}"), icon=":material/check_circle:")
    for file in files or []:
        with st.container(border=True):
            _one(file, chosen, t)


def _source(t: Translator) -> str | None:
    known = sources()
    named = {name: getattr(source, f"title_{t.lang}") for name, source in known.items()}
    chosen = st.selectbox(
        t("imports.source"), [GUESS, *named], format_func=lambda name: named.get(name, t("imports.guess")),
        help=t("imports.source_help"), key=f"source:{t.lang}",
    )
    return chosen or None


def _one(file: Any, source: str | None, t: Translator) -> None:
    key = (file.file_id, source)
    tried = st.session_state.setdefault(TRIED, {})
    if key not in tried:
        tried[key] = _run(file, source, t, keep=False)
    report: ImportReport = tried[key]
    show_report(report, t)
    if report.status is ImportStatus.KEPT:
        _decide(file, source, t)


def _decide(file: Any, source: str | None, t: Translator) -> None:
    """Keep or leave. Example data goes first, and only when that is said."""
    agreed = True
    if st.session_state.get("asks_example") == file.file_id:
        st.warning(t("imports.example_goes"), icon=":material/science:")
        agreed = st.checkbox(t("imports.example_agree"), key=f"agree-{file.file_id}")
    if st.button(t("imports.keep"), type="primary", key=f"keep-{file.file_id}", disabled=not agreed):
        _keep(file, source, t, replace_example=agreed and st.session_state.get("asks_example") == file.file_id)


def _keep(file: Any, source: str | None, t: Translator, *, replace_example: bool) -> None:
    try:
        report = _run(file, source, t, keep=True, replace_example=replace_example)
    except HoldsExampleData:
        st.session_state["asks_example"] = file.file_id
        st.rerun()
    st.session_state[TRIED] = {}
    st.session_state["kept_report"] = report
    st.session_state["round"] = st.session_state.get("round", 0) + 1
    st.rerun()


def _run(file: Any, source: str | None, t: Translator, *, keep: bool, replace_example: bool = True) -> ImportReport:
    """Import from a private copy: what was uploaded lives in memory only. A trial may pass over example data: it is rolled back."""
    with tempfile.TemporaryDirectory(prefix="jangteo-") as folder:
        path = Path(folder) / f"{hashlib.sha256(file.name.encode()).hexdigest()[:12]}{Path(file.name).suffix}"
        path.write_bytes(file.getbuffer())
        with moving(t("imports.keeping" if keep else "imports.reading", file=file.name), t) as progress:
            return import_file(
                path, source=source, imported_by=viewer().name, file_name=file.name, keep=keep,
                replace_example=replace_example, progress=progress,
            )
