"""Merchants' requests and what became of them."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, select

from data.choice import Choice
from data.codes import Level
from data.queries import query, scope
from data.queries.frames import days, read
from data.queries.places import named, sido_and_sigungu_names
from data.queries.tables import MARKET, PROGRAMME, REQUEST

DAYS = ("raised", "replied", "due", "closed", "published")


@query(subjects=("request",))
def told(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every request of the place (choice.sido, sigungu, market_id) or programme chosen; months are not used.

    A request that names no market belongs to its province alone. Columns: request_code, market_id, market_name ('' =
    no single market), sido_code, sido_name_ko, sido_name_en, sigungu_name_ko, sigungu_name_en, meeting, requester,
    text, department, reply, budget_krw (missing = not told), state (as told, '' = by its days), metric (identifier,
    '' = none named), programme_code, programme_name, source, qualifier, raised_on, replied_on, due_on, closed_on,
    published_on (datetime64, NaT = not told). Ordered by raised_on, request_code.
    """
    rows = read(connection, _told(scope.level_of(choice), bool(choice.programme)), _values(choice))
    return rows.rename(columns={f"{name}_day": f"{name}_on" for name in DAYS}).assign(
        **{f"{name}_on": days(rows[f"{name}_day"]) for name in DAYS}
    )


def _values(choice: Choice) -> dict[str, Any]:
    return {**scope.values(choice), "programme": choice.programme}


@lru_cache(maxsize=16)
def _told(level: Level, of_programme: bool) -> Select[Any]:
    rows = REQUEST
    plain = ("meeting", "requester", "text", "department", "reply", "budget_krw", "state", "metric", "programme_code")
    sido, sigungu = sido_and_sigungu_names()
    own_sido = scope.sido_of(rows, MARKET)
    statement = select(
        rows.c.request_code,
        rows.c.market_id,
        MARKET.c.market_name,
        own_sido.label("sido_code"),
        *named(sido, own_sido, "sido_"),
        *named(sigungu, MARKET.c.sigungu_code, "sigungu_"),
        *(rows.c[name] for name in plain),
        PROGRAMME.c.programme_name,
        rows.c.source,
        rows.c.qualifier,
        *(rows.c[f"{name}_day"] for name in DAYS),
    ).select_from(
        rows.outerjoin(MARKET, MARKET.c.market_id == rows.c.market_id)
        .outerjoin(PROGRAMME, PROGRAMME.c.programme_code == rows.c.programme_code)
        .outerjoin(sido, sido.c.region_code == own_sido)
        .outerjoin(sigungu, sigungu.c.region_code == MARKET.c.sigungu_code)
    )
    shown = [rows.c.programme_code == bindparam("programme")] if of_programme else []
    return statement.where(*scope.told_of(rows, MARKET, level), *shown).order_by(rows.c.raised_day, rows.c.request_code)
