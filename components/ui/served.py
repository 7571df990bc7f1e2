"""What the server gives beside the screen: map files out of installed packages, shapes out of the store, headers."""

import socket
from collections.abc import Sequence

import xstatic.pkg.leaflet
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.maps.offline import STATIC
from components.ui import bundling, frame, front_door, shapes, stills, terms
from components.ui.signing.door import Door
from components.ui.signing.uploads import Uploads

#: Streamlit needs inline styles, blob: downloads and workers, and eval (Vega, st_folium); no outside host at all.
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "frame-src 'self' data: blob:",
        "frame-ancestors 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


AHEAD = stills.ahead()

on_script_error = frame.say_bug


def routes() -> Sequence[BaseRoute]:
    """Leaflet from its package; our own map script; the store's shapes by edition, fetched once."""
    return [
        Mount("/assets/leaflet", StaticFiles(directory=xstatic.pkg.leaflet.BASE_DIR)),
        Mount("/assets/maps", StaticFiles(directory=STATIC)),
        Route("/assets/words/{lang}.json", terms.served),
        Route("/assets/shapes/{edition}/{level}.geojson", _shapes),
    ]


def middleware() -> Sequence[Middleware]:
    """Headers on everything, nothing held back, and what never changes out of memory."""
    own = (AtOnce, bundling.Bundling, Door, Headers, Uploads, stills.Stills, front_door.FrontDoor)
    return [Middleware(one) for one in own]


async def _shapes(request: Request) -> Response:
    """Shapes of one level of one edition. An edition never changes, so its address may be kept for a year."""
    found = await run_in_threadpool(shapes.geojson, request.path_params["edition"], request.path_params["level"])
    if found is None:
        return Response(status_code=404)
    body, tag = found
    headers = {"etag": tag, "cache-control": stills.A_YEAR}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/geo+json", headers=headers)


class AtOnce:
    """ASGI middleware that lets every answer go at once.

    Streamlit's listening socket names no protocol, and asyncio turns Nagle's algorithm off only where TCP is named: the
    second packet of an answer waited for the browser's acknowledgement of the first, 44 ms instead of 2 for each of the
    hundred files of a first view, and likewise between the messages of a rerun.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on. The server's connection is found where uvicorn has it; elsewhere all stays as it is."""
        transport = getattr(getattr(receive, "__self__", None), "transport", None)
        connection = transport.get_extra_info("socket") if transport is not None else None
        if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)


class Headers:
    """ASGI middleware that adds ``HEADERS`` to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; websockets untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                # a component's own frame is HTML too, and draws nothing with it
                is_page = headers.get("content-type", "").startswith("text/html") and "/component/" not in scope["path"]
                if is_page and AHEAD:
                    headers.append("link", AHEAD)
            await send(message)

        await self.app(scope, receive, with_headers)
