"""Where the stores of the tests lie: files of SQLite, or databases of a real PostgreSQL (``make test-postgres``).

A test that says something about files carries the mark ``file`` and is left out where stores are no files.
"""

import hashlib
import os
from pathlib import Path

from sqlalchemy.engine import make_url

from tests.postgresql import PATTERN, SETTING, run

SERVER = os.environ.get(SETTING, "")
#: Databases that were made and not yet taken away, the oldest first.
_made: list[str] = []


def new_store(path: Path, *, is_bare: bool = False) -> str:
    """Address of a store that nobody has put anything into yet; the same for the same path. Its file, where it has one,
    is that path. is_bare: on a server, a database without a table, which takes a second to be made into a store.
    """
    if not SERVER:
        return f"sqlite:///{path}"
    name = f"t{hashlib.sha256(str(path).encode()).hexdigest()[:20]}"
    if name not in _made:
        run(SERVER, f"CREATE DATABASE {name}" + ("" if is_bare else f" TEMPLATE {PATTERN}"))
        _made.append(name)
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def made() -> int:
    """How many stores there are."""
    return len(_made)


def take_away(kept: int) -> None:
    """All databases that were made after so many: a server with a thousand of them fills the disk."""
    from data.store import forget_connections

    if len(_made) > kept:
        forget_connections()
    while len(_made) > kept:
        run(SERVER, f"DROP DATABASE {_made.pop()} WITH (FORCE)")
