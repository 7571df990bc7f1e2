"""The log of what was done by whom: rows are added and never changed.

What happens in the store (imports, undo, rights) is written in the same transaction as what it tells of. What leaves it
(files, sign-ins) is written beside it: a store that cannot take the row now gets it with the next one, and the server's
log has it at once.
"""

import contextlib
import datetime as dt
import hashlib
import json
import logging
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from sqlalchemy import Connection, insert, select

from data import journal
from data.codes import Action, Role
from data.disclosure import LOCAL_OFFICER, Viewer
from data.errors import JangteoError, StoreMissing
from data.models import metadata
from data.store import reading, store_url, store_version, writing

#: A file that is taken away does not wait longer than this for another writer.
WAIT_S = 2
#: Rows that wait for a store that can be written; the server's log has them all.
MOST_WAITING = 1000
log = logging.getLogger("jangteo.audit")
_AUDIT = metadata.tables["audit"]
_ACCOUNT = metadata.tables["account"]
SAID = ("happened_at", "subject", "role", "action", "target", "detail")


@dataclass(frozen=True)
class Entry:
    """One row of the log. happened_at: ISO 8601, UTC. target: on what. detail: JSON."""

    happened_at: str
    subject: str
    role: str
    action: str
    target: str
    detail: str


_waiting: "deque[tuple[str | None, Entry]]" = deque(maxlen=MOST_WAITING)
_lock = threading.Lock()


def write(
    connection: Connection, action: Action, subject: str, target: str = "", detail: Mapping[str, object] | None = None
) -> None:
    """A row in the caller's transaction: it is there when what it tells of is. Raises: what the store raises."""
    _put(connection, _entry(action, subject, _role_of(connection, subject), target, detail))


def note(
    action: Action,
    who: Viewer,
    target: str = "",
    detail: Mapping[str, object] | None = None,
    url: str | None = None,
    *,
    in_journal: bool = True,
) -> bool:
    """A row of its own. in_journal: a line of the server's log too, where what it tells of writes none itself. False:
    the store could not take it yet; it stands in the server's log and goes with the next.

    Nothing is raised for what a store can do, so that nobody's file or page is lost to the log. A store that is not
    there is not made for it.
    """
    entry = _entry(action, who.name, str(who.role), target, detail)
    if in_journal:
        journal.note(str(action), url=url, who=who.name, role=str(who.role), target=target, detail=entry.detail)
    # the store of this moment: another may be the usual one by the time that the row can be written
    with contextlib.suppress(JangteoError):
        url = store_url(url)
    with _lock:
        _waiting.append((url, entry))
        return _written(url)


def _written(url: str | None) -> bool:
    """Every row that waits for this store, in its order."""
    mine = [entry for address, entry in _waiting if address == url]
    try:
        if store_version(url) < 0:
            raise StoreMissing(store=url or "")
        with writing(url, wait_s=WAIT_S, is_fact=False) as connection:
            for entry in mine:
                _put(connection, entry)
    except JangteoError as wrong:
        told = json.dumps(dict(zip(SAID, astuple(mine[-1]), strict=True)), ensure_ascii=False)
        log.error("not in the store yet (%s): %s", type(wrong).__name__, told)
        return False
    others = [one for one in _waiting if one[0] != url]
    _waiting.clear()
    _waiting.extend(others)
    return True


def entries(
    url: str | None = None, *, subject: str = "", action: str = "", since: str = "", until: str = "", most: int = 500
) -> list[Entry]:
    """Rows of the log, newest first. since, until: ISO dates, UTC, both included. Raises: StoreProblem."""
    asked = select(*[_AUDIT.c[name] for name in SAID]).order_by(_AUDIT.c.audit_id.desc()).limit(most)
    if subject:
        asked = asked.where(_AUDIT.c.subject == subject)
    if action:
        asked = asked.where(_AUDIT.c.action == action)
    if since:
        asked = asked.where(_AUDIT.c.happened_at >= since)
    if until:
        # a day ends before the next begins, and "T24" sorts after every hour of it
        asked = asked.where(_AUDIT.c.happened_at < f"{until}T24")
    try:
        with reading(url) as connection:
            return [Entry(*map(str, row)) for row in connection.execute(asked)]
    except StoreMissing:
        return []


def subjects(url: str | None = None) -> list[str]:
    """Everybody who stands in the log. Raises: StoreProblem."""
    try:
        with reading(url) as connection:
            return list(connection.execute(select(_AUDIT.c.subject).distinct().order_by(_AUDIT.c.subject)).scalars())
    except StoreMissing:
        return []


def first_broken(connection: Connection) -> int | None:
    """Number of the first row whose seal does not fit: it, or one before it, was changed or taken out from outside."""
    before = ""
    asked = select(_AUDIT.c.audit_id, _AUDIT.c.seal, *[_AUDIT.c[name] for name in SAID]).order_by(_AUDIT.c.audit_id)
    for number, seal, *said in connection.execute(asked):
        if seal != _seal(before, Entry(*said)):
            return int(number)
        before = seal
    return None


def carry_over(connection: Connection, former: Sequence[tuple[str, Entry]]) -> list[Entry]:
    """Bring the rows of another store's log that this one has not: what was logged after a backup outlives its restore.

    former: seal and row, in their order. Rows that both have at the same place with the same seal are one; the others
    are put behind this store's, each under its own day, and keep their seals where this log is the beginning of that
    one. Returns: the rows brought.
    """
    mine = connection.execute(select(_AUDIT.c.seal).order_by(_AUDIT.c.audit_id)).scalars().all()
    shared = 0
    for own, (theirs, _) in zip(mine, former, strict=False):
        if own != theirs:
            break
        shared += 1
    brought = [entry for _, entry in former[shared:]]
    for entry in brought:
        _put(connection, entry)
    return brought


def _put(connection: Connection, entry: Entry) -> None:
    last = connection.execute(select(_AUDIT.c.seal).order_by(_AUDIT.c.audit_id.desc()).limit(1)).scalar()
    row = dict(zip(SAID, astuple(entry), strict=True))
    connection.execute(insert(_AUDIT).values(**row, seal=_seal(last or "", entry)))


def _seal(before: str, entry: Entry) -> str:
    return hashlib.sha256(json.dumps([before, *astuple(entry)], ensure_ascii=False).encode()).hexdigest()


def _entry(action: Action, subject: str, role: str, target: str, detail: Mapping[str, object] | None) -> Entry:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    told = json.dumps(dict(detail or {}), ensure_ascii=False, default=str)
    return Entry(now, subject, role, str(action), target, told)


def _role_of(connection: Connection, subject: str) -> str:
    """Role of the account; the machine's own officer has none, nor has the command line ('')."""
    if subject == LOCAL_OFFICER.name:
        return str(Role.OFFICER)
    return str(connection.execute(select(_ACCOUNT.c.role).where(_ACCOUNT.c.subject == subject)).scalar() or "")
