"""A table as it stands in a file, whatever the file: its first rows, then its rows in blocks of text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from data.importing.report import RefusedCell

#: Text columns of pandas that share memory with Arrow.
TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
HEADER_DEPTH = 10


@dataclass(frozen=True)
class Piece:
    """Some rows as text ("" = blank): columns 0..n-1, index = row of the file from 1.

    done: bytes (or rows) read so far. lines: the rows as they stood in the file, where frame is no longer that.
    """

    frame: pd.DataFrame
    refusals: list[RefusedCell] = field(default_factory=list)
    done: int = 0
    lines: pd.DataFrame | None = None


@dataclass(frozen=True)
class Table:
    """One table of a file. head: the first rows, blank ones included, as many as may hold the header and a few below.

    pieces(header_rows, width): the rows after that many rows, each cut or filled to that many cells. merged:
    ranges of merged cells as (top, left, bottom, right), rows from 1 and columns from 0. size: what ``done`` runs
    up to.
    """

    name: str
    head: list[tuple[str, ...]]
    pieces: Callable[[int, int], Iterator[Piece]]
    size: int
    merged: tuple[tuple[int, int, int, int], ...] = ()
    is_positional: bool = True


def text_frame(rows: list[tuple[str, ...]], numbers: list[int], width: int) -> pd.DataFrame:
    """Frame of text from rows of equal width."""
    columns = list(zip(*rows, strict=True)) if rows else [()] * width
    index = pd.Index(numbers, dtype="int64")
    return pd.DataFrame({at: pd.Series(list(columns[at]), index=index, dtype=TEXT) for at in range(width)}, index=index)


def without_blank_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows of blank cells only (formatting below the table, spacer rows) are no rows."""
    if frame.empty or not (frame[0] == "").any():
        return frame
    blank = np.ones(len(frame), dtype=bool)
    for column in frame.columns:
        blank &= (frame[column].str.strip() == "").to_numpy(dtype=bool)
        if not blank.any():
            return frame
    return frame[~blank]


def held_table(name: str, rows: list[tuple[str, ...]], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Table:
    """A table that is already in memory whole: of a workbook."""

    def pieces(header_rows: int, width: int) -> Iterator[Piece]:
        body = [(*row[:width], *[""] * (width - len(row))) for row in rows[header_rows:]]
        numbers = list(range(header_rows + 1, header_rows + 1 + len(body)))
        yield Piece(without_blank_rows(text_frame(body, numbers, width)), done=len(rows))

    return Table(name, rows[: HEADER_DEPTH + 5], pieces, len(rows), merged)
