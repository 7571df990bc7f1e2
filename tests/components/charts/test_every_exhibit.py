"""Every exhibit, present and future: made, drawn and taken away from awkward rows, in both languages."""

import csv
import io
import re
from datetime import date, datetime

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from components.charts.draw import figure
from components.exhibit import Exhibit, exhibits
from components.exports import csv as csv_export
from components.exports import png, xlsx
from components.exports.tables import neutral, plain_rows, shown_rows
from components.text import LANGUAGES, translator
from components.theme import DARK, LIGHT
from tests.components.answers import ROWS, VARIANTS, answer

KEYS = sorted(exhibits())
MADE_AT = datetime(2026, 1, 15, 9, 30)
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def made(key: str, variant: str = "normal", lang: str = "ko", *, is_example: bool = True) -> Exhibit:
    return exhibits()[key](answer(key, variant, is_example=is_example), translator(lang))


def test_every_exhibit_has_hand_made_rows() -> None:
    assert set(ROWS) == set(KEYS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("key", KEYS)
def test_it_is_made_and_its_words_are_whole(key: str, variant: str, lang: str) -> None:
    one = made(key, variant, lang)
    assert one.key == key
    assert one.title and one.finding and one.definition
    for words in (one.title, one.finding, one.definition, *one.notes):
        assert not re.search(r"[{}]|\bnan\b|None|NaT|\binf\b", words), words
        if lang == "en":
            assert not re.search("[가-힣]", re.sub("[‘(].*?[)’]", "", words)) or "시장" in words, words
    assert {column.name for column in one.columns} <= set(one.rows.columns)
    assert all(column.label for column in one.columns)
    assert one.sources and one.store_version == 7


@pytest.mark.parametrize("key", KEYS)
def test_without_rows_it_is_empty_and_says_so(key: str) -> None:
    one = made(key, "empty")
    assert one.is_empty
    assert one.finding == translator("ko")("finding.nothing")


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=lambda colours: colours.name)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("key", KEYS)
def test_it_is_drawn(key: str, variant: str, lang: str, colours: object) -> None:
    one = made(key, variant, lang)
    drawn = figure(one, colours, lang)  # type: ignore[arg-type]
    assert bool(drawn.data) is not one.is_empty
    said = " ".join(str(note.text) for note in drawn.layout.annotations)
    assert translator(lang)("product.example_data") in said
    assert not re.search(r"\b(nan|nat|infinity)\b", drawn.to_json(), re.IGNORECASE)


@pytest.mark.parametrize("key", KEYS)
def test_a_name_from_a_file_is_text_and_not_markup(key: str) -> None:
    assert "<b>다온" not in figure(made(key), LIGHT, "ko").to_json()


@pytest.mark.parametrize("key", KEYS)
def test_real_data_is_not_called_example_data(key: str) -> None:
    one = made(key, is_example=False)
    said = figure(one, LIGHT, "ko").to_json() + csv_export.written(one, translator("ko")).decode("utf-8-sig")
    assert "예시 자료" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("key", KEYS)
def test_its_csv_reads_back_as_its_rows(key: str, variant: str, lang: str) -> None:
    one, t = made(key, variant, lang), translator(lang)
    data = csv_export.written(one, t, made_at=MADE_AT)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    head, body, rest = lines[0], lines[1 : 1 + len(one.rows)], lines[1 + len(one.rows) :]
    assert rest[0] == []
    assert len(head) == len(one.columns) + 1
    for row, cells in zip(body, plain_rows(one), strict=True):
        assert row[-1] == t("product.example_data")
        for text, cell, column in zip(row, cells, one.columns, strict=False):
            _same(text, cell, column.unit)
    about = dict(rest[1:])
    assert about[t("export.title")] == one.title
    assert about[t("export.made_at")] == "2026-01-15 09:30"
    assert t("export.filters") in about and t("export.source") in about and t("export.version") in about


def _same(text: str, cell: object, unit: str) -> None:
    if cell is None:
        assert text == ""
    elif isinstance(cell, date):
        assert text.startswith(str(cell.year))
    elif isinstance(cell, str):
        assert text == neutral(cell)
    else:
        scale = 100 if unit in ("share", "change", "points") else 1
        assert float(text) == pytest.approx(cell * scale, abs=1e-7)  # type: ignore[operator]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("key", KEYS)
def test_its_workbook_reads_back_as_its_rows(key: str, variant: str, lang: str) -> None:
    one, t = made(key, variant, lang), translator(lang)
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.written(one, t, made_at=MADE_AT)))
    sheet = book.get_sheet_by_index(0).to_python()
    assert sheet[0][0] == one.title and sheet[2][0] == t("export.example_line")
    for row, cells in zip(sheet[4 : 4 + len(one.rows)], plain_rows(one), strict=True):
        for read, cell in zip(row, cells, strict=False):
            assert read == ("" if cell is None else pytest.approx(cell) if isinstance(cell, float) else cell)
    words = " ".join(str(row[0]) for row in sheet)
    assert t("export.source") in words and "2026-01-15 09:30" in words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_its_picture_is_made(key: str, lang: str) -> None:
    assert png.written(made(key, "normal", lang), translator(lang), made_at=MADE_AT).startswith(PNG_SIGNATURE)


@pytest.mark.parametrize("variant", ["empty", "one_row", "without_values"])
@pytest.mark.parametrize("key", KEYS)
def test_a_picture_of_few_rows_is_made_too(key: str, variant: str) -> None:
    assert png.written(made(key, variant), translator("ko"), made_at=MADE_AT).startswith(PNG_SIGNATURE)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_its_table_is_whole(key: str, lang: str) -> None:
    one = made(key, "normal", lang)
    shown = shown_rows(one, translator(lang))
    assert len(shown) == len(one.rows)
    assert all(text for row in shown for text in row)


def test_the_same_rows_give_the_same_words_in_csv_and_on_the_screen() -> None:
    one = made("payment_by_region")
    shown = pd.DataFrame(shown_rows(one, translator("ko")), columns=[column.label for column in one.columns])
    assert list(shown["결제액"]) == ["3,200억 원", "–", "700억 원"]
