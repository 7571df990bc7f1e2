"""Whether the dashboard could go on working, and what somebody should see to."""

import datetime as dt
import shutil
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.engine import make_url

from data.backing_up import LastBackup, last_backup, server_address
from data.codes import ImportStatus
from data.engines import way
from data.errors import JangteoError
from data.messages import messages, say, say_error
from data.migrations import HEAD, revision
from data.models import metadata
from data.sources import source_named
from data.store import reading, sqlite_path, store_url

#: A backup older than this is worth a sentence.
BACKUP_DAYS = 8
#: Refused files of so many days are listed, the newest first and no more than so many.
REFUSED_DAYS, REFUSED_TOLD = 30, 20
#: A file that comes once a month is overdue once a second one is missing as well.
PERIODS = 2
#: Our own forms say how often they come; of official files the editions at hand tell.
GRAINS = {"day": 31, "month": 31, "quarter": 92, "year": 366}
_IMPORT = metadata.tables["import"]


@dataclass(frozen=True)
class SourceState:
    """When files of one kind last came in. every_days: how often they come, None = cannot tell yet. due_on: ISO."""

    source: str
    title_ko: str
    title_en: str
    last_import_at: str
    edition: str
    every_days: int | None
    due_on: str
    is_overdue: bool


@dataclass(frozen=True)
class RefusedFile:
    """A file that was not kept, with its reason in both languages."""

    import_id: int
    file: str
    at: str
    why_ko: str
    why_en: str


@dataclass(frozen=True)
class Health:
    """problems: sentences (Korean, English) about what stops the work; notes: what should be seen to. integrity: "ok",
    "damaged", or "" where it was not asked.
    """

    store: str
    is_reachable: bool
    revision: str
    known_revision: str
    version: int
    byte_count: int
    journal_byte_count: int
    integrity: str
    integrity_seconds: float
    disk_free_byte_count: int
    last_backup: LastBackup | None
    sources: tuple[SourceState, ...]
    refused: tuple[RefusedFile, ...]
    problems: tuple[tuple[str, str], ...]
    notes: tuple[tuple[str, str], ...]

    @property
    def is_well(self) -> bool:
        """Nothing stops the work."""
        return not self.problems

    def as_json(self, lang: str = "ko") -> dict[str, Any]:
        """The object of ``health --json``, its sentences in that language."""
        told = asdict(self)
        at = 1 if lang == "en" else 0
        for kind in ("problems", "notes"):
            told[kind] = [both[at] for both in told[kind]]
        return {"status": "ok" if self.is_well else "failed", **told}


def health(url: str | None = None, *, is_thorough: bool = True, today: dt.date | None = None) -> Health:
    """Ask everything; never raises for a store in a bad way. is_thorough: let SQLite look through the file (its
    ``quick_check``: a second for 500 MB). Raises: StoreAddressWrong.
    """
    address = store_url(url)
    path = sqlite_path(address)
    day = today or dt.datetime.now(dt.UTC).date()
    problems: list[tuple[str, str]] = []
    found: dict[str, Any] = {"is_reachable": False, "revision": "", "version": -1, "sources": (), "refused": ()}
    found |= {"integrity": "", "integrity_seconds": 0.0}
    try:
        with reading(address) as connection:
            found |= _told_by(connection, day, is_thorough)
    except JangteoError as wrong:
        problems.append((say_error(wrong, "ko"), say_error(wrong, "en")))
    if found["integrity"] == "damaged":
        problems.append(_both("health.damaged"))
    size, journal, free = _sizes(path)
    size = size or found.pop("byte_count", 0)
    found.pop("byte_count", None)
    if path is not None and free < size + journal:
        problems.append(_both("health.disk", free_mb=f"{free / 1e6:,.0f}", size_mb=f"{(size + journal) / 1e6:,.0f}"))
    backup = last_backup(address)
    notes = [*_about_backup(backup, day, path, address), *_about_sources(found["sources"])]
    return Health(
        store=make_url(address).render_as_string(hide_password=True), known_revision=HEAD, byte_count=size,
        journal_byte_count=journal, disk_free_byte_count=free, last_backup=backup, problems=tuple(problems),
        notes=tuple(notes), **found,
    )  # fmt: skip


def _both(key: str, **fields: object) -> tuple[str, str]:
    return say(key, "ko", **fields), say(key, "en", **fields)


