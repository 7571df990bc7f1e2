"""The command line of briefings: ``python -m components.exports BRIEFING --as pptx,pdf -o DIR`` and ``--due``.

Exit codes: 0 done, 1 not done (the store in the way, nothing to write, the folder cannot be written), 2 wrong use
(unknown option, briefing, version or kind of file). Others script against this: names of options and JSON keys stay.
"""

import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from streamlit.logger import set_log_level

from components.exports.files import MIME, OF_A_FIGURE, file_name, made, made_of_figures
from components.text import translator
from components.ui import taking_away, viewing
from components.ui.briefing import due, seeing
from components.ui.briefing.progress import line
from components.ui.briefing.reports import report, snapshot
from components.ui.briefing.templates import made_anew
from components.ui.load import version as store_version
from data import briefings
from data.briefings import Briefing, Version
from data.command_words import Command, help_of, language, translate_frame
from data.errors import AskedProblem, JangteoError, UnknownBriefing, UnknownChoice
from data.messages import say, say_error

NOT_DONE, WRONG_USE = 1, 2
KINDS = "pptx,pdf,hwpx,xlsx"

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, help=help_of("exports"),
                  context_settings={"help_option_names": ["--help", "-h"]})  # fmt: skip


@dataclass(frozen=True)
class Written:
    """What was written of one briefing. version: 0 = as it stands in work."""

    briefing: str
    version: int
    snapshot: str
    files: tuple[str, ...]


@app.command(cls=Command, help=help_of("exports"), epilog=help_of("exports_exits"), no_args_is_help=True)
def write(
    briefing: Annotated[str, typer.Argument(metavar="BRIEFING", help=help_of("briefing"))] = "",
    kinds: Annotated[str, typer.Option("--as", metavar="KINDS", help=help_of("kinds"))] = KINDS,
    folder: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help=help_of("folder"))] = Path(),
    version: Annotated[int, typer.Option(min=0, help=help_of("version"))] = 0,
    is_due: Annotated[bool, typer.Option("--due", help=help_of("due"))] = False,
    store: Annotated[str, typer.Option("--store", metavar="URL", help=help_of("store"))] = "",
    as_json: Annotated[bool, typer.Option("--json", help=help_of("json"))] = False,
    lang: Annotated[str, typer.Option("--lang", help=help_of("lang"))] = "",
) -> None:
    """Write one briefing, or all that are due."""
    lang = lang or language()
    if store:
        # pages that are run for their figures are told the same store
        os.environ["JANGTEO_STORE_URL"] = store
    if bool(briefing) == is_due:
        raise typer.BadParameter(say("cli.one_or_due", lang))
    try:
        asked = _kinds(kinds)
        done = _due(asked, folder) if is_due else [_one(briefing, version, asked, folder)]
    except JangteoError as problem:
        typer.echo(say_error(problem, lang), err=True)
        raise typer.Exit(WRONG_USE if isinstance(problem, AskedProblem) else NOT_DONE) from problem
    except OSError as problem:
        typer.echo(f"{problem.filename}: {problem.strerror}", err=True)
        raise typer.Exit(NOT_DONE) from problem
    _tell(done, as_json, lang)
    if not is_due and not done[0].files:
        raise typer.Exit(NOT_DONE)


def _kinds(text: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))
    for one in asked or ("",):
        if one not in MIME and one not in OF_A_FIGURE:
            raise UnknownChoice(name="--as", value=one, allowed=", ".join([*MIME, *OF_A_FIGURE]))
    return asked


def _one(code: str, number: int, kinds: tuple[str, ...], folder: Path) -> Written:
    """The files of a briefing as it stands, or of one of its frozen versions."""
    version = next((one for one in briefings.versions(code) if one.version == number), None)
    if number and version is None:
        raise UnknownBriefing(briefing=f"{code} --version {number}")
    return _files(briefings.briefing(code), version, kinds, folder)


def _due(kinds: tuple[str, ...], folder: Path) -> list[Written]:
    """Every briefing that is due: its figures made anew, frozen, written. Twice in a row writes nothing new.

    A folder that cannot be written is found out before anything is frozen: else nothing would be due the next time.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder):
        pass
    return [_files(one, _frozen_anew(one), kinds, folder) for one in briefings.briefings() if due.is_due(one)]


def _frozen_anew(known: Briefing) -> Version:
    code, who = known.briefing_code, viewing.viewer()
    now = made_anew(briefings.slides(code), translator(known.lang), line(known.briefing_name))
    briefings.lay(code, now)
    return briefings.freeze(
        code, now, snapshot_id=snapshot(now), title=known.briefing_name, role=who.kept_as, frozen_by=who.name,
        store_version=store_version(), choice_in_words=due.in_words(now, known.lang),
    )  # fmt: skip


def _files(known: Briefing, version: Version | None, kinds: tuple[str, ...], folder: Path) -> Written:
    number, snapshot_id = (version.version, version.snapshot_id) if version else (0, "")
    slides = seeing.slides(known.briefing_code, version)
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    told, t = report(known, slides, version), translator(known.lang)
    for kind in kinds if slides else ():
        of_all = kind in MIME
        shown = line(f"{known.briefing_name} {kind}")
        datas = [made(kind, told, t, shown)] if of_all else made_of_figures(kind, told, t)
        for number_of_figure, data in enumerate(datas, 1):
            ending = kind if of_all else f"{number_of_figure:02}.{kind}"
            path = folder / file_name(known.briefing_name, ending, snapshot_id)
            _put(path, data)
            taking_away.note(str(path), len(data))
            files.append(str(path))
    return Written(known.briefing_code, number, snapshot_id, tuple(files))


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all: whoever fetches what a timer writes never finds half a file."""
    half = path.with_name(f".{path.name}.half")
    try:
        half.write_bytes(data)
        half.replace(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise


def _tell(done: list[Written], as_json: bool, lang: str) -> None:
    if as_json:
        typer.echo(json.dumps({"written": [asdict(one) for one in done]}, ensure_ascii=False))
        return
    for one in done:
        typer.echo("\n".join(one.files) or say("cli.no_slides", lang, briefing=one.briefing))
    if not done:
        typer.echo(say("cli.nothing_due", lang))


translate_frame(app)


def run() -> None:
    """The command itself. What Streamlit says when pages are run without a browser is nothing that cron should mail."""
    set_log_level("error")
    app(prog_name="python -m components.exports")
