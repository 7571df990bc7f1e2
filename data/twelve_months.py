"""The last twelve whole months before a day: what sales of "the last twelve months" are told and compared over."""

import datetime as dt

from data.choice import months_earlier

MONTHS = 12


def twelve_months(as_of_day: int) -> tuple[int, int]:
    """First and last of the twelve months (yyyymm01) up to a day (yyyymmdd): its own month only where the day ends it.

    20241231 -> 20240101, 20241201; 20241230 -> 20231201, 20241101.
    """
    day = dt.date(as_of_day // 10000, as_of_day // 100 % 100, as_of_day % 100)
    month = as_of_day // 100 * 100 + 1
    last = month if (day + dt.timedelta(days=1)).day == 1 else months_earlier(month, 1)
    return months_earlier(last, MONTHS - 1), last
