"""Rows of an exhibit as CSV that Excel opens in Korean and a program reads without surprises.

UTF-8 with a byte order mark, comma, CRLF. Line 1: the heads with their units; then the rows; one empty line; then
label and text of
everything a reader needs (choice, sources with dates, notes, when made): a program reads up to the empty line.
Numbers are
plain (no thousands marks), percentages in percent, months as 2024-05, not known is empty. A hidden cell holds a word
that says so, and the row's last column why. Rows of example data say so in a column of their own, for a row may be
copied without the rest. Texts that a spreadsheet would run get an apostrophe.
"""

import csv
import io
from datetime import date, datetime

from components.exhibit import Exhibit, Unit
from components.exports.about import about, head
from components.exports.tables import Cell, neutral, plain_rows
from components.text import Translator

PERCENT: tuple[Unit, ...] = ("share", "change", "points")


def written(exhibit: Exhibit, t: Translator, *, made_at: datetime | None = None, snapshot_id: str = "") -> bytes:
    """The bytes of the file. snapshot_id: of the frozen briefing the figure was taken from."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    mark = [t("product.example_data")] if exhibit.is_example else []
    heads = [head(column, t) for column in exhibit.columns]
    writer.writerow([neutral(text) for text in [*heads, *([t("export.kind_of_data")] if mark else [])]])
    units = [column.unit for column in exhibit.columns]
    for row in plain_rows(exhibit, t("product.withheld")):
        writer.writerow([*(cell_text(cell, unit) for cell, unit in zip(row, units, strict=True)), *mark])
    writer.writerow([])
    for label, text in about(exhibit, t, made_at, snapshot_id):
        writer.writerow([neutral(label), neutral(text)])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def cell_text(cell: Cell, unit: Unit) -> str:
    """One cell as it stands in the file."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return _stamp(cell, unit)
    if isinstance(cell, str):
        return neutral(cell)
    if unit in PERCENT:
        return f"{round(cell * 100, 8):.10g}"
    return str(cell)


def _stamp(day: date, unit: Unit) -> str:
    if unit == "month":
        return f"{day:%Y-%m}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if unit == "quarter" else f"{day:%Y-%m-%d}"
