"""Exhibits as a workbook: a sheet each, numbers as numbers, a native chart beside them.

On a sheet: title, choice and (where it is so) the mark of example data; heads, frozen; rows; then finding, sources
with
dates, notes and when made. Lines and bars get a chart of Excel's own, drawn from a block of the values it shows
(amounts in man,
eok or jo, as the heads say); the rows themselves stay in won.
"""

import io
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from components.exhibit import Column, Exhibit, Unit
from components.exports.about import about, filters, head, hidden_lines
from components.exports.fitting import lines_of
from components.exports.report import Report
from components.exports.tables import WORDS, Cell, is_dangerous, plain_rows
from components.exports.xlsx_chart import add_chart
from components.exports.xlsx_contents import Styles, add_contents
from components.text import Translator
from components.theme import LIGHT, SHEET_FONT

HEAD_ROW = 3
WIDEST, NARROWEST = 46, 9
#: Height of a line, and the width of a table beside which the picture is printed too.
LINE_PT, TITLE_PT, WIDEST_WITH_CHART = 14.0, 22.0, 110.0
FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
#: Width of a Hangul letter of ten points, in those of a column.
SQUARE = 1.8
WHOLE = "#,##0"
NUMBER_FORMATS: dict[Unit, str] = {
    "krw": WHOLE,
    "count": WHOLE,
    "persons": WHOLE,
    "stores": WHOLE,
    "markets": WHOLE,
    "number": WHOLE,
    "metres": WHOLE,
    "days": WHOLE,
    "months": WHOLE,
    "minutes": "0.0",
    "share": "0.0%",
    "change": "+0.0%;-0.0%;0.0%",
    "points": "+0.0%;-0.0%;0.0%",
    "index": "#,##0.0",
    "ratio": "0.00",
    "degrees": "0.00000",
    "year": "0",
    "date": "yyyy-mm-dd",
}


Progress = Callable[[int, int], None]


def written(exhibits: Exhibit | Sequence[Exhibit], t: Translator, *, made_at: datetime | None = None) -> bytes:
    """The bytes of a workbook with one sheet per exhibit."""
    shown = [exhibits] if isinstance(exhibits, Exhibit) else exhibits
    return _book(shown, t, made_at, "", None, None)


def book(report: Report, t: Translator, *, progress: Progress | None = None) -> bytes:
    """The bytes of a workbook of a report: a sheet with its words and contents, then one sheet per exhibit, each with
    the snapshot's number. progress: told (sheets done, sheets)."""
    return _book(report.exhibits, t, report.made_at, report.snapshot_id, report, progress)


def _book(
    exhibits: Sequence[Exhibit],
    t: Translator,
    made_at: datetime | None,
    snapshot: str,
    report: Report | None,
    progress: Progress | None,
) -> bytes:
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": report.title if report else t("product.name"), "created": made_at or datetime.now()})
    styles = _styles(book, t)
    taken = {t("export.contents").casefold()} if report else set()
    names = [_sheet_name(exhibit.title, taken) for exhibit in exhibits]
    if report:
        add_contents(book, report, names, styles, t)
    for at, (name, exhibit) in enumerate(zip(names, exhibits, strict=True), 1):
        _write(book, name, exhibit, styles, t, made_at, snapshot)
        if progress:
            progress(at, len(names))
    book.close()
    return out.getvalue()


def _styles(book: Any, t: Translator) -> Styles:
    def style(**more: Any) -> Any:
        return book.add_format({"font_name": SHEET_FONT, "font_size": 10, "valign": "top", **more})

    formats = {**NUMBER_FORMATS, "month": t("export.sheet_month"), "quarter": t("export.sheet_month")}
    return Styles(
        title=style(bold=True, font_size=14),
        quiet=style(font_color=LIGHT.quiet_ink),
        warning=style(bold=True, font_color=LIGHT.warning),
        head=style(bold=True, bg_color=LIGHT.grid, bottom=1, text_wrap=True, valign="vcenter"),
        text=style(text_wrap=True),
        quoted=style(quote_prefix=True),
        wrapped=style(font_color=LIGHT.quiet_ink, text_wrap=True),
        by_unit={
            unit: style(num_format=form, align="left" if unit in WORDS else "right") for unit, form in formats.items()
        },
    )


def _sheet_name(title: str, taken: set[str]) -> str:
    plain = FORBIDDEN_IN_NAME.sub(" ", title).strip()[:LONGEST_NAME] or "1"
    name, number = plain, 2
    while name.casefold() in taken:
        name, number = f"{plain[: LONGEST_NAME - len(str(number)) - 1]} {number}", number + 1
    taken.add(name.casefold())
    return name


