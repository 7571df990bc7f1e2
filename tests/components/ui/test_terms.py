"""The words that are explained where they stand."""

import json

import pytest

from components.text import LANGUAGES
from components.ui.terms import EVERYDAY, LEAST_LETTERS, told
from data.glossary import glossary


def test_everyday_words_are_words_of_the_glossary() -> None:
    assert set(glossary()["identifier"]) >= EVERYDAY


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_told_longer_ones_first_with_their_meaning(lang: str) -> None:
    pairs = json.loads(told(lang))
    lengths = [len(word) for word, _ in pairs]
    assert len(pairs) > 50 and lengths == sorted(lengths, reverse=True) and min(lengths) >= LEAST_LETTERS
    assert all(meaning for _, meaning in pairs)
