"""What a run of a page says goes to the browser in one go.

The front end draws the whole screen anew for every handful of elements that arrives: a changed filter, whose hundred
elements came over a tenth of a second, cost fifteen such drawings. Held until the run is over they cost two. A run that
takes longer is sent in beats, so that a slow page still appears piece by piece.
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

#: How long an element waits for those after it.
BEAT_S = 0.15


class Bundling:
    """ASGI middleware that holds the messages of a run, after the first run of each connection: a first view shows what
    it has, for its elements fetch their scripts while later ones are made."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, in the same order."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        bundle = _Bundle(send)
        try:
            await self.app(scope, receive, bundle.take)
        finally:
            bundle.end()


class _Bundle:
    """The messages of one connection that wait for the end of their run."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._held: list[Message] = []
        self._sending = asyncio.Lock()
        self._beats: asyncio.Task[None] | None = None
        self._is_drawn = self._is_holding = False

    async def take(self, message: Message) -> None:
        """Hold a message of a run, send any other after those that are held."""
        kind = _kind(message)
        if kind == "new_session" and self._is_drawn:
            self._is_holding = True
            if self._beats is None:
                self._beats = asyncio.create_task(self._beat())
        elif kind == "script_finished":
            self._is_drawn, self._is_holding = True, False
        self._held.append(message)
        if not self._is_holding:
            await self._let_go()

    async def _beat(self) -> None:
        try:
            while self._is_holding:
                await asyncio.sleep(BEAT_S)
                await self._let_go()
        finally:
            self._beats = None

    async def _let_go(self) -> None:
        async with self._sending:
            while self._held:
                await self._send(self._held.pop(0))

    def end(self) -> None:
        """Nobody listens any more."""
        self._held.clear()
        if self._beats is not None:
            self._beats.cancel()


def _kind(message: Message) -> str | None:
    """What a message to the browser is; None for what is none."""
    raw = message.get("bytes")
    if message["type"] != "websocket.send" or not raw:
        return None
    kind: str | None = ForwardMsg.FromString(raw).WhichOneof("type")
    return kind
