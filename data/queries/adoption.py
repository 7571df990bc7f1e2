"""Stores on sales channels: what became of each after it was trained and had opened."""

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, bindparam, select

from data.choice import Choice
from data.packing import MISSING, Numbers, whole
from data.queries import query, scope
from data.queries.frames import days, days_of, read, text
from data.queries.sharing import shared
from data.queries.side_by_side import Columns, added, columns, counted, fetched, months_of_markets, placed, spelled
from data.queries.tables import CHANNEL_COUNT, CHANNEL_USE, MARKET, MARKET_USES
from data.twelve_months import MONTHS, twelve_months

DAYS = ("trained", "opened", "first_order", "last_order", "closed", "as_of")
WORDS = ("channel", "sector", "age_band")
COUNTS = ("order_count", "sales_krw", "recent_sales_krw", "buyer_count", "repeat_buyer_count")
#: As they lie in ``market_uses``.
OF_USES = (*WORDS, *(f"{name}_day" for name in DAYS), *COUNTS)
#: Stores that are listed one by one; the rest is counted.
STORES_LISTED = 1_500


@query(subjects=("channel_use",))
def uses(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every use of a sales channel by a store of the place, without its name; months of the choice are not used.

    Columns: market_id, market_name, channel, sector, age_band ('' = not told), trained_on, opened_on, first_order_on,
    last_order_on, closed_on (datetime64; NaT = not told, or it did not happen), as_of_on (the day the file speaks of),
    order_count, sales_krw (since the opening), recent_sales_krw (of the last twelve whole months up to as_of_on),
    buyer_count, repeat_buyer_count (since the opening), business_count (1: a row speaks of a single store). Ordered by
    market; within it by store and channel.
    """
    markets, counts, told = _side_by_side(connection, choice)
    made: dict[str, Any] = {
        "market_id": whole(np.repeat(np.array([row[0] for row in markets], dtype=np.int64), counts)),
        "market_name": text(np.repeat(np.array([row[1] for row in markets], dtype=object), counts)),
    }
    made |= {name: text(spelled(told[name], [row[4] for row in markets], counts)) for name in WORDS}
    made |= {f"{name}_on": days_of(np.where((day := told[f"{name}_day"]) == MISSING, 0, day)) for name in DAYS}
    made |= {name: whole(told[name]) for name in COUNTS}
    rows = pd.DataFrame(made, copy=False)
    rows["business_count"] = whole(np.ones(len(rows), dtype=np.int64))
    return rows


@query(subjects=("channel_use",))
def stores(connection: Connection, choice: Choice) -> pd.DataFrame:
    """The first ``STORES_LISTED`` uses of the place, channel, sector and age band chosen, with the store's name.

    Columns: as of ``uses``, and store_name ('' = the market as a whole). Ordered by market, store, channel.
    """
    narrowed = {name: getattr(choice, name) for name in WORDS}
    asked = tuple(name for name in WORDS if narrowed[name] is not None)
    rows = read(connection, _stores(scope.shape(choice), asked), scope.values(choice) | narrowed)
    rows["business_count"] = whole(np.ones(len(rows), dtype=np.int64))
    return rows.rename(columns={f"{name}_day": f"{name}_on" for name in DAYS}).assign(
        **{f"{name}_on": days(rows[f"{name}_day"]) for name in DAYS}
    )


@query(subjects=("channel_use", "payment"))
def online(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Sales on channels beside payments of the same twelve months, by market of the place (``data.twelve_months``).

    Columns: market_id, market_name, first_month, last_month (up to the newest day its files speak of), opened_count
    (uses that were open in these months), told_count (of these, uses that tell sales of exactly these months),
    online_krw (sum of those; missing where none), paid_krw (payments of all methods, missing unless each of the twelve
    months is known), business_count (uses behind the row), and for the rules of disclosure: contributor_count (stores
    behind online_krw, at least), largest_share and two_largest_share (of online_krw, what its largest store and its two
    largest hold, at most). Ordered by market.
    """
    markets, counts, told = _side_by_side(connection, choice)
    size, at = len(markets), np.repeat(np.arange(len(markets)), counts)
    newest = np.zeros(size, dtype=np.int64)
    np.maximum.at(newest, at, told["as_of_day"])
    first, last = _spans(newest)
    is_open = (told["opened_day"] != MISSING) & ((told["closed_day"] == MISSING) | (told["closed_day"] >= first[at]))
    is_told = is_open & (told["recent_sales_krw"] != MISSING) & (_spans(told["as_of_day"])[1] == last[at])
    told_counts = counted(at, is_told, size)
    sums = np.where(told_counts > 0, added(told["recent_sales_krw"], at, is_told, size), MISSING)
    market_ids = np.array([row[0] for row in markets], dtype=np.int64)
    return pd.DataFrame({
        "market_id": whole(market_ids), "market_name": text(np.array([row[1] for row in markets], dtype=object)),
        "first_month": days_of(first), "last_month": days_of(last),
        "opened_count": whole(counted(at, is_open, size)), "told_count": whole(told_counts), "online_krw": whole(sums),
        "paid_krw": whole(_paid(connection, market_ids, first, last)),
        "business_count": whole(np.array(counts, dtype=np.int64)),
        **shared(np.where(is_told, told["recent_sales_krw"], 0), at, told["channel"], is_told, size),
    })  # fmt: skip


def _spans(as_of: Numbers) -> tuple[Numbers, Numbers]:
    """First and last of the twelve months up to each day."""
    found, at = np.unique(as_of, return_inverse=True)
    spans = np.array([twelve_months(day) for day in found.tolist()], dtype=np.int64).reshape(-1, 2)[at]
    return spans[:, 0], spans[:, 1]


@query(subjects=("channel_use",))
def by_channel(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Counts per market and channel, which name no store.

    Columns: market_id, channel, told_count, opened_count, ordered_count (of the opened), closed_count, business_count
    (stores behind the row). Ordered by market, channel.
    """
    return read(connection, _by_channel(scope.shape(choice)), scope.values(choice))


Markets = list[tuple[Any, ...]]


def _side_by_side(connection: Connection, choice: Choice) -> tuple[Markets, list[int], Columns]:
    """Rows of ``market_uses``, how many uses each holds, and the numbers of all of them."""
    markets = fetched(connection, _uses(scope.shape(choice)), scope.values(choice))
    return markets, [row[2] for row in markets], columns([row[3] for row in markets], OF_USES)


def _paid(connection: Connection, market_ids: Numbers, first: Numbers, last: Numbers) -> Numbers:
    """Payments of each market from its first to its last month; missing unless all twelve are known."""
    if not len(market_ids):
        return market_ids
    told = months_of_markets(connection, int(first.min()), int(last.max()), ("market_id", "amount_krw"))
    at, inside = placed(told["market_id"], market_ids)
    inside &= (told["month"] >= first[at]) & (told["month"] <= last[at]) & (told["amount_krw"] != MISSING)
    months, size = counted(at, inside, len(market_ids)), len(market_ids)
    return np.where(months == MONTHS, added(told["amount_krw"], at, inside, size), MISSING)


@lru_cache(maxsize=64)
def _uses(asked: scope.Shape) -> Select[Any]:
    rows = MARKET_USES
    return (
        select(rows.c.market_id, MARKET.c.market_name, rows.c.row_count, rows.c.records, rows.c.words)
        .join(MARKET, MARKET.c.market_id == rows.c.market_id)
        .where(*scope.markets(MARKET, asked))
        .order_by(rows.c.market_id)
    )


@lru_cache(maxsize=64)
def _stores(asked: scope.Shape, narrowed: tuple[str, ...]) -> Select[Any]:
    rows = CHANNEL_USE
    return (
        select(
            rows.c.market_id,
            MARKET.c.market_name,
            rows.c.store_name,
            *(rows.c[name] for name in WORDS),
            *(rows.c[f"{name}_day"] for name in DAYS),
            *(rows.c[name] for name in COUNTS),
        )
        .join(MARKET, MARKET.c.market_id == rows.c.market_id)
        .where(*scope.markets(MARKET, asked), *(rows.c[name] == bindparam(name) for name in narrowed))
        .order_by(rows.c.market_id, rows.c.store_name, rows.c.channel)
        .limit(STORES_LISTED)
    )


@lru_cache(maxsize=64)
def _by_channel(asked: scope.Shape) -> Select[Any]:
    rows = CHANNEL_COUNT
    return (
        select(
            rows.c.market_id,
            rows.c.channel,
            rows.c.store_count.label("told_count"),
            rows.c.opened_count,
            rows.c.ordered_count,
            rows.c.closed_count,
            rows.c.store_count.label("business_count"),
        )
        .select_from(rows.join(MARKET, MARKET.c.market_id == rows.c.market_id))
        .where(*scope.markets(MARKET, asked))
        .order_by(rows.c.market_id, rows.c.channel)
    )
