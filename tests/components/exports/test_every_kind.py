"""Every kind of file says what it is: title, filters, unit, source with dates, when made, snapshot, example data."""

import dataclasses
import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest
from matplotlib.text import Text
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from components.exhibit import Exhibit, exhibits
from components.exports import csv, files, presentation
from components.exports.about import filters, unit_of
from components.exports.drawn import drawn
from components.exports.report import Report, Section
from components.text import LANGUAGES, Translator, translator
from tests.components.answers import answer

MADE_AT, SNAPSHOT = datetime(2026, 1, 15, 9, 30), "ab12cd34"
KEYS = ("payment_trend", "notable_changes")
#: Several sources may stand behind one figure; those that a kind has no room for are counted, the first is told.
DATES = ("2025-12", "2026-01-15")


def made(key: str, lang: str, *, is_example: bool = True) -> Exhibit:
    one = exhibits()[key](answer(key, "normal"), translator(lang))
    return dataclasses.replace(one, is_example=is_example).with_filters("제주특별자치도 · 2024년")


def report(*shown: Exhibit, lang: str) -> Report:
    sections = tuple(Section(one.title, (one.finding,), one) for one in shown)
    return Report("월간 보고", sections, lang, "경제과", "", SNAPSHOT, MADE_AT)


def xml_words(data: bytes, like: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if re.search(like, name)]
    return "".join("".join(re.findall(r">([^<]+)<", part)) for part in parts)


def pptx_words(data: bytes) -> str:
    slides = Presentation(io.BytesIO(data)).slides
    shown = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    return "".join([*shown, *(slide.notes_slide.notes_text_frame.text for slide in slides if slide.has_notes_slide)])


def xlsx_words(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line if cell]
    return "".join([*cells, *(str(sheet.oddHeader.right.text) for sheet in book)])


def pdf_words(data: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


READ: dict[str, Callable[[bytes], str]] = {
    "pptx": pptx_words,
    "pdf": pdf_words,
    "slides.pdf": pdf_words,
    "hwpx": lambda data: xml_words(data, r"Contents/.*\.xml$"),
    "xlsx": xlsx_words,
    "csv": lambda data: data.decode("utf-8-sig").replace('"', ""),
    "png": lambda data: str(Image.open(io.BytesIO(data)).text["Comment"]),  # type: ignore[attr-defined]
    "svg": lambda data: data.decode("utf-8"),
}


def squeezed(text: str) -> str:
    """Without blanks and quotes, which kinds of files write each in their way."""
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    return re.sub(r"[\s\"']", "", plain)


def said_of(one: Exhibit, t: Translator) -> dict[str, str]:
    source = one.sources[0]
    return {
        "title": one.title,
        "filters": "제주특별자치도 · 2024년",
        "unit": unit_of(one, t),
        "source": source.title_ko if t.lang == "ko" else source.title_en,
        **{f"date {at}": date for at, date in enumerate(DATES)},
        "made at": "2026-01-15 09:30",
        "snapshot": SNAPSHOT,
    }


def datas(kind: str, lang: str, *, is_example: bool) -> tuple[list[Exhibit], list[bytes]]:
    t = translator(lang)
    shown = [made(key, lang, is_example=is_example) for key in KEYS]
    told = report(*shown, lang=lang)
    if kind in files.OF_A_FIGURE:
        return shown, files.made_of_figures(kind, told, t)
    return shown, [files.made(kind, told, t)]


def test_every_kind_is_read_here() -> None:
    assert set(READ) == set(files.MIME) | set(files.OF_A_FIGURE)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(READ))
def test_every_kind_says_what_it_is_and_that_it_is_example_data(kind: str, lang: str) -> None:
    t = translator(lang)
    shown, made_of = datas(kind, lang, is_example=True)
    texts = [squeezed(READ[kind](data)) for data in made_of]
    for at, one in enumerate(shown):
        text = texts[at] if len(texts) > 1 else texts[0]
        for what, words in said_of(one, t).items():
            assert squeezed(words) in text, f"{kind}: {what} of {one.key}"
        assert squeezed(t("export.example_line")) in text or squeezed(t("product.example_data")) in text, kind


@pytest.mark.parametrize("kind", sorted(READ))
def test_real_data_is_not_called_example_data_in_any_kind(kind: str) -> None:
    t = translator("ko")
    _, made_of = datas(kind, "ko", is_example=False)
    assert all(squeezed(t("product.example_data")) not in squeezed(READ[kind](data)) for data in made_of)


def test_a_picture_shows_what_it_carries() -> None:
    t, one = translator("ko"), made("payment_trend", "ko")
    figure = drawn(one, t, made_at=MADE_AT, snapshot_id=SNAPSHOT)
    shown = squeezed("".join(text.get_text() for text in figure.findobj(Text)))
    for what, words in said_of(one, t).items():
        assert what == "unit" or squeezed(words) in shown, what
    assert "단위:원" in shown and squeezed(t("product.example_data")) in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_projected_slide_says_what_it_shows(lang: str) -> None:
    t = translator(lang)
    shown = [made(key, lang) for key in KEYS]
    told = presentation.told(report(*shown, lang=lang), t)
    assert SNAPSHOT in told["foot"] and "2026-01-15 09:30" in told["foot"]
    assert told["example"] == t("product.example_data")
    for one, slide in zip(shown, told["slides"][1:], strict=True):
        assert slide["heading"] == one.title
        for words in (filters(one, t), *DATES):
            assert words in slide["source"]
        assert slide.get("svg") or all("(" in head["text"] for head in slide["heads"] if head["right"])


def test_csv_opens_in_korean_and_keeps_the_snapshot_in_a_line_of_its_own() -> None:
    t = translator("ko")
    data = csv.written(made("payment_trend", "ko"), t, made_at=MADE_AT, snapshot_id=SNAPSHOT)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig").splitlines()[-1] == f"{t('export.snapshot')},{SNAPSHOT}"
