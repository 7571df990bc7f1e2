"""csv, tsv and their like as a table: the fast way through Arrow, the careful way through the csv module.

Both read the same (tests/importing/test_delimited.py holds them against each other): the careful way takes the
pieces in which Arrow meets a row of another width, and says of each such row what is wrong with it.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from data.errors import EmptyFile, UnreadableFile
from data.importing.decoding import BROKEN, Encoding, EndlessRow, encoding_of, pieces
from data.importing.files import Offered
from data.importing.report import RefusedCell
from data.importing.tables import HEADER_DEPTH, TEXT, Piece, Table, text_frame, without_blank_rows
from data.messages import both

DELIMITERS = ",\t;|"
#: A cell may hold a long text; the csv module's own limit is 128 KB. Past this, a quote was not closed.
CELL_LIMIT = 1_000_000


@dataclass(frozen=True)
class Delimited:
    """How a text file is written. head: its first rows."""

    encoding: Encoding
    delimiter: str
    head: list[tuple[str, ...]]

    def rows(self, piece: bytes, header_rows: int, width: int, row: int, *, is_first: bool) -> tuple[Piece, int]:
        """Rows of a UTF-8 piece whose first row has that number, and the number of the row after it. is_first: the
        header is passed over."""
        # a file may end before the second row of its header
        told = len(self.head[header_rows - 1]) if 0 < header_rows <= len(self.head) else 0
        if is_first:
            piece = _after(piece, _start(piece), self.delimiter, header_rows)
            row += header_rows
        return read_piece(piece, self.delimiter, width, row, max(told, width))


def how_delimited(file: Offered) -> Delimited:
    """Look at the first rows. Raises: EmptyFile, UnreadableFile."""
    with _ending_rows(file):
        encoding = encoding_of(file.where)
    piece, _ = next(_pieces(file, encoding), (b"", 0))
    if not piece:
        # nothing behind the mark that says how it is encoded
        raise EmptyFile(file=file.name)
    delimiter = delimiter_of(_start(piece))
    return Delimited(encoding, delimiter, [cells for cells, _ in _records(_start(piece), delimiter, HEADER_DEPTH + 5)])


def _start(piece: bytes) -> str:
    return piece[:200_000].decode("utf-8", errors="replace")


def delimited_table(file: Offered) -> Table:
    """The file's one table."""
    written = how_delimited(file)

    def blocks(header_rows: int, width: int) -> Iterator[Piece]:
        row = 1
        for at, (piece, done) in enumerate(_pieces(file, written.encoding)):
            block, row = written.rows(piece, header_rows, width, row, is_first=at == 0)
            yield Piece(block.frame, block.refusals, done)

    return Table(file.name, written.head, blocks, file.byte_count)


def _pieces(file: Offered, encoding: Encoding) -> Iterator[tuple[bytes, int]]:
    """Pieces of whole rows. Raises: UnreadableFile where a row has no end, be it far down in the file."""
    with _ending_rows(file):
        yield from pieces(file.where, encoding)


@contextmanager
def _ending_rows(file: Offered) -> Iterator[None]:
    try:
        yield
    except EndlessRow as wrong:
        raise UnreadableFile(file=file.name, detail=both("detail.no_rows")) from wrong


def delimiter_of(text: str) -> str:
    """The one that parts the first rows into the most cells, most often."""

    def score(delimiter: str) -> int:
        widths = Counter(len(cells) for cells, _ in _records(text, delimiter, HEADER_DEPTH + 5))
        return max((width - 1) * count for width, count in widths.items()) if widths else 0

    return max(DELIMITERS, key=score)


def _records(text: str, delimiter: str, count: int) -> list[tuple[tuple[str, ...], int]]:
    """First records and how many lines were read after each."""
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(_lines(text), delimiter=delimiter)
    found: list[tuple[tuple[str, ...], int]] = []
    try:
        for cells in reader:
            found.append((tuple(cells), reader.line_num))
            if len(found) == count:
                break
    except csv.Error:
        pass
    return found


