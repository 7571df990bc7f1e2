"""Market names taken apart."""

import pytest

from data.identity.names import names_of, read_name


@pytest.mark.parametrize(
    ("one", "other"),
    [("동문시장㈜", "동문시장(주)"), ("망원 시장", "망원시장"), 
     ("운수대통! 생거진천전통시장", "운수대통 생거진천전통시장"),
     ("(유)문경시중앙시장", "문경시중앙시장"), ("다대씨-파크", "다대씨파크")],
)  # fmt: skip
def test_signs_spaces_and_legal_forms_say_nothing(one, other):
    assert read_name(one).main == read_name(other).main


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("속초관광수산시장(구 속초중앙전통시장)", {"속초중앙전통시장"}),
        ("점촌전통시장 (구 신흥시장)", {"신흥시장"}),
        ("성서중심시장(성서시장,문화의거리 통합)", {"성서시장", "문화의거리"}),
        ("청주두꺼비시장(구수곡시장)", {"수곡시장", "구수곡시장"}),
        ("가술시장(대산가술시장(5일장))", {"대산가술시장5일장"}),
    ],
)
def test_names_in_brackets_are_other_names(text, others):
    assert read_name(text).others == others


@pytest.mark.parametrize("text", ["현대시장(분당)", "노룬산시장(건물형)", "모래내시장(전주)"])
def test_what_is_no_name_in_brackets_is_a_remark(text):
    name = read_name(text)
    assert name.others == frozenset()
    assert len(name.remarks) == 1


def test_endings_and_the_citys_name_are_taken_off_for_the_stem():
    assert read_name("가평잣고을전통시장").stem == read_name("가평잣고을시장").stem
    assert read_name("원주중앙시장").bare(("원주시", "원주")) == "중앙"
    assert read_name("원주시장").bare(("원주시", "원주")) == "원주"


def test_numbers_and_trades_are_marks():
    assert read_name("서문시장제1지구직물시장").marks != read_name("서문시장제1지구포목시장").marks
    assert read_name("모란종합시장").marks != read_name("모란가축시장").marks


def test_names_for_people_stay_as_written():
    assert names_of("점촌전통시장 (구 신흥시장)") == ("점촌전통시장", "신흥시장")
