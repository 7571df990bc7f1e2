"""The example markets: markets.csv, as typed rows."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from data.codes import MarketKind

FILE = Path(__file__).parent / "markets.csv"


@dataclass(frozen=True)
class Place:
    """One example market. store_count: as a register tells it, None = unknown; trading_store_count: as it is."""

    number: int
    market_name: str
    kind: MarketKind
    register_kind: str
    sido_code: str
    sigungu_code: str
    lat: float
    lon: float
    road_address: str
    lot_address: str
    cycle: str
    market_days: str
    opened_year: int
    store_count: int | None
    trading_store_count: int
    goods: str
    vouchers: str
    has_toilet: int
    has_parking: int
    is_real: bool

    @property
    def days_of_trade(self) -> tuple[int, ...]:
        """Last digits of the days of trade; () = every day."""
        return tuple(int(digit) for digit in self.market_days.split(",")) if self.market_days else ()


@cache
def places() -> tuple[Place, ...]:
    """Every example market, in the order of the file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_place(number, row) for number, row in enumerate(csv.DictReader(file)))


def _place(number: int, row: dict[str, str]) -> Place:
    return Place(
        number=number,
        market_name=row["market_name"],
        kind=MarketKind(row["kind"]),
        register_kind=row["register_kind"],
        sido_code=row["sido_code"],
        sigungu_code=row["sigungu_code"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        road_address=row["road_address"],
        lot_address=row["lot_address"],
        cycle=row["cycle"],
        market_days=row["market_days"],
        opened_year=int(row["opened_year"]),
        store_count=int(row["store_count"]) if row["store_count"] else None,
        trading_store_count=int(row["trading_store_count"]),
        goods=row["goods"],
        vouchers=row["vouchers"],
        has_toilet=int(row["has_toilet"]),
        has_parking=int(row["has_parking"]),
        is_real=row["is_real"] == "1",
    )
