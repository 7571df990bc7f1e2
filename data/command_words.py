"""The words of the command line's own help, in the language of whoever asks for it.

Which language is known before any option is read: ``--help`` is printed while the options are, and its texts are told
to typer when the commands are declared.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from typer import Typer, rich_utils
from typer.core import TyperCommand, TyperGroup

from data.command_usage import translate_complaints
from data.messages import LANGUAGES, say


def language(words: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> str:
    """The language that ``--lang`` asks for, else that of the terminal, else Korean."""
    asked = [after for word, after in pairwise(words) if word == "--lang"]
    asked += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    if asked and asked[-1] in LANGUAGES:
        return asked[-1]
    told = os.environ if environment is None else environment
    terminal = told.get("LC_ALL") or told.get("LC_MESSAGES") or told.get("LANG") or ""
    return "en" if terminal.startswith("en") else "ko"


LANGUAGE = language(sys.argv[1:])


def help_of(key: str) -> str:
    """The sentence of ``help.<key>`` in the language of this run."""
    return say(f"help.{key}", LANGUAGE)


class _OwnHelp:
    """A command whose ``--help`` says in the reader's language what it does."""

    def get_help_option(self, context: Any) -> Any:
        option = super().get_help_option(context)  # type: ignore[misc]
        if option is not None:
            option.help = help_of("help")
        return option

    def get_usage(self, context: Any) -> str:
        """The line that says how it is written."""
        return str(super().get_usage(context)).replace("Usage: ", f"{help_of('usage')}: ", 1)  # type: ignore[misc]


class Command(_OwnHelp, TyperCommand):
    """One command."""


class Group(_OwnHelp, TyperGroup):
    """All of them."""


def translate_frame(app: Typer) -> None:
    """What typer itself writes round the texts: ``--help``, heads of the boxes, and how to get the help. Called once
    every command is declared.
    """
    app.info.cls = Group
    for command in app.registered_commands:
        command.cls = Command
    for group in app.registered_groups:
        group.cls = Group
        for command in group.typer_instance.registered_commands if group.typer_instance else ():
            command.cls = Command
    rich_utils.ARGUMENTS_PANEL_TITLE = help_of("box_arguments")
    rich_utils.OPTIONS_PANEL_TITLE = help_of("box_options")
    rich_utils.COMMANDS_PANEL_TITLE = help_of("box_commands")
    rich_utils.ERRORS_PANEL_TITLE = help_of("box_error")
    rich_utils.DEFAULT_STRING = f"[{help_of('box_default')}: {{}}]"
    rich_utils.REQUIRED_LONG_STRING = f"[{help_of('box_required')}]"
    rich_utils.RICH_HELP = help_of("box_try").replace("<", "[blue]'").replace(">", "'[/]")
    if LANGUAGE != "en":
        translate_complaints(LANGUAGE)
