"""What questions about programmes share: which programmes belong to a place, and their names beside their rows."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    exists,
    literal,
    or_,
    select,
)
from sqlalchemy import func as sql

from data.choice import Choice
from data.codes import Level
from data.queries import scope
from data.queries.tables import ASSET, MARKET, PARTICIPATION, PROGRAMME

#: Stands as ``business_count`` behind rows that speak of no business: more than any viewer needs.
NO_BUSINESS = 99
PROGRAMME_ASKED: BindParameter[str] = bindparam("programme", type_=String)
EVIDENCE = ("source", "published_day", "qualifier")


def values(choice: Choice) -> dict[str, Any]:
    """Every value a statement may bind."""
    return {**scope.values(choice), "programme": choice.programme}


def of_choice(choice: Choice) -> tuple[scope.Shape, bool]:
    """What a statement is built for: the place, and whether one programme is asked for (then the place is not)."""
    one = choice.programme is not None
    return scope.shape(Choice() if one else choice.but(kind=None)), one


def chosen(code: Any, asked: scope.Shape, one: bool) -> list[ColumnElement[bool]]:
    """Rows of the programme asked for; else of the programmes of the place."""
    if one:
        return [code == PROGRAMME_ASKED]
    if asked.level is Level.NATION:
        return []
    return [code.in_(select(PROGRAMME.c.programme_code).where(_reaches(asked)))]


def of_markets(market_id: Any, asked: scope.Shape) -> list[ColumnElement[bool]]:
    """Of a programme that reaches further, only rows of markets of the place, and those of no single market."""
    if asked.level is Level.NATION:
        return []
    here = select(MARKET.c.market_id).where(*scope.markets(MARKET, asked))
    return [or_(market_id.is_(None), market_id.in_(here))]


def _reaches(asked: scope.Shape) -> ColumnElement[bool]:
    """A programme of the place: one that names a market of it, or put something up in one; or, naming none, one for the
    place or all around it.

    Programmes of the whole country belong to a place only by their markets.
    """
    named = [_names_a_market(rows, asked) for rows in (PARTICIPATION, ASSET)]
    if asked.level is Level.SIDO:
        return or_(*named, PROGRAMME.c.sido_code == bindparam("sido"))
    names_any = [_names_a_market(rows, None) for rows in (PARTICIPATION, ASSET)]
    return or_(*named, and_(~or_(*names_any), _around(asked)))


def _names_a_market(rows: Any, asked: scope.Shape | None) -> ColumnElement[bool]:
    """Whether rows of the programme name a market of the place; None = any at all."""
    own = rows.c.programme_code == PROGRAMME.c.programme_code
    if asked is None:
        return exists(select(literal(1)).where(own, rows.c.market_id.is_not(None)))
    joined = rows.join(MARKET, MARKET.c.market_id == rows.c.market_id)
    return exists(select(literal(1)).select_from(joined).where(own, *scope.markets(MARKET, asked)))


def _around(asked: scope.Shape) -> ColumnElement[bool]:
    """For the district of the place, the city the district is in, or its province."""
    code: Any = bindparam("sigungu")
    if asked.level is Level.MARKET:
        found = select(MARKET.c.sigungu_code).where(MARKET.c.market_id == scope.MARKET_ASKED)
        code = found.scalar_subquery()
    own, sido = PROGRAMME.c.sigungu_code, PROGRAMME.c.sido_code
    city = sql.substr(code, 1, 4).op("||")("0")
    whole_province = and_(own == "", sido != "", sido == sql.substr(code, 1, 2))
    return or_(and_(own != "", or_(own == code, own == city)), whole_province)


def with_names(rows: Any, asked: scope.Shape, one: bool, columns: list[ColumnElement[Any]]) -> Select[Any]:
    """Rows of a table of the ledger with programme_code, programme_name ('' = not in the store) and programme_kind."""
    joined: FromClause = rows.outerjoin(PROGRAMME, PROGRAMME.c.programme_code == rows.c.programme_code)
    if "market_id" in rows.c:
        joined = joined.outerjoin(MARKET, MARKET.c.market_id == rows.c.market_id)
    named = [PROGRAMME.c.programme_name, PROGRAMME.c.kind.label("programme_kind")]
    narrowed = of_markets(rows.c.market_id, asked) if "market_id" in rows.c else []
    return (
        select(rows.c.programme_code, *named, *columns)
        .select_from(joined)
        .where(*chosen(rows.c.programme_code, asked, one), *narrowed)
    )
