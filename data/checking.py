"""Whether the store is what it says: a sound file, keys that point at something, sums that agree, true summaries."""

from collections.abc import Iterator

from sqlalchemy import Connection, ScalarSelect, Table, func, or_, select

from data import audit, summaries
from data.codes import ImportStatus
from data.engines import way
from data.messages import say
from data.models import Import, metadata
from data.sources import sources
from data.store import reading

IMPORT = metadata.tables[str(Import.__tablename__)]
COUNTS = ("rows_new", "rows_changed", "rows_unchanged", "rows_repeated", "rows_refused")
#: Where the rows of a subject lie, one row for each that was new, changed or unchanged.
PAST = "_past"
#: Tables of which each row is a version of one thing, by their subject's own name.
VERSIONED = tuple(name.removesuffix(PAST) for name in metadata.tables if name.endswith(PAST) and name != "figure_past")
ROWS_OF = {"market": ("market_record",), **{name: (name, f"{name}{PAST}") for name in VERSIONED}}
PLACES_COUNTED = 1000
#: Sources whose rows are single transactions, kept as sums.
_SUMMED = {name for name, source in sources().items() if source.options.get("transactions")}


def check(url: str | None = None, lang: str = "ko") -> list[str]:
    """Sentences about what differs, [] = all is well. Reads only, in one snapshot. Raises: StoreProblem."""
    with reading(url) as connection:
        return found_in(connection, lang)


def found_in(connection: Connection, lang: str) -> list[str]:
    """The same of an open store."""
    unsound = list(_unsound(connection, lang))
    if unsound:
        # sums over a damaged file would only repeat the damage
        return unsound
    return [
        *_loose_keys(connection, lang),
        *_imports_that_do_not_add_up(connection, lang),
        *_rows_that_went_astray(connection, lang),
        *_rows_of_imports_not_kept(connection, lang),
        *_past_without_present(connection, lang),
        *_example_beside_real(connection, lang),
        *_log_that_was_touched(connection, lang),
        *summaries.differences(connection, lang),
    ]


def notes(url: str | None = None, lang: str = "ko") -> list[str]:
    """Sentences about what is worth knowing of a sound store: rows about a programme that is not in it (its file was
    undone, or another spelt the code otherwise). Raises: StoreProblem.
    """
    programme = metadata.tables["programme"]
    said = []
    with reading(url) as connection:
        for table in _tables_of_rows():
            if "programme_code" not in table.c or table.name.endswith(PAST) or table.name == "programme":
                continue
            code = table.c.programme_code
            orphans = select(code, func.count()).where(code != "", code.not_in(select(programme.c.programme_code)))
            for name, count in connection.execute(orphans.group_by(code).order_by(code)):
                said.append(say("check.without_programme", lang, table=table.name, code=name, count=count))
    return said


def _unsound(connection: Connection, lang: str) -> Iterator[str]:
    """How many places the engine's own check of the file calls damaged: which pages they are helps nobody to mend
    them."""
    places = way(connection).damaged_places(connection, PLACES_COUNTED)
    if places:
        yield say("check.unsound", lang, places=f"{places:,}")


def _log_that_was_touched(connection: Connection, lang: str) -> Iterator[str]:
    """Each row of the log seals those before it. Rows cut off at its end leave no trace: a backup has them."""
    number = audit.first_broken(connection)
    if number is not None:
        yield say("check.audit_broken", lang, number=number)


def _loose_keys(connection: Connection, lang: str) -> Iterator[str]:
    """Rows that point at a row that is not there."""
    for (table, parent), count in sorted(way(connection).loose_keys(connection).items()):
        yield say("check.loose_key", lang, table=table, parent=parent, count=count)


