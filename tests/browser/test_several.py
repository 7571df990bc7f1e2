"""`make serve`: several processes behind a real nginx. A visitor stays with one, one that ends is started again."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.ui import several
from tests.benchmarks.session import Reader, cookie_of
from tests.browser.serving import ROOT, free_port
from tests.browser.test_nginx import NGINX

needs_nginx = pytest.mark.skipif(not NGINX, reason="no nginx on this machine to try it with")
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def started(*arguments: str, **settings: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "components.ui.several", *arguments],
        cwd=ROOT, env={**os.environ, **settings}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def ended(running: "subprocess.Popen[str]") -> None:
    """With its pipes."""
    if running.poll() is None:
        running.terminate()
    running.communicate(timeout=60)


@pytest.fixture(scope="module")
def front(demo_store_url: str) -> Iterator[tuple[str, int, "subprocess.Popen[str]"]]:
    """Address, its port, and the program."""
    port = free_port()
    running = started("--processes", "2", "--port", str(port), JANGTEO_STORE_URL=demo_store_url)
    assert running.stdout is not None
    try:
        assert "2" in running.stdout.readline()
        yield f"http://127.0.0.1:{port}", port, running
    finally:
        ended(running)


def children(pid: int) -> dict[str, int]:
    """Port of each page server below that program -> its number."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            words = (process / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if parent == str(pid) and "--server.port" in words:
            found[words[words.index("--server.port") + 1]] = int(process.name)
    return found


@needs_nginx
def test_a_visitor_stays_with_one_process_and_many_are_spread(front: tuple[str, int, "subprocess.Popen[str]"]) -> None:
    url, _, running = front
    cookies = {cookie_of(url) for _ in range(12)}
    assert len(cookies) == 12 and all("jangteo_process=" in one for one in cookies)
    asked = urllib.request.Request(url, headers={"Cookie": sorted(cookies)[0]})
    with DIRECT.open(asked, timeout=60) as got:
        assert "jangteo_process" not in (got.headers.get("Set-Cookie") or ""), "known already"
    before = {one: sockets_of(pid) for one, pid in children(running.pid).items()}
    readers = [Reader(url, query="lang=en", cookie=one) for one in sorted(cookies)]
    for reader in readers:
        reader.__enter__()
    try:
        assert all(reader.open().messages > 10 for reader in readers[:2])
        assert all(not reader.errors for reader in readers[:2])
        after = {one: sockets_of(pid) for one, pid in children(running.pid).items()}
        assert all(after[one] > before[one] for one in before), "both have some of twelve"
    finally:
        for reader in readers:
            reader.__exit__()


def sockets_of(pid: int) -> int:
    return sum(str(each.readlink()).startswith("socket:") for each in Path(f"/proc/{pid}/fd").iterdir())


@needs_nginx
def test_a_process_that_ends_is_started_again_and_the_other_answers_meanwhile(
    front: tuple[str, int, "subprocess.Popen[str]"],
) -> None:
    url, port, running = front
    before = children(running.pid)
    gone = before[str(port + 1)]
    os.kill(gone, signal.SIGKILL)
    for _ in range(6):
        with DIRECT.open(url, timeout=60) as got:
            assert got.status == 200
    ends = time.monotonic() + 90
    while children(running.pid).get(str(port + 1)) in (None, gone):
        assert time.monotonic() < ends
        time.sleep(0.2)


@needs_nginx
def test_ending_it_ends_all(demo_store_url: str) -> None:
    port = free_port()
    running = started("--processes", "2", "--port", str(port), JANGTEO_STORE_URL=demo_store_url)
    assert running.stdout is not None and "2" in running.stdout.readline()
    below = children(running.pid)
    assert len(below) == 2
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in below.values())
    with pytest.raises(urllib.error.URLError):
        DIRECT.open(f"http://127.0.0.1:{port}", timeout=5)


def test_it_does_not_open_to_others_without_sign_in() -> None:
    refused = started("--host", "0.0.0.0")
    _, said = refused.communicate(timeout=60)
    assert refused.returncode == 2 and "127.0.0.1" in said


def test_whoever_comes_from_another_machine_is_marked(tmp_path: Path) -> None:
    for host, is_marked in (("127.0.0.1", False), ("0.0.0.0", True)):
        several.written(tmp_path, host, 8501, range(8502, 8504))
        text = (tmp_path / "nginx.conf").read_text()
        assert ("X-Forwarded-For" in text) is is_marked and "@" not in text
        assert text.count("server 127.0.0.1:") == 2
