"""What differs between two states of one figure, in words: for a briefing that was made anew months later."""

import math
from typing import Any

from components.exhibit import Exhibit
from components.exports.tables import plain_rows
from components.formatting import written
from components.text import Translator
from components.withheld import REASON

#: Columns of these units tell rows apart.
KEYS = ("text", "month", "quarter", "date", "year")
#: Most cells that are named one by one.
MOST_CELLS = 5


def changes(old: Exhibit | None, new: Exhibit | None, t: Translator) -> list[str]:
    """Sentences on what changed; empty when nothing did. None: the figure was not there, or is not there any more."""
    if old is None or new is None:
        return [] if old is new else [t("briefing.figure_new" if old is None else "briefing.figure_gone")]
    said = []
    if old.sources != new.sources:
        said.append(t("briefing.sources_changed"))
    if [column.name for column in old.columns] != [column.name for column in new.columns]:
        return [*said, t("briefing.columns_changed")]
    return said + _rows(old, new, t)


def _rows(old: Exhibit, new: Exhibit, t: Translator) -> list[str]:
    keys = [at for at, column in enumerate(new.columns) if column.unit in KEYS and column.name != REASON]
    before, after = _by_key(old, keys), _by_key(new, keys)
    if before is None or after is None:
        same = plain_rows(old) == plain_rows(new)
        return [] if same else [t("briefing.rows_differ", before=len(old.rows), after=len(new.rows))]
    said = []
    if added := [key for key in after if key not in before]:
        said.append(t("briefing.rows_added", count=len(added), first=_name(added[0], new, keys, t)))
    if gone := [key for key in before if key not in after]:
        said.append(t("briefing.rows_gone", count=len(gone), first=_name(gone[0], old, keys, t)))
    cells = [
        (key, at) for key in after if key in before for at in range(len(new.columns))
        if not _same(before[key][at], after[key][at])
    ]  # fmt: skip
    for key, at in cells[:MOST_CELLS]:
        column = new.columns[at]
        pair = (written(one[key][at], column.unit, t.lang) for one in (before, after))
        what = " ".join(part for part in (_name(key, new, keys, t), column.label) if part)
        said.append(t("briefing.cell_changed", what=what, **dict(zip(("before", "after"), pair, strict=True))))
    if len(cells) > MOST_CELLS:
        said.append(t("briefing.more_cells", count=len(cells) - MOST_CELLS))
    return said


def _by_key(exhibit: Exhibit, keys: list[int]) -> dict[tuple[Any, ...], list[Any]] | None:
    """Rows by their words and dates; None where these do not tell rows apart."""
    rows = plain_rows(exhibit)
    told = {tuple(row[at] for at in keys): row for row in rows}
    return told if len(told) == len(rows) else None


def _name(key: tuple[Any, ...], exhibit: Exhibit, keys: list[int], t: Translator) -> str:
    parts = (written(one, exhibit.columns[at].unit, t.lang) for one, at in zip(key, keys, strict=True))
    return " ".join(part for part in parts if part)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12)
    return bool(one == other)
