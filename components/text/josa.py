"""Korean particles that fit the word before them.

A sentence in ``words.toml`` names the particle in its placeholder, ``"{market:i/ga}"`` with the two forms in
Hangul, and the
value is a ``Word``. The rule is Korean orthography's: the form follows the last *sound*, so digits are read out (3
= sam),
capital letters are spelled (KTX = -eks), and what stands in brackets at the end is passed over.
"""

import re

#: Digits read out: whether they end in a consonant, and whether that is an L (which "(eu)ro" treats as a vowel).
_DIGIT_ENDS_IN_CONSONANT = dict(
    zip("0123456789", (True, True, False, True, False, False, True, True, True, False), strict=True)
)
_DIGITS_IN_L = "178"
#: Letters whose Korean name ends in a consonant: L, M, N, R.
_LETTERS_IN_CONSONANT = "LMNR"
_LETTERS_IN_L = "LR"
_HANGUL_FIRST, _HANGUL_LAST, _FINALS, _FINAL_L = 0xAC00, 0xD7A3, 28, 8
_EURO = ("\uc73c\ub85c", "\ub85c")
_BRACKETS = re.compile(r"\s*[(\[\u3008\u300a][^()\[\]]*[)\]\u3009\u300b]$")
_CLOSED_ENDING = re.compile(r"([lmn]|ng|(?<![aeiouy])[aeiouy][bckpt])$", re.IGNORECASE)


def _spoken_end(word: str) -> str:
    bare = word.strip()
    while (shorter := _BRACKETS.sub("", bare)) != bare and shorter:
        bare = shorter
    return bare.rstrip(" \"'.,!?\u2019\u201d)]")


def ends_in_consonant(word: str) -> bool:
    """Whether the word as it is read out in Korean ends in a consonant. Signs (%, +) end in a vowel."""
    end = _spoken_end(word)
    if not end:
        return False
    last = end[-1]
    if _HANGUL_FIRST <= ord(last) <= _HANGUL_LAST:
        return (ord(last) - _HANGUL_FIRST) % _FINALS != 0
    if last in _DIGIT_ENDS_IN_CONSONANT:
        return _DIGIT_ENDS_IN_CONSONANT[last]
    if last.isascii() and last.isalpha():
        spelled = last.isupper() and (len(end) == 1 or not end[-2].islower())
        return last in _LETTERS_IN_CONSONANT if spelled else bool(_CLOSED_ENDING.search(end))
    return False


def ends_in_l(word: str) -> bool:
    """Whether it ends in the sound L, after which "(eu)ro" takes its short form."""
    end = _spoken_end(word)
    if not end:
        return False
    last = end[-1]
    if _HANGUL_FIRST <= ord(last) <= _HANGUL_LAST:
        return (ord(last) - _HANGUL_FIRST) % _FINALS == _FINAL_L
    return last in _DIGITS_IN_L or last in _LETTERS_IN_L or last == "l"


def with_josa(word: str, pair: str) -> str:
    """The word with the fitting one of two forms: first after a consonant, second after a vowel."""
    after_consonant, after_vowel = pair.split("/")
    closed = ends_in_consonant(word)
    if (after_consonant, after_vowel) == _EURO and ends_in_l(word):
        closed = False
    return word + (after_consonant if closed else after_vowel)


class Word(str):
    """A text that takes a pair of particles as its format: ``f"{Word(name):i/ga}"`` with the Hangul forms."""

    def __format__(self, pair: str) -> str:
        return with_josa(str(self), pair) if "/" in pair else str.__format__(self, pair)
