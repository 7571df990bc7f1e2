"""What was put in: the history of imports, what was refused, what the store holds."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, bindparam, literal, null, select, true, union_all
from sqlalchemy import func as sql

from data.choice import Choice
from data.queries import query, scope
from data.queries.frames import read
from data.queries.tables import (
    BOUNDARY,
    CLAIM,
    COVERAGE,
    FIGURE,
    IMPORT,
    MARKET,
    MARKET_FACILITY,
    PROGRAMME,
    REFUSAL,
    REQUEST,
    STORE,
)


@query(subjects=())
def history(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every import, newest first. Columns: those of the table ``import``; note is JSON where a file was refused
    whole."""
    return read(connection, _history(), scope.values(choice))


@query(subjects=())
def refusals(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Rows of one import (choice.import_id) that were not kept, in the order of the file.

    Columns: import_id, row, column, value, reason (key of messages.toml), fields (JSON), line (JSON list, the row as
    it stood), imported_by (who put the file in).
    """
    return read(connection, _refusals(), scope.values(choice))


@query(subjects=())
def store_contents(connection: Connection, choice: Choice) -> pd.DataFrame:
    """What the whole store holds, whatever is chosen. Columns: subject, row_count, first_month, last_month.

    Of markets those in the newest register are counted.
    """
    return read(connection, _store_contents(), scope.values(choice))


@query(subjects=())
def example_day(connection: Connection, choice: Choice) -> pd.DataFrame:
    """The last day that the example data speak of: one row, none where the store holds none. Column: edition (ISO).

    What a person typed beside the example is later and does not count.
    """
    return read(connection, _example_day(), scope.values(choice))


@lru_cache(maxsize=1)
def _example_day() -> Select[Any]:
    example = select(IMPORT.c.edition).where(IMPORT.c.is_example == 1, IMPORT.c.status == "kept")
    return example.order_by(IMPORT.c.import_id).limit(1)


@lru_cache(maxsize=1)
def _history() -> Select[Any]:
    return select(IMPORT).order_by(IMPORT.c.import_id.desc())


@lru_cache(maxsize=1)
def _refusals() -> Select[Any]:
    asked = select(REFUSAL, IMPORT.c.imported_by).join(IMPORT, IMPORT.c.import_id == REFUSAL.c.import_id)
    return asked.where(REFUSAL.c.import_id == bindparam("import")).order_by(REFUSAL.c.row, REFUSAL.c.column)


@lru_cache(maxsize=1)
def _store_contents() -> Select[Any]:
    """Payments are counted from ``coverage``: each of its rows knows how many facts stand behind it."""
    paid = select(
        COVERAGE.c.subject.label("subject"), sql.sum(COVERAGE.c.row_count).label("row_count"), *_span(COVERAGE)
    ).group_by(COVERAGE.c.subject)
    figures = select(
        literal("figure").label("subject"),
        sql.count().label("row_count"),
        sql.min(FIGURE.c.day).label("first_month"),
        sql.max(FIGURE.c.day).label("last_month"),
    )
    timeless = [
        select(literal(subject), sql.count(), null(), null()).select_from(table).where(held)
        for subject, table, held in (
            ("boundary", BOUNDARY, true()),
            ("market", MARKET, MARKET.c.is_listed == 1),
            ("market_facility", MARKET_FACILITY, true()),
            ("store", STORE, true()),
            ("programme", PROGRAMME, true()),
            ("request", REQUEST, true()),
            ("claim", CLAIM, true()),
        )
    ]
    contents = union_all(paid, figures, *timeless).subquery("contents")
    return select(contents).where(contents.c.row_count > 0).order_by(contents.c.subject)


def _span(table: Any) -> list[Any]:
    return [sql.min(table.c.month).label("first_month"), sql.max(table.c.month).label("last_month")]
