"""The ledger of programmes: money, targets and results, who took part, what happened.

Every question takes the programme chosen (choice.programme); without one, the programmes of the place. A programme
belongs to a place when it names a market of it, or names none and is for the place or the region around it.
Days are datetime64 (``*_on``, NaT = not told); months of the choice are not used.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, Subquery, case, literal, select, union_all
from sqlalchemy import func as sql

from data.choice import Choice
from data.queries import query, scope
from data.queries.assets import asset_hours, assets, car_days
from data.queries.frames import dated, read
from data.queries.ledger import EVIDENCE, NO_BUSINESS, PROGRAMME_ASKED, chosen, of_choice, values, with_names
from data.queries.places import named, sido_and_sigungu_names
from data.queries.tables import (
    EVENT,
    IMPORT,
    MARKET,
    MILESTONE,
    PARTICIPATION,
    PLATFORM_SALES,
    PROGRAMME,
    PROGRAMME_BUDGET,
    PROGRAMME_FIGURE,
    PROMOTION_RULE,
)
from data.queries.versions import history

__all__ = [
    "asset_hours", "assets", "budgets", "car_days", "events", "figures", "history", "ledger", "managers", "milestones",
    "participants", "platform_sales", "spans",
]  # fmt: skip

SHOPS = ("store", "merchant")


@query(subjects=("programme", "programme_budget", "participation", "event"))
def ledger(connection: Connection, choice: Choice) -> pd.DataFrame:
    """One row per programme.

    Columns: programme_code, programme_name, programme_kind, host, partners, department, sido_code, sigungu_code, names
    of province and city, starts_on, ends_on, state (as told, '' = by its days), note, planned_krw and spent_krw (all
    funders; of each the sum of its years, or what it tells of all years together; missing = nobody told), funder_count,
    market_count, store_count (stores and merchants), team_count, platform_count, event_count, last_event_on,
    figure_count (targets and results told), milestone_count, source, published_on, qualifier, imported_on (when the row
    was last put in), imported_by. Ordered by beginning (newest first), code.
    """
    return dated(_imported(read(connection, _ledger(*of_choice(choice)), values(choice))))


@query(subjects=("programme_budget",))
def budgets(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Money by funder and year. Columns: programme_code, programme_name, programme_kind, funder, year (0 = all years
    together), planned_krw, spent_krw, source, published_on, qualifier. Ordered by code, year, funder.
    """
    return dated(read(connection, _budgets(*of_choice(choice)), values(choice)))


