"""A backup put in the store's place. The store that was there stays whole until the new one is, and is kept beside."""

import contextlib
import datetime as dt
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from dataclasses import replace as replaced
from itertools import chain, count
from pathlib import Path

from sqlalchemy import func, select, update

from data import audit
from data.backing_up import back_up, server_address
from data.checking import check
from data.codes import Action
from data.errors import BackupUnfit, RestoreRefused, StoreBroken, StoreBusy, StoreHeld
from data.holding import holders
from data.journal import timed
from data.messages import Words, both
from data.migrations import bring_up_to_date, is_up_to_date, revision
from data.models import metadata
from data.store import forget_connections, reading, sqlite_path, store_url, words_for, writing

#: How long to wait for an import that is under way.
WAIT_S = 30
#: The pages are copied in so many steps, so that the first is never the last: see ``_copied_over``.
STEPS = 20
DAMAGED = ".damaged"


@dataclass(frozen=True)
class Verified:
    """What a backup holds. revision: shape it was written in, before it was brought up to date. last_import_at: ISO,
    "" for none. seconds: how long it took.
    """

    file: str
    byte_count: int
    revision: str
    imports: int
    last_import_at: str
    seconds: float


@dataclass(frozen=True)
class Restored:
    """A backup that is now the store. kept: where the former store lies, None when there was none. logged: rows of the
    former store's log that the backup had not, and have been brought along; rights: how many of them are about rights,
    which are those of the backup again. seal: of the last row of the former log.
    """

    backup: Verified
    store: Path
    kept: Path | None
    logged: int = 0
    rights: int = 0
    seal: str = ""


def verify(file: Path, url: str | None = None) -> Verified:
    """Try a backup on a copy: sound, not newer than this program, brought up to date, ``check`` finds nothing.

    Nothing is changed. Raises: RestoreRefused (no such file), BackupUnfit (``check`` finds something), StoreBroken,
    StoreNewer, StoreFull.
    """
    began = time.monotonic()
    store = _store_file(file, url)
    with timed("verify_backup", url=url, file=file.name), _tried(file, store) as (_copy, found):
        return replaced(found, seconds=_since(began))


def restore(file: Path, url: str | None = None, *, replace: bool = False, wait_s: float = WAIT_S) -> Restored:
    """Put a backup in the store's place, tried first as by ``verify``. replace: where a store is.

    Readers go on reading meanwhile: they see the one or the other, never a mixture. No import is lost between the copy
    that is kept of the former store and the change: the writer's lock is held from before the one until after the
    other.

    Raises: as ``verify``; RestoreRefused without replace, StoreBusy (StoreHeld where it is known who) when another
    program writes all the time, StoreReadOnly.
    """
    began = time.monotonic()
    store = _store_file(file, url)
    with timed("restore", url=url, file=file.name) as told:
        if store.exists() and not replace:
            raise RestoreRefused(file=str(file), why=both("detail.restore_exists", store=store))
        with _tried(file, store) as (copy, found):
            kept = _put_in_place(copy, store, wait_s)
        forget_connections()
        former = _log_of(kept)
        brought = _go_on(store, kept, former)
        told["kept"], told["log_rows"] = kept.name if kept else "", len(brought)
    rights = sum(one.action in (Action.GRANT, Action.REVOKE) for one in brought)
    seal = former[-1][0] if former else ""
    return Restored(replaced(found, seconds=_since(began)), store, kept, len(brought), rights, seal)


def _store_file(file: Path, url: str | None) -> Path:
    store = sqlite_path(store_url(url))
    if store is None:
        raise RestoreRefused(
            file=str(file), why=both("detail.restore_no_file", file=file, address=server_address(store_url(url)))
        )
    if not file.is_file():
        raise RestoreRefused(file=str(file), why=both("detail.restore_no_backup"))
    if store.exists() and file.samefile(store):
        raise RestoreRefused(file=str(file), why=both("detail.restore_is_store"))
    return store


@contextmanager
def _tried(file: Path, store: Path) -> Iterator[tuple[Path, Verified]]:
    """A sound copy of the backup in this program's shape, beside the store, and what it holds."""
    store.parent.mkdir(parents=True, exist_ok=True)
    with words_for(f"sqlite:///{store}"), tempfile.TemporaryDirectory(prefix=".restoring-", dir=store.parent) as folder:
        copy = Path(folder) / "markets.sqlite"
        address = f"sqlite:///{copy}"
        with words_for(f"sqlite:///{file}"):
            _copy(file, copy)
        shape = _shape(copy, file)
        bring_up_to_date(address)
        differences = check(address)
        if differences:
            first = Words(differences[0], check(address, "en")[0])
            raise BackupUnfit(file=str(file), count=len(differences), first=first)
        number, last = _held(address)
        forget_connections()
        with closing(sqlite3.connect(copy)) as raw:
            raw.execute("PRAGMA journal_mode = DELETE")
        with copy.open("rb+") as written:
            os.fsync(written.fileno())
        yield copy, Verified(str(file), file.stat().st_size, shape, number, last, 0.0)


def _copy(file: Path, copy: Path) -> None:
    """Page by page through SQLite, a journal beside the backup included; sound at the end."""
    address = f"file:{file.resolve().as_posix()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        if target.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise StoreBroken(store=str(file), detail=both("detail.store_damaged"))


