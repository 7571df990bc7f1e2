"""A file is known by its header, its name, or the person's word; else it is refused with what it is nearest to."""

import pytest

from data.errors import AmbiguousLayout, MissingColumns, NotUsable, UnknownLayout
from data.importing import recognition
from data.importing.headers import without_unit
from data.importing.recognition import fit, header_names, layout_of
from data.importing.tables import held_table
from data.sources import Column, Source, sources
from tests.data.importing.conftest import GOOD, HEADER
from tests.stores import new_store


def table(*rows):
    return held_table("표", [tuple(row) for row in rows])


def source(name, *headers, **more):
    columns = {f"c{at}": Column(f"c{at}", (header,), required=True) for at, header in enumerate(headers)}
    return Source(name, "payment", name, name, columns=columns, **more)


@pytest.fixture
def known(monkeypatch):
    def only(*some):
        monkeypatch.setattr(recognition, "sources", lambda: {each.name: each for each in some})

    return only


def test_the_header_may_stand_in_any_of_the_first_ten_rows():
    titles = [("제목",), (), ("단위: 원",), *[("",)] * 6]
    found = layout_of([table(*titles, HEADER, GOOD)], "x.csv")[0]
    assert (found.source.name, found.header_rows) == ("payment_month", 10)
    with pytest.raises(UnknownLayout):
        layout_of([table(*titles, ("",), HEADER, GOOD)], "x.csv")


def test_spaces_underscores_case_width_and_order_do_not_matter():
    header = ["결제_금액", " 시 장 명 ", "기준　월", "결제수단*"]
    assert layout_of([table(header, ("1", "a", "2024-05", "카드"))], "x.csv")[0].found == {
        "amount_krw": 0, "market_name": 1, "month": 2, "method": 3,
    }  # fmt: skip


@pytest.mark.parametrize("header", ["위도(도)", "위도 [°]", "위도(WGS84)"])
def test_degrees_in_brackets_do_not_hide_a_coordinate(header):
    names = ["시장이름", "시장유형", "시장개설주기", header]
    assert layout_of([table(names, ("가", "상설장", "매일", "37.1"))], "x.csv")[0].found["lat"] == 3


def test_the_unit_in_brackets_is_the_scale():
    assert without_unit("결제금액(천원)") == ("결제금액", 1000)
    assert without_unit("결제금액 (백만원)")[1] == 1_000_000
    assert without_unit("취급품목(예)") == ("취급품목(예)", None)
    found = layout_of([table(["시장명", "기준월", "결제수단", "결제금액(천원)"], GOOD)], "x.csv")[0]
    assert found.columns["amount_krw"].scale == 1000


def test_an_unknown_header_is_told_with_its_nearest_source():
    with pytest.raises(UnknownLayout) as wrong:
        layout_of([table(["시장명", "기준월", "결제수단종류", "금액합"], ["a", "b", "c", "d"])], "x.csv")
    assert "결제" in str(wrong.value.fields["nearest"])
    assert wrong.value.fields["header"] == "시장명, 기준월, 결제수단종류, 금액합"


def test_two_that_fit_are_ambiguous_unless_the_name_decides(known):
    known(source("one", "a", "b"), source("two", "a", "b", file_names=()))
    with pytest.raises(AmbiguousLayout, match="one, two"):
        layout_of([table(["a", "b"], ["1", "2"])], "x.csv")
    import re

    known(source("one", "a", "b"), source("two", "a", "b", file_names=(re.compile("^두번째"),)))
    assert layout_of([table(["a", "b"], ["1", "2"])], "두번째_2024.csv")[0].source.name == "two"


def test_the_source_with_more_of_the_columns_wins(known):
    known(source("one", "a", "b"), source("two", "a", "b", "c"))
    assert layout_of([table(["a", "b", "c"], ["1", "2", "3"])], "x.csv")[0].source.name == "two"


def test_a_file_called_like_a_source_but_without_its_columns_says_which_are_missing():
    with pytest.raises(MissingColumns) as wrong:
        layout_of([table(HEADER[:4], GOOD[:4])], "x.csv", "payment_month")
    assert wrong.value.fields["columns"] == "결제수단, 결제금액(원)"


def test_a_source_that_holds_nothing_for_this_store_says_why(known):
    known(source("one", "a", refuse_ko="이유", refuse_en="why"))
    with pytest.raises(NotUsable) as wrong:
        layout_of([table(["a"], ["1"])], "x.csv")
    assert wrong.value.fields["why"].in_language("en") == "why"


def test_two_header_rows_are_joined_and_merged_cells_carry_on():
    assert header_names([("연령", "2018년", "", "2019년"), ("", "인원", "비율", "인원")]) == (
        "연령", "2018년 인원", "2018년 비율", "2019년 인원",
    )  # fmt: skip
    assert header_names([("a", "a", "", "")]) == ("a", "a (2)")


def test_every_sheet_that_fits_is_read(known):
    known(source("one", "a"))
    found = layout_of([table(["a"], ["1"]), table(["b"], ["2"]), table(["a"], ["3"])], "x.xlsx")
    assert len(found) == 2


@pytest.mark.parametrize("name", sorted(sources()))
def test_every_source_fits_its_own_headers_and_is_told_from_all_others(name):
    own = sources()[name]
    if own.hook("fits") or own.hook("tidy") or not own.columns:
        pytest.skip("recognised by its own code or its sample")
    header = [column.headers[0] for column in own.columns.values() if column.headers]
    header += [one for one in own.recognise if one not in {*header, *own.columns}]
    assert fit(table(header, ["1"] * len(header)), own) is not None


@pytest.mark.parametrize("name", sorted(sources()))
def test_the_period_a_keeper_writes_under_is_never_blank(name):
    """A blank one would be no refusal but a crash: every column named by options.period is required."""
    own = sources()[name]
    period = own.options.get("period", "")
    assert period not in own.columns or own.columns[period].required


def test_a_month_that_stands_only_in_the_file_name_is_missed_when_the_name_has_none(tmp_path):
    from data.importing import import_file

    path = tmp_path / "받은 파일.csv"
    path.write_bytes("광역지자체,소비액,전년동기 소비액,전년대비 소비증감률\n부산광역시,1.5E3,0.0,0\n".encode("cp949"))
    report = import_file(path, url=new_store(tmp_path / "store.sqlite"))
    assert (report.rows_refused, [cell.reason for cell in report.refusals]) == (1, ["missing"])
    assert "꼭 필요한 값" in report.error
