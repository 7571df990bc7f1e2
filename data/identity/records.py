"""Rows of registers as they are kept, and as they are compared."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from data.geo.addresses import Place, region_of_addresses
from data.geo.regions import OPEN_END, Gazetteer
from data.identity.matching import Key, Known, Sighting
from data.identity.names import read_name
from data.identity.places import read_address
from data.models import Market, MarketRecord


@dataclass(frozen=True)
class Record:
    """One row of one register edition. values: the coerced columns by identifier; raw: JSON of the row as it stood.

    judged: (market id, decision, reason, score) as they stand in the store.
    """

    import_id: int
    row: int
    source: str
    edition: str
    values: dict[str, Any]
    raw: str = "{}"
    market_id: int | None = None
    judged: tuple[object, ...] = field(default=(), compare=False)

    @property
    def key(self) -> Key:
        """Import and row."""
        return self.import_id, self.row

    @property
    def addresses(self) -> list[str]:
        """Both addresses, as far as given."""
        return [text for text in (self.values.get("road_address", ""), self.values.get("lot_address", "")) if text]

    @property
    def region_text(self) -> str:
        """Province and city where the register has columns for them."""
        parts = (self.values.get(name, "") for name in ("region_name", "sido_name", "sigungu_name"))
        return " ".join(part for part in parts if part)

    @property
    def point(self) -> tuple[float, float] | None:
        """(lat, lon)."""
        lat, lon = self.values.get("lat"), self.values.get("lon")
        return None if lat is None or lon is None else (lat, lon)


def place_of(record: Record, table: Gazetteer, day: int = OPEN_END) -> Place:
    """Region that the row's own columns and addresses tell."""
    return region_of_addresses([*record.addresses, record.region_text], day, table)


def sighting_of(record: Record, table: Gazetteer) -> Sighting:
    """The row made comparable, its region as it is called today."""
    place, read = place_of(record, table), [read_address(text) for text in record.addresses]
    city = table.city_of(place.sigungu_code) if place.sigungu_code else ""
    return Sighting(
        record.key,
        read_name(record.values["market_name"]),
        place.sido_code,
        city,
        place_words(table, city, place.sido_code),
        record.point,
        frozenset().union(*(a.spots for a in read)),
        frozenset().union(*(a.quarters for a in read)),
    )


def place_words(table: Gazetteer, *codes: str) -> tuple[str, ...]:
    """Names of those regions, as they stand before market names: Wonju-si and Wonju."""
    spans = [table.on(OPEN_END)[code] for code in codes if code in table.on(OPEN_END)]
    return tuple(dict.fromkeys(word for span in spans for word in (span.name_ko, span.short_name_ko)))


def stored_records(connection: Connection) -> list[Record]:
    """Every register row in the store."""
    columns = (
        MarketRecord.import_id,
        MarketRecord.row,
        MarketRecord.source,
        MarketRecord.edition,
        MarketRecord.values,
        MarketRecord.market_id,
        MarketRecord.decision,
        MarketRecord.reason,
        MarketRecord.score,
    )
    rows = connection.execute(select(*columns)).all()  # type: ignore[call-overload]
    return [
        Record(i, n, source, edition, json.loads(values), "", judged[0], tuple(judged))
        for i, n, source, edition, values, *judged in map(tuple, rows)
    ]


def by_edition(records: Iterable[Record]) -> list[list[Record]]:
    """Records of each edition of each register, oldest edition first; the same whatever the order they came in."""
    groups: dict[tuple[str, str, int], list[Record]] = {}
    for record in records:
        groups.setdefault((record.edition, record.source, record.import_id), []).append(record)
    return [sorted(groups[key], key=lambda record: record.row) for key in sorted(groups)]


def seed_of(row: Any, table: Gazetteer) -> Known:
    """A market that stands without a register, from its own row."""
    city = table.city_of(row.sigungu_code) if row.sigungu_code else ""
    point = (row.lat, row.lon) if row.lat is not None and row.lon is not None else None
    names: Sequence[str] = (row.market_name, *filter(None, row.former_names.split("|")))
    read = [read_address(text) for text in (row.road_address, row.lot_address) if text]
    members = [
        Sighting(
            (0, -row.market_id),
            read_name(name),
            row.sido_code,
            city,
            place_words(table, city, row.sido_code),
            point,
            frozenset().union(*(a.spots for a in read)),
            frozenset().union(*(a.quarters for a in read)),
        )
        for name in reversed(names)
    ]
    return Known(members, fixed_id=row.market_id)


def market_rows(connection: Connection) -> dict[int, Any]:
    """Every market row by its id."""
    table = Market.__table__  # type: ignore[attr-defined]
    return {row.market_id: row for row in connection.execute(select(table)).all()}
