"""Tables as a revision made them, told by a csv beside it: the models go on, a revision does not."""

import csv
from itertools import groupby
from pathlib import Path

import sqlalchemy as sa
from alembic import op

TYPES = {"whole": sa.BigInteger, "text": sa.String, "real": sa.Float, "binary": sa.LargeBinary}
Row = dict[str, str]


def make_tables(told: Path) -> None:
    """Make every table of the csv, with its indexes."""
    with told.open(encoding="utf-8", newline="") as file:
        for name, columns in groupby(csv.DictReader(file), key=lambda row: row["table"]):
            _make(name, list(columns))


def _make(table: str, columns: list[Row]) -> None:
    """A strict table; one without row numbers is found by its key alone."""
    options = {"sqlite_strict": True, "sqlite_with_rowid": columns[0]["has_row_number"] == "1"}
    op.create_table(table, *map(_column, columns), **options)
    for row in columns:
        if row["is_indexed"] == "1":
            op.create_index(f"ix_{table}_{row['column']}", table, [row["column"]])


def _column(row: Row) -> "sa.Column[object]":
    keys = [sa.ForeignKey(row["points_at"])] if row["points_at"] else []
    return sa.Column(
        row["column"],
        TYPES[row["type"]](),
        *keys,
        primary_key=row["is_key"] == "1",
        nullable=row["may_be_unknown"] == "1",
        unique=row["is_unique"] == "1" or None,
    )
