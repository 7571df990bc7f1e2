"""Numbers as people and spreadsheets write them.

"1,234" "1,234 won" "₩1,234" "2.20579456E8" "１２３" "(1,234)" "△1,234" "12.3%" are numbers; "1.234.567", "12 34" and
"inf" are not.
"""

import re
import unicodedata
from functools import cache

from data.importing.spellings import multipliers, signs

#: Past this a browser can no longer hold the won exactly, and no amount in Korea is so large.
LARGEST = 9_000_000_000_000_000
#: Letters; Python itself refuses to read past 4,300 digits.
LONGEST = 60
#: Digits without a sign of their own that may follow one: "3 man 5000" is 35,000, but people mean 1.2 eok by "1 eok 2".
TAILS = {10_000: (3, 4), 1_000: (3,), 100: (2,)}
_NUMBER = re.compile(r"(?=[+-]?\.?\d)[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d{1,2})?")


class NotANumber(ValueError):
    """The text is no number. args[0]: key of the reason."""


@cache
def _ends() -> tuple[str, ...]:
    return signs("won_signs") + signs("counters")


def number(text: str) -> float | int:
    """The number, as int when it is whole. Raises: NotANumber."""
    bare, is_negative, is_percent = _bared(unicodedata.normalize("NFKC", text).strip().removeprefix("'"))
    if not _NUMBER.fullmatch(bare):
        raise NotANumber("not_a_number")
    if len(bare) > LONGEST:
        raise NotANumber("too_large")
    digits = bare.replace(",", "")
    value: float | int = int(digits) if digits.lstrip("+-").isdigit() else float(digits)
    value = -value if is_negative else value
    value = value / 100 if is_percent else value
    if abs(value) > LARGEST:
        raise NotANumber("too_large")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _bared(text: str) -> tuple[str, bool, bool]:
    """Digits alone, whether a sign of loss stood around them, and whether it was a percentage."""
    is_negative = text.startswith("(") and text.endswith(")")
    text = text[1:-1].strip() if is_negative else text
    for sign in signs("minus_signs"):
        if text.startswith(sign):
            text, is_negative = text[len(sign) :].strip(), not is_negative
    is_percent = text.endswith("%")
    text = text.removesuffix("%").rstrip()
    for sign in signs("won_signs"):
        text = text.removeprefix(sign).lstrip()
    lower = text.casefold()
    for end in _ends():
        if lower.endswith(end.casefold()):
            text = text[: len(text) - len(end)].rstrip()
            break
    return text, is_negative, is_percent


def whole(text: str, scale: float = 1) -> int:
    """A whole number after multiplying by scale. Raises: NotANumber (not_whole for 12.5 people)."""
    value = number(text) * scale
    if abs(value) > LARGEST:
        raise NotANumber("too_large")
    nearest = round(value)
    if abs(value - nearest) > 1e-6 * max(1.0, abs(value)):
        raise NotANumber("not_whole")
    return nearest


def won(text: str, scale: float = 1) -> int:
    """An amount in won; fractions (averages, thousands with decimals) are rounded. A cell that carries its unit (ten
    thousand won, a hundred million) counts before the header's. Raises: NotANumber."""
    told = _with_units(text)
    value = number(text) * scale if told is None else told
    if abs(value) > LARGEST:
        raise NotANumber("too_large")
    return round(value)


def _with_units(text: str) -> float | int | None:
    """The number of a text such as "1 eok 2,500 man won", each part under its sign; None where there is no such sign.

    Raises: NotANumber.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    for sign in signs("won_signs"):
        bare = bare.removesuffix(sign).removeprefix(sign).strip()
    if not any(sign in bare for sign in multipliers()):
        return None
    if not any(letter.isdigit() for letter in bare):
        raise NotANumber("not_a_number")
    return _sum_of_parts(bare, list(multipliers().items()))


def _sum_of_parts(text: str, signs_left: list[tuple[str, int]]) -> float | int:
    """What stands before a sign counts so often ("2 cheon 5 baek man" is 2,500 man), what stands behind is added."""
    if not signs_left:
        return number(text)
    (sign, size), *rest = signs_left
    before, found, behind = (part.strip() for part in text.rpartition(sign))
    if not found:
        return _sum_of_parts(text, rest)
    digits = behind.replace(",", "")
    if digits.isdigit() and len(digits) not in TAILS.get(size, ()):
        raise NotANumber("not_a_number")
    times = _sum_of_parts(before, rest) if before else 1
    return times * size + (_sum_of_parts(behind, rest) if behind else 0)
