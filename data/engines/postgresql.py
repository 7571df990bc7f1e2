"""A store in a database of a PostgreSQL server (12 or later), by the driver psycopg.

One import at a time by an advisory lock, held to the end of the transaction; readers are never in its way, nor it in
theirs. Rows are loaded by COPY. The server's complaints are told apart by SQLSTATE, which no language changes.
"""

import getpass
import os
import re
import socket
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from data.errors import (
    JangteoError,
    StoreAddressWrong,
    StoreBroken,
    StoreBusy,
    StoreDenied,
    StoreFull,
    StoreHeld,
    StoreNoRights,
    StoreUnreachable,
)
from data.messages import both

#: An expression of the name of a table sees the table itself.
OWN = ""
#: Any number will do, as long as every writer takes the same.
WRITER_LOCK = 20241101
CONNECT_TIMEOUT_S = 5
#: A server that is switched off says nothing more: noticed after half a minute, not after two hours.
KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 4}
#: What a transaction is called in the server's list of them, where a second writer looks for the first.
WRITES, READS = "jangteo writes", "jangteo reads"

_SEQUENCES = """
    SELECT s.oid::regclass::text, t.oid::regclass::text, quote_ident(a.attname)
    FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
    JOIN pg_class t ON t.oid = d.refobjid AND t.relnamespace = current_schema()::regnamespace
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') ORDER BY 2"""


def identity(url: str) -> tuple[int, ...] | None:
    """A server tells nobody that it was put up anew; connections to the former one break by themselves."""
    return None


def reader(url: str) -> Engine:
    """Each transaction is one snapshot, and read-only."""
    engine = create_engine(
        url, pool_pre_ping=True, pool_size=8, max_overflow=32, isolation_level="REPEATABLE READ",
        connect_args=_asked(url, READS, jit="off"),
    )  # fmt: skip
    return engine.execution_options(postgresql_readonly=True)


def writer(url: str, wait_s: float) -> Engine:
    """A connection that is closed after its task."""
    return create_engine(url, poolclass=NullPool, connect_args=_asked(url, f"{WRITES}: {_who()}"))


def _asked(url: str, called: str, **settings: str) -> dict[str, Any]:
    """What the address does not say itself."""
    told: dict[str, Any] = {"connect_timeout": CONNECT_TIMEOUT_S, "application_name": called, **KEEPALIVE}
    if settings:
        # short questions: compiling one takes longer than answering it
        told["options"] = " ".join(f"-c {name}={value}" for name, value in settings.items())
    return {name: value for name, value in told.items() if name not in make_url(url).query}


def _who() -> str:
    """Told to whoever waits. The server keeps 63 bytes."""
    user = ""
    with suppress(OSError, KeyError, ImportError):
        user = getpass.getuser()
    return f"{user[:20]}@{socket.gethostname()[:15]} (pid {os.getpid()})".encode("ascii", "replace").decode()[:46]


def begin_reading(connection: Connection) -> None:
    """The driver begins by itself, with the first question."""


def begin_writing(connection: Connection, wait_s: float) -> None:
    """Raises: StoreHeld once another writer was waited for so long."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {max(1, int(wait_s * 1000))}")
    by = _holder(connection)
    try:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
    except Exception as wrong:
        if _state(getattr(wrong, "orig", None)) != "55P03":
            raise
        connection.rollback()
        held, store = _holder(connection) or by, name(connection)
        raise StoreHeld(store=store, by=held) if held else StoreBusy(store=store) from wrong
    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    _number_on(connection)


def _number_on(connection: Connection) -> None:
    """New rows are numbered from behind the largest number there is, as on SQLite: a sequence of PostgreSQL knows
    neither that what it numbered was rolled back (a preview is) nor of rows that brought numbers of their own. Whoever
    calls this is the only writer.
    """
    numbered = connection.execute(text(_SEQUENCES)).all()
    if numbered:
        told = (f"setval('{sequence}', (SELECT coalesce(max({column}), 0) + 1 FROM {table}), false)"
                for sequence, table, column in numbered)  # fmt: skip
        connection.exec_driver_sql(f"SELECT {', '.join(told)}")


def _holder(connection: Connection) -> str:
    """Who writes in this database just now, "" for nobody."""
    asked = text(
        "SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid"
        " WHERE l.locktype = 'advisory' AND l.granted AND l.objid = :lock AND a.datname = current_database()"
    )
    found = connection.execute(asked, {"lock": WRITER_LOCK}).scalars().first()
    return str(found or "").removeprefix(f"{WRITES}: ")


def is_empty(connection: Connection) -> bool:
    """A database that was made and never written to."""
    asked = "SELECT NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema())"
    return bool(connection.execute(text(asked)).scalar_one())


def revision(connection: Connection) -> str | None:
    """Asked for first: a question that fails would end the transaction."""
    if connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is None:
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def name(connection: Connection) -> str:
    """Its address."""
    return connection.engine.url.render_as_string(hide_password=True)


def keys_off(connection: Connection) -> None:
    """Tables are altered in place here, with their keys."""


def put(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """By COPY."""
    raw: Any = connection.connection.driver_connection
    named = ", ".join(f'"{column}"' for column in columns)
    with raw.cursor() as cursor, cursor.copy(f'COPY "{table}" ({named}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def put_flat(
    connection: Connection, table: str, columns: Sequence[str], flat: tuple[object, ...], constant: Mapping[str, int]
) -> None:
    """By COPY."""
    width, same = len(columns), tuple(constant.values())
    rows = ((*flat[at : at + width], *same) for at in range(0, len(flat), width))
    put(connection, table, [*columns, *constant], rows)


def loading(connection: Connection, table: str) -> AbstractContextManager[None]:
    """Indexes stay: without one, the table would be locked for whoever reads."""
    return nullcontext()


def damaged_places(connection: Connection, most: int) -> int:
    """The server looks after its own files (data checksums, ``pg_amcheck``)."""
    return 0


def integrity(connection: Connection) -> str:
    """As ``damaged_places``."""
    return ""


def loose_keys(connection: Connection) -> dict[tuple[str, str], int]:
    """The server never lets that happen."""
    return {}


def byte_count(connection: Connection) -> int:
    """The whole database."""
    return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def complaint(wrong: BaseException, store: str) -> JangteoError | None:
    """By SQLSTATE; a connection that could not be made, or broke, has none."""
    state = _state(wrong)
    if state == "":
        return _unreached(wrong, store) if type(wrong).__name__ in ("OperationalError", "ConnectionTimeout") else None
    if state in ("55P03", "40001", "40P01"):
        return StoreBusy(store=store)
    if state in ("53100", "53200"):
        return StoreFull(store=store)
    if state in ("25006", "42501"):
        return StoreNoRights(store=store)
    if state.startswith("XX"):
        return StoreBroken(store=store, detail=both("detail.store_damaged"))
    if state.startswith(("08", "57P", "53300")):
        return StoreUnreachable(store=store)
    return None


def _state(wrong: BaseException | None) -> str:
    return str(getattr(wrong, "sqlstate", None) or "")


def _unreached(wrong: BaseException, store: str) -> JangteoError:
    """By what the server said before it hung up: names that it leaves as they are in every language."""
    said = str(wrong)
    if re.search(r"database .* does not exist", said):
        return StoreAddressWrong(store=store, why=both("detail.address_no_database"))
    if re.search(r"password|pg_hba|authentication|role ", said):
        return StoreDenied(store=store)
    return StoreUnreachable(store=store)
