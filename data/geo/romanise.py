"""Revised Romanization of Korean place names, with the sounds that change between syllables."""

import re

ONSETS = "g kk n d tt r m b pp s ss - j jj ch k t p h".split()
VOWELS = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
CODAS = "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
#: Coda before a vowel.
LIAISON = {1: "g", 7: "d", 8: "r", 17: "b", 19: "s", 22: "j"}
#: (coda, next onset) -> how the two are written.
MEETING = {
    ("k", "n"): "ngn",
    ("k", "m"): "ngm",
    ("k", "r"): "ngn",
    ("n", "r"): "ll",
    ("l", "r"): "ll",
    ("l", "n"): "ll",
    ("m", "r"): "mn",
    ("ng", "r"): "ngn",
    ("p", "n"): "mn",
    ("p", "m"): "mm",
    ("p", "r"): "mn",
    ("t", "n"): "nn",
    ("t", "m"): "nm",
    ("t", "r"): "nn",
}
_SYLLABLES = re.compile("[\uac00-\ud7a3]+")


def romanised(text: str) -> str:
    """Small letters: "jongno", "gangneung", "cheorwon". What is no Korean syllable stays as it is."""
    return _SYLLABLES.sub(lambda found: _word(found[0]), text)


def _word(text: str) -> str:
    parts = [((ord(c) - 0xAC00) // 588, (ord(c) - 0xAC00) // 28 % 21, (ord(c) - 0xAC00) % 28) for c in text]
    out = _onset(parts[0][0])
    for (_, vowel, coda), following in zip(parts, [*parts[1:], None], strict=True):
        out += VOWELS[vowel] + _between(coda, following[0] if following else None)
    return out


def _onset(number: int) -> str:
    return ONSETS[number].replace("-", "")


def _between(coda: int, onset: int | None) -> str:
    written = CODAS[coda].replace("-", "")
    if onset is None:
        return written
    if ONSETS[onset] == "-":
        return LIAISON.get(coda, written)
    return MEETING.get((written, ONSETS[onset]), written + _onset(onset))
