"""Sentences that data itself has to say: what went wrong, why a row was refused. All languages side by side in a
file."""

import tomllib
from functools import cache
from pathlib import Path

from data.errors import JangteoError

LANGUAGES = ("ko", "en")


class Words(str):
    """The same said in both languages: reads as Korean, ``say`` picks the language of its sentence."""

    en: str

    def __new__(cls, ko: str, en: str) -> "Words":
        """Korean is the text itself."""
        words = super().__new__(cls, ko)
        words.en = en
        return words

    def in_language(self, lang: str) -> str:
        """The text in that language."""
        return self.en if lang == "en" else str(self)


@cache
def messages() -> dict[str, dict[str, str]]:
    """Every sentence: key -> language -> text with {placeholders}."""
    with (Path(__file__).parent / "messages.toml").open("rb") as file:
        return {
            f"{group}.{name}": words for group, members in tomllib.load(file).items() for name, words in members.items()
        }


def say(key: str, lang: str = "ko", **fields: object) -> str:
    """The sentence of that key. Raises: KeyError for an unknown key or a missing field (a bug, tested for every
    key)."""
    told = {name: field.in_language(lang) if isinstance(field, Words) else field for name, field in fields.items()}
    return messages()[key][lang].format(**told)


def both(key: str, **fields: object) -> Words:
    """The sentence of that key in both languages, to stand inside another one."""
    return Words(say(key, "ko", **fields), say(key, "en", **fields))


def say_error(error: JangteoError, lang: str = "ko") -> str:
    """What to tell a person about a typed error."""
    return say(f"error.{type(error).__name__}", lang, **error.fields)
