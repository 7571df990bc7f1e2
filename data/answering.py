"""An answer as a file for other programs: CSV that a spreadsheet opens safely, JSON with its sources."""

import csv
import io
import json
from typing import Any

import pandas as pd

from data.answer import Answer, SourceNote
from data.messages import say

#: A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def neutral(cell: object) -> object:
    """The cell as a spreadsheet may read it: text that would be a formula begins with an apostrophe; numbers stay."""
    if not isinstance(cell, str) or not cell.startswith(FORMULA) or _is_number(cell):
        return cell
    return f"'{cell}"


def as_csv_bytes(answer: Answer, lang: str = "ko") -> bytes:
    """UTF-8 with BOM, one header row; missing = empty; the last column names the sources and labels example data."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*map(neutral, answer.rows.columns), "sources"])
    told = neutral(source_line(answer, lang))
    for row in _cells(answer.rows):
        writer.writerow([*map(neutral, row), told])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_json_bytes(answer: Answer, lang: str = "ko") -> bytes:
    """One object: question, choice, is_example, sources, rows (missing = null)."""
    columns = list(answer.rows.columns)
    told = {
        "question": answer.question,
        "choice": answer.choice.as_text(),
        "is_example": answer.is_example,
        "sources": [_source(note, lang) for note in answer.sources],
        "rows": [dict(zip(columns, row, strict=True)) for row in _cells(answer.rows)],
    }
    return (json.dumps(told, ensure_ascii=False) + "\n").encode()


def source_line(answer: Answer, lang: str = "ko") -> str:
    """Titles and editions of the sources in one line; begins with the label where it is example data."""
    titles = "; ".join(f"{_source(note, lang)['title']} ({note.edition})" for note in answer.sources)
    return f"{say('cli.example_label', lang)}: {titles}".rstrip(": ") if answer.is_example else titles


def _source(note: SourceNote, lang: str) -> dict[str, Any]:
    return {
        "source": note.source,
        "title": note.title_en if lang == "en" else note.title_ko,
        "publisher": note.publisher_en if lang == "en" else note.publisher_ko,
        "edition": note.edition,
        "loaded_on": note.loaded_on,
        "is_example": note.is_example,
    }


def _cells(rows: pd.DataFrame) -> list[list[object]]:
    """Plain values row by row: dates as ISO text, missing as None."""
    columns = [_plain(rows[name]) for name in rows.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def _plain(column: "pd.Series[Any]") -> list[object]:
    if pd.api.types.is_datetime64_any_dtype(column):
        column = column.dt.strftime("%Y-%m-%d")
    known = column.notna()
    return [value if there else None for value, there in zip(column.tolist(), known, strict=True)]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