def _lines(text: str) -> list[str]:
    """Lines with their ends; not ``str.splitlines``, which also parts at form feeds and other signs found in cells."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _after(piece: bytes, start: str, delimiter: str, records: int) -> bytes:
    """The piece without its first records."""
    if records == 0:
        return piece
    lines = _records(start, delimiter, records)[-1][1]
    newline = b"\n" if b"\n" in piece else b"\r"
    at = 0
    for _ in range(lines):
        at = piece.find(newline, at) + 1
        if at == 0:
            return b""
    return piece[at:]


def read_piece(piece: bytes, delimiter: str, width: int, row: int, cell_count: int) -> tuple[Piece, int]:
    """Rows of a UTF-8 piece whose first row has that number, and the number of the row after it.

    width: cells that have a name; cell_count: those and the nameless ones behind them in the header row.
    """
    try:
        frame = _read_fast(piece, delimiter, cell_count)[list(range(width))]
    except pa.ArrowInvalid:
        return _read_carefully(piece, delimiter, width, row)
    frame.index = pd.RangeIndex(row, row + len(frame))
    block = Piece(without_blank_rows(frame))
    after = row + len(frame)
    return (without_broken(block) if BROKEN.encode() in piece or b"\0" in piece else block), after


def _read_fast(piece: bytes, delimiter: str, width: int) -> pd.DataFrame:
    """Raises: pa.ArrowInvalid for a row of another width."""
    body = piece.rstrip(b"\r\n")
    names = [str(at) for at in range(width)]
    if not body:
        return text_frame([], [], width)
    read = pacsv.read_csv(
        pa.py_buffer(body),
        pacsv.ReadOptions(column_names=names, use_threads=False, block_size=len(body) + 1),
        pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in body, ignore_empty_lines=False),
        pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False, check_utf8=False
        ),
    )
    frame = read.to_pandas(types_mapper={pa.large_string(): TEXT}.get)
    frame.columns = range(width)
    return frame


def without_broken(block: Piece) -> Piece:
    """Refuse the rows with a character that could not be decoded, or with a NUL."""
    broken = np.zeros(len(block.frame), dtype=bool)
    for column in block.frame.columns:
        cells = pa.chunked_array(pa.array(block.frame[column].array))
        for sign in (BROKEN, "\0"):
            broken |= pc.match_substring(cells, sign).to_numpy(zero_copy_only=False).astype(bool)
    lost = block.frame[broken]
    refusals = [
        _refused(int(number), tuple(cells), "undecodable")
        for number, cells in zip(lost.index, lost.itertuples(index=False, name=None), strict=True)
    ]
    return Piece(block.frame[~broken], [*block.refusals, *refusals], block.done)


def _read_carefully(piece: bytes, delimiter: str, width: int, row: int) -> tuple[Piece, int]:
    rows: list[tuple[str, ...]] = []
    numbers: list[int] = []
    refusals: list[RefusedCell] = []
    for cells in _parsed(_lines(piece.decode("utf-8")), delimiter):
        if cells is None:
            refusals.append(_refused(row, (), "unclosed_quote"))
        elif any(cell.strip() for cell in cells):
            fitted = _fitted(cells, width)
            if fitted is None:
                fields = {"found": str(len(cells)), "expected": str(width)}
                refusals.append(_refused(row, tuple(cells), "too_few_cells", fields))
            else:
                rows.append(fitted)
                numbers.append(row)
        row += 1
    block = Piece(text_frame(rows, numbers, width), refusals)
    return (without_broken(block) if rows else block), row


def _parsed(lines: list[str], delimiter: str) -> Iterator[list[str] | None]:
    """Records of the lines; None for one whose quote is never closed, after which reading goes on at the next line."""
    at = 0
    while at < len(lines):
        reader = csv.reader(iter(lines[at:]), delimiter=delimiter, strict=False)
        before = 0
        try:
            for cells in reader:
                if (
                    at + reader.line_num == len(lines)
                    and reader.line_num > before + 1
                    and _is_open(lines[at + before :])
                ):
                    raise csv.Error("unclosed")
                before = reader.line_num
                yield cells
            return
        except csv.Error:
            yield None
            at += before + 1


def _is_open(lines: list[str]) -> bool:
    """The last record runs over several lines and its quotes do not pair up."""
    return sum(line.count('"') for line in lines) % 2 == 1


def _fitted(cells: list[str], width: int) -> tuple[str, ...] | None:
    """Cells brought to that width when only blanks are too many; None when a cell is missing or one too many."""
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return None
    return tuple(cells[:width]) if len(cells) >= width else None


def _refused(row: int, line: tuple[str, ...], reason: str, fields: dict[str, str] | None = None) -> RefusedCell:
    value = next((cell for cell in line if BROKEN in cell or "\0" in cell), "")
    return RefusedCell(
        row, "", value.replace("\0", ""), reason, fields or {}, tuple(cell.replace("\0", "") for cell in line)
    )
