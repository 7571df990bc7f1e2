"""One file into the store and out again: counts, kept rows, editions, repeats, undo."""

import pandas as pd
import pytest
from sqlalchemy import select

from data.codes import ImportStatus, PaymentMethod
from data.errors import HoldsExampleData, UnknownImport, UnknownSource
from data.importing import import_file, undo
from data.models import Import, Payment, PaymentPast
from data.store import reading, store_version, writing
from data.summaries import differences
from tests.data.importing.conftest import GOOD, HEADER, changed


def payments(url):
    with reading(url) as connection:
        rows = connection.execute(select(Payment.__table__)).mappings().all()
        assert differences(connection) == []
    return {(row["market_id"], row["day"], row["method"]): row["amount_krw"] for row in rows}


def reasons(report):
    return [(cell.row, cell.reason) for cell in report.refusals]


def test_a_good_row_is_kept_with_all_it_says(url, write):
    report = import_file(write([GOOD]), url=url, imported_by="officer")
    assert (report.status, report.source, report.rows_new) == (ImportStatus.KEPT, "payment_month", 1)
    with reading(url) as connection:
        row = connection.execute(select(Payment.__table__)).mappings().one()
        kept = connection.execute(select(Import.__table__)).mappings().one()
    assert dict(row) == {
        "market_id": 1, "grain": 2, "day": 20240401, "method": PaymentMethod.ZEROPAY.number, "amount_krw": 1234000,
        "transaction_count": 120, "payer_count": 100, "is_provisional": 0, "import_id": report.import_id,
    }  # fmt: skip
    assert (kept["status"], kept["imported_by"], kept["first_day"], kept["rows_new"]) == (
        "kept",
        "officer",
        20240401,
        1,
    )


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter"),
    [("a.csv", "cp949", ","), ("a.tsv", "utf-16", "\t"), ("a.txt", "utf-8", "|"), ("a.csv", "utf-8", ";")],
)
def test_the_same_rows_come_in_from_every_kind_of_text_file(url, write, name, encoding, delimiter):
    assert import_file(write([GOOD], name, encoding=encoding, delimiter=delimiter), url=url).rows_new == 1


