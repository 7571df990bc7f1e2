"""How near two Korean spellings are."""

import unicodedata


def letters(text: str) -> str:
    """The text in its single letters (jamo)."""
    return unicodedata.normalize("NFD", text)


def edits(one: str, other: str, at_most: int = 99) -> int:
    """Smallest number of insertions, deletions and replacements; more than ``at_most`` is given as ``at_most`` + 1."""
    if abs(len(one) - len(other)) > at_most:
        return at_most + 1
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(other, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
        if min(row) > at_most:
            return at_most + 1
    return row[-1]


def nearest(word: str, names: list[str], at_most: int = 1) -> str:
    """The one name that is ``at_most`` syllables away and nearer by single letters than any other; "" when none or a
    tie.
    """
    if len(word) < 3:
        return ""
    near = sorted(
        (edits(letters(word), letters(name)), name) for name in set(names) if edits(word, name, at_most) <= at_most
    )
    if not near or (len(near) > 1 and near[1][0] == near[0][0]):
        return ""
    return near[0][1]
