"""Files in: recognised, tried without keeping, shown, and kept when the officer says so."""

import tempfile
from pathlib import Path
from typing import Any

import streamlit as st

from components.text import Translator
from components.ui.frame import go_link
from components.ui.load import holds_example
from components.ui.plain import plain
from components.ui.putting.preview import show_report
from components.ui.putting.progress import moving
from components.ui.signing import uploads
from components.ui.viewing import viewer
from data.codes import ImportStatus
from data.importing import import_file
from data.importing.example import standing_on_example
from data.importing.report import ImportReport
from data.sources import sources
from data.store import store_version

GUESS = ""
#: Page (and what of it) where what a file of that subject brought is seen first; figures stand with the published
#: statistics on visitors, those of the nation's markets and retail beside payments.
SHOWN_ON = {
    "market": ("map", {"view": "points"}),
    "boundary": ("map", {}),
    "payment": ("payments", {}),
    "foreign_payment": ("tourists", {}),
    "figure": ("tourists", {"show": "context"}),
    "channel_use": ("adoption", {}),
    "store_item": ("readiness", {}),
    "promotion_rule": ("promotions", {}),
    "request": ("requests", {}),
    "claim": ("claims", {}),
    **dict.fromkeys(
        ("programme", "programme_budget", "programme_figure", "participation", "milestone", "event", "platform_sales",
         "asset", "asset_reading"),
        ("programmes", {}),
    ),
}  # fmt: skip
NATION = ("market_survey_national", "retail_sales_index")
#: What this session tried and kept: (file, source, store version) -> report, and file -> report.
_TRIED, _KEPT = "tried_files", "kept_files"
#: Files that the reader stopped: nothing of them was kept, and they are not tried again unless asked.
_STOPPED = "stopped_files"


def take_files(t: Translator) -> None:
    """The uploader and, below it, one box per file."""
    source = _source(t)
    uploads.offer()
    files = (
        st.file_uploader(t("imports.files"), accept_multiple_files=True, help=t("imports.files_help"), key="files")
        or []
    )
    kept: dict[str, ImportReport] = st.session_state.setdefault(_KEPT, {})
    stopped: set[str] = st.session_state.setdefault(_STOPPED, set())
    waiting = [file for file in files if file.file_id not in kept and file.file_id not in stopped]
    tried = {file.file_id: _try(file, source, t) for file in waiting}
    good = [file for file in waiting if tried[file.file_id].status is ImportStatus.KEPT]
    agreed = _agreed_to_lose_example(t) if good else False
    sound = [file for file in good if not tried[file.file_id].is_mostly_refused]
    if len(sound) > 1 and st.button(
        t("imports.keep_all", count=len(sound)), type="primary", key="keep-all", disabled=not agreed
    ):
        _keep(sound, source, t)
    for file in files:
        with st.container(border=True):
            if file.file_id in kept:
                _say_kept(kept[file.file_id], file.file_id, t)
                continue
            if file.file_id in stopped:
                st.info(plain(t("imports.stopped", file=file.name)), icon=":material/stop_circle:")
                st.button(
                    t("imports.again"), key=f"again-{file.file_id}", on_click=stopped.discard, args=(file.file_id,)
                )
                continue
            show_report(tried[file.file_id], t, file.file_id)
            if file in good and st.button(
                _keep_words(tried[file.file_id], t),
                type="primary" if [file] == sound else "secondary",
                key=f"keep-{file.file_id}",
                disabled=not agreed,
            ):
                _keep([file], source, t)


def _source(t: Translator) -> str | None:
    named = {name: str(getattr(source, f"title_{t.lang}")) for name, source in sources().items()}
    chosen = st.selectbox(
        t("imports.source"),
        [GUESS, *named],
        format_func=lambda name: named.get(name, t("imports.guess")),
        help=t("imports.source_help"),
        key=f"source:{t.lang}",
    )
    return chosen or None


def _try(file: Any, source: str | None, t: Translator) -> ImportReport:
    """What would become of the file; tried again when the store has changed since."""
    tried: dict[tuple[str, str | None, int], ImportReport] = st.session_state.setdefault(_TRIED, {})
    key = (file.file_id, source, store_version())
    if key not in tried:
        # a trial is rolled back, so it may pass over example data
        tried[key] = _run(file, source, t, keep=False, replace_example=True)
    return tried[key]


def _agreed_to_lose_example(t: Translator) -> bool:
    """Example data goes first, and only when that is said."""
    if not holds_example():
        return True
    st.warning(t("imports.example_goes"), icon=":material/science:")
    if made := standing_on_example():
        told = {"briefings": made.briefings, "drafts": made.drafts, "associations": made.associations}
        st.warning(t("imports.example_takes", **told), icon=":material/delete:")
    return st.checkbox(t("imports.example_agree"), key="agree")


def _keep_words(report: ImportReport, t: Translator) -> str:
    """What the button does; of a file that is mostly refused, how little of it would be kept."""
    left = f"{report.rows_read - report.rows_refused:,}"
    return t("imports.keep_few", rows=left) if report.is_mostly_refused else t("imports.keep")


def _keep(files: list[Any], source: str | None, t: Translator) -> None:
    for file in files:
        _run(file, source, t, keep=True, replace_example=holds_example())
    st.rerun()


def _say_kept(report: ImportReport, key: str, t: Translator) -> None:
    if report.status is ImportStatus.KEPT:
        rows = f"{report.rows_new + report.rows_changed:,}"
        st.success(plain(t("imports.kept", file=report.file, rows=rows)), icon=":material/check_circle:")
        page, part = SHOWN_ON.get(sources()[report.source].subject, ("sources", {}))
        page, part = ("payments", {"show": "nation"}) if report.source in NATION else (page, part)
        go_link(page, t(f"go.kept_{page}"), **part)
    else:
        show_report(report, t, key)


def _run(file: Any, source: str | None, t: Translator, *, keep: bool, replace_example: bool) -> ImportReport:
    """Import from a private copy: what was uploaded lives in memory only."""
    with tempfile.TemporaryDirectory(prefix="jangteo-") as folder:
        # only the ending of the person's file name goes near the disk
        path = Path(folder) / f"uploaded{Path(file.name).suffix}"
        path.write_bytes(file.getbuffer())
        what = plain(t("imports.keeping" if keep else "imports.reading", file=file.name))
        kept, stopped = st.session_state[_KEPT], st.session_state[_STOPPED]
        with moving(what, t, f"stop-{keep}-{file.file_id}", lambda: stopped.add(file.file_id)) as progress:
            report = import_file(
                path,
                source=source,
                imported_by=viewer().name,
                file_name=file.name,
                keep=keep,
                replace_example=replace_example,
                progress=progress,
            )
            if keep:
                # noted before the bar is taken away: who stops it at this very moment stops too late
                kept[file.file_id] = report
            return report
