"""The files of the screen that never change, out of memory: a first view asks for a hundred, and waits for each.

Streamlit reads every file anew, in a thread, in pieces: 2 ms each, most of the time until an empty page is there.
Their names carry a digest of their content (Plotly's its version), so a browser keeps them for a year.
"""

import gzip
import mimetypes
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from components.ui.plot import LIBRARY, SOURCE

STATIC = Path(streamlit.__file__).parent / "static" / "static"
A_YEAR = "public, max-age=31536000, immutable"
#: Elements that stand on nearly every page; the browser asks for their scripts only once it meets one.
USUAL = ("BidiComponent", "ButtonGroup", "DownloadButton", "Html", "Metric", "PageLink", "Selectbox")
_IMPORTED = re.compile(r'(?:from|import)\s*"\./([\w.\-]+\.js)"')
#: Kinds that are smaller when compressed.
_TEXT = (".js", ".css", ".svg")


class Stills:
    """ASGI middleware that answers for those files, and passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._files = {f"static/{path.relative_to(STATIC).as_posix()}": path for path in STATIC.rglob("*.*")}
        self._files[SOURCE] = LIBRARY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on. Looked up among names known beforehand: no path is ever made of what was asked."""
        file = self._file(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if file is None:
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        packed = file.suffix in _TEXT and "gzip" in asked.get("accept-encoding", "")
        body, kind = _read(file, packed)
        headers = {"cache-control": A_YEAR, "vary": "accept-encoding"}
        if packed:
            headers["content-encoding"] = "gzip"
        await Response(body, media_type=kind, headers=headers)(scope, receive, send)

    def _file(self, scope: Scope) -> Path | None:
        """The file an address ends in, below whatever folder the server answers in."""
        parts = scope["path"].rsplit("/", 3)[-3:]
        return self._files.get("/".join(parts)) if "range" not in Headers(scope=scope) else None


@lru_cache(maxsize=400)
def _read(file: Path, packed: bool) -> tuple[bytes, str]:
    body = file.read_bytes()
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    kind = "text/javascript" if file.suffix == ".js" else kind
    return (gzip.compress(body, 6) if packed else body), kind


def ahead() -> str:
    """Link header for the scripts of the usual elements and what they import: fetched with the page, not once the first
    of them arrives."""
    named = dict.fromkeys(_scripts())
    return ", ".join(f"<./static/js/{name}>; rel=modulepreload" for name in named)


def _scripts() -> Iterator[str]:
    held = {found.name for found in (STATIC / "js").glob("*.js")}
    listed = set((STATIC.parent / "index.html").read_text("utf-8").split('"'))
    waiting = [name for element in USUAL for name in sorted(held) if name.startswith(f"{element}.")]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name in seen or name not in held or f"./static/js/{name}" in listed:
            continue
        seen.add(name)
        yield name
        waiting += _IMPORTED.findall((STATIC / "js" / name).read_text("utf-8"))
