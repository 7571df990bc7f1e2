"""Days between two days, said in SQL that every database understands."""

from typing import Any

from sqlalchemy import ColumnElement


def day_number(day: Any) -> ColumnElement[int]:
    """A yyyymmdd integer as a running number of days, so that two may be subtracted; missing stays missing.

    Source: the civil calendar counted from March, J. R. Hatcher (1985), Q. J. R. Astron. Soc. 26.
    """
    year, month = day // 10000, day // 100 % 100
    shifted = (month + 9) % 12
    since = year - shifted // 10
    return 365 * since + since // 4 - since // 100 + since // 400 + (153 * shifted + 2) // 5 + day % 100  # type: ignore[no-any-return]
