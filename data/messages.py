"""Sentences that data itself has to say: what went wrong, why a row was refused. All languages side by side in a file."""

import tomllib
from functools import cache
from pathlib import Path

from data.errors import JangteoError

LANGUAGES = ("ko", "en")


@cache
def messages() -> dict[str, dict[str, str]]:
    """Every sentence: key -> language -> text with {placeholders}."""
    with (Path(__file__).parent / "messages.toml").open("rb") as file:
        return {
            f"{group}.{name}": words for group, members in tomllib.load(file).items() for name, words in members.items()
        }


def say(key: str, lang: str = "ko", **fields: object) -> str:
    """The sentence of that key. Raises: KeyError for an unknown key or a missing field (a bug, tested for every key)."""
    return messages()[key][lang].format(**fields)


def say_error(error: JangteoError, lang: str = "ko") -> str:
    """What to tell a person about a typed error."""
    return say(f"error.{type(error).__name__}", lang, **error.fields)
