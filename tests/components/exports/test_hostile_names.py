"""A market called like a script or a formula leaves in every kind of file as the words it is."""

import csv as csv_files
import dataclasses
import io
import re
import zipfile
from functools import cache

import openpyxl
import pytest
from lxml import etree
from pypdf import PdfReader

from components.exhibit import Exhibit, exhibits
from components.exports import csv, svg, xlsx
from components.exports.files import MIME, made
from components.exports.report import Report, report_of
from components.text import translator
from tests.components.answers import ROWS, answer

IMAGE, FORMULA, QUOTED = (
    "<img src=x onerror=alert(1)>",
    '=HYPERLINK("http://x","y")',
    '{{7*7}}"]]><script>alert(1)</script>',
)
HOSTILE = (IMAGE, FORMULA, QUOTED)
KO = translator("ko")
STARTS = ("=", "+", "@", "\t", "\r", "＝", "＠")


@cache
def shown(key: str) -> Exhibit | None:
    """The figure with every market and shop in it called so; None for one that names none."""
    told = answer(key, "normal")
    named = [
        name for name in told.rows if name in ("market_name", "store_name", "asset_name", "claim_text", "request_text")
    ]
    if not named or told.rows.empty:
        return None
    rows = told.rows.copy()
    for name in named:
        texts = {
            text: f"{HOSTILE[at % 3]}{'' if at < 3 else at}" for at, text in enumerate(rows[name].dropna().unique())
        }
        rows[name] = rows[name].map(texts)
    try:
        return exhibits()[key](dataclasses.replace(told, rows=rows), KO)
    except KeyError:
        return None


def keys() -> list[str]:
    return [key for key in exhibits() if key in ROWS and shown(key) is not None]


KEYS = keys()


def test_there_are_figures_that_name_markets() -> None:
    assert len(KEYS) >= 5
    texts = " ".join(str(cell) for key in KEYS for line in one(key).rows.itertuples(index=False) for cell in line)
    assert all(name in texts for name in HOSTILE)


def one(key: str) -> Exhibit:
    found = shown(key)
    assert found is not None
    return found


def no_active_xml(raw: bytes, *none_of: str) -> None:
    """Well-formed, and nothing in it runs, links or loads. Raises: AssertionError, XMLSyntaxError."""
    root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        tag = etree.QName(node).localname.lower()
        assert tag not in ("script", "iframe", "foreignobject", *none_of), tag
        for name, value in node.attrib.items():
            assert not etree.QName(name).localname.lower().startswith("on"), name
            assert (value != "http://x" and "HYPERLINK" not in value.upper()) or tag in ("title", "text"), (tag, name)
        if tag == "f":
            assert "HYPERLINK" not in (node.text or "").upper()


@pytest.mark.parametrize("key", KEYS)
def test_csv_holds_words_that_no_spreadsheet_runs(key: str) -> None:
    lines = list(csv_files.reader(io.StringIO(csv.written(one(key), KO).decode("utf-8-sig"), newline="")))
    cells = [cell for line in lines for cell in line]
    assert not [cell for cell in cells if cell.startswith(STARTS)]
    if any(FORMULA in str(cell) for cell in one(key).rows.to_numpy().ravel()):
        assert any(cell.startswith(f"'{FORMULA}") for cell in cells) or not any(FORMULA in cell for cell in cells)


@pytest.mark.parametrize("key", KEYS)
def test_a_workbook_holds_words_and_no_formula_or_link_of_theirs(key: str) -> None:
    raw = xlsx.written(one(key), KO)
    for sheet in openpyxl.load_workbook(io.BytesIO(raw)):
        for line in sheet.iter_rows():
            for cell in line:
                assert cell.hyperlink is None or "http://x" not in str(cell.hyperlink.target)
                assert cell.data_type != "f" or "HYPERLINK" not in str(cell.value).upper()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            if "worksheets/" in name and name.endswith(".xml"):
                assert b"HYPERLINK(&quot;" not in b"".join(re.findall(rb"<f>.*?</f>", archive.read(name)))


@pytest.mark.parametrize("key", [key for key in KEYS if one(key).drawing.kind != "table"])
def test_a_picture_in_svg_runs_and_loads_nothing(key: str) -> None:
    raw = svg.written(one(key), KO)
    no_active_xml(raw, "img", "a")
    assert b"<img" not in raw and b"<script" not in raw


def report() -> Report:
    return report_of([one(key) for key in KEYS[:4]], IMAGE, "ko")


@pytest.mark.parametrize("kind", [kind for kind in MIME if kind in ("pptx", "hwpx", "xlsx")])
def test_a_document_of_xml_runs_links_and_loads_nothing(kind: str) -> None:
    raw = made(kind, report(), KO)
    words = ""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        for name in archive.namelist():
            if name.endswith((".rels", ".hpf")):
                assert b"http://x" not in archive.read(name), name
            if name.endswith(".xml"):
                no_active_xml(archive.read(name))
                words += "".join(etree.fromstring(archive.read(name)).itertext())
    assert IMAGE in words, "the name is there as it is"


@pytest.mark.parametrize("kind", [kind for kind in MIME if kind.endswith("pdf")])
def test_a_pdf_has_the_words_and_neither_links_nor_scripts(kind: str) -> None:
    read = PdfReader(io.BytesIO(made(kind, report(), KO)))
    links = [note.get_object() for page in read.pages for note in page.get("/Annots") or ()]
    assert not [link for link in links if "http://x" in str(link) or "/JS" in str(link)]
    assert "/OpenAction" not in read.trailer["/Root"] or "/JS" not in str(read.trailer["/Root"]["/OpenAction"])
    text = "".join(page.extract_text() for page in read.pages)
    assert "onerror=alert(1)" in re.sub(r"\s", "", text)
