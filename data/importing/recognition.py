"""Which source a table is, and where its header stands: by the header row, the file's name, or the person's word."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from data.errors import AmbiguousLayout, MissingColumns, NotUsable, UnknownLayout, UnknownSource
from data.importing.headers import header_key, nearest_header, without_unit
from data.importing.tables import HEADER_DEPTH, Table
from data.messages import Words, both
from data.sources import Column, Source, sources


@dataclass(frozen=True)
class Layout:
    """A recognised table. header_rows: rows up to and with the header. names: the header's cells, made unique.

    found: identifier -> position in the row; columns: the source's columns, with the unit the header tells.
    """

    source: Source
    table: Table
    header_rows: int
    names: tuple[str, ...]
    found: dict[str, int]
    columns: dict[str, Column]

    @property
    def score(self) -> tuple[int, float]:
        """How well it fits: columns found, and their part of the row."""
        return len(self.found), len(self.found) / max(1, sum(1 for name in self.names if name))


def layout_of(tables: list[Table], file_name: str, asked: str | None = None) -> list[Layout]:
    """The file's tables that belong to the one source it is.

    Raises: UnknownSource, MissingColumns, UnknownLayout, AmbiguousLayout, NotUsable.
    """
    source = _only_source(tables, file_name, asked)
    if source.refuse_ko:
        why = Words(source.refuse_ko, source.refuse_en or source.refuse_ko)
        title = Words(source.title_ko, source.title_en)
        raise NotUsable(file=file_name, source=title, why=why, source_name=source.name)
    return [layout for table in tables if (layout := fit(table, source)) is not None]


def named_source(name: str) -> Source:
    """Raises: UnknownSource."""
    if name not in sources():
        raise UnknownSource(source=name, known=", ".join(sources()))
    return sources()[name]


def _only_source(tables: list[Table], file_name: str, asked: str | None) -> Source:
    if asked:
        source = named_source(asked)
        if all(fit(table, source) is None for table in tables):
            raise lacking_columns(tables, source, file_name)
        return source
    fitting = [layout for source in sources().values() for table in tables if (layout := fit(table, source))]
    if not fitting:
        tables_only = [source for source in sources().values() if not source.hook("fits")]
        named = [source for source in tables_only if is_named_like(source, file_name)]
        raise lacking_columns(tables, named[0], file_name) if len(named) == 1 else _unknown(tables, file_name)
    return _best(fitting, file_name)


def _best(fitting: list[Layout], file_name: str) -> Source:
    by_source: dict[str, Layout] = {}
    for layout in fitting:
        known = by_source.get(layout.source.name)
        by_source[layout.source.name] = layout if known is None or layout.score > known.score else known
    named = [layout for layout in by_source.values() if is_named_like(layout.source, file_name)]
    candidates = named or list(by_source.values())
    best = max(layout.score for layout in candidates)
    winners = [layout.source for layout in candidates if layout.score == best]
    if len(winners) > 1:
        raise AmbiguousLayout(file=file_name, candidates=", ".join(source.title_ko for source in winners))
    return winners[0]


def is_named_like(source: Source, file_name: str) -> bool:
    """The file's name is one that the publisher gives."""
    return any(pattern.search(file_name) for pattern in source.file_names)


def fit(table: Table, source: Source) -> Layout | None:
    """How the source's columns lie in the table; None when it is another layout."""
    if source.hook("fits"):
        return None
    for at in range(min(HEADER_DEPTH, len(table.head))):
        names = _names_of(tuple(table.head[at : at + source.header_rows]))
        if _is_header(names, source):
            found, columns = columns_in(names, source)
            if _has_all(found, names, source):
                return Layout(source, table, at + source.header_rows, names, found, columns)
    return None


