"""Every limit of SECURITY.md is there and has its sentence; what hides in an archive or in XML does nothing."""

import io
import json
import time
import zipfile

import pytest
import xlsxwriter

from data.codes import ImportStatus
from data.importing import import_file
from tests.data.importing.conftest import GOOD, HEADER
from tests.endurance.bases import bases


def refused(url, path, name=None):
    """Why the file was refused, in both languages."""
    began = time.monotonic()
    report = import_file(path, url=url, file_name=name)
    assert time.monotonic() - began < 20
    assert report.status is ImportStatus.REFUSED and report.error, report
    return report.error, report.error_words("en")


@pytest.mark.parametrize("kind", ["text", "workbook", "json", "geopackage"])
def test_a_file_over_its_size_is_refused_before_it_is_read(url, tmp_path, monkeypatch, kind):
    monkeypatch.setitem(__import__("data.importing.files", fromlist=["x"]).LIMIT_MB, kind, 0)
    start = {
        "text": b"a,b\n1,2\n", "workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "json": b'[{"a": 1}]',
        "geopackage": b"SQLite format 3\0" + b"\0" * 52 + b"GPKG",
    }[kind]  # fmt: skip
    path = tmp_path / "large"
    path.write_bytes(start + b" " * 1024 * 1024)
    korean, english = refused(url, path, "large.x")
    assert "0MB" in korean and "0 MB" in english


def archive(path, members, how=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", how) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


def test_a_bomb_is_refused_by_the_directory_of_the_archive(url, tmp_path):
    bomb = archive(tmp_path / "bomb.xlsx", [("xl/worksheets/sheet1.xml", b"0" * 60_000_000)])
    assert bomb.stat().st_size < 200_000
    assert "abnormal size" in refused(url, bomb)[1]


def test_too_many_members_or_bytes_in_an_archive_are_refused(url, tmp_path, monkeypatch):
    many = archive(tmp_path / "many.xlsx", [(f"m{n}", b"") for n in range(5001)])
    assert "abnormal size" in refused(url, many)[1]
    monkeypatch.setattr("data.importing.files.UNPACKED_LIMIT_MB", 1)
    large = archive(tmp_path / "large.xlsx", [("a", bytes(range(256)) * 8192)], zipfile.ZIP_STORED)
    assert "abnormal size" in refused(url, large)[1]


def test_an_archive_of_shapes_has_its_own_limits(url, tmp_path, monkeypatch):
    shape = next(base.raw for base in bases() if base.name == "sigungu.geojson")
    path = archive(tmp_path / "shapes.zip", [(f"{n}.geojson", shape) for n in range(4)])
    monkeypatch.setattr("data.geo.boundary_files.MEMBER_LIMIT", 3)
    assert "abnormal size" in refused(url, path)[1]


def test_a_member_that_unpacks_to_more_than_it_promises_is_refused(url, tmp_path):
    """The directory of an archive may lie about the size of a member."""
    shape = next(base.raw for base in bases() if base.name == "sigungu.geojson")
    path = archive(tmp_path / "lying.zip", [("a.geojson", shape + b" " * 5000)])
    raw = bytearray(path.read_bytes())
    told, smaller = len(shape) + 5000, len(shape) - 50
    path.write_bytes(bytes(raw).replace(told.to_bytes(4, "little"), smaller.to_bytes(4, "little")))
    refused(url, path)


@pytest.mark.parametrize(
    "name", ["../../escaped.geojson", "/tmp/escaped.geojson", "..\\..\\escaped.geojson", "a/../../b.geojson"]
)
def test_a_member_chooses_no_place_on_the_disk(url, tmp_path, name):
    shape = next(base.raw for base in bases() if base.name == "sigungu.geojson")
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    path = archive(inside / "shapes.zip", [(name, shape)])
    report = import_file(path, url=url)
    assert report.status in (ImportStatus.KEPT, ImportStatus.REFUSED)
    assert not list(tmp_path.rglob("*escaped*")) and not (tmp_path / "b.geojson").exists()
    assert not __import__("pathlib").Path("/tmp/escaped.geojson").exists()


def test_more_columns_rows_or_cells_than_are_read_are_refused(url, tmp_path, write, monkeypatch):
    monkeypatch.setattr("data.importing.reading.COLUMN_LIMIT", 8)
    assert "9 columns" in refused(url, write([GOOD]))[1]
    monkeypatch.undo()
    monkeypatch.setattr("data.importing.reading.ROW_LIMIT", 2)
    assert "2 rows" in refused(url, write([GOOD] * 3))[1]
    monkeypatch.undo()
    monkeypatch.setattr("data.importing.workbooks.CELL_LIMIT", 10)
    path = tmp_path / "cells.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, GOOD)
    assert "18 cells" in refused(url, path)[1]


def test_json_of_too_many_parts_or_cells_is_refused_before_it_is_read(url, tmp_path, monkeypatch):
    path = tmp_path / "parts.json"
    path.write_text("[" + ",".join(["{}"] * 200) + "]")
    monkeypatch.setattr("data.importing.files.PARTS_LIMIT", 100)
    assert "100 lists" in refused(url, path)[1]
    monkeypatch.undo()
    monkeypatch.setattr("data.importing.json_tables.CELL_LIMIT", 100)
    path.write_text(json.dumps([{f"k{n}": 1} for n in range(20)]))
    assert "400" in refused(url, path)[1]


@pytest.mark.parametrize("depth", [990, 5_000, 300_000])
def test_deep_json_is_refused_whatever_it_pretends_to_be(url, tmp_path, depth):
    path = tmp_path / "deep.json"
    path.write_text('{"a":' * depth + "1" + "}" * depth)
    refused(url, path)
    path.write_text('{"type": "FeatureCollection", "features": ' + "[" * depth + "]" * depth + "}")
    refused(url, path)


SECRET = "the-word-in-the-secret-file"


@pytest.mark.parametrize("member", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_an_outside_entity_in_a_workbook_brings_nothing_in(url, tmp_path, member):
    """XXE: the text of another file must not turn up in a refusal, a report or the store."""
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    good, bad = io.BytesIO(), tmp_path / "xxe.xlsx"
    with xlsxwriter.Workbook(good, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ("PLACE", *GOOD[1:]))
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'.encode()
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            raw = source.read(name)
            if name == member:
                raw = raw.replace(b"?>\n", b"?>\n" + entity, 1).replace(b"PLACE", b"&e;").replace(b"Sheet1", b"&e;")
            target.writestr(name, raw)
    report = import_file(bad, url=url)
    assert SECRET not in json.dumps(report.as_json(), ensure_ascii=False)
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in tmp_path.glob("store.sqlite*"))
