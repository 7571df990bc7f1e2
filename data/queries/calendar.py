"""What a market's calendar is drawn from: its days, and the campaigns that ran on them."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, exists, literal, or_, select, union_all
from sqlalchemy import func as sql

from data.choice import Choice
from data.queries import query, scope
from data.queries.frames import read
from data.queries.tables import EVENT, MARKET, MARKET_DAY, PARTICIPATION, PROGRAMME, PROMOTION_RULE

#: Kind of the events that are a campaign of some days, as their files tell it.
CAMPAIGN = "campaign"


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
    """Spans of dated discounts and campaigns that one market (choice.market_id) could take part in, within the months
    chosen.

    Of a programme that names its markets, only where this is one of them; of another, where it lies in the programme's
    place. Columns: programme_name, starts_day, ends_day (yyyymmdd; the first day again where no end is told).
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
    rule, event = PROMOTION_RULE, EVENT
    spans = union_all(
        _spans(rule, rule.c.rule_code, or_(_takes_part(rule), _is_everybodys(rule))),
        _spans(event, event.c.event_code, event.c.kind == CAMPAIGN, or_(
            event.c.market_id == scope.MARKET_ASKED,
            and_(event.c.market_id.is_(None), or_(_takes_part(event), _is_everybodys(event))),
        )),
    ).subquery("spans")  # fmt: skip
    return (
        select(PROGRAMME.c.programme_name, spans.c.starts_day, spans.c.ends_day)
        .join(PROGRAMME, PROGRAMME.c.programme_code == spans.c.programme_code)
        .where(spans.c.starts_day <= bindparam("last"), spans.c.ends_day >= bindparam("first"))
        .order_by(spans.c.starts_day, spans.c.ends_day, PROGRAMME.c.programme_name, spans.c.code)
    )


def _spans(rows: Any, code: ColumnElement[str], *where: ColumnElement[bool]) -> Select[Any]:
    ends = sql.coalesce(rows.c.ends_day, rows.c.starts_day).label("ends_day")
    return select(rows.c.programme_code, code.label("code"), rows.c.starts_day, ends).where(*where)


def _takes_part(rows: Any) -> ColumnElement[bool]:
    own = PARTICIPATION
    found: ColumnElement[bool] = rows.c.programme_code.in_(
        select(own.c.programme_code).where(own.c.market_id == scope.MARKET_ASKED)
    )
    return found


def _is_everybodys(rows: Any) -> ColumnElement[bool]:
    """Of a programme that names no market, where the market lies in its place (a city counts for its districts)."""
    named = select(PARTICIPATION.c.programme_code).where(PARTICIPATION.c.market_id.is_not(None))
    place, lies = PROGRAMME.alias("place"), MARKET.alias("lies")
    of_city = and_(place.c.sigungu_code.like("____0"),
                   sql.substr(place.c.sigungu_code, 1, 4) == sql.substr(lies.c.sigungu_code, 1, 4))  # fmt: skip
    here = (
        select(literal(1))
        .where(
            place.c.programme_code == rows.c.programme_code,
            lies.c.market_id == scope.MARKET_ASKED,
            place.c.sido_code.in_(["", lies.c.sido_code]),
            or_(place.c.sigungu_code.in_(["", lies.c.sigungu_code]), of_city),
        )
        .correlate(rows)
    )
    return and_(rows.c.programme_code.not_in(named), exists(here))