def _imports_that_do_not_add_up(connection: Connection, lang: str) -> Iterator[str]:
    """rows_read is the sum of the five; the refused rows that are listed are at most those counted, and some are."""
    parts = sum((IMPORT.c[name] for name in COUNTS[1:]), IMPORT.c[COUNTS[0]])
    wrong = select(IMPORT.c.import_id, IMPORT.c.rows_read, parts).where(IMPORT.c.rows_read != parts)
    for import_id, rows_read, found in connection.execute(wrong.order_by(IMPORT.c.import_id)):
        yield say("check.sum_differs", lang, import_id=import_id, rows_read=rows_read, found=found)
    listed = _refused_rows()
    refused = (
        select(IMPORT.c.import_id, IMPORT.c.rows_refused, listed)
        .where(IMPORT.c.status == ImportStatus.KEPT)
        .where(or_(listed > IMPORT.c.rows_refused, (listed == 0) & (IMPORT.c.rows_refused > 0)))
    )
    for import_id, rows_refused, found in connection.execute(refused.order_by(IMPORT.c.import_id)):
        yield say("check.refusals_differ", lang, import_id=import_id, rows_refused=rows_refused, found=found)


def _refused_rows() -> ScalarSelect[int]:
    refusal = metadata.tables["refusal"]
    rows = select(func.count(refusal.c.row.distinct())).where(refusal.c.import_id == IMPORT.c.import_id)
    return rows.scalar_subquery()


def _rows_that_went_astray(connection: Connection, lang: str) -> Iterator[str]:
    """A kept import has as many rows in the store, standing or past, as it says."""
    for subject, tables in ROWS_OF.items():
        held = _rows_by_import(connection, tables)
        told_of = IMPORT.c.rows_new + IMPORT.c.rows_changed + IMPORT.c.rows_unchanged
        kept = select(IMPORT.c.import_id, told_of, IMPORT.c.source)
        kept = kept.where(IMPORT.c.subject == subject, IMPORT.c.status == ImportStatus.KEPT)
        for import_id, told, source in connection.execute(kept.order_by(IMPORT.c.import_id)):
            # of transactions one sum stands for many
            is_right = 0 < held.get(import_id, 0) <= told if source in _SUMMED else held.get(import_id, 0) == told
            if not is_right:
                found = held.get(import_id, 0)
                yield say("check.rows_differ", lang, import_id=import_id, subject=subject, told=told, found=found)


def _rows_by_import(connection: Connection, tables: tuple[str, ...]) -> dict[int, int]:
    held: dict[int, int] = {}
    for name in tables:
        table = metadata.tables[name]
        counts = select(table.c.import_id, func.count()).group_by(table.c.import_id)
        for import_id, count in connection.execute(counts):
            held[import_id] = held.get(import_id, 0) + count
    return held


def _rows_of_imports_not_kept(connection: Connection, lang: str) -> Iterator[str]:
    """Nothing stands under an import that was refused or undone; its refusals stay as history."""
    gone = select(IMPORT.c.import_id).where(IMPORT.c.status.in_([ImportStatus.REFUSED, ImportStatus.UNDONE]))
    not_kept = set(connection.execute(gone).scalars())
    for table in _tables_of_rows():
        for import_id in sorted(not_kept & _rows_by_import(connection, (table.name,)).keys()):
            yield say("check.rows_of_undone", lang, import_id=import_id, table=table.name)


def _tables_of_rows() -> list[Table]:
    named = [table for table in metadata.sorted_tables if "import_id" in table.c]
    return [table for table in named if table.name not in ("import", "refusal")]


def _past_without_present(connection: Connection, lang: str) -> Iterator[str]:
    """A past row has a standing row of its key from another import, and what replaced it is kept."""
    kept = select(IMPORT.c.import_id).where(IMPORT.c.status == ImportStatus.KEPT)
    for past in metadata.sorted_tables:
        if not past.name.endswith(PAST):
            continue
        now = metadata.tables[past.name.removesuffix(PAST)]
        key = [column.name for column in past.primary_key if column.name != "import_id"]
        standing = select(now.c.import_id).where(*[now.c[name] == past.c[name] for name in key]).scalar_subquery()
        wrong = or_(standing.is_(None), standing == past.c.import_id, past.c.replaced_by.not_in(kept))
        count = connection.execute(select(func.count()).select_from(past).where(wrong)).scalar_one()
        if count:
            yield say("check.past_astray", lang, table=past.name, count=count)


def _example_beside_real(connection: Connection, lang: str) -> Iterator[str]:
    """Example rows and real rows never stand in one store."""
    kinds = select(IMPORT.c.is_example).where(IMPORT.c.status == ImportStatus.KEPT).distinct()
    if len(connection.execute(kinds).all()) > 1:
        yield say("check.example_beside_real", lang)
