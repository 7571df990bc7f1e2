"""Markets seen from far away: one circle per sigungu, one per province."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from components.formatting import is_known, written
from components.maps.classes import Classes
from components.maps.layout import tile_of
from components.maps.measure import ADDITIVE, Measure, headed
from components.picture import letters
from components.text.translator import Translator
from components.theme import Scheme


@dataclass(frozen=True)
class Level:
    """What is drawn at one distance.

    circles: rows for ``market_map.js``, the largest first. label: what the colour says. has_missing: whether a circle
    has no known value.
    """

    circles: list[list[Any]]
    classes: Classes
    label: str
    has_missing: bool


@dataclass(frozen=True)
class Shown:
    """What the circles are coloured and sized by, and in which words and colours."""

    colour: Measure
    size: Measure
    t: Translator
    scheme: Scheme

    @property
    def mean_label(self) -> str:
        """What the colour of a group says."""
        if self.colour.unit in ADDITIVE:
            return self.t("map.mean", label=self.colour.label)
        return self.t("map.weighted_mean", label=self.colour.label, weight=self.size.label)


_SIGUNGU_RADII = (10.0, 24.0)  # pixels
#: Small print of a circle: width of a Latin letter (half a syllable of Hangul), and height of the line of the name.
_LETTER_PX, _LINE_PX = 5.4, 11
_SIDO_RADII = (18.0, 26.0)


def floats(column: pd.Series) -> list[Any]:
    """Values as numbers (``float``); None where not known."""
    return [float(value) if is_known(value) else None for value in column]


def radius(value: float | None, most: float, smallest: float, largest: float) -> float:
    """Radius in pixels of a circle whose area grows with the value, never too small to be hit."""
    if value is None or not value > 0 or most <= 0:
        return smallest
    return round(max(smallest, largest * math.sqrt(value / most)), 1)


def places(rows: pd.DataFrame) -> list[str]:
    """Province and sigungu of each row in one text."""
    pairs = zip(rows["sido_name"], rows["sigungu_name"], strict=True)
    return [" ".join(str(name) for name in pair if is_known(name)) for pair in pairs]


def bounds(lats: Sequence[float], lons: Sequence[float]) -> list[list[float]] | None:
    """South-west and north-east corner, latitude first; None without places."""
    if not lats:
        return None
    return [[round(min(lats), 4), round(min(lons), 4)], [round(max(lats), 4), round(max(lons), 4)]]


def groups(rows: pd.DataFrame, shown: Shown) -> Level:
    """One circle per sigungu: [lat, lon, radius, class or None, count, name, "", [[label, text] ...], bounds]."""
    keys = [f"{code}|{place}" for code, place in zip(_codes(rows), places(rows), strict=True)]
    named = dict(zip(keys, places(rows), strict=True))
    drawn, classes = _circles(rows, keys, _SIGUNGU_RADII, shown)
    return _level([[*circle[:5], named[key], "", *circle[5:]] for key, circle in drawn.items()], classes, shown)


def provinces(rows: pd.DataFrame, shown: Shown) -> Level:
    """One circle per sido at the place where maps name it: like ``groups``, the seventh value its short name."""
    tiles = tile_of("sido")
    by_name = {name: tile.code for tile in tiles.values() for name in (*tile.names.values(), *tile.labels.values())}
    named = zip(_codes(rows), rows["sido_name"].astype(str), strict=True)
    keys = [code[:2] if code[:2] in tiles else by_name.get(name, name) for code, name in named]
    drawn, classes = _circles(rows, keys, _SIDO_RADII, shown)
    circles = []
    for key, circle in drawn.items():
        tile = tiles.get(key)
        place = tile.name_place if tile and tile.name_place else circle[:2]
        name, short = (tile.names[shown.t.lang], tile.labels[shown.t.lang]) if tile else (key, key)
        circles.append([*place, max(circle[2], _room_for(short)), *circle[3:5], name, short, *circle[5:]])
    return _level(circles, classes, shown)


def _room_for(name: str) -> float:
    """Radius in pixels of a circle that holds that name in small print, above its middle where it is less wide."""
    return round(math.hypot(letters(name) * _LETTER_PX / 2, _LINE_PX) + 1, 1)


def _level(circles: list[list[Any]], classes: Classes, shown: Shown) -> Level:
    has_missing = any(circle[3] is None for circle in circles)
    head = headed(shown.mean_label, shown.colour.unit, shown.t)
    return Level(sorted(circles, key=lambda circle: -circle[2]), classes, head, has_missing)


def _codes(rows: pd.DataFrame) -> list[str]:
    return [str(code) if is_known(code) else "" for code in rows["sigungu_code"]]


def _mean(values: list[float | None], weights: list[float | None], unit: str) -> float | None:
    known = [(value, weight or 0.0) for value, weight in zip(values, weights, strict=True) if value is not None]
    if not known:
        return None
    total = sum(weight for _, weight in known)
    if unit in ADDITIVE or total <= 0:
        return sum(value for value, _ in known) / len(known)
    return sum(value * weight for value, weight in known) / total


@dataclass
class _Members:
    """Markets of one circle; plain lists, since 229 small data frames take 90 ms and these 5."""

    lats: list[float] = field(default_factory=list)
    lons: list[float] = field(default_factory=list)
    values: list[float | None] = field(default_factory=list)
    sizes: list[float | None] = field(default_factory=list)

    @property
    def total(self) -> float | None:
        """Sum of the known sizes; None when none is known."""
        known = [size for size in self.sizes if size is not None]
        return sum(known) if known else None


def _members(rows: pd.DataFrame, keys: list[str], shown: Shown) -> dict[str, _Members]:
    found: dict[str, _Members] = {}
    values, sizes = floats(rows[shown.colour.column]), floats(rows[shown.size.column])
    for key, lat, lon, value, size in zip(keys, rows["lat"], rows["lon"], values, sizes, strict=True):
        one = found.setdefault(key, _Members())
        one.lats.append(float(lat))
        one.lons.append(float(lon))
        one.values.append(value)
        one.sizes.append(size)
    return found


def _circles(
    rows: pd.DataFrame, keys: list[str], radii: tuple[float, float], shown: Shown
) -> tuple[dict[str, list[Any]], Classes]:
    """key -> [lat, lon, radius, class or None, count, [[label, text] ...], bounds]; classes are those of the means."""
    colour, size, t = shown.colour, shown.size, shown.t
    members = _members(rows, keys, shown)
    means = {key: _mean(one.values, one.sizes, colour.unit) for key, one in members.items()}
    classes = colour.classes(means.values(), shown.scheme)
    most = max((one.total or 0.0 for one in members.values()), default=0.0)
    drawn: dict[str, list[Any]] = {}
    for key, one in members.items():
        told = [
            [t("map.market_count", count=len(one.lats)), ""],
            [t("map.sum", label=size.label), written(one.total, size.unit, t.lang)],
            [shown.mean_label, written(means[key], colour.unit, t.lang)],
        ]
        middle = [round(sum(one.lats) / len(one.lats), 4), round(sum(one.lons) / len(one.lons), 4)]
        corners = bounds(one.lats, one.lons)
        drawn[key] = [
            *middle,
            radius(one.total, most, *radii),
            classes.position(means[key]),
            len(one.lats),
            told,
            corners,
        ]
    return drawn, classes
