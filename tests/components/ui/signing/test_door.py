"""What a connection may claim: nobody forges a proxy's header, and only this machine's own browser is its officer."""

import ipaddress
from typing import Any

import anyio
import pytest

from components.ui.signing import door
from components.ui.signing.door import AWAY, HERE, MARK, NOBODY, PERSON, Door, claim, is_loopback, read
from components.ui.signing.settings import Settings

PROXY = Settings(header="x-remote-user", proxies=(ipaddress.ip_network("10.0.0.5/32"),))
SECRET = Settings(header="x-remote-user", secret="a-secret-of-the-proxy", secret_header="x-jangteo-proxy")
BOTH = Settings(header="x-remote-user", proxies=PROXY.proxies, secret=SECRET.secret, secret_header="x-jangteo-proxy")
HOST = (b"host", b"127.0.0.1:8501")
KIM = (b"x-remote-user", b"kim@jeju.kr")
WORD = (b"x-jangteo-proxy", b"a-secret-of-the-proxy")


@pytest.mark.parametrize(
    ("told", "headers", "peer", "said"),
    [
        (PROXY, [HOST, KIM], "10.0.0.5", b"person:kim@jeju.kr"),
        (PROXY, [HOST, KIM], "::ffff:10.0.0.5", b"person:kim@jeju.kr"),
        (PROXY, [HOST], "10.0.0.5", b"nobody"),
        (PROXY, [HOST, (b"x-remote-user", b" ")], "10.0.0.5", b"nobody"),
        (SECRET, [HOST, KIM, WORD], "192.0.2.9", b"person:kim@jeju.kr"),
        (BOTH, [HOST, KIM, WORD], "10.0.0.5", b"person:kim@jeju.kr"),
    ],
)
def test_a_proxy_names_the_person(told: Settings, headers: list[Any], peer: str, said: bytes) -> None:
    assert claim(headers, peer, "10.0.0.1", told) == said


@pytest.mark.parametrize(
    ("told", "headers", "peer"),
    [
        (PROXY, [HOST, KIM], "10.0.0.6"),
        (PROXY, [HOST, KIM], "127.0.0.1"),
        (PROXY, [HOST, KIM, (b"x-forwarded-for", b"10.0.0.5")], "10.0.0.6"),
        (PROXY, [HOST, KIM], ""),
        (PROXY, [HOST, KIM, (b"x-remote-user", b"boss@jeju.kr")], "10.0.0.5"),
        (SECRET, [HOST, KIM], "10.0.0.5"),
        (SECRET, [HOST, KIM, (b"x-jangteo-proxy", b"a guess")], "10.0.0.5"),
        (SECRET, [HOST, KIM, WORD, WORD], "10.0.0.5"),
        (BOTH, [HOST, KIM, WORD], "10.0.0.6"),
        (BOTH, [HOST, KIM], "10.0.0.5"),
        (Settings(header="x-remote-user", proxies=PROXY.proxies, wrong=("secret",)), [HOST, KIM], "10.0.0.5"),
    ],
)
def test_nobody_else_does(told: Settings, headers: list[Any], peer: str) -> None:
    assert claim(headers, peer, "10.0.0.1", told) == NOBODY.encode()


@pytest.mark.parametrize("host", [b"127.0.0.1:8501", b"localhost:8501", b"LOCALHOST", b"[::1]:8501", b"127.0.0.1"])
def test_the_browser_of_this_machine_is_here(host: bytes) -> None:
    assert claim([(b"host", host)], "127.0.0.1", "127.0.0.1", Settings()) == HERE.encode()
    assert claim([(b"host", host)], "::1", "::1", Settings()) == HERE.encode()


@pytest.mark.parametrize(
    ("headers", "peer", "own"),
    [
        ([HOST], "192.168.0.7", "192.168.0.2"),
        ([HOST], "127.0.0.1", "192.168.0.2"),
        ([(b"host", b"jangteo.jeju.go.kr")], "127.0.0.1", "127.0.0.1"),
        ([(b"host", b"127.0.0.1.evil.example")], "127.0.0.1", "127.0.0.1"),
        ([HOST, (b"host", b"jangteo.jeju.go.kr")], "127.0.0.1", "127.0.0.1"),
        ([], "127.0.0.1", "127.0.0.1"),
        *(([HOST, (name, b"192.168.0.7")], "127.0.0.1", "127.0.0.1") for name in sorted(door.FORWARDED)),
        ([HOST, (b"X-Forwarded-For", b"192.168.0.7")], "127.0.0.1", "127.0.0.1"),
        ([HOST], "", ""),
    ],
)
def test_others_and_those_through_an_unknown_proxy_are_away(headers: list[Any], peer: str, own: str) -> None:
    assert claim(headers, peer, own, Settings()) == AWAY.encode()


def seen(scope: dict[str, Any]) -> dict[str, str]:
    """The headers that the program behind the door gets."""
    got: list[dict[str, str]] = []

    async def app(inside: Any, _receive: Any, _send: Any) -> None:
        got.append({name.decode(): value.decode("latin-1") for name, value in inside["headers"]})

    async def nothing(*_: Any) -> None:
        return None

    anyio.run(Door(app), scope, nothing, nothing)
    return got[0]


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("forged", [b"here", b"person:boss@jeju.kr", b":here", b"x:person:boss@jeju.kr"])
def test_our_own_mark_cannot_be_sent_along(kind: str, forged: bytes) -> None:
    scope = {
        "type": kind, "client": ("192.168.0.7", 5), "server": ("192.168.0.2", 8501),
        "headers": [HOST, (MARK.encode(), forged), (b"X-Jangteo-Door", forged)],
    }  # fmt: skip
    headers = seen(scope)
    assert read(headers[MARK]) == (AWAY, "") and "X-Jangteo-Door" not in headers
    assert read(forged.decode()) == ("", "")


def test_names_of_people_come_as_proxies_write_them() -> None:
    name = "김민수@jeju.kr"
    said = claim([HOST, (b"x-remote-user", name.encode())], "10.0.0.5", "10.0.0.1", PROXY).decode("latin-1")
    assert read(f"{door._word}:{said}") == (PERSON, name)
    assert read(f"{door._word}:person:lee") == (PERSON, "lee")


def test_uvicorns_word_for_the_client_does_not_count() -> None:
    """Behind its proxy headers ``client`` is what the proxy said; the connection itself is asked."""

    class Transport:
        def get_extra_info(self, name: str) -> tuple[str, int]:
            return {"peername": ("192.168.0.7", 5), "sockname": ("192.168.0.2", 8501)}[name]

    class Protocol:
        transport = Transport()

        async def receive(self) -> None: ...

    scope = {"client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8501)}
    assert door._ends(scope, Protocol().receive) == ("192.168.0.7", "192.168.0.2")  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.1", "::1", "localhost", "localhost.", "::ffff:127.0.0.1"])
def test_addresses_of_this_machine(address: str) -> None:
    assert is_loopback(address)


@pytest.mark.parametrize("address", ["", "0.0.0.0", "::", "192.168.0.2", "localhost.example", "unix:///tmp/x"])
def test_addresses_of_others(address: str) -> None:
    assert not is_loopback(address)
