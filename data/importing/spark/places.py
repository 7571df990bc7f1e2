"""Files where they lie: a path of this machine or an address such as ``s3://bucket/folder``, ``hdfs://...``.

Opened through Arrow's file systems, which every machine of a cluster has with the product; no jar is needed. Options
and ways to sign in are Arrow's: ``s3://bucket/folder?endpoint_override=host:9000&scheme=http``, AWS_ACCESS_KEY_ID ...
"""

import re
import string
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal, cast
from urllib.parse import quote, unquote, urlsplit

import pyarrow as pa
from pyarrow import fs

from data.errors import NotAFile, UnreadableFile
from data.importing.files import is_hidden
from data.messages import both

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(frozen=True)
class Stored:
    """A file of a file system that Arrow knows. root: address of the file system, "" for this machine's. changed_ns:
    when it was last changed, as far as is known.
    """

    root: str
    path: str
    size: int
    changed_ns: int = 0

    @property
    def name(self) -> str:
        """Without its folder."""
        return PurePosixPath(self.path).name

    @property
    def st_size(self) -> int:
        """Bytes."""
        return self.size

    def is_file(self) -> bool:
        """It was one when it was found."""
        return True

    def stat(self) -> "Stored":
        """Its size."""
        return self

    def is_as_found(self) -> bool:
        """Still there, as large and as old as it was. Raises: OSError."""
        now = _system(self.root)[0].get_file_info(self.path)
        return now.type is fs.FileType.File and _stored(self.root, now) == self

    def open(self, mode: Literal["rb"]) -> BinaryIO:
        """Its bytes. Raises: OSError."""
        return cast(BinaryIO, _system(self.root)[0].open_input_file(self.path))


@dataclass(frozen=True)
class Found:
    """What lies at an address. inner: name in the folder -> file; a file that stands for itself has its own name."""

    name: str
    is_folder: bool
    inner: dict[str, Stored]


def is_address(path: str) -> bool:
    """Not a path of this machine."""
    return _ADDRESS.match(path) is not None


def name_of(address: str) -> str:
    """What the file or folder is called: NFC, without what else an address says."""
    if is_address(address):
        told = urlsplit(address)
        # a bucket's own name, never who signs in to it
        path = unquote(told.path).rstrip("/") or told.hostname or ""
    else:
        path = str(Path(address).absolute())
    return unicodedata.normalize("NFC", PurePosixPath(path).name)


def find(address: str) -> Found:
    """The file, or the files of the folder and the folders in it. Raises: NotAFile, UnreadableFile."""
    root = address if is_address(address) else ""
    name = name_of(address)
    try:
        system, path = _system(root, address)
        there = system.get_file_info(path)
        if there.type is fs.FileType.File:
            return Found(name, False, {name: _stored(root, there)})
        listed = (
            system.get_file_info(fs.FileSelector(path, recursive=True)) if there.type is fs.FileType.Directory else []
        )
    except (OSError, ValueError, pa.ArrowException) as wrong:
        raise UnreadableFile(file=name, detail=both("detail.place_unreachable")) from wrong
    start = f"{path.rstrip('/')}/"
    files = sorted((each.path.removeprefix(start), each) for each in listed if each.type is fs.FileType.File)
    inner = {
        unicodedata.normalize("NFC", inside): _stored(root, each) for inside, each in files if not is_hidden(inside)
    }
    if not inner:
        raise NotAFile(file=name or address)
    return Found(name, True, inner)


def _stored(root: str, info: Any) -> Stored:
    return Stored(root, info.path, info.size, info.mtime_ns or 0)


@cache
def _by_root(root: str) -> tuple[Any, str]:
    # s3a is Hadoop's name for the same thing; an address is plain ASCII, what people type is not
    address = quote(re.sub(r"^s3[an]://", "s3://", root), safe=string.punctuation)
    return cast(tuple[Any, str], fs.FileSystem.from_uri(address))


def _system(root: str, path: str = "") -> tuple[Any, str]:
    return _by_root(root) if root else (_local(), Path(path).absolute().as_posix() if path else "")


@cache
def _local() -> Any:
    return fs.LocalFileSystem()
