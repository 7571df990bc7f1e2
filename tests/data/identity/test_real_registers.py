"""The real registers: one market per real market, whatever the order, and back again."""

import pytest

from data.identity.deciding import decide
from data.importing import undo
from tests.stores import new_store

#: Everything about markets but their numbers, which depend on what came first.
SEEN = """
SELECT market_name, former_names, kind, sido_code, sigungu_code, region_basis, lat, lon, road_address,
       lot_address, cycle, market_days, opened_year, store_count, goods, homepage, phone, has_toilet,
       has_parking, as_of, first_edition,
       last_edition, is_listed
FROM market ORDER BY market_name, sigungu_code, road_address, lot_address
"""
COUNT = "SELECT COUNT(*), SUM(is_listed) FROM market"


def test_every_order_of_the_three_registers_gives_the_same_1388_markets(load, ask, url, tmp_path):
    from data.importing import import_file
    from tests.data.identity.conftest import FILES, REAL

    load("status", "standard", "excerpt")
    assert ask(COUNT) == [(1388, 1388)]
    seen = ask(SEEN)
    assert ask("SELECT COUNT(*) FROM identity_question") == [(0,)]
    for number, order in enumerate([("excerpt", "standard", "status")]):
        other = new_store(tmp_path / f"other{number}.sqlite")
        for name in order:
            import_file(REAL / FILES[name], url=other)
        assert _rows(other, SEEN) == seen, order


def test_rows_add_up_and_each_merge_says_why(load, ask):
    reports = load("status", "standard", "excerpt")
    assert [(r.rows_new, r.rows_changed + r.rows_unchanged) for r in reports] == [(1388, 0), (0, 1388), (0, 22)]
    decisions = dict(ask("SELECT json_extract(reason, '$.key'), COUNT(*) FROM market_record GROUP BY 1"))
    assert decisions == {"first_seen": 1388, "same_name_same_city": 1409, "part_of_name_same_place": 1}
    renamed = ask("SELECT former_names FROM market WHERE market_name = '의왕도깨비시장'")
    assert renamed == [("부곡도깨비시장",)]


def test_rows_that_share_a_point_stay_apart(load, ask):
    load("standard", "status")
    shared = ask(
        "SELECT SUM(n) FROM (SELECT COUNT(*) AS n FROM market WHERE lat IS NOT NULL GROUP BY lat, lon HAVING n > 1)"
    )
    assert shared == [(17,)]
    floors = ask("SELECT COUNT(*) FROM market WHERE market_name LIKE '서문시장제1지구%'")
    assert floors == [(2,)]


def test_markets_without_coordinates_have_their_district_from_the_address(load, ask):
    load("standard")
    rows = dict(ask("SELECT market_name, sigungu_code FROM market WHERE lat IS NULL"))
    assert len(rows) == 16
    assert rows["합천시장"] == "48890"
    assert rows["양정전통시장"] == "26230"
    assert rows["서대구시장"] == "27290"
    assert rows["역전통합시장"] == "48127"
    assert rows["부림시장"] == "48125"
    assert rows["풍각공설시장"] == "47820"
    assert all(rows.values())
    mended = ask("SELECT market_name FROM market WHERE region_basis = 'address_mended' ORDER BY 1")
    assert [name for (name,) in mended] == ["서대구시장", "양정전통시장", "합천시장"]


def test_boundaries_place_what_the_address_leaves_open_or_says_wrongly(load, ask):
    _, report = load("standard", "boundaries")
    placed = dict(ask("SELECT market_name, sigungu_code FROM market WHERE region_basis = 'point'"))
    assert placed["토월복합상가시장"] == "48123"  # the address says 의창구
    assert placed["코코프라자시장"] == "41135"
    assert placed["죽도농산물시장"] == "47113"
    assert placed["청주사창시장"] == "43112"
    assert dict(report.effects)["regions_by_point"] == len(placed) == 12
    near_a_border = dict(
        ask("SELECT market_name, sigungu_code FROM market WHERE market_name IN ('보수종합시장', '신영시장')")
    )
    assert near_a_border == {"보수종합시장": "26110", "신영시장": "11470"}
    assert ask("SELECT COUNT(*) FROM market WHERE sigungu_code = ''") == [(0,)]


def test_an_undone_boundary_file_takes_its_placing_back(load, ask, url):
    load("standard")
    before = ask(SEEN)
    report = load("boundaries")[0]
    assert ask(SEEN) != before
    undo(report.import_id, url=url)
    assert ask(SEEN) == before
    assert ask("SELECT COUNT(*) FROM boundary") == [(0,)]


@pytest.mark.parametrize("gone", [("services", "standard"), ("standard", "status")])
def test_undone_in_any_order_it_is_as_if_never_loaded(load, ask, url, gone, tmp_path):
    from data.importing import import_file
    from tests.data.identity.conftest import FILES, REAL

    names = ["services", "status", "standard", "excerpt"]
    reports = dict(zip(names, load(*names), strict=True))
    for name in gone:
        undo(reports[name].import_id, url=url)
    other = new_store(tmp_path / "never.sqlite")
    for name in names:
        if name not in gone:
            import_file(REAL / FILES[name], url=other)
    questions = "SELECT signature FROM identity_question ORDER BY 1"
    facilities = "SELECT facility, is_present, edition, COUNT(*) FROM market_facility GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    for question in (SEEN, questions, facilities):
        assert ask(question) == _rows(other, question), question


def test_services_add_what_no_newer_register_lists_and_ask_about_the_doubtful(load, ask):
    load("services", "standard")
    assert ask(COUNT) == [(1901, 1388)]
    asked = {name for (name,) in ask("SELECT record_name FROM identity_question WHERE state = 'open'")}
    assert {"별빛남문시장", "성서와룡시장", "갈산전통시장", "신안코아전통시장"} <= asked
    assert len(asked) == 28


def test_a_confirmed_pair_is_one_market_and_is_remembered_when_loaded_again(load, ask, url):
    _, standard = load("services", "standard")
    query = "SELECT question_id FROM identity_question WHERE record_name = '성서와룡시장'"
    decide(ask(query)[0][0], "same", decided_by="officer", url=url)
    assert ask(COUNT) == [(1900, 1388)]
    assert ask("SELECT former_names, is_listed FROM market WHERE market_name = '성서와룡시장'") == [("와룡시장", 1)]
    undo(standard.import_id, url=url)
    load("standard")
    assert ask(COUNT) == [(1900, 1388)]
    assert ask("SELECT decision FROM market_record WHERE market_name = '성서와룡시장'") == [("confirmed",)]


def test_a_pair_said_to_differ_is_not_asked_again(load, ask, url):
    load("services", "standard")
    (number,) = ask("SELECT question_id FROM identity_question WHERE record_name = '평택국제중앙시장'")[0]
    decide(number, "different", url=url)
    load("status")
    open_ones = ask("SELECT COUNT(*) FROM identity_question WHERE state = 'open' AND record_name = '평택국제중앙시장'")
    assert open_ones == [(0,)]
    assert ask(
        "SELECT COUNT(*) FROM market WHERE market_name IN ('평택국제중앙시장', '중앙시장') AND sigungu_code = '41220'"
    ) == [(2,)]


def _rows(url, question):
    from sqlalchemy import text

    from data.store import reading

    with reading(url) as connection:
        return [tuple(row) for row in connection.execute(text(question))]
