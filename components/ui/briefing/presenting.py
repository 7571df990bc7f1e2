"""Presentation mode: the whole screen, one idea a slide, turned in the browser without asking the server."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from components.exports import presentation
from components.text import Translator, translator
from components.ui import address, frame
from components.ui.briefing import seeing
from components.ui.briefing.progress import bar
from components.ui.briefing.reports import report
from data import briefings
from data.keeping import Shelf

HERE = Path(__file__).parent
#: Seconds a slide stands while slides turn by themselves, where the address names none.
USUAL_SECONDS = 20
KEYS = ("next", "back", "jump", "first", "black", "auto", "full", "notes", "ask", "leave")
_made = Shelf(20)


@cache
def _component() -> Any:
    css, js = ((HERE / f"present.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return st.components.v2.component(
        "jangteo_present", html='<div class="jt-place"></div>', css=css, js=js, isolate_styles=False
    )


def show(t: Translator) -> None:
    """The slides of the briefing in the address: of its frozen version, or those in work."""
    code = address.word("briefing")
    if not code:
        frame.go_link("briefing", t("briefing.all"))
        frame.stop_with("briefing_to_present", t)
    number = address.word("version")
    version = next((one for one in briefings.versions(code) if str(one.version) == number), None)
    slides = seeing.slides(code, version)
    if not slides:
        frame.stop_with("briefing_slides", t)
    known = briefings.briefing(code)
    own = translator(known.lang)
    key = (code, version and version.version, known.changed_at, known.lang)
    place = st.empty()
    told = _made.take(
        key,
        lambda: presentation.told(
            report(known, slides, version), own, [one.address for one in slides],
            bar(t, place, "present.making_of"),
        ),
    )  # fmt: skip
    place.empty()
    seconds = address.word("seconds")
    _component()(
        key=f"show-{code}",
        data={
            "show": told,
            "words": _words(own),
            "seconds": int(seconds) if seconds.isdigit() and int(seconds) > 0 else USUAL_SECONDS,
            "leave": f"briefing?briefing={code}" + ("" if t.lang == "ko" else f"&lang={t.lang}"),
        },
    )


def _words(t: Translator) -> dict[str, Any]:
    names = (
        "slide_role",
        "ask",
        "auto_on",
        "keys_title",
        "notes",
        "no_notes",
        "next",
        "end",
        "letters",
        "letters_off",
        "close",
    )
    return {
        **{name: t(f"present.{name}") for name in names},
        "keys": [[t(f"present.key_{one}"), t(f"present.does_{one}"), one] for one in KEYS],
    }


def way_back(t: Translator) -> None:
    """A link back to the slide, on a page that was opened from a presentation to answer a question."""
    code, slide = address.word("briefing"), address.word("slide")
    if code and slide:
        said = {"briefing": code, "slide": slide, "version": address.word("version")}
        frame.go_link("present", t("present.way_back"), **{name: value for name, value in said.items() if value})
