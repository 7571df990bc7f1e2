"""The region an address names, however it is spelt."""

import pytest

from data.geo.addresses import region_of_address, region_of_addresses


@pytest.mark.parametrize(
    ("text", "sido", "sigungu"),
    [
        ("강원특별자치도 강릉시 금성로21", "51", "51150"),
        ("강원도 강릉시 금성로 21", "51", "51150"),
        ("강원특별자치도 동해시묵호동 15-61", "51", "51170"),
        ("전북특별차치도 전주시 완산구 태평5길 33", "52", "52111"),
        ("전라북도 군산시", "52", "52130"),
        ("제주특별자치시도 제주시 이도일동", "50", "50110"),
        ("세종특별시 조치원읍", "36", "36110"),
        ("세종", "36", "36110"),
        ("서울시 종로구", "11", "11110"),
        ("서울강남구", "11", "11680"),
        ("경남창원시", "48", "48120"),
        ("부산부산진구", "26", "26230"),
        ("광주 북구 중흥동", "29", "29170"),
        ("경기 광주시 경안동", "41", "41610"),
        ("경북 군위군", "27", "27720"),
        ("대구 군위군", "27", "27720"),
        ("인천 남구 주안동", "28", "28177"),
        ("충북 청원군 오창읍", "43", "43110"),
        ("수원시 팔달구", "41", "41115"),
        ("강원 고성군", "51", "51820"),
        ("경남 고성군", "48", "48820"),
    ],
)
def test_names_are_read_in_every_spelling_and_of_every_year(text, sido, sigungu):
    place = region_of_address(text)
    assert (place.sido_code, place.sigungu_code, place.basis) == (sido, sigungu, "address")


@pytest.mark.parametrize(
    ("text", "sigungu"),
    [
        ("경상남도 합첩군 합천읍 옥산로 53", "48890"),
        ("부산광역시 부신진구 동평로 410", "26230"),
        ("대구광역시 달석구 명덕로2길 30", "27290"),
        ("경상남도 창운시 회원구 석전동15길 23", "48127"),
        ("충청북도 보은근 보은읍", "43720"),
    ],
)
def test_a_misspelt_name_is_mended_where_only_one_of_the_province_is_near_and_says_so(text, sigungu):
    place = region_of_address(text)
    assert (place.sigungu_code, place.basis) == (sigungu, "address_mended")


def test_a_district_misspelt_behind_its_city_is_found():
    assert region_of_address("경상남도 창원시 마산함포구 3 15대로 352").sigungu_code == "48125"
    assert region_of_address("경상남도 창원시 회원구 석전동").sigungu_code == "48127"


@pytest.mark.parametrize(
    "text",
    [
        "중구 신포동",
        "경상남도 신등면",
        "부산 중구로 12",
        "동구",
        "전라남도 승주읍 서평리",
        "",
        "???",
        "서울특별시 무슨구",
    ],
)
def test_what_fits_several_or_none_is_not_guessed(text):
    assert region_of_address(text).sigungu_code == ""


def test_two_near_names_are_a_tie_and_stay_unknown():
    # 남구 and 북구 and 동구 are all one syllable from 견구
    assert region_of_address("부산광역시 견구 무슨로 1").sigungu_code == ""


def test_the_day_decides_the_code():
    assert region_of_address("강원도 강릉시", 20200101).sigungu_code == "42150"
    assert region_of_address("대구 군위군", 20200101).sigungu_code == "47720"
    assert region_of_address("경기도 부천시 원미구", 20200101).sigungu_code == "41190"


def test_of_two_addresses_the_one_that_tells_more_counts():
    texts = ["경상북도 포항시 죽도시장길 1", "경상북도 포항시 북구 죽도동 2"]
    assert region_of_addresses(texts).sigungu_code == "47113"
    assert region_of_addresses(["경상남도 신등면", "경상남도 산청군 신등면"]).sigungu_code == "48860"
