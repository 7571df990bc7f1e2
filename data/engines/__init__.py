"""What each engine does in its own way. Everything else of the store is the same on SQLite and on PostgreSQL.

A way knows no store of ours: it is given addresses, connections and the names of tables.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url

from data.engines import postgresql, sqlite
from data.errors import JangteoError

#: Of a change of places: which file or server stands there now; None where that cannot be told.
Identity = tuple[int, ...] | None


class Way(Protocol):
    """The modules of this package, by the name of their engine."""

    #: What tells a table of the store from one of the same name that a statement brings with it.
    OWN: str

    def identity(self, url: str) -> Identity:
        """Changes when another store was put in the place of this one."""

    def reader(self, url: str) -> Engine:
        """Pooled connections that cannot write."""

    def writer(self, url: str, wait_s: float) -> Engine:
        """Connections for one task that writes. No pool: a store that was replaced must not live on behind one."""

    def begin_reading(self, connection: Connection) -> None:
        """One snapshot from here on."""

    def begin_writing(self, connection: Connection, wait_s: float) -> None:
        """The transaction of the only writer. Raises: what ``complaint`` takes for busy."""

    def is_empty(self, connection: Connection) -> bool:
        """Nothing was ever written there."""

    def revision(self, connection: Connection) -> str | None:
        """What stands in alembic's table, None without one; the transaction goes on."""

    def name(self, connection: Connection) -> str:
        """The store as a person would call it, without a password."""

    def keys_off(self, connection: Connection) -> None:
        """Before tables that others point at are made anew; the next connection has keys on again."""

    def put(self, connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Many rows at once, values in the order of the columns."""

    def put_flat(
        self, connection: Connection, table: str, columns: Sequence[str], flat: tuple[object, ...],
        constant: Mapping[str, int],
    ) -> None:  # fmt: skip
        """Millions of rows: their values one after the other in ``flat``, and those that all of them have."""

    def loading(self, connection: Connection, table: str) -> AbstractContextManager[None]:
        """Many rows come into a table that has none."""

    def damaged_places(self, connection: Connection, most: int) -> int:
        """How many places of the file are damaged, counted up to so many; 0 where the engine sees to that itself."""

    def integrity(self, connection: Connection) -> str:
        """A quick look at it: "ok" or "damaged"; "" where the engine sees to that itself."""

    def loose_keys(self, connection: Connection) -> dict[tuple[str, str], int]:
        """Rows by table and the table in which they point at nothing; {} where the engine never lets that happen."""

    def byte_count(self, connection: Connection) -> int:
        """What the store takes, where only the engine can tell; else 0."""

    def complaint(self, wrong: BaseException, store: str) -> JangteoError | None:
        """A sentence of ours for what the driver complains of; None for a complaint about our own SQL: a bug."""


_WAYS: dict[str, Way] = {"sqlite": sqlite, "postgresql": postgresql}


def known(backend: str) -> bool:
    """Whether a store can lie there."""
    return backend in _WAYS


def way(of: Connection | str) -> Way:
    """The way of a connection's engine, or of that at an address."""
    return _WAYS[make_url(of).get_backend_name() if isinstance(of, str) else of.dialect.name]
