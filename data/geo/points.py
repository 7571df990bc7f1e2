"""The region in which a point lies."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Connection, distinct, func, select

from data.geo.addresses import Place
from data.geo.regions import OPEN_END, Gazetteer, gazetteer
from data.models import Boundary

#: A quay or a simplified coast: points this near to a shape belong to it.
COAST_M = 1_000.0
#: Within this of the district that the address names, the address stands: both shapes and points are that exact.
TOLERANCE_M = 200.0


@dataclass(frozen=True)
class PointFinder:
    """Shapes of one edition, in EPSG:4326, with the codes their regions have on the day asked for."""

    tree: shapely.STRtree | None
    shapes: tuple[Any, ...]
    codes: tuple[str, ...]
    table: Gazetteer

    def at(self, lat: float, lon: float) -> str:
        """Code of the region of that point, of the nearest one within 1 km off the shapes; "" when there is none."""
        if self.tree is None:
            return ""
        point = shapely.Point(lon, lat)
        hits = self.tree.query(point, predicate="intersects")
        if len(hits):
            return self.codes[int(hits[0])]
        nearest = int(self.tree.nearest(point))
        return self.codes[nearest] if _metres(self.shapes[nearest], lat, lon) <= COAST_M else ""

    def region(self, lat: float, lon: float, place: Place) -> str:
        """District by point where it tells more than the address, or other; the address's own where that is as near.

        "" when the point lies in another province than the address says: then the coordinates are not to be believed.
        """
        code = self.at(lat, lon)
        if not code or code == place.sigungu_code:
            return code
        if place.sido_code and self.table.on(OPEN_END)[code].parent_code != place.sido_code:
            return ""
        if code == self.table.city_of(place.sigungu_code):
            return place.sigungu_code
        near = [shape for shape, c in zip(self.shapes, self.codes, strict=True) if c == place.sigungu_code]
        return place.sigungu_code if any(_metres(shape, lat, lon) <= TOLERANCE_M for shape in near) else code


def _metres(shape: Any, lat: float, lon: float) -> float:
    """Distance of a point to a shape, in a plane stretched so that degrees are metres at that latitude."""
    scale = np.array([111_320 * np.cos(np.radians(lat)), 111_000.0])
    near = shapely.transform(shape, lambda xy: (xy - [lon, lat]) * scale)
    return float(shapely.distance(near, shapely.Point(0, 0)))


def point_finder(connection: Connection, day: int = OPEN_END) -> PointFinder:
    """Sigungu shapes of the newest edition up to that day (else the oldest), coded as on that day."""
    table = gazetteer(connection)
    rows = _shapes(connection, day)
    coded = [(shapely.from_wkb(wkb), table.at(code, day)) for code, wkb in rows]
    known = [(shape, code) for shape, code in coded if code]
    if not known:
        return PointFinder(None, (), (), table)
    shapes, codes = zip(*known, strict=True)
    return PointFinder(shapely.STRtree(shapes), shapes, codes, table)


def region_of_point(connection: Connection, lat: float, lon: float, day: int = OPEN_END) -> str:
    """Sigungu code of a point on that day; "" outside all shapes or without boundaries. For many points make a
    finder.
    """
    return point_finder(connection, day).at(lat, lon)


def _shapes(connection: Connection, day: int) -> list[tuple[str, bytes]]:
    """Code and shape of each region, of the newest edition up to the day; where an edition has two, the more
    detailed one.

    An edition with fewer than half of the regions of the largest one (one province only) serves where there is no
    other.
    """
    table = Boundary.__table__  # type: ignore[attr-defined]
    counted = select(table.c.edition_day, func.count(distinct(table.c.region_code))).where(table.c.level == "sigungu")
    editions = connection.execute(counted.group_by(table.c.edition_day)).all()
    if not editions:
        return []
    largest = max(count for _, count in editions)
    whole = [edition for edition, count in editions if count >= largest / 2]
    past = [edition for edition in whole if edition <= day]
    rows = connection.execute(
        select(table.c.region_code, table.c.detailed_wkb)
        .where(table.c.level == "sigungu", table.c.edition_day == (max(past) if past else min(whole)))
        .order_by(table.c.region_code, func.length(table.c.detailed_wkb))
    )
    return list({code: (code, bytes(wkb)) for code, wkb in rows}.values())
