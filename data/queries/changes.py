"""What changes are looked for in: every market's months against their year before, and when each method was last
told.
"""

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, bindparam, select

from data.choice import Choice, months_earlier
from data.queries import query, scope
from data.queries.frames import read
from data.queries.tables import MARKET, MARKET_MONTH

#: Months looked back from the last one: the history a change is held against, and the months that are judged.
HISTORY_MONTHS = 48
SILENCE_MONTHS = 24


@query(subjects=("payment",))
def monthly(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Months of every market of the nation that have a year before, the last ``HISTORY_MONTHS`` up to the end chosen.

    The nation's, whatever place is chosen: a market is held against its like wherever they lie. Columns: market_id,
    kind, month, amount_krw, matched_amount_krw, matched_previous_amount_krw, is_provisional.
    """
    rows = read(connection, _monthly(), _span(choice, HISTORY_MONTHS))
    kinds = read(connection, _kinds(), {})
    # once per market and spread over its months: a join costs more than all the rest
    at = np.searchsorted(kinds["market_id"].to_numpy("int64"), rows["market_id"].to_numpy("int64"))
    rows.insert(1, "kind", kinds["kind"].array.take(at))
    return rows


@query(subjects=("payment",))
def last_told(connection: Connection, choice: Choice) -> pd.DataFrame:
    """When each method of each market of the nation was told, in the ``SILENCE_MONTHS`` up to the end chosen.

    Columns: market_id, method, first_month, last_month (with an amount above zero), month_count (months with one).
    """
    rows = read(connection, _methods_told(), _span(choice, SILENCE_MONTHS))
    market_ids, bits = (rows.pop(name).to_numpy("int64") for name in ("market_id", "methods_told_count"))
    months = rows["month"].to_numpy()
    parts = [_of_method(market_ids, months, bits, method) for method in enumerate(scope.METHODS)]
    return pd.concat(parts).sort_values("market_id", kind="stable", ignore_index=True)


def _of_method(market_ids: Any, months: Any, bits: Any, method: tuple[int, str]) -> pd.DataFrame:
    """First and last month of each market that told the method, of rows in order of market and month."""
    bit, word = method
    told = (bits >> bit & 1).astype(bool)
    found, first, count = np.unique(market_ids[told], return_index=True, return_counts=True)
    return pd.DataFrame({
        "market_id": pd.array(found, dtype="Int64"), "method": pd.array([word] * len(found), "str"),
        "first_month": months[told][first], "last_month": months[told][first + count - 1],
        "month_count": pd.array(count, dtype="Int64"),
    })  # fmt: skip


def _span(choice: Choice, months: int) -> dict[str, Any]:
    end = choice.end or scope.LAST
    start = months_earlier(choice.end, months - 1) if choice.end else scope.FIRST
    return {"start": start, "end": end}


@lru_cache(maxsize=1)
def _monthly() -> Select[Any]:
    rows = MARKET_MONTH
    return _along_the_key(
        rows.c.market_id, rows.c.month, rows.c.amount_krw, rows.c.matched_amount_krw,
        rows.c.matched_previous_amount_krw, rows.c.is_provisional,
    ).where(rows.c.amount_krw.is_not(None))  # fmt: skip


@lru_cache(maxsize=1)
def _kinds() -> Select[Any]:
    return select(MARKET.c.market_id, MARKET.c.kind).order_by(MARKET.c.market_id)


@lru_cache(maxsize=1)
def _methods_told() -> Select[Any]:
    rows = MARKET_MONTH
    told = rows.c.methods_told.label("methods_told_count")
    return _along_the_key(rows.c.market_id, rows.c.month, told).where(rows.c.methods_told.is_not(None))


def _along_the_key(*columns: ColumnElement[Any]) -> Select[Any]:
    """Months of all markets, market by market: named one by one SQLite finds them by the key, where the span of months
    alone sends it through the index of months and a sort (twice the time).
    """
    rows = MARKET_MONTH
    return (
        select(*columns)
        .where(rows.c.market_id.in_(select(MARKET.c.market_id)),
               rows.c.month.between(bindparam("start"), bindparam("end")))
        .order_by(rows.c.market_id, rows.c.month)
    )  # fmt: skip
