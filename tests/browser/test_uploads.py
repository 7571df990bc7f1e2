"""Streamlit's own address for files, spoken to without a browser: it takes what an officer's page asked for, and holds
nothing for anybody else.
"""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from data import access
from data.backing_up import back_up
from tests.browser.serving import served

SECRET = "only-the-proxy-knows-this"
ACCESS = f'[access]\nheader = "X-Remote-User"\nproxies = ["127.0.0.1"]\nsecret = "{SECRET}"\n'
PEOPLE = {"office": "kim@jeju.kr", "union": "union@jeju.kr", "public": ""}


@pytest.fixture(scope="module")
def server(demo_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("uploads")
    back_up(folder / "markets.sqlite", demo_store_url)
    url = f"sqlite:///{folder / 'markets.sqlite'}"
    access.grant(PEOPLE["office"], "officer", by="test", url=url)
    access.grant(PEOPLE["union"], "association", by="test", markets=[2], url=url)
    (folder / "secrets.toml").write_text(ACCESS, "utf-8")
    with served(url, folder / "log.txt", options=["--secrets.files", str(folder / "secrets.toml")]) as address:
        yield address


@contextmanager
def session(url: str, who: str, page: str) -> Iterator[str]:
    """Number of a session whose page was drawn once, as long as it stands."""
    asked = BackMsg()
    asked.rerun_script.query_string = "lang=en"
    asked.rerun_script.page_name = page
    headers = {"X-Remote-User": PEOPLE[who], "X-Jangteo-Proxy": SECRET}
    address = url.replace("http", "ws") + "/_stcore/stream"
    with connect(address, additional_headers=headers, subprotocols=["streamlit"], proxy=None, max_size=None) as line:  # type: ignore[list-item]
        line.send(asked.SerializeToString())
        number = ""
        while True:
            message = ForwardMsg.FromString(line.recv(timeout=120))  # type: ignore[arg-type]
            if message.WhichOneof("type") == "new_session":
                number = message.new_session.initialize.session_id
            if message.WhichOneof("type") == "script_finished":
                break
        yield number


def put(url: str, number: str, size: int, length: str | None = "") -> int:
    """Status of a file of that size that is sent for a session. length: what is told of it, '' = the truth."""
    token = "a" * 16
    head = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
    body = head + b"x" * size + b"\r\n--x--\r\n"
    line = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    line.putrequest("PUT", f"/_stcore/upload_file/{number}/one")
    line.putheader("Content-Type", "multipart/form-data; boundary=x")
    line.putheader("Cookie", f"_streamlit_xsrf={token}")
    line.putheader("X-Xsrftoken", token)
    if length is None:
        line.putheader("Transfer-Encoding", "chunked")
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    else:
        line.putheader("Content-Length", length or str(len(body)))
    line.endheaders()
    line.send(body)
    status = line.getresponse().status
    line.close()
    return status


def test_an_officer_on_the_page_of_imports_can_send_a_file(server: str) -> None:
    with session(server, "office", "imports") as number:
        assert put(server, number, 1000) == 204
        assert put(server, number, 1000, None) == 411, "a size that is not told has no end"
        assert put(server, number, 10, str(600 * 1024 * 1024)) == 413


@pytest.mark.parametrize(("who", "page"), [("public", "imports"), ("union", "imports"), ("public", ""), ("office", "")])
def test_whoever_was_not_asked_for_a_file_cannot_fill_the_servers_memory(server: str, who: str, page: str) -> None:
    with session(server, who, page) as number:
        assert number
        assert put(server, number, 1000) == 403


def test_a_made_up_session_is_refused(server: str) -> None:
    assert put(server, "0000", 10) == 403
    assert put(server, "0000/../x", 10) in (400, 403, 404)
