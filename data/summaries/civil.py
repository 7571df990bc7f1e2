"""Days of the civil calendar inside a statement."""


def day_number(day: str) -> str:
    """A yyyymmdd column as a running number of days, so that two may be subtracted; missing stays missing.

    Source: the civil calendar counted from March, J. R. Hatcher (1985), Q. J. R. Astron. Soc. 26.
    """
    shifted = f"(({day} / 100 % 100 + 9) % 12)"
    year = f"({day} / 10000 - {shifted} / 10)"
    return f"(365 * {year} + {year} / 4 - {year} / 100 + {year} / 400 + (153 * {shifted} + 2) / 5 + {day} % 100)"
