"""Our own forms for what operators send by mail: one input sheet, drop-downs, an example sheet, a note per column.

What is filled in comes back in through ``import_file``, as xlsx or as csv saved from it: a template is a source
like any other, with ``options.template = true``.
"""

import io
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy import select
from xlsxwriter.workbook import Format, Workbook
from xlsxwriter.worksheet import Worksheet

from data.collation import in_order
from data.errors import StoreProblem
from data.importing.recognition import named_source
from data.importing.spellings import code_names
from data.models import Market, metadata
from data.sources import Column, Source, sources
from data.store import reading

#: As far down as drop-downs reach: a year of every market of a large province.
ROWS = 20_000
MARKETS_LISTED = 20_000
YES_NO = ("Y", "N")
_MARKET = metadata.tables[str(Market.__tablename__)]


@cache
def words() -> dict[str, dict[str, Any]]:
    """Everything that stands in a template."""
    with (Path(__file__).parent / "template_words.toml").open("rb") as file:
        return tomllib.load(file)


def template_names() -> list[str]:
    """Sources that have a template."""
    return [name for name, source in sources().items() if source.options.get("template")]


def template(
    source_name: str, lang: str = "ko", markets: Iterable[str] | None = None, *, url: str | None = None
) -> bytes:
    """The xlsx form of a source. markets: names for the drop-down; None = those in the store. Raises: UnknownSource."""
    source = named_source(source_name)
    names = in_order({_not_a_formula(name) for name in (_stored_markets(url) if markets is None else markets)})
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _Form(book, source, lang, names[:MARKETS_LISTED]).write()
    return out.getvalue()


def _stored_markets(url: str | None) -> list[str]:
    try:
        with reading(url) as connection:
            return [str(row[0]) for row in connection.execute(select(_MARKET.c.market_name))]
    except StoreProblem:
        return []


def _not_a_formula(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


def heading(column: Column, lang: str) -> str:
    """The header of a column in a template: the first spelling of that language."""
    own = [header for header in column.headers if header.isascii() == (lang == "en")]
    return (own or list(column.headers))[0]


@dataclass
class _Form:
    """One workbook being written."""

    book: Workbook
    source: Source
    lang: str
    markets: Sequence[str]

    def write(self) -> None:
        """All its sheets."""
        self.input = self.book.add_worksheet(self._say("input"))
        self.example = self.book.add_worksheet(self._say("example"))
        self.lists = self.book.add_worksheet(self._say("lists"))
        self.lists.hide()
        for at, column in enumerate(self.source.columns.values()):
            self._input_column(at, column)
            self._example_column(at, column)
        self.input.freeze_panes(1, 0)
        self.example.write_string(0, 0, self._say("example_title"), self._format(bold=True))
        self.input.activate()

    def _say(self, key: str) -> str:
        return str(words()["sheets"][key][self.lang])

    def _format(self, **told: object) -> Format:
        return self.book.add_format(told)

    def _heading_format(self, column: Column) -> Format:
        needed = column.required or column.needed
        return self._format(bold=needed, italic=not needed, bottom=2 if needed else 1, text_wrap=True, valign="top")

    def _input_column(self, at: int, column: Column) -> None:
        width = 22 if column.type == "text" else 16
        self.input.set_column(at, at, width, self._format(num_format=_number_format(column)))
        self.input.write_string(0, at, heading(column, self.lang), self._heading_format(column))
        self.input.write_comment(0, at, self._note(column), {"x_scale": 2, "y_scale": 1.2, "author": "Jangteo"})
        choices = self._choices(column)
        if choices:
            self._drop_down(at, column, choices)

    def _note(self, column: Column) -> str:
        need = self._say("needed" if column.required or column.needed else "optional")
        own = words()["notes_of"].get(self.source.name, {})
        note = (own.get(column.name) or words()["notes"].get(column.name, {})).get(self.lang, "")
        return f"[{need}] {note}".strip()

    def _choices(self, column: Column) -> list[str]:
        if column.type == "code":
            return [self._shown(column, code) for code in code_names(column.codes)]
        if column.type == "yes_no":
            return list(YES_NO)
        by_name = {"market_name": list(self.markets), "sido": list(words()["provinces"]["names"])}
        return by_name.get(column.name, [])

    def _shown(self, column: Column, code: str) -> str:
        return code if self.lang == "en" else code_names(column.codes)[code]

    def _drop_down(self, at: int, column: Column, choices: list[str]) -> None:
        """A list of its own column in the hidden sheet: Excel takes no more than 255 letters written out."""
        _write_down(self.lists, at, 0, [heading(column, self.lang), *choices])
        letter = xlsxwriter.utility.xl_col_to_name(at)
        self.input.data_validation(
            1, at, ROWS, at,
            {
                "validate": "list",
                "source": f"='{self.lists.get_name()}'!${letter}$2:${letter}${len(choices) + 1}",
                "error_type": "stop" if column.type in ("code", "yes_no") and column.codes != "country" else "warning",
                "error_message": self._say("choose"),
            },
        )  # fmt: skip

    def _example_column(self, at: int, column: Column) -> None:
        self.example.set_column(at, at, 20, self._format(num_format=_number_format(column)))
        self.example.write_string(1, at, heading(column, self.lang), self._heading_format(column))
        own = words()["examples_of"].get(self.source.name)
        cells = (words()["examples"] if own is None else own).get(column.name, ())
        shown = [self._shown(column, str(cell)) if column.type == "code" and cell else cell for cell in cells]
        _write_down(self.example, at, 2, shown)


def _number_format(column: Column) -> str:
    """Amounts with thousands marks; the rest is text, or Excel turns 2024.10 into 2024.1 and 1-2 into a day."""
    return "#,##0" if column.type in ("krw", "count", "integer") else "@"


def _write_down(sheet: Worksheet, column: int, row: int, cells: Sequence[object]) -> None:
    for below, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(row + below, column, cell)
        else:
            sheet.write_string(row + below, column, str(cell))
