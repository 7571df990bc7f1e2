"""Where a market delivers to: a circle or a polygon, which other places lie within, how far reaches overlap.

All in EPSG:5179 (Korea 2000, unified), whose metres are true to one in a thousand anywhere in Korea. Straight lines,
not roads.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from data.errors import UnknownChoice

METRIC = 5179
LEAST_M, MOST_M, USUAL_M = 500, 5000, 2500
MOST_CORNERS = 60
#: A quarter of a circle is so many straight pieces: areas are 0.16 percent short, all alike, so that shares are not.
QUARTER = 16

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Reached:
    """Places within an area, by their position in the lists asked about.

    distances: metres from the centre to each place. within: whether it lies in the area (its border counts). Overlaps
    are worked out when asked for: for thousands of merchants nobody does.
    """

    distances: Floats
    within: npt.NDArray[np.bool_]
    own: Any
    places: Any
    radius_m: float

    @cached_property
    def _shared(self) -> Any:
        """What each place's own circle has in common with the area."""
        return shapely.intersection(shapely.buffer(self.places, self.radius_m, quad_segs=QUARTER), self.own)

    @property
    def overlaps(self) -> Floats:
        """Part of the area that each place's own circle covers."""
        shares: Floats = shapely.area(self._shared) / self.own.area
        return shares

    @property
    def covered(self) -> float:
        """Part of the area that any of the circles covers."""
        return float(shapely.area(shapely.union_all(self._shared)) / self.own.area)

    @property
    def area_km2(self) -> float:
        """Size of the area in square kilometres."""
        return float(self.own.area) / 1e6


@cache
def _to_metres() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(4326, METRIC, always_xy=True)


def metres(lats: Sequence[float], lons: Sequence[float]) -> Floats:
    """Places (degrees, WGS 84) as an n x 2 array of metres: east, north."""
    x, y = _to_metres().transform(np.asarray(lons, dtype=float), np.asarray(lats, dtype=float))
    return np.column_stack([x, y])


def corners(text: str) -> tuple[tuple[float, float], ...]:
    """Corners of a polygon (latitude, longitude) from an address: ``37.50,127.00;37.51,127.02;37.49,127.03``.

    Raises: UnknownChoice unless they make an area of 3 to 60 corners in Korea that does not cross itself.
    """
    wrong = UnknownChoice(name="area", value=text[:40], allowed="lat,lon;lat,lon;lat,lon")
    try:
        places = tuple((float(lat), float(lon)) for lat, lon in (pair.split(",") for pair in text.split(";")))
    except ValueError as unread:
        raise wrong from unread
    in_korea = all(32 <= lat <= 39.5 and 123 <= lon <= 132.5 for lat, lon in places)
    if not (3 <= len(places) <= MOST_CORNERS and in_korea and shapely.Polygon(places).is_valid):
        raise wrong
    return places


def reached(
    centre: tuple[float, float],
    lats: Sequence[float],
    lons: Sequence[float],
    radius_m: float,
    area: Sequence[tuple[float, float]] = (),
) -> Reached:
    """What lies within a circle of that radius round the centre (latitude, longitude), or within a polygon.

    area: corners of the polygon (latitude, longitude) that is asked about in place of the circle. The circles of the
    others always have the radius given: what is asked is where customers would have a choice.
    """
    middle, spots = metres([centre[0]], [centre[1]])[0], metres(lats, lons)
    places, distances = shapely.points(spots), np.hypot(*(spots - middle).T)
    if not area:
        circle = shapely.Point(middle).buffer(radius_m, quad_segs=QUARTER)
        return Reached(distances, distances <= radius_m, circle, places, radius_m)
    own = shapely.Polygon(metres([lat for lat, _ in area], [lon for _, lon in area]))
    return Reached(distances, np.asarray(shapely.covers(own, places)), own, places, radius_m)


def box(
    centre: tuple[float, float], reach_m: float, area: Sequence[tuple[float, float]] = ()
) -> tuple[float, float, float, float]:
    """South, west, north, east of a box that holds everything within reach of the centre or of the polygon."""
    lats, lons = [centre[0], *(lat for lat, _ in area)], [centre[1], *(lon for _, lon in area)]
    up, across = reach_m / 110_000, reach_m / (110_000 * np.cos(np.radians(max(lats))))
    return min(lats) - up, min(lons) - across, max(lats) + up, max(lons) + across
