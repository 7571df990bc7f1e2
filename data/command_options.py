"""What every command of the command line has in common: its options, how it prints, and how it ends."""

import contextlib
import getpass
import json
import os
from typing import Annotated, Any, NoReturn

import typer

from data.command_words import help_of, language
from data.errors import AskedProblem, JangteoError
from data.messages import LANGUAGES, say_error

NOT_DONE, WRONG_USE = 1, 2


def _language(asked: str) -> str:
    """The language asked for, else that of the terminal, else Korean."""
    if asked and asked not in LANGUAGES:
        raise typer.BadParameter(", ".join(LANGUAGES))
    return asked or language()


StoreUrl = Annotated[str | None, typer.Option("--store", metavar="URL", help=help_of("store"))]
AsJson = Annotated[bool, typer.Option("--json", help=help_of("json"))]
Lang = Annotated[str, typer.Option("--lang", callback=_language, help=help_of("lang"))]


def printed(told: dict[str, Any], words: str, as_json: bool) -> None:
    """One object, or its sentence."""
    typer.echo(json.dumps(told, ensure_ascii=False) if as_json else words)


def stop(error: JangteoError, lang: str) -> NoReturn:
    """Say what is wrong and end: 2 for wrong use, 1 for everything else."""
    typer.echo(say_error(error, lang), err=True)
    raise typer.Exit(WRONG_USE if isinstance(error, AskedProblem) else NOT_DONE)


def user() -> str:
    """Whose hands are at work, as the machine knows them."""
    told = os.environ.get("USER") or os.environ.get("USERNAME") or ""
    with contextlib.suppress(OSError, KeyError, ImportError):
        # a service has neither variable
        told = told or getpass.getuser()
    return told
