"""The whole way of one file: recognise, read, coerce, keep, count; or nothing."""

import contextlib
import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import pandas as pd
from sqlalchemy import Connection

from data.codes import ImportStatus
from data.errors import FileProblem, MarketsChanged, NoGoodRows, StoreMissing, StoreProblem
from data.geo.regions import shipped
from data.identity.resolve import KnownMarkets
from data.importing import history
from data.importing.ahead import ahead
from data.importing.block import Block, Job, Keeper, Refusals, Tally
from data.importing.fact_rows import Facts
from data.importing.files import FileKind, Offered, offered
from data.importing.logged import import_logged, undo_logged
from data.importing.progress import Progress, Teller
from data.importing.reading import Opened, blocks, open_file, today
from data.importing.recognition import named_source
from data.importing.report import ImportReport
from data.importing.unread import unread_columns
from data.messages import Words, say_error
from data.sources import sources
from data.store import BUSY_TIMEOUT_S, reading, sqlite_path, store_url, writing

Before = Callable[[Connection], None]


#: Type of the column that dates a file -> pandas' name of its period.
ENDS = {"year": "Y", "quarter": "Q", "month": "M"}


@dataclass(frozen=True)
class Made:
    """Facts that were made elsewhere. tally: what was repeated and refused on the way; markets: those they speak of."""

    facts: Iterator[Facts]
    tally: Tally
    markets: KnownMarkets


class Engine(Protocol):
    """Another way of reading than by this machine alone (data/importing/spark). Rows are counted and refused in what
    ``opened`` gave, facts come from ``made``."""

    def name(self, path: str) -> str:
        """What the file or folder is called."""

    def offered(self, path: str) -> Offered:
        """Look at it. Raises: FileProblem."""

    def opened(self, file: Offered, source: str | None) -> Opened:
        """Recognise it. Raises: FileProblem, UnknownSource."""

    def made(self, opened: Opened, markets: KnownMarkets) -> Made:
        """Read it. Raises: FileProblem."""


