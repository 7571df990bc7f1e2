"""Reports as slides, read back: native charts and tables hold the rows, every part speaks Korean with its typeface."""

import dataclasses
import io
import math
from datetime import datetime
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from components.exhibit import Exhibit, exhibits
from components.exports import pptx
from components.exports.about import head
from components.exports.native import drawn_lines, scale, value_axis
from components.exports.pptx_chart import is_native
from components.exports.report import Report, Section
from components.exports.tables import shown_rows
from components.formatting import is_known
from components.text import LANGUAGES, translator
from components.theme import SHEET_FONT
from tests.components.answers import ROWS, answer

MADE_AT = datetime(2026, 1, 15, 9, 30)


def made(key: str, lang: str = "ko", variant: str = "normal") -> Exhibit:
    return exhibits()[key](answer(key, variant), translator(lang))


def report(*shown: Exhibit, lang: str = "ko") -> Report:
    sections = tuple(Section(one.title, (one.finding,), one, "말할 것") for one in shown)
    return Report("월간 보고", sections, lang, "제주특별자치도 경제과", "제주 · 2024년", "ab12cd34", MADE_AT)


def read(data: bytes) -> Any:
    return Presentation(io.BytesIO(data))


def words(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_native_chart_holds_the_values_of_its_rows(lang: str) -> None:
    every = [one for key in sorted(ROWS) if is_native(one := made(key, lang))]
    assert len(every) > 20
    t = translator(lang)
    slides = list(read(pptx.written(report(*every, lang=lang), t)).slides)[1:]
    for one, slide in zip(every, slides, strict=True):
        chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
        lines = drawn_lines(one)
        step, _ = scale(lines, one, t)
        assert [series.name for series in chart.plots[0].series] == [line.label for line in lines], one.key
        for series, line in zip(chart.plots[0].series, lines, strict=True):
            for there, y in zip(series.values, line.ys, strict=True):
                assert there is None if not is_known(y) else there == pytest.approx(y / step), one.key


def joined(tables: list[list[list[str]]]) -> list[list[str]]:
    """Heads and rows of a table that goes on over slides: rows under the same heads, columns beside the first one."""
    parts: dict[tuple[str, ...], list[list[str]]] = {}
    for heads, *rows in tables:
        parts.setdefault(tuple(heads), []).extend(rows)
    told = [[list(heads), *rows] for heads, rows in parts.items()]
    assert len({tuple(line[0] for line in part) for part in told}) == 1, "every part begins with the first column"
    return [[*told[0][at], *(cell for part in told[1:] for cell in part[at][1:])] for at in range(len(told[0]))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_of_every_table_stands_on_a_slide(lang: str) -> None:
    t = translator(lang)
    for key in sorted(ROWS):
        one = made(key, lang)
        if one.drawing.kind != "table" or one.is_empty:
            continue
        show = read(pptx.written(report(one, lang=lang), t))
        tables = [shape.table for slide in show.slides for shape in slide.shapes if shape.has_table]
        assert joined([[[cell.text for cell in row.cells] for row in table.rows] for table in tables]) == [
            [head(column, t) for column in one.columns], *shown_rows(one, t)
        ], key  # fmt: skip


def test_a_long_table_goes_on_with_its_heads_and_says_which_part_it_is() -> None:
    one = made("market_editions")
    longer = dataclasses.replace(one, rows=one.rows.loc[one.rows.index.repeat(20)].reset_index(drop=True))
    show = read(pptx.written(report(longer), translator("ko")))
    tables = [shape.table for slide in show.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 2
    assert len({tuple(cell.text for cell in table.rows[0].cells) for table in tables}) == 1
    assert sum(len(table.rows) - 1 for table in tables) == len(longer.rows)
    assert f"(2/{len(tables)})" in words(show.slides[2])


@pytest.mark.parametrize("key", ["region_tiles", "market_points", "compare_spread"])
def test_what_powerpoint_cannot_draw_is_a_sharp_picture(key: str) -> None:
    show = read(pptx.written(report(made(key)), translator("ko")))
    pictures = [shape for shape in show.slides[1].shapes if shape.shape_type == 13]
    assert len(pictures) == 1
    wide, _ = pictures[0].image.size
    assert wide / (pictures[0].width / 914400) >= 90, "dots per inch as shown"


def test_every_letter_has_the_korean_typeface_and_its_language() -> None:
    show = read(pptx.written(report(made("payment_trend"), made("market_editions")), translator("ko")))
    runs = [run for slide in show.slides for run in slide._element.iter(qn("a:rPr"))]
    assert runs
    for run in runs:
        assert run.find(qn("a:ea")).get("typeface") == SHEET_FONT
        assert run.get("lang") == "ko-KR"
    for style in show.slide_master._element.iter(qn("a:defRPr")):
        assert style.find(qn("a:ea")).get("typeface") == SHEET_FONT
    chart = next(shape.chart for slide in show.slides for shape in slide.shapes if shape.has_chart)
    assert chart._chartSpace.xpath("c:txPr//a:defRPr/a:ea")[0].get("typeface") == SHEET_FONT


def test_pictures_have_words_slides_have_notes_sources_snapshot_and_page() -> None:
    one = made("payment_trend")
    show = read(pptx.written(report(one, made("region_tiles"), made("market_editions")), translator("ko")))
    assert show.core_properties.title == "월간 보고"
    for slide in list(show.slides)[1:]:
        figure = next(shape for shape in slide.shapes if shape.has_chart or shape.has_table or shape.shape_type == 13)
        assert figure._element.xpath(".//p:cNvPr")[0].get("descr")
        assert "출처" in words(slide) and "ab12cd34" in words(slide) and "예시 자료" in words(slide)
        assert slide._element.xpath(".//a:fld[@type='slidenum']")
        assert "말할 것" in slide.notes_slide.notes_text_frame.text
    notes = show.slides[1].notes_slide.notes_text_frame.text
    assert one.definition in notes and all(note in notes for note in one.notes)


def test_real_data_is_not_called_example_data() -> None:
    one = dataclasses.replace(made("payment_trend"), is_example=False)
    show = read(pptx.written(report(one), translator("ko")))
    assert "예시 자료" not in "".join(words(slide) for slide in show.slides)


def test_a_slide_of_words_alone_and_rows_without_values_are_made() -> None:
    told = Report("t", (Section("h", ("a", "b")), Section("e", (), made("payment_trend", variant="empty"))), "ko")
    assert len(read(pptx.written(told, translator("ko"))).slides) == 3


def test_a_formula_in_a_name_stays_a_name() -> None:
    one = made("payment_by_market")
    name = next(column.name for column in one.columns if column.unit == "text")
    sly = dataclasses.replace(one, rows=one.rows.assign(**{name: "=HYPERLINK(1)"}))
    show = read(pptx.written(report(sly), translator("ko")))
    for slide in show.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                from openpyxl import load_workbook

                book = load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                cells = [cell for row in book.active.iter_rows() for cell in row]
                assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_native_chart_begins_where_the_picture_does_and_its_ticks_differ() -> None:
    """A note says that the scale does not begin at zero: then it must not; and ticks of 0.2 are not written 0, 0, 1."""
    t = translator("ko")
    for key in sorted(ROWS):
        one = made(key)
        if not is_native(one) or one.drawing.kind in ("stacked_share", "portions"):
            continue
        lines = drawn_lines(one)
        step, _ = scale(lines, one, t)
        axis = value_axis(lines, one, step)
        known = [y / step for line in lines for y in line.ys if is_known(y) and not math.isinf(y)]
        if axis.minimum is not None:
            assert axis.minimum <= min(known) + 1e-9, key
        assert one.drawing.starts_at_zero is False or axis.minimum in (None, 0.0), key
        decimals = len(axis.form.rstrip("%").partition(".")[2]) + (2 if axis.form.endswith("%") else 0)
        assert round(axis.apart, decimals) == pytest.approx(axis.apart, rel=0.01), key
