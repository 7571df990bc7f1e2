"""The only module that knows where the store is and how it is opened."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool, QueuePool

from data.errors import JangteoError, StoreBroken, StoreBusy, StoreFull, StoreMissing, StoreReadOnly
from data.models import StoreState

DEFAULT_PATH = Path(__file__).parent / "store" / "markets.sqlite"
BUSY_TIMEOUT_S = 30


def store_url(asked: str | None = None) -> str:
    """Address of the store: what was asked for, else ``JANGTEO_STORE_URL``, else the SQLite file beside this package.

    ``.streamlit/secrets.toml`` reaches here as the environment variable: Streamlit exports its top-level secrets.
    """
    return asked or os.environ.get("JANGTEO_STORE_URL") or f"sqlite:///{DEFAULT_PATH}"


def sqlite_path(url: str) -> Path | None:
    """File of a SQLite store, None for another engine."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


@contextmanager
def reading(url: str | None = None) -> Iterator[Connection]:
    """A read-only connection inside one snapshot. Raises: StoreMissing, StoreBusy, StoreBroken."""
    address = store_url(url)
    path = sqlite_path(address)
    if path is not None and not path.is_file():
        raise StoreMissing(store=str(path))
    with _words_for(address), _reader(address).connect() as connection:
        if path is not None:
            connection.exec_driver_sql("BEGIN")
        yield connection


@contextmanager
def writing(url: str | None = None) -> Iterator[Connection]:
    """One transaction that is kept whole or not at all; the store is made, or brought to this version, when needed.

    Only one writer at a time: the next waits, then gets StoreBusy. Raises: StoreProblem.
    """
    from data.migrations import bring_up_to_date

    address = store_url(url)
    with _words_for(address):
        bring_up_to_date(address)
        engine = _writer(address)
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute(update(StoreState).values(version=StoreState.version + 1))
                connection.commit()
            except BaseException:
                connection.rollback()
                raise


def store_version(url: str | None = None) -> int:
    """How often the store was changed; -1 when there is none. The key of every cache."""
    try:
        with reading(url) as connection:
            return int(connection.execute(select(StoreState.version)).scalar_one())  # type: ignore[call-overload]
    except StoreMissing:
        return -1


@lru_cache(maxsize=8)
def _reader(url: str) -> Engine:
    path = sqlite_path(url)
    if path is None:
        return create_engine(url, pool_pre_ping=True, execution_options={"postgresql_readonly": True})

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            f"file:{path.resolve().as_posix()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S, check_same_thread=False,
            isolation_level=None,
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=32)
    event.listen(engine, "connect", _tune_reader)
    return engine


def _tune_reader(raw: Any, _record: Any) -> None:
    raw.execute("PRAGMA query_only = 1")
    raw.execute("PRAGMA cache_size = -65536")
    raw.execute("PRAGMA mmap_size = 1073741824")


@lru_cache(maxsize=8)
def _writer(url: str) -> Engine:
    path = sqlite_path(url)
    if path is None:
        return create_engine(url)
    path.parent.mkdir(parents=True, exist_ok=True)
    # no pool: a store file that is replaced (restore) must not live on behind an idle connection
    engine = create_engine(
        url, poolclass=NullPool, connect_args={"timeout": BUSY_TIMEOUT_S, "isolation_level": None}
    )
    event.listen(engine, "connect", _tune_writer)
    return engine


def _tune_writer(raw: Any, _record: Any) -> None:
    raw.execute("PRAGMA page_size = 8192")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}")
    raw.execute("PRAGMA cache_size = -131072")


def forget_connections() -> None:
    """Close pooled readers: after a store file was moved, restored or deleted."""
    for opened in (_reader, _writer):
        opened.cache_clear()


@contextmanager
def _words_for(address: str) -> Iterator[None]:
    """Turn the driver's complaints into ours."""
    store = str(sqlite_path(address) or make_url(address).render_as_string(hide_password=True))
    try:
        yield
    except JangteoError:
        raise
    except (OperationalError, DatabaseError, sqlite3.DatabaseError) as wrong:
        raise _translated(str(getattr(wrong, "orig", wrong)), store) from wrong
    except PermissionError as wrong:
        raise StoreReadOnly(store=store) from wrong


def _translated(said: str, store: str) -> JangteoError:
    if "locked" in said or "busy" in said:
        return StoreBusy(store=store)
    if "full" in said:
        return StoreFull(store=store)
    if "readonly" in said or "read-only" in said or "unable to open" in said:
        return StoreReadOnly(store=store)
    return StoreBroken(store=store, detail=said)