@query(subjects=("programme_figure",))
def figures(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Targets and results as written. Columns: programme_code, programme_name, programme_kind, participant ('' = the
    programme as a whole), role (target, output, outcome, given), figure, as_of_on, value_text, low, high (NaN where
    that bound is not told), unit, source, published_on, qualifier. Ordered by code, figure, role, participant, day.
    """
    return dated(read(connection, _figures(*of_choice(choice)), values(choice)))


@query(subjects=("participation",))
def participants(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Who took part. Columns: programme_code, programme_name, programme_kind, participant_kind, participant_name (''
    for stores and merchants), store_name (only for those), market_id, market_name, state, joined_on, left_on,
    trained_on, completed_on, first_use_on, last_active_on, ad_spend_krw, ad_sales_krw, grant_count, business_count,
    source, published_on, qualifier. Ordered by code, kind, name.
    """
    return dated(read(connection, _participants(*of_choice(choice)), values(choice)))


@query(subjects=("event",))
def events(connection: Connection, choice: Choice) -> pd.DataFrame:
    """What happened. Columns: programme_code, programme_name, programme_kind, event_code, event_kind, title, market_id,
    market_name, participant_name ('' where it is a shop's), store_name, platform, starts_on, ends_on, viewer_count,
    order_count, sales_krw, production_krw, discount_krw, fee_krw, registered_count, attendee_count, completer_count,
    acting_count, issued_count, used_count, cap_krw, friend_count, visitor_count, entry_count, prize_count (missing =
    not told), business_count, source, published_on, qualifier. Ordered by first day, code, event.
    """
    return dated(read(connection, _events(*of_choice(choice)), values(choice)))


@query(subjects=("milestone",))
def milestones(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Items of agreements and plans. Columns: programme_code, programme_name, programme_kind, part, item, promised,
    promised_by, due_on, done_on, state (as told, '' = by its days), budget_krw, spent_krw, source, published_on,
    qualifier. Ordered by code, part, due day, item.
    """
    return dated(read(connection, _milestones(*of_choice(choice)), values(choice)))


@query(subjects=("platform_sales",))
def platform_sales(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Sales by platform and month. Columns: programme_code, programme_name, programme_kind, platform, month, sales_krw,
    order_count, settlement_days, discount_krw, public_sales_krw, source, published_on, qualifier. Ordered by code,
    month, platform.
    """
    return dated(read(connection, _platform_sales(*of_choice(choice)), values(choice)))


@query(subjects=("participation", "market"))
def managers(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every listed market of the place with its managers, one row each, also former ones; one row without for a market
    that never had one. Of the programme chosen, or all.

    Columns: market_id, market_name, kind, codes and names of province and city, programme_code, manager_name ('' =
    never one), joined_on, left_on, grant_count. Ordered by province, city, market, joining day.
    """
    place, one = scope.shape(choice.but(kind=None)), choice.programme is not None
    return dated(read(connection, _managers(place, one), values(choice)))


@query(subjects=("programme", "promotion_rule"))
def spans(connection: Connection, choice: Choice) -> pd.DataFrame:
    """When programmes of the place ran, and the dated discounts in them: for trend charts.

    Columns: programme_code, programme_name, programme_kind, span_name, is_promotion, starts_on, ends_on (NaT = no end
    told). Only spans whose first day is told. Ordered by first day, code, name.
    """
    asked, one = of_choice(choice)
    return dated(read(connection, _spans(asked, one), values(choice)))


def _imported(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(imported_on=pd.to_datetime(rows["finished_at"].str[:10]).astype("datetime64[us]")).drop(
        columns="finished_at"
    )


@lru_cache(maxsize=16)
def _ledger(asked: scope.Shape, one: bool) -> Select[Any]:
    own, money, part = PROGRAMME, _money(), _parts()
    sido, sigungu = sido_and_sigungu_names()
    return (
        select(
            own.c.programme_code, own.c.programme_name, own.c.kind.label("programme_kind"), own.c.host, own.c.partners,
            own.c.department, own.c.sido_code, *named(sido, own.c.sido_code, "sido_"), own.c.sigungu_code,
            *named(sigungu, own.c.sigungu_code, "sigungu_"), own.c.starts_day, own.c.ends_day, own.c.state, own.c.note,
            money.c.planned_krw, money.c.spent_krw, sql.coalesce(money.c.funder_count, 0).label("funder_count"),
            *(sql.coalesce(part.c[name], 0).label(name) for name in _PARTS),
            _count_of(EVENT).label("event_count"), _last_event().label("last_event_day"),
            _count_of(PROGRAMME_FIGURE).label("figure_count"), _count_of(MILESTONE).label("milestone_count"),
            *(own.c[name] for name in EVIDENCE), IMPORT.c.imported_by, IMPORT.c.finished_at,
        )
        .select_from(
            own.join(IMPORT, IMPORT.c.import_id == own.c.import_id)
            .outerjoin(money, money.c.programme_code == own.c.programme_code)
            .outerjoin(part, part.c.programme_code == own.c.programme_code)
            .outerjoin(sido, sido.c.region_code == own.c.sido_code)
            .outerjoin(sigungu, sigungu.c.region_code == own.c.sigungu_code)
        )
        .where(*chosen(own.c.programme_code, asked, one))
        .order_by(own.c.starts_day.is_(None), own.c.starts_day.desc(), own.c.programme_code)
    )  # fmt: skip


def _money() -> Subquery:
    """Of each funder the sum of its years, or its row about all years together: never both added."""
    rows = PROGRAMME_BUDGET
    together = {name: sql.max(case((rows.c.year == 0, rows.c[name]))) for name in ("planned_krw", "spent_krw")}
    by_year = {name: sql.sum(case((rows.c.year != 0, rows.c[name]))) for name in together}
    funder = (
        select(rows.c.programme_code, rows.c.funder,
               *(sql.coalesce(together[name], by_year[name]).label(name) for name in together))
        .group_by(rows.c.programme_code, rows.c.funder)
        .subquery("funder")
    )  # fmt: skip
    return (
        select(
            funder.c.programme_code, sql.count().label("funder_count"),
            *(sql.sum(funder.c[name]).label(name) for name in together),
        )
        .group_by(funder.c.programme_code)
        .subquery("money")
    )  # fmt: skip


_PARTS = {
    "market_count": ("market",), "store_count": SHOPS, "team_count": ("team",), "platform_count": ("platform",),
}  # fmt: skip


def _parts() -> Subquery:
    rows = PARTICIPATION
    counts = [sql.count(case((rows.c.participant_kind.in_(kinds), 1))).label(name) for name, kinds in _PARTS.items()]
    return select(rows.c.programme_code, *counts).group_by(rows.c.programme_code).subquery("part")


def _count_of(rows: Any) -> ColumnElement[int]:
    return select(sql.count()).where(rows.c.programme_code == PROGRAMME.c.programme_code).scalar_subquery()


def _last_event() -> ColumnElement[int]:
    last = sql.max(sql.coalesce(EVENT.c.ends_day, EVENT.c.starts_day))
    return select(last).where(EVENT.c.programme_code == PROGRAMME.c.programme_code).scalar_subquery()


def _evidence(rows: Any) -> list[ColumnElement[Any]]:
    return [rows.c[name] for name in EVIDENCE]


@lru_cache(maxsize=16)
def _budgets(asked: scope.Shape, one: bool) -> Select[Any]:
    rows = PROGRAMME_BUDGET
    columns = [rows.c.funder, rows.c.year, rows.c.planned_krw, rows.c.spent_krw, *_evidence(rows)]
    return with_names(rows, asked, one, columns).order_by(rows.c.programme_code, rows.c.year, rows.c.funder)


@lru_cache(maxsize=16)
def _figures(asked: scope.Shape, one: bool) -> Select[Any]:
    rows = PROGRAMME_FIGURE
    plain = ("participant", "role", "figure", "as_of_day", "value_text", "low", "high", "unit")
    statement = with_names(rows, asked, one, [*(rows.c[name] for name in plain), *_evidence(rows)])
    order = ("programme_code", "figure", "role", "participant", "as_of_day")
    return statement.order_by(*(rows.c[name] for name in order))


def _business_count(names_one: Any, market_id: Any) -> ColumnElement[int]:
    """Behind a row: the one that is named; else the stores of its market (many, where their number is not known: see
    ``small_markets``); else no business.
    """
    return case(
        (names_one, 1), (market_id.is_not(None), sql.coalesce(MARKET.c.store_count, NO_BUSINESS)), else_=NO_BUSINESS
    ).label("business_count")


@lru_cache(maxsize=16)
def _participants(asked: scope.Shape, one: bool) -> Select[Any]:
    rows = PARTICIPATION
    is_shop = rows.c.participant_kind.in_(SHOPS)
    days = ("joined", "left", "trained", "completed", "first_use", "last_active")
    columns = [
        rows.c.participant_kind,
        case((is_shop, ""), else_=rows.c.participant_name).label("participant_name"),
        case((is_shop, rows.c.participant_name), else_="").label("store_name"),
        rows.c.market_id, MARKET.c.market_name, rows.c.state, *(rows.c[f"{name}_day"] for name in days),
        rows.c.ad_spend_krw, rows.c.ad_sales_krw, rows.c.grant_count,
        _business_count(rows.c.participant_kind.in_((*SHOPS, "team")), rows.c.market_id), *_evidence(rows),
    ]  # fmt: skip
    order = (rows.c.programme_code, rows.c.participant_kind, rows.c.participant_name)
    return with_names(rows, asked, one, columns).order_by(*order)


_EVENT_VALUES = (
    "viewer_count", "order_count", "sales_krw", "production_krw", "discount_krw", "fee_krw", "registered_count",
    "attendee_count", "completer_count", "acting_count", "issued_count", "used_count", "cap_krw", "friend_count",
    "visitor_count", "entry_count", "prize_count",
)  # fmt: skip


@lru_cache(maxsize=16)
def _events(asked: scope.Shape, one: bool) -> Select[Any]:
    rows, known = EVENT, PARTICIPATION
    other = select(known.c.participant_name).where(
        known.c.programme_code == rows.c.programme_code, known.c.participant_kind.not_in(SHOPS)
    )
    is_other = rows.c.participant_name.in_(other)
    columns = [
        rows.c.event_code, rows.c.kind.label("event_kind"), rows.c.title, rows.c.market_id, MARKET.c.market_name,
        case((is_other, rows.c.participant_name), else_="").label("participant_name"),
        case((is_other, ""), else_=rows.c.participant_name).label("store_name"),
        rows.c.platform, rows.c.starts_day, rows.c.ends_day, *(rows.c[name] for name in _EVENT_VALUES),
        _business_count(rows.c.participant_name != "", rows.c.market_id), *_evidence(rows),
    ]  # fmt: skip
    return with_names(rows, asked, one, columns).order_by(rows.c.starts_day, rows.c.programme_code, rows.c.event_code)


@lru_cache(maxsize=16)
def _milestones(asked: scope.Shape, one: bool) -> Select[Any]:
    rows = MILESTONE
    plain = ("part", "item", "promised", "promised_by", "due_day", "done_day", "state", "budget_krw", "spent_krw")
    statement = with_names(rows, asked, one, [*(rows.c[name] for name in plain), *_evidence(rows)])
    return statement.order_by(rows.c.programme_code, rows.c.part, rows.c.due_day.is_(None), rows.c.due_day, rows.c.item)


@lru_cache(maxsize=16)
def _platform_sales(asked: scope.Shape, one: bool) -> Select[Any]:
    rows = PLATFORM_SALES
    plain = ("platform", "month", "sales_krw", "order_count", "settlement_days", "discount_krw", "public_sales_krw")
    statement = with_names(rows, asked, one, [*(rows.c[name] for name in plain), *_evidence(rows)])
    return statement.order_by(rows.c.programme_code, rows.c.month, rows.c.platform)


@lru_cache(maxsize=16)
def _managers(place: scope.Shape, one: bool) -> Select[Any]:
    own = PARTICIPATION
    sido, sigungu = sido_and_sigungu_names()
    theirs = (own.c.market_id == MARKET.c.market_id) & (own.c.participant_kind == "manager")
    if one:
        theirs &= own.c.programme_code == PROGRAMME_ASKED
    return (
        select(
            MARKET.c.market_id, MARKET.c.market_name, MARKET.c.kind, MARKET.c.sido_code,
            *named(sido, MARKET.c.sido_code, "sido_"), MARKET.c.sigungu_code,
            *named(sigungu, MARKET.c.sigungu_code, "sigungu_"), own.c.programme_code,
            own.c.participant_name.label("manager_name"), own.c.joined_day, own.c.left_day, own.c.grant_count,
        )
        .select_from(
            MARKET.outerjoin(own, theirs)
            .outerjoin(sido, sido.c.region_code == MARKET.c.sido_code)
            .outerjoin(sigungu, sigungu.c.region_code == MARKET.c.sigungu_code)
        )
        .where(MARKET.c.is_listed == 1, *scope.markets(MARKET, place))
        .order_by(MARKET.c.sido_code, MARKET.c.sigungu_code, MARKET.c.market_name, MARKET.c.market_id,
                  own.c.joined_day, own.c.participant_name, own.c.programme_code)
    )  # fmt: skip


@lru_cache(maxsize=16)
def _spans(asked: scope.Shape, one: bool) -> Select[Any]:
    own, rule = PROGRAMME, PROMOTION_RULE
    shared = [own.c.programme_code, own.c.programme_name, own.c.kind.label("programme_kind")]
    whole = select(
        *shared, own.c.programme_name.label("span_name"), literal(0).label("is_promotion"), own.c.starts_day,
        own.c.ends_day,
    ).where(own.c.starts_day.is_not(None), *chosen(own.c.programme_code, asked, one))  # fmt: skip
    named_rule = sql.coalesce(sql.nullif(rule.c.promotion_name, ""), own.c.programme_name)
    dated_rules = (
        select(*shared, named_rule, literal(1), rule.c.starts_day, rule.c.ends_day)
        .join(rule, rule.c.programme_code == own.c.programme_code)
        .where(*chosen(own.c.programme_code, asked, one))
    )
    both = union_all(whole, dated_rules).subquery("either")
    return select(both).order_by(both.c.starts_day, both.c.programme_code, both.c.is_promotion, both.c.span_name)