class _RolledBack(Exception):
    """Carries a report out of a transaction that is not to be kept."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self.report = report


@import_logged
def import_file(
    path: str | Path,
    *,
    source: str | None = None,
    url: str | None = None,
    imported_by: str = "",
    file_name: str | None = None,
    keep: bool = True,
    replace_example: bool = False,
    beside_example: bool = False,
    first: Before | None = None,
    wait_s: int = BUSY_TIMEOUT_S,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> ImportReport:
    """Import one file. keep=False does all the work and rolls it back: the preview.

    beside_example: where the store holds example data, the file counts as part of it and goes with it.
    first: asked in the same transaction before rows are read, unless the file is in already; what it raises ends it.
    wait_s: how long to wait for another writer. engine: reads it in place of this machine; the store is written at the
    end, when all is read.

    Raises: StoreProblem (busy, read-only, full, example data inside, an address that is none), UnknownSource.
    """
    sqlite_path(store_url(url))
    if source:
        named_source(source)
    file, opened = None, None
    file_name = engine.name(str(path)) if engine else file_name
    try:
        file = engine.offered(str(path)) if engine else offered(path, file_name)
        opened = engine.opened(file, source) if engine else open_file(file, source)
        made = _made(engine, opened, url, replace_example) if engine else None
        with writing(url, wait_s=wait_s) as connection:
            asked = _Asked(url, imported_by, replace_example, beside_example, first, progress, made)
            report = _imported(connection, opened, asked)
            if not keep or report.status is ImportStatus.REPEATED:
                raise _RolledBack(report)
            return report
    except _RolledBack as done:
        return done.report
    except FileProblem as wrong:
        report = _refused(wrong, file or _unopened(path, file_name), opened)
        return _in_history(report, wrong, file, url, imported_by) if keep and file else report


@undo_logged
def undo(import_id: int, *, url: str | None = None, undone_by: str = "") -> None:
    """Take an import out again. Raises: UnknownImport, StoreProblem."""
    with writing(url) as connection:
        keeper(history.to_undo(connection, import_id)).undo(connection, import_id)
        history.mark_undone(connection, import_id, undone_by)


def keeper(subject: str) -> Keeper:
    """Who keeps rows of that subject."""
    return cast(Keeper, importlib.import_module(f"data.importing.keepers.{subject}"))


@dataclass(frozen=True)
class _Asked:
    """How one file is to be put in; see ``import_file``."""

    url: str | None
    imported_by: str
    replace_example: bool
    beside_example: bool
    first: Before | None
    progress: Progress | None
    made: Made | None


def _made(engine: Engine, opened: Opened, url: str | None, replace_example: bool) -> Made | None:
    """The facts; None when the same file is in already. Raises: FileProblem, HoldsExampleData."""
    markets = KnownMarkets((), shipped().spans)
    with contextlib.suppress(StoreMissing), reading(url) as connection:
        if history.same_file(connection, opened.file, opened.source) is not None:
            return None
        if not replace_example:
            history.make_room(connection, replace_example)
        known = KnownMarkets.of(connection)
        # where the example makes room, its markets go first
        markets = KnownMarkets((), known.spans) if history.holds_example(connection) else known
    return engine.made(opened, markets)


def _imported(connection: Connection, opened: Opened, asked: _Asked) -> ImportReport:
    """All rows into the open transaction. Raises: FileProblem, HoldsExampleData."""
    file, source = opened.file, opened.source
    if (same := history.same_file(connection, file, source)) is not None:
        return history.repeated_report(same, file)
    if asked.first is not None:
        asked.first(connection)
    is_example = asked.beside_example and history.holds_example(connection)
    removed = 0 if is_example else history.make_room(connection, asked.replace_example, asked.imported_by)
    if asked.made is not None and asked.made.markets != KnownMarkets.of(connection):
        raise MarketsChanged(store=connection.engine.url.render_as_string(hide_password=True))
    report = put_in(
        connection, opened, is_example=is_example, removed=removed, url=asked.url, imported_by=asked.imported_by,
        progress=asked.progress, made=asked.made,
    )  # fmt: skip
    history.to_log(connection, report, asked.imported_by)
    return report


def put_in(
    connection: Connection,
    opened: Opened,
    *,
    is_example: bool,
    removed: int = 0,
    edition: str = "",
    url: str | None = None,
    imported_by: str = "",
    progress: Progress | None = None,
    made: Made | None = None,
) -> ImportReport:
    """The rows of an opened file into the open transaction. removed: example imports that made room for it. edition:
    ISO date for a file that does not date itself; '' = today. made: its facts, where they were made elsewhere.
    Raises: FileProblem.
    """
    file, source = opened.file, opened.source
    if made is not None:
        dated = opened.named_edition or edition or today()
        import_id = history.begin(connection, file, source, dated, imported_by, is_example=is_example)
        job = Job(import_id, source, dated, file.name, is_example, store_url(url), today())
        of_facts: Any = keeper(source.subject)
        tally = of_facts.keep_facts(connection, job, made.facts, made.tally)
        return _finished(connection, opened, job, tally, removed)
    with contextlib.closing(ahead(blocks(opened, opened.named_edition))) as read:
        teller = Teller(progress)
        first_block, all_blocks = _peeked(teller.blocks(read))
        dated = _edition(opened, first_block) or edition or today()
        import_id = history.begin(connection, file, source, dated, imported_by, is_example=is_example)
        job = Job(import_id, source, dated, file.name, is_example, store_url(url), today(), teller.deliver, imported_by)
        tally = keeper(source.subject).keep(connection, job, all_blocks)
        teller.deliver()
    return _finished(connection, opened, job, tally, removed)


def _finished(connection: Connection, opened: Opened, job: Job, tally: Tally, removed: int) -> ImportReport:
    """Raises: NoGoodRows."""
    if removed:
        tally.note("example_imports_removed", removed)
    report = _report(opened, job, tally)
    history.finish(connection, report, tally)
    return report


def _peeked(read: Iterator[Block]) -> tuple[Block | None, Iterator[Block]]:
    """The first block, and all of them."""
    first = next(read, None)

    def again() -> Iterator[Block]:
        if first is not None:
            yield first
        yield from read

    return first, again()


def _edition(opened: Opened, first: Block | None) -> str:
    """ISO date: what the publisher dates the file, in a column or in its name; else ''. A file that speaks of years,
    quarters or months is as old as the end of the last of them."""
    column = opened.source.edition_column
    if column and first is not None and first.rows[column].notna().any():
        latest = pd.Timestamp(str(int(first.rows[column].max())))
        period = ENDS.get(opened.source.columns[column].type)
        return str((latest.to_period(period).end_time if period else latest).date())
    return opened.named_edition


def _report(opened: Opened, job: Job, tally: Tally) -> ImportReport:
    """Counts that add up: what was neither new, changed, unchanged nor repeated was refused, with a reason.

    Raises: NoGoodRows when nothing was left.
    """
    refusals = Refusals(opened.refusals)
    refusals.skip(opened.refusals.total - len(opened.refusals))
    refusals.extend(tally.refusals)
    repeated = tally.repeated + opened.rows_repeated
    rows_refused = opened.rows_read - tally.new - tally.changed - tally.unchanged - repeated
    if not (rows_refused <= refusals.total and bool(rows_refused) == bool(refusals.total)) or rows_refused < 0:
        raise AssertionError(f"{job.file_name}: {rows_refused} rows unaccounted for, {refusals.total} cells refused")
    if opened.blanked:
        tally.note("cells_blanked", opened.blanked.total)
    cells = tuple(sorted(refusals, key=lambda cell: cell.row))
    if rows_refused == opened.rows_read:
        opened.refusals = refusals
        reason = Words(cells[0].words("ko"), cells[0].words("en"))
        raise NoGoodRows(file=job.file_name, rows_read=f"{opened.rows_read:,}", first_reason=reason)
    if len(cells) < refusals.total:
        tally.note("refusals_not_listed", refusals.total - len(cells))
    return ImportReport(
        file=job.file_name,
        source=job.source.name,
        edition=job.edition,
        import_id=job.import_id,
        status=ImportStatus.KEPT,
        rows_read=opened.rows_read,
        rows_new=tally.new,
        rows_changed=tally.changed,
        rows_unchanged=tally.unchanged,
        rows_repeated=repeated,
        rows_refused=rows_refused,
        refusals=cells,
        blanked=tuple(sorted(opened.blanked, key=lambda cell: cell.row)),
        header=opened.header,
        effects=tuple(sorted(tally.effects.items())),
        unread=unread_columns(opened.layouts),
    )


def _unopened(path: str | Path, file_name: str | None) -> Offered:
    """What is known of a file that could not even be opened."""
    return Offered(Path(path), Path(file_name or Path(path).name).name, 0, FileKind.TEXT)


def _refused(wrong: FileProblem, file: Offered, opened: Opened | None) -> ImportReport:
    """The report of a file refused whole; when that was because of its rows, with them."""
    counted = opened if isinstance(wrong, NoGoodRows) else None
    rows = counted.rows_read if counted else 0
    return ImportReport(
        file=file.name,
        source=opened.source.name if opened else str(wrong.fields.get("source_name", "")),
        edition=opened.named_edition if opened else "",
        import_id=None,
        status=ImportStatus.REFUSED,
        rows_read=rows,
        rows_refused=rows,
        refusals=tuple(sorted(counted.refusals, key=lambda cell: cell.row)) if counted else (),
        header=opened.header if opened else (),
        unread=unread_columns(opened.layouts) if opened else (),
        error=say_error(wrong),
        problem=wrong,
    )


def _in_history(
    report: ImportReport, wrong: FileProblem, file: Offered, url: str | None, imported_by: str
) -> ImportReport:
    """The report with its number in the history; a store that cannot be written does not hide the reason."""
    try:
        with writing(url) as connection:
            number = history.note_refused(connection, file, sources().get(report.source), wrong, imported_by, report)
            history.to_log(connection, report.numbered(number), imported_by)
        return report.numbered(number)
    except StoreProblem:
        return report
