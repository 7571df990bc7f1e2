"""Which programs have a file open, so that a message can name whom to wait for."""

import contextlib
from pathlib import Path


def holders(path: Path) -> list[str]:
    """``name (pid 12)`` of every other program of this user that has the file or its journal open; [] where the system
    does not tell (only Linux does).
    """
    wanted = {str(path.resolve()), *(f"{path.resolve()}{end}" for end in ("-wal", "-shm"))}
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == _own():
            continue
        with contextlib.suppress(OSError):
            if any(_points_at(each, wanted) for each in (process / "fd").iterdir()):
                found.append((int(process.name), (process / "comm").read_text().strip()))
    return [f"{name} (pid {pid})" for pid, name in sorted(found)]


def _own() -> str:
    import os

    return str(os.getpid())


def _points_at(descriptor: Path, wanted: set[str]) -> bool:
    try:
        return str(descriptor.readlink()) in wanted
    except OSError:
        return False