def _told_by(connection: Connection, day: dt.date, is_thorough: bool) -> dict[str, Any]:
    state = metadata.tables["store_state"]
    began = time.monotonic()
    integrity = way(connection).integrity(connection) if is_thorough else ""
    took = round(time.monotonic() - began, 3)
    if integrity == "damaged":
        return {"is_reachable": True, "integrity": integrity, "integrity_seconds": took}
    return {
        "is_reachable": True,
        "byte_count": way(connection).byte_count(connection),
        "revision": revision(connection) or "",
        "version": int(connection.execute(select(state.c.version)).scalar_one()),
        "integrity": integrity,
        "integrity_seconds": took,
        "sources": tuple(_sources(connection, day)),
        "refused": tuple(_refused(connection, day)),
    }


def _sizes(path: Path | None) -> tuple[int, int, int]:
    """Bytes of the store, of its journal, and free beside them."""
    if path is None:
        return 0, 0, 0
    journal = path.with_name(f"{path.name}-wal")
    place = next(folder for folder in path.resolve().parents if folder.is_dir())
    sizes = [each.stat().st_size if each.is_file() else 0 for each in (path, journal)]
    return sizes[0], sizes[1], shutil.disk_usage(place).free


def _sources(connection: Connection, day: dt.date) -> list[SourceState]:
    asked = select(_IMPORT.c.source, _IMPORT.c.edition, _IMPORT.c.finished_at)
    asked = asked.where(_IMPORT.c.status == ImportStatus.KEPT, _IMPORT.c.is_example == 0)
    came: dict[str, list[tuple[str, str]]] = {}
    for source, edition, finished_at in connection.execute(asked.order_by(_IMPORT.c.source, _IMPORT.c.import_id)):
        came.setdefault(source, []).append((str(edition), str(finished_at or "")))
    return [_state(source, times, day) for source, times in came.items()]


def _state(name: str, came: Sequence[tuple[str, str]], day: dt.date) -> SourceState:
    source = source_named(name)
    days = sorted({read for edition, _ in came if (read := _day(edition)) is not None})
    every = GRAINS.get(str(source.options.get("grain", ""))) if source else None
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    if every is None and len(gaps) >= 2:
        every = max(1, round(statistics.median(gaps)))
    due = days[-1] + dt.timedelta(days=PERIODS * every) if days and every else None
    return SourceState(
        source=name, title_ko=source.title_ko if source else name, title_en=source.title_en if source else name,
        last_import_at=max(at for _, at in came), edition=max(edition for edition, _ in came), every_days=every,
        due_on=due.isoformat() if due else "", is_overdue=due is not None and day > due,
    )  # fmt: skip


def _day(edition: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(edition)
    except ValueError:
        return None


def _refused(connection: Connection, day: dt.date) -> list[RefusedFile]:
    import json

    from data.importing.history import from_json

    since = (day - dt.timedelta(days=REFUSED_DAYS)).isoformat()
    asked = select(_IMPORT.c.import_id, _IMPORT.c.file_name, _IMPORT.c.started_at, _IMPORT.c.note)
    asked = asked.where(_IMPORT.c.status == ImportStatus.REFUSED, _IMPORT.c.started_at >= since)
    told = []
    for number, file, at, note in connection.execute(asked.order_by(_IMPORT.c.import_id.desc()).limit(REFUSED_TOLD)):
        kept = json.loads(note or "{}")
        key, fields = str(kept.get("key", "")), from_json(json.dumps(kept.get("fields", {})))
        why = _both(key, **fields) if key in messages() else ("", "")
        told.append(RefusedFile(int(number), str(file), str(at), *why))
    return told


def _about_backup(backup: LastBackup | None, day: dt.date, path: Path | None, address: str) -> list[tuple[str, str]]:
    if path is None:
        return [_both("health.on_server", address=server_address(address))]
    if backup is None:
        return [_both("health.no_backup")]
    age = (day - dt.datetime.fromisoformat(backup.at).date()).days
    notes = [_both("health.old_backup", days=age)] if age > BACKUP_DAYS else []
    return notes if backup.is_there else [*notes, _both("health.backup_gone", file=backup.file)]


def _about_sources(states: Sequence[SourceState]) -> list[tuple[str, str]]:
    return [
        (
            say("health.overdue", "ko", title=each.title_ko, edition=each.edition, due=each.due_on),
            say("health.overdue", "en", title=each.title_en, edition=each.edition, due=each.due_on),
        )
        for each in states
        if each.is_overdue
    ]