def test_columns_in_another_order_under_other_names_and_below_a_title_are_recognised(url, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(
        "제로페이 결제 현황,,,\n(단위: 천원),,,\n\n"
        "결제 금액(천원),년월,결제 방법, 시장 이름 \n1.5,2024년05월,제로페이,남광주시장\n",
        encoding="utf-8",
    )
    report = import_file(path, url=url)
    assert report.status is ImportStatus.KEPT, report.error
    assert payments(url) == {(6, 20240501, 2): 1500}


def test_a_market_is_found_by_its_former_name_and_told_from_its_namesake_by_its_city(url, write):
    rows = [
        changed(시장명="속초중앙전통시장", 시도="강원도", 시군구="속초시"),
        changed(시장명="중앙시장", 시도="강원", 시군구="춘천시"),
        changed(시장명="중앙시장", 시도="경상북도", 시군구="경주시"),
        changed(시장명="중앙시장", 시도="", 시군구=""),
        changed(시장명="중앙시장", 시도="서울특별시", 시군구="중구"),
        changed(시장명="없는시장"),
        changed(시장명="동문 재래시장", 시도="", 시군구=""),
    ]
    report = import_file(write(rows), url=url)
    assert sorted(key[0] for key in payments(url)) == [1, 3, 4, 5]
    assert reasons(report) == [(5, "ambiguous_market"), (6, "unknown_market"), (7, "unknown_market")]
    assert "중앙시장(강원특별자치도 춘천시)" in report.refusals[0].words()
    assert "경주시" in report.refusals[0].words("en")


def test_a_number_of_a_market_goes_before_its_name_and_an_unknown_number_is_not_mended_by_it(url, write):
    rows = [("6", *changed(시장명="동문재래시장")), ("", *GOOD), ("77", *changed(기준월="2024-05"))]
    report = import_file(write(rows, header=["시장번호", *HEADER]), url=url)
    assert sorted(key[0] for key in payments(url)) == [1, 6]
    assert reasons(report) == [(4, "unknown_market")]


def test_a_province_that_is_not_known_is_told_as_such(url, write):
    report = import_file(write([GOOD, changed(시도="없는도", 시군구="")]), url=url)
    assert reasons(report) == [(3, "unknown_region")] and "행정구역" in report.refusals[0].words()


def test_each_refused_row_is_told_with_row_column_value_and_reason(url, write):
    rows = [
        GOOD,
        changed(결제금액="천원"),
        changed(기준월="2024-13"),
        changed(결제수단="비트코인"),
        changed(시장명="합계"),
        changed(결제수단="전 체"),
        changed(시장명=""),
        changed(결제금액="-5"),
        changed(결제건수="1.5", 결제금액="12a"),
        changed(결제금액="", 결제건수="", 이용자수=""),
        changed(잠정여부="글쎄"),
    ]
    report = import_file(write(rows), url=url)
    assert (report.rows_read, report.rows_new, report.rows_refused) == (11, 1, 10)
    assert [(cell.row, cell.column, cell.value, cell.reason) for cell in report.refusals] == [
        (3, "결제금액(원)", "천원", "not_a_number"),
        (4, "기준월", "2024-13", "no_such_day"),
        (5, "결제수단", "비트코인", "unknown_code"),
        (6, "시장명", "합계", "total_row"),
        (7, "결제수단", "전 체", "total_row"),
        (8, "시장명", "", "missing"),
        (9, "결제금액(원)", "-5", "negative"),
        (10, "결제금액(원)", "12a", "not_a_number"),
        (10, "결제건수", "1.5", "not_whole"),
        (11, "결제금액(원)", "", "no_values"),
        (12, "잠정여부", "글쎄", "not_yes_or_no"),
    ]
    assert all(cell.words(lang) for cell in report.refusals for lang in ("ko", "en"))


def test_the_same_row_twice_counts_once_and_another_value_is_refused_naming_the_first(url, write):
    report = import_file(write([GOOD, GOOD, changed(시장명="동문 재래시장"), changed(결제금액="9")]), url=url)
    assert (report.rows_new, report.rows_repeated, report.rows_refused) == (1, 2, 1)
    assert [(cell.row, cell.reason, cell.fields) for cell in report.refusals] == [
        (5, "conflicting_duplicate", {"first": "2"})
    ]
    assert list(payments(url).values()) == [1234000]


def test_the_same_file_twice_changes_nothing(url, write):
    first = import_file(write([GOOD, changed(기준월="x")]), url=url)
    version = store_version(url)
    again = import_file(write([GOOD, changed(기준월="x")], "다른 이름.csv"), url=url)
    assert again.status is ImportStatus.REPEATED
    assert (again.import_id, again.rows_read, again.rows_unchanged, again.rows_refused) == (first.import_id, 2, 1, 1)
    assert store_version(url) == version


def test_a_later_file_replaces_and_undo_brings_the_former_back(url, write):
    first = import_file(write([GOOD, changed(기준월="2024-05")], "a.csv"), url=url)
    second = import_file(
        write([changed(결제금액="7"), changed(기준월="2024-05"), changed(기준월="2024-06")], "b.csv"), url=url
    )
    assert (second.rows_new, second.rows_changed, second.rows_unchanged) == (1, 1, 1)
    assert sorted(payments(url).values()) == [7, 1234000, 1234000]
    undo(second.import_id, url=url)
    assert sorted(payments(url).values()) == [1234000, 1234000]
    undo(first.import_id, url=url)
    assert payments(url) == {}
    with reading(url) as connection:
        assert connection.execute(select(PaymentPast.__table__)).all() == []
    with pytest.raises(UnknownImport):
        undo(first.import_id, url=url)


def test_undoing_the_first_leaves_what_the_second_said(url, write):
    first = import_file(write([GOOD, changed(기준월="2024-05")], "a.csv"), url=url)
    import_file(write([GOOD, changed(결제금액="7", 기준월="2024-05")], "b.csv"), url=url)
    undo(first.import_id, url=url)
    assert payments(url) == {(1, 20240401, 2): 1234000, (1, 20240501, 2): 7}


def test_a_preview_says_what_an_import_will_say_and_changes_nothing(url, write):
    rows = [GOOD, changed(결제금액="x", 기준월="2024-05")]
    before = store_version(url)
    seen = import_file(write(rows), url=url, keep=False)
    assert (store_version(url), payments(url)) == (before, {})
    kept = import_file(write(rows), url=url)
    assert seen == kept


def test_a_file_of_nothing_but_refused_rows_is_refused_whole_and_stands_in_the_history(url, write):
    report = import_file(write([changed(시장명="없는시장"), changed(시장명="합계")]), url=url)
    assert (report.status, report.rows_read, report.rows_refused) == (ImportStatus.REFUSED, 2, 2)
    assert "시장 목록 파일을 먼저" in report.error
    assert "register" in report.error_words("en")
    with reading(url) as connection:
        kept = connection.execute(select(Import.__table__)).mappings().one()
    assert (kept["import_id"], kept["status"], kept["rows_refused"]) == (report.import_id, "refused", 2)


def test_example_data_is_replaced_only_when_asked(url, write):
    with writing(url) as connection:
        connection.execute(
            Import.__table__.insert().values(
                file_name="예시",
                sha256="",
                byte_count=0,
                source="",
                subject="payment",
                edition="",
                status="kept",
                started_at="",
                is_example=1,
            )
        )
    with pytest.raises(HoldsExampleData):
        import_file(write([GOOD]), url=url)
    assert payments(url) == {}
    preview = import_file(write([GOOD]), url=url, keep=False, replace_example=True)
    assert preview.error_words("ko").count("시장 목록") == 1  # the example's markets are gone with it
    with pytest.raises(HoldsExampleData):
        import_file(write([GOOD]), url=url)


def test_a_source_that_does_not_exist_is_told_with_those_that_do(url, write):
    with pytest.raises(UnknownSource):
        import_file(write([GOOD]), source="payment_hour", url=url)


def test_progress_ends_with_all_rows(url, write):
    told = []
    import_file(
        write([changed(기준월=f"2024-{month:02}") for month in range(1, 13)]),
        url=url,
        progress=lambda *at: told.append(at),
    )
    assert told[-1] == (12, 12)


def test_merged_cells_of_a_workbook_mean_each_cell_of_the_range(url, tmp_path):
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["시장명", "기준월", "결제수단", "결제금액(원)"])
        sheet.merge_range(1, 0, 2, 0, "남광주시장")
        sheet.write_row(1, 1, ["2024-05", "카드", 100])
        sheet.write_row(2, 1, ["2024-06", "카드", 200])
        sheet.write_row(3, 0, ["", "2024-07", "카드", 300])
    report = import_file(path, url=url)
    assert payments(url) == {(6, 20240501, 1): 100, (6, 20240601, 1): 200}
    assert reasons(report) == [(4, "missing")]


