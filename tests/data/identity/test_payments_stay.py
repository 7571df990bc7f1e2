"""Payments and the markets they belong to, when markets are joined, parted or no longer registered."""

import pytest
from sqlalchemy import insert

from data.errors import BothHavePayments, UnknownChoice, UnknownQuestion
from data.identity.deciding import decide
from data.importing import import_file, undo
from data.models import Import, Payment
from data.store import writing

SERVICES = (
    "순번,시장-상점가 구분,인정여부,지자체,시장-상점가명,실시여부 - 1) 배송서비스,실시여부 - 2) 장보기서비스\n"
    "1,전통시장,인정시장,충남홍성군,{name},1,2\n"
)
STANDARD = (
    "시장명,시장유형,소재지도로명주소,소재지지번주소,시장개설주기,위도,경도,점포수,데이터기준일자\n"
    "{name},5일장,충청남도 홍성군 갈산면 상촌로 29,,3일+8일,36.6,126.55,50,2024-11-04\n"
)


@pytest.fixture
def registers(url, tmp_path):
    """Load one row of each register; returns the two import numbers."""

    def load(older, newer):
        reports = []
        for name, content in (
            ("시장 서비스 정보_20210928.csv", SERVICES.format(name=older)),
            ("전국전통시장표준데이터_20241104.csv", STANDARD.format(name=newer)),
        ):
            (tmp_path / name).write_text(content, encoding="utf-8-sig")
            reports.append(import_file(tmp_path / name, url=url))
        return [report.import_id for report in reports]

    return load


def pay(url, *rows):
    """Payments: market, day, amount; all of one import."""
    with writing(url) as connection:
        file = {"file_name": "p", "sha256": "p", "byte_count": 1, "source": "payment_month", "subject": "payment"}
        when = {"edition": "2024-12-31", "status": "kept", "started_at": "2024-12-31"}
        number = connection.execute(insert(Import.__table__).values(**file, **when)).inserted_primary_key[0]
        values = [
            {
                "market_id": m,
                "grain": 2,
                "day": day,
                "method": 1,
                "amount_krw": krw,
                "import_id": number,
                "is_provisional": 0,
            }
            for m, day, krw in rows
        ]
        connection.execute(insert(Payment.__table__), values)


def market_ids(ask):
    return dict(ask("SELECT market_name, market_id FROM market"))


def question(ask):
    return ask("SELECT question_id FROM identity_question WHERE state = 'open'")[0][0]


def test_payments_go_with_the_market_that_was_joined(registers, url, ask):
    registers("갈산정기시장", "갈산전통시장")
    ids = market_ids(ask)
    pay(url, (ids["갈산정기시장"], 20240101, 100), (ids["갈산전통시장"], 20240201, 200))
    decide(question(ask), "same", url=url)
    assert len(market_ids(ask)) == 1
    assert ask("SELECT market_id, SUM(amount_krw) FROM payment GROUP BY 1") == [(market_ids(ask)["갈산전통시장"], 300)]


def test_two_with_payments_of_one_month_are_not_joined_and_nothing_is_kept(registers, url, ask):
    registers("갈산정기시장", "갈산전통시장")
    ids = market_ids(ask)
    pay(url, (ids["갈산정기시장"], 20240101, 100), (ids["갈산전통시장"], 20240101, 200))
    with pytest.raises(BothHavePayments):
        decide(question(ask), "same", url=url)
    assert market_ids(ask) == ids
    assert ask("SELECT state FROM identity_question") == [("open",)]


def test_a_market_with_payments_outlives_its_register_and_is_found_again(registers, url, ask, tmp_path):
    services, standard = registers("갈산전통시장", "갈산전통시장")
    (number,) = market_ids(ask).values()
    pay(url, (number, 20240101, 100))
    undo(services, url=url)
    undo(standard, url=url)
    assert ask("SELECT market_id, is_listed FROM market") in ([(number, 0)], [(number, 1)])
    import_file(tmp_path / "전국전통시장표준데이터_20241104.csv", url=url)
    assert ask("SELECT market_id, is_listed FROM market") == [(number, 1)]


def test_a_market_without_payments_goes_with_its_register(registers, url, ask):
    for number in registers("갈산전통시장", "갈산전통시장"):
        undo(number, url=url)
    assert market_ids(ask) == {}


def test_an_answer_must_be_same_or_different_and_the_question_must_be_there(registers, url, ask):
    registers("갈산정기시장", "갈산전통시장")
    with pytest.raises(UnknownChoice):
        decide(question(ask), "perhaps", url=url)
    with pytest.raises(UnknownQuestion):
        decide(999, "same", url=url)
