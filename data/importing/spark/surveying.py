"""One look at each file, on any machine: what it is, its SHA-256, and where it may be cut into units."""

import hashlib
from dataclasses import dataclass, replace

from data.errors import UnreadableFile
from data.importing.decoding import EndlessRow, cut
from data.importing.delimited import Delimited, how_delimited
from data.importing.files import IN_FOLDERS, FileKind, Offered, offered_at
from data.importing.parquet_tables import group_sizes, parquet_table
from data.importing.spark.places import Stored
from data.importing.tables import Table
from data.messages import both


@dataclass(frozen=True)
class Unit:
    """What is read at once. start, end: bytes of a text file, or the row group (start) of a parquet file.

    It begins where the reading of one machine begins a piece: what a stray quote does to the rows after it is the same.
    """

    table: int
    start: int
    end: int
    is_first: bool


@dataclass(frozen=True)
class Surveyed:
    """A file as it was found. head: its first rows; written: how, if it is text; cuts: start and end of its units."""

    file: Offered
    head: list[tuple[str, ...]]
    written: Delimited | None
    cuts: list[tuple[int, int]]

    @property
    def table(self) -> Table:
        """To be recognised by its first rows; the rows below come from ``units``."""
        return Table(self.file.name, self.head, lambda _rows, _width: iter(()), self.file.byte_count)


def survey(place: Stored, name: str) -> Surveyed:
    """Look at the file. Raises: FileProblem; OSError when it is no longer there."""
    file = offered_at(place, name, is_limited=False)
    if file.kind not in IN_FOLDERS:
        raise UnreadableFile(file=name, detail=both("detail.not_for_many"))
    if file.kind is FileKind.PARQUET:
        file = replace(file, digest=file.sha256)
        sizes = group_sizes(file)
        return Surveyed(file, parquet_table(file).head, None, [(at, at + 1) for at in range(len(sizes))])
    written = how_delimited(file)
    if written.encoding.is_wide:
        # where its rows end is known only by decoding all that stands before
        return Surveyed(replace(file, digest=file.sha256), written.head, written, [(written.encoding.mark, place.size)])
    digest, cuts = _cuts(file, written)
    return Surveyed(replace(file, digest=digest), written.head, written, cuts)


def _cuts(file: Offered, written: Delimited) -> tuple[str, list[tuple[int, int]]]:
    """SHA-256 and where the pieces of one machine begin and end, in one reading."""
    digest, at, cuts = hashlib.sha256(), written.encoding.mark, []
    with file.where.open("rb") as stream:
        digest.update(stream.read(at))
    try:
        for piece in cut(file.where, at):
            digest.update(piece)
            cuts.append((at, at + len(piece)))
            at += len(piece)
    except EndlessRow as wrong:
        raise UnreadableFile(file=file.name, detail=both("detail.no_rows")) from wrong
    return digest.hexdigest(), cuts
