"""Features of a boundary file made shapes of provinces and districts: mended, in degrees, joined, and simplified for
drawing.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from data.geo.coding import Coding, in_degrees, level_of
from data.geo.regions import CITY, Gazetteer

#: Corners a drawn map of one level may have (15 bytes each); simplification goes on until it has no more.
MOST_CORNERS = {"sido": 15_000, "sigungu": 32_000}
#: Where simplification starts, in metres of Visvalingam's area root; doubled by steps.
FIRST_TOLERANCE_M = {"sido": 200.0, "sigungu": 60.0}
#: Coarser than this no border is drawn, however many corners the islands have.
COARSEST_M = 700.0
#: Islands smaller than this are left out of the drawing where the region has a larger part, and holes are filled.
SMALL_M2 = 300_000.0
#: Grid on which borders are matched.
GRID_M = 10.0
#: Decimals of a drawn coordinate: about 10 m.
DECIMALS = 4


@dataclass(frozen=True)
class Shape:
    """One region's shape. detailed: valid, EPSG:4326. drawn: GeoJSON geometry as text."""

    level: str
    region_code: str
    name_ko: str
    detailed: Any
    drawn: str
    parts: int


@dataclass(frozen=True)
class Made:
    """All shapes of a file, and how many of them were joined from several features."""

    shapes: tuple[Shape, ...]
    joined: int


def mended(shapes: Sequence[Any]) -> tuple[list[Any], int]:
    """Valid polygons, and how many had to be mended."""
    array = np.array(shapes, dtype=object)
    bad = ~shapely.is_valid(array)
    if bad.any():
        array[bad] = shapely.make_valid(array[bad], method="structure")
    return [_polygons_of(shape) for shape in array], int(bad.sum())


