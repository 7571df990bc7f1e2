"""What is filled into our own forms comes back in; nothing else of the form does."""

import io

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from data.codes import ImportStatus
from data.importing import import_file, refused_rows, template, template_names, undo
from data.importing.spellings import code_names
from data.importing.templates import heading
from data.sources import sources
from data.store import writing
from tests.data import facts
from tests.data.importing.conftest import GOOD, changed

FILLED = {
    "market_name": "남광주시장", "sido": "광주광역시", "sigungu": "동구", "month": "2024-10", "day": "2024-10-31",
    "method": "onnuri_card", "wallet": "alipay_plus", "country": "CN", "amount_krw": 1500000, "transaction_count": 12,
    "payer_count": "", "is_provisional": "Y", "store_name": "가상반찬", "channel": "smartstore",
    "trained_day": "2023-03-02",
    "opened_day": "2023-04-01", "first_order_day": "2023-04-15", "last_order_day": "2024-10-20", "order_count": 31,
    "sales_krw": 890000, "as_of": "2024-10-31", "item": "map_listing", "is_present": "Y", "last_used_day": "2024-10-30",
    "programme_code": "P1", "programme_name": "가상사업", "funder": "도비", "year": "2024", "planned_krw": 50000000,
    "figure": "교육 인원", "role": "target", "value_text": "30여", "participant_kind": "merchant",
    "participant_name": "가상반찬", "due_day": "2024-12-31", "platform": "가상몰", "event_code": "E1", "title": "방송",
    "starts_day": "2024-10-01", "rule_code": "R1", "discount_rate": "50%", "asset_name": "입구 전광판",
    "measure": "heartbeat", "read_at": "2024-10-01 13:30",
}  # fmt: skip
#: Where a column means something else than in other templates.
FILLED_OF = {
    "programme": {"programme_code": "P2", "kind": "payment_promotion"}, "event": {"kind": "broadcast"},
    "asset": {"asset_name": "공유주차장", "kind": "car_park"}, "milestone": {"item": "방송실 마련"},
    "request": {"request_code": "R1", "raised_day": "2024-05-02", "text": "주차장을 늘려 달라"},
    "claim": {"claim_code": "C1", "text": "결제액이 25% 늘었다", "value_text": "25%", "kind": "growth", "measure": ""},
}  # fmt: skip


@pytest.fixture(autouse=True)
def ledger(url):
    """A programme and an asset of it, which the rows below speak of."""
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(900, "programme")])
        facts.put(
            connection,
            "programme",
            [{"programme_code": "P1", "programme_name": "가상사업", "kind": "payment_promotion", "import_id": 900}],
        )
        facts.put(
            connection, "asset", [{"market_id": 6, "asset_name": "입구 전광판", "kind": "sign", "import_id": 900}]
        )


def filled(name, lang, rows=1):
    """The template as a person fills it in, as bytes of an xlsx."""
    book = openpyxl.load_workbook(io.BytesIO(template(name, lang, ["남광주시장"])))
    sheet = book.worksheets[0]
    for row in range(rows):
        for at, column in enumerate(sources()[name].columns.values(), start=1):
            cell = FILLED_OF.get(name, {}).get(column.name, FILLED.get(column.name, ""))
            if column.type == "code" and cell and lang == "ko":
                cell = code_names(column.codes)[cell]
            sheet.cell(row=row + 2, column=at).value = cell or None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", template_names())
def test_what_is_filled_in_comes_back_in(url, tmp_path, name, lang):
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled(name, lang))
    report = import_file(path, url=url)
    assert (report.status, report.source, report.rows_read, report.rows_new) == (
        ImportStatus.KEPT, name, 1, 1,
    ), report.error  # fmt: skip
    assert report.refusals == ()


@pytest.mark.parametrize("encoding", ["cp949", "utf-8-sig"])
@pytest.mark.parametrize("name", template_names())
def test_a_csv_saved_from_it_comes_in_too(url, tmp_path, name, encoding):
    rows = CalamineWorkbook.from_filelike(io.BytesIO(filled(name, "ko"))).get_sheet_by_index(0).to_python()
    path = tmp_path / "saved.csv"
    shown = [f"{cell:,.0f}" if isinstance(cell, float) else str(cell) for row in rows[1:] for cell in row]
    lines = [",".join(rows[0]), ",".join(f'"{cell}"' if "," in cell else cell for cell in shown)]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    report = import_file(path, url=url)
    assert (report.source, report.rows_new) == (name, 1), (report.error, report.refusals)


@pytest.mark.parametrize("name", template_names())
def test_an_unfilled_form_is_an_empty_file_and_its_example_is_not_read(url, tmp_path, name):
    path = tmp_path / "empty.xlsx"
    path.write_bytes(template(name))
    report = import_file(path, url=url)
    assert report.status is ImportStatus.REFUSED
    assert type(report.problem).__name__ == "EmptyFile"


@pytest.mark.parametrize("name", template_names())
def test_every_column_has_a_note_every_code_a_drop_down_and_numbers_their_format(name):
    book = openpyxl.load_workbook(io.BytesIO(template(name, "ko", ["나시장", "가시장", "=위험"])))
    entry, example, lists = book.worksheets
    assert (entry.freeze_panes, lists.sheet_state, example.title[:2]) == ("A2", "hidden", "예시")
    columns = list(sources()[name].columns.values())
    for cell, column in zip(entry[1], columns, strict=True):
        assert cell.value == heading(column, "ko")
        assert len(cell.comment.text) > 12
    with_lists = [c for c in columns if c.type in ("code", "yes_no") or c.name in ("market_name", "sido")]
    assert len(entry.data_validations.dataValidation) == len(with_lists)
    for at in [at for at, column in enumerate(columns) if column.name == "market_name"]:
        found = [cell.value for cell in lists[entry[1][at].column_letter]][:4]
        assert found == [heading(columns[at], "ko"), "'=위험", "가시장", "나시장"]
    for amount in (cell for cell, column in zip(entry[1], columns, strict=True) if column.type == "krw"):
        assert "(원)" in amount.value
        assert entry.column_dimensions[amount.column_letter].number_format == "#,##0"


def test_market_names_of_the_store_stand_in_the_drop_down(url):
    book = openpyxl.load_workbook(io.BytesIO(template("payment_month", url=url)))
    assert "서귀포매일올레시장" in [cell.value for cell in book.worksheets[2]["B"]]


def test_refused_rows_come_back_in_once_they_are_mended(url, write, tmp_path):
    report = import_file(write([GOOD, changed(기준월="2024-13"), changed(시장명="=1+1", 기준월="2024-06")]), url=url)
    assert report.rows_refused == 2
    text = refused_rows(report).decode("utf-8-sig")
    assert text == refused_rows(report.import_id, url=url).decode("utf-8-sig")
    assert "달력에 없는 날짜" in text
    assert "'=1+1" in text
    path = tmp_path / "mended.csv"
    for wrong, right in {"2024-13": "2024-12", "'=1+1": "남광주시장", "제주시": "", "제주특별자치도": ""}.items():
        text = text.replace(wrong, right)
    path.write_text(text, encoding="utf-8")
    mended = import_file(path, url=url)
    assert (mended.rows_read, mended.rows_new, mended.source) == (2, 2, "payment_month")
    undo(mended.import_id, url=url)


def test_a_name_that_looks_like_a_formula_is_told_as_it_stood(url, write):
    report = import_file(write([GOOD, changed(시장명="'=1+1")]), url=url)
    assert report.refusals[0].value == "'=1+1"
    assert report.refusals[0].reason == "unknown_market"
