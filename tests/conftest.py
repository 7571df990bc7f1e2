"""What every test stands on: no store but its own, no host but this machine."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import stores

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = ("127.", "::1", "localhost")
MAIN = sys.modules["__main__"]

# Set before anything of the product is imported, so that no test ever opens a person's own store.
os.environ["JANGTEO_STORE_URL"] = stores.new_store(Path(tempfile.mkdtemp(prefix="jangteo-")) / "markets.sqlite")
os.environ["JANGTEO_LOG"] = "off"


@pytest.fixture(scope="session")
def demo_store_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """URL of a store filled once by `python -m data demo`, for all tests that only read."""
    url = stores.new_store(tmp_path_factory.mktemp("demo") / "markets.sqlite")
    made = subprocess.run(
        [sys.executable, "-m", "data", "demo"],
        cwd=ROOT,
        env={**os.environ, "JANGTEO_STORE_URL": url},
        capture_output=True,
        text=True,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    return url


@pytest.fixture(scope="session", autouse=True)
def nothing_leaves_this_machine() -> Iterator[None]:
    """A connection to another host raises in the test that asks for it."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise RuntimeError(f"a test asked for the outside host {address[0]}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def main_program_stays() -> Iterator[None]:
    """A page opened by AppTest puts itself in the place of the main program, and every process that multiprocessing
    starts afterwards would run it first. Set right before the test too: the fixture of a whole file opens its page
    earlier.
    """
    sys.modules["__main__"] = MAIN
    yield
    sys.modules["__main__"] = MAIN


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where stores are no files, tests of files are left out."""
    if stores.SERVER:
        left = [item for item in items if item.get_closest_marker("file")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.fixture(autouse=True)
def stores_of_a_test_go_with_it() -> Iterator[None]:
    """What a test made on a server is taken away; what it shares with others stays."""
    kept = stores.made()
    yield
    stores.take_away(kept)
