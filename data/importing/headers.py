"""Header cells made comparable: the same column under other signs, its unit, and what is almost the same name."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from data.importing.spellings import plain, units
from data.sources import Column

_BRACKETS = re.compile(r"[(\[<]([^()\[\]<>]*)[)\]>]$")
#: Of two names compared by their letters, and by the strokes of their syllables, which finds a mistyped vowel in a
#: short word. None of the 302 columns that the official files at hand leave unread is taken for another by these.
LIKE_BY_LETTER, LIKE_BY_STROKE = 0.66, 0.8
#: No header of a table is longer; comparing a page of text with every spelling takes seconds.
LONGEST_COMPARED = 100


@lru_cache(maxsize=16384)
def header_key(text: str) -> str:
    """A header cell as it is compared."""
    return plain(text.strip().strip('"').removesuffix("*"))


@lru_cache(maxsize=16384)
def without_unit(text: str) -> tuple[str, int | None]:
    """Header without a unit in brackets behind it, and what one of it is in won (or things)."""
    found = _BRACKETS.search(unicodedata.normalize("NFKC", text.strip()))
    if found and plain(found[1]) in units():
        return unicodedata.normalize("NFKC", text.strip())[: found.start()], units()[plain(found[1])]
    return text, None


def nearest_header(name: str, columns: Iterable[Column]) -> str:
    """The header among those columns' spellings that is almost this name; "" when none is."""
    if len(name) > LONGEST_COMPARED:
        return ""
    spelled = [header for column in columns for header in column.headers]
    best = max(spelled, key=lambda header: likeness(name, header), default="")
    return best if best and likeness(name, best) >= 1 else ""


def likeness(one: str, other: str) -> float:
    """How alike two headers are without their units: from 1 on they are almost the same; far below, 0."""
    by_letter = [header_key(without_unit(name)[0]) for name in (one, other)]
    by_stroke = [unicodedata.normalize("NFD", name) for name in by_letter]
    return max(_ratio(by_letter, LIKE_BY_LETTER), _ratio(by_stroke, LIKE_BY_STROKE))


def _ratio(names: list[str], enough: float) -> float:
    """Likeness in parts of what is enough; 0 where their lengths or letters already forbid that."""
    matcher = difflib.SequenceMatcher(None, names[0], names[1], autojunk=False)
    if matcher.real_quick_ratio() < enough or matcher.quick_ratio() < enough:
        return 0.0
    return matcher.ratio() / enough
