"""Who is the same market: rows of two editions, judged."""

import itertools

import pytest

from data.geo.regions import shipped
from data.identity.matching import signature
from data.identity.records import Record, by_edition, sighting_of
from data.identity.replaying import numbered, replay

SEONGNAM = "경기도 성남시 분당구"


def row(edition, number, name, road="", region="", point=None, lot=""):
    values = {"market_name": name, "road_address": road, "lot_address": lot, "region_name": region}
    if point:
        values |= {"lat": point[0], "lon": point[1]}
    return sighting_of(Record(edition, number, "register", f"20{edition:02d}-01-01", values), shipped())


def judged(*editions, answers=None):
    """Names of the rows of each market, and the decision on each row of the last edition."""
    done = replay(editions, answers)
    groups = sorted(sorted(m.name.main for m in known.members) for known in done.knowns)
    return groups, [done.verdicts[s.key] for s in editions[-1]], done


def test_the_same_name_in_the_same_city_is_the_same_market():
    groups, verdicts, _ = judged(
        [row(1, 1, "삼척중앙시장", region="강원도 삼척시")],
        [row(2, 1, "삼척 중앙시장", "강원특별자치도 삼척시 진주로 12-21")],
    )
    assert len(groups) == 1
    assert (verdicts[0].decision, verdicts[0].reason) == ("same", "same_name_same_city")


def test_the_same_name_in_another_city_is_another_market():
    groups, _, _ = judged(
        [row(1, 1, "중앙시장", region="강원도 강릉시")], [row(2, 1, "중앙시장", region="강원도 동해시")]
    )
    assert len(groups) == 2


def test_two_of_one_name_in_one_city_are_told_apart_by_address_or_distance():
    first = [
        row(1, 1, "현대시장", "경기도 성남시 수정구 수정북로 18", point=(37.45, 127.14)),
        row(1, 2, "현대시장", "경기도 성남시 분당구 중앙공원로40번길 8", point=(37.38, 127.12)),
    ]
    second = [
        row(2, 1, "현대시장", "경기도 성남시 분당구 중앙공원로 40번길 8"),
        row(2, 2, "현대시장", "경기도 성남시 수정구 다른로 1", point=(37.4501, 127.1401)),
    ]
    done = replay([first, second])
    assert {frozenset(m.key for m in known.members) for known in done.knowns} == {
        frozenset({(1, 1), (2, 2)}),
        frozenset({(1, 2), (2, 1)}),
    }


def test_two_of_one_name_in_one_city_without_a_sign_stay_apart_and_are_asked_about():
    first = [row(1, 1, "신흥시장", region="경기도 성남시")]
    second = [row(2, 1, "신흥시장", region="경기도 성남시"), row(2, 2, "신흥시장", region="경기도 성남시")]
    groups, verdicts, done = judged(first, second)
    assert len(groups) == 3
    assert {v.reason for v in verdicts} == {"same_name_several"}
    assert len(done.doubts) == 2


def test_one_name_far_apart_in_a_wide_county_is_not_joined_without_a_person():
    first = [row(1, 1, "중앙시장", "강원도 홍천군 홍천읍 신장대로 1", point=(37.69, 127.88))]
    second = [row(2, 1, "중앙시장", "강원도 홍천군 내면 구룡령로 9", point=(37.77, 128.39))]
    groups, verdicts, done = judged(first, second)
    assert len(groups) == 2
    assert verdicts[0].reason == "same_name_far"
    assert len(done.doubts) == 1


def test_a_market_that_was_geocoded_elsewhere_is_the_same_by_its_address():
    first = [row(1, 1, "중앙시장", "강원도 홍천군 홍천읍 신장대로 1", point=(37.69, 127.88))]
    second = [row(2, 1, "중앙시장", "강원도 홍천군 홍천읍 신장대로 1", point=(37.77, 128.39))]
    assert len(judged(first, second)[0]) == 1


def test_a_former_name_in_brackets_joins():
    groups, verdicts, _ = judged(
        [row(1, 1, "금산시장", region="충청남도 금산군")],
        [row(2, 1, "금산금빛시장(금산시장)", region="충청남도 금산군")],
    )
    assert len(groups) == 1
    assert verdicts[0].reason == "former_name"


def test_the_law_of_2010_joins_endings_where_there_is_one_on_each_side():
    groups, verdicts, _ = judged(
        [row(1, 1, "전곡재래시장", region="경기도 연천군")], [row(2, 1, "전곡전통시장", region="경기도 연천군")]
    )
    assert len(groups) == 1
    assert verdicts[0].reason == "like_name"


