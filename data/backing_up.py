"""A copy of the whole store, taken while others read and write it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from data.errors import BackupRefused, StoreBroken, StoreMissing
from data.messages import both
from data.store import sqlite_path, store_url, words_for


def back_up(file: Path, url: str | None = None, *, replace: bool = False) -> int:
    """Copy the store into a file that appears only once it is whole and sound. replace: over one that is there.

    In one step of SQLite's backup: never by reading the live file, whose locks that would drop. Returns: bytes written.
    Raises: BackupRefused, StoreMissing, StoreBroken, StoreFull, StoreReadOnly.
    """
    address = store_url(url)
    store = sqlite_path(address)
    if store is None:
        raise BackupRefused(file=str(file), why=both("detail.backup_no_file"))
    _check_target(file, store, replace)
    if not store.is_file():
        raise StoreMissing(store=str(store))
    half = file.with_name(f".{file.name}.part")
    with words_for(address):
        try:
            _copy(store, half)
            half.replace(file)
        finally:
            half.unlink(missing_ok=True)
    return file.stat().st_size


def _check_target(file: Path, store: Path, replace: bool) -> None:
    """Raises: BackupRefused for a target that would lose something or cannot be."""
    if file.is_dir():
        raise BackupRefused(file=str(file), why=both("detail.backup_is_folder"))
    if file.resolve() == store.resolve():
        raise BackupRefused(file=str(file), why=both("detail.backup_is_store"))
    if not file.parent.is_dir():
        raise BackupRefused(file=str(file), why=both("detail.backup_no_folder", folder=file.parent))
    if file.exists() and not replace:
        raise BackupRefused(file=str(file), why=both("detail.backup_exists"))


def _copy(store: Path, half: Path) -> None:
    half.unlink(missing_ok=True)
    address = f"file:{store.resolve().as_posix()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(half)) as target:
        source.backup(target)
        # the copy is one file: no journal beside it that could be forgotten
        target.execute("PRAGMA journal_mode = DELETE")
        said = target.execute("PRAGMA integrity_check").fetchone()[0]
    if said != "ok":
        raise StoreBroken(store=str(store), detail=both("detail.store_damaged"))
    with half.open("rb+") as written:
        os.fsync(written.fileno())
