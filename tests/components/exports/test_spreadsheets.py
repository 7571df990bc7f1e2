"""What leaves as CSV or workbook opens safely, says what it is, and keeps its numbers."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pandas as pd
import pytest

from components.exhibit import Column, Drawing, Exhibit, exhibits
from components.exports import csv as csv_export
from components.exports import xlsx
from components.exports.about import about, filters
from components.exports.tables import is_dangerous, neutral, plain
from components.text import translator
from data.choice import Choice
from data.codes import PaymentMethod
from tests.components.answers import answer

KO = translator("ko")
DANGEROUS = [
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＠x",
    '=HYPERLINK("x")',
]
HARMLESS = ["-5", "+82", "-1,234.5", "시장", "1=1", "a@b", "", "–", "5일장", "-1e5"]


def exhibit_of(rows: pd.DataFrame, *columns: Column, title: str = "제목") -> Exhibit:
    return Exhibit("k", title, "내용.", rows, columns, Drawing("table", y=columns[0].name), (), Choice(), "q")


def trend(lang: str = "ko") -> Exhibit:
    return exhibits()["payment_trend"](answer("payment_trend"), translator(lang))


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_a_spreadsheet_would_run_is_not_run(text: str) -> None:
    assert is_dangerous(text)
    assert neutral(text) == f"'{text}"
    one = exhibit_of(pd.DataFrame({"name": [text]}), Column("name", text, "text"), title=text)
    lines = read_csv(csv_export.written(one, KO))
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠")) for line in lines for cell in line
    )


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


def test_a_negative_number_stays_a_number() -> None:
    one = exhibit_of(
        pd.DataFrame({"change_krw": [-5], "name": ["x"]}),
        Column("name", "이름", "text"),
        Column("change_krw", "차이", "krw"),
    )
    assert read_csv(csv_export.written(one, KO))[1] == ["x", "-5"]


@pytest.mark.parametrize("text", DANGEROUS[:4])
def test_a_workbook_holds_no_formula(text: str) -> None:
    one = exhibit_of(pd.DataFrame({"name": [text]}), Column("name", "이름", "text"))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.written(one, KO))).worksheets[0]
    cell = sheet.cell(5, 1)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.style_id and sheet.cell(5, 1).quotePrefix
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_comma_a_quote_and_a_line_break_stay_in_their_cell() -> None:
    text = '가,나 "다"\n라'
    one = exhibit_of(pd.DataFrame({"name": [text]}), Column("name", "이름", "text"))
    assert read_csv(csv_export.written(one, KO))[1] == [text]


def test_percentages_leave_as_percent_and_months_as_months() -> None:
    rows = pd.DataFrame(
        {
            "month": [pd.Timestamp(2024, 5, 1)],
            "digital_share": [0.1234],
            "quarter": [pd.Timestamp(2024, 4, 1)],
            "amount_krw": pd.array([None], dtype="Int64"),
        }
    )
    one = exhibit_of(
        rows,
        Column("month", "월", "month"),
        Column("digital_share", "비중", "share"),
        Column("quarter", "분기", "quarter"),
        Column("amount_krw", "결제액", "krw"),
    )
    head, row = read_csv(csv_export.written(one, KO))[:2]
    assert head == ["월", "비중(%)", "분기", "결제액(원)"]
    assert row == ["2024-05", "12.34", "2024-Q2", ""]


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_file_says_what_it_is(lang: str) -> None:
    t, one = translator(lang), trend(lang)
    said = dict(about(one, t, datetime(2026, 1, 15, 9, 30)))
    assert said[t("export.title")] == one.title
    assert said[t("export.made_at")] == "2026-01-15 09:30"
    assert said[t("export.version")] == "hand.payment_trend · 7"
    assert "2025-12" in said[t("export.source")] and "2026-01-15" in said[t("export.source")]
    assert said[t("export.example")] == t("export.example_line")
    assert one.definition in said.values() and set(one.notes) & set(said.values())


def test_the_choice_is_said_in_words_also_where_the_screen_gave_none() -> None:
    choice = Choice(sido="50", start=20240101, end=20240501, methods=(PaymentMethod.CARD,))
    one = replace(trend(), choice=choice)
    assert filters(one, KO) == "50 · card · 2024년 1월~2024년 5월"
    assert filters(one.with_filters("제주특별자치도"), KO) == "제주특별자치도"
    assert filters(replace(one, choice=Choice()), KO) == "전체"


def test_a_workbook_has_a_sheet_per_exhibit_with_frozen_heads_and_native_charts() -> None:
    made = [exhibits()[key](answer(key), KO) for key in ("payment_trend", "payment_by_method", "payment_by_market")]
    data = xlsx.written([*made, made[0]], KO)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["월별 결제액", "결제수단별 결제액", "시장별 결제액", "월별 결제액 2"]
    assert all(sheet.freeze_panes == "A5" for sheet in book)
    assert [len(sheet._charts) for sheet in book] == [1, 1, 0, 1]
    amount = book.worksheets[0]["B5"]
    assert amount.number_format == "#,##0" and amount.value == made[0].rows["amount_krw"].iloc[0]
    month = book.worksheets[0]["A5"]
    assert month.value == datetime(2023, 1, 1) and "월" in month.number_format


def test_a_chart_of_the_workbook_draws_the_rows_scaled_as_it_says() -> None:
    one = trend()
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.written(one, KO))).worksheets[0]
    top = next(row for row in range(5, 60) if sheet.cell(row, len(one.columns) + 2).value)
    column = len(one.columns) + 2
    assert sheet.cell(top, column).value == "그림에 쓴 값. 단위: 억 원"
    assert sheet.cell(top + 2, column).value == "2023년 1월"
    assert sheet.cell(top + 2, column + 1).value == pytest.approx(one.rows["amount_krw"].iloc[0] / 1e8)
    hole = sheet.cell(top + 2 + 5, column + 1)
    assert sheet.cell(top + 2 + 5, column).value == "2023년 6월" and hole.value is None


@pytest.mark.parametrize("key", ["biggest_changes", "programme_budget", "promotion_money"])
def test_lying_bars_run_from_left_to_right_and_from_the_first_row_down(key: str) -> None:
    one = exhibits()[key](answer(key), KO)
    (chart,) = openpyxl.load_workbook(io.BytesIO(xlsx.written(one, KO))).worksheets[0]._charts
    assert chart.barDir == "bar"
    assert chart.x_axis.scaling.orientation == "maxMin", "names from the top"
    assert chart.y_axis.scaling.orientation == "minMax" and chart.y_axis.title is not None, "values to the right"


def test_bars_of_a_range_lie_on_one_another_and_hold_its_bounds() -> None:
    one = exhibits()["promotion_money"](answer("promotion_money"), KO)
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.written(one, KO))).worksheets[0]
    assert sheet._charts[0].overlap == 100
    column = len(one.columns) + 2
    top = next(row for row in range(5, 80) if sheet.cell(row, column).value)
    heads = [sheet.cell(top + 1, column + at).value for at in (1, 2, 3)]
    drawing = one.drawing
    assert heads == [one.column(name).label for name in (drawing.high, drawing.low, drawing.y)]


def test_a_sheet_name_is_one_that_excel_takes() -> None:
    rows = pd.DataFrame({"name": ["x"]})
    named = [
        exhibit_of(rows, Column("name", "이름", "text"), title=title)
        for title in ("a/b:c*[d]?'", "가" * 50, "가" * 50, "")
    ]
    names = openpyxl.load_workbook(io.BytesIO(xlsx.written(named, KO))).sheetnames
    assert names[0] == "a b c  d" and len({name.casefold() for name in names}) == 4
    assert all(len(name) <= 31 for name in names)


def test_a_workbook_of_one_exhibit_is_a_sound_archive() -> None:
    assert zipfile.ZipFile(io.BytesIO(xlsx.written(trend(), KO))).testzip() is None


@pytest.mark.parametrize(
    ("value", "unit", "cell"),
    [
        (pd.NA, "krw", None),
        (float("inf"), "change", None),
        (3.0, "krw", 3),
        (0.5, "share", 0.5),
        ("11", "text", "11"),
        (pd.Timestamp(2024, 5, 1), "month", date(2024, 5, 1)),
        (20240501, "month", date(2024, 5, 1)),
        (True, "text", "True"),
    ],
)
def test_values_leave_as_plain_ones(value: object, unit: str, cell: object) -> None:
    assert plain(value, unit) == cell  # type: ignore[arg-type]
    assert type(plain(value, unit)) is type(cell)  # type: ignore[arg-type]


def test_small_multiples_are_a_chart_for_each_series_on_one_scale() -> None:
    one = exhibits()["compare_trend"](answer("compare_trend"), KO)
    assert one.drawing.facets
    labels = list(dict.fromkeys(one.rows["label"]))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.written(one, KO))).worksheets[0]
    charts = sheet._charts
    assert len(charts) == len(labels) > 1
    assert [chart.title.tx.rich.p[0].r[0].t for chart in charts] == labels
    scales = {(chart.y_axis.scaling.min, chart.y_axis.scaling.max) for chart in charts}
    ((low, high),) = scales
    step = 10**8
    for label, chart in zip(labels, charts, strict=True):
        (series,) = chart.series
        reference = series.val.numRef.f.replace("$", "").rpartition("!")[2]
        drawn = [cell.value for (cell,) in sheet[reference]]
        rows = one.rows[(one.rows["label"] == label).to_numpy()]
        known = [float(value) / step for value in rows["amount_krw"].dropna()]
        assert [value for value in drawn if value is not None] == pytest.approx(known)
        assert low <= min(known) and max(known) <= high
    places = {(chart.anchor._from.row, chart.anchor._from.col) for chart in charts}
    assert len(places) == len(charts), "charts lie on one another"
    below = int(re.sub(r"[A-Z:]", " ", reference).split()[0])
    assert all(chart.anchor.to.row < below for chart in charts), "charts lie on the values"
