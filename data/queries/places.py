"""Names of provinces and cities on the day that is asked about, for joining to rows that carry codes."""

from sqlalchemy import CTE, ColumnElement, FromClause, bindparam, select
from sqlalchemy import func as sql

from data.queries.tables import REGION


def region_names() -> CTE:
    """region_code -> name_ko, name_en as they stood on ``:day``; a region that did not stand then keeps its nearest
    name.

    Materialised: a look into a few hundred rows once, not once per market.
    """
    own = REGION.alias("own")
    before = select(sql.max(own.c.valid_from)).where(
        own.c.region_code == REGION.c.region_code, own.c.valid_from <= bindparam("day")
    )
    first = select(sql.min(own.c.valid_from)).where(own.c.region_code == REGION.c.region_code)
    standing = sql.coalesce(before.scalar_subquery(), first.scalar_subquery())
    named = select(REGION.c.region_code, REGION.c.name_ko, REGION.c.name_en).where(REGION.c.valid_from == standing)
    return named.cte("region_names").prefix_with("MATERIALIZED")


def sido_and_sigungu_names() -> tuple[FromClause, FromClause]:
    """The same names twice, for a market's province and for its city."""
    names = region_names()
    return names.alias("sido_names"), names.alias("sigungu_names")


def named(names: FromClause, code: ColumnElement[str], prefix: str) -> list[ColumnElement[str]]:
    """``<prefix>name_ko`` and ``<prefix>name_en`` of an outer join; the code stands where no name is known."""
    return [
        sql.coalesce(names.c.name_ko, code).label(f"{prefix}name_ko"),
        sql.coalesce(names.c.name_en, names.c.name_ko, code).label(f"{prefix}name_en"),
    ]