def _shape(copy: Path, file: Path) -> str:
    """Raises: StoreNewer, StoreBroken for a database of something else."""
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{copy}")
    try:
        with engine.connect() as connection:
            found = revision(connection)
            if found is None:
                raise StoreBroken(store=str(file), detail=both("detail.store_of_others"))
            is_up_to_date(connection)
            return found
    finally:
        engine.dispose()


def _held(address: str) -> tuple[int, str]:
    """How many imports are kept, and when the last of them was."""
    imports = metadata.tables["import"]
    with reading(address) as connection:
        kept = select(func.count(), func.max(imports.c.finished_at)).where(imports.c.status == "kept")
        number, last = connection.execute(kept).one()
    return int(number), str(last or "")


def _put_in_place(copy: Path, store: Path, wait_s: float) -> Path | None:
    """Returns: where the former store lies now."""
    if not store.exists():
        _without_journal(store)
        copy.replace(store)
        return None
    kept = _free_name(store)
    try:
        with words_for(f"sqlite:///{store}"):
            _copied_over(copy, store, kept, wait_s)
    except StoreBroken:
        # what is no sound store can neither be copied nor be written into: it is moved aside as it is
        kept = kept.with_suffix(DAMAGED)
        _moved_aside(store, kept)
        copy.replace(store)
    return kept


def _free_name(store: Path) -> Path:
    """Of this second, and of no file that is there: two restores in one second keep two former stores."""
    base = f"{store.stem}-before-{dt.datetime.now():%Y%m%dT%H%M%S}"
    names = chain([base], (f"{base}-{number}" for number in count(2)))
    free = (name for name in names if not any(store.with_name(name + end).exists() for end in (store.suffix, DAMAGED)))
    return store.with_name(next(free) + store.suffix)


def _copied_over(copy: Path, store: Path, kept: Path, wait_s: float) -> None:
    """All pages in one transaction of SQLite's own backup: whole or not at all, also when the power fails.

    After the first step the writer's lock is held, so the copy that is made then of the former store is its last state.
    """
    gives_up = time.monotonic() + wait_s
    is_kept = False

    def between(status: int, _left: int, _total: int) -> None:
        nonlocal is_kept
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() > gives_up:
                raise _held_by(store)
        elif not is_kept:
            back_up(kept, f"sqlite:///{store}", is_noted=False)
            is_kept = True

    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(store, timeout=wait_s)) as target:
        pages = int(source.execute("PRAGMA page_count").fetchone()[0])
        try:
            target.execute("PRAGMA journal_mode = WAL")
            target.execute("PRAGMA synchronous = FULL")
            source.backup(target, pages=max(1, pages // STEPS), progress=between, sleep=0.1)
        except BaseException as wrong:
            # the store is what it was, so the copy of it says nothing new
            kept.unlink(missing_ok=True)
            if not isinstance(wrong, sqlite3.OperationalError):
                raise
            if (wrong.sqlite_errorcode or 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise _held_by(store) from wrong
            raise
    if not is_kept:
        raise AssertionError("the former store was not kept")


def _go_on(store: Path, kept: Path | None, log: Sequence[tuple[str, audit.Entry]]) -> list[audit.Entry]:
    """A version that no state of the former store had, so that nothing shown of it is taken for what is there now; and
    the former store's log goes on. Returns: the rows that were brought.
    """
    state = metadata.tables["store_state"]
    former = 0
    if kept is not None and kept.suffix != DAMAGED:
        # not by ``reading``, which would bring it up to date
        with closing(sqlite3.connect(kept)) as raw:
            former = int(raw.execute("SELECT version FROM store_state").fetchone()[0])
    with writing(f"sqlite:///{store}") as connection:
        if former:
            connection.execute(update(state).where(state.c.version < former).values(version=former))
        brought = audit.carry_over(connection, log)
    forget_connections()
    return brought


def _log_of(kept: Path | None) -> list[tuple[str, audit.Entry]]:
    """Rows of the log of the former store, as many as can be read of a damaged one; none of one that had no log yet."""
    found: list[tuple[str, audit.Entry]] = []
    if kept is None:
        return found
    names = ", ".join(audit.SAID)
    with contextlib.suppress(sqlite3.DatabaseError), closing(sqlite3.connect(kept)) as raw:
        for seal, *said in raw.execute(f"SELECT seal, {names} FROM audit ORDER BY audit_id"):
            found.append((str(seal), audit.Entry(*map(str, said))))
    return found


def _held_by(store: Path) -> StoreBusy:
    by = ", ".join(holders(store))
    return StoreHeld(store=str(store), by=by) if by else StoreBusy(store=str(store))


def _moved_aside(store: Path, kept: Path) -> None:
    forget_connections()
    for end in ("", "-wal", "-shm"):
        part = store.with_name(f"{store.name}{end}")
        if part.exists():
            part.replace(kept.with_name(f"{kept.name}{end}"))


def _without_journal(store: Path) -> None:
    """A journal without its store belongs to one that was taken away: it must not be played into another."""
    for end in ("-wal", "-shm"):
        store.with_name(f"{store.name}{end}").unlink(missing_ok=True)


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)
