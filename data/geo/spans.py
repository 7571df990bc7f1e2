"""Days as yyyymmdd."""

import datetime as dt


def day_before(day: int) -> int:
    """The day before: 20240101 -> 20231231."""
    date = dt.date(day // 10000, day // 100 % 100, day % 100) - dt.timedelta(days=1)
    return int(date.strftime("%Y%m%d"))
