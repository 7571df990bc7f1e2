"""Markets looked up by name and place."""

import pandas as pd
import pytest
from sqlalchemy import insert

from data.identity.resolve import MarketFinder
from data.models import Market
from data.store import reading, writing

MARKETS = [
    (1, "중앙시장", "", "51", "51150", 1),
    (2, "중앙시장", "", "41", "41171", 1),
    (3, "속초관광수산시장(구 속초중앙전통시장)", "속초중앙전통시장", "51", "51210", 1),
    (4, "의왕도깨비시장", "부곡도깨비시장", "41", "41430", 1),
    (5, "현대시장", "", "41", "41131", 1),
    (6, "현대시장(분당)", "", "41", "41135", 1),
    (7, "남문시장", "", "11", "11545", 0),
    (8, "별빛남문시장", "남문시장", "11", "11545", 1),
    (9, "모란종합시장", "", "41", "41133", 1),
]


@pytest.fixture
def finder(url):
    names = ("market_id", "market_name", "former_names", "sido_code", "sigungu_code", "is_listed")
    with writing(url) as connection:
        connection.execute(insert(Market.__table__), [dict(zip(names, row, strict=True)) for row in MARKETS])
    with reading(url) as connection:
        return MarketFinder(connection)


@pytest.mark.parametrize(
    ("name", "sido", "sigungu", "expected"),
    [
        ("중앙시장", "강원특별자치도", "강릉시", 1),
        ("중앙 시장", "강원", "", 1),
        ("강릉중앙시장", "강원도", "강릉시", 1),
        ("중앙시장", "41", "41170", 2),
        ("중앙시장", "경기", "안양시", 2),
        ("속초중앙전통시장", "강원", "속초시", 3),
        ("부곡도깨비시장", "", "", 4),
        ("현대시장(분당)", "경기도", "성남시", 6),
        ("현대시장", "경기도", "성남시 분당구", 6),
        ("현대시장", "경기도", "성남시", 5),
        ("모란종합전통시장", "경기", "성남시", 9),
    ],
)
def test_a_market_is_found(finder, name, sido, sigungu, expected):
    assert finder.find(name, sido, sigungu).market_id == expected


@pytest.mark.parametrize(
    ("name", "sido", "sigungu", "reason"),
    [
        ("중앙시장", "", "", "ambiguous_market"),
        ("중앙시장", "강원", "속초시", "unknown_market"),
        ("없는시장", "강원", "속초시", "unknown_market"),
        ("모란가축시장", "경기", "성남시", "unknown_market"),
        ("중앙시장", "서울", "없는구", "unknown_region"),
    ],
)
def test_what_is_not_sure_is_not_guessed(finder, name, sido, sigungu, reason):
    found = finder.find(name, sido, sigungu)
    assert (found.market_id, found.reason) == (None, reason)


def test_candidates_are_named_with_their_place(finder):
    assert "중앙시장(강원특별자치도 강릉시)" in finder.find("중앙시장").fields["candidates"]


def test_a_city_that_is_not_known_yet_hides_no_market_that_is_alone_in_its_province(finder):
    assert finder.find("의왕도깨비시장", "경기도", "새로생긴구").market_id == 4
    assert finder.find("현대시장", "경기도", "새로생긴구").reason == "unknown_region"


def test_a_province_that_is_not_known_is_never_passed_over(finder):
    found = finder.find("의왕도깨비시장", "없는도", "")
    assert (found.market_id, found.reason, found.fields) == (None, "unknown_region", {"region": "없는도"})


def test_many_rows_are_answered_by_their_distinct_names(finder):
    names = pd.Series(["중앙시장", "없는시장", "중앙시장", "중앙시장"])
    sidos, sigungus = pd.Series(["강원", "강원", "경기", "강원"]), pd.Series(["강릉시", "", "안양시", "강릉시"])
    place, answers = finder.find_all(names, sidos, sigungus)
    assert [answers[at].market_id for at in place] == [1, None, 2, 1] and len(answers) == 3


def test_no_rows_are_no_answers(finder):
    place, answers = finder.find_all(*(pd.Series([], dtype=str) for _ in range(3)))
    assert len(place) == 0 and answers == []
