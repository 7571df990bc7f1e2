"""Dated discounts, the markets that took part, and the months that their effect is looked for in."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, bindparam, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.queries import query, scope
from data.queries.frames import read
from data.queries.tables import FOREIGN_MONTH, MARKET, PARTICIPATION, PAYMENT_MONTH, PROGRAMME, PROMOTION_RULE


@query(subjects=("promotion_rule", "participation", "programme"))
def listed(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every dated discount, the newest first; of the programme chosen (choice.programme) where there is one.

    Columns: programme_code, rule_code, programme_name, promotion_name, host, starts_day, ends_day (missing: no end
    told), discount_share (the rate), cap_krw, cap_per (person, payment, day; '' = not told), ticket_krw, budget_krw,
    methods, wallets (identifiers with commas), base_month, source, qualifier.
    """
    return read(connection, _listed(choice.programme is not None), {"programme": choice.programme})


@query(subjects=("participation",))
def taking_part(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Markets that took part in any programme with a dated discount.

    Columns: programme_code, market_id, market_name, joined_day, left_day (missing: not told). Ordered by programme and
    market. A programme without a row here names no market.
    """
    return read(connection, _taking_part(), {})


@query(subjects=("market",))
def places(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every listed market of the nation: where it lies and when it trades.

    Columns: market_id, market_name, kind, sido_code, sigungu_code, lat, lon, market_days ('' = every day). Ordered by
    market_id.
    """
    return read(connection, _places(), {})


@query(subjects=("payment",))
def by_method(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Months of the markets chosen (choice.among) by payment method, over the months chosen.

    Columns: market_id, month, method, amount_krw, transaction_count, payer_count, is_provisional. Ordered by market,
    month, method.
    """
    return read(connection, _by_method(), _values(choice), {"method": scope.METHODS})


@query(subjects=("foreign_payment",))
def by_wallet(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Months of the markets chosen (choice.among) by wallet, all countries, over the months chosen.

    Columns as ``by_method`` with wallet, without payer_count: one person may stand in the rows of two countries.
    """
    return read(connection, _by_wallet(), _values(choice), {"wallet": scope.WALLETS})


def _values(choice: Choice) -> dict[str, Any]:
    return {**scope.values(choice), "among": list(choice.among)}


def _among(rows: Any) -> list[ColumnElement[bool]]:
    return [rows.c.market_id.in_(bindparam("among", expanding=True)), scope.months(rows)]


@lru_cache(maxsize=2)
def _listed(of_one: bool) -> Select[Any]:
    rule = PROMOTION_RULE
    statement = (
        select(
            rule.c.programme_code, rule.c.rule_code, PROGRAMME.c.programme_name, rule.c.promotion_name,
            PROGRAMME.c.host, rule.c.starts_day, rule.c.ends_day, rule.c.discount_rate.label("discount_share"),
            rule.c.cap_krw, rule.c.cap_per, rule.c.ticket_krw, rule.c.budget_krw, rule.c.methods, rule.c.wallets,
            rule.c.base_month, rule.c.source, rule.c.qualifier,
        )
        .outerjoin(PROGRAMME, PROGRAMME.c.programme_code == rule.c.programme_code)
        .order_by(rule.c.starts_day.desc(), rule.c.programme_code, rule.c.rule_code)
    )  # fmt: skip
    return statement.where(rule.c.programme_code == bindparam("programme")) if of_one else statement


@lru_cache(maxsize=1)
def _taking_part() -> Select[Any]:
    own = PARTICIPATION
    return (
        select(own.c.programme_code, own.c.market_id, MARKET.c.market_name, own.c.joined_day, own.c.left_day)
        .join(MARKET, MARKET.c.market_id == own.c.market_id)
        .where(own.c.participant_kind == "market", own.c.programme_code.in_(select(PROMOTION_RULE.c.programme_code)))
        .order_by(own.c.programme_code, own.c.market_id)
    )


@lru_cache(maxsize=1)
def _places() -> Select[Any]:
    return (
        select(
            MARKET.c.market_id, MARKET.c.market_name, MARKET.c.kind, MARKET.c.sido_code, MARKET.c.sigungu_code,
            MARKET.c.lat, MARKET.c.lon, MARKET.c.market_days,
        )
        .where(MARKET.c.is_listed == 1)
        .order_by(MARKET.c.market_id)
    )  # fmt: skip


@lru_cache(maxsize=1)
def _by_method() -> Select[Any]:
    rows = PAYMENT_MONTH
    return (
        select(
            rows.c.market_id, rows.c.month, rows.c.method, rows.c.amount_krw, rows.c.transaction_count,
            rows.c.payer_count, rows.c.is_provisional,
        )
        .where(*_among(rows))
        .order_by(rows.c.market_id, rows.c.month, rows.c.method)
    )  # fmt: skip


@lru_cache(maxsize=1)
def _by_wallet() -> Select[Any]:
    rows = FOREIGN_MONTH
    return (
        select(
            rows.c.market_id, rows.c.month, rows.c.wallet, sql.sum(rows.c.amount_krw).label("amount_krw"),
            sql.sum(rows.c.transaction_count).label("transaction_count"),
            sql.max(rows.c.is_provisional).label("is_provisional"),
        )
        .where(*_among(rows))
        .group_by(rows.c.market_id, rows.c.month, rows.c.wallet)
        .order_by(rows.c.market_id, rows.c.month, rows.c.wallet)
    )  # fmt: skip
