"""Market names made comparable: what is the name, what was it called, what only says of which kind it is."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The lists of words.toml."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True)
class MarketName:
    """A name taken apart. All parts without spaces, signs and legal forms, small letters.

    main: outside the brackets. others: names inside the brackets, former ones or those it was joined from. remarks:
    what else stands there (a place, "building type"). stem: main without its ending. is_plain: the ending is one
    that registers change freely. marks: numbers and trades that tell neighbours apart.
    """

    main: str
    others: frozenset[str]
    remarks: frozenset[str]
    stem: str
    is_plain: bool
    marks: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Main and other names."""
        return self.others | {self.main}

    def bare(self, places: tuple[str, ...]) -> str:
        """Stem without the name of its city or province in front: the same market with and without it."""
        return _bare(self.stem, places)


@lru_cache(maxsize=65536)
def _bare(stem: str, places: tuple[str, ...]) -> str:
    for place in sorted(places, key=len, reverse=True):
        if len(place) > 1 and stem.startswith(place) and len(stem) - len(place) >= 2:
            return stem[len(place) :]
    return stem


@lru_cache(maxsize=65536)
def read_name(text: str) -> MarketName:
    """A name as registers write it, taken apart."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFC", text)).strip()
    for legal in words()["legal"]:
        plain = re.sub(legal, " ", plain).strip() or plain
    outside, inside = _split(plain)
    main = squeezed(outside) or squeezed(plain)
    parts = {squeezed(part) for part in inside} - {"", main}
    others = {part for part in parts if _is_name(part)}
    stem, is_plain = _stem(main)
    return MarketName(main, frozenset(others), frozenset(parts - others), stem, is_plain, _marks(main))


def squeezed(text: str) -> str:
    """Letters and digits only, small."""
    return re.sub(r"[\W_]", "", text).lower()


def shown(text: str) -> str:
    """The name for people: single spaces, nothing around it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=65536)
def names_of(text: str) -> tuple[str, ...]:
    """Names for people: the one outside the brackets, then those inside."""
    outside, inside = _split(text)
    return (shown(outside) or shown(text), *(shown(part) for part in inside if _is_name(squeezed(part))))


def _split(text: str) -> tuple[str, list[str]]:
    """What stands outside the brackets, and each name or remark inside, without the words for "former" and "joined"."""
    inside = re.findall(r"\(((?:[^()]|\([^()]*\))*)\)?", text)
    outside = re.sub(r"\((?:[^()]|\([^()]*\))*\)?", "", text)
    parts: list[str] = []
    for part in (part for bracket in inside for part in re.split(r"[,/·]", bracket)):
        for pattern in (*words()["former"], *words()["joined"]):
            part = re.sub(pattern, "", part.strip())
        parts += {part, re.sub(words()["glued_former"], "", part)}
    return outside, parts


def _is_name(part: str) -> bool:
    endings = words()["name_endings"]
    return len(part) >= 3 and part.endswith(tuple(endings)) and part not in words()["other_endings"]


def _stem(main: str) -> tuple[str, bool]:
    for ending in sorted(words()["plain_endings"] + words()["other_endings"], key=len, reverse=True):
        if main.endswith(ending) and len(main) > len(ending):
            return main[: -len(ending)], ending in words()["plain_endings"]
    return main, False


def _marks(main: str) -> frozenset[str]:
    numbers = set(re.findall(words()["number"], main))
    return frozenset(numbers | {mark for mark in words()["marks"] if mark in main})
