"""Commands for whoever runs the dashboard: ``backup``, ``restore``, ``health``, ``move``."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data.codes import Action, Role
from data.command_options import NOT_DONE, AsJson, Lang, StoreUrl, printed, stop, user
from data.command_words import help_of
from data.errors import JangteoError
from data.messages import say

if TYPE_CHECKING:
    from data.health import Health


def register(app: typer.Typer) -> None:
    """Declare the commands."""
    app.command(help=help_of("backup"))(backup)
    app.command(help=help_of("restore"))(restore)
    app.command(help=help_of("health"))(health)
    app.command(help=help_of("move"))(move)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("backup_file"))],
    replace: Annotated[bool, typer.Option("--replace", help=help_of("replace"))] = False,
    keep: Annotated[int, typer.Option("--keep", metavar="N", min=0, help=help_of("backup_keep"))] = 0,
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Copy the store into FILE, or into a folder under a name of its own, while others may read and write it."""
    from data.backing_up import back_up, back_up_into

    try:
        if file.is_dir():
            file, size = back_up_into(file, store, keep=keep)
        else:
            size = back_up(file, store, replace=replace)
    except JangteoError as error:
        stop(error, lang)
    _logged(Action.BACKUP, file, {"bytes": size}, store)
    words = say("cli.backed_up", lang, file=file, size_mb=f"{size / 1e6:,.1f}")
    printed({"file": str(file), "byte_count": size}, words, as_json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=help_of("restore_file"))],
    only_verify: Annotated[bool, typer.Option("--verify", help=help_of("restore_verify"))] = False,
    replace: Annotated[bool, typer.Option("--replace", help=help_of("restore_replace"))] = False,
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Put a backup in the store's place, once it is found whole."""
    from data import restoring

    try:
        if only_verify:
            told, restored = restoring.verify(file, store), None
        else:
            restored = restoring.restore(file, store, replace=replace)
            told = restored.backup
    except JangteoError as error:
        stop(error, lang)
    kept = restored.kept if restored else None
    if restored:
        after = {"log_rows": restored.logged, "rights": restored.rights, "seal": restored.seal}
        _logged(Action.RESTORE, file, {"kept": str(kept or ""), **after}, store)
    fields = {"file": told.file, "imports": f"{told.imports:,}", "last": told.last_import_at, "revision": told.revision}
    words = say("cli.verified" if only_verify else "cli.restored", lang, **fields)
    words += "\n" + say("cli.restore_kept", lang, kept=kept) if kept else ""
    if restored and restored.rights:
        words += "\n" + say("cli.restore_rights", lang, count=restored.rights)
    status = "verified" if only_verify else "restored"
    brought = {"log_rows": restored.logged, "rights_changed_since": restored.rights} if restored else {}
    printed({"status": status, **asdict(told), "kept": str(kept or ""), **brought}, words, as_json)


def _logged(action: Action, file: Path, detail: dict[str, object], store: str | None) -> None:
    from data import audit
    from data.disclosure import Viewer

    audit.note(action, Viewer(Role.OFFICER, name=user()), str(file), detail, store, in_journal=False)


def health(store: StoreUrl = None, as_json: AsJson = False, lang: Lang = "") -> None:
    """Whether the dashboard could go on working."""
    from data import health as asked

    try:
        found = asked.health(store)
    except JangteoError as error:
        stop(error, lang)
    printed(found.as_json(lang), _in_words(found, lang), as_json)
    raise typer.Exit(0 if found.is_well else NOT_DONE)


def move(
    to: Annotated[str, typer.Option("--to", metavar="URL", help=help_of("move_to"))],
    store: StoreUrl = None,
    as_json: AsJson = False,
    lang: Lang = "",
) -> None:
    """Copy the whole store to another engine, and compare."""
    from sqlalchemy.engine import make_url

    from data import moving

    try:
        done = moving.move(to, store, progress=_far if not as_json and sys.stderr.isatty() else None)
    except JangteoError as error:
        stop(error, lang)
    shown = make_url(to).render_as_string(hide_password=True)
    words = say("cli.moved", lang, rows=f"{done.rows:,}", tables=done.tables, store=shown)
    printed({"status": "moved", "store": shown, **asdict(done)}, words, as_json)


def _far(table: str, rows: int) -> None:
    typer.echo(f"\r\033[K{table}: {rows:,}", nl=False, err=True)


def _in_words(found: "Health", lang: str) -> str:
    at = 1 if lang == "en" else 0
    backup = found.last_backup
    lines = [
        say("cli.health_ok" if found.is_well else "cli.health_failed", lang, store=found.store),
        *(f"  ! {both[at]}" for both in found.problems),
        *(f"  - {both[at]}" for both in found.notes),
        say(
            "cli.health_store", lang, size_mb=f"{found.byte_count / 1e6:,.1f}", revision=found.revision or "-",
            known=found.known_revision, integrity=found.integrity or "-",
            free_mb=f"{found.disk_free_byte_count / 1e6:,.0f}",
        ),
        say("cli.health_backup", lang, at=backup.at if backup else "-", file=backup.file if backup else "-"),
    ]  # fmt: skip
    for each in found.sources:
        title = each.title_en if lang == "en" else each.title_ko
        fields = {"title": title, "at": each.last_import_at, "edition": each.edition, "due": each.due_on or "-"}
        lines.append(say("cli.health_source", lang, **fields))
    for file in found.refused:
        why = file.why_en if lang == "en" else file.why_ko
        lines.append(say("cli.health_refused", lang, at=file.at, file=file.file, why=why))
    return "\n".join(lines)
