"""Reports in HWPX, read back by the writer's library, as bare XML, and by a reader that shares nothing with either."""

import dataclasses
import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hwpx import HwpxDocument
from hwpx.tools.package_validator import validate_editor_open_safety
from lxml import etree

from components.exhibit import Exhibit, exhibits
from components.exports import hwpx
from components.exports.about import head
from components.exports.form_values import values
from components.exports.hwpx_form import Filled, fill
from components.exports.native import drawn_lines, scale
from components.exports.report import Report, Section
from components.exports.tables import shown_rows
from components.formatting import is_known
from components.text import LANGUAGES, translator
from components.theme import SHEET_FONT
from data.errors import UnreadableFile
from tests.components.answers import ROWS, answer

MADE_AT = datetime(2026, 1, 15, 9, 30)
RHWP = Path(__file__).parents[2] / "rhwp"
C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


def made(key: str, lang: str = "ko", variant: str = "normal") -> Exhibit:
    return exhibits()[key](answer(key, variant), translator(lang))


def report(*shown: Exhibit, lang: str = "ko", title: str = "월간 보고") -> Report:
    sections = tuple(Section(one.title, (one.finding,), one) for one in shown)
    return Report(title, sections, lang, "제주특별자치도 경제과", "제주 · 2024년", "ab12cd34", MADE_AT)


def parts(data: bytes, like: str) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(name) for name in sorted(archive.namelist(), key=_number) if re.search(like, name)]


def _number(name: str) -> tuple[str, int]:
    found = re.search(r"(\d+)\.xml$", name)
    return (re.sub(r"\d+\.xml$", "", name), int(found[1]) if found else 0)


def tables(data: bytes) -> list[list[list[str]]]:
    read = HwpxDocument.open(io.BytesIO(data))
    found = [table for paragraph in read.paragraphs for table in paragraph.tables]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in found]


def joined(told: Iterator[list[list[str]]], heads: list[str]) -> list[list[str]]:
    """Rows of a table that was broken into parts, each of which begins with the first column. Takes as many tables as
    have these heads."""
    table = next(told)
    shown, rows = list(table[0]), [list(row) for row in table[1:]]
    while len(shown) < len(heads):
        table = next(told)
        assert [row[0] for row in table[1:]] == [row[0] for row in rows] and table[0][0] == heads[0]
        shown += table[0][1:]
        rows = [[*row, *more[1:]] for row, more in zip(rows, table[1:], strict=True)]
    assert shown == heads
    return rows


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_of_every_exhibit_stands_in_a_table(lang: str) -> None:
    keys = sorted(ROWS) if lang == "ko" else ["payment_trend", "market_editions", "notable_changes"]
    every = [one for key in keys if len((one := made(key, lang)).rows)]
    t = translator(lang)
    data = hwpx.written(report(*every, lang=lang), t)
    told = iter(tables(data))
    for one in every:
        heads = [head(column, t) for column in one.columns]
        assert joined(told, heads) == shown_rows(one, t), one.key
    # rows go in once the library has checked the file: what leaves is checked here, and numbers stay numbers of one
    assert (checked := validate_editor_open_safety(data)).ok, checked.summary
    root = etree.fromstring(parts(data, r"section0\.xml$")[0])
    for inside in (".//{*}tbl", ".//{*}tbl//{*}p"):
        numbers = [one.get("id") for one in root.iterfind(inside)]
        assert len(numbers) == len(set(numbers)) > 3, inside
    for table in root.iter("{*}tbl"):
        rows = table.findall("{*}tr")
        assert table.get("rowCnt") == str(len(rows))
        assert [row.find("{*}tc/{*}cellAddr").get("rowAddr") for row in rows] == list(map(str, range(len(rows))))


def test_every_native_chart_holds_the_values_of_its_rows() -> None:
    t = translator("ko")
    every = [one for key in sorted(ROWS) if hwpx.draws_itself(one := made(key))]
    charts = [etree.fromstring(part) for part in parts(hwpx.written(report(*every), t), r"[Cc]hart/chart\d+\.xml$")]
    assert len(charts) == len(every) > 20
    for one, chart in zip(every, charts, strict=True):
        lines = drawn_lines(one)
        step, _ = scale(lines, one, t)
        assert not chart.xpath("//c:externalData", namespaces=C)
        for series, line in zip(chart.xpath("//c:ser", namespaces=C), lines, strict=True):
            points = series.xpath("c:val//c:pt", namespaces=C)
            there = {int(point.get("idx")): float(point[0].text) for point in points}
            wanted = {at: y / step for at, y in enumerate(line.ys) if is_known(y)}
            assert there == pytest.approx(wanted), one.key


