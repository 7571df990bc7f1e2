"""How the dashboard itself is: the store, its backups, what is overdue, what was not kept; and a backup at a press."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.forms.choosing import when
from components.ui.plain import plain
from components.ui.viewing import viewer
from data import audit
from data.backing_up import NAMES, back_up, back_up_into
from data.codes import Action
from data.errors import JangteoError
from data.health import Health, health
from data.messages import say_error
from data.restoring import restore, verify
from data.store import setting

#: A folder on the server, set by whoever runs it; without it a backup can only be downloaded.
FOLDER = "JANGTEO_BACKUPS"
#: A download is held in memory; a larger store goes into the folder, or by the command line.
LARGEST_DOWNLOAD = 200_000_000
KEPT = 30
_DONE, _VERIFIED = "backup_done", "backup_verified"
SQLITE = "application/vnd.sqlite3"


def show(t: Translator) -> None:
    """Readings, what stops the work, what should be seen to, and the tables behind."""
    found = health(is_thorough=False)
    _said(found, t)
    _readings(found, t)
    _backups(found, t)
    _sources(found, t)
    _refused(found, t)


def _said(found: Health, t: Translator) -> None:
    at = 1 if t.lang == "en" else 0
    for both in found.problems:
        st.error(plain(both[at]), icon=":material/error:")
    for both in found.notes:
        st.warning(plain(both[at]), icon=":material/warning:")
    if not found.problems and not found.notes:
        st.success(t("running.well"), icon=":material/check_circle:")


def _readings(found: Health, t: Translator) -> None:
    backup = found.last_backup
    told = {
        "store_size": _megabytes(found.byte_count),
        "disk_free": _megabytes(found.disk_free_byte_count),
        "version": f"{found.revision or '–'} / {found.known_revision}",
        "last_backup": when(backup.at) if backup else "–",
    }
    with st.grid(4, min_column_width=180):
        for key, value in told.items():
            st.metric(t(f"running.{key}"), value, help=t(f"running.{key}_help"), border=True)


def _megabytes(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= 1_000_000_000 else f"{size / 1e6:,.1f} MB"


def _backups(found: Health, t: Translator) -> None:
    st.header(t("running.backup"), anchor=False)
    if done := st.session_state.pop(_DONE, ""):
        st.success(plain(done), icon=":material/check_circle:")
    folder = setting(FOLDER)
    with st.container(horizontal=True, gap="small"):
        if folder and st.button(t("running.backup_now"), icon=":material/save:", type="primary", key="backup-now"):
            _into(Path(folder), t)
        if 0 < found.byte_count <= LARGEST_DOWNLOAD:
            st.download_button(
                t("running.download"), _copied, file_name="jangteo-backup.sqlite", mime=SQLITE,
                icon=":material/download:", key="backup-download", on_click="ignore", help=t("running.download_help"),
            )  # fmt: skip
    where = t("running.into", folder=folder, kept=KEPT) if folder else t("running.no_folder", setting=FOLDER)
    st.caption(plain(where))
    if folder and (files := sorted(Path(folder).glob(NAMES), reverse=True)):
        _restoring(files, t)
    st.code("python -m data restore FILE --verify", language=None, wrap_lines=True)


def _restoring(files: list[Path], t: Translator) -> None:
    """One of the backups tried out, and put in the store's place once it was, and once that is agreed to."""
    by_name = {file.name: file for file in files}
    with st.expander(t("running.restoring"), icon=":material/settings_backup_restore:"):
        name = st.selectbox(t("running.restore_file"), list(by_name), key="restore-file")
        if st.button(t("running.verify"), icon=":material/fact_check:", key="restore-verify"):
            _tried(lambda: _verified(by_name[name], t), t)
        is_tried = st.session_state.get(_VERIFIED) == name
        agreed = st.checkbox(t("running.restore_agree"), key="restore-agree", disabled=not is_tried)
        if st.button(
            t("running.restore"), icon=":material/restore:", key="restore-now", disabled=not (is_tried and agreed)
        ):
            _tried(lambda: _restored(by_name[name], t), t)


def _verified(file: Path, t: Translator) -> str:
    found = verify(file)
    st.session_state[_VERIFIED] = file.name
    return t("running.verified", file=file.name, imports=found.imports, last=when(found.last_import_at) or "–")


def _restored(file: Path, t: Translator) -> str:
    found = restore(file, replace=True)
    detail = {"kept": str(found.kept or ""), "log_rows": found.logged, "rights": found.rights, "seal": found.seal}
    audit.note(Action.RESTORE, viewer(), str(file), detail, in_journal=False)
    st.session_state.pop(_VERIFIED, None)
    return t("running.restored", file=file.name, kept=found.kept.name if found.kept else "–", rights=found.rights)


def _into(folder: Path, t: Translator) -> None:
    def copied() -> str:
        file, size = back_up_into(folder, keep=KEPT)
        audit.note(Action.BACKUP, viewer(), file.name, {"bytes": size}, in_journal=False)
        return t("running.done", file=file, size=_megabytes(size))

    _tried(copied, t)


def _tried(work: Callable[[], str], t: Translator) -> None:
    try:
        st.session_state[_DONE] = work()
    except JangteoError as problem:
        st.error(plain(say_error(problem, t.lang)), icon=":material/error:")
        return
    st.rerun()


def _copied() -> bytes:
    """A sound copy of the store as bytes; it leaves the machine, so it stands in the log as taken away."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.sqlite"
        size = back_up(copy, is_noted=False)
        audit.note(Action.BACKUP, viewer(), "download", {"bytes": size})
        return copy.read_bytes()


def _sources(found: Health, t: Translator) -> None:
    st.header(t("running.sources"), anchor=False)
    if not found.sources:
        st.caption(t("running.no_sources"))
        return
    late = {True: t("running.late"), False: ""}
    st.dataframe(
        pd.DataFrame(
            {
                t("running.source"): [each.title_en if t.lang == "en" else each.title_ko for each in found.sources],
                t("running.last_import"): [when(each.last_import_at) for each in found.sources],
                t("running.edition"): [each.edition for each in found.sources],
                t("running.due"): [each.due_on or t("running.due_unknown") for each in found.sources],
                t("running.state"): [late[each.is_overdue] for each in found.sources],
            }
        ),
        hide_index=True,
        alt=t("running.sources"),
    )
    st.caption(t("running.due_help"))


def _refused(found: Health, t: Translator) -> None:
    st.header(t("running.refused"), anchor=False)
    if not found.refused:
        st.caption(t("running.none_refused"))
        return
    st.dataframe(
        pd.DataFrame(
            {
                t("running.at"): [when(each.at) for each in found.refused],
                t("running.file"): [each.file for each in found.refused],
                t("running.why"): [each.why_en if t.lang == "en" else each.why_ko for each in found.refused],
            }
        ),
        hide_index=True,
        column_config={t("running.why"): st.column_config.TextColumn(width="large")},
        alt=t("running.refused"),
    )
