"""The official files: one TOML each, found by walking this folder. A ``.py`` of that name where the layout is odd.

    subject = "payment"                      # keeper: data/importing/keepers/<subject>.py
    title_ko, title_en, publisher_ko, publisher_en, licence, note_ko, note_en, address
    file_names = ['^regex']                  # searched in the NFC file name, without its folder
    recognise = ["column", "header", ...]    # all of them in the header row; default: every required column
    header_rows = 1                          # 2: the second row is joined to the first ("2018 people")
    uses = ['^regex']                        # headers, besides those of the columns, that the tidy reads
    key = ["region", "month"]                # rows of a file with equal key: the same values = repeated, else refused
                                             # (payments have none: their keeper knows which markets are the same)
    refuse_ko / refuse_en                    # known, but nothing this store keeps: why, and what to do
    [edition]  column = "as_of"  file_name = '(20\\d{6})'      # first that gives a date; else the day of the import
    [totals]   words = ["..."]  columns = ["market_name"]     # rows that are sums; the usual words are known already
    [options]                                # whatever the source's tidy or its keeper wants to know
                                             # drawn = false: kept, but on no page yet; said on the page of sources
    [columns.market_name]
    headers = ["all spellings through the years"]   # compared without spaces, underscores, units in brackets, case
    type = "text"       # text integer count krw decimal share yes_no code day month quarter period year moment lat lon
    required = true     # the file must have the column and every row a value
    needed = true       # the file must have the column; cells may be blank
    scale = 1000        # multiply (publisher gives thousands of won)
    blank = ["0", "-"]  # spellings of "not known", besides the empty cell
    fill = true         # merged cells of a workbook: each cell of the range has its value
    fill_down = true    # an empty cell means the one above, in any file
    codes = "payment_method"     # list in data/importing/spellings.toml, for type code
    lenient = true      # a wrong cell becomes blank instead of refusing its row

The ``.py`` may define any of
    tidy(table, context) -> table            # whole file, text in and out (index = row of the file); columns that were
                                             # found carry their identifier, the others their header
    fits(path, file_name) -> bool            # for files that are no tables: recognise it by itself ...
    read(path, context) -> table             # ... and read it; columns of type "object" pass untouched
where context is a ``Context``.
"""

import importlib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from data.messages import say

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Column:
    """One column of a source; see the module's text."""

    name: str
    headers: tuple[str, ...]
    type: str = "text"
    required: bool = False
    needed: bool = False
    scale: float = 1
    blank: tuple[str, ...] = ()
    fill: bool = False
    fill_down: bool = False
    codes: str = ""
    lenient: bool = False
    may_be_negative: bool = False


@dataclass(frozen=True)
class Context:
    """What a ``tidy`` may want to know. above: rows over the header; edition: ISO date, '' if only a column tells."""

    file_name: str
    sheet: str = ""
    above: tuple[tuple[str, ...], ...] = ()
    edition: str = ""


@dataclass(frozen=True)
class Source:
    """One official file, through its editions."""

    name: str
    subject: str
    title_ko: str
    title_en: str
    publisher_ko: str = ""
    publisher_en: str = ""
    licence: str = ""
    address: str = ""
    note_ko: str = ""
    note_en: str = ""
    refuse_ko: str = ""
    refuse_en: str = ""
    file_names: tuple[re.Pattern[str], ...] = ()
    recognise: tuple[str, ...] = ()
    header_rows: int = 1
    uses: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    edition_column: str = ""
    edition_file_name: str = ""
    total_words: tuple[str, ...] = ()
    total_columns: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)

    @property
    def module(self) -> ModuleType | None:
        """The source's own code, where its layout is odd."""
        return importlib.import_module(f"data.sources.{self.name}") if (FOLDER / f"{self.name}.py").is_file() else None

    def hook(self, name: str) -> Callable[..., Any] | None:
        """``tidy``, ``fits`` or ``read`` of the source's own code, if it has that."""
        found: Callable[..., Any] | None = getattr(self.module, name, None)
        return found

    @property
    def tidy(self) -> "Callable[[pd.DataFrame, Context], pd.DataFrame] | None":
        """Makes the odd layout plain; needs the whole file."""
        return self.hook("tidy")


@cache
def sources() -> dict[str, Source]:
    """Every source by name. Raises: ValueError for a TOML with a key that is not known (a bug)."""
    return {path.stem: _from_toml(path) for path in sorted(FOLDER.glob("*.toml"))}


def source_named(name: str) -> Source | None:
    """The source of that name, also one of the example's, which is no file that could be put in; None when unknown."""
    if not name.startswith("example_"):
        return sources().get(name)
    return Source(
        name=name,
        subject="",
        title_ko=say(f"example.{name}", "ko"),
        title_en=say(f"example.{name}", "en"),
        publisher_ko=say("example.publisher", "ko"),
        publisher_en=say("example.publisher", "en"),
    )


def _from_toml(path: Path) -> Source:
    with path.open("rb") as file:
        told = tomllib.load(file)
    try:
        edition, totals = told.pop("edition", {}), told.pop("totals", {})
        columns = {name: _column(name, column) for name, column in told.pop("columns", {}).items()}
        return Source(
            name=path.stem,
            columns=columns,
            file_names=tuple(re.compile(regex) for regex in told.pop("file_names", ())),
            recognise=tuple(told.pop("recognise", ())),
            uses=tuple(told.pop("uses", ())),
            key=tuple(told.pop("key", ())),
            edition_column=edition.get("column", ""),
            edition_file_name=edition.get("file_name", ""),
            total_words=tuple(totals.get("words", ())),
            total_columns=tuple(totals.get("columns", ())),
            **told,
        )
    except TypeError as wrong:
        raise ValueError(f"{path.name}: {wrong}") from wrong


def _column(name: str, told: dict[str, Any]) -> Column:
    headers, blank = (tuple(told.pop(key, ())) for key in ("headers", "blank"))
    return Column(name=name, headers=headers, blank=blank, **told)