def test_other_endings_without_a_place_are_a_question():
    groups, verdicts, _ = judged(
        [row(1, 1, "갈산정기시장", region="충남 홍성군")], [row(2, 1, "갈산전통시장", region="충남 홍성군")]
    )
    assert len(groups) == 2
    assert (verdicts[0].decision, verdicts[0].reason) == ("split", "like_name_unsure")


def test_neighbours_of_one_stem_keep_their_own_counterparts():
    names = ["수유시장", "수유전통시장(수유골목시장)", "수유재래시장"]
    places = ["서울 강북구 도봉로67길 18", "서울 강북구 도봉로67길 18", "서울 강북구 도봉로71길 2"]
    first = [
        row(1, n, name, place, point=(37.631, 127.022))
        for n, (name, place) in enumerate(zip(names, places, strict=True))
    ]
    second = [
        row(2, n, name, place, point=(37.631, 127.022))
        for n, (name, place) in enumerate(zip(names, places, strict=True))
    ]
    done = replay([first, second])
    assert sorted(len(known.members) for known in done.knowns) == [2, 2, 2]
    assert all(len({m.name.main for m in known.members}) == 1 for known in done.knowns)


def test_floors_and_trades_of_one_building_are_never_joined_by_themselves():
    place, point = "대구광역시 중구 큰장로28길 10", (35.869, 128.58)
    groups, _, done = judged(
        [row(1, 1, "서문시장제1지구직물시장", place, point=point)],
        [row(2, 1, "서문시장제1지구포목시장", place, point=point)],
    )
    assert len(groups) == 2
    assert len(done.doubts) == 1


def test_a_renamed_market_at_its_address_is_the_same_when_the_names_share_a_part():
    place, point = "경기도 의왕시 부곡시장길 18", (37.318, 126.951)
    groups, verdicts, _ = judged(
        [row(1, 1, "부곡도깨비시장", place, point=point)], [row(2, 1, "의왕도깨비시장", place, point=point)]
    )
    assert len(groups) == 1
    assert verdicts[0].reason == "part_of_name_same_place"


def test_another_name_at_one_address_is_a_question_only_when_both_have_no_partner():
    place = "경기도 성남시 중원구 성남대로 1127"
    first = [row(1, 1, "모란가축시장", place), row(1, 2, "모란종합시장", place)]
    groups, _, done = judged(first, [row(2, 1, "모란종합시장", place)])
    assert len(groups) == 2
    assert done.doubts == []


FIRST = [row(1, 1, "갈산정기시장", region="충남 홍성군")]
SECOND = [row(2, 1, "갈산전통시장", region="충남 홍성군")]


@pytest.mark.parametrize(("answer", "markets", "decision"), [("same", 1, "confirmed"), ("different", 2, "new")])
def test_what_a_person_said_is_kept_and_not_asked_again(answer, markets, decision):
    doubt = replay([FIRST, SECOND]).doubts[0]
    answers = {signature(doubt.sighting, doubt.known): answer}
    groups, verdicts, done = judged(FIRST, SECOND, answers=answers)
    assert len(groups) == markets
    assert verdicts[0].decision == decision
    assert done.doubts == []
    third = [row(3, 1, "갈산전통시장", region="충청남도 홍성군")]
    later = replay([FIRST, SECOND, third], answers)
    assert len(later.knowns) == markets
    assert later.doubts == []


def test_a_name_that_bridges_two_others_joins_them_once_editions_stand_in_their_order():
    editions = [
        [row(1, 1, "금산시장", region="충남 금산군"), row(1, 2, "수삼센터", region="충남 금산군")],
        [row(2, 1, "금산금빛시장(금산시장)", region="충남 금산군"), row(2, 2, "수삼센터", region="충남 금산군")],
        [row(3, 1, "금산금빛시장", region="충남 금산군")],
    ]
    assert sorted(len(known.members) for known in replay(editions).knowns) == [2, 3]


def test_editions_are_judged_from_the_oldest_whatever_the_order_they_came_in():
    records = [
        Record(number, 1, "register", edition, {"market_name": "가상시장"})
        for number, edition in enumerate(["2025-01-01", "2015-12-31", "2024-11-04"], start=1)
    ]
    for order in itertools.permutations(records):
        assert [group[0].edition for group in by_edition(order)] == ["2015-12-31", "2024-11-04", "2025-01-01"]


def test_markets_keep_their_numbers_and_new_ones_get_new_ones():
    done = replay([FIRST, SECOND])
    assert sorted(numbered(done.knowns, {(1, 1): 7}, 9)) == [7, 9]
    joined = replay([FIRST, [row(2, 1, "갈산정기시장", region="충남 홍성군")]])
    assert sorted(numbered(joined.knowns, {(1, 1): 7, (2, 1): 5}, 9)) == [5]
    assert sorted(numbered(joined.knowns, {(1, 1): 7, (2, 1): 5}, 9, preferred={7})) == [7]
