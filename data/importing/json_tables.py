"""JSON downloads as a table: data.go.kr's {"fields", "records"}, a list of objects, or such a list somewhere
inside an answer."""

import json
from typing import Any

import pandas as pd

from data.errors import EmptyFile, UnreadableFile
from data.importing.files import Offered
from data.importing.tables import TEXT, Piece, Table
from data.messages import both

#: A record stands no deeper in any answer seen: {"response": {"body": {"items": {"item": [...]}}}}.
DEPTH = 6
#: As of a workbook; records that each have keys of their own make a table of mostly blanks.
CELL_LIMIT = 12_000_000


def json_table(file: Offered) -> Table:
    """The longest list of objects in the file. Row = number of the record, from 1.

    Raises: UnreadableFile (no records, or too many cells), EmptyFile.
    """
    records = _records(_loaded(file), DEPTH)
    if records is None:
        raise UnreadableFile(file=file.name, detail=both("detail.no_records"))
    if not records:
        raise EmptyFile(file=file.name)
    names = list(dict.fromkeys(str(key) for record in records for key in record))
    if (cells := len(names) * len(records)) > CELL_LIMIT:
        raise UnreadableFile(file=file.name, detail=both("detail.too_many_cells", cells=f"{cells:,}"))

    def pieces(header_rows: int, width: int) -> "Any":
        index = pd.RangeIndex(1, len(records) + 1)
        texts = {
            at: pd.Series([_text(record.get(names[at])) for record in records], index=index, dtype=TEXT)
            for at in range(width)
        }
        yield Piece(pd.DataFrame(texts, index=index), done=len(records))

    first = tuple(_text(records[0].get(name)) for name in names)
    return Table(file.name, [tuple(names), first], pieces, len(records))


def _loaded(file: Offered) -> Any:
    raw = file.path.read_bytes()
    for encoding in ("utf-8-sig", "utf-16", "cp949"):
        try:
            return json.loads(raw.decode(encoding))
        except UnicodeError:
            continue
        except (ValueError, RecursionError) as wrong:
            raise UnreadableFile(file=file.name, detail=both("detail.broken_json")) from wrong
    raise UnreadableFile(file=file.name, detail=both("detail.broken_json"))


def _records(value: Any, depth: int) -> list[dict[str, Any]] | None:
    """None when there is no list of objects; an empty list when there is a list and nothing in it."""
    if isinstance(value, list):
        return [each for each in value if isinstance(each, dict)] if not value or isinstance(value[0], dict) else None
    if not isinstance(value, dict) or depth == 0:
        return None
    if isinstance(value.get("records"), list):
        return _records(value["records"], depth)
    found = [inner for each in value.values() if (inner := _records(each, depth - 1)) is not None]
    return max(found, key=len, default=None)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
        return ",".join(_text(each) for each in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
