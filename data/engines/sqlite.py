"""A store in one file."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from data.errors import JangteoError, StoreBroken, StoreBusy, StoreFull, StoreReadOnly
from data.messages import both

OWN = "main."
#: Readers hardly ever wait (they see the state before a write): who does meets a store that is being mended.
READ_TIMEOUT_S = 5
#: SQLite takes 32,766 values in a statement. The fewer statements, the less often Python's lock is waited for.
VALUES_PER_STATEMENT = 30_000
ROWS_AT_ONCE = 20_000


def _path(url: str) -> Path:
    return Path(make_url(url).database or "")


def identity(url: str) -> tuple[int, ...] | None:
    """An open connection holds its file, so no other gets its number meanwhile."""
    path = _path(url)
    try:
        found = path.stat()
    except FileNotFoundError:
        return (0, 0)
    if _may(os.W_OK, path.parent):
        return (found.st_dev, found.st_ino)
    # here it is read without locks (_open_to_read): whoever may write it is noticed by the time of the file
    return (found.st_dev, found.st_ino, found.st_mtime_ns)


def reader(url: str) -> Engine:
    """Opened so that it cannot write."""
    path = _path(url)
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


def writer(url: str, wait_s: float) -> Engine:
    """Its folder is made when needed."""
    _path(url).parent.mkdir(parents=True, exist_ok=True)
    options = {"timeout": wait_s, "isolation_level": None}
    engine = create_engine(url, poolclass=NullPool, connect_args=options)
    event.listen(engine, "connect", lambda raw, _record: _tune_writer(raw, wait_s))
    return engine


def _tune_writer(raw: Any, wait_s: float) -> None:
    raw.execute(f"PRAGMA busy_timeout = {int(wait_s * 1000)}")
    raw.execute("PRAGMA page_size = 8192")
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA cache_size = -131072")
    raw.execute("PRAGMA journal_size_limit = 67108864")


def begin_reading(connection: Connection) -> None:
    """A deferred transaction: what was committed when it first reads."""
    connection.exec_driver_sql("BEGIN")


def begin_writing(connection: Connection, wait_s: float) -> None:
    """The file's one lock; how long it is waited for the connection was told when it was opened."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def is_empty(connection: Connection) -> bool:
    """No file of no bytes is opened at all, so never."""
    return False


def revision(connection: Connection) -> str | None:
    """A question that fails here ends nothing."""
    try:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as wrong:
        if "alembic_version" in str(wrong.orig):
            return None
        raise
    return None if found is None else str(found)


def name(connection: Connection) -> str:
    """Its file."""
    return str(connection.exec_driver_sql("PRAGMA database_list").first()[2])  # type: ignore[index]


def keys_off(connection: Connection) -> None:
    """Outside of a transaction only."""
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")


def put(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Straight to the driver, which takes plain tuples: a third of the time."""
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    waiting = iter(rows)
    while block := list(islice(waiting, ROWS_AT_ONCE)):
        connection.exec_driver_sql(statement, [tuple(row) for row in block])


def put_flat(
    connection: Connection, table: str, columns: Sequence[str], flat: tuple[object, ...], constant: Mapping[str, int]
) -> None:
    """Many rows per statement, equal values written out: twice as fast as one row at a time."""
    width = len(columns)
    one = "(" + ", ".join(["?"] * width + [str(value) for value in constant.values()]) + ")"
    begin = f"INSERT INTO {table} ({', '.join([*columns, *constant])}) VALUES "
    rows_each = VALUES_PER_STATEMENT // width
    full = begin + ", ".join([one] * rows_each)
    step = rows_each * width
    whole = len(flat) - len(flat) % step
    # the driver's own cursor: SQLAlchemy would copy every value once more
    cursor = connection.connection.cursor()
    for at in range(0, whole, step):
        cursor.execute(full, flat[at : at + step])
    if rest := len(flat) - whole:
        cursor.execute(begin + ", ".join([one] * (rest // width)), flat[whole:])
    cursor.close()


@contextmanager
def loading(connection: Connection, table: str) -> Iterator[None]:
    """Its indexes are made once the rows are in: a million stores take 7.4 s instead of 12.2 s."""
    asked = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :name AND sql IS NOT NULL")
    indexes = connection.execute(asked, {"name": table}).all()
    for name, _ in indexes:
        connection.exec_driver_sql(f'DROP INDEX "{name}"')
    yield
    # what goes wrong in the block takes back the whole transaction, and this with it
    for _, made in indexes:
        connection.exec_driver_sql(made)


def damaged_places(connection: Connection, most: int) -> int:
    """By the engine's own look at every page."""
    said = connection.execute(text(f"PRAGMA integrity_check({most})")).scalars().all()
    lines = [line for one in said if one != "ok" for line in one.splitlines()]
    places = sum(1 for line in lines if not line.startswith("***"))
    return max(places, 1) if lines else 0


def integrity(connection: Connection) -> str:
    """A second for 500 MB."""
    return "ok" if connection.execute(text("PRAGMA quick_check(1)")).scalar() == "ok" else "damaged"


def loose_keys(connection: Connection) -> dict[tuple[str, str], int]:
    """Keys may have been off in another program's hands."""
    loose: dict[tuple[str, str], int] = {}
    for table, _row, parent, _key in connection.execute(text("PRAGMA foreign_key_check")):
        loose[table, parent] = loose.get((table, parent), 0) + 1
    return loose


def byte_count(connection: Connection) -> int:
    """The file tells it."""
    return 0


def complaint(wrong: BaseException, store: str) -> JangteoError | None:
    """By SQLite's primary result code."""
    code = getattr(wrong, "sqlite_errorcode", None)
    match None if code is None else code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(store=store)
        case sqlite3.SQLITE_FULL:
            return StoreFull(store=store)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StoreReadOnly(store=store)
        case sqlite3.SQLITE_CORRUPT:
            return StoreBroken(store=store, detail=both("detail.store_damaged"))
        case sqlite3.SQLITE_NOTADB:
            return StoreBroken(store=store, detail=both("detail.store_no_database"))
        case sqlite3.SQLITE_IOERR:
            return StoreBroken(store=store, detail=both("detail.store_disk"))
    return None
