"""Files come only from whom a page has asked for one: Streamlit's own address for them takes any session's.

Its upload address holds what it gets in memory for as long as the session lives, whether a page shows an uploader or
not, and every visitor has a session. So the page that draws an uploader says so here, and the door knows.
"""

import threading
from collections import OrderedDict

import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.ui.signing import who
from data.codes import Role

PATH = "/_stcore/upload_file/"
#: Sessions that are remembered; one that is forgotten only has to draw its page again.
MOST_SESSIONS = 2_000
_MB = 1024 * 1024
#: Room for what surrounds a file in its request.
_AROUND = 64 * 1024
_offered: OrderedDict[str, int] = OrderedDict()
_lock = threading.Lock()


def offer(megabytes: int | None = None) -> bool:
    """Let the session whose page is drawn send files, each up to so large; None: as large as the server takes. False,
    and nothing is offered, to whoever is not signed in.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if who.standing().viewer.role is Role.PUBLIC:
        return False
    if context is not None:
        most = (megabytes or int(st.get_option("server.maxUploadSize"))) * _MB
        with _lock:
            # a page may ask for a small file and another one, later, for a large one
            _offered[context.session_id] = max(most, _offered.pop(context.session_id, 0))
            while len(_offered) > MOST_SESSIONS:
                _offered.popitem(last=False)
    return True


def withdraw_if_public() -> None:
    """At every run: whose rights were taken away sends no more files."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None and who.standing().viewer.role is Role.PUBLIC:
        with _lock:
            _offered.pop(context.session_id, None)


class Uploads:
    """ASGI middleware that refuses files nobody asked for, before a byte of them is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but a file of a session that was not asked for one, or too large a one."""
        if scope["type"] == "http" and scope["method"] not in ("OPTIONS", "DELETE", "GET", "HEAD"):
            _, found, rest = scope["path"].partition(PATH)
            if found and (status := _refused(rest.partition("/")[0], scope)):
                await PlainTextResponse("", status)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _refused(session: str, scope: Scope) -> int:
    """Status to refuse with, 0 = it may come. Its size has to be told: the server reads no more than that."""
    with _lock:
        most = _offered.get(session)
    if most is None:
        return 403
    told = [value for name, value in scope["headers"] if name.lower() == b"content-length"]
    if len(told) != 1 or not told[0].isdigit():
        return 411
    return 413 if int(told[0]) > most + _AROUND else 0
