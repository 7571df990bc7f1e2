"""What a database driver complains of, as an error with a sentence of ours."""

import sqlite3

from data.errors import JangteoError, StoreBroken, StoreBusy, StoreFull, StoreReadOnly, StoreUnreachable
from data.messages import both


def translated(wrong: BaseException, store: str) -> JangteoError | None:
    """By SQLite's primary result code; of another engine only that it does not answer. None for a complaint about our
    own SQL: a bug."""
    code = getattr(wrong, "sqlite_errorcode", None)
    if code is None:
        return StoreUnreachable(store=store) if "connect" in str(wrong) else None
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(store=store)
        case sqlite3.SQLITE_FULL:
            return StoreFull(store=store)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return StoreReadOnly(store=store)
        case sqlite3.SQLITE_CORRUPT:
            return StoreBroken(store=store, detail=both("detail.store_damaged"))
        case sqlite3.SQLITE_NOTADB:
            return StoreBroken(store=store, detail=both("detail.store_no_database"))
        case sqlite3.SQLITE_IOERR:
            return StoreBroken(store=store, detail=both("detail.store_disk"))
    return None
