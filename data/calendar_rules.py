"""When a market trades and when large stores rest, by place: rules of ``calendar_rules.toml``, which an office may
change.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("calendar_rules.toml")


@dataclass(frozen=True)
class Closure:
    """Large stores rest on that weekday (0 = Monday) of those weeks of a month, from a day on."""

    weekday: int
    weeks: tuple[int, ...]
    begins: date = date.min


@cache
def rules() -> dict[str, Any]:
    """The file as it stands."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


def trades_on_thirty_first(sigungu_code: str) -> bool:
    """Whether a market on days ending in 1 trades on the 31st."""
    told = rules()["thirty_first"]
    return bool(told.get("sigungu", {}).get(sigungu_code, told["usual"]) == "trade")


def closures(sido_code: str, sigungu_code: str) -> tuple[Closure, ...]:
    """Rules of that place, the oldest first: the nation's until the place's own begins."""
    found: dict[date, tuple[int, Closure]] = {}
    for rule in rules()["closure"]:
        code = rule.get("code", "")
        if not (sigungu_code.startswith(code) or sido_code.startswith(code)):
            continue
        made = Closure(rule["weekday"], tuple(rule["weeks"]), rule.get("from", date.min))
        if made.begins not in found or found[made.begins][0] <= len(code):
            found[made.begins] = (len(code), made)
    return tuple(made for _, (_, made) in sorted(found.items()))
