"""Programmes and what hangs on them: what comes in, what is asked about, what is said, and how it goes out again."""

import csv
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from data.checking import check, notes
from data.codes import ImportStatus
from data.importing import import_file, undo
from data.importing.numbers import NotANumber, won
from data.importing.recognition import layout_of
from data.importing.report import ImportReport
from data.importing.tables import Table
from data.importing.templates import heading, template_names
from data.sources import sources
from data.store import reading

PROGRAMME = ("사업코드", "사업명", "사업 유형")
BUDGET = ("사업코드", "재원", "연도", "계획 예산(원)", "집행액(원)")
RULE = ("사업코드", "할인코드", "시작일", "종료일", "할인율")
PART = ("사업코드", "참여 구분", "참여자명", "시장명", "시도", "시군구", "참여일")
ASSET = ("시장명", "시도", "시군구", "설비명", "설비 유형", "주차면수")
READING = ("시장명", "시도", "시군구", "설비명", "측정 항목", "측정 시각", "측정값")
DONGMUN = ("동문재래시장", "제주", "제주시")
Put = Callable[..., ImportReport]


@pytest.fixture
def put(url: str, tmp_path: Path) -> Put:
    """Put rows in as a file of a name of its own: put(header, row, row ...)."""
    number = itertools.count()

    def _put(header: tuple[str, ...], *rows: tuple[str, ...]) -> ImportReport:
        path = tmp_path / f"{next(number)}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return import_file(path, url=url)

    return _put


@pytest.fixture
def known(put: Put) -> Put:
    """The same, with the programmes A and B in the store."""
    assert put(PROGRAMME, ("A", "첫 사업", "payment_promotion"), ("B", "둘째 사업", "payment_promotion")).rows_new == 2
    return put


def asked(url: str, statement: str) -> list[tuple[Any, ...]]:
    with reading(url) as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


def reasons(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(cell.row, cell.column, cell.reason) for cell in report.refusals]


