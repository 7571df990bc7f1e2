"""The history of imports: what was put in, what became of it, and whether the same file is in already."""

import datetime as dt
import json
from dataclasses import astuple
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from data import audit
from data.codes import Action, ImportStatus
from data.errors import HoldsExampleData, JangteoError, UnknownImport
from data.importing import example
from data.importing.block import Refusals, Tally
from data.importing.files import Offered
from data.importing.report import ImportReport, RefusedCell
from data.messages import Words
from data.models import Import, Refusal, metadata
from data.sources import Source

_IMPORT = metadata.tables[str(Import.__tablename__)]
_REFUSAL = metadata.tables[str(Refusal.__tablename__)]
#: Blanked cells stand in the note of their import: the first of them, for a page to show.
BLANKED_KEPT = 200
COUNTS = ("rows_new", "rows_changed", "rows_unchanged", "rows_repeated", "rows_refused")
#: Not emptied when real files replace example data: regions are true in both worlds, the history and whose rights stay;
#: of what people made, what does not stand on invented rows (``example.part_from``).
_STAYS = (
    "store_state", "import", "region", "account", "account_region", "account_market", "audit",
    "briefing", "briefing_version", "briefing_slide", "draft",
)  # fmt: skip


def now() -> str:
    """ISO 8601, UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def as_json(fields: dict[str, Any]) -> str:
    """Fields of a sentence as they are kept: words in both languages stay so."""
    told = {name: {"ko": str(v), "en": v.en} if isinstance(v, Words) else str(v) for name, v in fields.items()}
    return json.dumps(told, ensure_ascii=False)


def from_json(text: str) -> dict[str, Any]:
    """Fields of a sentence as kept by ``as_json``."""
    told = json.loads(text or "{}")
    return {name: Words(v["ko"], v["en"]) if isinstance(v, dict) else v for name, v in told.items()}


def same_file(connection: Connection, file: Offered, source: Source) -> Row[Any] | None:
    """The kept import of the same bytes, if there is one; of the same name too where the layout reads the name."""
    asked = select(_IMPORT).where(
        _IMPORT.c.sha256 == file.sha256, _IMPORT.c.source == source.name, _IMPORT.c.status == ImportStatus.KEPT
    )
    if source.tidy is not None:
        asked = asked.where(_IMPORT.c.file_name == file.name)
    return connection.execute(asked.order_by(_IMPORT.c.import_id)).first()


def repeated_report(row: Row[Any], file: Offered) -> ImportReport:
    """The same rows as the first time: nothing new."""
    return ImportReport(
        file=file.name,
        source=row.source,
        edition=row.edition,
        import_id=row.import_id,
        status=ImportStatus.REPEATED,
        rows_read=row.rows_read,
        rows_unchanged=row.rows_new + row.rows_changed + row.rows_unchanged,
        rows_repeated=row.rows_repeated,
        rows_refused=row.rows_refused,
    )


def make_room(connection: Connection, replace_example: bool, by: str = "") -> int:
    """Real rows never stand beside example rows. How many example imports were removed. Raises: HoldsExampleData."""
    kept = (_IMPORT.c.is_example == 1) & (_IMPORT.c.status == ImportStatus.KEPT)
    count = len(connection.execute(select(_IMPORT.c.import_id).where(kept)).all())
    if count and not replace_example:
        raise HoldsExampleData(store=connection.engine.url.render_as_string(hide_password=True))
    if count:
        example.part_from(connection, by)
        for table in reversed(metadata.sorted_tables):
            if table.name not in _STAYS:
                connection.execute(table.delete())
        connection.execute(update(_IMPORT).where(kept).values(status=ImportStatus.UNDONE, undone_at=now()))
    return count


def holds_example(connection: Connection) -> bool:
    """Whether example data is in the store."""
    kept = (_IMPORT.c.is_example == 1) & (_IMPORT.c.status == ImportStatus.KEPT)
    return connection.execute(select(_IMPORT.c.import_id).where(kept)).first() is not None


def begin(
    connection: Connection,
    file: Offered,
    source: Source | None,
    edition: str,
    imported_by: str,
    *,
    is_example: bool = False,
) -> int:
    """Number of the new import; its row is completed by ``finish``."""
    result = connection.execute(
        insert(_IMPORT).values(
            file_name=file.name,
            sha256=file.sha256,
            byte_count=file.byte_count,
            source=source.name if source else "",
            subject=source.subject if source else "",
            edition=edition,
            status=ImportStatus.REFUSED,
            imported_by=imported_by,
            started_at=now(),
            is_example=int(is_example),
        )
    )
    key = result.inserted_primary_key
    if key is None:
        raise AssertionError("an insert without a key")
    return int(key[0])


def finish(connection: Connection, report: ImportReport, tally: Tally) -> None:
    """Write the counts, the file's own header and the refusals of an import."""
    counts = {name: getattr(report, name) for name in ("rows_read", *COUNTS)}
    told: dict[str, object] = {"header": report.header} if report.refusals else {}
    told |= {"blanked": [told_of(cell) for cell in report.blanked[:BLANKED_KEPT]]} if report.blanked else {}
    told |= {"unread": [astuple(each) for each in report.unread]} if report.unread else {}
    note = json.dumps(told, ensure_ascii=False) if told else ""
    connection.execute(
        update(_IMPORT)
        .where(_IMPORT.c.import_id == report.import_id)
        .values(
            status=report.status,
            edition=report.edition,
            finished_at=now(),
            first_day=tally.first_day,
            last_day=tally.last_day,
            note=note,
            **counts,
        )
    )
    _keep_refusals(connection, report.import_id, report.refusals)


