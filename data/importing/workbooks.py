"""xlsx, xls and ods as tables of text, through calamine.

All cells become text as a person sees them who clicks on the cell: dates as ISO, whole numbers without ".0", text
untouched, so that "0000000001" stays what it is. A formula gives the value the spreadsheet had computed.
"""

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from data.errors import EmptyFile, UnreadableFile
from data.importing.files import FileKind, Offered
from data.importing.spellings import words
from data.importing.tables import Table, held_table
from data.messages import both

#: About 1 GB as Python objects. A sheet can claim 17,000 million cells by one stray mark in its last corner, for which
#: the reader would ask so much memory at once that the whole process ends: so it is counted before.
CELL_LIMIT = 12_000_000
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_READ_BYTES = 4_000_000


def workbook_tables(file: Offered) -> list[Table]:
    """Each visible sheet with cells, in order; sheets marked as example or help are left out.

    Raises: UnreadableFile, EmptyFile.
    """
    if file.kind is FileKind.ZIP:
        _check_sheets(file)
    try:
        with CalamineWorkbook.from_path(str(file.path)) as book:
            tables = [_table(book.get_sheet_by_name(name)) for name in _sheets_to_read(book)]
    except (CalamineError, OSError, ValueError, KeyError) as wrong:
        raise UnreadableFile(file=file.name, detail=both("detail.not_a_workbook")) from wrong
    except BaseException as wrong:
        # a panic inside the Rust reader is neither an Exception nor a reason to bring the app down
        if type(wrong).__name__ != "PanicException":
            raise
        raise UnreadableFile(file=file.name, detail=both("detail.not_a_workbook")) from None
    if not any(table.head for table in tables):
        raise EmptyFile(file=file.name)
    return [table for table in tables if table.head]


def _check_sheets(file: Offered) -> None:
    """Raises: UnreadableFile when it is another sort of zip, or a sheet claims more cells than are read."""
    try:
        with zipfile.ZipFile(file.path) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" not in names:
                raise UnreadableFile(file=file.name, detail=both("detail.not_xlsx"))
            for name in filter(_SHEET.fullmatch, names):
                with archive.open(name) as sheet:
                    cells = _claimed(iter(lambda: sheet.read(_READ_BYTES), b""))
                if cells > CELL_LIMIT:
                    raise UnreadableFile(file=file.name, detail=both("detail.too_many_cells", cells=f"{cells:,}"))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as wrong:
        raise UnreadableFile(file=file.name, detail=both("detail.cut_off")) from wrong


def _claimed(pieces: Iterator[bytes]) -> int:
    """Cells of the rectangle down to the lowest and out to the rightmost cell that a sheet names."""
    rows, columns, rest = 0, 0, b""
    for piece in pieces:
        text = rest + piece
        places = _PLACE.findall(text)
        if places:
            rows = max(rows, int(max((place[1] for place in places), key=lambda digits: (len(digits), digits))))
            columns = max(columns, *(_column(letters) for letters in {place[0] for place in places}))
        rest = text[-16:]
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheets_to_read(book: CalamineWorkbook) -> list[str]:
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and not _is_help(sheet.name)
    ]
    return shown or [name for name in book.sheet_names if not _is_help(name)]


def _is_help(sheet_name: str) -> bool:
    return any(sheet_name.strip().casefold().startswith(word) for word in words("help_sheets"))


def _table(sheet: CalamineSheet) -> Table:
    # calamine gives the blank rows above the first cell, but not the blank columns before it
    blanks = [""] * (sheet.start or (0, 0))[1]
    rows = [(*blanks, *(cell_text(cell) for cell in row)) for row in sheet.iter_rows()]
    while rows and not any(rows[-1]):
        rows.pop()
    merged = tuple(
        (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return held_table(sheet.name, rows, merged)


def cell_text(cell: Any) -> str:
    """One cell as text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)
