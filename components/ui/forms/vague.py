"""A number as a report wrote it, told back as the interval it stands for."""

import math

from components.formatting import whole
from components.text import Translator
from data.vague import read_vague


def in_words(text: str, t: Translator) -> str | None:
    """ "30-odd" as "30 to 39"; None where there is no number in it, or nothing to add to what was written."""
    read = read_vague(text) if text else None
    if read is None:
        return None
    if read.low == read.high and _number(read.low).replace(",", "") in text.replace(",", ""):
        return None
    low, high = (_number(bound) for bound in (read.low, read.high))
    if math.isinf(read.high):
        return t("entry.at_least", low=low)
    return low if read.low == read.high else t("entry.between", low=low, high=high)


def _number(value: float) -> str:
    return whole(value) if float(value).is_integer() else f"{value:,g}"
