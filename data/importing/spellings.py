"""How people write codes, yes and no, totals, units: kept as data in ``spellings.toml``."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

#: Kinds of programme are descriptions; their names are the spellings of the code.
KINDS = Path(__file__).parents[1] / "programmes" / "kinds.toml"
_LOOSE = re.compile(r"[\s_\-·ㆍ‧・\u200b\ufeff]+")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Text brought to the form in which spellings are compared: NFKC, small letters, no spaces or joining signs."""
    return _LOOSE.sub("", unicodedata.normalize("NFKC", text)).casefold()


@cache
def _spellings() -> dict[str, dict[str, Any]]:
    with (Path(__file__).parent / "spellings.toml").open("rb") as file:
        told = tomllib.load(file)
    return told | {"programme_kind": _kinds()}


def _kinds() -> dict[str, list[str]]:
    with KINDS.open("rb") as file:
        kinds = tomllib.load(file)
    return {kind: [each["ko"], each["en"], *each.get("spellings", ())] for kind, each in kinds.items()}


@cache
def words(name: str) -> frozenset[str]:
    """A plain list: total, yes, no, blank, won_signs ... in compared form."""
    return frozenset(plain(word) for word in _spellings()["lists"][name])


@cache
def signs(name: str) -> tuple[str, ...]:
    """A plain list as written (NFKC), longest first: what is taken off a number."""
    return tuple(sorted((unicodedata.normalize("NFKC", s) for s in _spellings()["lists"][name]), key=len, reverse=True))


@cache
def units() -> dict[str, int]:
    """Unit in brackets behind a header -> won (or things) in one."""
    return {plain(name): int(size) for name, size in _spellings()["units"].items()}


@cache
def multipliers() -> dict[str, int]:
    """Sign behind a number -> what it multiplies by, the largest first."""
    signs = _spellings()["multipliers"]
    return dict(sorted(((sign, int(size)) for sign, size in signs.items()), key=lambda each: -each[1]))


@cache
def code_list(name: str) -> dict[str, str]:
    """Compared spelling -> code, for a list such as payment_method. The code itself is a spelling of it."""
    members = _spellings()[name]
    return {plain(word): code for code, spelled in members.items() for word in (code, *spelled)}


@cache
def code_names(name: str) -> dict[str, str]:
    """Code -> how it is usually written in Korean: for drop-downs and for saying what is allowed."""
    return {code: spelled[0] for code, spelled in _spellings()[name].items()}
