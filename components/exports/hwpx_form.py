"""An office's own HWPX form, filled in by its labels. What the form looks like stays as it was."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from data.errors import UnreadableFile

#: What may stand round a label: blanks, colons, bullets, numbers of a list.
ROUND_A_LABEL = re.compile(r"^[\s\W\d]*|[\s:\uff1a*]+$")

#: What a label adds in brackets at its end: a unit, a mark of a footnote.
IN_BRACKETS = re.compile(r"[\s:\uff1a]*[(\uff08][^()\uff08\uff09]*[)\uff09][\s:\uff1a]*$")


@dataclass(frozen=True)
class Filled:
    """The form and what became of its labels. filled: label of the form -> what was written beside it. unfilled:
    labels with an empty cell beside them for which there is nothing to write. unused: what the form has no place for.
    """

    data: bytes
    filled: dict[str, str]
    unfilled: tuple[str, ...]
    unused: tuple[str, ...]


def fill(form: bytes, values: Mapping[str, str], *, file_name: str = "") -> Filled:
    """The form with every empty cell beside a known label filled in, and its named fields too.

    values: label -> text; a label of the form matches one of them when their letters do (blanks, colons, bullets and
    numbers before it aside). A cell that holds something stays as it is. Raises: UnreadableFile.
    """
    document = _opened(form, file_name)
    told = {_letters(label): (label, text) for label, text in values.items()}
    filled: dict[str, str] = {}
    unfilled: list[str] = []
    used: set[str] = set()
    for label, cell in _labels(document):
        known = told.get(_letters(label)) or told.get(_letters(IN_BRACKETS.sub("", label)))
        if known is None or not known[1] or cell is None:
            unfilled.append(label)
            continue
        cell.set_text(known[1])
        filled[label] = known[1]
        used.add(known[0])
    for name in _fields(document):
        known = told.get(_letters(name))
        if known is None or not known[1]:
            unfilled.append(name)
            continue
        document.fields.fill(known[1], name=name)
        filled[name] = known[1]
        used.add(known[0])
    unused = tuple(label for label in values if label not in used)
    return Filled(bytes(document.to_bytes()), filled, tuple(dict.fromkeys(unfilled)), unused)


def _opened(form: bytes, file_name: str) -> Any:
    from hwpx import HwpxDocument, HwpxError
    from hwpx.opc.package import HwpxPackageError

    try:
        return HwpxDocument.open(io.BytesIO(form))
    except (HwpxError, HwpxPackageError, BadZipFile, KeyError, ValueError, SyntaxError) as wrong:
        raise UnreadableFile(file=file_name, detail=str(wrong)) from wrong


def _labels(document: Any) -> Iterator[tuple[str, Any]]:
    """Every label of every table with the empty cell it speaks of: the one to its right, else one below that no label
    stands left of; None where a label stands left of that one, for then two labels speak of it."""
    for table in _tables(document):
        cells = {(place.row, place.column): place.cell for place in table.iter_grid()}
        found: dict[int, tuple[str, Any]] = {}
        taken: set[int] = set()
        shared: list[str] = []
        for step in ((0, 1), (1, 0)):
            for place, cell in sorted(cells.items(), key=lambda one: one[0]):
                text, beside = cell.text.strip(), _beside(cells, place, step)
                number = id(cell.element)
                if number in found or not _letters(text) or beside is None:
                    continue
                if id(beside.element) in taken:
                    # the head of a column, whose rows have labels of their own
                    shared += [text] if place[0] == 0 else []
                    continue
                found[number] = (text, beside)
                taken.add(id(beside.element))
        yield from found.values()
        yield from ((text, None) for text in shared)


def _beside(cells: dict[tuple[int, int], Any], place: tuple[int, int], step: tuple[int, int]) -> Any:
    """The empty cell next to a place in that direction, past the cell's own span."""
    row, column = place
    while (row, column) in cells and cells[row, column].element is cells[place].element:
        row, column = row + step[0], column + step[1]
    there = cells.get((row, column))
    return there if there is not None and not there.text.strip() else None


def _tables(document: Any) -> Iterator[Any]:
    for paragraph in document.paragraphs:
        for table in paragraph.tables:
            yield from _with_inner(table)


def _with_inner(table: Any) -> Iterator[Any]:
    yield table
    for row in table.rows:
        for cell in row.cells:
            for inner in cell.tables:
                yield from _with_inner(inner)


def _fields(document: Any) -> list[str]:
    """Names of the fields a form asks to click on."""
    return [field.name for field in document.fields.all if field.name]


def _letters(text: str) -> str:
    """A label as it is compared: without blanks, and without what stands round it."""
    return re.sub(r"\s", "", ROUND_A_LABEL.sub("", text)).casefold()
