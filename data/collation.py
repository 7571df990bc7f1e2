"""The order of names: the one that every list of markets, regions, programmes and words stands in.

As ICU orders Korean, with numbers by their size: marks and blanks, then digits, then Hangul in the order of the
dictionary, then Latin letters whatever their case or accent, then Hanja. A database orders by its own settings, SQLite
by code points (Latin before Hangul), so names are put in order here.

Source: Unicode Technical Standard 10 and the locale ``ko`` of CLDR (Hangul before Latin); KS X 1001 for the syllables.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import Any

import pandas as pd

_FIRST_LEAD, _LEADS, _SYLLABLES_OF_A_LEAD = 0x1100, 19, 588
_FIRST_SYLLABLE, _SYLLABLES = 0xAC00, 11172
#: Latin and other letters, then Hanja, each beyond every syllable.
_LETTERS, _HANJA = 0x10000, 0x30000
_FIRST_HANJA = 0x2E80


def in_order(names: Iterable[str]) -> list[str]:
    """The names in the order of the dictionary."""
    return sorted(names, key=sort_key)


def by_name(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """For ``DataFrame.sort_values(key=by_name)``: texts by their order, every other column as it is."""
    if not (pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)):
        return column
    return column.map(sort_key, na_action="ignore")


@lru_cache(maxsize=65536)
def sort_key(name: str) -> str:
    """A text whose order of code points is the order of names; two names have the same key only when they are the
    same."""
    parts = groupby(unicodedata.normalize("NFKC", name), key=str.isdecimal)
    folded = "".join(_number("".join(part)) if is_number else "".join(map(_letter, part)) for is_number, part in parts)
    return f"{folded}\0{name}"


def _number(digits: str) -> str:
    """Digits that stand in the order of their numbers: 2 before 10, 007 beside 7."""
    plain = str(int(digits))
    return f"{len(plain):03}{plain}"


def _letter(letter: str) -> str:
    code = ord(letter)
    if _FIRST_SYLLABLE <= code < _FIRST_SYLLABLE + _SYLLABLES:
        return letter
    if _FIRST_LEAD <= code < _FIRST_LEAD + _LEADS:
        # a first sound alone stands where its syllables begin
        return chr(_FIRST_SYLLABLE + (code - _FIRST_LEAD) * _SYLLABLES_OF_A_LEAD)
    if not letter.isalpha():
        return " " if letter.isspace() else "!"
    if code >= _FIRST_HANJA:
        return chr(_HANJA + code % 0x10000)
    return "".join(
        chr(_LETTERS + ord(one)) for one in unicodedata.normalize("NFKD", letter.casefold()) if one.isalpha()
    )
