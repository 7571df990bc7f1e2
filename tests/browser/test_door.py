"""The door of a real server: what a visitor sends along with its connection names nobody, and only the proxy's word
counts. Spoken to without a browser, because a browser does not let a page forge the headers of its connection.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from google.protobuf.text_format import MessageToString
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from data import access
from data.backing_up import back_up
from tests.browser.serving import served

SECRET = "only-the-proxy-knows-this"
ACCESS = f'[access]\nheader = "X-Remote-User"\nproxies = ["127.0.0.1"]\nsecret = "{SECRET}"\n'
REFUSED = "No sign-in is set"


@pytest.fixture(scope="module")
def store(demo_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("door") / "markets.sqlite"
    back_up(file, demo_store_url)
    access.grant("boss@jeju.kr", "administrator", by="test", url=f"sqlite:///{file}")
    return f"sqlite:///{file}"


@pytest.fixture(scope="module")
def behind_proxy(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("proxy")
    (folder / "secrets.toml").write_text(ACCESS, "utf-8")
    with served(store, folder / "log.txt", options=["--secrets.files", str(folder / "secrets.toml")]) as url:
        yield url


@pytest.fixture(scope="module")
def alone(store: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with nothing set, on this machine."""
    with served(store, tmp_path_factory.mktemp("alone") / "log.txt") as url:
        yield url


def said(url: str, headers: dict[str, str]) -> str:
    """Every word that the first page shows over a connection with these headers."""
    asked = BackMsg()
    asked.rerun_script.query_string = "lang=en"
    words = []
    own = {name: value for name, value in headers.items() if name != "Host"}
    address = url.replace("http", "ws") + "/_stcore/stream"
    with connect(address, additional_headers=own, subprotocols=["streamlit"], proxy=None) as line:  # type: ignore[list-item]
        line.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(line.recv(timeout=60))  # type: ignore[arg-type]
            if message.WhichOneof("type") == "delta":
                words.append(MessageToString(message, as_utf8=True))
            if message.WhichOneof("type") == "script_finished":
                return "\n".join(words)


BOSS = {"X-Remote-User": "boss@jeju.kr"}


def test_the_proxy_with_its_secret_names_the_person(behind_proxy: str) -> None:
    assert "boss@jeju.kr · administrator" in said(behind_proxy, {**BOSS, "X-Jangteo-Proxy": SECRET})


@pytest.mark.parametrize(
    "forged",
    [
        {},
        BOSS,
        {**BOSS, "X-Jangteo-Proxy": "a guess"},
        {**BOSS, "X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1"},
        {"X-Jangteo-Door": "person:boss@jeju.kr"},
        {"X-Jangteo-Door": "here"},
        {"X-Remote_User": "boss@jeju.kr", "X-Jangteo-Proxy": SECRET},
    ],
)
def test_nobody_else_is_believed(behind_proxy: str, forged: dict[str, str]) -> None:
    told = said(behind_proxy, forged)
    assert "Not signed in" in told
    assert "administrator" not in told.replace("for administrators", "") and "Put in files" not in told


def test_alone_this_machines_browser_is_the_officer(alone: str) -> None:
    told = said(alone, {})
    assert "the officer at this computer" in told and "Put in files" in told


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"])
def test_alone_whoever_comes_through_a_proxy_gets_a_sentence_and_no_data(alone: str, name: str) -> None:
    told = said(alone, {name: "192.168.0.7"})
    assert REFUSED in told.replace("no sign-in is set", REFUSED)
    assert "Put in files" not in told and "payment_trend" not in told and "Example data" not in told


def test_the_log_has_the_one_who_signed_in(behind_proxy: str, store: str) -> None:
    from data import audit

    assert {one.subject for one in audit.entries(store, action="sign_in")} == {"boss@jeju.kr"}
    assert Path(store.removeprefix("sqlite:///")).exists()
