"""A file that speaks of years, quarters or months is dated by the end of the last, not by the day it was put in."""

from pathlib import Path

import pytest

from data.importing import import_file
from tests.stores import new_store

SAMPLES = Path(__file__).parents[2] / "samples"
YEARS = "년도,전통시장 평균고객,전통시장수\n2017,4553,1450\n2019,5413.2,1413\n2018,5164.4,1437\n"
QUARTERS = (
    "기준_년분기_코드,상권_구분_코드_명,상권_코드,상권_코드_명,상권_변화_지표,운영_영업_개월_평균,폐업_영업_개월_평균\n"
    "20244,전통시장,3130001,가,LL,100,50\n20252,전통시장,3130001,가,LH,101,51\n"
)
MONTHS = ",기준연월,국가명,value\n0,2018-12,일본,5\n1,2019-02,일본,7\n2,2019-01,일본,6\n"


@pytest.mark.parametrize(
    ("name", "text", "edition"),
    [
        ("국가별 방한외래 관광객.csv", MONTHS, "2019-02-28"),
        ("시장상황.csv", YEARS, "2019-12-31"),
        ("서울시 상권분석서비스(상권변화지표-상권).csv", QUARTERS, "2025-06-30"),
    ],
)
def test_the_last_period_dates_the_file(tmp_path, name, text, edition):
    path = tmp_path / name
    path.write_text(text, "utf-8-sig")
    report = import_file(path, url=new_store(tmp_path / "own.sqlite"))
    assert (report.status, report.edition) == ("kept", edition)
