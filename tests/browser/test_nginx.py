"""docs/running/nginx.conf in a real nginx on loopback: TLS, websockets, a header nobody can forge."""

import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser import chromium
from tests.browser.serving import ROOT, served

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin")
OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(not (NGINX and OPENSSL), reason="no nginx (or openssl) on this machine to try it with")
NAME = "jangteo.example.kr"
SECRET = "a-long-random-word-of-this-test"
PEOPLE = {"kim@jeju.kr": "kim-word", "lee@jeju.kr": "lee-word"}


@dataclass(frozen=True)
class Front:
    """An nginx at work. url: behind its own name; plain: its port without TLS; direct: the dashboard behind it."""

    url: str
    port: int
    plain: int
    direct: str


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    path.write_text(f'[access]\nheader = "x-remote-user"\nproxies = ["127.0.0.1"]\nsecret = "{SECRET}"\n')
    return path


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory, secrets: Path, demo_store_url: str) -> Iterator[Front]:
    """The dashboard with that header trusted, and nginx before it."""
    from data.access import grant

    folder = tmp_path_factory.mktemp("nginx")
    store = folder / "markets.sqlite"
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), store)
    url = f"sqlite:///{store}"
    grant("kim@jeju.kr", "officer", by="test", url=url)
    asked = {"STREAMLIT_SECRETS_FILES": f"{secrets}", "STREAMLIT_BROWSER_SERVER_ADDRESS": NAME}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in asked.items():
            patch.setenv(name, value)
        with served(url, folder / "server.log") as direct:
            port, plain = free_port(), free_port()
            configured(folder, direct, port, plain)
            command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
            tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
            assert tried.returncode == 0, tried.stderr
            running = subprocess.Popen([*command, "-g", "daemon off;"])
            try:
                wait_for(port, running)
                yield Front(f"https://{NAME}:{port}", port, plain, direct)
            finally:
                running.terminate()
                running.wait(20)


