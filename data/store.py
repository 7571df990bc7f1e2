"""The only module that knows where the store is and how it is opened."""

import os
import re
import sqlite3
import threading
import time
import tomllib
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import NullPool, QueuePool

from data.complaints import translated
from data.errors import StoreAddressWrong, StoreBroken, StoreMissing, StoreReadOnly
from data.messages import both
from data.models import metadata

DEFAULT_PATH = Path(__file__).parent / "store" / "markets.sqlite"
SECRETS = Path(__file__).parents[1] / ".streamlit" / "secrets.toml"
SETTING = "JANGTEO_STORE_URL"
BUSY_TIMEOUT_S = 30
#: Readers hardly ever wait (they see the state before a write): who does meets a store that is being mended.
READ_TIMEOUT_S = 5
_IN_ADDRESS = re.compile(r"(?<=//)\S*@|\S*:\S*@")
#: Own modules that speak to the driver themselves.
DRIVER_CALLS = ("store.py", "backing_up.py", "restoring.py")
#: Any number will do, as long as every writer takes the same (PostgreSQL).
WRITER_LOCK = 20241101
#: The table, not its model: the first model in a statement sets all 74 up, which takes longer than most commands.
_STATE = metadata.tables["store_state"]


def store_url(asked: str | None = None) -> str:
    """Address of the store: what was asked for, else ``JANGTEO_STORE_URL`` of the environment or of
    ``.streamlit/secrets.toml``, else the SQLite file beside this package.

    Raises: StoreAddressWrong when the secrets cannot be read.
    """
    return asked or setting(SETTING) or f"sqlite:///{DEFAULT_PATH}"


def setting(name: str) -> str:
    """What the environment or ``.streamlit/secrets.toml`` says, "" for nothing. Raises: StoreAddressWrong."""
    return os.environ.get(name) or _secret(name)


def _secret(name: str) -> str:
    try:
        with SECRETS.open("rb") as file:
            return str(tomllib.load(file).get(name, ""))
    except FileNotFoundError:
        return ""
    except (tomllib.TOMLDecodeError, OSError) as wrong:
        raise StoreAddressWrong(store=str(SECRETS), why=both("detail.secrets_unreadable")) from wrong


def sqlite_path(url: str) -> Path | None:
    """File of a SQLite store, None for another engine that could be asked.

    Raises: StoreAddressWrong for an address that names no store.
    """
    try:
        parsed = make_url(url)
        shown = parsed.render_as_string(hide_password=True)
        if parsed.get_backend_name() != "sqlite":
            parsed.get_dialect().import_dbapi()
            return None
    except NoSuchModuleError as wrong:
        raise StoreAddressWrong(store=shown, why=both("detail.address_unknown", kind=parsed.drivername)) from wrong
    except (ArgumentError, ValueError):
        # what cannot be read may be a misspelt address with a password in it
        raise StoreAddressWrong(store=_IN_ADDRESS.sub("***@", url), why=both("detail.address_unreadable")) from None
    except ModuleNotFoundError as wrong:
        raise StoreAddressWrong(store=shown, why=both("detail.address_no_driver", driver=wrong.name)) from wrong
    if parsed.database in (None, "", ":memory:"):
        raise StoreAddressWrong(store=shown, why=both("detail.address_no_file"))
    return Path(parsed.database or "")


@contextmanager
def reading(url: str | None = None) -> Iterator[Connection]:
    """A read-only connection inside one snapshot: whatever is imported meanwhile, its questions see one state.

    A store of an older version is brought up to date first. Raises: StoreProblem.
    """
    from data.migrations import bring_up_to_date, is_up_to_date

    address = store_url(url)
    path = sqlite_path(address)
    with words_for(address):
        if path is not None and not (path.is_file() and path.stat().st_size):
            raise StoreMissing(store=str(path))
        with _reader(address, path).connect() as connection:
            if path is not None:
                connection.exec_driver_sql("BEGIN")
            if is_up_to_date(connection):
                yield connection
                return
        bring_up_to_date(address)
    with reading(address) as connection:
        yield connection


@contextmanager
def writing(url: str | None = None, *, wait_s: int = BUSY_TIMEOUT_S, is_fact: bool = True) -> Iterator[Connection]:
    """One transaction that is kept whole or not at all; the store is made, or brought to this version, when needed.

    Only one writer at a time: the next waits so many seconds, then gets StoreBusy. is_fact: what is written changes
    answers; a draft does not, so that a letter typed does not make every page ask everything again.
    Raises: StoreProblem.
    """
    from data.migrations import bring_up_to_date

    address = store_url(url)
    path = sqlite_path(address)
    with words_for(address):
        bring_up_to_date(address)
        # asked before the file is opened: one put in its place while this waits for its turn is noticed below
        opened = _identity(path)
        with writer(address, wait_s).connect() as connection:
            begin(connection)
            try:
                yield connection
                if is_fact:
                    _count_up(connection)
                if opened != _identity(path):
                    # the file was taken away under us: what is written now would be lost without a word
                    raise StoreMissing(store=str(path))
                connection.commit()
                if is_fact:
                    _note_write()
            except BaseException:
                connection.rollback()
                raise


_writes = 0


def _note_write() -> None:
    global _writes
    _writes += 1


def writes() -> int:
    """Changes with every write of this process: whoever was told a version before asks again."""
    return _writes


