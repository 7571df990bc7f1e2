"""A store of national size, made up: 1,400 markets, 210,000 stores, five years of days, six methods, foreigners too."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, insert
from sqlmodel import SQLModel

from data import summaries
from data.codes import Grain, MarketKind, ReadinessItem, SalesChannel
from data.geo.regions import seed_regions, shipped
from data.models import ChannelUse, Import, Market, MarketFacility, Store, StoreItem, metadata
from data.store import writing

SEED = 7
COUNTRIES = ("JP", "CN", "TW", "HK", "US", "TH", "VN", "SG", "MY", "PH")
KINDS = (MarketKind.PERMANENT, MarketKind.MIXED, MarketKind.PERIODIC, MarketKind.SHOPPING_DISTRICT)

GOODS = ("vegetables", "fish", "meat", "clothes", "household", "side dishes")
FACILITIES = ("arcade", "customer_parking", "delivery_service", "foreigner_centre", "locker", "lounge", "toilet")


@dataclass(frozen=True)
class Size:
    """How large. days are counted back from 2024-12-31."""

    markets: int = 1_400
    stores: int = 210_000
    days: int = 1_826
    methods: int = 6
    foreign_per_day: float = 1.2


SMALL = Size(markets=140, stores=21_000, days=400)


def build(path: Path, size: Size) -> dict[str, float]:
    """Write the store; returns rows by table and seconds."""
    start = time.perf_counter()
    for stale in path.parent.glob(path.name + "*"):
        stale.unlink()
    rng = np.random.default_rng(SEED)
    days = _days(size.days)
    with writing(f"sqlite:///{path}") as connection:
        seed_regions(connection)
        _imports(connection)
        _markets(connection, size, rng)
        _stores(connection, size, rng)
        _channels(connection, size, rng)
        _items(connection, size, rng)
        payments = _payments(connection, size, days, rng)
        foreign = _foreign(connection, size, days, rng)
        facts = time.perf_counter() - start
        summaries.rebuild(connection)
    return {
        "markets": size.markets,
        "stores": size.stores,
        "payment_rows": payments,
        "foreign_rows": foreign,
        "facts_s": round(facts, 1),
        "all_s": round(time.perf_counter() - start, 1),
        "megabytes": round(path.stat().st_size / 1e6),
    }


def _days(count: int) -> np.ndarray:
    last = np.datetime64("2024-12-31")
    days = last - np.arange(count)[::-1]
    return np.array([int(str(day).replace("-", "")) for day in days])


def _imports(connection: Connection) -> None:
    common = {"sha256": "x", "byte_count": 0, "status": "kept", "started_at": "2025-01-02T00:00:00", "is_example": 0}
    sources = (
        ("market_standard", "market"),
        ("payment_day", "payment"),
        ("foreign_payment_day", "foreign_payment"),
        ("onnuri_merchants", "store"),
        ("channel_use", "channel_use"),
        ("store_item", "store_item"),
    )
    for number, (source, subject) in enumerate(sources, 1):
        connection.execute(
            insert(Import).values(
                import_id=number,
                file_name=source,
                source=source,
                subject=subject,
                edition="2025-01-01",
                first_day=20200101,
                last_day=20241231,
                **common,
            )
        )


def _markets(connection: Connection, size: Size, rng: np.random.Generator) -> None:
    rows = market_rows(size, rng)
    connection.execute(insert(Market), rows)
    has = (rng.random((len(rows), len(FACILITIES))) < 0.5).astype(int).tolist()
    known = [
        (row["market_id"], facility, present)
        for row, presence in zip(rows, has, strict=True)
        for facility, present in zip(FACILITIES, presence, strict=True)
    ]
    _put(connection, MarketFacility, "market_id facility is_present", known, edition="2025-01-01", import_id=1)


def market_rows(size: Size, rng: np.random.Generator) -> list[dict[str, Any]]:
    """Rows of the market table."""
    sigungu = [span for span in shipped().on(20241231).values() if span.level == "sigungu"]
    rows = []
    for number in range(1, size.markets + 1):
        place = sigungu[int(rng.integers(len(sigungu)))]
        rows.append(
            {
                "market_id": number,
                "market_name": f"market {number}",
                "kind": str(KINDS[int(rng.integers(4))]),
                "sido_code": place.region_code[:2],
                "sigungu_code": place.region_code,
                "import_id": 1,
                "lat": 34.5 + 3.5 * float(rng.random()),
                "lon": 126.5 + 2.8 * float(rng.random()),
                "store_count": int(rng.integers(20, 400)),
                "market_days": ("", "", "2,7", "5,10")[number % 4],
                "goods": "+".join((GOODS[number % 6], GOODS[number * 5 % 7 % 6])),
                "is_listed": 1,
            }
        )
    return rows


def _stores(connection: Connection, size: Size, rng: np.random.Generator) -> None:
    """In the place of their market, most within some hundred metres of it."""
    lies = "SELECT market_id, sido_code, sigungu_code, lat, lon FROM market"
    places = {market: rest for market, *rest in connection.exec_driver_sql(lies)}
    markets = rng.integers(1, size.markets + 1, size.stores).tolist()
    away = rng.normal(0, 0.003, (size.stores, 2)).tolist()
    rows = []
    for n, (market, (north, east)) in enumerate(zip(markets, away, strict=True)):
        sido, sigungu, lat, lon = places[market]
        rows.append((f"s{n}", 4, market, f"store {n}", sido, sigungu, lat + north, lon + east))
    named = "store_key import_id market_id store_name sido_code sigungu_code lat lon"
    empty = dict.fromkeys(("sector", "zone", "address", "first_seen", "last_seen"), "")
    _put(connection, Store, named, rows, **empty, status="open", accepts="onnuri_paper,zeropay")


def _channels(connection: Connection, size: Size, rng: np.random.Generator) -> None:
    """24 stores on a channel in every other market, as in the example."""
    rows = []
    for market in range(1, size.markets + 1, 2):
        for store in range(24):
            opened = 20220001 + 100 * int(rng.integers(1, 13))
            closed = opened + 10000 if rng.random() < 0.3 else None
            channel = str(list(SalesChannel)[store % len(SalesChannel)])
            days = (opened, opened, opened + 5, closed or 20241215, closed)
            rows.append((market, f"store {store}", channel, *days, 40, 900_000))
    days_told = "trained_day opened_day first_order_day last_order_day closed_day"
    named = f"market_id store_name channel {days_told} order_count sales_krw"
    _put(connection, ChannelUse, named, rows, sector="food", age_band="50s", as_of_day=20241231, import_id=5)


def _items(connection: Connection, size: Size, rng: np.random.Generator) -> None:
    """40 stores that answered all twelve in two markets of five."""
    rows = []
    for market in (number for number in range(1, size.markets + 1) if number % 5 < 2):
        for store, has in enumerate((rng.random((40, len(ReadinessItem))) < 0.4).tolist()):
            for item, present in zip(ReadinessItem, has, strict=True):
                rows.append((market, f"store {store}", str(item), int(present), 20241201 if present else None))
    named = "market_id store_name item is_present last_used_day"
    _put(connection, StoreItem, named, rows, as_of_day=20241231, import_id=6)


def _put(
    connection: Connection, table: type[SQLModel], named: str, rows: list[tuple[Any, ...]], **same: object
) -> None:
    """Rows of a table; same: values that all of them have."""
    columns = [*named.split(), *same]
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table.__tablename__} ({', '.join(columns)}) VALUES ({marks})"
    connection.exec_driver_sql(statement, [(*row, *same.values()) for row in rows])


def _payments(connection: Connection, size: Size, days: np.ndarray, rng: np.random.Generator) -> int:
    total = 0
    for market in range(1, size.markets + 1):
        level = float(rng.lognormal(13.5, 0.8))
        amounts = (level * rng.lognormal(0, 0.4, (len(days), size.methods))).astype(np.int64)
        counts = amounts // 18_000 + 1
        day, method = np.repeat(days, size.methods), np.tile(np.arange(1, size.methods + 1), len(days))
        rows = zip(day.tolist(), method.tolist(), amounts.ravel().tolist(), counts.ravel().tolist(), strict=True)
        connection.exec_driver_sql(
            "INSERT INTO payment"
            " (market_id, grain, day, method, amount_krw, transaction_count, is_provisional, import_id)"
            f" VALUES ({market}, {int(Grain.DAY)}, ?, ?, ?, ?, 0, 2)",
            list(rows),
        )
        total += len(day)
    return total


def _foreign(connection: Connection, size: Size, days: np.ndarray, rng: np.random.Generator) -> int:
    total = 0
    for market in range(1, size.markets + 1):
        count = int(len(days) * size.foreign_per_day)
        picked = np.unique(rng.integers(0, len(days) * 50, count))
        amount = (20_000 * rng.lognormal(1, 1, len(picked))).astype(np.int64)
        rows = [
            (int(days[key // 50]), int(key % 5) + 1, COUNTRIES[key // 5 % 10], int(won), int(won // 30_000) + 1)
            for key, won in zip(picked.tolist(), amount.tolist(), strict=True)
        ]
        connection.exec_driver_sql(
            "INSERT INTO foreign_payment (market_id, grain, day, wallet, country, amount_krw, transaction_count,"
            f" is_provisional, import_id) VALUES ({market}, {int(Grain.DAY)}, ?, ?, ?, ?, ?, 0, 3)",
            rows,
        )
        total += len(rows)
    return total


def tables() -> list[str]:
    """Tables a question may read: everything but the facts."""
    facts = {"payment", "payment_past", "foreign_payment", "foreign_payment_past"}
    return [name for name in metadata.tables if name not in facts]