def note_refused(
    connection: Connection,
    file: Offered,
    source: Source | None,
    error: JangteoError,
    imported_by: str,
    report: ImportReport,
) -> int:
    """A file refused whole, with its reason and the rows that tell it."""
    import_id = begin(connection, file, source, report.edition, imported_by)
    told = {
        "key": f"error.{type(error).__name__}",
        "fields": json.loads(as_json(error.fields)),
        "header": report.header,
    }
    note = json.dumps(told, ensure_ascii=False)
    connection.execute(
        update(_IMPORT)
        .where(_IMPORT.c.import_id == import_id)
        .values(finished_at=now(), note=note, rows_read=report.rows_read, rows_refused=report.rows_refused)
    )
    _keep_refusals(connection, import_id, report.refusals)
    return import_id


def _keep_refusals(connection: Connection, import_id: int | None, cells: tuple[RefusedCell, ...]) -> None:
    """A wide row may be refused twice in the same column: the first reason stands."""
    told = {(cell.row, cell.column): cell for cell in reversed(cells)}
    rows = [
        {"import_id": import_id, "line": json.dumps(cell.line, ensure_ascii=False), **told_of(cell)}
        for cell in told.values()
    ]
    if rows:
        connection.execute(insert(_REFUSAL), rows)


def told_of(cell: RefusedCell) -> dict[str, object]:
    """Where, what and why, as it is kept: row, column, value, reason, fields (JSON)."""
    return {
        "row": cell.row,
        "column": cell.column,
        "value": cell.value[:500],
        "reason": cell.reason,
        "fields": as_json(cell.fields),
    }


def kept_refusals(connection: Connection, import_id: int) -> Refusals:
    """The refusals of an import, by row. Raises: UnknownImport."""
    _row(connection, import_id)
    rows = connection.execute(select(_REFUSAL).where(_REFUSAL.c.import_id == import_id).order_by(_REFUSAL.c.row))
    return Refusals(
        RefusedCell(r.row, r.column, r.value, r.reason, from_json(r.fields), tuple(json.loads(r.line or "[]")))
        for r in rows
    )


def header_of(connection: Connection, import_id: int) -> tuple[str, ...]:
    """The file's own columns, kept where rows were refused. Raises: UnknownImport."""
    return tuple(json.loads(_row(connection, import_id).note or "{}").get("header", ()))


def source_of(connection: Connection, import_id: int) -> str:
    """What the file was recognised as. Raises: UnknownImport."""
    return str(_row(connection, import_id).source)


def _row(connection: Connection, import_id: int) -> Row[Any]:
    found = connection.execute(select(_IMPORT).where(_IMPORT.c.import_id == import_id)).first()
    if found is None:
        raise UnknownImport(import_id=import_id)
    return found


def to_undo(connection: Connection, import_id: int) -> str:
    """Subject of an import that stands. Raises: UnknownImport."""
    found = connection.execute(
        select(_IMPORT.c.subject).where(_IMPORT.c.import_id == import_id, _IMPORT.c.status == ImportStatus.KEPT)
    ).first()
    if found is None:
        raise UnknownImport(import_id=import_id)
    return str(found.subject)


def to_log(connection: Connection, report: ImportReport, imported_by: str) -> None:
    """Who put the file in and what became of it, in the log of what was done."""
    counts = {name: getattr(report, name) for name in ("rows_read", *COUNTS)}
    told = {"file": report.file, "source": report.source, "status": str(report.status), **counts}
    audit.write(connection, Action.IMPORT, imported_by, str(report.import_id), told)


def mark_undone(connection: Connection, import_id: int, undone_by: str = "") -> None:
    """The import stays in the history, as undone."""
    audit.write(connection, Action.UNDO, undone_by, str(import_id), {"file": _row(connection, import_id).file_name})
    connection.execute(
        update(_IMPORT).where(_IMPORT.c.import_id == import_id).values(status=ImportStatus.UNDONE, undone_at=now())
    )