def _count_up(connection: Connection) -> None:
    """A number that no other state of this store had, nor one of a backup that is put in its place: the second of the
    change, or one more than before.
    """
    before = int(connection.execute(select(_STATE.c.version)).scalar_one())
    connection.execute(update(_STATE).values(version=max(before + 1, int(time.time()))))


def begin(connection: Connection) -> None:
    """Begin the transaction of the only writer."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")


def store_version(url: str | None = None) -> int:
    """Grows at every change of the store; -1 when there is none. The key of every cache."""
    try:
        with reading(url) as connection:
            return int(connection.execute(select(_STATE.c.version)).scalar_one())
    except StoreMissing:
        return -1


Identity = tuple[int, ...] | None
_readers: dict[str, tuple[Identity, Engine]] = {}
_readers_lock = threading.Lock()


def _reader(url: str, path: Path | None) -> Engine:
    """Pooled connections that only read. A file that was replaced gets new ones: the old would go on showing it."""
    identity = _identity(path)
    with _readers_lock:
        known = _readers.get(url)
        if known is None or known[0] != identity:
            if known is not None:
                known[1].dispose()
            _readers[url] = known = (identity, _make_reader(url, path))
        return known[1]


def _identity(path: Path | None) -> Identity:
    """Which file stands there. An open connection holds its file, so no other gets its number meanwhile."""
    if path is None:
        return None
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    if _may(os.W_OK, path.parent):
        return (found.st_dev, found.st_ino)
    # here it is read without locks (_open_to_read): whoever may write it is noticed by the time of the file
    return (found.st_dev, found.st_ino, found.st_mtime_ns)


def _make_reader(url: str, path: Path | None) -> Engine:
    if path is None:
        return create_engine(url, pool_pre_ping=True, isolation_level="REPEATABLE READ").execution_options(
            postgresql_readonly=True
        )
    engine = create_engine(
        "sqlite://", creator=lambda: _open_to_read(path), poolclass=QueuePool, pool_size=8, max_overflow=32
    )
    event.listen(engine, "connect", _tune_reader)
    return engine


def _open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, also where the folder cannot be written (a mounted archive)."""
    address = f"file:{path.resolve().as_posix()}?mode=ro"
    found = _connect(address)
    try:
        found.execute("SELECT 1 FROM sqlite_master").fetchone()
        return found
    except sqlite3.OperationalError:
        found.close()
        journal = path.with_name(f"{path.name}-wal")
        if _may(os.W_OK, path.parent) or not _may(os.R_OK, path) or journal.exists():
            raise
        # SQLite wants to put its lock file beside the store; a file that nobody can write needs none
        return _connect(f"{address}&immutable=1")


def _may(access: int, path: Path) -> bool:
    return os.access(path, access, effective_ids=os.access in os.supports_effective_ids)


def _connect(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, timeout=READ_TIMEOUT_S, check_same_thread=False, isolation_level=None)


def _tune_reader(raw: Any, _record: Any) -> None:
    # no mmap: it gained nothing once warm, and a file cut short by a full disk or another program would end the process
    raw.execute("PRAGMA query_only = 1")
    raw.execute("PRAGMA cache_size = -32768")
    raw.execute("PRAGMA temp_store = MEMORY")


def writer(url: str, wait_s: int = BUSY_TIMEOUT_S) -> Engine:
    """An engine for one task that writes. No pool: a replaced store file must not live on behind an idle connection."""
    path = sqlite_path(url)
    if path is None:
        return create_engine(url, poolclass=NullPool)
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"timeout": wait_s, "isolation_level": None}
    engine = create_engine(url, poolclass=NullPool, connect_args=options)
    event.listen(engine, "connect", lambda raw, _record: _tune_writer(raw, wait_s))
    return engine


def _tune_writer(raw: Any, wait_s: int) -> None:
    raw.execute(f"PRAGMA busy_timeout = {wait_s * 1000}")
    raw.execute("PRAGMA page_size = 8192")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA cache_size = -131072")
    raw.execute("PRAGMA journal_size_limit = 67108864")


def forget_connections() -> None:
    """Close pooled readers: before a store file is moved, restored or deleted."""
    with _readers_lock:
        for _, engine in _readers.values():
            engine.dispose()
        _readers.clear()


@contextmanager
def words_for(address: str) -> Iterator[None]:
    """Turn the driver's complaints about a store into ours; complaints about our own SQL stay what they are: bugs."""
    store = str(sqlite_path(address) or make_url(address).render_as_string(hide_password=True))
    try:
        yield
    except (DBAPIError, sqlite3.Error) as wrong:
        ours = translated(getattr(wrong, "orig", None) or wrong, store)
        if ours is None:
            raise
        raise ours from wrong
    except UnicodeDecodeError as wrong:
        if not _came_from_the_driver(wrong):
            raise
        # SQLite quotes a damaged schema in its complaint, and Python cannot read that
        raise StoreBroken(store=store, detail=both("detail.store_damaged")) from wrong
    except PermissionError as wrong:
        raise StoreReadOnly(store=store) from wrong


def _came_from_the_driver(wrong: UnicodeDecodeError) -> bool:
    """Whether a statement was being run; a file that is read by its text raises elsewhere."""
    last = traceback.extract_tb(wrong.__traceback__)[-1].filename
    return "sqlalchemy" in last or Path(last).name in DRIVER_CALLS
