"""Which editions of which sources the store was filled from."""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, select

from data.choice import Choice
from data.queries import query, scope
from data.queries.frames import read
from data.queries.tables import IMPORT
from data.sources import source_named

_TOLD = ("title_ko", "title_en", "publisher_ko", "publisher_en", "licence", "address", "note_ko", "note_en")


@query(subjects=())
def editions(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every kept file, by source and edition, whatever is chosen.

    Columns: source, title_ko, title_en, publisher_ko, publisher_en, licence, address, note_ko, note_en, subject,
    edition, loaded_on (ISO date), file_name, import_id, first_day, last_day (yyyymmdd), row_count (rows that stand:
    new, changed and unchanged), refused_count, is_example.
    """
    rows = read(connection, _editions(), scope.values(choice))
    known = [source_named(name) for name in rows["source"]]
    for position, told in enumerate(_TOLD, start=1):
        values = [str(getattr(one, told, "")) if one else "" for one in known]
        if told.startswith("title"):
            values = [title or name for title, name in zip(values, rows["source"], strict=True)]
        rows.insert(position, told, pd.array(values, dtype="str"))
    rows["loaded_on"] = rows["loaded_on"].str[:10]
    return rows


@lru_cache(maxsize=1)
def _editions() -> Select[Any]:
    rows = IMPORT
    kept = (rows.c.rows_new + rows.c.rows_changed + rows.c.rows_unchanged).label("row_count")
    return (
        select(
            rows.c.source,
            rows.c.subject,
            rows.c.edition,
            rows.c.finished_at.label("loaded_on"),
            rows.c.file_name,
            rows.c.import_id,
            rows.c.first_day,
            rows.c.last_day,
            kept,
            rows.c.rows_refused.label("refused_count"),
            rows.c.is_example,
        )
        .where(rows.c.status == "kept")
        .order_by(rows.c.source, rows.c.edition, rows.c.import_id)
    )
