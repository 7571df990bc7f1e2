"""Every sample of every source comes in alike from other encodings, other delimiters, a workbook, and below a title."""

import csv
import io
import json
import unicodedata
from pathlib import Path

import pytest
import xlsxwriter

from data.importing import import_file
from data.importing.decoding import encoding_of
from data.importing.delimited import delimiter_of
from tests.stores import new_store

SAMPLES = Path(__file__).parents[2] / "samples"
#: Nothing of them is kept: how they are refused is tested with the sources.
FORMS = ("utf-8", "cp949", "utf-16", "tab", "reordered", "workbook", "below_a_title")


def tables():
    """Each csv sample that is kept: file and its expected counts."""
    for folder in sorted(SAMPLES.iterdir()):
        if (folder / "expected.json").is_file():
            expected = json.loads((folder / "expected.json").read_text())
            for file in sorted(folder.glob("*.csv")):
                told = expected[unicodedata.normalize("NFC", file.name)]
                if told.get("status", "kept") == "kept":
                    yield pytest.param(folder.name, file, told, id=f"{folder.name}:{file.stem}")


def rows_of(file):
    """The sample's cells."""
    encoding = encoding_of(file)
    text = file.read_bytes()[encoding.mark :].decode(encoding.name)
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)) if row]


def written(rows, form, path):
    """The same cells in another form."""
    if form in ("workbook", "below_a_title"):
        path = path.with_suffix(".xlsx")
        with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
            sheet = book.add_worksheet()
            above = [["어느 기관의 자료"], [], ["작성: 담당자"]] if form == "below_a_title" else []
            for at, row in enumerate([*above, *rows]):
                for column, cell in enumerate(row):
                    sheet.write_string(at, column, cell)
        return path
    if form == "reordered":
        width = max(len(row) for row in rows)
        rows = [list(reversed(row + [""] * (width - len(row)))) for row in rows]
    out = io.StringIO()
    csv.writer(out, delimiter="\t" if form == "tab" else ",").writerows(rows)
    path.write_bytes(out.getvalue().encode(form if form in ("cp949", "utf-16") else "utf-8-sig", errors="replace"))
    return path


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "file", "expected"), list(tables()))
def test_a_sample_in_another_form_gives_the_same_counts(name, file, expected, form, tmp_path):
    if form == "reordered" and name in ("tourism_arrivals_by_age", "retail_sales_index"):
        pytest.skip("its first column has no name, or its months are columns: their order is the table")
    path = written(rows_of(file), form, tmp_path / unicodedata.normalize("NFC", file.name))
    url = new_store(tmp_path / "store.sqlite")
    for before in expected.get("first", ()):
        assert import_file(SAMPLES / before, url=url).status == "kept"
    report = import_file(path, url=url)
    counted = {kind: getattr(report, f"rows_{kind}") for kind in ("new", "changed", "unchanged", "repeated", "refused")}
    assert (report.source, report.error) == (name, "")
    assert {kind: count for kind, count in counted.items() if count} == {
        kind: count for kind, count in expected.items() if kind not in ("status", "first")
    }