def test_a_chart_with_a_month_that_nobody_knows_is_a_picture() -> None:
    """Another reader closes up the hole, and each later value stands above a month that is not its own."""
    whole = made("payment_by_method")
    holed = dataclasses.replace(whole, rows=whole.rows.assign(amount_krw=[None, *whole.rows["amount_krw"].iloc[1:]]))
    for one, charts in ((whole, 1), (holed, 0)):
        data = hwpx.written(report(one), translator("ko"))
        assert len(parts(data, r"[Cc]hart/chart\d+\.xml$")) == charts
        assert (b"<hp:pic " in parts(data, r"section0\.xml$")[0]) is not bool(charts)


def test_headings_header_page_number_typeface_and_repeated_heads() -> None:
    one = made("payment_trend")
    data = hwpx.written(report(one, made("market_points")), translator("ko"))
    section, head = parts(data, r"section0\.xml$")[0].decode(), parts(data, r"header\.xml$")[0].decode()
    number = section.count("<hp:tbl ")
    assert section.count('repeatHeader="1"') == number >= 2
    places = re.findall(r'<hp:tbl .*?treatAsChar="(\d)"', section)
    assert places == ["0"] * number, "a table as a letter is cut at the foot of the page"
    assert 'numType="PAGE"' in section
    for text in ("제주특별자치도 경제과", "ab12cd34", "예시 자료", "2026-01-15 09:30", one.title, one.definition):
        assert text in section, text
    assert SHEET_FONT in head
    assert HwpxDocument.open(io.BytesIO(data)).validate().ok


def test_pictures_and_charts_are_told_in_words() -> None:
    for key in ("payment_trend", "market_points"):
        one = made(key)
        section = parts(hwpx.written(report(one), translator("ko")), r"section0\.xml$")[0].decode()
        assert re.search(rf"<hp:shapeComment>{re.escape(one.finding)}</hp:shapeComment>", section)


def test_a_name_that_looks_like_markup_stays_a_name() -> None:
    one = made("payment_by_market")
    name = next(column.name for column in one.columns if column.unit == "text")
    sly = '<img src=x onerror=alert(1)> & "=HYPERLINK()"'
    told = tables(hwpx.written(report(dataclasses.replace(one, rows=one.rows.assign(**{name: sly}))), translator("ko")))
    assert sly in told[0][1]


def test_real_data_is_not_called_example_data() -> None:
    one = dataclasses.replace(made("payment_trend"), is_example=False)
    assert "예시 자료" not in parts(hwpx.written(report(one), translator("ko")), r"section0\.xml$")[0].decode()


