"""Invented payments of the example markets: plausible in size, season and trend, and nothing more."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from data.codes import Grain, MarketKind, PaymentMethod
from data.demo.calendar import LAST_MONTH, MONTHS, Numbers, holiday_shopping, seasons, weights_of_days
from data.demo.places import Place

Row = dict[str, Any]
Random = np.random.Generator

#: Part of the amount by method in the first and in the last month.
SHARES = {
    PaymentMethod.CARD: (0.580, 0.575),
    PaymentMethod.ZEROPAY: (0.014, 0.031),
    PaymentMethod.ONNURI_PAPER: (0.062, 0.036),
    PaymentMethod.ONNURI_MOBILE: (0.012, 0.044),
    PaymentMethod.ONNURI_CARD: (0.008, 0.041),
    PaymentMethod.LOCAL_VOUCHER: (0.094, 0.103),
    PaymentMethod.CASH_RECEIPT: (0.230, 0.170),
}
#: Won of one payment. Paper vouchers come back to the bank in bundles: nobody counts the payments.
TICKETS = {
    PaymentMethod.CARD: 23_400,
    PaymentMethod.ZEROPAY: 18_900,
    PaymentMethod.ONNURI_MOBILE: 24_300,
    PaymentMethod.ONNURI_CARD: 25_800,
    PaymentMethod.LOCAL_VOUCHER: 21_200,
    PaymentMethod.CASH_RECEIPT: 16_700,
}
#: The card voucher began late, so the months before have no row.
FIRST_MONTH = {PaymentMethod.ONNURI_CARD: 20220901}
VOUCHERS = (PaymentMethod.ONNURI_PAPER, PaymentMethod.ONNURI_MOBILE, PaymentMethod.ONNURI_CARD)
#: Won a store takes in a month.
SALES_OF_A_STORE = {
    MarketKind.PERMANENT: 15_500_000,
    MarketKind.MIXED: 12_500_000,
    MarketKind.PERIODIC: 5_200_000,
    MarketKind.SHOPPING_DISTRICT: 18_500_000,
    MarketKind.UNDERGROUND: 16_000_000,
}
MISSING = 0.012
NOT_REPORTED = 0.004
#: Every tenth market reports by day in the last two years and the month before (its operator sends days), by month
#: before that: the weeks before New Year 2023 begin in December.
DAILY_FROM = 20221201
DAILY_EVERY = 10
#: What the page of changes should find in the example: two invented markets whose trade falls from a month on (to that
#: part), and one that tells nothing of a method any more.
FALLS = {25: (20240901, 0.64), 64: (20240401, 0.7)}
SILENT = {46: (PaymentMethod.ZEROPAY, 20240801)}


def reports_by_day(place: Place, month: int) -> bool:
    """Whether this market's month is told by its days."""
    return place.number % DAILY_EVERY == 1 and month >= DAILY_FROM


def monthly_amounts(place: Place, random: Random) -> Numbers:
    """Won by month (rows) and method (columns)."""
    level = place.trading_store_count * SALES_OF_A_STORE[place.kind] * random.lognormal(0, 0.28)
    growth = (1 + random.normal(0.022, 0.035)) ** (np.arange(len(MONTHS)) / 12)
    noise = np.exp(random.normal(0, 0.025, len(MONTHS)))
    total = level * growth * noise * seasons(place.sido_code)
    first, part = FALLS.get(place.number, (LAST_MONTH + 1, 1.0))
    total *= [part if month >= first else 1.0 for month in MONTHS]
    return total[:, None] * _shares(random)


def _shares(random: Random) -> Numbers:
    """Part of each method in each month, with this market's own leaning."""
    along = np.linspace(0, 1, len(MONTHS))[:, None]
    first, last = (np.array([SHARES[method][end] for method in PaymentMethod]) for end in (0, 1))
    parts = (first + (last - first) * along) * random.lognormal(0, 0.18, len(SHARES))
    parts = parts * np.exp(random.normal(0, 0.03, parts.shape))
    festive = np.array([holiday_shopping(month) for month in MONTHS])
    for method in VOUCHERS:
        parts[:, method.number - 1] *= 1 + 0.9 * festive
    whole: Numbers = parts / parts.sum(axis=1, keepdims=True)
    return whole


def payment_rows(place: Place, market_id: int, random: Random) -> Iterator[Row]:
    """Rows of the payment table, without the import: by month, or by day where the market reports so."""
    amounts = monthly_amounts(place, random)
    lost = random.random(len(MONTHS)) < MISSING
    silent = random.random(amounts.shape) < NOT_REPORTED
    for at, month in enumerate(MONTHS):
        for method in PaymentMethod:
            if lost[at] or month < FIRST_MONTH.get(method, 0) or _fell_silent(place, method, month):
                continue
            amount = float(amounts[at, method.number - 1])
            key = {"market_id": market_id, "method": method.number, "is_provisional": int(month == LAST_MONTH)}
            if reports_by_day(place, month):
                yield from _days(place, month, method, amount, key)
            elif silent[at, method.number - 1]:
                yield key | _values(Grain.MONTH, month, None, None)
            else:
                yield key | _values(Grain.MONTH, month, amount, TICKETS.get(method))


def _fell_silent(place: Place, method: PaymentMethod, month: int) -> bool:
    silent, first = SILENT.get(place.number, (None, 0))
    return method is silent and month >= first


def _days(place: Place, month: int, method: PaymentMethod, amount: float, key: Row) -> Iterator[Row]:
    days, parts = weights_of_days(month, place.days_of_trade, place.kind is MarketKind.MIXED)
    for day, part in zip(days, parts, strict=True):
        number = day.year * 10000 + day.month * 100 + day.day
        yield key | _values(Grain.DAY, number, amount * part, TICKETS.get(method))


def _values(grain: Grain, day: int, amount: float | None, ticket: int | None) -> Row:
    count = round(amount / ticket) if amount is not None and ticket else None
    return {
        "grain": int(grain),
        "day": day,
        "amount_krw": round(amount / 10) * 10 if amount is not None else None,
        "transaction_count": count,
        "payer_count": round(count / 1.6) if count is not None and grain is Grain.MONTH else None,
    }
