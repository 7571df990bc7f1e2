"""Slow, obvious Python for every summary table: what the SQL is compared with."""

import datetime as dt
import json
import struct
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, text

from data.codes import DIGITAL_METHODS

Row = dict[str, Any]
DIGITAL = {method.number for method in DIGITAL_METHODS}


def rows(connection: Connection, table: str) -> list[Row]:
    return [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {table}"))]


def total(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def grouped(found: Iterable[Row], *names: str) -> dict[tuple[Any, ...], list[Row]]:
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in found:
        groups[tuple(row[name] for name in names)].append(row)
    return groups


def month_of(day: int) -> int:
    return day // 100 * 100 + 1


def months(facts: list[Row], parts: tuple[str, ...], decided_by: str) -> list[Row]:
    """payment_month or foreign_month, without the year before."""
    out = []
    monthly = [row for row in facts if row["grain"] == 2]
    daily = [row | {"month": month_of(row["day"])} for row in facts if row["grain"] == 1]
    told = {(row["market_id"], row["day"], row[decided_by]) for row in monthly}
    for row in monthly:
        kept = {name: row[name] for name in ("market_id", *parts, "amount_krw", "transaction_count", "payer_count")}
        out.append(
            kept | {"month": row["day"], "day_count": None, "is_provisional": row["is_provisional"]}
            | {"first_import_id": row["import_id"], "import_id": row["import_id"]}
        )  # fmt: skip
    for key, days in grouped(daily, "market_id", "month", *parts).items():
        if (days[0]["market_id"], days[0]["month"], days[0][decided_by]) in told:
            continue
        out.append(
            dict(zip(("market_id", "month", *parts), key, strict=True))
            | {
                "amount_krw": total(day["amount_krw"] for day in days),
                "transaction_count": total(day["transaction_count"] for day in days),
                "payer_count": None,
                "day_count": len(days),
                "is_provisional": max(day["is_provisional"] for day in days),
                "first_import_id": min(day["import_id"] for day in days),
                "import_id": max(day["import_id"] for day in days),
            }
        )
    return out


def payment_month(connection: Connection) -> list[Row]:
    found = months(rows(connection, "payment"), ("method",), "method")
    known = {(row["market_id"], row["method"], row["month"]): row for row in found}
    for row in found:
        before = known.get((row["market_id"], row["method"], row["month"] - 10000))
        row["previous_amount_krw"] = before["amount_krw"] if before and alike(row, before) else None
    return found


def alike(row: Row, before: Row) -> bool:
    if row["amount_krw"] is None or before["amount_krw"] is None:
        return False
    if row["day_count"] is None or before["day_count"] is None:
        return True
    fewer, more = sorted((row["day_count"], before["day_count"]))
    return bool(fewer >= more * 0.8)


def foreign_month(connection: Connection) -> list[Row]:
    return months(rows(connection, "foreign_payment"), ("wallet", "country"), "wallet")


def market_day(connection: Connection) -> list[Row]:
    daily = [row for row in rows(connection, "payment") if row["grain"] == 1]
    return [
        {
            "market_id": market,
            "day": day,
            "amount_krw": total(row["amount_krw"] for row in found),
            "transaction_count": total(row["transaction_count"] for row in found),
            "method_count": sum(row["amount_krw"] is not None for row in found),
            "is_provisional": max(row["is_provisional"] for row in found),
        }
        for (market, day), found in grouped(daily, "market_id", "day").items()
    ]


def market_month(connection: Connection) -> list[Row]:
    paid = grouped(payment_month(connection), "market_id", "month")
    foreign = grouped(foreign_month(connection), "market_id", "month")
    found = {}
    for key in paid.keys() | foreign.keys():
        own, visitors = paid.get(key, []), foreign.get(key, [])
        pairs = [row for row in own if row["previous_amount_krw"] is not None]
        found[key] = {
            "market_id": key[0],
            "month": key[1],
            "amount_krw": total(row["amount_krw"] for row in own),
            "digital_amount_krw": total(row["amount_krw"] for row in own if row["method"] in DIGITAL),
            "transaction_count": total(row["transaction_count"] for row in own),
            "ticketed_amount_krw": total(row["amount_krw"] for row in own if row["transaction_count"] is not None),
            "matched_amount_krw": total(row["amount_krw"] for row in pairs),
            "matched_previous_amount_krw": total(row["previous_amount_krw"] for row in pairs),
            "foreign_amount_krw": total(row["amount_krw"] for row in visitors),
            "foreign_transaction_count": total(row["transaction_count"] for row in visitors),
            "is_provisional": max(row["is_provisional"] for row in own + visitors),
            "methods_told": total({1 << row["method"] - 1 for row in own if row["amount_krw"]}),
        }
    for (market, month), row in found.items():
        before = found.get((market, month - 10000), {}).get("foreign_amount_krw")
        both = before is not None and row["foreign_amount_krw"] is not None
        row["matched_foreign_amount_krw"] = row["foreign_amount_krw"] if both else None
        row["matched_previous_foreign_amount_krw"] = before if both else None
    return list(found.values())


def placed(connection: Connection, found: list[Row]) -> list[Row]:
    """Each row once for every place its market lies in."""
    markets = {row["market_id"]: row for row in rows(connection, "market")}
    out = []
    for row in found:
        market = markets[row["market_id"]]
        places = {"nation": "KR", "sido": market["sido_code"], "sigungu": market["sigungu_code"]}
        shared = row | {"kind": market["kind"], "store_count": market["store_count"]}
        out += [shared | {"level": level, "region_code": code} for level, code in places.items() if code]
    return out


PLACE = ("level", "region_code", "kind", "month")


def by_part(connection: Connection, found: list[Row], *parts: str) -> list[Row]:
    return [
        dict(zip((*PLACE, *parts), key, strict=True))
        | {
            "amount_krw": total(row["amount_krw"] for row in group),
            "transaction_count": total(row["transaction_count"] for row in group),
            "market_count": sum(row["amount_krw"] is not None for row in group),
            "is_provisional": max(row["is_provisional"] for row in group),
        }
        for key, group in grouped(placed(connection, found), *PLACE, *parts).items()
    ]


def region_month(connection: Connection) -> list[Row]:
    found = payment_month(connection)
    groups = grouped(placed(connection, found), *PLACE, "method")
    out = by_part(connection, found, "method")
    for row in out:
        group = groups[tuple(row[name] for name in (*PLACE, "method"))]
        pairs = [one for one in group if one["previous_amount_krw"] is not None]
        ticketed = [one["amount_krw"] for one in group if one["transaction_count"] is not None]
        row["ticketed_amount_krw"] = total(ticketed)
        row["matched_amount_krw"] = total(one["amount_krw"] for one in pairs)
        row["matched_previous_amount_krw"] = total(one["previous_amount_krw"] for one in pairs)
    return out


def foreign_region_month(connection: Connection) -> list[Row]:
    return by_part(connection, foreign_month(connection), "wallet", "country")


SUMS = (
    "amount_krw digital_amount_krw transaction_count foreign_amount_krw foreign_transaction_count ticketed_amount_krw"
    " matched_amount_krw matched_previous_amount_krw matched_foreign_amount_krw matched_previous_foreign_amount_krw"
).split()


def region_market_month(connection: Connection) -> list[Row]:
    out = []
    for key, group in grouped(placed(connection, market_month(connection)), *PLACE).items():
        reporting = [row for row in group if row["amount_krw"] is not None]
        visited = [row for row in group if row["foreign_amount_krw"] is not None]
        out.append(
            dict(zip(PLACE, key, strict=True))
            | {name: total(row[name] for row in group) for name in SUMS}
            | {
                "market_count": len(reporting),
                "store_count": total(row["store_count"] for row in reporting),
                "counted_amount_krw": total(row["amount_krw"] for row in reporting if row["store_count"] is not None),
                "foreign_base_amount_krw": total(row["amount_krw"] for row in visited),
                "foreign_market_count": len(visited),
                "is_provisional": max(row["is_provisional"] for row in group),
            }
        )
    return out


def coverage(connection: Connection) -> list[Row]:
    sidos = {row["market_id"]: row["sido_code"] for row in rows(connection, "market")}
    counts: dict[tuple[Any, ...], int] = defaultdict(int)
    for subject, part in (("payment", "method"), ("foreign_payment", "wallet")):
        facts = rows(connection, subject)
        told = {(row["market_id"], row["day"], row[part]) for row in facts if row["grain"] == 2}
        for row in facts:
            month = month_of(row["day"])
            shows = row["grain"] == 2 or (row["market_id"], month, row[part]) not in told
            if row["grain"] in (1, 2) and shows:
                counts[subject, sidos[row["market_id"]], month, row[part], row["import_id"]] += 1
    names = ("subject", "sido_code", "month", "part", "import_id", "row_count")
    return [dict(zip(names, (*key, count), strict=True)) for key, count in counts.items()]


def store_summary(connection: Connection) -> list[Row]:
    markets = {row["market_id"]: row for row in rows(connection, "market")}
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for store in rows(connection, "store"):
        market = markets.get(store["market_id"], {"sido_code": "", "sigungu_code": ""})
        places = {
            "nation": "KR",
            "sido": store["sido_code"] or market["sido_code"],
            "sigungu": store["sigungu_code"] or market["sigungu_code"],
            "market": str(store["market_id"] or ""),
        }
        if store["status"] == "closed":
            continue
        for level, code in places.items():
            for method in {"", *store["accepts"].split(",")} if code else ():
                counts[level, code, method][0] += 1
                counts[level, code, method][1] += store["status"] == "open"
    names = ("level", "place_code", "method", "store_count", "open_count")
    return [dict(zip(names, (*key, *both), strict=True)) for key, both in counts.items()]


def kind(category: str) -> tuple[str, ...]:
    return tuple(pair.split("=")[0] for pair in category.split("|")) if category else ()


def figure_month(connection: Connection) -> list[Row]:
    out = []
    monthly = [row | {"month": row["day"]} for row in rows(connection, "figure") if row["grain"] == 2]
    for key, group in grouped(monthly, "measure", "level", "place_code", "month").items():
        fewest = min((kind(row["category"]) for row in group), key=lambda keys: (len(keys), keys))
        same = sorted((row for row in group if kind(row["category"]) == fewest), key=lambda row: str(row["category"]))
        if fewest and same[0]["unit"] not in ("krw", "persons"):
            continue
        out.append(
            dict(zip(("measure", "level", "place_code", "month"), key, strict=True))
            | {
                "place_name": same[-1]["place_name"],
                "value": total(row["value"] for row in same),
                "unit": same[-1]["unit"],
                "import_id": max(row["import_id"] for row in same),
            }
        )
    return out


def used_within_90_days(row: Row) -> bool:
    if row["is_present"] != 1 or row["last_used_day"] is None:
        return False
    return 0 <= (date(row["as_of_day"]) - date(row["last_used_day"])).days < 90


def date(day: int) -> dt.date:
    return dt.date(day // 10000, day // 100 % 100, day % 100)


def readiness_item(connection: Connection) -> list[Row]:
    return [
        {
            "market_id": market,
            "item": item,
            "store_count": len(group),
            "told_count": sum(row["is_present"] is not None for row in group),
            "has_count": sum(row["is_present"] == 1 for row in group),
            "used_count": sum(map(used_within_90_days, group)),
        }
        for (market, item), group in grouped(rows(connection, "store_item"), "market_id", "item").items()
    ]


def readiness_score(connection: Connection) -> list[Row]:
    stores = []
    for (market, _), group in grouped(rows(connection, "store_item"), "market_id", "store_name").items():
        told = sum(row["is_present"] is not None for row in group)
        score = sum(map(used_within_90_days, group)) if told == 12 else -1 if told else -2
        stores.append({"market_id": market, "score": score, "day": max(row["as_of_day"] for row in group)})
    return [
        {"market_id": market, "score": score, "store_count": len(group), "as_of_day": max(row["day"] for row in group)}
        for (market, score), group in grouped(stores, "market_id", "score").items()
    ]


def channel_count(connection: Connection) -> list[Row]:
    return [
        {
            "market_id": market,
            "channel": channel,
            "store_count": len(group),
            "opened_count": sum(row["opened_day"] is not None for row in group),
            "ordered_count": sum(None not in (row["opened_day"], row["first_order_day"]) for row in group),
            "closed_count": sum(row["closed_day"] is not None for row in group),
        }
        for (market, channel), group in grouped(rows(connection, "channel_use"), "market_id", "channel").items()
    ]


def side_by_side(key: str, group: list[Row], words: tuple[str, ...], numbers: tuple[str, ...]) -> Row:
    known = sorted({row[name] for row in group for name in words})
    records = b""
    for row in group:
        told = [known.index(row[name]) for name in words] + [row[name] for name in numbers]
        for value in told:
            records += struct.pack("<q", -(2**62) if value is None else value)
    made = {key: group[0][key], "row_count": len(group), "records": records}
    return made | ({"words": json.dumps(known)} if words else {})


USE_WORDS = ("channel", "sector", "age_band")
USE_NUMBERS = (
    *(f"{name}_day" for name in ("trained", "opened", "first_order", "last_order", "closed", "as_of")),
    *("order_count", "sales_krw", "recent_sales_krw", "buyer_count", "repeat_buyer_count"),
)
MONTH_NUMBERS = ("amount_krw", "matched_amount_krw", "matched_previous_amount_krw", "foreign_amount_krw")
MORE_MONTH_NUMBERS = (
    *("digital_amount_krw", "transaction_count", "ticketed_amount_krw", "foreign_transaction_count"),
    *("matched_foreign_amount_krw", "matched_previous_foreign_amount_krw"),
)


def market_uses(connection: Connection) -> list[Row]:
    found = sorted(rows(connection, "channel_use"), key=lambda row: (row["store_name"], row["channel"]))
    groups = grouped(found, "market_id").values()
    return [side_by_side("market_id", group, USE_WORDS, USE_NUMBERS) for group in groups]


def month_of_markets(connection: Connection) -> list[Row]:
    found = sorted(market_month(connection), key=lambda row: int(row["market_id"]))
    numbers = ("market_id", *MONTH_NUMBERS, "methods_told", "is_provisional", *MORE_MONTH_NUMBERS)
    return [side_by_side("month", group, (), numbers) for group in grouped(found, "month").values()]


def asset_state(connection: Connection) -> list[Row]:
    return [
        dict(zip(("market_id", "asset_name", "measure"), key, strict=True))
        | {
            "first_at": min(row["read_at"] for row in group),
            "last_at": max(row["read_at"] for row in group),
            "reading_count": len(group),
            "day_count": len({row["read_at"] // 10000 for row in group}),
            "known_count": sum(row["value"] is not None for row in group),
            "value_sum": total(row["value"] for row in group),
        }
        for key, group in grouped(rows(connection, "asset_reading"), "market_id", "asset_name", "measure").items()
    ]


def market_day_of(market: Row, day: dt.date) -> int:
    """1, 0; -1 where nobody knows the market's days."""
    if not market["market_days"]:
        return -1 if market["kind"] in ("periodic", "mixed", "unknown") else 1
    if "@" in market["market_days"]:
        return -1
    return int(day.day != 31 and str(day.day % 10) in market["market_days"].split(","))


def asset_hour(connection: Connection) -> list[Row]:
    markets = {row["market_id"]: row for row in rows(connection, "market")}
    bays = {(row["market_id"], row["asset_name"]): row["capacity"] for row in rows(connection, "asset")}
    told = []
    for row in rows(connection, "asset_reading"):
        moment = dt.datetime.strptime(str(row["read_at"]), "%Y%m%d%H%M")
        on = market_day_of(markets[row["market_id"]], moment.date())
        told.append(row | {"is_market_day": on, "weekday": moment.weekday(), "hour": moment.hour})
    key = ("market_id", "asset_name", "measure", "is_market_day", "weekday", "hour")
    out = []
    for about, group in grouped([row for row in told if row["value"] is not None], *key).items():
        capacity = bays.get(about[:2])
        full = sum(capacity is not None and row["value"] >= capacity for row in group)
        counts = {"known_count": len(group), "full_count": full, "value_sum": total(row["value"] for row in group)}
        out.append(dict(zip(key, about, strict=True)) | counts)
    return out


TABLES = {
    function.__name__: function
    for function in (
        payment_month, foreign_month, market_day, market_month, region_month, region_market_month, foreign_region_month,
        coverage, store_summary, figure_month, readiness_item, readiness_score, channel_count,
        market_uses, month_of_markets, asset_state, asset_hour,
    )
}  # fmt: skip
