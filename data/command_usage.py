"""What typer says about wrong use, in the reader's language: it knows no other than English."""

import re
from typing import Any

from typer import rich_utils

from data.messages import say

#: Key of ``usage.<key>`` and how typer says it; what stands in brackets goes into the sentence as {0} and {1}.
SAID = {
    "missing_argument": r"Missing argument '([^']+)'\.?",
    "missing_option": r"Missing option '([^']+)'\.?",
    "missing_command": r"Missing command\.",
    "no_command": r"No such command '([^']+)'\.?",
    "no_option": r"No such option: (\S+?)\.?",
    "no_integer": r"Invalid value for '([^']+)': .*(?:valid integer|is not a valid int).*",
    "no_choice": r"Invalid value for '([^']+)': .*is not one of (.+)\.",
    "no_value": r"Option '([^']+)' requires an argument\.?",
    "too_many": r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)",
    "wrong_value": r"Invalid value for '([^']+)': (.*)",
}


def in_words(message: str, lang: str) -> str:
    """The sentence in that language; as it came where it is not known."""
    for key, pattern in SAID.items():
        found = re.fullmatch(pattern, message.strip(), re.DOTALL)
        if found is not None:
            parts = {f"part_{at}": part for at, part in enumerate(found.groups())}
            return say(f"usage.{key}", lang, **parts)
    return message


def translate_complaints(lang: str) -> None:
    """Every complaint about wrong use is told in that language from now on."""
    drawn = rich_utils.rich_format_error

    def told(error: Any) -> None:
        words = in_words(error.format_message(), lang)
        error.format_message = lambda: words
        drawn(error)

    rich_utils.rich_format_error = told  # type: ignore[assignment]
