"""What changes are looked for in: every market's months against their year before, and when each method was last
told.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, select
from sqlalchemy import func as sql

from data.choice import Choice, months_earlier
from data.queries import query, scope
from data.queries.frames import read
from data.queries.tables import MARKET, MARKET_MONTH, PAYMENT_MONTH

#: Months looked back from the last one: the history a change is held against, and the months that are judged.
HISTORY_MONTHS = 48
SILENCE_MONTHS = 24


@query(subjects=("payment",))
def monthly(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Months of every market of the nation that have a year before, the last ``HISTORY_MONTHS`` up to the end chosen.

    The nation's, whatever place is chosen: a market is held against its like wherever they lie. Columns: market_id,
    kind, month, amount_krw, matched_amount_krw, matched_previous_amount_krw, is_provisional.
    """
    return read(connection, _monthly(), _span(choice, HISTORY_MONTHS))


@query(subjects=("payment",))
def last_told(connection: Connection, choice: Choice) -> pd.DataFrame:
    """When each method of each market of the nation was told, in the ``SILENCE_MONTHS`` up to the end chosen.

    Columns: market_id, method, first_month, last_month (with an amount above zero), month_count (months with one).
    """
    return read(connection, _last_told(), _span(choice, SILENCE_MONTHS), scope.CODES)


def _span(choice: Choice, months: int) -> dict[str, Any]:
    end = choice.end or scope.LAST
    start = months_earlier(choice.end, months - 1) if choice.end else scope.FIRST
    return {"start": start, "end": end}


@lru_cache(maxsize=1)
def _monthly() -> Select[Any]:
    rows = MARKET_MONTH
    return (
        select(rows.c.market_id, MARKET.c.kind, rows.c.month, rows.c.amount_krw, rows.c.matched_amount_krw,
               rows.c.matched_previous_amount_krw, rows.c.is_provisional)
        .join(MARKET, MARKET.c.market_id == rows.c.market_id)
        .where(rows.c.month.between(bindparam("start"), bindparam("end")), rows.c.amount_krw.is_not(None))
        .order_by(rows.c.market_id, rows.c.month)
    )  # fmt: skip


@lru_cache(maxsize=1)
def _last_told() -> Select[Any]:
    rows = PAYMENT_MONTH
    return (
        select(rows.c.market_id, rows.c.method, sql.min(rows.c.month).label("first_month"),
               sql.max(rows.c.month).label("last_month"), sql.count().label("month_count"))
        .where(rows.c.month.between(bindparam("start"), bindparam("end")), rows.c.amount_krw > 0)
        .group_by(rows.c.market_id, rows.c.method).order_by(rows.c.market_id, rows.c.method)
    )  # fmt: skip
