"""What was done, one JSON line each, off the screen: imports, undos, exports, sign-ins, backups, slow questions.

    {"at": "2026-11-30T09:00:00.123+00:00", "event": "import", "seconds": 1.2, "status": "kept", "source": ..., ...}

``JANGTEO_LOG`` of the environment or of .streamlit/secrets.toml says where: a file, ``stderr`` (a service manager keeps
that), or ``off``. Without it: ``jangteo.log`` beside the store. A file of 20 MB becomes ``jangteo.log.1``.

No secret and no row ever stands in it: callers give names, numbers and states; what looks like a password in an
address, or is called a secret, is struck out here once more. That a line cannot be written stops nobody's work.
"""

import contextlib
import datetime as dt
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from data.errors import JangteoError
from data.store import setting, sqlite_path, store_url
from data.struck import STRUCK, without_password

PLACE, SLOW = "JANGTEO_LOG", "JANGTEO_SLOW_MS"
OFF, TERMINAL = "off", "stderr"
FILE = "jangteo.log"
#: Questions that took longer are told; a page asks some thirty.
SLOW_MS = 1000
LARGEST_BYTES = 20_000_000
LONGEST_TEXT = 300
_SECRET = re.compile(r"pass|secret|token|cookie|credential|authori[sz]ation|api_?key", re.IGNORECASE)


def note(event: str, *, url: str | None = None, **fields: Any) -> None:
    """Write one line. url: the store it was about, beside which the line goes unless a place is set. fields: short
    words and numbers about what was done, never rows of the store.
    """
    told = {name: _clean(name, value) for name, value in fields.items()}
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    line = json.dumps({"at": at, "event": event, **told}, ensure_ascii=False, default=str) + "\n"
    with contextlib.suppress(OSError, JangteoError):
        place = _place(url)
        if place == TERMINAL:
            sys.stderr.write(line)
        elif place is not None:
            _append(Path(place), line)


@contextlib.contextmanager
def timed(event: str, *, url: str | None = None, **fields: Any) -> Iterator[dict[str, Any]]:
    """One line when the work is over, with its seconds; what is put into the yielded dictionary stands in it too. Work
    that raises is told as failed, with the name of the error alone."""
    began, more = time.monotonic(), dict[str, Any]()
    try:
        yield more
    except BaseException as wrong:
        note(event, url=url, seconds=_since(began), status="failed", error=type(wrong).__name__, **fields)
        raise
    note(event, url=url, seconds=_since(began), **({"status": "done"} | fields | more))


@contextlib.contextmanager
def watched(question: str, **fields: Any) -> Iterator[None]:
    """A line only where answering the question took longer than ``JANGTEO_SLOW_MS`` (1000)."""
    began = time.monotonic()
    yield
    if (took := _since(began)) * 1000 >= slow_ms():
        note("slow_query", seconds=took, question=question, **fields)


def slow_ms() -> float:
    """From how many milliseconds on a question is told as slow."""
    try:
        return float(setting(SLOW) or SLOW_MS)
    except ValueError:
        return SLOW_MS


def _clean(name: str, value: Any) -> Any:
    if _SECRET.search(name):
        return STRUCK
    if isinstance(value, bool | int | float) or value is None:
        return value
    return without_password(str(value))[:LONGEST_TEXT]


def _since(began: float) -> float:
    return round(time.monotonic() - began, 3)


def _place(url: str | None) -> str | None:
    """Path or ``stderr``; None for none. Beside the store only where there is such a folder: nothing is made for it."""
    told = setting(PLACE)
    if told:
        return None if told == OFF else told
    path = sqlite_path(store_url(url))
    if path is None:
        return TERMINAL
    return str(path.with_name(FILE)) if path.parent.is_dir() else None


def _append(path: Path, line: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size > LARGEST_BYTES:
            path.replace(path.with_name(f"{path.name}.1"))
    # one write of a short line to a file opened for appending is not torn by other processes
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)
