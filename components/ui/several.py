"""Several processes behind one address: ``python -m components.ui.several [--processes N] [--port P] [--host H]``

One process draws pages on one core. nginx (Debian's will do) stands before N of them, on loopback, and keeps each
visitor with one. A process that ends is started again; ending this ends all. Exit status 2 where it may not start.
"""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from streamlit import config

from components.text import LANGUAGES, translator
from components.ui.signing import starting
from components.ui.signing.door import is_loopback
from components.ui.signing.settings import settings

ROOT = Path(__file__).resolve().parents[2]
PATTERN = Path(__file__).with_suffix(".conf")
PLACES = "/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
START_S, PAUSE_S, STOP_S = 120, 1, 20


def main() -> int:
    """Start, watch, stop. Returns: exit status."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--processes", type=int, default=max(2, os.cpu_count() or 2))
    asked.add_argument("--port", type=int, default=8501)
    asked.add_argument("--host", default="127.0.0.1")
    told = asked.parse_args()
    if refused := starting.refusals(told.host, settings()):
        print("\n".join(starting.sentences(refused, told.host)), file=sys.stderr)
        return starting.WRONG_USE
    if settings().header and not settings().secret and not is_loopback(told.host):
        # every connection comes from this machine's own nginx, so an address of a proxy proves nothing
        print("\n".join(translator(lang)("several.forgeable") for lang in LANGUAGES), file=sys.stderr)
        return starting.WRONG_USE
    nginx = shutil.which("nginx") or shutil.which("nginx", path=PLACES)
    if nginx is None:
        print("\n".join(translator(lang)("several.no_nginx") for lang in LANGUAGES), file=sys.stderr)
        return starting.WRONG_USE
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="jangteo-several-")))
        ports = range(told.port + 1, told.port + 1 + told.processes)
        written(folder, told.host, told.port, ports)
        return _watched([_page_server(port) for port in ports], list(ports), [nginx, "-c", str(folder / "nginx.conf")])


def written(folder: Path, host: str, port: int, ports: range) -> None:
    """nginx's own configuration. Who comes from another machine is marked as such: the door takes nobody for this
    machine's own browser who came through a proxy.
    """
    listen = f"{host or '0.0.0.0'}:{port}"
    servers = "\n".join(f"        server 127.0.0.1:{each} max_fails=1 fail_timeout=5s;" for each in ports)
    forwarded = "" if is_loopback(host) else "            proxy_set_header X-Forwarded-For $remote_addr;"
    text = PATTERN.read_text("utf-8")
    for name, value in {
        "FOLDER": str(folder), "LISTEN": listen, "SERVERS": servers, "FORWARDED": forwarded,
        "UPLOAD": str(config.get_option("server.maxUploadSize")),
    }.items():  # fmt: skip
        text = text.replace(f"@{name}@", value)
    (folder / "nginx.conf").write_text(text, "utf-8")


def _page_server(port: int) -> list[str]:
    return [
        sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
        "--server.address", "127.0.0.1",
    ]  # fmt: skip


def _watched(commands: list[list[str]], ports: list[int], nginx: list[str]) -> int:
    """Until somebody ends it, or nginx ends by itself."""
    ending = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ending.set())
    # a visitor whom nginx moves to another process keeps the cookies that the first one signed
    told = {**os.environ, "STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32)}
    running = [_started(command, told) for command in commands]
    front = None
    try:
        if not _are_up(ports, running, ending):
            return 0 if ending.is_set() else 1
        front = subprocess.Popen(nginx)
        print(translator("ko")("several.up", processes=len(ports)), flush=True)
        while not ending.wait(PAUSE_S):
            if front.poll() is not None:
                return 1
            for at, process in enumerate(running):
                if process.poll() is not None:
                    print(translator("ko")("several.again", port=ports[at]), file=sys.stderr, flush=True)
                    running[at] = _started(commands[at], told)
        return 0
    finally:
        _ended([*([front] if front else []), *running])


def _started(command: list[str], told: dict[str, str]) -> "subprocess.Popen[bytes]":
    # a group of its own: Ctrl-C reaches this program, which ends them in order
    return subprocess.Popen(command, cwd=ROOT, env=told, stdout=sys.stderr, start_new_session=True)


def _are_up(ports: list[int], running: list["subprocess.Popen[bytes]"], ending: threading.Event) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    ends = time.monotonic() + START_S
    waiting = list(ports)
    while waiting and time.monotonic() < ends and not ending.is_set():
        if any(process.poll() is not None for process in running):
            return False
        try:
            direct.open(f"http://127.0.0.1:{waiting[0]}/_stcore/health", timeout=2).close()
            waiting.pop(0)
        except OSError:
            time.sleep(0.2)
    return not waiting


def _ended(processes: list["subprocess.Popen[bytes]"]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main())
