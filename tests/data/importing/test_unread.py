"""Columns that nothing reads are named, and told apart where their name is almost that of one the file lacks."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from data.errors import MissingColumns
from data.importing import import_file
from data.importing.files import offered
from data.importing.headers import nearest_header
from data.importing.history import from_json
from data.importing.reading import open_file
from data.importing.report import UnreadColumn, unread_words
from data.importing.unread import unread_columns
from data.messages import say_error
from data.models import Import
from data.sources import sources
from data.store import reading
from tests.data.importing.conftest import GOOD, HEADER


def renamed(old, new):
    return [new if header == old else header for header in HEADER]


def test_an_optional_column_under_a_mistyped_header_is_told_with_the_column_it_may_be(url, write):
    report = import_file(write([GOOD], header=renamed("결제건수", "결제건슈")), url=url)
    assert report.status == "kept"
    assert [(each.column, each.near) for each in report.unread] == [("결제건슈", "결제건수(건)")]
    [near], others = unread_words(report.unread)
    assert "'결제건슈' 열은 읽지 않았습니다" in near and "결제건수" in near and others == ""


def test_a_column_this_source_does_not_use_is_named_and_nothing_is_guessed(url, write):
    rows = [(*GOOD, "홍길동", "가")]
    report = import_file(write(rows, header=[*HEADER, "담당자", ""]), url=url, keep=False)
    assert report.unread == (UnreadColumn(10, "담당자"),)
    near, others = unread_words(report.unread, "en")
    assert near == [] and others.endswith("(1): 담당자")


def test_a_file_that_is_read_whole_leaves_no_column(url, write):
    report = import_file(write([GOOD]), url=url)
    assert report.unread == () and report.as_json()["unread"] == []


def test_a_column_without_a_header_is_named_by_its_place(url, write):
    report = import_file(write([("7", *GOOD)], header=["", *HEADER]), url=url)
    assert report.as_json("ko")["unread"] == [{"column": "제목 없는 1번째 열", "near": ""}]
    assert report.as_json("en")["unread"] == [{"column": "column 1, which has no header", "near": ""}]


def test_the_history_keeps_what_was_not_read(url, write):
    report = import_file(write([(*GOOD, "x")], header=[*HEADER, "담당자"]), url=url)
    with reading(url) as connection:
        note = connection.execute(select(Import.note).where(Import.import_id == report.import_id)).scalar_one()
    assert json.loads(note)["unread"] == [[10, "담당자", ""]]


def test_rows_that_were_mended_come_back_without_a_word_about_our_own_two_columns(url, write):
    bad = [*GOOD[:5], "열둘", *GOOD[6:]]
    first = import_file(write([GOOD, bad]), url=url)
    from data.importing import refused_rows

    path = write([GOOD], name="고친 행.csv")
    path.write_bytes(refused_rows(first).decode("utf-8-sig").replace("열둘", "12").encode("utf-8-sig"))
    assert import_file(path, url=url).unread == ()


@pytest.mark.parametrize("header", ["시점", ""])
def test_columns_that_a_wide_layout_reads_by_itself_are_not_called_unread(tmp_path, header):
    path = tmp_path / "소매업태별_판매액_경상지수.csv"
    path.write_text(f"{header},총지수,백화점,편의점\n2019,100,101,102\n", "utf-8-sig")
    assert unread_columns(open_file(offered(path)).layouts) == ()


def test_many_columns_are_cut_in_the_sentence_and_complete_in_the_object(url, write):
    more = [f"x{at}" for at in range(40)]
    report = import_file(write([(*GOOD, *more)], header=[*HEADER, *more]), url=url)
    _, others = unread_words(report.unread)
    assert "40개" in others and others.endswith("x19 …")
    assert len(report.as_json()["unread"]) == 40


def test_a_needed_column_that_is_missing_is_told_with_the_one_that_may_be_meant(url, write):
    report = import_file(write([GOOD], name="월별 시장 결제.csv", header=renamed("결제금액(원)", "결재금액")),
                         url=url, source="payment_month")  # fmt: skip
    assert report.status == "refused" and isinstance(report.problem, MissingColumns)
    assert "결제금액" in report.error and "'결재금액' 열이 거의 같은 이름" in report.error
    assert "'결재금액' has almost that name" in say_error(report.problem, "en")
    kept = from_json(json.dumps({"columns": {"ko": str(report.problem.fields["columns"]), "en": "x"}}))
    assert "결재금액" in kept["columns"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("점포 개수", "점포수"),
        ("연락쳐", "연락처"),
        ("홈페이지 URL", "홈페이지"),
        ("사용가능 상품권 종류", "사용가능상품권"),
        ("비고", ""),
        ("관리기관", ""),
        ("관리번호", ""),
    ],
)
def test_what_is_almost_the_same_name(name, near):
    assert nearest_header(name, sources()["market_standard"].columns.values()) == near


def test_a_column_that_was_found_is_no_candidate(url, write):
    report = import_file(write([(*GOOD, "9")], header=[*HEADER, "결제건슈"]), url=url)
    assert report.unread == (UnreadColumn(10, "결제건슈"),)


def test_most_rows_refused_is_said_with_the_commonest_reason(url, write):
    nowhere = [("없는시장", *GOOD[1:])] * 1 + [(f"없는시장{at}", *GOOD[1:]) for at in range(3)]
    report = import_file(write([GOOD, *nowhere]), url=url, keep=False)
    assert report.rows_refused == 4 and report.is_mostly_refused
    told = report.mostly_refused()
    assert told.startswith("5행 가운데 4행을 넣지 못하고 1행만 남습니다.") and "(처음은 3행): 이 이름과 지역" in told
    assert report.mostly_refused("en").startswith("4 of 5 rows cannot be kept; only 1 are left.")


def test_half_of_the_rows_refused_is_not_most(url, write):
    report = import_file(write([GOOD, ("없는시장", *GOOD[1:])]), url=url)
    assert not report.is_mostly_refused and report.mostly_refused() == ""


def test_totals_that_are_left_out_are_no_sign_of_a_wrong_file(url, write):
    totals = [("합계", *GOOD[1:3], f"2024-0{at}", *GOOD[4:]) for at in range(1, 6)]
    report = import_file(write([GOOD, *totals]), url=url)
    assert report.rows_refused == 5 and not report.is_mostly_refused
    assert replace(report, refusals=()).is_mostly_refused
