"""How far the making of figures or of a file is: as a bar on the page, as a line on a terminal."""

import sys
from typing import Any

import streamlit as st
import typer

from components.text import Translator
from components.ui.briefing.remaking import Progress


def making(t: Translator) -> Progress:
    """A bar on the page for figures, and who moves it: (figures made, all)."""
    return bar(t, st, "briefing.making_of")


def bar(t: Translator, place: Any, words: str) -> Progress:
    """A bar in that place, and who moves it: (done, all). words: key of what it says."""
    drawn = place.progress(0.0, t("briefing.making"))

    def move(done: int, of: int) -> None:
        drawn.progress(done / of, t(words, done=done, of=of))

    return move


def line(words: str) -> Progress | None:
    """A line on a terminal that is written over, gone at the end. None where nobody looks: cron mails what is said."""
    if not sys.stderr.isatty():
        return None

    def move(done: int, of: int) -> None:
        typer.echo("\r\033[K" + (f"{words}: {done} / {of}" if done < of else ""), nl=False, err=True)

    return move