@pytest.fixture(scope="module")
def drawn_by_another(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    node = shutil.which("node")
    if node is None or not (RHWP / "node_modules").is_dir():
        pytest.skip("node or @rhwp/core is not here: npm ci --prefix tests/rhwp (.ci/run does it)")
    folder = tmp_path_factory.mktemp("rhwp")
    shown = [made(key) for key in ("payment_trend", "payment_by_region", "market_points", "market_editions")]
    (folder / "report.hwpx").write_bytes(hwpx.written(report(*shown), translator("ko")))
    subprocess.run([node, RHWP / "render.mjs", folder / "report.hwpx", folder], check=True, timeout=60)
    return [path.read_text("utf-8") for path in sorted(folder.glob("*.svg"))]


def test_another_reader_draws_every_page_with_its_words(drawn_by_another: list[str]) -> None:
    assert len(drawn_by_another) >= 4
    said = [re.sub(r"\s", "", "".join(re.findall(r"<text[^>]*>([^<]*)</text>", page))) for page in drawn_by_another]
    everything = "".join(said)
    for key in ("payment_trend", "payment_by_region", "market_editions"):
        one = made(key)
        assert re.sub(r"\s", "", one.title) in everything
        for row in shown_rows(one, translator("ko")):
            for cell in row:
                unescaped = everything.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
                assert re.sub(r"\s", "", cell) in unescaped.replace("&amp;", "&").replace("&apos;", "'"), cell
    assert "<image" in "".join(drawn_by_another), "the map is a picture"


def form() -> bytes:
    """An office's form: labels to the left and above, one filled in already, one nobody knows, a field to click on."""
    document: Any = HwpxDocument.new()
    document.add_paragraph("결과 보고서")
    table = document.add_table(4, 2)
    for row, (label, text) in enumerate([("1. 제  목 :", ""), ("기관명", "이미 적음"), ("작성일", ""), ("결재", "")]):
        table.cell(row, 0).set_text(label)
        table.cell(row, 1).set_text(text)
    below = document.add_table(2, 1)
    below.cell(0, 0).set_text("주요 내용")
    document.fields.add("출처")
    return bytes(document.to_bytes())


def filled() -> Filled:
    values = {
        "제목": "월간 보고",
        "기관명": "경제과",
        "작성일": "2026-01-15",
        "주요 내용": "늘었습니다.",
        "출처": "현황",
        "끝": "x",
    }
    return fill(form(), values)


def test_a_form_is_filled_by_its_labels_and_says_what_it_could_not_fill() -> None:
    done = filled()
    assert done.filled == {
        "1. 제  목 :": "월간 보고",
        "작성일": "2026-01-15",
        "주요 내용": "늘었습니다.",
        "출처": "현황",
    }
    assert done.unfilled == ("결재",)
    assert done.unused == ("기관명", "끝")
    first, second = tables(done.data)
    assert first == [["1. 제  목 :", "월간 보고"], ["기관명", "이미 적음"], ["작성일", "2026-01-15"], ["결재", ""]]
    assert second == [["주요 내용"], ["늘었습니다."]]
    assert "현황" in parts(done.data, r"section0\.xml$")[0].decode()


def office_form() -> bytes:
    """As offices have it: cells that span columns and rows, labels of two lines, bullets, footnotes, a grid."""
    document: Any = HwpxDocument.new()
    document.add_paragraph("업 무 보 고")
    table = document.add_table(7, 4)
    texts = {
        (0, 0): "보고 제목", (1, 0): "작성", (1, 1): "기 관 명", (2, 1): "담당부서", (3, 0): "결재", (3, 2): "작성일자",
        (4, 0): "주요\n내용", (5, 0): "□ 자료 출처", (6, 0): "비 고 (※)",
    }  # fmt: skip
    for place, text in texts.items():
        table.cell(*place).set_text(text)
    for row in (0, 4, 5, 6):
        table.merge_cells(row, 1, row, 3)
    table.merge_cells(1, 0, 2, 0)
    for row in (1, 2):
        table.merge_cells(row, 2, row, 3)
    grid = document.add_table(2, 3)
    for column, text in enumerate(("구분", "추진 실적", "향후 계획")):
        grid.cell(0, column).set_text(text)
    grid.cell(1, 0).set_text("1분기")
    return bytes(document.to_bytes())


def test_a_form_of_an_office_is_filled_across_its_spans_and_names_what_is_left() -> None:
    t = translator("ko")
    told = report(made("payment_trend"))
    done = fill(office_form(), values(told, t))
    assert set(done.filled) == {
        "보고 제목", "기 관 명", "담당부서", "작성일자", "주요\n내용", "□ 자료 출처", "비 고 (※)",
    }  # fmt: skip
    assert done.filled["보고 제목"] == "월간 보고" and done.filled["작성일자"] == "2026-01-15"
    assert done.filled["비 고 (※)"] == t("export.example_line")
    assert set(done.unfilled) == {"결재", "1분기", "추진 실적", "향후 계획"}
    first, grid = tables(done.data)
    assert first[0] == ["보고 제목", "월간 보고"] and first[1][-1] == "제주특별자치도 경제과"
    assert [len(row) for row in first] == [2, 3, 2, 4, 2, 2, 2], "spans stay as they were"
    assert grid == [["구분", "추진 실적", "향후 계획"], ["1분기", "", ""]]
    assert HwpxDocument.open(io.BytesIO(done.data)).validate().ok


def test_what_is_no_form_is_refused_in_words() -> None:
    for wrong in (b"", b"abc", _zip({"a": b"b"}), form()[:200]):
        with pytest.raises(UnreadableFile):
            fill(wrong, {"제목": "x"}, file_name="form.hwpx")


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
