"""Published numbers, and the rows of this store that speak of the same thing."""

from functools import lru_cache
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, Row, Select, bindparam, case, literal, null, select
from sqlalchemy import func as sql

from data.choice import NATION, Choice
from data.codes import Level, Wallet
from data.queries import query, scope
from data.queries.frames import dated, frame, read
from data.queries.ledger import chosen, of_choice, of_markets, values
from data.queries.places import named, sido_and_sigungu_names
from data.queries.small_markets import among
from data.queries.tables import (
    CLAIM,
    FIGURE_MONTH,
    FOREIGN_MONTH,
    FOREIGN_REGION_MONTH,
    MARKET,
    PARTICIPATION,
    PAYMENT_MONTH,
    PROGRAMME,
    REGION_MONTH,
)
from data.queries.tourists import ARRIVALS

TOLD = (
    "claim_code", "programme_code", "topic", "text", "value_text", "unit", "base_text", "scope", "givens", "measure",
    "market_id", "method", "wallet", "start_month", "end_month", "base_start_month", "base_end_month", "note",
    "source", "published_day", "qualifier",
)  # fmt: skip
#: What our own rows can answer: the tables for markets and for regions, or the kind of participant that is counted.
PAID = {
    "payment_amount": (PAYMENT_MONTH, REGION_MONTH),
    "payment_count": (PAYMENT_MONTH, REGION_MONTH),
    "foreign_amount": (FOREIGN_MONTH, FOREIGN_REGION_MONTH),
    "foreign_count": (FOREIGN_MONTH, FOREIGN_REGION_MONTH),
}
COUNTED = {"participating_markets": "market", "participating_stores": "store", "participating_teams": "team"}
NAMES = (
    "claim_code", "side", "month", "amount_krw", "counted_count", "market_count", "expected_market_count",
    "is_provisional",
)  # fmt: skip


class Asked(NamedTuple):
    """What a claim asks of our rows."""

    claim_code: str
    measure: str
    market_id: int | None
    sido_code: str
    programme_code: str
    method: str
    wallet: str
    start_month: int | None
    end_month: int | None
    base_start_month: int | None
    base_end_month: int | None


class Sum(NamedTuple):
    """How a claim's rows are added up: whose, and what narrows them."""

    measure: str
    place: str
    method: bool
    wallet: bool


