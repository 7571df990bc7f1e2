"""From an offered file to blocks of values: which source it is, which edition, and its rows, with what was refused
on the way."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pandas as pd

from data.errors import EmptyFile, FileProblem, UnreadableFile
from data.importing import recognition
from data.importing.block import Block, Refusals
from data.importing.checking import checked
from data.importing.days import NotADay, day, month
from data.importing.delimited import delimited_table
from data.importing.duplicates import Seen
from data.importing.files import FileKind, Offered
from data.importing.json_tables import json_table
from data.importing.parquet_tables import parquet_table
from data.importing.recognition import Layout, layout_of
from data.importing.report import RefusedCell
from data.importing.tables import TEXT, Piece, Table
from data.importing.workbooks import workbook_tables
from data.messages import both
from data.sources import Context, Source, sources

#: The widest official file has 150 columns; what has thousands is no table of this store, and each is compared by name.
COLUMN_LIMIT = 2_000
#: The nation's stores and payments of a year are 3 million rows.
ROW_LIMIT = 50_000_000


@dataclass
class Opened:
    """A recognised file. header: its own columns. refusals, blanked and counts grow while ``blocks`` is read.

    is_of_several: rows of more than one table are read, so that each is told with its table's name.
    """

    file: Offered
    source: Source
    layouts: list[Layout]
    header: tuple[str, ...]
    refusals: Refusals = field(default_factory=Refusals)
    rows_read: int = 0
    rows_repeated: int = 0
    seen: Seen = field(default_factory=Seen)
    blanked: Refusals = field(default_factory=Refusals)
    is_of_several: bool = False

    @property
    def named_edition(self) -> str:
        """ISO date in the file's name, '' when there is none."""
        if not self.source.edition_file_name:
            return ""
        found = re.search(self.source.edition_file_name, self.file.name)
        return iso(found[1] if found and found.groups() else found[0]) if found else ""


def iso(text: str) -> str:
    """ISO date of a day, month or year as written, '' when it is none. What speaks of a year is not older than its
    end."""
    if re.fullmatch(r"(19|20)\d{2}", text.strip()):
        return f"{text.strip()}-12-31"
    for read in (day, month):
        try:
            number = str(read(text))
        except NotADay:
            continue
        return f"{number[:4]}-{number[4:6]}-{number[6:]}"
    return ""


def open_file(file: Offered, asked: str | None = None) -> Opened:
    """Recognise the file. Raises: FileProblem, UnknownSource."""
    own = _source_that_reads(file, asked)
    if own is not None:
        return Opened(file, own, [], ())
    return recognised(file, tables_of(file), asked)


def recognised(file: Offered, tables: list[Table], asked: str | None = None) -> Opened:
    """The file whose tables these are. In a folder each belongs to the one delivery. Raises: FileProblem."""
    _check_width(file, tables)
    layouts = layout_of(tables, file.name, asked)
    if file.kind is FileKind.FOLDER and len(layouts) < len(tables):
        fitting = {layout.table.name for layout in layouts}
        other = next(table for table in tables if table.name not in fitting)
        raise recognition.lacking_columns([other], layouts[0].source, f"{file.name}/{other.name}")
    return Opened(file, layouts[0].source, layouts, layouts[0].names, is_of_several=len(layouts) > 1)


def _check_width(file: Offered, tables: list[Table]) -> None:
    """Raises: UnreadableFile for more columns than a table has; blank cells at the end of a row are none."""
    filled = [at for table in tables for row in table.head for at, cell in enumerate(row, start=1) if cell]
    if (columns := max(filled, default=0)) > COLUMN_LIMIT:
        told = both("detail.too_many_columns", columns=f"{columns:,}", limit=f"{COLUMN_LIMIT:,}")
        raise UnreadableFile(file=file.name, detail=told)


def _source_that_reads(file: Offered, asked: str | None) -> Source | None:
    """A source that knows its files by itself: boundaries and the like."""
    if file.kind is FileKind.FOLDER:
        return None
    for source in sources().values():
        fits = source.hook("fits")
        if fits and asked in (None, source.name) and fits(file.path, file.name):
            return source
    return None


def tables_of(file: Offered) -> list[Table]:
    """Raises: UnreadableFile, EmptyFile, FileTooLarge."""
    if file.kind is FileKind.JSON:
        return [json_table(file)]
    if file.kind in (FileKind.ZIP, FileKind.WORKBOOK):
        return workbook_tables(file)
    if file.kind is FileKind.FOLDER:
        return [table for part in file.parts for table in _tables_of_part(file, part)]
    return [parquet_table(file) if file.kind is FileKind.PARQUET else delimited_table(file)]


def _tables_of_part(folder: Offered, part: Offered) -> list[Table]:
    """What is wrong is told with the folder's name."""
    try:
        return tables_of(part)
    except FileProblem as wrong:
        raise type(wrong)(**wrong.fields | {"file": f"{folder.name}/{part.name}"}) from wrong


