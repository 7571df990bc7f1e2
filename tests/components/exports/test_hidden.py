"""What is hidden says so beside the picture, in every kind of file: under it, and where a bar would be."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from components.exhibit import Exhibit
from components.exports import files, presentation
from components.exports.report import Report, Section
from components.text import LANGUAGES, Translator, translator
from components.withheld import REASON, in_words, notes_of
from tests.components.exports.test_hwpx import made

WHY = "few_businesses"


def hiding(key: str, t: Translator) -> Exhibit:
    """A figure of which the first row's values are hidden, as the gate hides them."""
    one = made(key, t.lang)
    numbers = [column.name for column in one.columns if column.unit not in ("text", "month")]
    rows = one.rows.assign(**{REASON: [WHY, *[""] * (len(one.rows) - 1)]}).astype(dict.fromkeys(numbers, object))
    rows.loc[rows.index[0], numbers] = None
    note = t("note.withheld_because", why=in_words(WHY, t))
    return replace(one, rows=rows).with_reasons(t).with_notes(note)


def told(one: Exhibit, kind: str, t: Translator) -> bytes:
    return files.made(kind, Report("보고", (Section(one.title, (one.finding,), one),), t.lang), t)


def plain(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reason_stands_beside_the_picture_in_every_kind_of_file(lang: str) -> None:
    t = translator(lang)
    one = hiding("biggest_changes", t)
    (why,) = notes_of(one.notes, t)
    assert in_words(WHY, t) in why

    slide = Presentation(io.BytesIO(told(one, "pptx", t))).slides[1]
    chart = next(shape for shape in slide.shapes if shape.has_chart)
    (line,) = [shape for shape in slide.shapes if shape.has_text_frame and why in shape.text_frame.text]
    foot = [shape for shape in slide.shapes if shape.has_text_frame and t("export.made_at") in shape.text_frame.text]
    assert chart.top + chart.height <= line.top and line.top + line.height <= foot[0].top

    for paper in ("pdf", "slides.pdf"):
        pages = [plain(page.extract_text()) for page in PdfReader(io.BytesIO(told(one, paper, t))).pages]
        (place,) = [at for at, page in enumerate(pages) if plain(one.finding) in page]
        assert plain(why) in pages[place], paper

    with zipfile.ZipFile(io.BytesIO(told(one, "hwpx", t))) as archive:
        words = archive.read("Contents/section0.xml").decode()
    assert words.index("<hp:pic " if "<hp:pic " in words else "<hp:chart ") < words.index(why) < words.index("<hp:tbl ")

    sheet = load_workbook(io.BytesIO(told(one, "xlsx", t)))[one.title[:31]]
    (drawn,) = sheet._charts
    assert sheet.cell(drawn.anchor._from.row, drawn.anchor._from.col + 1).value == why

    shown: list[dict[str, Any]] = presentation.told(Report("보고", (Section(one.title, (), one),), lang), t)["slides"]
    assert shown[-1]["source"].startswith(why)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_a_bar_would_be_its_name_says_why_it_is_not_there(lang: str) -> None:
    t = translator(lang)
    one = hiding("biggest_changes", t)
    names = [str(name) for name in one.rows[one.drawing.label or one.drawing.x]]
    slide = Presentation(io.BytesIO(told(one, "pptx", t))).slides[1]
    chart = next(shape.chart for shape in slide.shapes if shape.has_chart)
    assert list(chart.plots[0].categories) == [f"{names[0]}: {t('product.withheld')}", *names[1:]]
    assert pd.isna(chart.plots[0].series[0].values[0]) or chart.plots[0].series[0].values[0] is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_that_hides_nothing_says_nothing_of_it(lang: str) -> None:
    t = translator(lang)
    assert notes_of(made("biggest_changes", lang).notes, t) == []
    assert notes_of(["업체는 비공개입니다.", "Payments of 3 markets"], t) == []