@lru_cache(maxsize=64)
def _names_of(rows: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """Asked for the same rows by every source."""
    return header_names(rows)


def header_names(rows: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Names of the columns, from one or two header rows; nameless columns at the end are dropped, repeated names
    numbered."""
    first, *others = list(rows) or [()]
    names = [" ".join(cell.split()) for cell in first]
    for row in others:
        below = [" ".join(cell.split()) for cell in row] + [""] * (len(names) - len(row))
        names += [""] * (len(below) - len(names))
        carried = ""
        for at, name in enumerate(names):
            carried = name or carried
            names[at] = f"{carried} {below[at]}".strip() if below[at] else name
    while names and not names[-1]:
        names.pop()
    return _unique(names)


def _unique(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    taken = set(names)
    for at, name in enumerate(names):
        seen[name] = seen.get(name, 0) + 1
        if name and seen[name] > 1:
            while (other := f"{name} ({seen[name]})") in taken:
                seen[name] += 1
            names[at] = other
            taken.add(other)
    return tuple(names)


def _is_header(names: tuple[str, ...], source: Source) -> bool:
    """Whether the row holds all the headers by which the source is known."""
    if not source.recognise:
        return True
    keys = _places(names)[0]
    return all(any(header_key(header) in keys for header in _spelled(wanted, source)) for wanted in source.recognise)


def _spelled(wanted: str, source: Source) -> tuple[str, ...]:
    """Spellings of a column named by its identifier; else the header itself."""
    return source.columns[wanted].headers if wanted in source.columns else (wanted,)


@lru_cache(maxsize=64)
def _places(names: tuple[str, ...]) -> tuple[dict[str, int], dict[str, int]]:
    """Where each header first stands, by its key; and by its key without a unit."""
    told = [(at, name) for at, name in reversed(list(enumerate(names))) if name]
    exact = {header_key(name): at for at, name in told}
    return exact, {header_key(without_unit(name)[0]): at for at, name in told}


def columns_in(names: tuple[str, ...], source: Source) -> tuple[dict[str, int], dict[str, Column]]:
    exact, bare = _places(names)
    found: dict[str, int] = {}
    columns = dict(source.columns)
    for column in source.columns.values():
        spelled = [header_key(header) for header in (*column.headers, column.name)]
        at = next((exact[key] for key in spelled if key in exact), None)
        if at is None:
            wanted = [header_key(without_unit(header)[0]) for header in column.headers]
            at = next((bare[key] for key in wanted if key in bare), None)
        if at is not None and at not in found.values():
            found[column.name] = at
            columns[column.name] = _in_unit(column, names[at])
    return found, columns


def _in_unit(column: Column, name: str) -> Column:
    """The column with the scale its header tells: thousands of won become won."""
    size = without_unit(name)[1]
    return replace(column, scale=size) if size and size > 1 and column.scale == 1 and column.type == "krw" else column


def _has_all(found: dict[str, int], names: tuple[str, ...], source: Source) -> bool:
    if source.tidy is not None and source.recognise:
        return True  # what the header has not, the tidy makes
    needed = any(column.required or column.needed for column in source.columns.values())
    return needed and not lacking(source, found)


def lacking_columns(tables: list[Table], source: Source, file_name: str) -> MissingColumns:
    """The error of tables that are not the layout of that source."""
    rows = [header_names([row]) for table in tables for row in table.head[:HEADER_DEPTH]]
    best = max(rows, key=lambda names: len(columns_in(names, source)[0]), default=())
    found, _ = columns_in(best, source)
    unread = [name for at, name in enumerate(best) if name and at not in found.values()]
    return missing_columns(source, file_name, lacking(source, found), unread)


def lacking(source: Source, found: dict[str, int]) -> list[Column]:
    """Columns that the source must have and the file has not."""
    return [each for each in source.columns.values() if (each.required or each.needed) and each.name not in found]


def missing_columns(
    source: Source, file_name: str, columns: list[Column], unread: Iterable[str] = ()
) -> MissingColumns:
    """The error that names them as the publisher does, each with the column of the file that may be meant for it;
    where none is declared, the headers the source is known by."""
    title, names = Words(source.title_ko, source.title_en), list(unread)
    told = [_missing_column(column, names) for column in columns] or [Words(word, word) for word in source.recognise]
    named = Words(", ".join(told), ", ".join(word.en for word in told))
    return MissingColumns(file=file_name, source=title, columns=named, source_name=source.name)


def _missing_column(column: Column, unread: list[str]) -> Words:
    header = column.headers[0] if column.headers else column.name
    near = next((name for name in unread if nearest_header(name, [column])), "")
    return both("detail.missing_near", column=header, near=near) if near else Words(header, header)


def _unknown(tables: list[Table], file_name: str) -> UnknownLayout:
    rows = [row for table in tables for row in table.head[:HEADER_DEPTH] if any(row)]
    header = max(rows, key=lambda row: sum(1 for cell in row if cell), default=())
    keys = {header_key(cell) for cell in header if cell}
    near = max(sources().values(), key=lambda source: _nearness(keys, source), default=None)
    nearest = Words(near.title_ko, near.title_en) if near and _nearness(keys, near) > 0 else both("detail.nothing_near")
    shown = ", ".join(cell.strip() for cell in header if cell)
    return UnknownLayout(file=file_name, header=shown[:200] + ("…" if len(shown) > 200 else ""), nearest=nearest)


def _nearness(keys: set[str], source: Source) -> float:
    """Part of the columns that are there, a like spelling counting half; however many spellings a column has."""
    near = 0.0
    for column in source.columns.values():
        spelled = [header_key(header) for header in column.headers]
        if keys.intersection(spelled):
            near += 1
        elif any(difflib.get_close_matches(header, keys, n=1, cutoff=0.75) for header in spelled):
            near += 0.5
    return near / max(1, len(keys), len(source.columns))
