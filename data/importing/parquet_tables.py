"""Parquet files as a table of text, a row group at a time: what a cell says is what it would say in a csv file."""

from collections.abc import Iterator
from contextlib import contextmanager

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.errors import UnreadableFile
from data.importing.delimited import without_broken
from data.importing.files import Offered
from data.importing.tables import TEXT, Piece, Table, without_blank_rows
from data.messages import both

ROWS_PER_PIECE = 65_536
#: Moments that know their zone are told in the time of the markets; a payment at 00:30 in Seoul is of that day.
ZONE = "Asia/Seoul"


def parquet_table(file: Offered) -> Table:
    """The file's one table. Raises: UnreadableFile."""
    with _opened(file) as parquet:
        names = tuple(str(name) for name in parquet.schema_arrow.names)
        groups = parquet.num_row_groups
        rows = parquet.metadata.num_rows

    def blocks(header_rows: int, width: int) -> Iterator[Piece]:
        row = header_rows + 1
        for group in range(groups):
            for piece in group_rows(file, group, width, row):
                row = piece.done + 1
                yield piece

    return Table(file.name, [names], blocks, rows + 1)


def group_sizes(file: Offered) -> list[int]:
    """Rows of each row group. Raises: UnreadableFile."""
    with _opened(file) as parquet:
        return [parquet.metadata.row_group(at).num_rows for at in range(parquet.num_row_groups)]


def group_rows(file: Offered, group: int, width: int, row: int) -> Iterator[Piece]:
    """Pieces of one row group, the first row with that number; done: number of the last row. Raises: UnreadableFile."""
    with _opened(file) as parquet:
        for batch in parquet.iter_batches(ROWS_PER_PIECE, row_groups=[group]):
            cells = {at: _text(batch.column(at)) for at in range(width)}
            frame = pd.DataFrame(cells, index=pd.RangeIndex(row, row + len(batch)))
            piece = without_broken(Piece(without_blank_rows(frame)))
            row += len(batch)
            yield Piece(piece.frame, piece.refusals, row - 1)


@contextmanager
def _opened(file: Offered) -> Iterator[pq.ParquetFile]:
    try:
        with file.where.open("rb") as stream, pq.ParquetFile(stream) as parquet:
            yield parquet
    except (pa.ArrowException, OSError) as wrong:
        raise UnreadableFile(file=file.name, detail=both("detail.cut_off")) from wrong


def _text(column: pa.Array) -> pd.api.extensions.ExtensionArray:
    """Cells as text, "" for none. Lists and structures are no cells."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if pa.types.is_nested(kind):
        column = pa.nulls(len(column), pa.large_string())
    if pa.types.is_timestamp(kind) and kind.tz:
        column = pc.local_timestamp(column.cast(pa.timestamp(kind.unit, ZONE)))
    if pa.types.is_boolean(kind):
        column = column.cast(pa.int8())
    return pd.array(pc.fill_null(column.cast(pa.large_string()), ""), dtype=TEXT)
