"""Invented payments of foreign visitors, and the two months of a promotion that were published.

Published (Jeju, April and May 2024, two markets, one wallet): +497.5 % and +1453.6 % against March. The won and the
number of payments below are invented, the two growths come out of them: 5.975 and 15.536 times March, to the won.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from data.codes import Grain, Wallet
from data.demo.calendar import LAST_MONTH, MONTHS, seasons
from data.demo.places import Place

Row = dict[str, Any]
Random = np.random.Generator

#: Visitors' countries by wallet, with their part of the wallet's amount.
COUNTRIES = {
    Wallet.ALIPAY_PLUS: {"CN": 0.62, "HK": 0.15, "SG": 0.08, "TH": 0.06, "MY": 0.05, "PH": 0.04},
    Wallet.WECHAT_PAY: {"CN": 0.93, "HK": 0.07},
    Wallet.UNIONPAY: {"CN": 0.74, "TW": 0.16, "HK": 0.10},
    Wallet.FOREIGN_CARD: {"JP": 0.31, "US": 0.24, "TW": 0.17, "SG": 0.09, "TH": 0.07, "VN": 0.07, "PH": 0.05},
}
#: Part of all foreign payments by wallet.
WALLETS = {Wallet.ALIPAY_PLUS: 0.10, Wallet.WECHAT_PAY: 0.14, Wallet.UNIONPAY: 0.27, Wallet.FOREIGN_CARD: 0.49}
TICKETS = {Wallet.ALIPAY_PLUS: 25_500, Wallet.WECHAT_PAY: 27_300, Wallet.UNIONPAY: 41_000, Wallet.FOREIGN_CARD: 36_500}
#: Foreign payments beside 100 of all payments when travel is back to what it was.
SHARE = {"50": 0.075, "11": 0.038, "26": 0.031, "28": 0.012}
ELSEWHERE = 0.003
#: Markets further away see so few foreign visitors that operators report every third one.
REPORTING_ELSEWHERE = 3
#: Travel came back from the pandemic: part of the former level in the first and the last month.
BACK_FROM, BACK_TO = 0.12, 1.15

#: The promotion: March 2024 in won and payments at each market, and the months after as multiples of March.
PROMOTED = {"50110": (10_300_000, 442), "50130": (6_300_000, 270)}
BASE_MONTH = 20240301
MULTIPLES = {
    20240301: 1.0, 20240401: 5.975, 20240501: 15.536, 20240601: 8.412, 20240701: 6.236, 20240801: 5.871,
    20240901: 5.114, 20241001: 5.528, 20241101: 4.902, 20241201: 4.655,
}  # fmt: skip
#: Payments grew with half the price off: 712 in March, 8,686 in May.
PAYMENT_MULTIPLES = {20240301: 1.0, 20240401: 4.870, 20240501: 12.199}


def foreign_rows(place: Place, market_id: int, totals: dict[int, int], random: Random) -> Iterator[Row]:
    """Rows of the foreign payment table, without the import. totals: the market's known payments by month."""
    share = SHARE.get(place.sido_code, ELSEWHERE) * random.lognormal(0, 0.35)
    if place.sido_code not in SHARE and place.number % REPORTING_ELSEWHERE:
        return
    back = np.linspace(BACK_FROM, BACK_TO, len(MONTHS))
    for at, month in enumerate(MONTHS):
        foreign = totals.get(month, 0) * share * float(back[at])
        for wallet, part in WALLETS.items():
            chance = random.lognormal(0, 0.08)
            told = _promoted(place, wallet, month, round(foreign * part * chance), chance)
            yield from _by_country(wallet, month, market_id, *told)


def is_promoted(place: Place) -> bool:
    """The two markets of the published promotion."""
    return place.is_real and place.kind == "permanent" and place.sigungu_code in PROMOTED


def _promoted(place: Place, wallet: Wallet, month: int, amount: int, chance: float) -> tuple[int, int]:
    """Won and payments of a wallet's month; at the two markets of the promotion what the promotion made of them.

    Before March they come back as visitors come back everywhere, with the season and some chance.
    """
    ticket = TICKETS[wallet]
    if not (is_promoted(place) and wallet is Wallet.ALIPAY_PLUS):
        return amount, round(amount / ticket)
    march, payments = PROMOTED[place.sigungu_code]
    if month < BASE_MONTH:
        course = np.linspace(BACK_FROM, BACK_TO, len(MONTHS)) * seasons(place.sido_code)
        won = round(march * float(course[MONTHS.index(month)] / course[MONTHS.index(BASE_MONTH)]) * chance)
        return won, round(won / ticket)
    won = round(march * MULTIPLES[month])
    growth = PAYMENT_MULTIPLES.get(month, MULTIPLES[month] * 0.85)
    return won, round(payments * growth)


def _by_country(wallet: Wallet, month: int, market_id: int, amount: int, count: int) -> Iterator[Row]:
    parts = COUNTRIES[wallet]
    amounts, counts = _shared_out(amount, list(parts.values())), _shared_out(count, list(parts.values()))
    for country, won, payments in zip(parts, amounts, counts, strict=True):
        if won > 0:
            yield {
                "market_id": market_id,
                "grain": int(Grain.MONTH),
                "day": month,
                "wallet": wallet.number,
                "country": country,
                "amount_krw": won,
                "transaction_count": max(payments, 1),
                "payer_count": None,
                "is_provisional": int(month == LAST_MONTH),
            }


def _shared_out(total: int, parts: list[float]) -> list[int]:
    """A whole number split by these parts, so that the pieces give it back: the last piece takes what is left."""
    pieces = [int(total * part) for part in parts[:-1]]
    return [*pieces, total - sum(pieces)]
