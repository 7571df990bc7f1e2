"""JSON downloads come in like tables."""

import json

import pytest
from sqlalchemy import select

from data.importing import import_file
from data.models import ForeignPayment
from data.store import reading
from tests.data.importing.conftest import GOOD, HEADER, changed

RECORD = dict(zip(HEADER, GOOD, strict=True))


@pytest.mark.parametrize(
    "answer",
    [
        [RECORD],
        {"fields": [{"id": name} for name in HEADER], "records": [RECORD]},
        {"result": "OK", "totalCnt": 1, "list": [RECORD]},
        {"response": {"header": {"code": "00"}, "body": {"items": {"item": [RECORD]}, "numOfRows": 10}}},
        {"response": {"body": {"items": [dict(zip(HEADER, [*GOOD[:5], 1234000, 120.0, None, False], strict=True))]}}},
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_the_list_of_records_is_found_in_every_answer(url, tmp_path, answer, encoding):
    path = tmp_path / "answer.json"
    path.write_bytes(json.dumps(answer, ensure_ascii=False).encode(encoding))
    report = import_file(path, url=url)
    assert (report.source, report.rows_new) == ("payment_month", 1), report.error


def test_a_refused_record_is_told_by_its_number(url, tmp_path):
    path = tmp_path / "answer.json"
    bad = dict(zip(HEADER, changed(기준월="2024-00"), strict=True))
    path.write_text(json.dumps([RECORD, bad], ensure_ascii=False))
    report = import_file(path, url=url)
    assert [(cell.row, cell.column, cell.reason) for cell in report.refusals] == [(2, "기준월", "no_such_day")]


@pytest.mark.parametrize("text", ['{"a": [', '{"a": 1}', "[1, 2]", "[]", '{"list": []}'])
def test_broken_json_and_json_without_records_are_refused(url, tmp_path, text):
    path = tmp_path / "answer.json"
    path.write_text(text)
    assert import_file(path, url=url).status == "refused"


def test_foreign_payments_keep_wallet_and_country_and_blank_country_is_not_told(url, write):
    header = ("시장명", "기준월", "간편결제", "국가", "결제금액(천원)", "결제건수")
    rows = [
        ("동문재래시장", "2024-05", "알리페이+", "중국", "1,000", "10"),
        ("동문재래시장", "2024-05", "WeChat Pay", "대만", "2.5", ""),
        ("동문재래시장", "2024-05", "해외발행카드", "", "3", "1"),
        ("동문재래시장", "2024-05", "해외발행카드", "아틀란티스", "3", "1"),
    ]
    report = import_file(write(rows, header=header), url=url)
    assert (report.source, report.rows_new) == ("foreign_payment_month", 3)
    assert [(cell.row, cell.column, cell.reason) for cell in report.refusals] == [(5, "국가", "unknown_code")]
    with reading(url) as connection:
        kept = connection.execute(select(ForeignPayment.__table__).order_by(ForeignPayment.wallet)).mappings().all()
    assert [(row["wallet"], row["country"], row["amount_krw"], row["transaction_count"]) for row in kept] == [
        (1, "CN", 1_000_000, 10), (2, "TW", 2500, None), (4, "", 3000, 1),
    ]  # fmt: skip
