"""A real PostgreSQL of its own, for the tests and for trials: ``python -m tests.postgresql COMMAND...``

Runs COMMAND beside a server in a folder that is gone afterwards; its address stands in JANGTEO_TEST_SERVER, and
``tests.stores`` makes a database there for every store that a test asks for. The server is the one of the wheel
``pgserver``, Debian's where that is not installed, or the one in the folder that POSTGRES_BIN names.
"""

import contextlib
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

SETTING = "JANGTEO_TEST_SERVER"
USER = "jangteo"
#: A store with nothing in it, to be copied: a tenth of the time that the migrations take.
PATTERN = "pattern"
PATIENCE_S = 60
#: PostgreSQL does not run as root; nobody owns nothing else.
NOBODY = 65534
#: What a server of tests need not do: a power cut loses nothing that anybody wants.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}


@dataclass
class Server:
    """A server that is told to start and stop. folder: its own, with its data and its log."""

    folder: Path
    binaries: Path
    port: int
    password: str
    _running: "subprocess.Popen[bytes] | None" = None

    def url(self, database: str = "postgres", password: str | None = None) -> str:
        """Address of a store in that database."""
        return f"postgresql+psycopg://{USER}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Return once it answers."""
        told = [part for name, value in CARELESS.items() for part in ("-c", f"{name}={value}")]
        asked = ["-D", "data", "-p", str(self.port), "-h", "127.0.0.1", "-k", "", *told]
        with (self.folder / "log").open("ab") as log:
            self._running = subprocess.Popen(
                [self.binaries / "postgres", *asked], cwd=self.folder, stdout=log, stderr=log, **_as_nobody()
            )
        ends = time.monotonic() + PATIENCE_S
        while True:
            try:
                with psycopg.connect(self.url().replace("+psycopg", "")):
                    return
            except psycopg.OperationalError:
                if self._running.poll() is not None or time.monotonic() > ends:
                    raise RuntimeError((self.folder / "log").read_text("utf-8", "replace")[-2000:]) from None
                time.sleep(0.05)

    def stop(self) -> None:
        """At once: sessions are broken off, what was committed stays."""
        if self._running is not None:
            self._running.send_signal(signal.SIGINT)
            self._running.wait(PATIENCE_S)
            self._running = None

    def run(self, statement: str, database: str = "postgres") -> None:
        """As ``run``, in one of its databases."""
        run(self.url(database), statement)


def run(url: str, statement: str) -> None:
    """A statement outside of any transaction, such as CREATE DATABASE."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statement.encode())


def found() -> Path | None:
    """The folder with the server's programs, None when this machine has none."""
    if told := os.environ.get("POSTGRES_BIN"):
        return Path(told)
    wheel = importlib.util.find_spec("pgserver")
    folders = [Path(str(wheel.origin)).parent / "pginstall" / "bin"] if wheel is not None else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """A server at work, in a folder of its own. Raises: RuntimeError where there is none or it does not start."""
    binaries = found()
    if binaries is None:
        raise RuntimeError("no PostgreSQL on this machine: pip install pgserver, or apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="jangteo-postgresql-"))
    try:
        server = Server(folder, _readable(binaries, folder), _free_port(), secrets.token_hex(8))
        _made(server)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _readable(binaries: Path, folder: Path) -> Path:
    """Where nobody may run them: a wheel may lie where only root looks."""
    if not _as_nobody() or binaries.is_relative_to("/usr"):
        return binaries
    package = binaries.parents[1]
    libraries = package.with_name(f"{package.name}.libs")
    for each in (package, libraries):
        if each.is_dir():
            shutil.copytree(each, folder / "programs" / each.name)
    return folder / "programs" / binaries.relative_to(package.parent)


def _made(server: Server) -> None:
    """A cluster whose only account is ours, by its password."""
    word = server.folder / "password"
    word.write_text(server.password, "utf-8")
    if _as_nobody():
        for path in (server.folder, word):
            os.chown(path, NOBODY, NOBODY)
    how = ["-U", USER, "--auth=scram-sha-256", "--pwfile=password", "--encoding=UTF8", "--locale=C", "--no-sync"]
    done = subprocess.run(
        [server.binaries / "initdb", "-D", "data", *how], cwd=server.folder, capture_output=True, text=True,
        **_as_nobody(),
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(done.stdout + done.stderr)


def _as_nobody() -> dict[str, int]:
    return {"user": NOBODY, "group": NOBODY} if hasattr(os, "geteuid") and os.geteuid() == 0 else {}


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def main() -> int:
    """Returns: the exit status of the command."""
    from data.migrations import bring_up_to_date

    # told to end, it puts away what it made, as it does when the command ends
    for told in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(told, _end)
    with serving() as server:
        server.run(f"CREATE DATABASE {PATTERN}")
        bring_up_to_date(server.url(PATTERN))
        with subprocess.Popen(sys.argv[1:], env={**os.environ, SETTING: server.url()}) as running:
            try:
                return running.wait()
            except BaseException:
                running.terminate()
                raise


def _end(number: int, _frame: object) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