def configured(folder: Path, direct: str, port: int, plain: int) -> None:
    """The example with the ports, the certificate and the word of this test; nothing else of it is touched."""
    text = (ROOT / "docs" / "running" / "nginx.conf").read_text("utf-8")
    changes = {
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "listen 80;": f"listen 127.0.0.1:{plain};",
        "/etc/nginx/jangteo/": f"{folder}/",
        "http://127.0.0.1:8501": direct,
        "CHANGE-ME-to-a-long-random-word": SECRET,
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    (folder / "jangteo.conf").write_text(text, "utf-8")
    scratch = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"worker_processes 1; pid {folder}/pid; error_log {folder}/error.log; events {{ worker_connections 512; }}\n"
        f"http {{ access_log {folder}/access.log; {scratch} include {folder}/jangteo.conf; }}\n"
    )
    subprocess.run(
        [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
         "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", str(folder / "key.pem"),
         "-out", str(folder / "certificate.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    lines = []
    for name, word in PEOPLE.items():
        made = subprocess.run([str(OPENSSL), "passwd", "-apr1", word], capture_output=True, text=True, check=True)
        lines.append(f"{name}:{made.stdout.strip()}\n")
    (folder / "people").write_text("".join(lines))
    # nginx gives up its rights for its workers, which read the file of people
    for place in (folder, *folder.parents):
        if place.is_relative_to(tempfile.gettempdir()) and place.name.startswith(("pytest-", "popen-", "nginx")):
            place.chmod(0o755)


def wait_for(port: int, running: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and running.poll() is None:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx did not start")


def ask(front: Front, path: str, person: str = "", **headers: str) -> tuple[int, dict[str, str], str]:
    """Through nginx, whatever its certificate."""
    sent = {"Host": NAME, **headers}
    if person:
        sent["Authorization"] = "Basic " + b64encode(f"{person}:{PEOPLE[person]}".encode()).decode()
    trusting = ssl._create_unverified_context()
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=trusting))
    try:
        with opener.open(
            urllib.request.Request(f"https://127.0.0.1:{front.port}{path}", headers=sent), timeout=30
        ) as got:
            return got.status, {k.lower(): v for k, v in got.headers.items()}, got.read().decode(errors="replace")
    except urllib.error.HTTPError as wrong:
        return wrong.code, {k.lower(): v for k, v in wrong.headers.items()}, ""


def test_nobody_gets_in_without_signing_in_and_plain_http_is_sent_to_tls(front: Front) -> None:
    assert ask(front, "/")[0] == 401
    assert ask(front, "/_stcore/health")[0] == 200
    with socket.create_connection(("127.0.0.1", front.plain)) as plain:
        plain.sendall(f"GET /map HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n\r\n".encode())
        said = plain.recv(4096).decode()
    assert said.startswith("HTTP/1.1 308") and f"https://{NAME}/map" in said


def test_the_headers_that_guard_a_page_come_through(front: Front) -> None:
    status, headers, _ = ask(front, "/", "kim@jeju.kr")
    assert status == 200
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff" and "max-age" in headers["strict-transport-security"]
    assert "nginx/" not in headers.get("server", "")


def look(play: Playwright, front: Front, person: str, forged: dict[str, str]) -> tuple[str, list[str], str]:
    """The start page in a real browser: what it says, its websockets, and the page of the imports."""
    flags = [*(flag for flag in chromium.FLAGS if "host-resolver-rules" not in flag),
             f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]  # fmt: skip
    browser = play.chromium.launch(executable_path=chromium.find(), args=flags)
    try:
        context = browser.new_context(
            ignore_https_errors=True, extra_http_headers=forged,
            http_credentials={"username": person, "password": PEOPLE[person]},
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(120_000)
        sockets: list[str] = []
        page.on("websocket", lambda one: sockets.append(one.url))
        page.goto(f"{front.url}/?lang=en")
        expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=120_000)
        expect(page.locator("[data-testid='stSidebar'], [data-testid='stMain']").first).to_be_visible()
        page.wait_for_function("document.body.innerText.includes('jeju.kr')", timeout=120_000)
        start = page.locator("body").inner_text()
        page.goto(f"{front.url}/imports?lang=en")
        expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=120_000)
        page.wait_for_timeout(1500)
        return start, sockets, page.locator("body").inner_text()
    finally:
        browser.close()


def test_the_app_opens_through_it_and_a_forged_header_changes_nothing(play: Playwright, front: Front) -> None:
    """kim is an officer, lee has no account: sending kim's name, the proxy's word or the door's mark gives nothing."""
    forged = {"X-Remote-User": "kim@jeju.kr", "X-Jangteo-Proxy": SECRET, "X-Jangteo-Door": "x:person:kim@jeju.kr"}
    kim, sockets, kims_imports = look(play, front, "kim@jeju.kr", {})
    lee, _, lees_imports = look(play, front, "lee@jeju.kr", forged)
    assert any(one.startswith(f"wss://{NAME}:{front.port}/_stcore/stream") for one in sockets), sockets
    assert "kim@jeju.kr" in kim and "lee@jeju.kr" in lee and "kim@jeju.kr" not in lee
    assert "This page is for officers" in lees_imports and "This page is for officers" not in kims_imports


def test_who_reaches_the_port_past_nginx_is_nobody(front: Front) -> None:
    """The header alone is not believed: it needs the word that only nginx knows."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with direct.open(f"{front.direct}/_stcore/health", timeout=10) as got:
        assert got.read() == b"ok"


@pytest.mark.parametrize(("path", "size", "status"), [("/", 2, 413), ("/_stcore/upload_file/0/1", 502, 413)])
def test_a_body_larger_than_its_place_takes_is_refused_before_it_is_sent(
    front: Front, path: str, size: int, status: int
) -> None:
    line = HTTPSConnection("127.0.0.1", front.port, timeout=30, context=ssl._create_unverified_context())
    line.putrequest("PUT", path, skip_host=True)
    line.putheader("Host", NAME)
    line.putheader("Authorization", "Basic " + b64encode(f"kim@jeju.kr:{PEOPLE['kim@jeju.kr']}".encode()).decode())
    line.putheader("Content-Length", str(size * 1024 * 1024))
    line.endheaders()
    assert line.getresponse().status == status
    line.close()
