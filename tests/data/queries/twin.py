"""The same questions answered slowly and obviously, from the facts themselves: no SQL, no summaries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from data.choice import Choice, months_earlier
from data.codes import DIGITAL_METHODS, PaymentMethod, Wallet
from tests.data.queries.small_store import Small

Row = dict[str, Any]
DIGITAL = {method.number for method in DIGITAL_METHODS}


def added(values: Iterable[int | None]) -> int | None:
    """Sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known) if known else None


Key = Callable[[Row], tuple[Any, ...]]


def cells(rows: list[Row], key: Key, decided_by: Key) -> list[Row]:
    """Market x month x part: the monthly figure where there is one, else the sum of the days."""
    monthly = {(decided_by(row), row["day"]) for row in rows if row["grain"] == 2}
    made = [{**row, "month": row["day"], "day_count": None} for row in rows if row["grain"] == 2]
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        month = row["day"] // 100 * 100 + 1
        if row["grain"] == 1 and (decided_by(row), month) not in monthly:
            groups[(key(row), month)].append(row)
    for (_, month), days in groups.items():
        made.append(
            {
                **days[0],
                "month": month,
                "day_count": len(days),
                "amount_krw": added(d["amount_krw"] for d in days),
                "transaction_count": added(d["transaction_count"] for d in days),
                "is_provisional": max(d["is_provisional"] for d in days),
            }
        )
    return made


def payment_cells(small: Small) -> list[Row]:
    """With the year before of each market and method."""
    made = cells(small.payments, lambda r: (r["market_id"], r["method"]), lambda r: (r["market_id"], r["method"]))
    by_key = {(c["market_id"], c["method"], c["month"]): c for c in made}
    for cell in made:
        for name, months in (("previous", 12), ("month_before", 1)):
            old = by_key.get((cell["market_id"], cell["method"], months_earlier(cell["month"], months)))
            cell[name] = old["amount_krw"] if old and _compares(cell, old) else None
    return made


def _compares(cell: Row, old: Row) -> bool:
    if cell["amount_krw"] is None or old["amount_krw"] is None:
        return False
    if cell["day_count"] is None or old["day_count"] is None:
        return True
    return min(cell["day_count"], old["day_count"]) * 5 >= max(cell["day_count"], old["day_count"]) * 4


def foreign_cells(small: Small) -> list[Row]:
    """Market x month x wallet x country."""
    return cells(
        small.foreign, lambda r: (r["market_id"], r["wallet"], r["country"]), lambda r: (r["market_id"], r["wallet"])
    )


def chosen_markets(small: Small, choice: Choice) -> list[Row]:
    """Markets of the place and kind."""
    if choice.market_id is not None:
        return [m for m in small.markets if m["market_id"] == choice.market_id]
    return [
        m
        for m in small.markets
        if (choice.sigungu is None or m["sigungu_code"] == choice.sigungu)
        and (choice.sigungu is not None or choice.sido is None or m["sido_code"] == choice.sido)
        and (choice.kind is None or m["kind"] == choice.kind)
    ]


def within(rows: list[Row], small: Small, choice: Choice) -> list[Row]:
    """Cells of the choice's markets, months and parts."""
    ids = {m["market_id"] for m in chosen_markets(small, choice)}
    methods = {method.number for method in choice.methods}
    return [
        row
        for row in rows
        if row["market_id"] in ids
        and (choice.start or 0) <= row["month"] <= (choice.end or 99999999)
        and (not methods or "method" not in row or row["method"] in methods)
        and ("wallet" not in row or choice.wallet is None or row["wallet"] == Wallet(choice.wallet).number)
        and ("country" not in row or choice.country is None or row["country"] == choice.country)
    ]


def market_months(small: Small, choice: Choice) -> list[Row]:
    """A row per market and month with everything a region adds up."""
    paid = within(payment_cells(small), small, choice)
    all_foreign = foreign_cells(small)
    whole = choice.but(wallet=None, country=None)
    foreign = [] if choice.methods else within(all_foreign, small, whole)
    yearly = {key: _foreign_sum(all_foreign, *key) for key in {(f["market_id"], f["month"]) for f in all_foreign}}
    keys = sorted({(row["market_id"], row["month"]) for row in [*paid, *foreign]})
    return [_market_month(small.market(market), month, paid, foreign, yearly) for market, month in keys]


