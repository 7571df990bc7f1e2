"""Days, months, quarters and years as people write them, as yyyymmdd of the first day of the period."""

import datetime as dt
import re
import unicodedata
from functools import cache

from data.importing.spellings import signs

#: Numbers a spreadsheet shows when a date lost its format: 2000-01-01 to 2079-12-31.
SERIAL = range(36526, 65745)
FIRST_YEAR, LAST_YEAR = 1900, 2099
#: No date is longer; thousands of digits are no number that Python reads.
LONGEST = 60
#: 202405011330 and 20240501133059.
_WITH_CLOCK = re.compile(r"[0-9]{8}([01][0-9]|2[0-3])[0-5][0-9]([0-5][0-9])?")
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")


class NotADay(ValueError):
    """The text is no day, month or quarter. args[0]: key of the reason."""


@cache
def _separators() -> re.Pattern[str]:
    """Everything that may stand between the numbers of a date, year, month and day signs included."""
    named = "|".join(re.escape(sign) for name in ("year", "month", "day") for sign in signs(name))
    return re.compile(rf"\s*(?:{named}|[-./,])\s*|\s+")


def _parts(text: str) -> list[str]:
    if len(text) > LONGEST:
        raise NotADay("not_a_date")
    bare = _TIME.sub("", unicodedata.normalize("NFKC", text).strip().lstrip("'"))
    return [part for part in _separators().split(bare) if part]


def _day_number(year: int, month: int, day: int) -> int:
    """yyyymmdd. Raises: NotADay when the calendar has no such day."""
    try:
        dt.date(year, month, day)
    except (ValueError, OverflowError) as wrong:
        raise NotADay("no_such_day") from wrong
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotADay("no_such_day")
    return year * 10000 + month * 100 + day


def _from_serial(number: int) -> int:
    date = dt.date(1899, 12, 30) + dt.timedelta(days=number)
    return _day_number(date.year, date.month, date.day)


def day(text: str) -> int:
    """A day: 2024-05-01, 2024.5.1, 20240501, 20240501133059, a spreadsheet's number. Raises: NotADay."""
    parts = _parts(text)
    if not all(part.isdecimal() for part in parts) or not parts:
        raise NotADay("not_a_date")
    if len(parts) == 3 and len(parts[0]) == 4:
        return _day_number(int(parts[0]), int(parts[1]), int(parts[2]))
    if len(parts) == 1 and (len(parts[0]) == 8 or _WITH_CLOCK.fullmatch(parts[0])):
        return _day_number(int(parts[0][:4]), int(parts[0][4:6]), int(parts[0][6:8]))
    if len(parts) == 1 and int(parts[0]) in SERIAL:
        return _from_serial(int(parts[0]))
    raise NotADay("not_a_date")


def month(text: str) -> int:
    """A month: 2024-05, 2024.5, 202405, or any day of it. Raises: NotADay."""
    parts = _parts(text)
    if all(part.isdecimal() for part in parts):
        if len(parts) == 2 and len(parts[0]) == 4:
            return _day_number(int(parts[0]), int(parts[1]), 1)
        if len(parts) == 1 and len(parts[0]) == 6:
            return _day_number(int(parts[0][:4]), int(parts[0][4:]), 1)
    return day(text) // 100 * 100 + 1


@cache
def _quarter() -> re.Pattern[str]:
    named = "|".join(re.escape(sign) for sign in signs("quarter"))
    years = "|".join(re.escape(sign) for sign in signs("year"))
    return re.compile(rf"(\d{{4}})\s*(?:{years}|[-./])?\s*(?:[qQ]\s*)?([1-4])\s*(?:{named})?", re.IGNORECASE)


def moment(text: str) -> int:
    """A day and a time of day to the minute, yyyymmddHHMM: 2024-05-01 13:30, 202405011330. Raises: NotADay."""
    bare = unicodedata.normalize("NFKC", text).strip().lstrip("'")
    bare = re.sub(r"^(\d{8})(\d{2})(\d{2})(\d{2})?$", r"\1 \2:\3", bare)
    clock = _TIME.search(bare)
    if clock is None:
        raise NotADay("not_a_moment")
    hour, minute = (int(part) for part in clock[0].lstrip("T ").split(":")[:2])
    if hour > 23 or minute > 59:
        raise NotADay("not_a_moment")
    return day(bare[: clock.start()]) * 10000 + hour * 100 + minute


def quarter(text: str) -> int:
    """A quarter: 20252, 2025Q2, 2025-2: its first day. Raises: NotADay."""
    found = _quarter().fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise NotADay("not_a_quarter")
    return _day_number(int(found[1]), int(found[2]) * 3 - 2, 1)


def year(text: str) -> int:
    """A year: its first day. Raises: NotADay."""
    parts = _parts(text)
    if len(parts) != 1 or not re.fullmatch(r"\d{4}", parts[0]):
        raise NotADay("not_a_year")
    return _day_number(int(parts[0]), 1, 1)


def half_told(texts: list[str]) -> set[str]:
    """Months that may have lost their last zero in a spreadsheet: "2024.1" where no "2024.10" tells it is January."""
    short = {text for text in texts if re.fullmatch(r"\d{4}\.1", text.strip())}
    return {text for text in short if text.strip() + "0" not in texts}
