"""The first sheet of a report's workbook: what it is, what it says, and which sheet holds which figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from components.exhibit import Unit
from components.exports.about import made_at_words
from components.exports.fitting import lines_of
from components.exports.report import Report
from components.exports.tables import is_dangerous
from components.text import Translator

WORDS_WIDTH, SHEET_WIDTH, LINE_PT, TITLE_PT = 90, 34, 14.0, 22.0


@dataclass(frozen=True)
class Styles:
    """Formats of one workbook."""

    title: Any
    quiet: Any
    warning: Any
    head: Any
    text: Any
    quoted: Any
    wrapped: Any
    by_unit: dict[Unit, Any]


def add_contents(book: Any, report: Report, names: Sequence[str], styles: Styles, t: Translator) -> None:
    """Title, agency, choice, when made, snapshot, example line; then every heading with its sentences and a link to its
    sheet. names: of the sheets of the report's exhibits, in their order."""
    sheet = book.add_worksheet(t("export.contents"))
    sheet.set_column(0, 0, WORDS_WIDTH)
    sheet.set_column(1, 1, SHEET_WIDTH)
    sheet.set_row(0, TITLE_PT)
    sheet.write_string(0, 0, report.title, styles.title)
    snapshot = f"{t('export.snapshot')} {report.snapshot_id}" if report.snapshot_id else ""
    made = f"{t('export.made_at')} {made_at_words(report.made_at)}"
    row = 1
    for line in (report.agency, report.choice_in_words, made, snapshot):
        if line:
            sheet.write_string(row, 0, line, styles.quiet)
            row += 1
    if report.is_example:
        sheet.write_string(row, 0, t("export.example_line"), styles.warning)
        row += 1
    _list(sheet, report, iter(names), styles, t, row + 1)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{snapshot}&R&P / &N")


def _list(sheet: Any, report: Report, names: Any, styles: Styles, t: Translator, row: int) -> None:
    sheet.write_string(row, 0, t("export.contents"), styles.head)
    sheet.write_string(row, 1, t("export.sheet"), styles.head)
    for section in report.sections:
        row += 1
        sheet.write_string(row, 0, section.heading, styles.quoted if is_dangerous(section.heading) else styles.text)
        if section.exhibit is not None:
            name = next(names)
            sheet.write_url(row, 1, f"internal:'{name}'!A1", styles.text, string=name)
        for line in section.sentences:
            row += 1
            sheet.write_string(row, 0, line, styles.wrapped)
            sheet.set_row(row, LINE_PT * lines_of(line, WORDS_WIDTH / 1.8))