def _foreign_sum(foreign: list[Row], market: int, month: int) -> int | None:
    return added(f["amount_krw"] for f in foreign if (f["market_id"], f["month"]) == (market, month))


def _market_month(market: Row, month: int, paid: list[Row], foreign: list[Row], yearly: Row) -> Row:
    own = [p for p in paid if (p["market_id"], p["month"]) == (market["market_id"], month)]
    strange = [f for f in foreign if (f["market_id"], f["month"]) == (market["market_id"], month)]
    amount = added(p["amount_krw"] for p in own)
    foreign_amount = added(f["amount_krw"] for f in strange)
    before = yearly.get((market["market_id"], months_earlier(month, 12)))
    both = foreign_amount is not None and before is not None
    return {
        "market_id": market["market_id"],
        "month": month,
        "kind": market["kind"],
        "sido_code": market["sido_code"],
        "sigungu_code": market["sigungu_code"],
        "amount_krw": amount,
        "digital_amount_krw": added(p["amount_krw"] for p in own if p["method"] in DIGITAL),
        "transaction_count": added(p["transaction_count"] for p in own),
        "ticketed_amount_krw": added(p["amount_krw"] for p in own if p["transaction_count"] is not None),
        "matched_amount_krw": added(p["amount_krw"] for p in own if p["previous"] is not None),
        "matched_previous_amount_krw": added(p["previous"] for p in own),
        "foreign_amount_krw": foreign_amount,
        "foreign_transaction_count": added(f["transaction_count"] for f in strange),
        "foreign_base_amount_krw": amount if foreign_amount is not None else None,
        "matched_foreign_amount_krw": foreign_amount if both else None,
        "matched_previous_foreign_amount_krw": before if both else None,
        "market_count": int(amount is not None),
        "foreign_market_count": int(foreign_amount is not None),
        "store_count": market["store_count"] if amount is not None else None,
        "counted_amount_krw": amount if market["store_count"] is not None else None,
        "is_provisional": bool(max(row["is_provisional"] for row in [*own, *strange])),
    }


SUMMED = (
    "amount_krw",
    "digital_amount_krw",
    "transaction_count",
    "ticketed_amount_krw",
    "matched_amount_krw",
    "matched_previous_amount_krw",
    "foreign_amount_krw",
    "foreign_transaction_count",
    "foreign_base_amount_krw",
    "matched_foreign_amount_krw",
    "matched_previous_foreign_amount_krw",
    "market_count",
    "store_count",
    "counted_amount_krw",
    "foreign_market_count",
)


def grouped(rows: list[Row], *keys: str) -> list[Row]:
    """Rows added up by keys, in order of the keys."""
    groups: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[key] for key in keys)].append(row)
    return [
        {
            **dict(zip(keys, values, strict=True)),
            **{name: added(row[name] for row in same) for name in SUMMED if name in same[0]},
            "is_provisional": any(row["is_provisional"] for row in same),
        }
        for values, same in sorted(groups.items())
    ]


def by_method(small: Small, choice: Choice) -> list[Row]:
    """A row per month and method."""
    paid = within(payment_cells(small), small, choice)
    rows = [
        {
            **cell,
            "method": PaymentMethod.of(cell["method"]).value,
            "number": cell["method"],
            "market_count": int(cell["amount_krw"] is not None),
            "ticketed_amount_krw": cell["amount_krw"] if cell["transaction_count"] is not None else None,
            "matched_amount_krw": cell["amount_krw"] if cell["previous"] is not None else None,
            "matched_previous_amount_krw": cell["previous"],
        }
        for cell in paid
    ]
    return grouped(rows, "month", "number", "method")


def change(total: int | None, now: int | None, before: int | None) -> float | None:
    """Like with like, or None."""
    if now is None or before is None or total is None or before <= 0 or now < total / 2:
        return None
    return now / before - 1
