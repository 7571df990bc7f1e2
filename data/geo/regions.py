"""Provinces, cities, counties and districts through time: which code stood on which day, and what it became.

Source: regions.csv, made from the code tables of admdongkor 0.5.6 (CC BY 4.0, data KOGL type 1); an import of the
official table of legal-dong codes brings it up to date (source ``region_codes``).
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from data.models import Region

OPEN_END = 99991231
#: Level of a city that is divided into districts: it stands between sido and sigungu and has no shape of its own.
CITY = "city"


@dataclass(frozen=True)
class RegionSpan:
    """One sido, city or sigungu in one span of days (yyyymmdd, both included)."""

    region_code: str
    valid_from: int
    valid_to: int
    level: str
    name_ko: str
    name_en: str = ""
    short_name_ko: str = ""
    parent_code: str = ""
    successor_code: str = ""

    def stands(self, day: int) -> bool:
        """Valid on that day."""
        return self.valid_from <= day <= self.valid_to


class Gazetteer:
    """All spans, with the lookups that need them together."""

    def __init__(self, spans: Iterable[RegionSpan]) -> None:
        self.spans = tuple(sorted(spans, key=lambda s: (s.region_code, s.valid_from)))
        self._on_day: dict[int, dict[str, RegionSpan]] = {}

    @cached_property
    def by_code(self) -> Mapping[str, tuple[RegionSpan, ...]]:
        """Spans of each code, oldest first."""
        out: dict[str, tuple[RegionSpan, ...]] = {}
        for span in self.spans:
            out[span.region_code] = (*out.get(span.region_code, ()), span)
        return out

    @cached_property
    def first_day(self) -> int:
        """Before this day the table knows nothing; earlier days are answered as if they were this one."""
        return min(span.valid_from for span in self.spans)

    def on(self, day: int) -> dict[str, RegionSpan]:
        """The regions that stood on that day, by code."""
        day = max(day, self.first_day)
        if day not in self._on_day:
            self._on_day[day] = {span.region_code: span for span in self.spans if span.stands(day)}
        return self._on_day[day]

    def at(self, code: str, day: int = OPEN_END) -> str:
        """Code that the region has on that day: followed to its successors, or back to what it was; "" when unknown.

        A region that was divided gives its city, since the code alone does not tell the part.
        """
        standing, seen = self.on(day), {code}
        while code not in standing:
            step = self._step(code, day)
            if not step or step in seen:
                return ""
            seen.add(step)
            code = step
        return code

    def _step(self, code: str, day: int) -> str:
        spans = self.by_code.get(code, ())
        if spans and spans[0].valid_from > max(day, self.first_day):
            before = self.predecessors.get(code, ())
            return before[0] if len(before) == 1 else ""
        return spans[-1].successor_code if spans else ""

    @cached_property
    def predecessors(self) -> Mapping[str, tuple[str, ...]]:
        """Codes that became each code."""
        out: dict[str, tuple[str, ...]] = {}
        for span in self.spans:
            if span.successor_code:
                out[span.successor_code] = (*out.get(span.successor_code, ()), span.region_code)
        return out

    def city_of(self, code: str, day: int = OPEN_END) -> str:
        """The city above a district of a city (41111 -> 41110), else the code itself: the level of self-government."""
        above = self.on(day).get(code[:4] + "0")
        return above.region_code if above is not None and above.level == CITY else code

    def districts_of(self, city: str, day: int = OPEN_END) -> tuple[str, ...]:
        """Districts of a city, () when it has none."""
        standing = self.on(day)
        if city not in standing or standing[city].level != CITY:
            return ()
        return tuple(code for code in standing if code[:4] == city[:4] and code != city)


@cache
def shipped() -> Gazetteer:
    """The table that comes with the product."""
    with (Path(__file__).parent / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = [dict(row) for row in csv.DictReader(file)]
    return Gazetteer(
        RegionSpan(**{**row, "valid_from": int(row["valid_from"]), "valid_to": int(row["valid_to"])}) for row in rows
    )


def seed_regions(connection: Connection) -> int:
    """Fill an empty region table with the shipped one. Returns: rows added (0 when it holds regions already)."""
    if connection.execute(select(func.count()).select_from(Region)).scalar_one():
        return 0
    rows = [_row(span) for span in shipped().spans]
    connection.execute(insert(Region), rows)
    return len(rows)


def gazetteer(connection: Connection) -> Gazetteer:
    """The store's own table; the shipped one where the store has none yet."""
    table = Region.__table__  # type: ignore[attr-defined]
    rows = connection.execute(select(*[table.c[f.name] for f in fields(RegionSpan)])).all()
    return _gazetteer(tuple(tuple(row) for row in rows)) if rows else shipped()


@lru_cache(maxsize=4)
def _gazetteer(rows: tuple[tuple[Any, ...], ...]) -> Gazetteer:
    """The same table of rows is the same object, so that what was read with it stays in its caches."""
    return Gazetteer(RegionSpan(*row) for row in rows)


@lru_cache(maxsize=4)
def gazetteer_of(spans: tuple[RegionSpan, ...]) -> Gazetteer:
    """The table of these spans: of the same ones the same object."""
    return shipped() if spans == shipped().spans else _gazetteer(tuple(astuple(span) for span in spans))


def replace_regions(connection: Connection, spans: Iterable[RegionSpan]) -> None:
    """Put these spans in the place of the store's table."""
    connection.execute(Region.__table__.delete())  # type: ignore[attr-defined]
    connection.execute(insert(Region), [_row(span) for span in spans])


def region_at(code: str, day: int = OPEN_END, table: Gazetteer | None = None) -> str:
    """Code of that region on that day (yyyymmdd), "" when it has none: 42110 -> 51110 after 2023-06-11."""
    return (table or shipped()).at(code, day)


def _row(span: RegionSpan) -> dict[str, str | int]:
    return dict(zip((f.name for f in fields(RegionSpan)), astuple(span), strict=True))
