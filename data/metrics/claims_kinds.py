"""The kinds of published numbers as ``claims_kinds.toml`` describes them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "claims_kinds.toml"
STANDINGS = ("worded", "possible", "mistaken")


@dataclass(frozen=True)
class Reading:
    """One meaning a published number may have. See the head of the file; unit '' = whatever unit it has."""

    key: str
    formula: str
    standing: str
    unit: str = ""
    against: str = ""
    least: float | None = None
    unsigned: bool = False
    bare: bool = False
    said: str = ""
    percent_inputs: bool = False


@dataclass(frozen=True)
class Following:
    """Something that follows from the numbers besides. of: only where the published number has that unit;
    alone: only where nothing was computed."""

    key: str
    formula: str
    unit: str = ""
    of: str = ""
    signed: bool = False
    alone: bool = False


@dataclass(frozen=True)
class Doubt:
    """Something that must be said when it holds."""

    key: str
    when: str
    of: str = ""


@dataclass(frozen=True)
class Routes:
    """The ways to a kind's quantity. unit '' = that of the kind."""

    name: str
    ways: tuple[str, ...]
    unit: str = ""
    adds_all: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of published number."""

    key: str
    ko: str
    en: str
    unit: str
    readings: tuple[Reading, ...]
    formula: str = ""
    routes: Routes | None = None
    signed: bool = False
    bound: bool = False
    needs_base: bool = False
    persons: str = ""
    restated: tuple[Following, ...] = ()
    also: tuple[Following, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    def named(self, lang: str) -> str:
        """Its name in that language."""
        return self.en if lang == "en" else self.ko


@cache
def told() -> dict[str, Any]:
    """The file as it stands."""
    with FILE.open("rb") as file:
        return tomllib.load(file)


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name. Raises: TypeError for a word the file may not have (a bug)."""
    return {key: _kind(key, dict(one)) for key, one in told()["kinds"].items()}


def _kind(key: str, one: dict[str, Any]) -> Kind:
    readings = [*one.pop("readings"), *(told()["slips"].get(one["unit"], ()))]
    routes = _routes(told()["routes"][one.pop("routes")]) if "routes" in one else None
    return Kind(
        key=key,
        readings=tuple(Reading(**reading) for reading in readings),
        routes=routes,
        restated=tuple(Following(key="restated", **each) for each in one.pop("restated", ())),
        also=tuple(Following(**each) for each in one.pop("also", ())),
        doubts=tuple(Doubt(**each) for each in one.pop("doubts", ())),
        **one,
    )


def _routes(one: dict[str, Any]) -> Routes:
    return Routes(one["name"], tuple(one["ways"]), one.get("unit", ""), one.get("adds_all", False))
