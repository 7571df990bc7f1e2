"""What changes are looked for in: every market's months against their year before, and when each method was last
told.
"""

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, select

from data.choice import Choice, months_earlier
from data.packing import MISSING, whole
from data.queries import query, scope
from data.queries.frames import days_of, text
from data.queries.side_by_side import Columns, fetched, months_of_markets
from data.queries.tables import MARKET

#: Months looked back from the last one: the history a change is held against, and the months that are judged.
HISTORY_MONTHS = 48
SILENCE_MONTHS = 24
_OF_MONTHLY = ("market_id", "amount_krw", "matched_amount_krw", "matched_previous_amount_krw", "is_provisional")


@query(subjects=("payment",))
def monthly(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Months of every market of the nation with an amount, the last ``HISTORY_MONTHS`` up to the end chosen.

    The nation's, whatever place is chosen: a market is held against its like wherever they lie. Columns: market_id,
    kind, month, amount_krw, matched_amount_krw, matched_previous_amount_krw, is_provisional. Ordered by month, market.
    """
    told = _known(months_of_markets(connection, **_span(choice, HISTORY_MONTHS), names=_OF_MONTHLY), "amount_krw")
    kinds = fetched(connection, _kinds(), {})
    # once per market and spread over its months: a join costs more than all the rest
    at = np.searchsorted(np.array([market_id for market_id, _ in kinds], dtype=np.int64), told["market_id"])
    return pd.DataFrame({
        "market_id": whole(told["market_id"]),
        "kind": text(np.array([kind for _, kind in kinds] or [""], dtype=object)).take(at),
        "month": days_of(told["month"]),
        **{name: whole(told[name]) for name in ("amount_krw", "matched_amount_krw", "matched_previous_amount_krw")},
        "is_provisional": told["is_provisional"] == 1,
    }, copy=False)  # fmt: skip


@query(subjects=("payment",))
def last_told(connection: Connection, choice: Choice) -> pd.DataFrame:
    """When each method of each market of the nation was told, in the ``SILENCE_MONTHS`` up to the end chosen.

    Columns: market_id, method, first_month, last_month (with an amount above zero), month_count (months with one).
    Ordered by market, method.
    """
    rows = _known(
        months_of_markets(connection, **_span(choice, SILENCE_MONTHS), names=("market_id", "methods_told")),
        "methods_told",
    )
    parts = [_of_method(rows, method) for method in enumerate(scope.METHODS)]
    return pd.concat(parts).sort_values("market_id", kind="stable", ignore_index=True)


def _known(rows: Columns, name: str) -> Columns:
    known = rows[name] != MISSING
    return {column: values[known] for column, values in rows.items()}


def _of_method(rows: Columns, method: tuple[int, str]) -> pd.DataFrame:
    """First and last month of each market that told the method, of rows in order of month."""
    bit, word = method
    told = (rows["methods_told"] >> bit & 1).astype(bool)
    markets, months = rows["market_id"][told], rows["month"][told]
    found, first, count = np.unique(markets, return_index=True, return_counts=True)
    last = len(markets) - 1 - np.unique(markets[::-1], return_index=True)[1]
    return pd.DataFrame({
        "market_id": pd.array(found, dtype="Int64"), "method": text(np.full(len(found), word, dtype=object)),
        "first_month": days_of(months[first]), "last_month": days_of(months[last]),
        "month_count": pd.array(count, dtype="Int64"),
    })  # fmt: skip


def _span(choice: Choice, months: int) -> dict[str, int]:
    end = choice.end or scope.LAST
    start = months_earlier(choice.end, months - 1) if choice.end else scope.FIRST
    return {"start": start, "end": end}


@lru_cache(maxsize=1)
def _kinds() -> Select[Any]:
    return select(MARKET.c.market_id, MARKET.c.kind).order_by(MARKET.c.market_id)
