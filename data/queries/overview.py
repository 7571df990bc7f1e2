"""The state of a place in one row, and what changed most in it."""

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, and_, bindparam, case, exists, literal, or_, select
from sqlalchemy import func as sql

from data.choice import Choice, months_earlier
from data.comparison import LEAST_COMPARABLE_SHARE, ratio
from data.packing import whole
from data.queries import query, scope
from data.queries.frames import frame
from data.queries.market_sums import markets_with_sums
from data.queries.monthly import totals
from data.queries.tables import MARKET, MARKET_MONTH, PAYMENT_MONTH

_BEFORE = "previous_amount_krw"
_OF_CHANGES = ("amount_krw", "matched_amount_krw", "matched_previous_amount_krw", "months_reported")
#: How many markets ``biggest_changes`` names.
MOST_CHANGES = 20


@query(subjects=("market", "payment", "foreign_payment"))
def state(connection: Connection, choice: Choice) -> pd.DataFrame:
    """One row: the listed markets of the choice, and the latest month in it that has an amount.

    Columns of the register: market_count, store_count (of the markets whose number is known), unknown_store_count
    (markets whose number is not known), market_with_rows_count (markets with an amount in the months chosen). Columns
    of the latest month: latest_month, amount_krw, digital_amount_krw, foreign_amount_krw, foreign_base_amount_krw,
    transaction_count, ticketed_amount_krw, reporting_market_count, reporting_store_count, counted_amount_krw,
    matched_amount_krw and matched_previous_amount_krw (twelve months before), month_matched_amount_krw and
    month_before_amount_krw (the month before; again the same markets and methods only), previous_year_amount_krw and
    previous_month_amount_krw (missing unless all of the amount has a counterpart), is_provisional.
    """
    asked, values = scope.shape(choice), scope.values(choice)
    register = connection.execute(_register(asked), values).mappings().one()
    latest = connection.execute(_latest(asked), values).scalar()
    row = {**register, "latest_month": latest, **_month(connection, asked, values, latest)}
    return frame(list(row), [tuple(row.values())], {})


@query(subjects=("market", "payment"))
def biggest_changes(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Markets whose amount differs most from the year before, like with like, the largest difference in won first.

    Of the months chosen; where no first month is chosen, of the twelve up to the latest. Columns: market_id,
    market_name, kind, codes and names of province and city, amount_krw and previous_amount_krw (months and methods
    reported in both years), change_krw, change_share, months_reported. Markets of which less than half of the amount
    compares are left out. At most 20.
    """
    asked, values = scope.shape(choice), scope.values(choice)
    if choice.start is None:
        latest = connection.execute(_latest(asked), values).scalar()
        values["start"] = months_earlier(latest, 11) if latest else scope.FIRST
    rows = _most_changed(markets_with_sums(connection, asked, values, (), _OF_CHANGES)[0])
    rows["change_share"] = ratio(rows, "change_krw", "previous_amount_krw")
    return rows


def _most_changed(rows: pd.DataFrame) -> pd.DataFrame:
    amount, now, before = (rows[name].to_numpy("int64", na_value=0) for name in _OF_CHANGES[:3])
    comparable = np.flatnonzero((before > 0) & (now >= amount * LEAST_COMPARABLE_SHARE))
    change = now - before
    # rows stand in the order of markets, which decides between equal ones
    most = comparable[np.argsort(-np.abs(change[comparable]), kind="stable")][:MOST_CHANGES]
    made = rows.iloc[most].drop(columns="amount_krw").reset_index(drop=True)
    made = made.rename(columns={"matched_amount_krw": "amount_krw", "matched_previous_amount_krw": _BEFORE})
    made.insert(made.columns.get_loc("months_reported"), "change_krw", whole(change[most]))
    return made


def _month(connection: Connection, asked: scope.Shape, values: dict[str, Any], latest: int | None) -> dict[str, Any]:
    """The latest month's columns; all missing when there is none."""
    when = {**values, "start": latest or scope.LAST, "end": latest or scope.LAST, "latest": latest or scope.LAST}
    when["before"] = months_earlier(latest, 1) if latest else scope.LAST
    names = totals(asked).selected_columns.keys()
    found = connection.execute(_totals(asked), when).mappings().first()
    made: dict[str, Any] = {name: found[name] if found else None for name in names if name != "month"}
    for name in ("market_count", "store_count"):
        made[f"reporting_{name}"] = made.pop(name)
    pair = connection.execute(_month_pair(asked), when).mappings().one()
    whole_year = made["amount_krw"] is not None and made["matched_amount_krw"] == made["amount_krw"]
    whole_month = made["amount_krw"] is not None and pair["month_matched_amount_krw"] == made["amount_krw"]
    return {
        **made,
        **pair,
        "previous_year_amount_krw": made["matched_previous_amount_krw"] if whole_year else None,
        "previous_month_amount_krw": pair["month_before_amount_krw"] if whole_month else None,
    }


@lru_cache(maxsize=64)
def _register(asked: scope.Shape) -> Select[Any]:
    rows = MARKET_MONTH
    own = rows.c.market_id == MARKET.c.market_id
    reported = exists(select(literal(1)).where(own, scope.months(rows), rows.c.amount_krw.is_not(None)))
    counted: list[Any] = [
        sql.count(MARKET.c.market_id).label("market_count"),
        sql.sum(MARKET.c.store_count).label("store_count"),
        sql.sum(case((MARKET.c.store_count.is_(None), 1), else_=0)).label("unknown_store_count"),
        sql.sum(case((reported, 1), else_=0)).label("market_with_rows_count"),
    ]
    return select(*counted).where(MARKET.c.is_listed == 1, *scope.markets(MARKET, asked))


@lru_cache(maxsize=64)
def _latest(asked: scope.Shape) -> Select[Any]:
    rows = totals(asked).subquery("rows")
    return select(sql.max(rows.c.month)).where(rows.c.amount_krw.is_not(None))


@lru_cache(maxsize=64)
def _totals(asked: scope.Shape) -> Select[Any]:
    return totals(asked)


@lru_cache(maxsize=64)
def _month_pair(asked: scope.Shape) -> Select[Any]:
    """The latest month against the one before, over the markets and methods that stand in both (rule of
    ``summaries``)."""
    now, before = PAYMENT_MONTH.alias("now"), PAYMENT_MONTH.alias("before")
    days = or_(
        now.c.day_count.is_(None),
        before.c.day_count.is_(None),
        and_(now.c.day_count * 5 >= before.c.day_count * 4, before.c.day_count * 5 >= now.c.day_count * 4),
    )
    same = and_(
        before.c.month == bindparam("before"), before.c.market_id == now.c.market_id, before.c.method == now.c.method
    )
    return (
        select(
            sql.sum(now.c.amount_krw).label("month_matched_amount_krw"),
            sql.sum(before.c.amount_krw).label("month_before_amount_krw"),
        )
        .join(before, same)
        .join(MARKET, MARKET.c.market_id == now.c.market_id)
        .where(
            now.c.month == bindparam("latest"),
            now.c.amount_krw.is_not(None),
            before.c.amount_krw.is_not(None),
            days,
            *scope.markets(MARKET, asked),
            *scope.parts(now, asked),
        )
    )
