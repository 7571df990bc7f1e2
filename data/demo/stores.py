"""Invented stores of the example markets: which sector, where, whether open, what they accept."""

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from data.codes import MarketKind, PaymentMethod
from data.demo.places import Place

Row = dict[str, Any]
FILE = Path(__file__).parent / "sectors.csv"

#: Part of the stores that accept a method, by kind of market: everyone takes cards in an arcade, hardly all on a
#: market day.
ACCEPTED = {
    PaymentMethod.CARD: 0.93,
    PaymentMethod.ZEROPAY: 0.58,
    PaymentMethod.ONNURI_PAPER: 0.81,
    PaymentMethod.ONNURI_MOBILE: 0.55,
    PaymentMethod.ONNURI_CARD: 0.62,
    PaymentMethod.LOCAL_VOUCHER: 0.72,
    PaymentMethod.CASH_RECEIPT: 0.66,
}
LEANING = {MarketKind.PERIODIC: 0.72, MarketKind.MIXED: 0.88}
STATUS = {"open": 0.90, "closed": 0.04, "unknown": 0.06}
ROOMS_IN_A_ROW = 20
#: Degrees between two stores: about 4 m.
ROOM = 0.00004


@cache
def _sectors() -> tuple[dict[str, str], ...]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def store_rows(place: Place, market_id: int, random: np.random.Generator) -> Iterator[Row]:
    """Rows of the store table, without the import: as many as trade there."""
    count = place.trading_store_count
    fitting = [row for row in _sectors() if place.kind in row["kinds"].split()]
    sectors = random.integers(0, len(fitting), count)
    states = random.choice(list(STATUS), count, p=list(STATUS.values()))
    parts = np.array(list(ACCEPTED.values())) * LEANING.get(place.kind, 1.0)
    accepts = random.random((count, len(parts))) < parts
    for number in range(count):
        sector = fitting[sectors[number]]
        row, room = divmod(number, ROOMS_IN_A_ROW)
        yield {
            "store_key": f"example-{place.number + 1:03d}-{number + 1:04d}",
            "market_id": market_id,
            "store_name": f"{place.market_name} {sector['store_word']} {number + 1}",
            "sector": sector["sector"],
            "zone": chr(ord("A") + row % 26),
            "address": place.road_address,
            "sido_code": place.sido_code,
            "sigungu_code": place.sigungu_code,
            "lat": round(place.lat + (row - count / ROOMS_IN_A_ROW / 2) * ROOM, 6),
            "lon": round(place.lon + (room - ROOMS_IN_A_ROW / 2) * ROOM, 6),
            "status": str(states[number]),
            "accepts": ",".join(m for m, takes in zip(ACCEPTED, accepts[number], strict=True) if takes),
            "first_seen": "2022-01",
            "last_seen": "2024-12",
        }