@query(subjects=("claim",))
def register(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every published number of the place or programme chosen, as it was written.

    Columns: claim_code, programme_code ('' = none), programme_name, programme_kind ('' = not in the store), topic,
    text, value_text, claim_kind, unit, base_text, scope, givens, measure, market_id, market_name, sido_code,
    sido_name_ko, sido_name_en, method, wallet, start_month, end_month, base_start_month, base_end_month (datetime64,
    NaT = not told), note, source, published_on, qualifier. Ordered by programme, topic, claim.
    """
    return dated(read(connection, _register(*of_choice(choice)), values(choice)))


@query(subjects=("claim", "payment", "foreign_payment", f"figure:{ARRIVALS}", "participation"))
def behind(connection: Connection, choice: Choice) -> pd.DataFrame:
    """What our own rows tell of the claims that name a measure, month by month.

    Markets: the claim's own; else its province; else the markets that take part in its programme; else the nation.
    Columns: claim_code, side (period, base, counted), month (NaT for what is counted now), amount_krw, counted_count
    (transactions, visitors or participants), market_count (markets with a known figure), expected_market_count
    (missing for a region), is_provisional. A month without a row is not known.
    """
    found: list[tuple[Any, ...]] = []
    for row in connection.execute(_asked(*of_choice(choice)), values(choice)):
        found.extend(_rows_of(connection, Asked(*row)))
    return frame(NAMES, found, {})


@lru_cache(maxsize=16)
def _register(asked: scope.Shape, one: bool) -> Select[Any]:
    rows, (sido, _) = CLAIM, sido_and_sigungu_names()
    statement = (
        select(
            *(rows.c[name] for name in TOLD),
            rows.c.kind.label("claim_kind"),
            PROGRAMME.c.programme_name,
            PROGRAMME.c.kind.label("programme_kind"),
            MARKET.c.market_name,
            rows.c.sido_code,
            *named(sido, rows.c.sido_code, "sido_"),
        )
        .select_from(
            rows.outerjoin(PROGRAMME, PROGRAMME.c.programme_code == rows.c.programme_code)
            .outerjoin(MARKET, MARKET.c.market_id == rows.c.market_id)
            .outerjoin(sido, sido.c.region_code == rows.c.sido_code)
        )
        .where(*_of(asked, one))
    )
    return statement.order_by(rows.c.programme_code, rows.c.topic, rows.c.claim_code)


@lru_cache(maxsize=16)
def _asked(asked: scope.Shape, one: bool) -> Select[Any]:
    rows = CLAIM
    return select(*(rows.c[name] for name in Asked._fields)).where(rows.c.measure != "", *_of(asked, one))


def _of(asked: scope.Shape, one: bool) -> list[Any]:
    """Claims of the programme chosen; of a place those of its programmes, and those that name the place themselves."""
    if one or asked.level is Level.NATION:
        return chosen(CLAIM.c.programme_code, asked, one)
    of_programmes = chosen(CLAIM.c.programme_code, asked, one)[0]
    own = (CLAIM.c.programme_code == "") & of_markets(CLAIM.c.market_id, asked)[0] & CLAIM.c.market_id.is_not(None)
    named_sido = (CLAIM.c.sido_code == bindparam("sido")) if asked.level is Level.SIDO else own
    return [of_programmes | own | named_sido]


def _rows_of(connection: Connection, asked: Asked) -> list[tuple[Any, ...]]:
    if asked.measure in COUNTED:
        bound = {"programme": asked.programme_code, "participant": COUNTED[asked.measure]}
        count = connection.execute(_participants(), bound).scalar_one()
        return [(asked.claim_code, "counted", None, None, count or None, None, None, 0)]
    sides = (
        ("period", asked.start_month, asked.end_month),
        ("base", asked.base_start_month, asked.base_end_month),
    )
    return [
        (asked.claim_code, side, *row)
        for side, first, last in sides if first is not None
        for row in _months(connection, asked, first, last or first)
    ]  # fmt: skip


def _months(connection: Connection, asked: Asked, first: int, last: int) -> "list[Row[Any]]":
    place = _place(asked)
    bound = {
        "first": first, "last": last, "market": asked.market_id, "programme": asked.programme_code,
        "level": str(Level.SIDO if place == "region" and asked.sido_code else Level.NATION),
        "region": asked.sido_code or NATION,
        "method": scope.METHODS.index(asked.method) + 1 if asked.method in scope.METHODS else 0,
        "wallet": Wallet(asked.wallet).number if asked.wallet in scope.WALLETS else 0,
    }  # fmt: skip
    if place == "region" and asked.measure in PAID and among(connection, Choice(sido=asked.sido_code or None)):
        return []  # a sum without some markets is no check of one with them
    statement = _sum(Sum(asked.measure, place, bool(asked.method), bool(asked.wallet)))
    expected = {"market": 1, "programme": None, "region": None}[place]
    if place == "programme":
        expected = connection.execute(_market_count(), bound).scalar_one()
    found = connection.execute(statement, bound).all() if statement is not None else []
    return [(*row[:4], expected, row[4]) for row in found]  # type: ignore[misc]


def _place(asked: Asked) -> str:
    if asked.market_id is not None:
        return "market"
    return "programme" if asked.programme_code and not asked.sido_code else "region"


@lru_cache(maxsize=64)
def _sum(asked: Sum) -> Select[Any] | None:
    """month, amount_krw, transaction_count, market_count, is_provisional; None where nothing of the kind is kept."""
    if asked.measure == "visitors":
        return _visitors() if asked.place == "region" else None
    of_market, of_region = PAID[asked.measure]
    rows: Any = of_region if asked.place == "region" else of_market
    told = rows.c.amount_krw if asked.measure.endswith("_amount") else rows.c.transaction_count
    markets = (
        sql.max(rows.c.market_count)
        if asked.place == "region"
        else sql.count(case((told.is_not(None), rows.c.market_id)).distinct())
    )
    where = [rows.c.month.between(bindparam("first"), bindparam("last")), *_whose(rows, asked.place)]
    if asked.method and "method" in rows.c:
        where.append(rows.c.method == bindparam("method"))
    if asked.wallet and "wallet" in rows.c:
        where.append(rows.c.wallet == bindparam("wallet"))
    return (
        select(
            rows.c.month,
            sql.sum(rows.c.amount_krw),
            sql.sum(rows.c.transaction_count),
            markets,
            sql.max(rows.c.is_provisional),
        )
        .where(*where)
        .group_by(rows.c.month)
        .order_by(rows.c.month)
    )


def _whose(rows: Any, place: str) -> list[Any]:
    if place == "market":
        return [rows.c.market_id == bindparam("market")]
    if place == "region":
        return [rows.c.level == bindparam("level"), rows.c.region_code == bindparam("region")]
    return [rows.c.market_id.in_(select(PARTICIPATION.c.market_id).where(*_in_programme()))]


def _in_programme() -> list[Any]:
    return [
        PARTICIPATION.c.programme_code == bindparam("programme"),
        PARTICIPATION.c.participant_kind == "market",
        PARTICIPATION.c.market_id.is_not(None),
    ]


@lru_cache(maxsize=1)
def _market_count() -> Select[Any]:
    return select(sql.count(PARTICIPATION.c.market_id.distinct())).where(*_in_programme())


@lru_cache(maxsize=1)
def _participants() -> Select[Any]:
    rows = PARTICIPATION
    return select(sql.count()).where(
        rows.c.programme_code == bindparam("programme"), rows.c.participant_kind == bindparam("participant")
    )


@lru_cache(maxsize=1)
def _visitors() -> Select[Any]:
    rows = FIGURE_MONTH
    return (
        select(rows.c.month, null(), rows.c.value, null(), literal(0))
        .where(
            rows.c.measure == ARRIVALS,
            rows.c.level == bindparam("level"),
            rows.c.place_code == bindparam("region"),
            rows.c.month.between(bindparam("first"), bindparam("last")),
        )
        .order_by(rows.c.month)
    )