def test_all_sheets_of_a_workbook_that_fit_are_read_and_refusals_name_theirs(url, tmp_path):
    import xlsxwriter

    path = tmp_path / "sheets.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for month in (5, 6):
            sheet = book.add_worksheet(f"{month}월")
            sheet.write_row(0, 0, ["시장명", "기준월", "결제수단", "결제금액(원)"])
            sheet.write_row(1, 0, ["남광주시장", f"2024-0{month}", "카드", 100])
            sheet.write_row(2, 0, ["남광주시장", f"2024-0{month}", "카드 외", 100])
        book.add_worksheet("메모").write(0, 0, "담당자 메모")
    report = import_file(path, url=url)
    assert (report.rows_read, report.rows_new) == (4, 2)
    assert sorted((cell.row, cell.column) for cell in report.refusals) == [(3, "5월!결제수단"), (3, "6월!결제수단")]


def test_a_million_rows_of_unknown_markets_are_told_by_number_and_by_the_first_of_them(url, write, monkeypatch):
    monkeypatch.setattr("data.importing.block.REFUSALS_TOLD", 10)
    rows = [
        changed(시장명="없는시장", 기준월=f"{year}-{month:02}") for year in range(2000, 2010) for month in range(1, 13)
    ]
    report = import_file(write([GOOD, *rows]), url=url)
    assert (report.rows_refused, len(report.refusals)) == (120, 10)
    assert dict(report.effects)["refusals_not_listed"] == 110


def test_many_blocks_give_what_one_block_gives(url, write, monkeypatch):
    rows = [
        changed(기준월=f"{year}-{month:02}", 결제금액=str(year * month))
        for year in range(2000, 2020)
        for month in range(1, 13)
    ]
    path = write([*rows, rows[0], (*rows[1][:5], "1", *rows[1][6:])])
    monkeypatch.setattr("data.importing.decoding.PIECE_BYTES", 700)
    report = import_file(path, url=url)
    assert (report.rows_read, report.rows_new, report.rows_repeated) == (242, 240, 1)
    assert [(cell.row, cell.reason, cell.fields) for cell in report.refusals] == [
        (243, "conflicting_duplicate", {"first": "3"})
    ]
    assert len(payments(url)) == 240


def test_cells_are_kept_as_they_stood_for_the_person_who_mends_them(url, write):
    report = import_file(write([GOOD, changed(결제금액="1,2,3원")]), url=url)
    assert report.header == HEADER
    assert report.refusals[0].line == changed(결제금액="1,2,3원")


def test_names_of_files_from_a_mac_are_kept_composed(url, write):
    import unicodedata

    report = import_file(write([GOOD], unicodedata.normalize("NFD", "결제_오월.csv")), url=url)
    assert report.file == "결제_오월.csv"


def test_values_are_coerced_alike_the_short_way_and_the_long_way():
    from data.importing.coercion import coerce
    from data.importing.tables import TEXT
    from data.sources import Column

    column = Column("n", (), type="count")
    plain = pd.Series(["1", "", "20", "007"], dtype=TEXT)
    messy = pd.Series(["1", "", " 20", "7 "], dtype=TEXT)
    assert coerce(column, plain).values.tolist() == coerce(column, messy).values.tolist() == [1, pd.NA, 20, 7]
