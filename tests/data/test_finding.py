"""Names found as people type them."""

import pytest

from data.finding import ONSETS, Named, folded, found

MARKETS = [
    Named("market", "1", "남광주시장", ("남광주해뜨는시장",), "광주광역시 동구"),
    Named("market", "2", "남부시장", (), "전북특별자치도 전주시"),
    Named("market", "3", "제주 동문재래시장", (), "제주특별자치도 제주시"),
    Named("market", "4", "서귀포매일올레시장"),
    Named("market", "5", "동문시장"),
    Named("market", "6", "광장시장", (), "서울특별시 종로구"),
    Named("region", "29", "광주광역시", ("Gwangju",)),
    Named("page", "payments", "결제", ("Payments",)),
]


def keys(query: str) -> list[str]:
    return [one.key for one in found(query, MARKETS)]


def test_the_first_consonants_are_the_nineteen_of_syllables() -> None:
    assert "".join(ONSETS) == "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ㄴㄱㅈ", "1"), ("ㄴㄱㅈㅅㅈ", "1"), ("남ㄱㅈ", "1"), ("남과", "1"), ("남광주", "1"), ("남광주 시장", "1"),
        ("해뜨는", "1"), ("동문", "5"), ("동 문 재 래", "3"), ("ㄷㅁㅈㄹ", "3"), ("올레", "4"), ("namgwangju", "1"),
        ("NamGwang", "1"), ("gwangju", "29"), ("Dongmun", "5"), ("payments", "payments"), ("결", "payments"),
        ("(동문)시장", "5"),
    ],
)  # fmt: skip
def test_a_name_is_found_as_it_is_typed(query: str, first: str) -> None:
    assert keys(query)[0] == first


def test_whole_names_come_before_beginnings_words_and_insides() -> None:
    assert keys("동문시장") == ["5"]
    assert keys("동문") == ["5", "3"]
    assert keys("광주") == ["29", "1"]


def test_half_a_syllable_counts_at_the_end_only() -> None:
    assert "1" in keys("남과")
    assert keys("나광주시") == ["1"], "elsewhere it is one letter off, and found as such"
    assert keys("나부") == []


@pytest.mark.parametrize(("query", "only"), [("남광지시장", "1"), ("서기포", "4")])
def test_one_letter_off_is_found_where_nothing_else_is(query: str, only: str) -> None:
    assert keys(query) == [only]


@pytest.mark.parametrize("query", ["", "   ", "()", "없는이름", "zzzz", "ㅋㅋㅋ"])
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert keys(query) == []


def test_names_in_decomposed_letters_are_the_same() -> None:
    import unicodedata

    assert folded(unicodedata.normalize("NFD", "남광주 시장")) == "남광주시장"
    assert keys(unicodedata.normalize("NFD", "남광주"))[0] == "1"


def test_no_more_than_asked_for() -> None:
    assert len(found("시장", MARKETS, most=3)) == 3
