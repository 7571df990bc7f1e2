"""What lies round a market: other markets, their stores, and merchants, within a radius or a polygon of delivery."""

from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, bindparam, select

from data.choice import Choice
from data.geo import catchments
from data.queries import query, scope
from data.queries.by_place import place_columns, with_places
from data.queries.frames import frame, read
from data.queries.places import sido_and_sigungu_names
from data.queries.tables import MARKET, STORE

Place = tuple[float, float]
REACH = (
    "market_id",
    "lat",
    "lon",
    "radius_m",
    "area_km2",
    "market_count",
    "store_count",
    "unknown_store_count",
    "merchant_count",
    "covered_share",
)


@query(subjects=("market",))
def markets_within(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Other listed markets within choice.radius_m of a market (choice.market_id), or within choice.area; nearest first.

    Columns: market_id, market_name, kind, sido_code, sigungu_code, sido_name_ko, sido_name_en, sigungu_name_ko,
    sigungu_name_en, lat, lon (EPSG:4326), store_count (missing where not known), distance_m (straight line),
    overlap_share (part of the area that lies within the same radius of that market). No row for a market without
    coordinates. Radius where none is chosen: 2,500 m.
    """
    own = _own(connection, choice)
    rows = _others(connection, choice, own)
    if own is None:
        return rows.assign(distance_m=np.zeros(0), overlap_share=np.zeros(0))
    found = _reached(own, rows, choice)
    rows = rows.assign(distance_m=found.distances.round(), overlap_share=found.overlaps)[found.within]
    return rows.sort_values(["distance_m", "market_id"]).reset_index(drop=True)


@query(subjects=("market", "store"))
def reach(connection: Connection, choice: Choice) -> pd.DataFrame:
    """The same area in one row; no row for a market without coordinates.

    Columns: market_id, lat, lon, radius_m, area_km2, market_count (other markets within), store_count (their stores,
    missing where no number is known), unknown_store_count (those of them whose number is not known), merchant_count
    (merchants with coordinates within, not known to be closed; missing where none is known), covered_share (part of
    the area within the same radius of any other market).
    """
    own = _own(connection, choice)
    rows = _others(connection, choice, own)
    told = [_told(connection, choice, own, _reached(own, rows, choice), rows)] if own else []
    return frame(REACH, told, {}).astype({"radius_m": "float64", "area_km2": "float64"})


def _told(
    connection: Connection, choice: Choice, own: Place, found: catchments.Reached, rows: pd.DataFrame
) -> tuple[Any, ...]:
    stores = rows["store_count"][found.within]
    known = stores.dropna()
    return (
        choice.market_id,
        *own,
        _radius(choice),
        found.area_km2,
        len(stores),
        int(known.sum()) if len(known) else None,
        len(stores) - len(known),
        _merchants(connection, choice, own),
        found.covered,
    )


def _radius(choice: Choice) -> int:
    return choice.radius_m or catchments.USUAL_M


def _corners(choice: Choice) -> tuple[Place, ...]:
    return catchments.corners(choice.area) if choice.area else ()


def _reached(own: Place, rows: pd.DataFrame, choice: Choice) -> catchments.Reached:
    return catchments.reached(own, list(rows["lat"]), list(rows["lon"]), _radius(choice), _corners(choice))


def _own(connection: Connection, choice: Choice) -> Place | None:
    """Place of the market asked about; None where it has none."""
    row = connection.execute(_place(), scope.values(choice)).first()
    return (float(row[0]), float(row[1])) if row else None


def _box(own: Place | None, reach_m: float, choice: Choice) -> dict[str, float]:
    """Bounds for a statement; of a point outside Korea where there is no market."""
    bounds = catchments.box(own, reach_m, _corners(choice)) if own else (0.0, 0.0, 0.0, 0.0)
    return dict(zip(("south", "west", "north", "east"), bounds, strict=True))


def _others(connection: Connection, choice: Choice, own: Place | None) -> pd.DataFrame:
    """Markets near enough that their circles may touch the area."""
    return read(connection, _near(), {**scope.values(choice), **_box(own, 2 * _radius(choice), choice)})


def _merchants(connection: Connection, choice: Choice, own: Place) -> int | None:
    rows = read(connection, _stores(), _box(own, _radius(choice), choice))
    found = catchments.reached(own, list(rows["lat"]), list(rows["lon"]), _radius(choice), _corners(choice))
    return int(found.within.sum()) or None


def _inside(table: Any) -> list[Any]:
    return [
        table.c.lat.between(bindparam("south"), bindparam("north")),
        table.c.lon.between(bindparam("west"), bindparam("east")),
    ]


@lru_cache(maxsize=1)
def _place() -> Select[Any]:
    known = MARKET.c.lat.is_not(None), MARKET.c.lon.is_not(None)
    return select(MARKET.c.lat, MARKET.c.lon).where(MARKET.c.market_id == scope.MARKET_ASKED, *known)


@lru_cache(maxsize=1)
def _near() -> Select[Any]:
    sido, sigungu = sido_and_sigungu_names()
    statement = select(
        MARKET.c.market_id,
        MARKET.c.market_name,
        MARKET.c.kind,
        *place_columns(sido, sigungu),
        MARKET.c.lat,
        MARKET.c.lon,
        MARKET.c.store_count,
    )
    others = MARKET.c.is_listed == 1, MARKET.c.market_id != scope.MARKET_ASKED
    return with_places(statement, sido, sigungu).where(*others, *_inside(MARKET)).order_by(MARKET.c.market_id)


@lru_cache(maxsize=1)
def _stores() -> Select[Any]:
    return select(STORE.c.lat, STORE.c.lon).where(STORE.c.status != "closed", *_inside(STORE))
