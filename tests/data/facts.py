"""A small store of awkward facts: unknown amounts, days beside months, several imports, markets without a place."""

import random
from typing import Any

from sqlalchemy import Connection, insert

from data.codes import ReadinessItem
from data.models import metadata

Row = dict[str, Any]
MARKETS = {
    1: ("permanent", "50", "50110", 300),
    2: ("permanent", "50", "50130", None),
    3: ("periodic", "11", "11110", 40),
    4: ("permanent", "11", "", 80),
    5: ("mixed", "", "", 25),
    6: ("permanent", "50", "50110", 10),
}
MONTHS = (20230301, 20230401, 20240301, 20240401, 20240501)
IMPORTS = {1: "payment", 2: "payment", 3: "foreign_payment", 4: "store", 5: "figure", 6: "market"}
IMPORTS |= {7: "channel_use", 8: "store_item", 9: "asset", 10: "asset_reading"}
#: Days of trade: on their own days, every fourth day, not told.
MARKET_DAYS = {1: "", 2: "", 3: "1,6", 4: "5@2024-01-02", 5: "2,7", 6: "4,9"}


def put(connection: Connection, table: str, rows: list[Row]) -> None:
    connection.execute(insert(metadata.tables[table]), rows)


def import_row(import_id: int, subject: str = "payment", **changes: Any) -> Row:
    told = {
        "import_id": import_id, "file_name": "f", "sha256": str(import_id), "byte_count": 1, "source": "s",
        "subject": subject, "edition": "2024-06-01", "status": "kept", "started_at": "2024-06-01T00:00:00+00:00",
    }  # fmt: skip
    counts = dict.fromkeys(("read", "new", "changed", "unchanged", "repeated", "refused"), 0)
    return told | {f"rows_{name}": count for name, count in counts.items()} | {"is_example": 0} | changes


def market_row(market_id: int) -> Row:
    kind, sido, sigungu, stores = MARKETS[market_id]
    return {
        "market_id": market_id, "market_name": f"m{market_id}", "kind": kind, "sido_code": sido,
        "sigungu_code": sigungu, "store_count": stores, "import_id": 6, "market_days": MARKET_DAYS[market_id],
    }  # fmt: skip


def payment_rows(luck: random.Random) -> list[Row]:
    """For each market, month and method: a month, days, both or nothing."""
    rows = []
    for market in MARKETS:
        for month in MONTHS:
            for method in (1, 3, 5):
                key = {"market_id": market, "method": method}
                told = luck.choice(("month", "days", "both", "quarter", "nothing"))
                if told in ("month", "both"):
                    rows.append(key | {"grain": 2, "day": month} | values(luck))
                if told in ("days", "both"):
                    days = luck.sample(range(1, 29), luck.choice((3, 25, 28)))
                    rows += [key | {"grain": 1, "day": month + day - 1} | values(luck) for day in days]
                if told == "quarter":
                    rows.append(key | {"grain": 3, "day": month} | values(luck))
    return rows


def foreign_rows(luck: random.Random) -> list[Row]:
    rows = []
    for market in (1, 2, 4, 5):
        for month in MONTHS:
            for wallet in (1, 4):
                for country in ("CN", "JP", ""):
                    key = {"market_id": market, "wallet": wallet, "country": country}
                    told = luck.choice(("month", "days", "nothing"))
                    if told == "month":
                        rows.append(key | {"grain": 2, "day": month} | values(luck, (3,)))
                    if told == "days":
                        rows += [key | {"grain": 1, "day": month + n} | values(luck, (3,)) for n in (4, 9)]
    return rows


def values(luck: random.Random, imports: tuple[int, ...] = (1, 2)) -> Row:
    return {
        "amount_krw": luck.choice((None, 0, luck.randrange(1, 10**7))),
        "transaction_count": luck.choice((None, luck.randrange(1, 500))),
        "payer_count": luck.choice((None, luck.randrange(1, 400))),
        "is_provisional": int(luck.random() < 0.1),
        "import_id": luck.choice(imports),
    }


def store_rows(luck: random.Random) -> list[Row]:
    return [
        {
            "store_key": f"k{n}", "import_id": 4, "store_name": f"s{n}", "market_id": luck.choice((None, *MARKETS)),
            "sido_code": luck.choice(("", "11", "50")), "sigungu_code": luck.choice(("", "11110")),
            "status": luck.choice(("open", "closed", "unknown")),
            "accepts": luck.choice(("", "card", "card,zeropay", "onnuri_paper,local_voucher")),
        }
        for n in range(120)
    ]  # fmt: skip