def snapshot(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the ledger, whatever its import is called."""
    tables = ("programme", "programme_budget", "promotion_rule", "participation", "asset", "asset_reading")
    tables += (*(f"{name}_past" for name in tables), "asset_state", "asset_hour")
    return {table: sorted(asked(url, f"SELECT * FROM {table}"), key=str) for table in tables}


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("name", template_names())
def test_every_template_is_recognised_by_its_header_whole_or_with_what_is_needed_alone(name: str, lang: str) -> None:
    columns = sources()[name].columns.values()
    for shown in (columns, [column for column in columns if column.required or column.needed]):
        head = [tuple(heading(column, lang) for column in shown)]
        table = Table("sheet", head, lambda _rows, _width: iter(()), size=1)
        assert layout_of([table], "mail.csv")[0].source.name == name


@pytest.mark.parametrize(
    ("written", "meant"),
    [("10억원", 10**9), ("5,000만원", 5 * 10**7), ("1억 2천5백만원", 125_000_000), ("1.5억", 150_000_000),
     ("14조3,833억원", 14_383_300_000_000), ("3만5000원", 35_000), ("5천원", 5_000), ("1,000원", 1_000),
     ("1만500원", 10_500), ("2천500", 2_500), ("천만 5천", 10_005_000), ("0.5억", 50_000_000)],
)  # fmt: skip
def test_an_amount_that_carries_its_unit_is_read_as_won(written: str, meant: int) -> None:
    assert won(written) == meant
    assert won(written, 1000) == (meant if written != "1,000원" else meant * 1000), "the cell counts before the header"


@pytest.mark.parametrize(
    "written", ["약 10억원", "억울", "1억2", "1억 5000", "3만5", "억", "만원", "천만에", "10억원쯤"]
)
def test_words_with_a_sign_of_a_unit_that_may_mean_two_things_are_no_amounts(written: str) -> None:
    with pytest.raises(NotANumber):
        won(written)


def test_a_budget_that_looks_like_units_of_ten_thousand_is_asked_about(known: Put) -> None:
    report = known(
        BUDGET, ("A", "시비", "2024", "50000", ""), ("A", "도비", "2024", "500,000원", ""),
        ("A", "국비", "2024", "5,000만원", "49500000"), ("A", "민간", "2024", "", "120"),
    )  # fmt: skip
    assert reasons(report) == [
        (2, "계획 예산(원)", "looks_like_man_won"), (5, "집행액(원)", "looks_like_man_won"),
    ]  # fmt: skip
    assert "5,000만원" in report.refusals[0].words("ko") and "만원" in report.refusals[0].words("en")


def test_a_header_in_thousands_of_won_says_the_unit_for_its_cells(known: Put, url: str) -> None:
    report = known(("사업코드", "재원", "예산(천원)"), ("A", "시비", "500"), ("A", "도비", "2억원"))
    assert (report.rows_new, report.refusals) == (2, ())
    amounts = asked(url, "SELECT planned_krw FROM programme_budget ORDER BY 1")
    assert amounts == [(500_000,), (200_000_000,)]


def test_a_budget_ten_thousand_times_the_programmes_others_is_asked_about(known: Put) -> None:
    assert known(BUDGET, ("A", "국비", "2023", "30,000,000,000", "")).rows_new == 1
    report = known(BUDGET, ("A", "시비", "2024", "3000000", ""), ("B", "시비", "2024", "3000000", ""))
    assert reasons(report) == [(2, "계획 예산(원)", "far_from_other_budgets")]
    same_file = known(BUDGET, ("B", "가", "2020", "2,000,000", "20,000,000,000"))
    assert {reason for _, _, reason in reasons(same_file)} == {"far_from_other_budgets"}
    assert known(BUDGET, ("A", "시비", "2024", "300만원", "")).rows_new == 1, "with its unit it is meant"


@pytest.mark.parametrize(
    ("written", "kept", "reason"),
    [("50%", 0.5, ""), ("0.5", 0.5, ""), ("100%", 1.0, ""), ("1.5%", 0.015, ""), ("", None, ""),
     ("1.5", None, "share_without_sign"), ("50", None, "share_without_sign"), ("1", None, "share_without_sign"),
     ("150%", None, "share_over_hundred")],
)  # fmt: skip
def test_a_rate_is_read_only_where_it_says_what_it_means(
    known: Put, url: str, written: str, kept: float | None, reason: str
) -> None:
    report = known(RULE, ("A", "r", "2024-04-01", "2024-05-31", written), ("B", "r", "2024-04-01", "2024-05-31", "10%"))
    assert [told for _, _, told in reasons(report)] == ([reason] if reason else [])
    if not reason:
        assert asked(url, "SELECT discount_rate FROM promotion_rule WHERE programme_code = 'A'") == [(kept,)]
    else:
        assert written.removesuffix("%") in report.refusals[0].words("ko")


def test_a_promotion_without_an_end_is_kept_open_and_said(known: Put, url: str) -> None:
    report = known(RULE, ("A", "봄", "2024-04-01", "", "10%"), ("B", "봄", "2024-04-01", "2024-04-30", "10%"))
    assert dict(report.effects) == {"promotions_without_end": 1}
    assert asked(url, "SELECT ends_day FROM promotion_rule ORDER BY programme_code") == [(None,), (20240430,)]


def test_cells_that_a_later_file_leaves_blank_are_counted(known: Put, url: str) -> None:
    row = ("A", "첫 사업", "payment_promotion")
    assert not known((*PROGRAMME, "담당 부서", "종료일"), (*row, "과", "2024-05-31")).effects
    again = known((*PROGRAMME, "담당 부서", "시작일"), (*row, "", "2024-04-01"))
    assert dict(again.effects) == {"values_emptied": 2}
    assert asked(url, "SELECT department, ends_day FROM programme WHERE programme_code = 'A'") == [("", None)]
    same = known((*PROGRAMME, "시작일"), (*row, "2024-04-02"))
    assert "values_emptied" not in dict(same.effects)


@pytest.mark.parametrize("rules_first", [True, False])
@pytest.mark.parametrize(("second", "overlaps"), [("2024-05-31", 1), ("2024-06-01", 0)])
def test_promotions_that_overlap_on_one_market_are_kept_and_said(
    known: Put, rules_first: bool, second: str, overlaps: int
) -> None:
    parts = (PART, ("A", "시장", "동문재래시장", *DONGMUN, ""), ("B", "시장", "동문", *DONGMUN, ""),
             ("B", "시장", "남광주시장", "", "", "", ""))  # fmt: skip
    rules = (RULE, ("A", "봄", "2024-04-01", "2024-05-31", "10%"), ("B", "여름", second, "", "20%"))
    first, last = (known(*each) for each in ((rules, parts) if rules_first else (parts, rules)))
    assert "overlapping_promotions" not in dict(first.effects)
    assert dict(last.effects).get("overlapping_promotions", 0) == overlaps
    assert last.rows_refused == 0


def test_a_market_takes_part_under_its_own_name(known: Put, url: str) -> None:
    part = ("사업코드", "참여 구분", "참여자명", "시도")
    report = known(part, ("A", "시장", "남광주시장", ""), ("A", "시장", "없는시장", ""), ("A", "팀", "어느 팀", ""))
    assert asked(url, "SELECT participant_name, market_id FROM participation ORDER BY 1 DESC") in (
        [("어느 팀", None), ("남광주시장", 6)], [("남광주시장", 6), ("어느 팀", None)],
    )  # fmt: skip
    assert [reason for _, _, reason in reasons(report)] == ["unknown_market"]


def test_a_programme_nobody_knows_is_refused_with_its_code_and_what_to_do(known: Put) -> None:
    report = known(BUDGET, ("C", "시비", "2024", "5000만원", ""), ("A", "시비", "2024", "5000만원", ""))
    assert reasons(report) == [(2, "사업코드", "unknown_programme")]
    assert report.refusals[0].value == "C" and "'C'" in report.refusals[0].words("en")


def test_days_out_of_order_name_the_earlier_one(put: Put) -> None:
    header = (*PROGRAMME, "시작일", "종료일")
    report = put(header, ("A", "a", "education", "2024-05-01", "2024-04-30"), ("B", "b", "education", "2024-05-01", ""))
    assert reasons(report) == [(2, "종료일", "before_its_beginning")]
    assert "'시작일'(2024-05-01)" in report.refusals[0].words("ko")


def test_one_thing_twice_in_a_file_is_repeated_when_it_says_the_same_and_refused_when_not(known: Put) -> None:
    report = known(
        ASSET, (*DONGMUN, "주차장", "car_park", "40"),
        ("동문재래시장", "제주특별자치도", "", "주차장", "공유주차장", "40"), (*DONGMUN, "주차장", "car_park", "41"),
    )  # fmt: skip
    assert (report.rows_new, report.rows_repeated, report.rows_refused) == (1, 1, 1)
    assert [reason for _, _, reason in reasons(report)] == ["conflicting_duplicate"]


def test_the_same_file_twice_changes_nothing(known: Put, url: str, tmp_path: Path) -> None:
    path = tmp_path / "same.csv"
    path.write_text("사업코드,재원,예산(원)\r\nA,시비,5000만원\r\n", encoding="utf-8")
    assert import_file(path, url=url).rows_new == 1
    before = snapshot(url)
    again = import_file(path, url=url)
    assert (again.status, again.rows_unchanged, again.rows_new) == (ImportStatus.REPEATED, 1, 0)
    assert snapshot(url) == before


def test_a_changed_row_keeps_what_it_said_before(known: Put, url: str) -> None:
    known(BUDGET, ("A", "시비", "2024", "5,000만원", ""))
    report = known(BUDGET, ("A", "시비", "2024", "5,000만원", "4,900만원"))
    assert (report.rows_changed, report.rows_new) == (1, 0)
    assert asked(url, "SELECT spent_krw FROM programme_budget_past") == [(None,)]
    assert check(url) == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_imports_are_undone_in_any_order_and_leave_nothing(put: Put, url: str, order: tuple[int, ...]) -> None:
    empty = snapshot(url)
    reports = [
        put((*ASSET, "사업코드"), (*DONGMUN, "주차장", "car_park", "40", ""), (*DONGMUN, "전광판", "sign", "", "")),
        put(READING, (*DONGMUN, "주차장", "occupied_count", "2024-05-01 13:00", "40"),
            (*DONGMUN, "전광판", "heartbeat", "2024-05-01 13:00", "")),
        put((*ASSET, "설치일"), (*DONGMUN, "주차장", "car_park", "60", "2024-01-01")),
    ]  # fmt: skip
    assert [report.rows_refused for report in reports] == [0, 0, 0]
    assert asked(url, "SELECT full_count FROM asset_hour") == [(0,)], "sixty bays, forty cars"
    for at in order:
        number = reports[at].import_id
        assert number is not None
        undo(number, url=url)
        assert check(url) == []
    assert snapshot(url) == empty


def test_what_speaks_of_a_programme_that_was_undone_stays_and_is_said(put: Put, url: str) -> None:
    made = put(PROGRAMME, ("A", "a", "education"))
    put(BUDGET, ("A", "시비", "2024", "5000만원", ""))
    assert notes(url) == []
    assert made.import_id is not None
    undo(made.import_id, url=url)
    assert check(url) == []
    assert [sentence for sentence in notes(url, "en") if "1 rows of programme_budget" in sentence and "'A'" in sentence]


def test_readings_of_a_thing_nobody_put_up_are_refused(put: Put) -> None:
    put(ASSET, (*DONGMUN, "전광판", "sign", ""))
    at = "2024-05-01 13:00"
    report = put(
        READING, (*DONGMUN, "전광판", "heartbeat", at, ""), (*DONGMUN, "없음", "heartbeat", at, ""),
        ("남광주시장", "", "", "전광판", "heartbeat", at, ""), (*DONGMUN, "전광판", "alarm", at, "7"),
        (*DONGMUN, "전광판", "heartbeat", "2024-05-01", ""), (*DONGMUN, "전광판", "car_count", "202405011400", "1.5"),
    )  # fmt: skip
    assert report.rows_new == 1
    assert {reason for _, _, reason in reasons(report)} == {
        "unknown_asset", "alarm_is_true_or_false", "not_a_moment", "not_whole",
    }  # fmt: skip


def test_a_figure_keeps_its_words_and_the_interval_they_stand_for(known: Put, url: str) -> None:
    header = ("사업코드", "구분", "지표", "값", "단위", "단서")
    report = known(
        header, ("A", "목표", "가", "30여", "명", ""), ("A", "목표", "나", "최대 80%", "비율(%)", ""),
        ("A", "목표", "다", "629%", "비율(%)", ""), ("A", "목표", "라", "100", "점포", "최대"),
        ("A", "목표", "마", "5개 이상", "점포", ""), ("A", "목표", "바", "0.3", "비율(%)", ""),
        ("A", "목표", "사", "1.5", "비율(%)", ""), ("A", "목표", "아", "몇 곳", "점포", ""),
    )  # fmt: skip
    found = asked(url, "SELECT figure, low, high FROM programme_figure ORDER BY figure")
    assert found == [
        ("가", 30, 39), ("나", 0, 0.8), ("다", 6.29, 6.29), ("라", 0, 100), ("마", 5, None), ("바", 0.3, 0.3),
    ]  # fmt: skip
    assert dict(report.effects) == {"shares_over_hundred": 1}
    assert [reason for _, _, reason in reasons(report)] == ["share_without_sign", "no_number_in_it"]
