"""What a market's calendar is drawn from: its days, and the campaigns that ran on them."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, bindparam, or_, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.queries import query, scope
from data.queries.frames import read
from data.queries.tables import MARKET_DAY, PARTICIPATION, PROGRAMME, PROMOTION_RULE


@query(subjects=("payment",))
def daily(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Amounts of one market (choice.market_id) by day, over the months chosen, of the methods that are told by the day.

    Columns: day (yyyymmdd), amount_krw, transaction_count, method_count (methods whose amount is known),
    is_provisional. Empty for a market that is told by the month only.
    """
    return read(connection, _daily(), _days(choice))


@query(subjects=())
def daily_years(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Years of which one market (choice.market_id) has days. Columns: year, first_day, last_day; the newest first."""
    return read(connection, _daily_years(), scope.values(choice))


@query(subjects=())
def campaigns(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Spans of dated discounts that one market (choice.market_id) could take part in, within the months chosen.

    Of a programme that names its markets, only where this is one of them. Columns: programme_name, starts_day, ends_day
    (yyyymmdd; the first day again where no end is told).
    """
    return read(connection, _campaigns(), _days(choice))


def _days(choice: Choice) -> dict[str, Any]:
    values = scope.values(choice)
    return {**values, "first": values["start"], "last": values["end"] + 30}


@lru_cache(maxsize=1)
def _daily() -> Select[Any]:
    rows = MARKET_DAY
    return (
        select(rows.c.day, rows.c.amount_krw, rows.c.transaction_count, rows.c.method_count, rows.c.is_provisional)
        .where(rows.c.market_id == scope.MARKET_ASKED, rows.c.day.between(bindparam("first"), bindparam("last")))
        .order_by(rows.c.day)
    )


@lru_cache(maxsize=1)
def _daily_years() -> Select[Any]:
    rows = MARKET_DAY
    year = (rows.c.day // 10000).label("year")
    return (
        select(year, sql.min(rows.c.day).label("first_day"), sql.max(rows.c.day).label("last_day"))
        .where(rows.c.market_id == scope.MARKET_ASKED)
        .group_by(year)
        .order_by(year.desc())
    )


@lru_cache(maxsize=1)
def _campaigns() -> Select[Any]:
    rule, own = PROMOTION_RULE, PARTICIPATION
    named = select(own.c.programme_code).where(own.c.market_id.is_not(None))
    takes_part = select(own.c.programme_code).where(own.c.market_id == scope.MARKET_ASKED)
    ends = sql.coalesce(rule.c.ends_day, rule.c.starts_day).label("ends_day")
    everybody = rule.c.programme_code.not_in(named)
    return (
        select(PROGRAMME.c.programme_name, rule.c.starts_day, ends)
        .join(PROGRAMME, PROGRAMME.c.programme_code == rule.c.programme_code)
        .where(
            and_(rule.c.starts_day <= bindparam("last"), ends >= bindparam("first")),
            or_(everybody, rule.c.programme_code.in_(takes_part)),
        )
        .order_by(rule.c.starts_day, ends, PROGRAMME.c.programme_name, rule.c.rule_code)
    )