def _write(
    book: Any, name: str, exhibit: Exhibit, styles: Styles, t: Translator, made_at: datetime | None, snapshot: str
) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_row(0, TITLE_PT)
    sheet.write_string(0, 0, exhibit.title, styles.title)
    sheet.write_string(1, 0, filters(exhibit, t), styles.quiet)
    if exhibit.is_example:
        sheet.write_string(2, 0, t("export.example_line"), styles.warning)
    rows = plain_rows(exhibit, t("product.withheld"))
    widths = [_width(column, [row[at] for row in rows], t) for at, column in enumerate(exhibit.columns)]
    for at, (column, width) in enumerate(zip(exhibit.columns, widths, strict=True)):
        sheet.write_string(HEAD_ROW, at, head(column, t), styles.head)
        sheet.set_column(at, at, width)
    # not every program makes a row as tall as its words need
    heads = (lines_of(head(column, t), width / SQUARE) for column, width in zip(exhibit.columns, widths, strict=True))
    sheet.set_row(HEAD_ROW, LINE_PT * max(heads, default=1) + 2)
    for number, row in enumerate(rows, HEAD_ROW + 1):
        for at, (cell, column) in enumerate(zip(row, exhibit.columns, strict=True)):
            _cell(sheet, number, at, cell, column, styles)
        high = max((lines_of(cell, width / SQUARE) for cell, width in zip(row, widths, strict=True)
                    if isinstance(cell, str)), default=1)  # fmt: skip
        if high > 1:
            sheet.set_row(number, LINE_PT * high)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    below = HEAD_ROW + len(rows) + 2
    for number, (label, text) in enumerate(about(exhibit, t, made_at, snapshot), below):
        _line(sheet, number, f"{label}: {text}", widths, styles)
    _page(sheet, exhibit, t, snapshot)
    if sum(widths) > WIDEST_WITH_CHART:
        # beside so wide a table the picture would make print too small to read
        sheet.print_area(0, 0, below + len(exhibit.notes) + len(exhibit.sources) + 8, len(widths) - 1)
    beside = len(exhibit.columns) + 1
    if add_chart(book, sheet, exhibit, t, row=HEAD_ROW, column=beside):
        # why something is not there stands with the picture, and not only below many rows
        sheet.write_string(HEAD_ROW - 1, beside, " ".join(hidden_lines(exhibit, t)), styles.quiet)


def _line(sheet: Any, row: int, text: str, widths: list[float], styles: Styles) -> None:
    """A line of words below the table, across its columns, as tall as it needs."""
    style = styles.quoted if is_dangerous(text) else styles.wrapped
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
    sheet.write_string(row, 0, text, style)
    sheet.set_row(row, LINE_PT * lines_of(text, sum(widths) / SQUARE))


def _cell(sheet: Any, row: int, at: int, cell: Cell, column: Column, styles: Styles) -> None:
    style = styles.by_unit.get(column.unit, styles.text)
    if cell is None:
        sheet.write_blank(row, at, None, style)
    elif isinstance(cell, date):
        sheet.write_datetime(row, at, cell, style)
    elif isinstance(cell, str):
        sheet.write_string(row, at, cell, styles.quoted if is_dangerous(cell) else style)
    else:
        sheet.write_number(row, at, cell, style)


def _width(column: Column, cells: list[Cell], t: Translator) -> float:
    """Wide enough for the head's words and the longest cell; Hangul takes about two places."""
    texts = [max(head(column, t).replace("(", " ").split(), key=len), *(_as_shown(cell) for cell in cells)]
    widest = max(sum(1.9 if ord(sign) > 0x1100 else 1.1 for sign in text) for text in texts)
    return min(max(widest + 2, NARROWEST), WIDEST)


def _as_shown(cell: Cell) -> str:
    return f"{cell:,.1f}" if isinstance(cell, float) else f"{cell:,}" if isinstance(cell, int) else str(cell or "")


def _page(sheet: Any, exhibit: Exhibit, t: Translator, snapshot: str) -> None:
    """Printing: across the page, heads repeated, page number and the example mark in the margin."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    if exhibit.is_example:
        sheet.set_header(f"&R{t('product.example_data')}")
    sheet.set_footer(f"&L{t('export.snapshot')} {snapshot}&R&P / &N" if snapshot else "&R&P / &N")
