"""One unit of a file to facts, on any machine: decoded, checked and named by the code that one machine runs."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from data.errors import EmptyFile, UnreadableFile
from data.identity.resolve import KnownMarkets
from data.importing.block import Block, Refusals
from data.importing.decoding import as_utf8, pieces
from data.importing.delimited import Delimited
from data.importing.duplicates import Repeats
from data.importing.fact_rows import VALUES, FactRows, Facts, Part, joined, keys, refuse_conflicts
from data.importing.files import Offered
from data.importing.importer import keeper
from data.importing.market_names import MarketNames
from data.importing.parquet_tables import group_rows
from data.importing.reading import Opened, blocks
from data.importing.recognition import Layout, fit
from data.importing.spark.places import Stored
from data.importing.spark.surveying import Surveyed, Unit
from data.importing.tables import Piece, Table
from data.messages import both
from data.sources import Source, sources


@dataclass(frozen=True)
class Plan:
    """What every machine has to know. files: in the order of their names; source: what all of them are."""

    run: str
    source: str
    files: list[Surveyed]
    units: list[Unit]
    markets: KnownMarkets
    is_of_several: bool

    def name_of(self, unit: int) -> str:
        """The file of that unit."""
        return self.files[self.units[unit].table].file.name


@dataclass
class UnitRead:
    """What became of one unit. columns: the good rows as facts, side by side, with ``fact`` (the key of the fact),
    ``same`` and ``said`` (data.importing.fact_rows.Named) and ``row``. after: number of the row behind the last.

    Rows are counted from 1 in the first unit of a file and from 0 in the others: where those begin in the file is
    known once all before them are counted. refused: by the reader, kept_out: by the keeper.
    """

    columns: Facts = field(default_factory=dict)
    rows_read: int = 0
    after: int = 0
    refused: Refusals = field(default_factory=Refusals)
    kept_out: Refusals = field(default_factory=Refusals)
    blanked: Refusals = field(default_factory=Refusals)


class UnitReader:
    """Reads units of one plan; markets and layouts are made ready once in each process."""

    def __init__(self, plan: Plan) -> None:
        """The markets, to be found by name."""
        self.plan = plan
        self.source: Source = sources()[plan.source]
        self.parts = parts_of(self.source)
        self.rows = FactRows(self.source, self.parts, MarketNames(plan.markets))
        self._layouts: dict[int, Layout] = {}

    def read(self, at: int, conflicts: dict[int, int] | None = None) -> UnitRead:
        """The unit with that number. conflicts: row -> row of the file that told something else of the same thing: only
        these are wanted, refused. Raises: UnreadableFile, OSError.
        """
        unit, found = self.plan.units[at], UnitRead()
        file = self.plan.files[unit.table]
        _check_as_found(file.file)
        layout = self._layout(unit.table)
        table = Table(
            file.file.name,
            file.head,
            lambda header_rows, width: _pieces(file, unit, header_rows, width, found),
            file.file.byte_count,
        )
        opened = Opened(file.file, self.source, [replace(layout, table=table)], layout.names)
        opened.is_of_several = self.plan.is_of_several
        held = []
        with contextlib.suppress(EmptyFile):
            for read in blocks(opened):
                if conflicts is not None:
                    _refuse(read.block, conflicts, found.kept_out)
                elif len(read.block.rows):
                    held.append(self._columns(read.block, found.kept_out))
        _check_as_found(file.file)
        found.columns = joined(held) if held else {}
        found.rows_read, found.refused, found.blanked = opened.rows_read, opened.refusals, opened.blanked
        return found

    def _columns(self, block: Block, refusals: Refusals) -> Facts:
        named = self.rows.named(block, refusals)
        values = {name: named.facts[name] for name in (*VALUES, "is_provisional")}
        fact = keys(named.facts, self.parts, day_first=True)
        return {"fact": fact, "same": named.same, "said": named.said.view(np.int64), "row": named.rows, **values}

    def _layout(self, table: int) -> Layout:
        if table not in self._layouts:
            layout = fit(self.plan.files[table].table, self.source)
            if layout is None:
                raise AssertionError(f"{self.plan.files[table].file.name} was recognised before")
            self._layouts[table] = layout
        return self._layouts[table]


def parts_of(source: Source) -> tuple[Part, ...]:
    """Columns of the key of that source's facts; () when its rows are no facts."""
    found: tuple[Part, ...] = getattr(keeper(source.subject), "PARTS", ())
    return found


def _check_as_found(file: Offered) -> None:
    """Its SHA-256 speaks of what was there before. Raises: UnreadableFile, OSError."""
    if isinstance(file.place, Stored) and not file.place.is_as_found():
        raise UnreadableFile(file=file.name, detail=both("detail.changed_meanwhile"))


def _refuse(block: Block, conflicts: dict[int, int], refusals: Refusals) -> None:
    rows = block.rows["row"]
    at = np.flatnonzero(rows.isin(list(conflicts)).to_numpy(dtype=bool))
    first = np.array([conflicts[int(row)] for row in rows.iloc[at]], dtype=np.int64)
    refuse_conflicts(block, Repeats(at, first, np.zeros(len(at), dtype=bool)), refusals)


def _pieces(file: Surveyed, unit: Unit, header_rows: int, width: int, found: UnitRead) -> Iterator[Piece]:
    if file.written is None:
        first_row = header_rows + 1 if unit.is_first else 0
        for piece in group_rows(file.file, unit.start, width, first_row):
            found.after = piece.done + 1
            yield piece
        return
    row = 1 if unit.is_first else 0
    for at, text in enumerate(_texts(file, file.written, unit)):
        is_first = unit.is_first and at == 0
        piece, row = file.written.rows(text, header_rows, width, row, is_first=is_first)
        found.after = row
        yield piece


def _texts(file: Surveyed, written: Delimited, unit: Unit) -> Iterator[bytes]:
    """The unit as UTF-8, in the pieces of one machine. Raises: UnreadableFile when it is no longer all there."""
    if written.encoding.is_wide:
        for text, _ in pieces(file.file.where, written.encoding):
            yield text
        return
    with file.file.where.open("rb") as stream:
        stream.seek(unit.start)
        piece = stream.read(unit.end - unit.start)
    if len(piece) < unit.end - unit.start:
        raise UnreadableFile(file=file.file.name, detail=both("detail.cut_off"))
    yield as_utf8(piece, written.encoding)