def figure_rows() -> list[Row]:
    def row(measure: str, category: str, value: float | None, unit: str, day: int = 20240401, grain: int = 2) -> Row:
        return {
            "measure": measure, "level": "sido", "place_code": "50", "grain": grain, "day": day, "category": category,
            "place_name": "p", "value": value, "unit": unit, "is_provisional": 0, "import_id": 5,
        }  # fmt: skip

    return [
        row("with_total", "", 100.0, "krw"),
        row("with_total", "sector=a", 30.0, "krw"),
        row("with_total", "sector=b", 60.0, "krw"),
        row("by_two_kinds", "age=0", 5.0, "persons"),
        row("by_two_kinds", "age=1", None, "persons"),
        row("by_two_kinds", "sex=f", 4.0, "persons"),
        row("by_two_kinds", "age=0|sex=f", 2.0, "persons"),
        row("not_additive", "sector=a", 99.0, "index"),
        row("nothing_known", "sector=a", None, "krw"),
        row("by_quarter", "", 7.0, "krw", grain=3),
    ]


def channel_rows(luck: random.Random) -> list[Row]:
    days = ("trained_day", "opened_day", "first_order_day", "last_order_day", "closed_day")
    return [
        {
            "market_id": market, "store_name": f"s{store}", "channel": channel, "import_id": 7, "as_of_day": 20241231,
            "sector": luck.choice(("", "fish", "rice cake")), "age_band": luck.choice(("", "40s")),
            "order_count": luck.choice((None, 0, 7)), "sales_krw": luck.choice((None, 0, 9_000)),
            "recent_sales_krw": luck.choice((None, 0, 4_000)), "buyer_count": luck.choice((None, 6)),
            "repeat_buyer_count": luck.choice((None, 0, 2)),
        } | {day: luck.choice((None, 20240105, 20240630)) for day in days}
        for market in MARKETS for store in range(4) for channel in ("smartstore", "own_mall")
    ]  # fmt: skip


def item_rows(luck: random.Random) -> list[Row]:
    """Stores that answered all, some or nothing; uses on both sides of the ninety days, and after the day itself."""
    rows = []
    for market in MARKETS:
        for store in range(12):
            answers = luck.choice(((0, 1), (0, 1), (0, 1, None), (None,)))
            as_of, used = luck.choice(((20240229, (20231130, 20231201, 20231202)), (20241231, (20241002, 20241003))))
            rows += [
                {
                    "market_id": market, "store_name": f"s{store}", "item": str(item), "as_of_day": as_of,
                    "is_present": luck.choice(answers), "import_id": 8,
                    "last_used_day": luck.choice((None, as_of, 20250101, *used)),
                }
                for item in list(ReadinessItem)[: luck.choice((12, 12, 5))]
            ]  # fmt: skip
    return rows


def asset_rows() -> list[Row]:
    return [
        {"market_id": market, "asset_name": name, "kind": kind, "capacity": bays, "import_id": 9}
        for market in MARKETS for name, kind, bays in (("sign", "sign", None), ("bays", "car_park", 30))
    ]  # fmt: skip


def reading_rows(luck: random.Random) -> list[Row]:
    """Mere signals, counts below and at the capacity, on days that are market days and days that are not."""
    days = luck.sample((20231231, 20240101, 20240131, 20240229, 20240302, 20240531, 20240706, 20241231), 5)
    rows = []
    for market in MARKETS:
        for name, measure in (("sign", "heartbeat"), ("bays", "occupied_count"), ("bays", "car_count")):
            key = {"market_id": market, "asset_name": name, "measure": measure, "import_id": 10}
            moments = [(day * 100 + hour) * 100 for day in days for hour in (0, 9, 23) if luck.random() < 0.9]
            values = (None,) if measure == "heartbeat" else (None, 0.0, 12.0, 30.0, 31.0)
            rows += [key | {"read_at": at + luck.choice((0, 30)), "value": luck.choice(values)} for at in moments]
    return rows


def fill(connection: Connection, seed: int) -> None:
    luck = random.Random(seed)
    put(connection, "import", [import_row(number, subject) for number, subject in IMPORTS.items()])
    put(connection, "market", [market_row(market) for market in MARKETS])
    put(connection, "payment", payment_rows(luck))
    put(connection, "foreign_payment", foreign_rows(luck))
    put(connection, "store", store_rows(luck))
    put(connection, "figure", figure_rows())
    put(connection, "channel_use", channel_rows(luck))
    put(connection, "store_item", item_rows(luck))
    put(connection, "asset", asset_rows())
    put(connection, "asset_reading", reading_rows(luck))
