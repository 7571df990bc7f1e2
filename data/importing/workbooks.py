"""xlsx, xls and ods as tables of text, through calamine.

All cells become text as a person sees them who clicks on the cell: dates as ISO, whole numbers without ".0", text
untouched, so that "0000000001" stays what it is. A formula gives the value the spreadsheet had computed.
"""

import datetime as dt
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from data.errors import EmptyFile, FileTooLarge, UnreadableFile
from data.importing.files import Offered
from data.importing.spellings import words
from data.importing.tables import Table, held_table
from data.messages import both

#: About 1.5 GB as Python objects; a sheet can claim 17,000 million cells by one stray mark in its last corner.
CELL_LIMIT = 20_000_000


def workbook_tables(file: Offered) -> list[Table]:
    """Each visible sheet with cells, in order; sheets marked as example or help are left out."""
    try:
        with CalamineWorkbook.from_path(str(file.path)) as book:
            tables = [_table(book.get_sheet_by_name(name), file.name) for name in _sheets_to_read(book)]
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


def _sheets_to_read(book: CalamineWorkbook) -> list[str]:
    shown = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.visible == SheetVisibleEnum.Visible and not _is_help(sheet.name)
    ]
    return shown or [name for name in book.sheet_names if not _is_help(name)]


def _is_help(sheet_name: str) -> bool:
    return any(sheet_name.strip().casefold().startswith(word) for word in words("help_sheets"))


def _table(sheet: CalamineSheet, file_name: str) -> Table:
    if sheet.total_height * sheet.total_width > CELL_LIMIT:
        million = 1_000_000
        raise FileTooLarge(
            file=file_name,
            size_mb=f"{sheet.total_height * sheet.total_width * 75 // million:,}",
            limit_mb=f"{CELL_LIMIT * 75 // million:,}",
        )
    rows = [tuple(cell_text(cell) for cell in row) for row in sheet.to_python(skip_empty_area=False)]
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
