"""The refused rows of a file in its own layout, with the reason behind each: to be mended and put in again."""

import csv
import io

from data.importing import history
from data.importing.report import ImportReport, RefusedCell
from data.importing.templates import words
from data.sources import sources
from data.store import reading

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def refused_rows(of: ImportReport | int, lang: str = "ko", *, url: str | None = None) -> bytes:
    """CSV (UTF-8 with BOM, as spreadsheets want it) of the refused rows. of: a report, or the number of an import.

    Columns: the file's own, then its row and the reasons, which the importer passes over. A cell that a
    spreadsheet would run as a formula gets an apostrophe in front, which the importer takes off again. Raises:
    UnknownImport.
    """
    if isinstance(of, int):
        with reading(url) as connection:
            name, header = history.source_of(connection, of), history.header_of(connection, of)
            return _written(header, list(history.kept_refusals(connection, of)), lang, _header_rows(name))
    return _written(of.header, list(of.refusals), lang, _header_rows(of.source))


def _header_rows(source_name: str) -> int:
    source = sources().get(source_name)
    return source.header_rows if source else 1


def _written(header: tuple[str, ...], cells: list[RefusedCell], lang: str, header_rows: int) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    own = [words()["sheets"][key][lang] for key in ("row", "reason")]
    rows = _by_row(cells)
    width = max([len(header), *(len(line) for line, _ in rows.values())])
    writer.writerow([*_padded(header, width), *own])
    for _ in range(header_rows - 1):
        writer.writerow([""] * (width + len(own)))
    for row, (line, refused) in rows.items():
        reasons = " / ".join(
            f"{cell.column}: {cell.words(lang)}" if cell.column else cell.words(lang) for cell in refused
        )
        writer.writerow([_plain(cell) for cell in (*_padded(line, width), str(row), reasons)])
    return out.getvalue().encode("utf-8-sig")


def _by_row(cells: list[RefusedCell]) -> dict[int, tuple[tuple[str, ...], list[RefusedCell]]]:
    rows: dict[int, tuple[tuple[str, ...], list[RefusedCell]]] = {}
    for cell in cells:
        rows.setdefault(cell.row, (cell.line, []))[1].append(cell)
    return rows


def _padded(line: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*line, *[""] * (width - len(line)))


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
