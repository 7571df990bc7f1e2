"""What a region is called in short and in English."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from data.geo.romanise import romanised


@cache
def _words() -> dict[str, Any]:
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


def english_name(name_ko: str) -> str:
    """Official English of a province, romanised name of the others, smallest first: "Jangan-gu, Suwon-si"."""
    known = _words()["english"].get(name_ko)
    return str(known) if known else ", ".join(_hyphenated(part) for part in reversed(name_ko.split()))


def _hyphenated(part: str) -> str:
    for ending, english in _words()["endings"].items():
        if part.endswith(ending) and len(part) > len(ending):
            stem = romanised(part[: -len(ending)]).capitalize()
            return f"{stem}-{english}" if english else stem
    return romanised(part).capitalize()


def short_name(name_ko: str) -> str:
    """What people say: Seoul, Chungbuk, Suwon, Jangan; names of one syllable keep their ending."""
    known = _words()["short"].get(name_ko)
    if known:
        return str(known)
    last = name_ko.split()[-1]
    for ending in _words()["endings"]:
        if last.endswith(ending) and len(last) - len(ending) >= 2:
            return last[: -len(ending)]
    return last
