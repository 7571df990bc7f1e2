"""Columns of a file that nothing reads, and the column each of them may be meant for.

A renamed header costs a whole column in silence, so each is named; one whose name is almost that of a column the file
lacks is told apart from what the publisher adds and this store does not keep.
"""

import re
from collections.abc import Iterable, Sequence

from data.importing.headers import header_key, nearest_header
from data.importing.recognition import Layout
from data.importing.report import UnreadColumn
from data.importing.templates import words
from data.sources import Source


def unread_columns(layouts: Sequence[Layout]) -> tuple[UnreadColumn, ...]:
    """In the order of the file, each once. Columns that a ``tidy`` reads (``uses`` of the source) count as read."""
    told = {column.column: column for layout in layouts for column in _unread(layout)}
    return tuple(told.values())


def _unread(layout: Layout) -> Iterable[UnreadColumn]:
    lacking = [column for column in layout.source.columns.values() if column.name not in layout.found]
    ours = {header_key(heading) for key in ("row", "reason") for heading in words()["sheets"][key].values()}
    read = set(layout.found.values())
    for at, name in enumerate(layout.names):
        if at in read or header_key(name) in ours or _is_used(layout.source, name):
            continue
        yield UnreadColumn(at + 1, name, nearest_header(name, lacking))


def _is_used(source: Source, name: str) -> bool:
    return any(re.fullmatch(pattern, name) for pattern in source.uses)
