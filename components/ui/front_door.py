"""The one HTML file that the browser opens, with the page's language, name and own address in it.

Streamlit serves it fixed: ``<html lang="en">`` and "Streamlit" until its script has run, words in English for whoever
runs no script, and a script that looks for the server below the page's own address first, which every visit of
``/payments`` meets with two refused requests.
"""

import re
from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.text import LANGUAGES, translator
from components.ui import contents

#: The folder the file was asked for in is the server's; ``index.html`` names its own files the same way.
BASE = '<script>window.__streamlit = { BACKEND_BASE_URL: new URL(".", location.href).href }</script>'


class FrontDoor:
    """ASGI middleware that fits the file to the page, and sends ``/overview`` to where that page answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything else on untouched."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
        elif scope["path"].rpartition("/")[2] == contents.FIRST:
            await _send_on(scope["query_string"], send)
        else:
            await self.app(_unpacked(scope), receive, _Fitting(scope, send).take)


def _unpacked(scope: Scope) -> Scope:
    """The request, asking for an answer that is not compressed where a page was asked for."""
    if "." in scope["path"].rpartition("/")[2] or "/_stcore/" in scope["path"]:
        return scope
    return {**scope, "headers": [one for one in scope["headers"] if one[0] != b"accept-encoding"]}


async def _send_on(query: bytes, send: Send) -> None:
    """The first page has no address but the server's; told in relation to this one, so that any folder will do."""
    headers = [(b"location", b"./" + (b"?" + query if query else b"")), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


class _Fitting:
    """One answer: held until it is whole where it is the file, passed on as it comes where it is not."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._started: Message | None = None
        self._body = b""

    async def take(self, message: Message) -> None:
        """A message of the answer."""
        if message["type"] == "http.response.start" and _is_file(self._scope, MutableHeaders(scope=message)):
            self._started = message
        elif self._started is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._started)

    async def _finish(self, started: Message) -> None:
        body = fitted(self._body.decode(), self._scope["path"], self._scope["query_string"].decode("latin-1")).encode()
        headers = MutableHeaders(scope=started)
        headers["content-length"] = str(len(body))
        for name in ("etag", "last-modified"):
            del headers[name]
        await self._send(started)
        await self._send({"type": "http.response.body", "body": body})


def _is_file(scope: Scope, headers: MutableHeaders) -> bool:
    is_html = headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
    return is_html and "/component/" not in scope["path"]


def fitted(html: str, path: str, query: str) -> str:
    """The file for that address: its language, its title, words for whoever runs no script, and where the server is."""
    asked = parse_qs(query).get("lang", [""])[0]
    t = translator(asked if asked in LANGUAGES else LANGUAGES[0])
    slug = path.rpartition("/")[2] or contents.FIRST
    name = t(f"page.{slug}") + " · " if slug in contents.PAGES else ""
    html = re.sub(r'<html lang="\w+"', f'<html lang="{t.lang}"', html, count=1)
    html = re.sub(r"<title>.*?</title>", lambda _: f"<title>{name}{t('product.name')}</title>", html, count=1)
    html = re.sub(
        r"(<noscript>).*?(</noscript>)", lambda found: found[1] + t("frame.no_script") + found[2], html, flags=re.DOTALL
    )
    return html.replace("<script", f"{BASE}<script", 1)