@dataclass(frozen=True)
class Read:
    """A block, how many rows were read with it, and how many the file seems to have."""

    block: Block
    rows_read: int
    expected: int | None


def blocks(opened: Opened, edition: str = "") -> Iterator[Read]:
    """The file's rows as values. Raises: EmptyFile when there is not one, UnreadableFile for more than are read."""
    for frame, layout in _frames(opened, edition):
        opened.rows_read += len(frame.raw)
        if opened.rows_read > ROW_LIMIT:
            raise UnreadableFile(file=opened.file.name, detail=both("detail.too_many_rows", limit=f"{ROW_LIMIT:,}"))
        yield Read(checked(frame, layout, opened), opened.rows_read, frame.expected(opened.rows_read))
    if opened.rows_read == 0:
        raise EmptyFile(file=opened.file.name)


@dataclass(frozen=True)
class Frame:
    """Rows as text under the source's identifiers (raw) and as they stood (lines)."""

    raw: pd.DataFrame
    lines: pd.DataFrame
    done: int
    size: int

    def expected(self, rows_read: int) -> int | None:
        """How many rows the file seems to have."""
        return None if not self.done else max(rows_read, rows_read * self.size // self.done)


def _frames(opened: Opened, edition: str) -> Iterator[tuple[Frame, Layout]]:
    read = opened.source.hook("read")
    if read is not None and not opened.layouts:
        yield _read_by_source(opened, read, edition)
        return
    for layout in opened.layouts:
        for piece in _pieces(opened, layout, edition):
            opened.refusals.extend(_told(cell, layout, opened) for cell in piece.refusals)
            opened.rows_read += len({cell.row for cell in piece.refusals})
            yield _framed(piece, layout, opened.file.name), layout


def _told(cell: RefusedCell, layout: Layout, opened: Opened) -> RefusedCell:
    """What is wrong with a whole row names no column; of which table it is has to be told all the same."""
    return replace(cell, column=f"{layout.table.name}!") if opened.is_of_several and not cell.column else cell


def _read_by_source(opened: Opened, read: Callable[..., pd.DataFrame], edition: str) -> tuple[Frame, Layout]:
    table = read(opened.file.path, Context(opened.file.name, edition=edition))
    names = tuple(str(name) for name in table.columns)
    found = {name: at for at, name in enumerate(names) if name in opened.source.columns}
    empty = Table(opened.file.name, [], lambda _rows, _width: iter(()), len(table))
    raw = table[[names[at] for at in found.values()]].set_axis(list(found), axis=1)
    lines = raw[[name for name in raw if opened.source.columns[name].type != "object"]]
    return Frame(raw, lines, len(table), len(table)), Layout(
        opened.source, empty, 0, names, found, opened.source.columns
    )


def _pieces(opened: Opened, layout: Layout, edition: str) -> Iterator[Piece]:
    pieces = layout.table.pieces(layout.header_rows, len(layout.names))
    tidy = opened.source.tidy
    if tidy is None:
        yield from pieces
        return
    held = list(pieces)
    whole = pd.concat([piece.frame for piece in held]) if len(held) > 1 else held[0].frame
    known = {at: name for name, at in layout.found.items()}
    # a column that happens to be called like one of ours is not that one
    others = [name if name not in layout.found else "" for name in layout.names]
    whole.columns = [known.get(at) or name or f"_{at}" for at, name in enumerate(others)]
    above = tuple(layout.table.head[: layout.header_rows - opened.source.header_rows])
    made = tidy(whole, Context(opened.file.name, layout.table.name, above, edition)).fillna("").astype(TEXT)
    refusals = [cell for piece in held for cell in piece.refusals]
    # refused rows are shown, and mended, as they stood in the file
    yield Piece(made, refusals, layout.table.size, whole.reindex(made.index).fillna(""))


def _framed(piece: Piece, layout: Layout, file_name: str) -> Frame:
    """Raises: MissingColumns when a tidy found no such column."""
    source = layout.source
    if source.tidy is None:
        picked = {name: piece.frame[at] for name, at in layout.found.items()}
    else:
        found, _ = recognition.columns_in(tuple(str(name) for name in piece.frame.columns), source)
        picked = {name: piece.frame.iloc[:, at] for name, at in found.items()}
        if missing := recognition.lacking(source, layout.found | found):
            raise recognition.missing_columns(source, file_name, missing)
    lines = piece.frame if piece.lines is None else piece.lines
    return Frame(pd.DataFrame(picked, index=piece.frame.index), lines, piece.done, layout.table.size)


def today() -> str:
    """ISO date of now, UTC: the edition of a file that is not dated."""
    return dt.datetime.now(dt.UTC).date().isoformat()
