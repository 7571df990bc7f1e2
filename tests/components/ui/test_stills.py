"""Files out of memory: the same bytes, known names only, everything else passed on."""

import asyncio
import gzip
import socket
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from components.ui import stills
from components.ui.plot import LIBRARY, SOURCE
from components.ui.served import AHEAD, AtOnce

SCRIPT = next((stills.STATIC / "js").glob("Metric.*.js"))


def get(path: str, method: str = "GET", **headers: str) -> tuple[bytes, dict[str, str]]:
    """Body and headers of an answer; what was passed on says so."""
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    sent_headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": sent_headers}
    asyncio.run(stills.Stills(PlainTextResponse("passed on"))(scope, None, send))  # type: ignore[arg-type]
    return sent[1]["body"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


@pytest.mark.parametrize("base", ["", "/markets", "/a/b"])
@pytest.mark.parametrize("packed", [True, False])
def test_a_script_comes_as_it_is_and_is_kept_for_a_year(base: str, packed: bool) -> None:
    body, headers = get(f"{base}/static/js/{SCRIPT.name}", accept_encoding="gzip, br" if packed else "identity")
    assert (gzip.decompress(body) if packed else body) == SCRIPT.read_bytes()
    assert headers["content-type"].startswith("text/javascript")
    assert headers["cache-control"] == stills.A_YEAR and headers["vary"] == "accept-encoding"
    assert (headers.get("content-encoding") == "gzip") is packed


def test_the_drawing_library_is_the_packages_own() -> None:
    assert get(f"/{SOURCE}")[0] == LIBRARY.read_bytes()
    assert gzip.decompress(stills._read(LIBRARY, True)[0]) == LIBRARY.read_bytes()


@pytest.mark.parametrize(
    "path", ["/", "/static/js/../../index.html", "/static/js/none.js", "/static/js", "/payments", "/static/../app.py"]
)
def test_what_is_not_known_is_passed_on(path: str) -> None:
    assert get(path)[0] == b"passed on"


def test_parts_of_a_file_and_other_methods_are_passed_on() -> None:
    assert get(f"/static/js/{SCRIPT.name}", range="bytes=0-9")[0] == b"passed on"
    assert get(f"/static/js/{SCRIPT.name}", "POST")[0] == b"passed on"


def test_what_is_fetched_ahead_exists_and_holds_all_that_it_imports() -> None:
    index = (stills.STATIC.parent / "index.html").read_text("utf-8")
    names = [part.split(">")[0].removeprefix("<./static/js/") for part in AHEAD.split(", ")]
    assert len(names) == len(set(names)) > len(stills.USUAL)
    assert all(any(name.startswith(f"{element}.") for name in names) for element in stills.USUAL)
    for name in names:
        assert name not in index
        for imported in stills._IMPORTED.findall((stills.STATIC / "js" / name).read_text("utf-8")):
            assert imported in names or imported in index


def test_a_connection_sends_at_once() -> None:
    with socket.socket() as connection:

        class Transport:
            def get_extra_info(self, name: str) -> socket.socket:
                return connection

        class Cycle:
            transport = Transport()

            async def receive(self) -> None: ...

        async def app(scope, receive, send) -> None: ...

        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0
        asyncio.run(AtOnce(app)({"type": "http"}, Cycle().receive, None))  # type: ignore[arg-type]
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        asyncio.run(AtOnce(app)({"type": "http"}, None, None))  # type: ignore[arg-type]
