"""What a connection may claim: decided at the door, before a page runs, and handed on under a sign nobody can forge.

A header of a reverse proxy counts only where the connection really comes from it. The answer travels in a header of our
own that begins with a word made at start-up: one that a visitor sends is taken away, and would not have the word.
"""

import hmac
import ipaddress
import secrets
from collections.abc import Sequence
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from components.ui.signing.settings import Settings, settings

MARK = "x-jangteo-door"
#: What the door says of a connection: a person whom the proxy names; nobody it knows; this machine's own browser;
#: another machine, or one that came through a proxy nobody told us of.
PERSON, NOBODY, HERE, AWAY = "person", "nobody", "here", "away"
#: Headers that proxies leave behind.
FORWARDED = frozenset(
    {b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip", b"via"}
)
_word = secrets.token_urlsafe(24)
Headers = Sequence[tuple[bytes, bytes]]


class Door:
    """ASGI middleware that says of every connection what it may claim."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with our own mark in place of any that was sent."""
        if scope["type"] in ("http", "websocket"):
            kept = [one for one in scope["headers"] if one[0].lower() != MARK.encode()]
            said = claim(kept, *_ends(scope, receive), settings())
            scope = {**scope, "headers": [*kept, (MARK.encode(), f"{_word}:".encode() + said)]}
        await self.app(scope, receive, send)


def read(marked: str | None) -> tuple[str, str]:
    """What the door said and whom it named. '' where no door stands before this program (a page on trial)."""
    word, _, said = (marked or "").partition(":")
    if not hmac.compare_digest(word.encode(), _word.encode()):
        return "", ""
    what, _, who = said.partition(":")
    return what, _text(who)


def claim(headers: Headers, peer: str, own: str, told: Settings) -> bytes:
    """What a connection may claim. peer, own: addresses of its two ends."""
    if told.header:
        person = _all(headers, told.header) if _is_proxy(headers, peer, told) else []
        return f"{PERSON}:".encode() + person[0] if len(person) == 1 and person[0].strip() else NOBODY.encode()
    hosts = _all(headers, "host")
    is_here = (
        is_loopback(peer)
        and is_loopback(own)
        and len(hosts) == 1
        and is_loopback(_host(hosts[0].decode("latin-1")))
        and not FORWARDED & {name.lower() for name, _ in headers}
    )
    return (HERE if is_here else AWAY).encode()


def is_loopback(address: str) -> bool:
    """Whether that address is this machine's own: 127.0.0.1, ::1, localhost."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address.lower().rstrip(".") == "localhost"
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def _is_proxy(headers: Headers, peer: str, told: Settings) -> bool:
    if told.wrong:
        return False
    if told.secret:
        sent = _all(headers, told.secret_header)
        if len(sent) != 1 or not hmac.compare_digest(sent[0], told.secret.encode()):
            return False
    return not told.proxies or _is_among(peer, told)


def _is_among(peer: str, told: Settings) -> bool:
    try:
        found = ipaddress.ip_address(peer)
    except ValueError:
        return False
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in told.proxies)


def _all(headers: Headers, name: str) -> list[bytes]:
    return [value for key, value in headers if key.lower() == name.encode()]


def _host(header: str) -> str:
    """Host without its port; brackets of IPv6 taken off."""
    return header[1:].partition("]")[0] if header.startswith("[") else header.partition(":")[0]


def _text(who: str) -> str:
    """A name as the proxy wrote it: headers are read as latin-1, proxies write UTF-8."""
    try:
        return who.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return who


def _ends(scope: Scope, receive: Receive) -> tuple[str, str]:
    """Addresses of both ends of the connection itself. uvicorn puts what a proxy says in place of ``client``."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    if transport is not None:
        return _first(transport.get_extra_info("peername")), _first(transport.get_extra_info("sockname"))
    return _first(scope.get("client")), _first(scope.get("server"))


def _first(address: Any) -> str:
    return str(address[0]) if isinstance(address, tuple | list) and address else ""
