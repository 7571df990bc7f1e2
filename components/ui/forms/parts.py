"""Which fields a form shows: a lesson has no coupons, a car park covers no shops. Told in ``parts.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from data.importing.spellings import code_list, plain
from data.sources import Source

Parts = dict[str, dict[str, dict[str, list[str]]]]


@cache
def told() -> Parts:
    """Source -> the column that is chosen -> code -> columns that belong to it."""
    with Path(__file__).with_name("parts.toml").open("rb") as file:
        return tomllib.load(file)


def hidden(source: Source, texts: Mapping[str, str]) -> set[str]:
    """Columns that do not belong to what was chosen and hold nothing."""
    out: set[str] = set()
    for chooser, by_code in told().get(source.name, {}).items():
        code = code_list(source.columns[chooser].codes).get(plain(texts.get(chooser, "")), "")
        belonging = {name for names in by_code.values() for name in names}
        out |= {name for name in belonging - set(by_code.get(code, [])) if not texts.get(name)}
    return out
