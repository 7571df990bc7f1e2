"""Rows that lie side by side in one cell (``data.summaries.packed``), as columns."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, bindparam, select

from data.packing import Numbers, packed, unpacked
from data.queries.small_markets import left_out
from data.queries.tables import MONTH_OF_MARKETS

Columns = dict[str, Numbers]

#: Columns of a month's row in ``month_of_markets``, as they lie.
OF_MONTHS = (
    "market_id", "amount_krw", "matched_amount_krw", "matched_previous_amount_krw", "foreign_amount_krw",
    "methods_told", "is_provisional", "digital_amount_krw", "transaction_count", "ticketed_amount_krw",
    "foreign_transaction_count", "matched_foreign_amount_krw", "matched_previous_foreign_amount_krw",
)  # fmt: skip


def fetched(connection: Connection, statement: Select[Any], values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The driver's own tuples."""
    result = connection.execute(statement, values)
    rows = list(result.cursor.fetchall()) if result.cursor is not None else []
    result.close()
    return rows


def columns(cells: Sequence[bytes], names: Sequence[str]) -> Columns:
    """The numbers of all cells by column, one cell after the other."""
    return dict(zip(names, unpacked(cells, len(names)).T, strict=True))


def spelled(places: Numbers, words: Sequence[str], counts: Sequence[int]) -> np.ndarray[Any, Any]:
    """Places among the words of each cell as those words. words: JSON of each cell; counts: rows of each cell."""
    lists: list[list[str]] = json.loads(f"[{','.join(words)}]")
    sizes = [len(one) for one in lists]
    shift = np.repeat(np.cumsum([0, *sizes[:-1]]) if sizes else np.zeros(0, dtype=np.int64), counts)
    known = np.array([word for one in lists for word in one], dtype=object)
    return known[places + shift] if len(known) else np.array([], dtype=object)


def placed(values: Numbers, among: Numbers) -> tuple[Numbers, Any]:
    """Where each value stands in an ordered list, and whether it does at all (where not, the place means nothing)."""
    if not len(among):
        return np.zeros(len(values), dtype=np.int64), np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return at, among[at] == values


def counted(at: Numbers, which: Any, size: int) -> Numbers:
    """How many of the rows chosen stand at each of so many places."""
    return np.bincount(at[which], minlength=size).astype(np.int64)


def added(values: Numbers, at: Numbers, which: Any, size: int) -> Numbers:
    """Sum of the values of the rows chosen at each place; exact, for amounts pass what a float holds."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, at[which], values[which])
    return sums


def packed_months(connection: Connection, start: int, end: int) -> list[tuple[int, int, bytes]]:
    """month, number of rows and the rows themselves (``OF_MONTHS``) of each month from one to another, in order."""
    rows = fetched(connection, _months(), {"start": start, "end": end})
    small = left_out(connection)
    return [_but(row, small) for row in rows] if small else [(*row,) for row in rows]


def _but(row: tuple[Any, ...], markets: tuple[int, ...]) -> tuple[int, int, bytes]:
    """A month's rows without those of some markets."""
    month, _, records = row
    rows = unpacked([records], len(OF_MONTHS))
    kept = rows[~np.isin(rows[:, 0], markets)]
    return month, len(kept), packed(kept)


def months_of_markets(connection: Connection, start: int, end: int, names: tuple[str, ...]) -> Columns:
    """Rows of ``market_month`` of all markets from one month to another (yyyymm01), by month and market.

    Columns: month and those named of ``OF_MONTHS``; ``data.packing.MISSING`` where not known.
    """
    rows = packed_months(connection, start, end)
    counts = [count for _, count, _ in rows]
    # each column in one stretch: what follows runs through whole columns
    made = {name: np.empty(sum(counts), dtype=np.int64) for name in names}
    last = 0
    for _, count, records in rows:
        first, last = last, last + count
        told = unpacked([records], len(OF_MONTHS))
        for name, column in made.items():
            column[first:last] = told[:, OF_MONTHS.index(name)]
    made["month"] = np.repeat(np.array([month for month, _, _ in rows], dtype=np.int64), counts)
    return made


@lru_cache(maxsize=1)
def _months() -> Select[Any]:
    rows = MONTH_OF_MARKETS
    return (
        select(rows.c.month, rows.c.row_count, rows.c.records)
        .where(rows.c.month.between(bindparam("start"), bindparam("end")))
        .order_by(rows.c.month)
    )
