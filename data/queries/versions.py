"""Who changed what, when: every version of every row of the ledger."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, Table, literal, select

from data.choice import Choice
from data.models import metadata
from data.queries import query
from data.queries.frames import frame
from data.queries.ledger import chosen, of_choice, values
from data.queries.tables import IMPORT

#: Tables whose rows speak of a programme; readings are too many to be anybody's change.
TABLES = (
    "programme", "programme_budget", "programme_figure", "participation", "milestone", "platform_sales", "event",
    "promotion_rule", "asset", "request", "claim",
)  # fmt: skip
COLUMNS = (
    "table_name", "row_key", "programme_code", "imported_day", "imported_at", "imported_by", "file_name", "import_id",
    "is_current", "is_first", "changed",
)  # fmt: skip
#: Changes told at most, the newest of them.
TOLD = 2000


class Version(NamedTuple):
    """What one import said of one row."""

    edition: str
    import_id: int
    imported_by: str
    finished_at: str
    file_name: str
    is_current: int
    said: tuple[Any, ...]


@query(subjects=TABLES)
def history(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every version of every row about the programme chosen (without one: the programmes of the place), newest first.

    Columns: table_name, row_key (the rest of the row's key, parts joined by " | "), programme_code, imported_on,
    imported_at (ISO, UTC), imported_by ('' = not known), file_name, import_id, is_current (the version that stands),
    is_first, changed ("column: old -> new; ..." against the version before; '' for the first, and where an import said
    the same again). At most 2,000 versions.
    """
    told = [row for name in TABLES for row in _of_table(connection, choice, name)]
    told.sort(key=lambda row: (row[COLUMNS.index("imported_at")], row[COLUMNS.index("import_id")]), reverse=True)
    rows = frame(COLUMNS, told[:TOLD], {})
    rows["imported_day"] = pd.to_datetime(rows["imported_at"].str[:10]).astype("datetime64[us]")
    return rows.rename(columns={"imported_day": "imported_on"})


def _of_table(connection: Connection, choice: Choice, name: str) -> Iterator[tuple[Any, ...]]:
    """One tuple of COLUMNS for every version of every row of a table."""
    past = metadata.tables[f"{name}_past"]
    key = [column.name for column in past.primary_key if column.name != "import_id"]
    said = [column.name for column in past.columns if column.name not in (*key, "import_id", "replaced_by")]
    versions: dict[tuple[Any, ...], list[Version]] = defaultdict(list)
    for table in (metadata.tables[name], past):
        for row in connection.execute(_versions(table, choice, [*key, *said]), values(choice)):
            edition, import_id, by, at, file, code, is_current, *about = row
            version = Version(edition, import_id, by, at, file, is_current, tuple(about[len(key) :]))
            versions[(code, *about[: len(key)])].append(version)
    for (code, *about), told in sorted(versions.items(), key=lambda each: str(each[0])):
        row_key = " | ".join(str(part) for part in about if part not in ("", None, code))
        before: Version | None = None
        for version in sorted(told, key=lambda each: (each.edition, each.import_id)):
            yield (
                name, row_key, code, None, version.finished_at, version.imported_by, version.file_name,
                version.import_id, version.is_current, int(before is None), _changed(said, before, version),
            )  # fmt: skip
            before = version


def _versions(table: Table, choice: Choice, columns: list[str]) -> Any:
    asked, one = of_choice(choice)
    file = (IMPORT.c.edition, IMPORT.c.import_id, IMPORT.c.imported_by, IMPORT.c.finished_at, IMPORT.c.file_name)
    is_current = literal(int(not table.name.endswith("_past")))
    return (
        select(*file, table.c.programme_code, is_current, *(table.c[name] for name in columns))
        .join(IMPORT, IMPORT.c.import_id == table.c.import_id)
        .where(*chosen(table.c.programme_code, asked, one))
    )


def _changed(names: list[str], before: Version | None, version: Version) -> str:
    if before is None:
        return ""
    pairs = zip(names, before.said, version.said, strict=True)
    return "; ".join(f"{name}: {_told(old)} → {_told(new)}" for name, old, new in pairs if old != new)


def _told(value: Any) -> str:
    return "-" if value in (None, "") else str(value)
