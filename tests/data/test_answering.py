"""Rows written for other programs: nothing a spreadsheet would run, nothing lost."""

import csv
import io
import json

import pandas as pd
import pytest

from data.answer import Answer, SourceNote
from data.answering import as_csv_bytes, as_json_bytes, neutral
from data.choice import Choice

NOTE = SourceNote("s", "=제목", "title", "발행", "publisher", "2024-11-04", "2024-12-01")


def answer(rows: pd.DataFrame, **changes: object) -> Answer:
    return Answer(rows, "q", Choice(sido="50"), sources=(NOTE,), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ["=1+1", "+82-2-123", "-x", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_a_cell_that_would_be_a_formula_begins_with_an_apostrophe(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-5", "+3.2", "-1e5", "가온시장", "", "a=b", 7, -7, None, 2.5])
def test_numbers_and_plain_text_stay_as_they_are(cell: object) -> None:
    assert neutral(cell) == cell


def test_csv_gives_back_every_value() -> None:
    rows = pd.DataFrame(
        {
            "month": pd.to_datetime(["2024-04-01", None]),
            "market_name": ['콤마, "따옴표"\n줄', "=A1"],
            "amount_krw": pd.array([-5, None], dtype="Int64"),
            "share": [0.25, float("nan")],
        }
    )
    found = list(csv.reader(io.StringIO(as_csv_bytes(answer(rows)).decode("utf-8-sig"))))
    assert found[0] == ["month", "market_name", "amount_krw", "share", "sources"]
    assert found[1] == ["2024-04-01", '콤마, "따옴표"\n줄', "-5", "0.25", "'=제목 (2024-11-04)"]
    assert found[2] == ["", "'=A1", "", "", "'=제목 (2024-11-04)"]


def test_an_answer_without_rows_still_has_its_header() -> None:
    found = as_csv_bytes(answer(pd.DataFrame({"month": [], "amount_krw": []})))
    assert found.decode("utf-8-sig") == "month,amount_krw,sources\r\n"


def test_example_rows_say_so_in_every_line() -> None:
    rows = pd.DataFrame({"a": [1, 2]})
    text = as_csv_bytes(answer(rows, is_example=True)).decode("utf-8-sig")
    assert text.count("예시 자료: ") == 2
    assert as_csv_bytes(answer(rows, is_example=True), "en").decode("utf-8-sig").count("Example data: title") == 2


def test_json_keeps_unknown_as_null() -> None:
    rows = pd.DataFrame({"month": pd.to_datetime(["2024-04-01"]), "amount_krw": pd.array([None], dtype="Int64")})
    told = json.loads(as_json_bytes(answer(rows)))
    assert told["rows"] == [{"month": "2024-04-01", "amount_krw": None}]
    assert told["choice"] == {"sido": "50"} and told["sources"][0]["edition"] == "2024-11-04"
