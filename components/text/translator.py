"""Looks up ``words.toml``; a missing key or placeholder is a bug and raises."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from data.messages import LANGUAGES, messages


@cache
def words() -> dict[str, dict[str, str]]:
    """Every string: ``group.name`` -> language -> text; sentences of ``data`` included."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        own = {f"{group}.{name}": text for group, names in tomllib.load(file).items() for name, text in names.items()}
    return {**messages(), **own}


class Translator:
    """``t("page.overview")`` in one language; ``t.lang`` says which."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, key: str, /, **fields: object) -> str:
        """The string of that key with its placeholders filled. Raises: KeyError."""
        return words()[key][self.lang].format(**fields)

    def has(self, key: str) -> bool:
        """Whether there is such a string."""
        return key in words()

    def either(self, key: str, otherwise: str) -> str:
        """The string of that key, else the given text as it is (for values that come from files)."""
        return self(key) if self.has(key) else otherwise


@cache
def translator(lang: str) -> Translator:
    """Translator of a language; Korean for one that is not known."""
    return Translator(lang if lang in LANGUAGES else LANGUAGES[0])


Words = Callable[..., str]

__all__ = ["LANGUAGES", "Translator", "Words", "translator", "words"]
