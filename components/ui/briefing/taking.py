"""A briefing as files: made when asked for, each with everything that makes a paper trustworthy."""

from collections.abc import Callable, Sequence

import streamlit as st

from components.exports.report import Report
from components.text import Translator, translator
from components.ui.briefing.reports import report
from components.ui.plain import plain
from data.briefings import Briefing, Slide, Version
from data.errors import JangteoError
from data.messages import say_error

MIME = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "slides.pdf": "application/pdf",
    "hwpx": "application/hwp+zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def made(kind: str, what: Report, t: Translator) -> bytes:
    """The bytes of a report as that kind of file (a key of ``MIME``). Raises: JangteoError, KeyError."""
    # each of these takes a second or more to import: only when such a file is asked for
    if kind == "pptx":
        from components.exports import pptx

        return pptx.written(what, t)
    if kind in ("pdf", "slides.pdf"):
        from components.exports import pdf

        return pdf.written(what, t, paper="a4" if kind == "pdf" else "16:9")
    if kind == "hwpx":
        from components.exports import hwpx

        return hwpx.written(what, t)
    if kind == "xlsx":
        from components.exports import xlsx

        return xlsx.written(what.exhibits, t, made_at=what.made_at)
    raise KeyError(kind)


def file_name(known: Briefing, version: Version | None, kind: str) -> str:
    """Name of the file: what it is called, and the number on its pages where it is frozen."""
    name = "".join(sign if sign.isalnum() else "-" for sign in known.briefing_name).strip("-")
    return "-".join(part for part in (name, version.snapshot_id if version else "") if part) + f".{kind}"


def buttons(known: Briefing, slides: Sequence[Slide], version: Version | None, t: Translator) -> None:
    """One button for each kind of file, and an office's own form to be filled in."""
    if not slides:
        return
    number = version.version if version else 0
    with st.container(horizontal=True, gap="xsmall"):
        for kind, mime in MIME.items():
            st.download_button(
                t(f"briefing.as_{kind.replace('.', '_')}"),
                _maker(kind, known, slides, version),
                file_name=file_name(known, version, kind),
                mime=mime,
                key=f"take-{known.briefing_code}-{number}-{kind}",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
            )
    _own_form(known, slides, version, t)


def _maker(kind: str, known: Briefing, slides: Sequence[Slide], version: Version | None) -> Callable[[], bytes]:
    return lambda: made(kind, report(known, slides, version), translator(known.lang))


def _own_form(known: Briefing, slides: Sequence[Slide], version: Version | None, t: Translator) -> None:
    number = version.version if version else 0
    with st.expander(t("briefing.own_form"), icon=":material/edit_document:"):
        st.caption(t("briefing.own_form_help"))
        given = st.file_uploader(t("briefing.form"), type="hwpx", key=f"form-{known.briefing_code}-{number}")
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
        if done.unfilled:
            st.warning(plain(t("briefing.form_unfilled", labels=", ".join(done.unfilled))))
        st.download_button(
            t("briefing.take_form"), done.data, file_name=file_name(known, version, "hwpx"), mime=MIME["hwpx"],
            key=f"filled-{known.briefing_code}-{number}", on_click="ignore",
        )  # fmt: skip
