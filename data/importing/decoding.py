"""Bytes of a text file to UTF-8, piece by piece, cut between rows.

Order: byte order mark, UTF-16, strict UTF-8, strict cp949 (right for 33 of 40 real files that are not UTF-8), strict
johab (the older Korean code; of 485 cp949 files with a broken byte none was taken for it). When nothing fits strictly,
the one of UTF-8 and cp949 with fewer broken characters is taken. Each character that is broken after all becomes
U+FFFD, so that the reader refuses those rows one by one and not the file.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data.importing.files import Place

PIECE_BYTES = 4_000_000
LONGEST_ROW_BYTES = 64_000_000
BROKEN = "\ufffd"
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class EndlessRow(ValueError):
    """So many bytes without a line end: no table of text."""


#: By chance a few letters of cp949 read as UTF-8; so many bytes never do.
TELLING_BYTES = 16


@dataclass(frozen=True)
class Encoding:
    """How the bytes are to be read. mark: length of the byte order mark."""

    name: str
    mark: int = 0

    @property
    def is_wide(self) -> bool:
        """UTF-16, whose line ends are not those of bytes."""
        return self.name.startswith("utf-16")


def encoding_of(path: Place) -> Encoding:
    """Look as far as the first letters that tell: a cp949 file may be plain ASCII for its first megabytes."""
    with path.open("rb") as file:
        start = file.read(4096)
    for mark, name in MARKS:
        if start.startswith(mark):
            return Encoding(name, len(mark))
    if wide := _utf16_without_mark(start):
        return Encoding(wide)
    name = "utf-8"
    for piece in cut(path, 0):
        if not piece.isascii():
            name = _name_of(piece)
            if int((np.frombuffer(piece, dtype=np.uint8) > 127).sum()) >= TELLING_BYTES:
                break
    return Encoding(name)


def _name_of(piece: bytes) -> str:
    if is_utf8(piece):
        return "utf-8"
    for name in ("cp949", "johab"):
        try:
            piece.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return min(("cp949", "utf-8"), key=lambda name: piece.decode(name, errors="replace").count(BROKEN))


def _utf16_without_mark(start: bytes) -> str:
    """Commas, digits and line ends of a UTF-16 table have a zero byte on one side only."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if max(even, odd) < len(start) // 20 or max(even, odd) < 2:
        return ""
    return "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else ""


def is_utf8(piece: bytes) -> bool:
    """Whether every byte fits. Ten times as fast as ``bytes.decode``, which also builds the text."""
    ends = pa.py_buffer(np.array([0, len(piece)], dtype=np.int32))
    try:
        pa.StringArray.from_buffers(1, ends, pa.py_buffer(piece)).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def pieces(path: Place, encoding: Encoding) -> Iterator[tuple[bytes, int]]:
    """UTF-8 pieces of about 4 MB that end with a row, and how many bytes of the file were read until then."""
    if encoding.is_wide:
        yield from _wide_pieces(path, encoding)
        return
    done = encoding.mark
    for piece in cut(path, encoding.mark):
        done += len(piece)
        yield as_utf8(piece, encoding), done


def as_utf8(piece: bytes, encoding: Encoding) -> bytes:
    """A piece of the file (not of one in UTF-16) as UTF-8; what is broken becomes U+FFFD."""
    if encoding.name == "utf-8" and is_utf8(piece):
        return piece
    return piece.decode(encoding.name, errors="replace").encode("utf-8")


def cut(path: Place, skip: int) -> Iterator[bytes]:
    """Pieces cut at a line end outside quotes. In cp949 and johab no second byte is a line end, a comma or a
    quote."""
    with path.open("rb") as file:
        file.seek(skip)
        rest = b""
        while more := file.read(PIECE_BYTES):
            piece = rest + more
            end = row_end(piece)
            rest = _within_reason(piece[end:])
            if end:
                yield piece[:end]
        if rest:
            yield rest


def _within_reason(rest: bytes) -> bytes:
    if len(rest) > LONGEST_ROW_BYTES:
        raise EndlessRow
    return rest


def row_end(piece: bytes) -> int:
    """Where the last whole row of the piece ends; 0 when there is no line end in it.

    A line end after an odd number of quotes lies inside a cell. Should every line end look so (a stray quote, as
    in 5"), quotes are taken for plain characters.
    """
    # a \r at the very end may be half of a \r\n
    last = piece.rfind(b"\n") + 1 or piece.rfind(b"\r", 0, len(piece) - 1) + 1
    if not last or piece.count(b'"', 0, last) % 2 == 0:
        return last
    end = last
    quotes_after = 0
    while end > 0:
        before = piece.rfind(b"\n", 0, end - 1) + 1
        quotes_after += piece.count(b'"', before, end)
        if quotes_after % 2 == 1 and before:
            return before
        end = before
    return last


def _wide_pieces(path: Place, encoding: Encoding) -> Iterator[tuple[bytes, int]]:
    decoder = codecs.getincrementaldecoder(encoding.name)(errors="replace")
    with path.open("rb") as file:
        file.seek(encoding.mark)
        done, rest = encoding.mark, b""
        while more := file.read(PIECE_BYTES):
            done += len(more)
            piece = rest + decoder.decode(more).encode("utf-8", errors="replace")
            end = row_end(piece)
            rest = _within_reason(piece[end:])
            if end:
                yield piece[:end], done
        rest += decoder.decode(b"", final=True).encode("utf-8")
        if rest:
            yield rest, done