def _polygons_of(shape: Any) -> Any:
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    parts = [part for part in shapely.get_parts(shape) if part.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def shapes_of(codes: Sequence[str], shapes: Sequence[Any], coding: Coding, day: int, table: Gazetteer) -> Made:
    """Shapes of the provinces and districts a file holds. codes: as written; shapes: valid, in the file's coordinates.

    Quarters are joined to their district, and districts to their province where all of it is there. A level the file
    holds itself is taken as it is.
    """
    degrees = [shapely.transform(shape, lambda xy: in_degrees(xy, coding.crs)) for shape in shapes]
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    held = {level_of(code) for code in codes}
    for code, region, shape in zip(codes, coding.codes, degrees, strict=True):
        level = level_of(code)
        if not region or shape.is_empty or (level == "emd" and "sigungu" in held and _is_there(region, coding, codes)):
            continue
        groups["sido" if len(region) == 2 else "sigungu", region].append(shape)
    joined = {key: _joined(parts) for key, parts in groups.items()}
    if "sido" not in held:
        joined |= {("sido", sido): shape for sido, shape in _provinces(joined, day, table).items()}
    counts = {key: len(parts) for key, parts in groups.items()}
    drawn = _drawn(joined)
    made = tuple(
        Shape(level, code, table.on(day)[code].name_ko, shape, drawn[level, code], counts.get((level, code), 1))
        for (level, code), shape in sorted(joined.items())
        if not shape.is_empty
    )
    return Made(made, sum(1 for count in counts.values() if count > 1))


def _is_there(region: str, coding: Coding, codes: Sequence[str]) -> bool:
    return any(own == region and level_of(code) == "sigungu" for own, code in zip(coding.codes, codes, strict=True))


def _joined(parts: Sequence[Any]) -> Any:
    """One shape of several; the hair-thin gaps between neighbours that were simplified apart are closed."""
    if len(parts) == 1:
        return parts[0]
    whole = shapely.union_all(np.array(parts, dtype=object))
    return _polygons_of(shapely.make_valid(whole))


def _provinces(joined: Mapping[tuple[str, str], Any], day: int, table: Gazetteer) -> dict[str, Any]:
    """Provinces all of whose districts are there."""
    there: dict[str, dict[str, Any]] = defaultdict(dict)
    for (level, code), shape in joined.items():
        if level == "sigungu":
            there[table.on(day)[code].parent_code][code] = shape
    whole = {}
    for sido, parts in there.items():
        wanted = {c for c, span in table.on(day).items() if span.parent_code == sido and span.level != CITY}
        covered = set(parts) | {c for code in parts for c in table.districts_of(code, day)}
        if wanted <= covered:
            whole[sido] = _joined(list(parts.values()))
    return whole


def _drawn(joined: Mapping[tuple[str, str], Any]) -> dict[tuple[str, str], str]:
    """Geometry texts, simplified level by level so that neighbours keep one border."""
    out: dict[tuple[str, str], str] = {}
    for level in ("sido", "sigungu"):
        keys = [key for key in joined if key[0] == level]
        if keys:
            simple = simplified([joined[key] for key in keys], FIRST_TOLERANCE_M[level], MOST_CORNERS[level])
            out |= {key: _text(shape) for key, shape in zip(keys, simple, strict=True)}
    return out


def simplified(shapes: Sequence[Any], tolerance_m: float, most_corners: int) -> list[Any]:
    """The shapes with fewer corners, borders still shared (coverage simplification in metres), small islands left
    out.
    """
    scale = _scale(shapes)
    flat = np.array([_large_parts(shapely.transform(shape, lambda xy: xy * scale)) for shape in shapes], dtype=object)
    if not shapely.coverage_is_valid(flat):
        flat = _clean(flat)
    simple = shapely.coverage_simplify(flat, tolerance_m)
    while shapely.get_num_coordinates(simple).sum() > most_corners and tolerance_m < COARSEST_M:
        tolerance_m *= 1.5
        simple = shapely.coverage_simplify(flat, tolerance_m)
    return [shapely.transform(shape, lambda xy: xy / scale) for shape in simple]


def _scale(shapes: Sequence[Any]) -> Any:
    """Degrees to metres at the middle latitude: exact enough for a drawing."""
    south, north = min(s.bounds[1] for s in shapes), max(s.bounds[3] for s in shapes)
    return np.array([111_320 * np.cos(np.radians((south + north) / 2)), 111_000.0])


def _clean(flat: Any) -> Any:
    """Neighbours given one border, where that loses no region.

    On a grid of 10 m first: 255 districts joined from 5,066 quarters took 3 s so, 200 s without.
    """
    gridded = shapely.set_precision(flat, GRID_M)
    cleaned = shapely.coverage_clean(gridded, gap_width=0.0, snapping_distance=0.0)
    kept = [new if new.area > 0.5 * old.area else old for new, old in zip(cleaned, gridded, strict=True)]
    return np.array([_polygons_of(shape) for shape in kept], dtype=object)


def _large_parts(shape: Any) -> Any:
    """Without small islands and small holes: the latter are gaps between quarters, no region is so small."""
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    large = [_filled(part) for part in parts[(areas >= SMALL_M2) | (areas == areas.max())]]
    return large[0] if len(large) == 1 else shapely.MultiPolygon(large)


def _filled(part: Any) -> Any:
    holes = [hole for hole in part.interiors if shapely.Polygon(hole).area >= SMALL_M2]
    return part if len(holes) == len(part.interiors) else shapely.Polygon(part.exterior, holes)


def _text(shape: Any) -> str:
    geometry = json.loads(shapely.to_geojson(shape))
    geometry["coordinates"] = _rounded(geometry["coordinates"])
    return json.dumps(geometry, separators=(",", ":"))


def _rounded(part: Any) -> Any:
    """Coordinates to DECIMALS, repeated corners dropped where a ring keeps four."""
    if not part or not isinstance(part[0][0], int | float):
        return [_rounded(inner) for inner in part]
    ring = [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in part]
    fewer = [corner for at, corner in enumerate(ring) if at == 0 or corner != ring[at - 1]]
    return fewer if len(fewer) >= 4 else ring
