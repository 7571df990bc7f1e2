"""The official table of codes brings the regions, shapes and markets up to date, and can be taken back."""

import pytest
from sqlalchemy import text

from data.geo.addresses import region_of_address
from data.geo.region_table import Official, updated
from data.geo.regions import OPEN_END, gazetteer, shipped
from data.importing import import_file, undo
from data.store import reading
from tests.stores import new_store

#: What became law on 2026-07-01, with invented codes for the districts.
JULY = [
    Official("29", "광주광역시", False),
    Official("29110", "동구", False),
    Official("46", "전라남도", False),
    Official("46110", "목포시", False),
    Official("12", "전남광주통합특별시", True),
    Official("12110", "동구", True),
    Official("12310", "목포시", True),
    Official("28110", "중구", False),
    Official("28125", "제물포구", True),
]


def test_new_codes_begin_and_ended_ones_know_what_they_became():
    table = updated(shipped(), JULY, 20260701)
    assert table.at("29110") == "12110"
    assert table.at("29110", 20260630) == "29110"
    assert table.at("46") == table.at("29") == "12"
    assert table.at("28110") == "", "divided: the code does not tell the part"
    assert table.on(OPEN_END)["12310"].name_en == "Mokpo-si"
    assert region_of_address("전남광주통합특별시 목포시", table=table).sigungu_code == "12310"
    assert region_of_address("전라남도 목포시", table=table).sigungu_code == "12310"


def test_days_and_former_codes_are_believed_where_the_table_tells_them():
    rows = [Official("28110", "중구", False, until=20260701), Official("28125", "제물포구", True, 20260701, 0, "28110")]
    table = updated(shipped(), rows, 20261125)
    assert table.at("28110") == "28125"
    assert table.at("28110", 20260630) == "28110"


def test_a_table_that_says_what_is_known_changes_nothing():
    rows = [Official("11", "서울특별시", True), Official("11110", "종로구", True), Official("28170", "남구", False)]
    assert updated(shipped(), rows, 20260701).spans == shipped().spans


@pytest.mark.parametrize("encoding", ["cp949", "utf-8"])
def test_the_file_is_read_and_undone(tmp_path, encoding):
    url = new_store(tmp_path / "store.sqlite")
    lines = [
        "법정동코드\t법정동명\t폐지여부",
        "1111000000\t서울특별시 종로구\t존재",
        "1111010100\t서울특별시 종로구 청운동\t존재",
        "2811000000\t인천광역시 중구\t폐지",
        "2812500000\t인천광역시 제물포구\t존재",
    ]
    path = tmp_path / "법정동코드 전체자료_20260701.txt"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    report = import_file(path, url=url)
    assert (report.source, report.rows_new, report.rows_changed, report.rows_unchanged) == ("region_codes", 1, 1, 1)
    with reading(url) as connection:
        assert gazetteer(connection).on(OPEN_END)["28125"].name_ko == "제물포구"
        assert "28110" not in gazetteer(connection).on(20260701)
    undo(report.import_id, url=url)
    with reading(url) as connection:
        assert gazetteer(connection).spans == shipped().spans
        assert connection.execute(text("SELECT COUNT(*) FROM region_record")).scalar() == 0
