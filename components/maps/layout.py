"""Where each region stands on the owned tile maps: hexes of sigungu, squares of sido (``tiles_*.csv``).

A tile per sigungu; a city with districts (the gu of an ordinary city) is one tile that answers to its own code and to
those of its districts. Codes are those of 2026-05; units that came later without a confirmed code are not typed.
"""

import csv
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Level = Literal["sigungu", "sido"]
Point = tuple[float, float]
_ROW_HEIGHT = math.sqrt(3) / 2


@dataclass(frozen=True)
class Tile:
    """One region's place. q: column to the east, r: row to the north; odd rows of hexes stand half a tile east.

    name_place: latitude and longitude where a sido's name stands on a map.
    """

    code: str
    names: dict[str, str]
    labels: dict[str, str]
    sido_code: str
    q: int
    r: int
    member_codes: tuple[str, ...]
    level: Level
    name_place: Point | None = None

    @property
    def centre(self) -> Point:
        """Middle of the tile in tile widths, x to the east, y to the north."""
        if self.level == "sido":
            return float(self.q), float(self.r)
        return self.q + 0.5 * (self.r % 2), self.r * _ROW_HEIGHT

    def corners(self, reach: float = 1.0) -> list[Point]:
        """Corners, anticlockwise from the south-east (hex: from the south). reach: 1 touches its neighbours."""
        x, y = self.centre
        count, start, radius = (4, -45, math.sqrt(0.5)) if self.level == "sido" else (6, -90, 1 / math.sqrt(3))
        angles = [math.radians(start + side * 360 / count) for side in range(count)]
        return [(x + math.cos(angle) * radius * reach, y + math.sin(angle) * radius * reach) for angle in angles]

    def beside(self) -> list[tuple[int, int]]:
        """Places (q, r) beside it, in the order of its sides: side i lies between corners i and i+1."""
        if self.level == "sido":
            return [(self.q + 1, self.r), (self.q, self.r + 1), (self.q - 1, self.r), (self.q, self.r - 1)]
        east = self.q + self.r % 2
        return [
            (east, self.r - 1),
            (self.q + 1, self.r),
            (east, self.r + 1),
            (east - 1, self.r + 1),
            (self.q - 1, self.r),
            (east - 1, self.r - 1),
        ]


def _tile(row: dict[str, str], level: Level) -> Tile:
    return Tile(
        code=row["code"],
        names={"ko": row["name_ko"], "en": row["name_en"]},
        labels={"ko": row["label_ko"], "en": row["label_en"]},
        sido_code=row["sido_code"],
        q=int(row["q"]),
        r=int(row["r"]),
        member_codes=tuple(row["member_codes"].split()),
        level=level,
        name_place=(float(row["lat"]), float(row["lon"])) if "lat" in row else None,
    )


@cache
def tiles(level: Level) -> tuple[Tile, ...]:
    """Every tile of that level: 229 sigungu or 17 sido."""
    with (Path(__file__).parent / f"tiles_{level}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_tile(row, level) for row in csv.DictReader(file))


@cache
def tile_of(level: Level) -> dict[str, Tile]:
    """Region code -> its tile; codes of a city's districts lead to the city's tile."""
    return {code: tile for tile in tiles(level) for code in (tile.code, *tile.member_codes)}


@cache
def heart_of(sido_code: str) -> Tile:
    """The sigungu tile where a province's name stands: most of its own round it, then nearest to its middle."""
    own = [tile for tile in tiles("sigungu") if tile.sido_code == sido_code]
    held = {(tile.q, tile.r) for tile in own}
    x, y = (sum(tile.centre[axis] for tile in own) / len(own) for axis in (0, 1))

    def worth(tile: Tile) -> tuple[int, float]:
        return -len(held.intersection(tile.beside())), math.dist(tile.centre, (x, y))

    return min(own, key=worth)


def steps_between(one: Tile, other: Tile) -> int:
    """Steps from one hex to the other; 1 for hexes that touch."""
    across = (one.q - (one.r - one.r % 2) // 2) - (other.q - (other.r - other.r % 2) // 2)
    up = one.r - other.r
    return max(abs(across), abs(up), abs(across + up))
