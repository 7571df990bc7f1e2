"""A copy of the whole store, taken while others read and write it."""

import contextlib
import datetime as dt
import json
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from data.errors import BackupRefused, StoreBroken, StoreMissing
from data.journal import timed
from data.messages import both
from data.store import sqlite_path, store_url, words_for

#: Beside the store: when and where it was last copied. A restored store does not forget it.
NOTE = ".copied.json"
NAME = "jangteo-{:%Y%m%dT%H%M%S}.sqlite"
NAMES = "jangteo-????????T??????.sqlite"


@dataclass(frozen=True)
class LastBackup:
    """The last backup of this store. at: ISO 8601, UTC. is_there: the file is still where it was put."""

    at: str
    file: str
    byte_count: int
    is_there: bool


def back_up(file: Path, url: str | None = None, *, replace: bool = False, is_noted: bool = True) -> int:
    """Copy the store into a file that appears only once it is whole and sound. replace: over one that is there.
    is_noted: it counts as the last backup.

    In one step of SQLite's backup: never by reading the live file, whose locks that would drop. Returns: bytes written.
    Raises: BackupRefused, StoreMissing, StoreBroken, StoreFull, StoreReadOnly.
    """
    if not is_noted:
        return _back_up(file, url, replace)
    with timed("backup", url=url, file=file.name) as told:
        told["byte_count"] = _back_up(file, url, replace)
    _note(file, url, told["byte_count"])
    return int(told["byte_count"])


def back_up_into(folder: Path, url: str | None = None, *, keep: int = 0) -> tuple[Path, int]:
    """A backup named by its second into a folder; of its like the newest ``keep`` stay (0 = all), others are deleted
    once the new one is whole. Returns: the file and its bytes. Raises: as ``back_up``.
    """
    file = folder / NAME.format(dt.datetime.now())
    size = back_up(file, url)
    for old in sorted(folder.glob(NAMES))[:-keep] if keep else ():
        old.unlink(missing_ok=True)
    return file, size


def last_backup(url: str | None = None) -> LastBackup | None:
    """None when none is known. Raises: StoreAddressWrong."""
    store = sqlite_path(store_url(url))
    if store is None:
        return None
    try:
        told = json.loads(store.with_name(f"{store.name}{NOTE}").read_text("utf-8"))
        return LastBackup(told["at"], told["file"], int(told["byte_count"]), Path(told["file"]).is_file())
    except (OSError, ValueError, KeyError, TypeError):
        return None


def server_address(address: str) -> str:
    """What the programs of PostgreSQL take for that store, without its password: they ask for it."""
    told = make_url(address)
    shown = URL.create("postgresql", told.username, host=told.host, port=told.port, database=told.database)
    return shown.render_as_string(hide_password=False)


def _note(file: Path, url: str | None, size: int) -> None:
    """A backup counts where no note of it can be written, too."""
    store = sqlite_path(store_url(url))
    told = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "file": str(file.resolve()),
        "byte_count": size,
    }
    if store is not None:
        half = store.with_name(f".{store.name}{NOTE}.part")
        with contextlib.suppress(OSError):
            half.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
            half.replace(store.with_name(f"{store.name}{NOTE}"))


def _back_up(file: Path, url: str | None, replace: bool) -> int:
    address = store_url(url)
    store = sqlite_path(address)
    if store is None:
        raise BackupRefused(
            file=str(file), why=both("detail.backup_no_file", file=file, address=server_address(address))
        )
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
