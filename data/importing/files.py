"""What was put in: is it a file (or a folder of them), how large, what sort, which name."""

import codecs
import hashlib
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from data.errors import ArchiveTooDense, EmptyFile, FileProblem, FileTooLarge, NotAFile, UnreadableFile
from data.messages import both

#: Text is streamed, so only the time is limited; workbooks and JSON are held in memory whole.
LIMIT_MB = {"text": 2048, "parquet": 2048, "workbook": 200, "json": 300, "geopackage": 500}
#: A real xlsx unpacks to 5-20 times its size; a bomb to a thousand times.
DENSITY_LIMIT = 150
UNPACKED_LIMIT_MB = 1000
MEMBERS_LIMIT = 5000
#: Lists and objects of a JSON file, each about 100 bytes once read: 300 MB of "{}," would take 7 GB. A corner of a
#: shape is one and weighs 38 bytes in the file.
PARTS_LIMIT = 8_000_000
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MEGABYTE = 1024 * 1024


class FileKind(StrEnum):
    """Sort of file, told by its first bytes and never by its name."""

    TEXT = "text"
    ZIP = "zip"
    WORKBOOK = "workbook"
    JSON = "json"
    GEOPACKAGE = "geopackage"
    PARQUET = "parquet"
    FOLDER = "folder"


#: What the files of a folder may be: those that are read piece by piece.
IN_FOLDERS = (FileKind.TEXT, FileKind.PARQUET)


class Sized(Protocol):
    """What is known of a file without opening it."""

    @property
    def st_size(self) -> int:
        """Bytes."""


class Place(Protocol):
    """Where the bytes of a file are: a path of this machine, or an object of a store."""

    @property
    def name(self) -> str:
        """Without its folder."""

    def is_file(self) -> bool:
        """Whether there is one."""

    def stat(self) -> Sized:
        """Its size."""

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """Its bytes, anywhere in it."""


@dataclass(frozen=True)
class Offered:
    """A file that may be opened. name: NFC, without folder. parts: files of a folder, by name. place: where the bytes
    are when not at the path. digest: its SHA-256 where that is known already.
    """

    path: Path
    name: str
    byte_count: int
    kind: FileKind
    parts: tuple["Offered", ...] = ()
    place: Place | None = None
    digest: str = ""

    @property
    def where(self) -> Place:
        """Where its bytes are."""
        return self.place or self.path

    @cached_property
    def sha256(self) -> str:
        """Of the file's bytes, in hex; of a folder, of the names and bytes of its files."""
        if self.digest:
            return self.digest
        if self.kind is FileKind.FOLDER:
            return folder_digest({part.name: part.sha256 for part in self.parts})
        digest = hashlib.sha256()
        with self.where.open("rb") as file:
            while piece := file.read(MEGABYTE):
                digest.update(piece)
        return digest.hexdigest()


def folder_digest(files: dict[str, str]) -> str:
    """SHA-256 of a folder, in hex, from name and SHA-256 of each file: other names make another delivery."""
    told = "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


def offered(path: str | Path, file_name: str | None = None) -> Offered:
    """Look at a file, or a folder of files, from outside.

    Raises: NotAFile, EmptyFile, FileTooLarge, ArchiveTooDense, UnreadableFile.
    """
    place = Path(path)
    name = unicodedata.normalize("NFC", Path(file_name or place.name).name)
    try:
        return _folder(place, name) if place.is_dir() else offered_at(place, name, place)
    except ValueError as wrong:  # a NUL in the path
        raise UnreadableFile(file=name, detail=both("detail.no_permission")) from wrong


def offered_at(place: Place, name: str, path: Path | None = None, *, is_limited: bool = True) -> Offered:
    """Look at the file at that place. path: the same on this machine. is_limited: refuse what one machine is not asked
    to read. Raises: as ``offered``.
    """
    try:
        if not place.is_file():
            raise NotAFile(file=name or str(path))
        size = place.stat().st_size
        _check_size(name, size, "text", is_limited)
        kind = _kind(place, name)
        _check_size(name, size, "workbook" if kind is FileKind.ZIP else kind, is_limited)
        if kind is FileKind.ZIP and path:
            check_archive(path, name)
        if kind is FileKind.JSON and path:
            check_parts(path, name)
        return Offered(path or Path(name), name, size, kind, place=None if path else place)
    except (PermissionError, ValueError) as wrong:  # ValueError: a NUL in the path
        raise UnreadableFile(file=name, detail=both("detail.no_permission")) from wrong


def is_hidden(name: str) -> bool:
    """No data, by the custom of programs that write folders: it, or a folder it is in, begins with _ or a dot."""
    return any(part.startswith(("_", ".")) for part in name.split("/"))


