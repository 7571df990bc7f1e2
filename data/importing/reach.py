"""Rows that an officer of regions may write down: of its regions, and over rows of its regions.

It holds for what an office writes itself (programmes and what hangs on them, assets, requests, claims), typed or as a
template. Official files speak of the whole country and come in whole, whoever puts them in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select

from data.models import metadata

_REGIONS, _MARKET = metadata.tables["account_region"], metadata.tables["market"]
_PROGRAMME = metadata.tables["programme"]
Place = tuple[str, str]
#: Of a row about no place at all.
NOWHERE: Place = ("", "")


def lies_in(place: Place, regions: Iterable[str]) -> bool:
    """Whether a place (province, city) lies in one of the regions; of a city with districts (41110) all of those do."""
    return any(_lies_in(place, region) for region in regions)


def _lies_in(place: Place, region: str) -> bool:
    sido, sigungu = place
    if len(region) == 2:
        return sido == region
    return sigungu.startswith(region[:4]) if region.endswith("0") else sigungu == region


@dataclass(frozen=True)
class Reach:
    """Regions of whoever puts rows in, none = everywhere; and where markets and programmes lie."""

    regions: frozenset[str]
    markets: Mapping[int, Place]
    programmes: Mapping[str, Place]

    @classmethod
    def of(cls, connection: Connection, subject: str) -> "Reach":
        """Of the account of that name."""
        asked = select(_REGIONS.c.region_code).where(_REGIONS.c.subject == subject)
        regions = frozenset(map(str, connection.execute(asked).scalars())) if subject else frozenset()
        if not regions:
            return cls(regions, {}, {})
        return cls(
            regions, _places(connection, _MARKET, "market_id"), _places(connection, _PROGRAMME, "programme_code")
        )

    def place_of(self, table: str, row: Mapping[str, Any]) -> Place | None:
        """Where a row of a table belongs: to its market, else the region it names, else its programme's. None where it
        names none of them. A programme without a region is one of the whole country.
        """
        if table == _PROGRAMME.name:
            return str(row["sido_code"] or ""), str(row["sigungu_code"] or "")
        market, code = row.get("market_id"), row.get("programme_code")
        if market is not None and int(market) in self.markets:
            return self.markets[int(market)]
        if row.get("sido_code"):
            return str(row["sido_code"]), str(row.get("sigungu_code") or "")
        return self.programmes.get(str(code), NOWHERE) if code else None

    def holds(self, table: str, row: Mapping[str, Any]) -> bool:
        """Whether that row may be written. One that names no place is nobody's, and everybody's."""
        place = self.place_of(table, row)
        return not self.regions or place is None or lies_in(place, self.regions)


def _places(connection: Connection, table: Table, key: str) -> dict[Any, Place]:
    asked = select(table.c[key], table.c.sido_code, table.c.sigungu_code)
    return {number: (str(sido or ""), str(sigungu or "")) for number, sido, sigungu in connection.execute(asked)}
