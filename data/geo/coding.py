"""Which codes and which coordinates a boundary file uses, where it does not say, or says it wrongly."""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from data.geo.regions import Gazetteer

#: Longitude and latitude; Korea 2000 unified; central belt 2000 and 2010.
SYSTEMS = ("4326", "5179", "5181", "5186")
ADMINISTRATIVE, STATISTICS = "administrative", "statistics"


@dataclass(frozen=True)
class Coding:
    """crs: EPSG number. kind: administrative or statistics codes. codes: region code on the edition's day of each
    feature, "" = not known. share: part of the features that lie where their code says."""

    crs: str
    kind: str
    codes: tuple[str, ...]
    share: float


@cache
def _extents() -> dict[str, tuple[float, float, float, float]]:
    """Rough reach of each province in degrees, measured and rounded outwards: west, south, east, north."""
    with (Path(__file__).parent / "sido_extent.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["region_code"]: (float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"]))
            for row in csv.DictReader(file)
        }


@cache
def _statistics() -> dict[str, tuple[tuple[str, int, int], ...]]:
    out: dict[str, tuple[tuple[str, int, int], ...]] = {}
    with (Path(__file__).parent / "statistics_codes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            span = (row["region_code"], int(row["valid_from"]), int(row["valid_to"]))
            out[row["statistics_code"]] = (*out.get(row["statistics_code"], ()), span)
    return out


def administrative(code: str, day: int, table: Gazetteer) -> str:
    """Region code on that day behind an administrative code as written then or at another time."""
    return table.at(code, day)


def from_statistics(code: str, day: int, table: Gazetteer) -> str:
    """Region code on that day behind a statistics-office code; where none stood on the day, the one nearest in time."""
    spans = _statistics().get(code, ())
    standing = [region for region, first, last in spans if first <= day <= last]
    nearest = min(spans, key=lambda span: min(abs(span[1] - day), abs(span[2] - day)), default=("", 0, 0))
    return table.at(standing[0] if standing else nearest[0], day) if spans else ""


def region_part(code: str) -> str:
    """Province or district part of a code of 2, 5, 7, 8 or 10 digits; zeros behind say that no quarter is meant."""
    if len(code) == 10 and code.endswith("00000000"):
        return code[:2]
    return code if len(code) <= 2 else code[:5]


def level_of(code: str) -> str:
    """sido, sigungu, or emd for anything smaller."""
    part = region_part(code)
    if len(part) == 2:
        return "sido"
    return "sigungu" if len(code) == 5 or (len(code) in (8, 10) and not code[5:].strip("0")) else "emd"


def coding_of(
    codes: Sequence[str], names: Sequence[str], shapes: Sequence[Any], said: str, day: int, table: Gazetteer
) -> Coding:
    """The combination of coordinates and codes under which most features lie in their province and bear its names.

    said: EPSG number the file gives, "" = none; it is believed where any combination with it fits.
    """
    middles = shapely.centroid(np.array(shapes, dtype=object))
    # an empty shape has its middle nowhere: NaN lies in no province
    centres = np.full((len(middles), 2), np.nan)
    centres[~shapely.is_empty(middles)] = shapely.get_coordinates(middles)
    candidates = [c for crs in ([said] if said else SYSTEMS) for c in _codings(codes, names, centres, crs, day, table)]
    if said and max(c.share for c in candidates) < 0.5:
        candidates += [c for crs in SYSTEMS if crs != said for c in _codings(codes, names, centres, crs, day, table)]
    return max(candidates, key=lambda coding: coding.share)


def _codings(
    codes: Sequence[str], names: Sequence[str], centres: Any, crs: str, day: int, table: Gazetteer
) -> Iterable[Coding]:
    places = in_degrees(centres, crs)
    for kind, translated in ((ADMINISTRATIVE, administrative), (STATISTICS, from_statistics)):
        known = {part: translated(part, day, table) for part in {region_part(code) for code in codes}}
        regions = tuple(known[region_part(code)] for code in codes)
        good = [
            bool(region) and _lies_there(region, place) * (1 + 0.5 * _is_called(region, name, day, table))
            for region, place, name in zip(regions, places, names, strict=True)
        ]
        yield Coding(crs, kind, regions, float(np.mean(good)))


def _lies_there(region: str, place: Any) -> float:
    west, south, east, north = _extents().get(region[:2], (124.0, 32.0, 132.5, 39.5))
    return float(west <= place[0] <= east and south <= place[1] <= north)


def _is_called(region: str, name: str, day: int, table: Gazetteer) -> bool:
    """The feature's name begins or ends like the region's: "Suwon-si Jangan-gu" in whatever spacing."""
    bare = re.sub(r"\s", "", name)
    own = table.on(day)[region].name_ko
    return bool(bare) and (own.replace(" ", "") in bare or bare in own.replace(" ", "") or own.split()[-1] in bare)


def in_degrees(points: Any, crs: str) -> Any:
    """Points (n x 2) as longitude and latitude."""
    if crs == "4326":
        return points
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        transformer = Transformer.from_crs(int(crs), 4326, always_xy=True)
    except (CRSError, ValueError):
        return points
    return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))