def _folder(place: Path, name: str) -> Offered:
    """The text and parquet files of a folder and the folders in it, as one delivery."""
    found = sorted((each.relative_to(place).as_posix(), each) for each in place.rglob("*") if each.is_file())
    named = [(unicodedata.normalize("NFC", inner), each) for inner, each in found if not is_hidden(inner)]
    return folder_of(name, [_part(each, inner, name) for inner, each in named], place)


def _part(path: Path, inner: str, folder: str) -> Offered:
    """A file of a folder; what is wrong is told with the folder's name."""
    try:
        return offered_at(path, inner, path)
    except FileProblem as wrong:
        raise type(wrong)(**wrong.fields | {"file": f"{folder}/{inner}"}) from wrong


def folder_of(name: str, parts: list[Offered], path: Path) -> Offered:
    """One delivery of several files. Raises: NotAFile for none, UnreadableFile for one that is of no such kind,
    FileTooLarge."""
    if not parts:
        raise NotAFile(file=name)
    for part in parts:
        if part.kind not in IN_FOLDERS:
            raise UnreadableFile(file=f"{name}/{part.name}", detail=both("detail.not_in_a_folder"))
    size = sum(part.byte_count for part in parts)
    if all(part.place is None for part in parts):
        _check_size(name, size, "text", is_limited=True)
    return Offered(path, name, size, FileKind.FOLDER, tuple(parts))


def _check_size(name: str, size: int, kind: str, is_limited: bool) -> None:
    if size == 0:
        raise EmptyFile(file=name)
    if is_limited and size > LIMIT_MB[kind] * MEGABYTE:
        raise FileTooLarge(file=name, size_mb=f"{size // MEGABYTE:,}", limit_mb=f"{LIMIT_MB[kind]:,}")


def _kind(path: Place, name: str) -> FileKind:
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return FileKind.ZIP
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return FileKind.WORKBOOK
    if start.startswith(b"SQLite format 3") and start[68:70] == b"GP":
        return FileKind.GEOPACKAGE
    if start.startswith(b"PAR1"):
        return FileKind.PARQUET
    if start.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"SQLite format", b"GIF8", b"\x1f\x8b", b"HWP Document")
    ):
        raise UnreadableFile(file=name, detail=both("detail.not_a_table"))
    if _is_binary(start):
        raise UnreadableFile(file=name, detail=both("detail.not_a_table"))
    wide = start.startswith(_WIDE)
    text = start.decode("utf-16", errors="ignore").encode() if wide else start.removeprefix(codecs.BOM_UTF8)
    text = text.lstrip()
    if text[:1] in (b"{", b"["):
        return FileKind.JSON
    if text[:200].lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise UnreadableFile(file=name, detail=both("detail.web_page"))
    if not text.strip(b"\r\n\t \x00"):
        _refuse_if_blank(path, name)
    return FileKind.TEXT


def _is_binary(start: bytes) -> bool:
    """Control bytes that no Korean encoding of one or two bytes has; UTF-16 has them, but among many NUL bytes."""
    controls = sum(start.count(code) for code in (*range(1, 9), *range(14, 26), *range(28, 32)))
    return controls > len(start) * 0.02 and start.count(0) < len(start) * 0.05 and start[:2] not in _WIDE


def _refuse_if_blank(path: Place, name: str) -> None:
    """A file of nothing but spaces or NUL bytes (a download that never finished) is an empty file."""
    with path.open("rb") as file:
        while piece := file.read(MEGABYTE):
            if piece.strip(b"\r\n\t \x00"):
                return
    raise EmptyFile(file=name)


def check_parts(path: Path, name: str) -> None:
    """Refuse JSON that would take far more memory than it weighs, before it is read. Raises: UnreadableFile."""
    parts = 0
    with path.open("rb") as file:
        while piece := file.read(MEGABYTE):
            parts += piece.count(b"{") + piece.count(b"[")
    if parts > PARTS_LIMIT:
        raise UnreadableFile(file=name, detail=both("detail.too_many_parts", limit=f"{PARTS_LIMIT:,}"))


def check_archive(path: Path, name: str) -> None:
    """Refuse a zip that would unpack to far more than it weighs: by its directory, before anything is unpacked.

    Raises: UnreadableFile (cut off, or encrypted), ArchiveTooDense.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as wrong:
        raise UnreadableFile(file=name, detail=both("detail.cut_off")) from wrong
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile(file=name, detail=both("detail.encrypted"))
    unpacked = sum(member.file_size for member in members)
    packed = max(1, sum(member.compress_size for member in members))
    too_dense = unpacked > 20 * MEGABYTE and unpacked / packed > DENSITY_LIMIT
    if len(members) > MEMBERS_LIMIT or unpacked > UNPACKED_LIMIT_MB * MEGABYTE or too_dense:
        raise ArchiveTooDense(file=name)
