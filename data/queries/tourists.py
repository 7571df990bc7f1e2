"""What foreign visitors spend: by month, wallet, country of issue and market; and published figures about visitors.

The country is that of the issuer of the card or wallet, not nationality. Payments of visitors and published figures
about visitors are different facts and are never added up.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, case, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.codes import Grain, Level
from data.comparison import change_share, ratio
from data.queries import query, scope
from data.queries.frames import read
from data.queries.market_sums import markets_with_sums, only
from data.queries.monthly import provisional, sums, total
from data.queries.places import named, region_names
from data.queries.tables import (
    FIGURE,
    FIGURE_MONTH,
    FOREIGN_MONTH,
    FOREIGN_REGION_MONTH,
    MARKET_MONTH,
    REGION_MARKET_MONTH,
)

SPENDING = "foreign_card_spending"
ARRIVALS = "visitor_arrivals"

_FOREIGN = (
    "foreign_amount_krw",
    "foreign_base_amount_krw",
    "foreign_transaction_count",
    "matched_foreign_amount_krw",
    "matched_previous_foreign_amount_krw",
    "amount_krw",
)
_COUNTED = "foreign_market_count"


@query(subjects=("foreign_payment",))
def monthly_by_wallet(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Foreign payments by month and wallet.

    Columns: month, wallet, amount_krw, transaction_count, is_provisional. Narrowed by choice.wallet and
    choice.country too.
    """
    return read(connection, _monthly_by(scope.shape(choice), "wallet"), scope.values(choice), scope.CODES)


@query(subjects=("foreign_payment",))
def monthly_by_country(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Foreign payments by month and country of issue.

    Columns: month, country (ISO 3166 alpha-2, '' = not told), amount_krw, transaction_count, is_provisional.
    """
    return read(connection, _monthly_by(scope.shape(choice), "country"), scope.values(choice), scope.CODES)


@query(subjects=("foreign_payment", "payment"))
def monthly_total(connection: Connection, choice: Choice) -> pd.DataFrame:
    """All foreign payments by month, beside all payments.

    Columns: month, foreign_amount_krw, foreign_base_amount_krw (all payments of the markets that report foreign
    ones), foreign_transaction_count, matched_foreign_amount_krw, matched_previous_foreign_amount_krw (markets with
    foreign amounts both in the month and twelve months before), amount_krw, foreign_market_count (markets whose foreign
    amount is known), is_provisional. All wallets and
    countries.
    """
    return read(connection, _monthly_total(scope.shape(choice)), scope.values(choice))


@query(subjects=("foreign_payment", "payment", "market"))
def by_market(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Markets with foreign payments in the months chosen.

    Columns: market_id, market_name, kind, codes and names of province and city (as ``payments.by_market``), lat, lon,
    foreign_amount_krw, foreign_base_amount_krw, foreign_transaction_count, matched_foreign_amount_krw,
    matched_previous_foreign_amount_krw, amount_krw, is_provisional, foreign_share, change_share. All wallets and
    countries.
    """
    asked, names = scope.shape(choice.but(methods=())), (*_FOREIGN, "is_provisional")
    found, _ = markets_with_sums(connection, asked, scope.values(choice), ("lat", "lon"), names)
    rows = only(found, found["foreign_amount_krw"].notna())
    rows["foreign_share"] = ratio(rows, "foreign_amount_krw", "foreign_base_amount_krw")
    rows["change_share"] = change_share(rows, "foreign_amount_krw")
    return rows


@query(subjects=(f"figure:{SPENDING}",))
def spending_by_sido(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Published card spending of foreign visitors by province and month: a figure of its own, not a sum of markets.

    Columns: region_code, name_ko, name_en, month, amount_krw. One province when one is chosen.
    """
    return read(connection, _spending_by_sido(bool(choice.sido)), {**scope.values(choice), "measure": SPENDING})


@query(subjects=(f"figure:{ARRIVALS}/country",))
def arrivals_by_country(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Published arrivals of foreign visitors in the nation by month and country.

    Columns: month, country (as the publisher's category says), visitor_count, is_provisional.
    """
    rows = read(connection, _arrivals(), {**scope.values(choice), "measure": ARRIVALS})
    return rows.assign(country=rows["country"].str.removeprefix("country="))


@lru_cache(maxsize=128)
def _monthly_by(asked: scope.Shape, part: str) -> Select[Any]:
    rows = FOREIGN_MONTH if asked.level is Level.MARKET else FOREIGN_REGION_MONTH
    place = _of_market(rows, asked) if asked.level is Level.MARKET else scope.region(rows, asked)
    keys = (rows.c.month, rows.c[part])
    return (
        select(*keys, *sums(rows, ("amount_krw", "transaction_count")), provisional(rows))
        .where(*place)
        .group_by(*keys)
        .order_by(*keys)
    )


@lru_cache(maxsize=64)
def _monthly_total(asked: scope.Shape) -> Select[Any]:
    if asked.level is Level.MARKET:
        rows = MARKET_MONTH
        base = case((rows.c.foreign_amount_krw.is_not(None), rows.c.amount_krw)).label("foreign_base_amount_krw")
        columns = [base if name == "foreign_base_amount_krw" else rows.c[name] for name in _FOREIGN]
        counted = case((rows.c.foreign_amount_krw.is_not(None), 1), else_=0).label(_COUNTED)
        of_market: Select[Any] = select(rows.c.month, *columns, counted, rows.c.is_provisional)
        return of_market.where(*_of_market(rows, asked)).order_by(rows.c.month)
    region = REGION_MARKET_MONTH
    return (
        select(region.c.month, *sums(region, (*_FOREIGN, _COUNTED)), provisional(region))
        .where(*scope.region(region, asked))
        .group_by(region.c.month)
        .order_by(region.c.month)
    )


def _of_market(rows: Any, asked: scope.Shape) -> list[Any]:
    return [rows.c.market_id == scope.MARKET_ASKED, scope.months(rows), *scope.parts(rows, asked)]


@lru_cache(maxsize=2)
def _spending_by_sido(one: bool) -> Select[Any]:
    rows, names = FIGURE_MONTH, region_names()
    written = sql.coalesce(sql.nullif(rows.c.place_name, ""), rows.c.place_code)
    place = [rows.c.place_code == bindparam("sido")] if one else []
    return (
        select(
            rows.c.place_code.label("region_code"),
            *named(names, written, ""),
            rows.c.month,
            rows.c.value.label("amount_krw"),
        )
        .outerjoin(names, names.c.region_code == rows.c.place_code)
        .where(
            rows.c.measure == bindparam("measure"),
            rows.c.level == str(Level.SIDO),
            rows.c.unit == "krw",
            scope.months(rows),
            *place,
        )
        .order_by(rows.c.place_code, rows.c.month)
    )


@lru_cache(maxsize=1)
def _arrivals() -> Select[Any]:
    rows = FIGURE
    month = rows.c.day.label("month")
    return (
        select(month, rows.c.category.label("country"), total(rows, "value").label("visitor_count"), provisional(rows))
        .where(
            rows.c.measure == bindparam("measure"),
            rows.c.level == str(Level.NATION),
            rows.c.grain == int(Grain.MONTH),
            rows.c.category.startswith("country="),
            ~rows.c.category.contains("|"),
            rows.c.day.between(bindparam("start"), bindparam("end")),
        )
        .group_by(rows.c.day, rows.c.category)
        .order_by(rows.c.day, rows.c.category)
    )
