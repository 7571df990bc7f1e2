"""The only module that knows where the store is and how it is opened."""

import os
import sqlite3
import threading
import time
import tomllib
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from data.engines import Identity, known, way
from data.errors import (
    StoreAddressWrong,
    StoreBroken,
    StoreMissing,
    StoreProblem,
    StoreReadOnly,
    StoreUnreachable,
)
from data.messages import both
from data.models import metadata
from data.struck import without_password

DEFAULT_PATH = Path(__file__).parent / "store" / "markets.sqlite"
SECRETS = Path(__file__).parents[1] / ".streamlit" / "secrets.toml"
SETTING = "JANGTEO_STORE_URL"
#: A copy of the store that follows it (a read replica), for pages alone.
COPY_SETTING = "JANGTEO_READ_URL"
BUSY_TIMEOUT_S = 30
#: A server that was put up anew answers again after a moment: so many tries, so far apart.
TRIES, PAUSE_S = 3, 0.3
#: Own modules that speak to the driver themselves.
DRIVER_CALLS = ("store.py", "sqlite.py", "backing_up.py", "restoring.py")
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
        if not known(parsed.get_backend_name()):
            raise StoreAddressWrong(store=shown, why=both("detail.address_unknown", kind=parsed.drivername))
        if parsed.get_backend_name() != "sqlite":
            parsed.get_dialect().import_dbapi()
            return None
    except NoSuchModuleError as wrong:
        raise StoreAddressWrong(store=shown, why=both("detail.address_unknown", kind=parsed.drivername)) from wrong
    except (ArgumentError, ValueError):
        # what cannot be read may be a misspelt address with a password in it
        raise StoreAddressWrong(store=without_password(url), why=both("detail.address_unreadable")) from None
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
        with _opened(address) as connection:
            way(connection).begin_reading(connection)
            if is_up_to_date(connection):
                yield connection
                return
            if way(connection).is_empty(connection):
                raise StoreMissing(store=way(connection).name(connection))
        bring_up_to_date(address)
    with reading(address) as connection:
        yield connection


def _opened(address: str) -> Connection:
    """A connection of the pool; a server that is just being put up anew is asked again."""
    for _ in range(TRIES - 1):
        try:
            with words_for(address):
                return _reader(address).connect()
        except StoreUnreachable:
            time.sleep(PAUSE_S)
    return _reader(address).connect()


def pages_url(url: str | None = None) -> str:
    """Address that pages read: the copy that ``JANGTEO_READ_URL`` names while it answers and holds a store of this
    version, else the store itself. Whoever writes, or decides by what is written, reads the store.
    """
    store, copy = store_url(url), setting(COPY_SETTING)
    if not copy or store != store_url():
        return store
    from data.migrations import is_up_to_date

    global _copy_asked
    now = time.monotonic()
    if now - _copy_asked[0] > COPY_ASKED_AGAIN_S:
        try:
            sqlite_path(copy)
            with words_for(copy), _reader(copy).connect() as connection:
                way(connection).begin_reading(connection)
                _copy_asked = (now, is_up_to_date(connection))
        except StoreProblem:
            _copy_asked = (now, False)
    return copy if _copy_asked[1] else store


@contextmanager
def writing(url: str | None = None, *, wait_s: float | None = None, is_fact: bool = True) -> Iterator[Connection]:
    """One transaction that is kept whole or not at all; the store is made, or brought to this version, when needed.

    Only one writer at a time: the next waits so many seconds, then gets StoreBusy (StoreHeld where it is known who
    writes). is_fact: what is written changes answers; a draft does not, so that a letter typed does not make every page
    ask everything again. Raises: StoreProblem.
    """
    from data.migrations import bring_up_to_date

    address = store_url(url)
    path = sqlite_path(address)
    wait_s = BUSY_TIMEOUT_S if wait_s is None else wait_s
    with words_for(address):
        bring_up_to_date(address)
        # asked before the file is opened: one put in its place while this waits for its turn is noticed below
        opened = way(address).identity(address)
        with writer(address, wait_s).connect() as connection:
            way(connection).begin_writing(connection, wait_s)
            try:
                yield connection
                if is_fact:
                    _count_up(connection)
                if opened != way(address).identity(address):
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


def store_version(url: str | None = None) -> int:
    """Grows at every change of the store; -1 when there is none. The key of every cache."""
    try:
        with reading(url) as connection:
            return int(connection.execute(select(_STATE.c.version)).scalar_one())
    except StoreMissing:
        return -1


_readers: dict[str, tuple[Identity, Engine]] = {}
_readers_lock = threading.Lock()
#: When the copy for pages was last asked whether it can be read, and what it said.
COPY_ASKED_AGAIN_S = 10.0
_copy_asked = (-COPY_ASKED_AGAIN_S, False)


def _reader(url: str) -> Engine:
    """Pooled connections that only read. A file that was replaced gets new ones: the old would go on showing it."""
    identity = way(url).identity(url)
    with _readers_lock:
        kept = _readers.get(url)
        if kept is None or kept[0] != identity:
            if kept is not None:
                kept[1].dispose()
            _readers[url] = kept = (identity, way(url).reader(url))
        return kept[1]


def writer(url: str, wait_s: float) -> Engine:
    """An engine for one task that writes."""
    sqlite_path(url)
    return way(url).writer(url, wait_s)


def forget_connections() -> None:
    """Close pooled readers: before a store file is moved, restored or deleted."""
    with _readers_lock:
        for _, engine in _readers.values():
            engine.dispose()
        _readers.clear()


@contextmanager
def words_for(address: str) -> Iterator[None]:
    """Turn the driver's complaints about a store into ours; complaints about our own SQL stay what they are: bugs.

    Raises: StoreBroken, StoreReadOnly, or what ``way(address).complaint`` makes of the driver's complaint.
    """
    store = str(sqlite_path(address) or make_url(address).render_as_string(hide_password=True))
    try:
        yield
    except (DBAPIError, sqlite3.Error) as wrong:
        ours = way(address).complaint(getattr(wrong, "orig", None) or wrong, store)
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
