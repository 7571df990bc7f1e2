"""Rows of tables, put into an HWPX file once its library has checked and packed it with one row of each table.

The library walks through every element of the document some six times when it packs it, in Python: of a long report
that took 60 % of the time. Every further row is a copy of the one it checked, with its own words, place, height and
numbers of paragraphs.
"""

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any

from lxml import etree

SECTION = "Contents/section0.xml"
#: Numbers of paragraphs in cells: any will do, each once.
FIRST_PARAGRAPH = 10_000_001
#: Signs that XML cannot hold, and line ends.
NO_XML = re.compile("[\\x00-\\x1f\\ufffe\\uffff]")


@dataclass(frozen=True)
class Rows:
    """All rows of one table below its heads: words of the cells, and height of each row (7,200 to an inch).

    number: the table's own, by which it is found again. head_high: height of the row of heads.
    """

    number: str
    cells: list[list[str]]
    heights: list[int]
    head_high: int


def put_in(archive: bytes, tables: list[Rows]) -> bytes:
    """The same file with the rows of those tables, each of which has its heads and one row so far."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as former, zipfile.ZipFile(out, "w") as new:
        for info in former.infolist():
            data = former.read(info)
            new.writestr(info, _with_rows(data, tables) if info.filename == SECTION else data)
    return out.getvalue()


def _with_rows(section: bytes, tables: list[Rows]) -> bytes:
    # huge_tree: what is read was written a moment ago by the same process
    root = etree.fromstring(section, etree.XMLParser(huge_tree=True, resolve_entities=False))
    known = {table.get("id"): table for table in root.iter("{*}tbl")}
    paragraphs = count(FIRST_PARAGRAPH)
    for one in tables:
        _fill(known[one.number], one, paragraphs)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _fill(table: Any, told: Rows, paragraphs: "count[int]") -> None:
    model = table.findall("{*}tr")[1]
    texts, places, sizes, numbers = (model.findall(f".//{{*}}{name}") for name in ("t", "cellAddr", "cellSz", "p"))
    for number, (row, high) in enumerate(zip(told.cells, told.heights, strict=True), 1):
        for text, place, size, paragraph, words in zip(texts, places, sizes, numbers, row, strict=True):
            text.text = NO_XML.sub(" ", words)
            place.set("rowAddr", str(number))
            size.set("height", str(high))
            paragraph.set("id", str(next(paragraphs)))
        model.addprevious(deepcopy(model))
    table.remove(model)
    table.set("rowCnt", str(len(told.cells) + 1))
    table.find("{*}sz").set("height", str(told.head_high + sum(told.heights)))
