"""The real server, as `make run` starts it, on a free loopback port."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


@contextmanager
def served(
    store_url: str,
    log: Path,
    script: Path = ROOT / "app.py",
    *,
    port: int = 0,
    options: Sequence[str] = (),
    health: str = "_stcore/health",
) -> Iterator[str]:
    """Address of a dashboard over that store, until the block ends. options: of ``streamlit run``; health: where it
    tells that it lives.

    Raises: RuntimeError if it never starts.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    with log.open("wb") as written:
        server = subprocess.Popen(
            [*command, "--server.address", "127.0.0.1", *options],
            cwd=ROOT,
            env={**os.environ, "JANGTEO_STORE_URL": store_url},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_up(f"{url}/{health}", server, log)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _wait_until_up(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            direct.open(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-4000:]}")
