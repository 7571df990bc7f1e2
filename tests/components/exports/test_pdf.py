"""Reports as PDF, read back: every number is there, the tags are, and nothing in a name becomes markup."""

import dataclasses
import io
import re
from datetime import datetime

import pytest
from pypdf import PdfReader

from components.exhibit import Exhibit, exhibits
from components.exports import fonts, pdf, svg
from components.exports.report import Report, Section
from components.exports.tables import shown_rows
from components.text import LANGUAGES, translator
from data.errors import FontMissing
from tests.components.answers import ROWS, answer

MADE_AT = datetime(2026, 1, 15, 9, 30)


def made(key: str, lang: str = "ko", variant: str = "normal") -> Exhibit:
    return exhibits()[key](answer(key, variant), translator(lang))


def report(*shown: Exhibit, lang: str = "ko", title: str = "월간 보고") -> Report:
    sections = tuple(Section(one.title, (one.finding,), one) for one in shown)
    return Report(title, sections, lang, "제주특별자치도 경제과", "제주 · 2024년", "ab12cd34", MADE_AT)


def words(data: bytes) -> str:
    """All words of the file without blanks: lines may break anywhere between words."""
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cell_of_every_exhibit_stands_in_the_paper(lang: str) -> None:
    keys = sorted(ROWS) if lang == "ko" else ["payment_trend", "market_editions", "notable_changes"]
    every = [made(key, lang) for key in keys]
    said = words(pdf.written(report(*every, lang=lang), translator(lang)))
    for one in every:
        for row in shown_rows(one, translator(lang)):
            for cell in row:
                assert re.sub(r"\s", "", cell) in said, (one.key, cell)
        for text in (one.title, one.finding, *one.notes):
            assert re.sub(r"\s", "", text) in said, (one.key, text)
    for text in ("ab12cd34", "2026-01-15 09:30", "제주특별자치도 경제과"):
        assert re.sub(r"\s", "", text) in said, text


@pytest.mark.parametrize("paper", ["a4", "16:9"])
def test_it_is_tagged_and_knows_its_language_title_and_pages(paper: pdf.Paper) -> None:
    one = made("payment_trend")
    read = PdfReader(io.BytesIO(pdf.written(report(one, made("payment_by_region")), translator("ko"), paper=paper)))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in root
    assert root["/Lang"] == "ko"
    assert read.metadata is not None and read.metadata.title == "월간 보고"
    assert [one["/Title"] for one in read.outline][-2:] == [one.title, made("payment_by_region").title]
    wide = float(read.pages[0].mediabox.width) > float(read.pages[0].mediabox.height)
    assert wide is (paper == "16:9")
    assert f"{len(read.pages)}/{len(read.pages)}" in words(pdf.written(report(one, made("payment_by_region")),
                                                                       translator("ko"), paper=paper))  # fmt: skip


def test_the_font_is_inside() -> None:
    read = PdfReader(io.BytesIO(pdf.written(report(made("payment_trend")), translator("ko"))))
    fonts_used = [font.get_object() for font in read.pages[-1]["/Resources"]["/Font"].values()]
    assert fonts_used
    for font in fonts_used:
        inside = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(inside)
        assert "NanumGothic" in font["/BaseFont"]


def test_heads_are_repeated_on_every_page_of_a_long_table() -> None:
    one = made("payment_trend")
    longer = dataclasses.replace(one, rows=one.rows.loc[one.rows.index.repeat(6)].reset_index(drop=True))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf.written(report(longer), translator("ko")))).pages]
    assert len(pages) > 3
    for page in pages[1:-1]:
        assert "증감률(%)" in re.sub(r"\s", "", page)


def test_names_that_look_like_markup_stay_names() -> None:
    one = made("payment_trend")
    sly = '*굵게* #read("/etc/passwd") $x^2$ <img src=x onerror=alert(1)> `=HYPERLINK()`'
    said = words(pdf.written(report(dataclasses.replace(one, title=sly), title=sly), translator("ko")))
    assert said.count(re.sub(r"\s", "", sly)) >= 3


def test_example_data_is_said_on_every_page_and_real_data_is_not_called_so() -> None:
    one = made("payment_trend")
    pages = PdfReader(io.BytesIO(pdf.written(report(one), translator("ko")))).pages
    assert all("예시" in page.extract_text() for page in pages)
    real = report(dataclasses.replace(one, is_example=False))
    assert "예시자료" not in words(pdf.written(real, translator("ko")))


def test_a_missing_font_is_said_before_anything_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.font_file.cache_clear()
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_package")
    with pytest.raises(FontMissing):
        pdf.written(report(made("payment_trend")), translator("ko"))
    fonts.font_file.cache_clear()


def test_progress_counts_the_sections() -> None:
    told: list[tuple[int, int]] = []
    one = made("payment_trend")
    pdf.written(report(one, one), translator("ko"), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_the_same_exhibit_gives_the_same_lines() -> None:
    one = made("payment_trend")
    first, again = (svg.written(one, translator("ko"), made_at=MADE_AT) for _ in range(2))
    assert first == again and b"<svg" in first and b"<text" not in first
