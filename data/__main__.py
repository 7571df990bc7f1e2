"""The command line: ``python -m data import | undo | check | demo | backup | restore | health | sources | ...``.

Exit codes: 0 done (every file kept or repeated; store consistent), 1 not done (a file refused, something differs, the
store in the way), 2 wrong use (unknown option, import, source, query or filter value). Others script against this:
names of commands, options and JSON keys stay.
"""

import contextlib
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from data import command_access, command_running
from data.command_options import NOT_DONE, AsJson, Lang, StoreUrl
from data.command_options import printed as _print
from data.command_options import stop as _stop
from data.command_options import user as _user
from data.command_words import help_of, translate_frame
from data.errors import AskedProblem, JangteoError
from data.messages import say

if TYPE_CHECKING:
    from data.importing.report import ImportReport

REFUSALS_SHOWN = 20
#: As shells have it for what Ctrl-C ended.
INTERRUPTED = 130


class Engine(StrEnum):
    """What reads the files, if not this machine alone."""

    SPARK = "spark"


app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help=help_of("app"),
    epilog=help_of("exits"),
    context_settings={"help_option_names": ["--help", "-h"]},
)


@app.command("import", help=help_of("import"))
def import_files(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help=help_of("files"))],
    source: Annotated[str | None, typer.Option(help=help_of("source"))] = None,
    replace_example: Annotated[bool, typer.Option("--replace-example", help=help_of("replace_example"))] = False,
    engine: Annotated[Engine | None, typer.Option(help=help_of("engine"))] = None,
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Put files into the store."""
    from data.codes import ImportStatus
    from data.importing import import_file
    from data.importing.report import ImportReport

    refused = False
    shows_progress = not as_json and sys.stderr.isatty()
    with contextlib.ExitStack() as stack:
        cluster = _cluster(stack, shows_progress) if engine is Engine.SPARK else None
        for file in files:
            # an address may hold who signs in
            name = cluster.name(file) if cluster else Path(file).name
            try:
                report = import_file(
                    file, source=source, url=store, imported_by=_user(), replace_example=replace_example,
                    progress=_progress(name) if shows_progress else None, engine=cluster,
                )  # fmt: skip
            except KeyboardInterrupt:
                typer.echo("\n" + say("cli.stopped", lang, file=name), err=True)
                raise typer.Exit(INTERRUPTED) from None
            except AskedProblem as error:
                _stop(error, lang)
            except JangteoError as error:
                report = ImportReport(name, source or "", "", None, ImportStatus.REFUSED, problem=error)
            _print_report(report, as_json, lang)
            refused = refused or report.status is ImportStatus.REFUSED
    raise typer.Exit(NOT_DONE if refused else 0)


def _cluster(stack: contextlib.ExitStack, shows_progress: bool) -> Any:
    from data.importing.spark.engine import SparkEngine

    return stack.enter_context(SparkEngine(shows_progress=shows_progress))


@app.command(help=help_of("undo"))
def undo(
    import_id: Annotated[int, typer.Argument(metavar="IMPORT_ID", help=help_of("import_id"))],
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Take an import out again; what it had replaced comes back."""
    from data import importing

    try:
        importing.undo(import_id, url=store, undone_by=_user())
    except JangteoError as error:
        _stop(error, lang)
    _print({"import_id": import_id, "status": "undone"}, say("cli.undone", lang, import_id=import_id), as_json)


@app.command(help=help_of("check"))
def check(store: StoreUrl = None, as_json: AsJson = False, lang: Lang = "") -> None:
    """Recompute every summary and every count; say what differs."""
    from data import checking

    try:
        found = checking.check(store, lang)
        # a damaged file answers no other question
        notes = checking.notes(store, lang) if not found else []
    except JangteoError as error:
        _stop(error, lang)
    words = "\n".join([*found, *([] if found else [say("cli.clean", lang)]), *notes])
    _print({"differences": found, "notes": notes}, words, as_json)
    raise typer.Exit(NOT_DONE if found else 0)


