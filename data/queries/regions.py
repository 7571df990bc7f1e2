"""Provinces and cities as they stood at the end of the choice, and their shapes."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, Subquery, bindparam, select, union
from sqlalchemy import func as sql

from data.choice import Choice
from data.codes import Level
from data.geo.regions import gazetteer
from data.queries import query, scope
from data.queries.frames import read
from data.queries.places import named, region_names
from data.queries.tables import BOUNDARY, MARKET, REGION


@query(subjects=())
def sidos(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Provinces that stood at the end of the choice or in which a market lies. Columns: code, name_ko,
    name_en, market_count.

    market_count: listed markets. In order of the official code.
    """
    return read(connection, _regions(Level.SIDO, False), scope.values(choice))


@query(subjects=())
def sigungus(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Cities, counties and districts, likewise; of choice.sido where one is chosen. Columns as ``sidos``."""
    return read(connection, _regions(Level.SIGUNGU, bool(choice.sido)), scope.values(choice))


@query(subjects=("boundary",))
def shape_editions(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Boundary editions in the store. Columns: level, edition_day (yyyymmdd), region_count; oldest first."""
    return read(connection, _shape_editions(), scope.values(choice))


@query(subjects=("boundary",))
def shape_regions(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Which region each shape in the store is today, all editions.

    Columns: level, edition_day (yyyymmdd), shape_code (as in the shapes), region_code (today's code of it:
    42110 -> 51110; the shape's own where it has none).
    Oldest edition first; the choice does not matter.
    """
    rows = read(connection, _shape_regions(), scope.values(choice))
    table = gazetteer(connection)
    today = [table.at(code) or code for code in rows["shape_code"]]
    return rows.assign(region_code=pd.array(today, dtype="str"))


@query(subjects=("boundary",))
def sido_shapes(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Shapes of provinces for drawing, of the newest edition at the end of the choice, else the oldest there is.

    Columns: region_code, name_ko, edition_day, geojson (geometry in EPSG:4326, simplified; not for assigning places).
    """
    return read(connection, _shapes(Level.SIDO, False), scope.values(choice))


@query(subjects=("boundary",))
def sigungu_shapes(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Shapes of cities, counties and districts, likewise; of choice.sido where one is chosen. Columns as
    ``sido_shapes``."""
    return read(connection, _shapes(Level.SIGUNGU, bool(choice.sido)), scope.values(choice))


@lru_cache(maxsize=8)
def _regions(level: Level, one_sido: bool) -> Select[Any]:
    code = MARKET.c.sido_code if level is Level.SIDO else MARKET.c.sigungu_code
    standing = select(REGION.c.region_code).where(
        REGION.c.level == str(level), REGION.c.valid_from <= bindparam("day"), REGION.c.valid_to >= bindparam("day")
    )
    held = select(code.label("region_code")).where(code != "", MARKET.c.is_listed == 1)
    codes = union(standing, held).subquery("codes")
    counted, names = _counted(code), region_names()
    statement = (
        select(
            codes.c.region_code.label("code"),
            *named(names, codes.c.region_code, ""),
            sql.coalesce(counted.c.market_count, 0).label("market_count"),
        )
        .outerjoin(names, names.c.region_code == codes.c.region_code)
        .outerjoin(counted, counted.c.region_code == codes.c.region_code)
        .order_by(codes.c.region_code)
    )
    inside = codes.c.region_code.between(bindparam("sido"), bindparam("sido_end"))
    return statement.where(inside) if one_sido else statement


def _counted(code: Any) -> Subquery:
    return (
        select(code.label("region_code"), sql.count(MARKET.c.market_id).label("market_count"))
        .where(MARKET.c.is_listed == 1)
        .group_by(code)
        .subquery("counted")
    )


@lru_cache(maxsize=1)
def _shape_editions() -> Select[Any]:
    keys = (BOUNDARY.c.level, BOUNDARY.c.edition_day)
    return select(*keys, sql.count(BOUNDARY.c.boundary_id).label("region_count")).group_by(*keys).order_by(*keys)


@lru_cache(maxsize=1)
def _shape_regions() -> Select[Any]:
    keys = (BOUNDARY.c.level, BOUNDARY.c.edition_day, BOUNDARY.c.region_code.label("shape_code"))
    return select(*keys).distinct().order_by(*keys)


@lru_cache(maxsize=4)
def _shapes(level: Level, one_sido: bool) -> Select[Any]:
    """An edition of a few regions (one province, one city) does not stand for the country where a whole one is there;
    of two shapes of one region in one edition the one that came last is drawn."""
    rows, own = BOUNDARY, BOUNDARY.alias("own")
    counted = (
        select(own.c.edition_day, sql.count(sql.distinct(own.c.region_code)).label("regions"))
        .where(own.c.level == str(level))
        .group_by(own.c.edition_day)
        .cte("counted")
    )
    most = select(sql.max(counted.c.regions)).scalar_subquery()
    whole = select(counted.c.edition_day).where(counted.c.regions * 2 >= most).cte("whole")
    newest = select(sql.max(whole.c.edition_day)).where(whole.c.edition_day <= bindparam("day")).scalar_subquery()
    oldest = select(sql.min(whole.c.edition_day)).scalar_subquery()
    other = BOUNDARY.alias("other")
    last = select(sql.max(other.c.boundary_id)).where(other.c.level == str(level))
    inside = [rows.c.region_code.between(bindparam("sido"), bindparam("sido_end"))] if one_sido else []
    return (
        select(rows.c.region_code, rows.c.name_ko, rows.c.edition_day, rows.c.drawn_geojson.label("geojson"))
        .where(rows.c.edition_day == sql.coalesce(newest, oldest), *inside)
        .where(rows.c.boundary_id.in_(last.group_by(other.c.edition_day, other.c.region_code)))
        .order_by(rows.c.region_code)
    )
