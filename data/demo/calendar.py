"""The 36 months of the example and what each of them does to trade."""

from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

MONTHS = tuple(year * 10000 + month * 100 + 1 for year in (2022, 2023, 2024) for month in range(1, 13))
LAST_MONTH = MONTHS[-1]

#: New year and harvest moon by the lunar calendar: people shop in the two weeks before.
HOLIDAYS = (
    date(2022, 2, 1), date(2022, 9, 10), date(2023, 1, 22), date(2023, 9, 29), date(2024, 2, 10), date(2024, 9, 17),
)  # fmt: skip
SHOPPING_DAYS = 14
#: Month of the year on trade: mild spring and autumn, a hot and wet summer.
OF_THE_YEAR = (0.97, 0.95, 0.99, 1.03, 1.05, 0.99, 0.95, 0.93, 1.00, 1.06, 1.04, 1.04)
#: The same where visitors come for the sea.
OF_THE_YEAR_BY_THE_SEA = (0.95, 0.95, 0.97, 1.03, 1.05, 1.00, 1.06, 1.09, 0.98, 1.04, 0.96, 0.92)
SEASIDE = frozenset({"50", "26", "51"})
#: What a day of shopping for a feast takes in, against another one, and the feast's own day.
FESTIVE, RESTING = 1.45, 0.12
MONDAY_TO_SUNDAY = (0.92, 0.94, 0.96, 0.98, 1.06, 1.14, 1.00)


@cache
def days_of(month: int) -> tuple[date, ...]:
    """Every day of a month (yyyymm01)."""
    first = date(month // 10000, month // 100 % 100, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return tuple(first + timedelta(days=n) for n in range((following - first).days))


@cache
def holiday_shopping(month: int) -> float:
    """Part of the two weeks before a lunar holiday that lies in the month, 0 to 1."""
    return len(_BEFORE & set(days_of(month))) / SHOPPING_DAYS


_BEFORE = frozenset(holiday - timedelta(days=n) for holiday in HOLIDAYS for n in range(1, SHOPPING_DAYS + 1))


def _festive(day: date) -> float:
    return RESTING if day in HOLIDAYS else FESTIVE if day in _BEFORE else 1.0


def seasons(sido_code: str) -> Numbers:
    """Factor of each of the 36 months on a market's trade in that province."""
    of_the_year = OF_THE_YEAR_BY_THE_SEA if sido_code in SEASIDE else OF_THE_YEAR
    return np.array([of_the_year[m // 100 % 100 - 1] * (1 + 0.16 * holiday_shopping(m)) for m in MONTHS])


@cache
def weights_of_days(
    month: int, days_of_trade: tuple[int, ...], is_mixed: bool
) -> tuple[tuple[date, ...], tuple[float, ...]]:
    """Days of trade of a month and the part of the month's amount that falls on each."""
    days = tuple(day for day in days_of(month) if not days_of_trade or is_mixed or day.day % 10 in days_of_trade)
    weights = np.array([MONDAY_TO_SUNDAY[day.weekday()] * _festive(day) for day in days])
    if is_mixed:
        weights *= [3.0 if day.day % 10 in days_of_trade else 1.0 for day in days]
    return days, tuple((weights / weights.sum()).tolist())
