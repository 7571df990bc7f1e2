"""Names found as people type them: by first consonants, with half a syllable at the end, without blanks, in Latin
letters. Pure.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from data.collation import sort_key
from data.geo.hangul import edits, letters
from data.geo.romanise import romanised

_FIRST, _LAST = 0xAC00, 0xD7A3
#: The nineteen first consonants of syllables as letters that stand alone (a keyboard types these).
ONSETS = tuple(
    chr(0x3130 + at) for at in (1, 2, 4, 7, 8, 9, 17, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
)  # fmt: skip
_VOWELS, _CODAS = 21, 28
#: Better first. NEAR: one letter off.
WHOLE, BEGINS, WORD, INSIDE, NEAR = range(5)


@dataclass(frozen=True)
class Named:
    """Something that can be found. kind: page, region, market, programme, metric, word. key: its identifier. name:
    as it is shown; also: other names it has (former ones, its name in the other language). place: where it lies.
    """

    kind: str
    key: str
    name: str
    also: tuple[str, ...] = ()
    place: str = ""


def found(query: str, names: Iterable[Named], most: int = 30) -> list[Named]:
    """What a typed text may mean, best first: whole names, then beginnings, words, insides; one letter off only where
    nothing else is found. Of equals the shorter name, then by ``data.collation``, then in the order given.
    """
    asked = folded(query)
    if not asked:
        return []
    known = list(names)
    ranked = [(rank, *_place(one), at) for at, one in enumerate(known) if (rank := _rank(asked, one)) is not None]
    if not ranked and len(asked) >= 3:
        ranked = [(NEAR, *_place(one), at) for at, one in enumerate(known) if _is_near(asked, one)]
    return [known[at] for *_, at in sorted(ranked)[:most]]


def _place(one: Named) -> tuple[int, str]:
    return len(one.name), sort_key(one.name)


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """Without blanks and marks, small letters, syllables whole: what two spellings of a name share."""
    whole = unicodedata.normalize("NFC", text).casefold()
    return "".join(one for one in whole if one.isalnum())


def _rank(asked: str, one: Named) -> int | None:
    ranks = [rank for name in (one.name, *one.also) if (rank := _fits(asked, name)) is not None]
    return min(ranks, default=None)


def _fits(asked: str, name: str) -> int | None:
    """How well a name answers; a Korean name answers in Latin letters too."""
    best = _placed(asked, folded(name), _starts(name))
    if best is None and asked.isascii() and not name.isascii():
        return _placed(_plain(asked), _plain(romanised(folded(name))), ())
    return best


def _plain(latin: str) -> str:
    """Latin letters without what people write differently: Gwang-ju, Kwangju."""
    return latin.replace("-", "")


@lru_cache(maxsize=20_000)
def _starts(name: str) -> tuple[int, ...]:
    """Where words begin in the folded name."""
    places, at = [], 0
    for word in name.split():
        places.append(at)
        at += len(folded(word))
    return tuple(places)


def _placed(asked: str, name: str, starts: Sequence[int]) -> int | None:
    for at in range(len(name) - len(asked) + 1):
        if _same(asked, name[at : at + len(asked)]):
            if at == 0:
                return WHOLE if len(asked) == len(name) else BEGINS
            return WORD if at in starts else INSIDE
    return None


def _same(asked: str, part: str) -> bool:
    last = len(asked) - 1
    return all(_letter(one, other, at == last) for at, (one, other) in enumerate(zip(asked, part, strict=True)))


def _letter(asked: str, other: str, is_last: bool) -> bool:
    """Equal; or the first consonant of the syllable; or, at the end, a syllable that is still being typed."""
    if asked == other:
        return True
    if not _FIRST <= ord(other) <= _LAST:
        return False
    number = ord(other) - _FIRST
    if asked in ONSETS:
        return ONSETS.index(asked) == number // (_VOWELS * _CODAS)
    if not is_last or not _FIRST <= ord(asked) <= _LAST:
        return False
    begun = ord(asked) - _FIRST
    return begun % _CODAS == 0 and begun // _CODAS == number // _CODAS


def _is_near(asked: str, one: Named) -> bool:
    """One letter off, at the beginning of the name."""
    return any(
        edits(letters(asked), letters(name[: len(asked)]), at_most=1) <= 1
        for name in map(folded, (one.name, *one.also))
        if len(name) >= len(asked)
    )
