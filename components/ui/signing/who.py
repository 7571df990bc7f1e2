"""Whom a connection makes a visitor, asked anew at every run: rights taken away are gone at the next press."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.ui.signing import door, starting
from components.ui.signing.settings import Settings, settings
from data import access, audit
from data.codes import Action, Role
from data.disclosure import LOCAL_OFFICER, Viewer

PUBLIC = Viewer()
#: How somebody came to look: this machine's officer; signed in; not signed in where one can; the public where nobody
#: can; not at all.
LOCAL, SIGNED, GUEST, OPEN, REFUSED = "local", "signed", "guest", "open", "refused"
_SIGNED_IN = "signed_in_as"


@dataclass(frozen=True)
class Standing:
    """Who looks, and how that is known. has_account: a person who signed in is known to the administrator."""

    viewer: Viewer
    how: str
    has_account: bool = False


_set: Viewer | None = None


def look_as(viewer: Viewer | None) -> None:
    """Look as that viewer in the whole process: pages run for their figures, and trials. None: as connections say."""
    global _set
    _set = viewer


class _Known(threading.local):
    """Whom this thread last asked about, and as whom it makes a file outside of any page."""

    run: object = None
    standing: Standing | None = None
    acting: Viewer | None = None


_known = _Known()


@contextmanager
def acting(viewer: Viewer) -> Iterator[None]:
    """Look as that viewer in this thread: a file is made when its page is long drawn, in another thread."""
    before, _known.acting = _known.acting, viewer
    try:
        yield
    finally:
        _known.acting = before


def standing() -> Standing:
    """Who looks, asked once per run of a page."""
    given = _known.acting or _set
    if given is not None:
        return Standing(given, LOCAL if given == LOCAL_OFFICER else SIGNED if given.name else OPEN, True)
    context = get_script_run_ctx(suppress_warning=True)
    if context is None:
        # a command has the store's file in its hands; a thread of the server that nobody told for whom it works has not
        return Standing(PUBLIC, OPEN) if runtime.exists() else Standing(LOCAL_OFFICER, LOCAL)
    if context.cursors is not _known.run or _known.standing is None:
        _known.run, _known.standing = context.cursors, _asked(settings())
    return _known.standing


def _asked(told: Settings) -> Standing:
    if told.wrong:
        return Standing(PUBLIC, REFUSED)
    headers = st.context.headers
    what, person = door.read(headers.get(door.MARK))
    if what == door.PERSON:
        return _person(person, told)
    if told.providers and st.user.get("is_logged_in"):
        return _person(_subject(told), told)
    if told.has_sign_in:
        return Standing(PUBLIC, GUEST)
    # a page on trial has no connection and so no headers; one that came past the door has some
    if what == door.HERE or (not headers and door.is_loopback(starting.address())):
        return Standing(LOCAL_OFFICER, LOCAL)
    return Standing(PUBLIC, OPEN if told.is_open else REFUSED)


def _subject(told: Settings) -> str:
    """The person as the provider names them; '' where the provider says that it did not check the e-mail."""
    if told.claim == "email" and st.user.get("email_verified") in (False, "false"):
        return ""
    return str(st.user.get(told.claim) or "")


def _person(subject: str, told: Settings) -> Standing:
    name = subject.strip().casefold()
    known = access.account(name) if name else None
    if known is not None:
        return Standing(access.viewer_of(known), SIGNED, True)
    return Standing(Viewer(told.without_account if name else Role.PUBLIC, name=name), SIGNED)


def note_sign_in() -> None:
    """Once for each session of a person who signed in."""
    found = standing()
    if found.how == SIGNED and _set is None and st.session_state.get(_SIGNED_IN) != found.viewer.name:
        st.session_state[_SIGNED_IN] = found.viewer.name
        audit.note(Action.SIGN_IN, found.viewer)


def is_refused() -> bool:
    """Whether nothing may be shown to this connection."""
    return standing().how == REFUSED


__all__ = ["Standing", "is_refused", "look_as", "note_sign_in", "standing"]