@app.command(help=help_of("demo"))
def demo(
    if_empty: Annotated[bool, typer.Option("--if-empty", help=help_of("if_empty"))] = False,
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Fill the store with labelled example data."""
    from data.demo import fill

    try:
        counts = fill(store, if_empty=if_empty)
    except JangteoError as error:
        _stop(error, lang)
    words = ", ".join(f"{subject} {count:,}" for subject, count in counts.items())
    _print(counts, say("cli.demo_made", lang, counts=words) if counts else say("cli.demo_not_needed", lang), as_json)


@app.command(help=help_of("sources"))
def sources(store: StoreUrl = None, as_json: AsJson = False, lang: Lang = "") -> None:
    """List the official files that can be put in."""
    from data.sources import sources as known

    for name, source in known().items():
        told = {
            "source": name,
            "subject": source.subject,
            "title": source.title_en if lang == "en" else source.title_ko,
            "publisher": source.publisher_en if lang == "en" else source.publisher_ko,
            "licence": source.licence,
        }
        _print(told, f"{name:32} {told['title']} ({told['publisher']})", as_json)


@app.command(help=help_of("export"))
def export(
    query: Annotated[str, typer.Argument(metavar="QUERY", help=help_of("query"))],
    as_csv: Annotated[bool, typer.Option("--csv", help=help_of("csv"))] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help=help_of("output"))] = None,
    sido: Annotated[str | None, typer.Option(metavar="CODE", help=help_of("sido"))] = None,
    sigungu: Annotated[str | None, typer.Option(metavar="CODE", help=help_of("sigungu"))] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help=help_of("kind"))] = None,
    start: Annotated[str | None, typer.Option(metavar="YYYY-MM", help=help_of("start"))] = None,
    end: Annotated[str | None, typer.Option(metavar="YYYY-MM", help=help_of("end"))] = None,
    methods: Annotated[str | None, typer.Option(metavar="A,B", help=help_of("methods"))] = None,
    market_id: Annotated[str | None, typer.Option("--market-id", metavar="NUMBER", help=help_of("market_id"))] = None,
    base: Annotated[str | None, typer.Option(metavar="YYYY-MM", help=help_of("base"))] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help=help_of("country"))] = None,
    wallet: Annotated[str | None, typer.Option(metavar="WALLET", help=help_of("wallet"))] = None,
    import_id: Annotated[str | None, typer.Option("--import-id", metavar="NUMBER", help=help_of("import_id"))] = None,
    programme: Annotated[str | None, typer.Option(metavar="CODE", help=help_of("programme"))] = None,
    is_public: Annotated[bool, typer.Option("--public", help=help_of("as_public"))] = False,
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Write the rows that answer a question, as this machine's officer may see them."""
    from data import audit
    from data.answering import as_csv_bytes, as_json_bytes
    from data.choice import Choice
    from data.codes import Action, Role
    from data.disclosure import Viewer
    from data.queries import answer
    from data.store import reading

    # who holds the store's file sees everything in it; what is to be published is asked for as the public
    who = Viewer(name=_user()) if is_public else Viewer(Role.OFFICER, name=_user())
    if as_csv and as_json:
        raise typer.BadParameter("--csv, --json")
    try:
        choice = Choice.from_text(
            sido=sido, sigungu=sigungu, kind=kind, start=start, end=end, methods=methods, market_id=market_id,
            base=base, country=country, wallet=wallet, import_id=import_id,
            programme=programme,
        )  # fmt: skip
        with reading(store) as connection:
            found = answer(connection, query, choice, who)
    except JangteoError as error:
        _stop(error, lang)
    _write(as_json_bytes(found, lang) if as_json else as_csv_bytes(found, lang), output)
    told = {"question": query, "rows": len(found.rows), **found.choice.as_text()}
    audit.note(Action.EXPORT, who, str(output or "-"), told, store)


@app.command(help=help_of("claims"))
def claims(
    state: Annotated[str | None, typer.Option(metavar="STATE", help=help_of("claim_state"))] = None,
    programme: Annotated[str | None, typer.Option(metavar="CODE", help=help_of("programme"))] = None,
    topic: Annotated[str | None, typer.Option(help=help_of("claim_topic"))] = None,
    strict: Annotated[bool, typer.Option("--strict", help=help_of("claim_strict"))] = False,
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Compute every published number again, the worst first."""
    from data import claiming

    try:
        found = claiming.claims(store, programme=programme, topic=topic or "", state=claiming.state_named(state))
    except JangteoError as error:
        _stop(error, lang)
    for one in found:
        _print(claiming.as_json(one, lang) if as_json else {}, claiming.as_text(one, lang), as_json)
    raise typer.Exit(NOT_DONE if strict and claiming.holds_contradicted(found) else 0)


def _write(content: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        typer.echo(f"{output}: {error.strerror}", err=True)
        raise typer.Exit(NOT_DONE) from error


def _print_report(report: "ImportReport", as_json: bool, lang: str) -> None:
    from data.importing.report import unread_words

    told: dict[str, Any] = report.as_json(lang)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    error = told["error"].removeprefix(f"{told['file']}: ")
    typer.echo(say(f"cli.{told['status']}", lang, **{**told, "error": error}))
    if few := report.mostly_refused(lang):
        typer.echo(say("warning.kept", lang, told=few, import_id=report.import_id))
    near, others = unread_words(report.unread, lang)
    for line in (*near, *filter(None, [others])):
        typer.echo(f"  {line}")
    for effect, count in told["effects"].items():
        typer.echo(f"  {say(f'effect.{effect}', lang)}: {count:,}")
    for cells, one, more in (("refusals", "refused_row", "more_refused"), ("blanked", "blanked_cell", "more_blanked")):
        for cell in told[cells][:REFUSALS_SHOWN]:
            typer.echo(say(f"cli.{one}", lang, **cell))
        if len(told[cells]) > REFUSALS_SHOWN:
            typer.echo(say(f"cli.{more}", lang, count=len(told[cells]) - REFUSALS_SHOWN))


def _progress(file: str) -> Any:
    def show(done: int, total: int | None) -> None:
        typer.echo(f"\r{Path(file).name}: {done:,}" + (f" / {total:,}" if total else ""), nl=False, err=True)
        if done == total:
            typer.echo("\r\033[K", nl=False, err=True)

    return show


command_running.register(app)
command_access.register(app)
translate_frame(app)
if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # a terminal in another code page shows what it can; files and pipes get UTF-8
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", **({} if stream.isatty() else {"encoding": "utf-8"}))
    app(prog_name="python -m data")
