"""Invented figures like those that are published about visitors: arrivals by country, card spending by province."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from data.codes import Grain, Level
from data.demo.calendar import LAST_MONTH, MONTHS
from data.demo.tourists import BACK_FROM, BACK_TO
from data.geo.regions import shipped

Row = dict[str, Any]
Random = np.random.Generator

#: Visitors a month when travel is back to what it was.
ARRIVALS = {
    "CN": 410_000, "JP": 265_000, "TW": 122_000, "US": 108_000, "HK": 47_000, "PH": 44_000, "VN": 42_000, "SG": 31_000,
    "TH": 27_000, "MY": 24_000,
}  # fmt: skip
#: Won a month on cards issued abroad, by province, at the same time.
SPENDING = {
    "11": 5.6e11, "26": 6.4e10, "27": 1.1e10, "28": 5.2e10, "29": 2.4e9, "30": 4.1e9, "31": 3.0e9, "36": 6.0e8,
    "41": 8.3e10, "43": 5.5e9, "44": 6.9e9, "46": 3.3e9, "47": 6.2e9, "48": 8.8e9, "50": 8.6e10, "51": 1.4e10,
    "52": 3.9e9,
}  # fmt: skip
OF_THE_YEAR = (0.86, 0.84, 0.97, 1.05, 1.06, 1.01, 0.98, 1.02, 1.04, 1.12, 1.05, 1.00)


def arrival_rows(random: Random) -> Iterator[Row]:
    """Rows of the figure table, without the import: persons by country and month, the nation."""
    for country, usual in ARRIVALS.items():
        for month, value in zip(MONTHS, usual * _course(random), strict=True):
            yield _figure(
                "visitor_arrivals", Level.NATION, "KR", "", month, round(value), "persons", f"country={country}"
            )


def spending_rows(random: Random) -> Iterator[Row]:
    """Rows of the figure table, without the import: won by province and month."""
    names = {code: span.name_ko for code, span in shipped().on(MONTHS[-1]).items()}
    for sido, usual in SPENDING.items():
        for month, value in zip(MONTHS, usual * _course(random), strict=True):
            won = round(value / 1000) * 1000
            yield _figure("foreign_card_spending", Level.SIDO, sido, names[sido], month, won, "krw", "")


def _course(random: Random) -> Any:
    """Factor of each month: the way back from the pandemic, the season, some chance."""
    season = np.array([OF_THE_YEAR[month // 100 % 100 - 1] for month in MONTHS])
    return np.linspace(BACK_FROM, BACK_TO, len(MONTHS)) * season * random.lognormal(0, 0.05, len(MONTHS))


def _figure(measure: str, level: Level, code: str, name: str, month: int, value: int, unit: str, category: str) -> Row:
    return {
        "measure": measure, "level": str(level), "place_code": code, "grain": int(Grain.MONTH), "day": month,
        "category": category, "place_name": name, "value": float(value), "unit": unit,
        "is_provisional": int(month == LAST_MONTH),
    }  # fmt: skip
