"""Which rows of the summaries are stale, as temporary tables that lead the statements."""

from collections.abc import Collection

from sqlalchemy import Connection, text

from data.choice import NATION
from data.engines import way

PLACE = ("level", "region_code", "kind")
Place = tuple[str, str, str]
#: sido, sigungu, kind, number of stores.
Lies = tuple[str, str, str, int | None]


def fill(connection: Connection, table: str, columns: tuple[str, ...], rows: Collection[tuple[object, ...]]) -> None:
    """A temporary table of just these rows."""
    types = ", ".join(f"{name} {'BIGINT' if name in ('market_id', 'month') else 'TEXT'} NOT NULL" for name in columns)
    key = ", ".join(columns)
    connection.execute(text(f"CREATE TEMPORARY TABLE IF NOT EXISTS {table} ({types}, PRIMARY KEY ({key}))"))
    connection.execute(text(f"DELETE FROM {table}"))
    way(connection).put(connection, table, columns, rows)


def stale_places(connection: Connection) -> tuple[set[Place], set[Place]]:
    """Places whose markets are others than when the sums were made, and those whose numbers of stores are.

    Asked of the tables, not of the caller: a register renames and corrects many markets and moves few.
    """
    before, now = _lie(connection, "market_place"), _lie(connection, "market")
    paid = set(connection.execute(text("SELECT DISTINCT market_id FROM market_month")).scalars())
    moved: set[Place] = set()
    counted: set[Place] = set()
    for market in (before.keys() | now.keys()) & paid:
        was, lies = before.get(market), now.get(market)
        if was is None or lies is None or was[:3] != lies[:3]:
            moved |= _places(was) ^ _places(lies)
        if was is not None and lies is not None and was[3] != lies[3]:
            counted |= _places(lies)
    return moved, counted


def _lie(connection: Connection, table: str) -> dict[int, Lies]:
    rows = connection.execute(text(f"SELECT market_id, sido_code, sigungu_code, kind, store_count FROM {table}"))
    return {market: (sido, sigungu, kind, count) for market, sido, sigungu, kind, count in rows}


def _places(lies: Lies | None) -> set[Place]:
    """Where such a market counts. A province that is not known is kept for the coverage of the unplaced."""
    if lies is None:
        return set()
    sido, sigungu, kind, _ = lies
    return {("nation", NATION, kind), ("sido", sido, kind), ("sigungu", sigungu, kind)}
