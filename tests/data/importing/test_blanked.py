"""Cells that could not be read while their rows were kept are told one by one: never only counted."""

import csv
import json
from pathlib import Path

import pytest
from sqlalchemy import select

from data.importing import import_file
from data.importing.history import BLANKED_KEPT
from data.models import Import
from data.store import reading
from tests.stores import new_store

SAMPLE = Path(__file__).parents[2] / "samples/market_standard/전국전통시장표준데이터_20241104.csv"
COLUMN = "데이터기준일자"


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path / "own.sqlite")


def with_days(folder, *days):
    """The sample with those days in its first rows."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            rows = list(csv.DictReader(SAMPLE.read_text(encoding=encoding).splitlines()))
            break
        except UnicodeDecodeError:
            continue
    for row, day in zip(rows, days, strict=False):
        row[COLUMN] = day
    path = folder / "시장.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def note_of(url, import_id):
    with reading(url) as connection:
        note = connection.execute(select(Import.note).where(Import.import_id == import_id)).scalar_one()
    return json.loads(note or "{}")


def test_a_day_that_does_not_exist_leaves_its_cell_blank_and_says_where(store, tmp_path):
    report = import_file(with_days(tmp_path, "2024-11-04", "2024-02-30"), url=store)
    assert report.status == "kept"
    assert 3 not in {cell.row for cell in report.refusals}
    assert dict(report.effects)["cells_blanked"] == 1
    [cell] = report.as_json()["blanked"]
    assert (cell["row"], cell["column"], cell["value"]) == (3, COLUMN, "2024-02-30")
    assert cell["reason"].endswith(".") and "reason" not in cell["reason"]


def test_the_history_tells_the_blanked_cells_too(store, tmp_path):
    report = import_file(with_days(tmp_path, "2024-02-30"), url=store)
    [cell] = note_of(store, report.import_id)["blanked"]
    assert (cell["row"], cell["column"], cell["value"]) == (2, COLUMN, "2024-02-30")
    assert len(report.blanked) <= BLANKED_KEPT


def test_a_file_without_such_cells_tells_none(store):
    report = import_file(SAMPLE, url=store)
    assert report.blanked == () and report.as_json()["blanked"] == []
    assert "blanked" not in note_of(store, report.import_id)
