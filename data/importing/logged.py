"""Imports and undos in the log of what was done: one line each, once they are over."""

import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec

from data.errors import JangteoError
from data.importing.report import ImportReport
from data.journal import note, timed

_P = ParamSpec("_P")
COUNTS = ("rows_read", "rows_new", "rows_changed", "rows_unchanged", "rows_repeated", "rows_refused")


def import_logged(run: Callable[_P, ImportReport]) -> Callable[_P, ImportReport]:
    """Decorator of ``import_file``: counts of every file that was to be kept; a file that is only tried is none."""

    @wraps(run)
    def told(*args: _P.args, **kwargs: _P.kwargs) -> ImportReport:
        began = time.monotonic()
        asked: dict[str, Any] = {"url": kwargs.get("url"), "who": kwargs.get("imported_by", "")}
        try:
            report = run(*args, **kwargs)
        except JangteoError as wrong:
            if kwargs.get("keep", True):
                engine: Any = kwargs.get("engine")
                file = engine.name(str(args[0])) if engine else kwargs.get("file_name") or Path(str(args[0])).name
                took = round(time.monotonic() - began, 3)
                note("import", status="failed", error=type(wrong).__name__, file=file, seconds=took, **asked)
            raise
        if kwargs.get("keep", True):
            counts = {name: getattr(report, name) for name in COUNTS}
            why = {"error": type(report.problem).__name__} if report.problem else {}
            note(
                "import", status=str(report.status), file=report.file, source=report.source, edition=report.edition,
                import_id=report.import_id, seconds=round(time.monotonic() - began, 3), **counts, **why, **asked,
            )  # fmt: skip
        return report

    return told


def undo_logged(run: Callable[_P, None]) -> Callable[_P, None]:
    """Decorator of ``undo``."""

    @wraps(run)
    def told(*args: _P.args, **kwargs: _P.kwargs) -> None:
        who = str(kwargs.get("undone_by", ""))
        url: Any = kwargs.get("url")
        with timed("undo", url=url, import_id=args[0] if args else kwargs.get("import_id"), who=who):
            run(*args, **kwargs)

    return told
