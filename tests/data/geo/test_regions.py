"""Codes of provinces and districts through time."""

import csv
import itertools

import pytest

from data.geo.regions import OPEN_END, gazetteer, region_at, seed_regions, shipped
from data.geo.romanise import romanised
from data.store import writing
from tests.stores import new_store


@pytest.mark.parametrize(
    ("code", "day", "expected"),
    [
        ("42", OPEN_END, "51"),
        ("42110", OPEN_END, "51110"),
        ("42110", 20230610, "42110"),
        ("51110", 20230610, "42110"),
        ("45111", 20240118, "52111"),
        ("47720", 20230701, "27720"),
        ("27720", 20230630, "47720"),
        ("41195", OPEN_END, "41190"),  # 원미구 of before 2016: the city, since the code does not tell the part
        ("41192", 20230101, ""),  # 원미구 of 2024 had no code of its own
        ("41590", OPEN_END, "41590"),
        ("28170", OPEN_END, "28177"),
        ("43710", OPEN_END, "43110"),
        ("11110", 19500101, "11110"),
        ("99999", OPEN_END, ""),
    ],
)
def test_a_code_is_followed_to_what_it_was_or_became_on_the_day(code, day, expected):
    assert region_at(code, day) == expected


@pytest.mark.parametrize(
    ("day", "level", "name"),
    [
        (20231231, "sigungu", "부천시"),
        (20240101, "city", "부천시"),
        (20260131, "sigungu", "화성시"),
        (20260201, "city", "화성시"),
    ],
)
def test_a_city_that_is_divided_stands_above_its_districts_from_that_day(day, level, name):
    code = {"부천시": "41190", "화성시": "41590"}[name]
    assert (shipped().on(day)[code].level, shipped().on(day)[code].name_ko) == (level, name)


def test_spans_of_a_code_never_overlap():
    for spans in shipped().by_code.values():
        for earlier, later in itertools.pairwise(spans):
            assert earlier.valid_to < later.valid_from, earlier


def test_every_ended_region_became_one_that_stands_or_was_divided():
    table = shipped()
    ended = {code for code, spans in table.by_code.items() if spans[-1].valid_to < OPEN_END}
    assert {code for code in ended if not table.at(code)} == set()


def test_districts_know_their_city_and_others_only_themselves():
    assert shipped().city_of("41111") == "41110"
    assert shipped().city_of("43745") == "43745"  # 증평군 is not a district of 영동군 43740
    assert shipped().city_of("28177") == "28177"
    assert shipped().districts_of("48120") == ("48121", "48123", "48125", "48127", "48129")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("종로", "jongno"), ("강릉", "gangneung"), ("철원", "cheorwon"), ("울릉", "ulleung"), ("덕양", "deogyang"),
     ("마산회원", "masanhoewon"), ("임실", "imsil"), ("칠곡", "chilgok"), ("영등포", "yeongdeungpo")],
)  # fmt: skip
def test_names_are_romanised_as_they_are_spoken(name, expected):
    assert romanised(name) == expected


def test_the_region_table_is_filled_once(tmp_path):
    url = new_store(tmp_path / "store.sqlite")
    with writing(url) as connection:
        seed_regions(connection)
        assert seed_regions(connection) == 0
        assert gazetteer(connection).spans == shipped().spans


def test_the_shipped_tables_are_what_their_scripts_make():
    pytest.importorskip("admdongkor")
    from tests.data.geo import make_regions, make_statistics_codes

    with make_regions.TARGET.open(encoding="utf-8", newline="") as file:
        shipped_rows = list(csv.DictReader(file))
    made = sorted(make_regions.spans(), key=lambda r: (str(r["region_code"]), int(r["valid_from"])))
    assert shipped_rows == [{k: str(v) for k, v in row.items()} for row in made]
    with make_statistics_codes.TARGET.open(encoding="utf-8", newline="") as file:
        assert [tuple(row) for row in list(csv.reader(file))[1:]] == [
            tuple(map(str, row)) for row in make_statistics_codes.rows()
        ]
