"""The whole way of one file: recognise, read, coerce, keep, count; or nothing."""

from collections.abc import Callable
from pathlib import Path

from data.importing.report import ImportReport

Progress = Callable[[int, int | None], None]


def import_file(
    path: str | Path,
    *,
    source: str | None = None,
    url: str | None = None,
    imported_by: str = "",
    file_name: str | None = None,
    keep: bool = True,
    replace_example: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import one file. keep=False does all the work and rolls it back: the preview.

    Raises: StoreProblem (busy, read-only, full, example data inside), UnknownSource.
    """
    raise NotImplementedError


def undo(import_id: int, *, url: str | None = None) -> None:
    """Take an import out again. Raises: UnknownImport, StoreProblem."""
    raise NotImplementedError
