"""Values of a market register in the reader's language: goods, vouchers, days; addresses and names stay Korean."""

import re
import tomllib
from functools import cache
from pathlib import Path

from components.text.translator import Translator

_DAY = re.compile(r"(\d{1,2})\uc77c")


@cache
def _english() -> dict[str, str]:
    with (Path(__file__).parent / "register.toml").open("rb") as file:
        return tomllib.load(file)


def register_words(value: str, t: Translator) -> str:
    """A value of several parts joined by +, with commas between; in English the parts that are known, as words."""
    parts = [part.strip() for part in value.split("+") if part.strip()]
    if t.lang == "en":
        parts = [_DAY.sub(r"day \1", _english().get(part, part)) for part in parts]
    return ", ".join(parts)
