"""New Year (the first day of the lunar year) and Chuseok (the fifteenth of its eighth month)."""

from datetime import date
from functools import cache
from typing import NamedTuple

import holidays

_NEW_YEAR, _CHUSEOK = "Korean New Year", "Chuseok"


class Feasts(NamedTuple):
    """The two days of a year on which nearly every market rests."""

    new_year: date
    chuseok: date


@cache
def feasts(year: int) -> Feasts:
    """Both feasts of that year, by the lunar calendar (1951 to 2050: what the package was made for)."""
    named: dict[date, str] = dict(holidays.country_holidays("KR", years=year, language="en_US"))
    found = {name: day for day, said in named.items() for name in said.split("; ")}
    return Feasts(found[_NEW_YEAR], found[_CHUSEOK])
