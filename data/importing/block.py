"""What the reader hands to a keeper, and what the keeper hands back.

A keeper is a module ``data/importing/keepers/<subject>.py`` with

    keep(connection, job, blocks) -> Tally      # blocks: iterator of Block; runs inside one transaction
    undo(connection, import_id) -> None

found by the subject's name. A row of a block is counted by the keeper exactly once: as new, changed, unchanged,
repeated, or by one or more RefusedCell. What the reader refused never reaches the keeper.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, SupportsIndex

import pandas as pd
from sqlalchemy import Connection

from data.importing.report import RefusedCell
from data.sources import Source

#: Told one by one; a file of a million rows of unknown markets is told by its first rows and the number of all.
REFUSALS_TOLD = 20_000


class Refusals(list[RefusedCell]):
    """Refused cells, the first of them in full. total: how many there were."""

    def __init__(self, cells: Iterable[RefusedCell] = ()) -> None:
        super().__init__()
        self.total = 0
        self.extend(cells)

    @property
    def room(self) -> int:
        """How many more are told in full."""
        return max(0, REFUSALS_TOLD - len(self))

    def append(self, cell: RefusedCell) -> None:
        """One more."""
        self.total += 1
        if self.room:
            super().append(cell)

    def extend(self, cells: Iterable[RefusedCell]) -> None:
        """Several more."""
        if isinstance(cells, Refusals):
            self.total += cells.total - len(cells)
        for cell in cells:
            self.append(cell)

    def skip(self, count: int) -> None:
        """So many more that are not told in full."""
        self.total += count

    def insert(self, index: SupportsIndex, cell: RefusedCell) -> None:
        """Order is that of the rows: always at the end."""
        self.append(cell)


@dataclass(frozen=True)
class Block:
    """Some rows of a file, of about 4 MB, or the whole file where the source has a ``tidy``.

    rows: one column per ``[columns.x]`` of the source, also for those the file does not have, and ``row``, the
    line of the file as a person counts (headers included, from 1). Types of columns: text and code ``str`` ("" =
    blank); integer, count, krw, yes_no (1/0), day, month, quarter (yyyymmdd, first day of the period), moment
    (yyyymmddHHMM) ``Int64`` (NA = blank); decimal, share, lat, lon ``float64`` (NaN = blank).
    raw: the same rows and columns as text, as they stood in the file ("" = blank, never NaN), for refusals. Same index.
    line(index) gives the whole row as it stood in the file's own columns.
    """

    rows: pd.DataFrame
    raw: pd.DataFrame
    lines: pd.DataFrame
    labels: dict[str, str] = field(default_factory=dict)

    def line(self, index: int) -> tuple[str, ...]:
        """The row as it stood, in the file's own column order."""
        return tuple(str(cell) for cell in self.lines.loc[index].tolist())

    def refusal(self, index: int, column: str, reason: str, **fields: str) -> RefusedCell:
        """Refuse the row with that index because of that column (an identifier of the source)."""
        return RefusedCell(
            row=int(self.rows.at[index, "row"]),
            column=self.labels.get(column, column),
            value=str(self.raw.at[index, column]) if column in self.raw else "",
            reason=reason,
            fields=fields,
            line=self.line(index),
        )

    def refuse_all(
        self, into: Refusals, index: pd.Index, column: str, reason: str, fields: Iterable[dict[str, str]]
    ) -> None:
        """Refuse many rows for one reason, each with its own fields: as many as there is room for are told in full."""
        told = index[: into.room]
        for each, more in zip(told, fields, strict=False):
            into.append(self.refusal(each, column, reason, **more))
        into.skip(len(index) - len(told))


@dataclass(frozen=True)
class Job:
    """The import under way. edition: ISO date. started_on: ISO date of today, for what a file does not date.

    tell: says how far the import is; called by a keeper that reads its blocks in another thread. imported_by: who.
    """

    import_id: int
    source: Source
    edition: str
    file_name: str
    is_example: bool = False
    url: str = ""
    started_on: str = ""
    tell: Callable[[], None] = lambda: None
    imported_by: str = ""


@dataclass
class Tally:
    """What became of the rows a keeper was given. effects: other things worth telling, as counts (``effect.<key>``)."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    refusals: Refusals = field(default_factory=Refusals)
    effects: dict[str, int] = field(default_factory=dict)
    first_day: int | None = None
    last_day: int | None = None

    def note(self, effect: str, count: int = 1) -> None:
        """Add to an effect."""
        self.effects[effect] = self.effects.get(effect, 0) + count

    def span(self, first: int, last: int) -> None:
        """Widen the days the file speaks of (yyyymmdd)."""
        self.first_day = first if self.first_day is None else min(first, self.first_day)
        self.last_day = last if self.last_day is None else max(last, self.last_day)


class Keeper(Protocol):
    """A module in ``data/importing/keepers``."""

    def keep(self, connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
        """Put the rows into the store."""

    def undo(self, connection: Connection, import_id: int) -> None:
        """Take the rows of that import out again and bring back what they had replaced."""
