"""The frame round every page: its title, what is said when there is nothing, and the one place that catches."""

import logging
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from components.text import Translator
from components.theme import Scheme
from components.ui import address, contents, viewing
from components.ui.load import holds_nothing
from components.ui.welcome import offer_two_ways
from data.answer import Answer
from data.disclosure import Viewer
from data.errors import JangteoError, StoreBusy, StoreMissing, StoreUnreachable
from data.messages import say_error

log = logging.getLogger("jangteo")


@dataclass(frozen=True)
class Page:
    """What a page knows about its reader."""

    slug: str
    t: Translator
    scheme: Scheme
    viewer: Viewer

    @property
    def lang(self) -> str:
        """Language of the words."""
        return self.t.lang


def open_page(slug: str) -> Page:
    """Title and what the page is for; returns what the page needs to know."""
    t = viewing.words()
    viewing.opened(slug)
    st.title(t(f"page.{slug}"), anchor=False)
    st.caption(t(f"purpose.{slug}"))
    return Page(slug, t, viewing.colours(), viewing.viewer())


def open_bare(slug: str) -> Page:
    """A page that fills the screen by itself: no title, no menu."""
    viewing.opened(slug)
    return Page(slug, viewing.words(), viewing.colours(), viewing.viewer())


def stop_if_empty(answer: Answer, t: Translator, what: str = "") -> None:
    """End the page with what would fill it when there are no rows. what: key below ``empty.``."""
    if answer.is_empty:
        say_empty(t, what)
        st.stop()


def stop_unless(so: bool, t: Translator, what: str) -> None:
    """End the page when a condition does not hold. what: key below ``empty.`` that says what to do."""
    if not so:
        st.info(t(f"empty.{what}"), icon=":material/info:")
        st.stop()


def stop_with(what: str, t: Translator) -> NoReturn:
    """End the page with what to do. what: key below ``empty.``."""
    st.info(t(f"empty.{what}"), icon=":material/info:")
    st.stop()


def stop() -> NoReturn:
    """End the page here."""
    st.stop()


def say_empty(t: Translator, what: str = "") -> None:
    """Which file would fill this place, and the way to put it in; over an empty store, two ways to begin."""
    if holds_nothing():
        offer_two_ways(t)
        return
    st.info(t(f"empty.{what or 'rows'}"), icon=":material/inbox:")
    go_link("imports", t("go.imports"))


def go(slug: str, **choices: str | None) -> NoReturn:
    """Open another page, with the reader's choices and these changes."""
    st.switch_page(contents.entry(slug).path, query_params=address.carried(**choices))


def go_link(slug: str, label: str, **choices: str | None) -> None:
    """A link to another page, with the reader's choices and these changes; none to a page that is not theirs."""
    entry = contents.entry(slug)
    if not contents.may_open(slug, viewing.viewer()):
        return
    st.page_link(
        entry.path,
        label=label,
        icon=f":material/{entry.icon}:",
        query_params=address.carried(**choices),
        width="content",
    )


def stop_unless_theirs(slug: str) -> None:
    """End the run before a page that is not for whoever looks, whatever address it was asked for by."""
    if not contents.may_open(slug, viewing.viewer()):
        t = viewing.words()
        st.title(t(f"page.{slug}"), anchor=False)
        st.warning(t(f"refuse.page_{'admin' if slug == 'admin' else 'office'}"), icon=":material/lock:")
        st.stop()


@contextmanager
def caught() -> Iterator[None]:
    """What goes wrong inside is said in a sentence; a bug gets a number that the log has too, no trace on screen."""
    try:
        yield
    except StoreMissing:
        offer_two_ways(viewing.words())
    except JangteoError as problem:
        say_problem(problem)
    except Exception as bug:
        say_bug(bug)


def say_problem(problem: JangteoError) -> None:
    """The sentence of a typed error; where waiting may help, a way to ask again."""
    st.error(say_error(problem, viewing.language()), icon=":material/error:")
    if isinstance(problem, StoreUnreachable | StoreBusy):
        # a press draws the page again; the key is another each time, for a page may say this in several places
        st.button(viewing.words()("frame.again"), icon=":material/refresh:", key=f"again-{uuid.uuid4().hex[:8]}")


def say_bug(bug: Exception) -> bool:
    """A calm sentence with the number under which the log has the trace. True: Streamlit draws nothing of its own."""
    if isinstance(bug, JangteoError):
        say_problem(bug)
        return True
    number = uuid.uuid4().hex[:8]
    log.error("bug %s", number, exc_info=bug)
    st.error(viewing.words()("frame.bug", number=number), icon=":material/error:")
    return True
