"""Sentences and numbers of the engine of claims, in both languages at once."""

import math
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from data.messages import Words
from data.metrics.claims_kinds import told
from data.vague import Interval

LANGUAGES = ("ko", "en")
#: Won from this size on are rounded to that place when they are written out: eleven jo to the eok.
_ROUNDED_TO = ((10**12, 10**8), (10**8, 10**4))
_STEPS = ((10**12, "\uc870"), (10**8, "\uc5b5"), (10**4, "\ub9cc"))


@cache
def _sentences() -> dict[str, Any]:
    with (Path(__file__).parent / "claims_words.toml").open("rb") as file:
        return tomllib.load(file)


def said(group: str, key: str, **fields: object) -> Words:
    """The sentence of that key in both languages; a field that is ``Words`` is put in by language."""
    texts = _sentences()[group][key]
    return Words(*(_filled(texts[lang], lang, fields) for lang in LANGUAGES))


def _filled(text: str, lang: str, fields: dict[str, object]) -> str:
    filled = {
        name: field.in_language(lang) if isinstance(field, Words) else str(field) for name, field in fields.items()
    }
    return str(text.format(**filled))


def same(text: str) -> Words:
    """A text that is the same in both languages: names and numbers as they were written."""
    return Words(text, text)


def joined(parts: "list[Words] | tuple[Words, ...]", by: str = ", ") -> Words:
    """Texts in a row."""
    return Words(by.join(str(part) for part in parts), by.join(part.en for part in parts))


def input_words(key: str) -> Words:
    """Name of an input or a quantity; one that is not known stays as it is."""
    words = told()["inputs"].get(key)
    return Words(words["ko"], words["en"]) if words else same(key)


def amount(value: float, unit: str, *, signed: bool = False, digits: int | None = None) -> Words:
    """A number with its unit. value in whole units (percent as parts of one); digits: decimals, else those of the
    unit."""
    look = told()["units"].get(unit, told()["units"]["number"])
    with_sign = signed or bool(look.get("signed"))
    return Words(*(look[lang].format(n=_figures(value, unit, look, lang, with_sign, digits)) for lang in LANGUAGES))


def _figures(value: float, unit: str, look: dict[str, Any], lang: str, signed: bool, digits: int | None) -> str:
    if unit == "krw":
        return _won(value, lang, signed)
    shown = value / float(look.get("scale", 1))
    places = look["digits"] if digits is None else digits
    if not look["digits"] and digits is None and not float(shown).is_integer():
        places = 1
    text = f"{shown:{'+' if signed and round(shown, places) else ''},.{places}f}"
    return text.rstrip("0").rstrip(".") if look.get("trim") and "." in text else text


def _won(value: float, lang: str, signed: bool) -> str:
    place = next((to for least, to in _ROUNDED_TO if abs(value) >= least), 1)
    whole = math.floor(abs(value) / place + 0.5) * place
    sign = "-" if value < 0 and whole else "+" if signed and whole else ""
    if lang == "en" or whole < 10**6:
        return f"{sign}{whole:,}"
    parts, left = [], whole
    for step, name in _STEPS:
        if left >= step:
            parts.append(f"{left // step:,}{name}")
            left %= step
    return sign + " ".join([*parts, *([f"{left:,}"] if left else [])])


def span(value: Interval, unit: str, *, signed: bool = False, digits: int | None = None) -> Words:
    """An interval with its unit; one number alone as itself."""
    low, high = (
        same("") if math.isinf(end) else amount(end, unit, signed=signed, digits=digits)
        for end in (value.low, value.high)
    )
    if math.isinf(value.high):
        return said("range", "at_least", low=low)
    return low if low == high else said("range", "plain", low=low, high=high)


def with_point(point: float, value: Interval, unit: str, *, signed: bool = False) -> Words:
    """The number taken at its word, and in brackets what else is possible."""
    alone, all_of = amount(point, unit, signed=signed), span(value, unit, signed=signed)
    return alone if alone == all_of else said("range", "with_point", point=alone, range=all_of)
