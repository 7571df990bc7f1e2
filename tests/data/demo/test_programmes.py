"""The twenty programmes of the example: each is there, and every published figure comes out as it was published."""

import csv
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from data.demo.ledger import FOLDER
from data.store import reading

Row = dict[str, Any]
INVENTED = "지어낸"
#: programme, participant, role, figure, low, high (None = that bound is not told).
PUBLISHED = [
    ("P01", "", "output", "교육 인원", 30, 39),
    ("P01", "", "output", "개설 점포", 4, 4),
    ("P01", "", "given", "배달 점포", 10, 19),
    ("P02", "남광주시장", "output", "배달 점포", 10, 19),
    ("P02", "남광주시장", "given", "무료 배달 반경", 2, 3),
    ("P02", "서울", "output", "참여 시장", 65, 65),
    ("P02", "", "output", "참여 시장", 170, 170),
    ("P02", "", "outcome", "운영 시장", 71, 71),
    ("P03", "서울", "target", "라이브 방송", 100, 100),
    ("P03", "이도공감", "outcome", "매출 성장", 1.27, 1.27),
    ("P03", "청주", "output", "라이브 방송", 50, 50),
    ("P03", "청주", "output", "주문", 4407, 4407),
    ("P03", "청주", "outcome", "매출", 92_000_000, 92_000_000),
    ("P05", "광주", "output", "교육 인원", 30, 39),
    ("P06", "", "target", "참여 업체", 10_000, 10_000),
    ("P06", "", "target", "참여 플랫폼", 17, 17),
    ("P06", "", "target", "쿠폰", 100_000, 100_000),
    ("P06", "", "target", "쿠폰 한도", 0, 5_000),
    ("P06", "", "target", "기획전", 135, 135),
    ("P06", "", "target", "라이브 방송", 100, 100),
    ("P06", "", "target", "연말 행사 참여 업체", 5_000, 5_000),
    ("P07", "쏠쏠마켓", "output", "참여 플랫폼", 3, 3),
    ("P07", "박싱데이", "output", "참여 업체", 100, 100),
    ("P07", "박싱데이", "given", "할인율", 0, 0.8),
    ("P08", "", "output", "지원 점포", 100, 199),
    ("P10", "", "output", "참여 인원", 150_000, 159_999),
    ("P10", "", "outcome", "매출", 15_900_000_000, 15_900_000_000),
    ("P10", "", "given", "행사 일수", 28, 28),
    ("P10", "4차 추첨", "output", "경품 당첨", 18_437, 18_437),
    ("P11", "", "output", "참여 팀", 9, 9),
    ("P11", "아뮤즈마켓", "outcome", "ROAS", 6.29, 6.29),
    ("P11", "이도공감", "outcome", "매출 성장", 1.27, 1.27),
    ("P12", "", "outcome", "외국인 결제액 증가(3월 대비)", 4.975, 4.975),
    ("P12", "", "outcome", "외국인 결제액 증가(3월 대비)", 14.536, 14.536),
    ("P12", "", "given", "외국인 결제 건수", 700, 799),
    ("P12", "", "outcome", "외국인 결제 건수", 8_000, 8_999),
    ("P12", "", "outcome", "외국인 결제액", 240_000_000, 260_000_000),
    ("P12", "", "given", "할인율", 0, 0.5),
    ("P19", "", "given", "건의", 7, 7),
    ("P20", "", "given", "온라인 쇼핑 거래액", 14_383_300_000_000, 14_383_300_000_000),
    ("P20", "", "given", "온라인 쇼핑 증가(전년 같은 달 대비)", 0.275, 0.275),
]


def asked(url: str, statement: str) -> list[Row]:
    with reading(url) as connection:
        return [dict(row._mapping) for row in connection.execute(text(statement))]


@pytest.mark.parametrize(("code", "participant", "role", "figure", "low", "high"), PUBLISHED)
def test_a_published_figure_stands_with_its_interval_and_its_source(
    demo_store_url: str, code: str, participant: str, role: str, figure: str, low: float, high: float | None
) -> None:
    where = f"programme_code = '{code}' AND participant = '{participant}' AND role = '{role}' AND figure = '{figure}'"
    found = asked(demo_store_url, f"SELECT * FROM programme_figure WHERE {where}")
    (row,) = [each for each in found if each["low"] == pytest.approx(low) and each["high"] == pytest.approx(high)]
    assert row["source"] and INVENTED not in row["source"]


def test_there_are_twenty_programmes_of_twenty_kinds(demo_store_url: str) -> None:
    found = asked(demo_store_url, "SELECT programme_code, kind FROM programme ORDER BY 1")
    assert [row["programme_code"] for row in found] == [f"P{number:02d}" for number in range(1, 21)]
    assert len({row["kind"] for row in found}) == 20


def test_money_that_was_published(demo_store_url: str) -> None:
    found = asked(demo_store_url, "SELECT programme_code, year, planned_krw FROM programme_budget")
    money = {(row["programme_code"], row["year"]): row["planned_krw"] for row in found}
    assert money["P04", 2021] == money["P04", 2022] == 500_000_000
    assert money["P14", 0] == 1_800_000_000
    parts = asked(demo_store_url, "SELECT part, budget_krw, spent_krw FROM milestone WHERE programme_code = 'P14'")
    assert len({row["part"] for row in parts}) == 4
    assert sum(row["budget_krw"] for row in parts) <= 1_800_000_000
    spent = asked(demo_store_url, "SELECT spent_krw FROM programme_budget WHERE programme_code = 'P14'")[0]["spent_krw"]
    assert sum(row["spent_krw"] or 0 for row in parts) == spent < 1_800_000_000


def test_the_four_shops_the_teams_and_the_markets_of_the_promotion_carry_their_names(demo_store_url: str) -> None:
    people = asked(demo_store_url, "SELECT programme_code, participant_kind, participant_name FROM participation")
    names = {(row["programme_code"], row["participant_name"]) for row in people}
    assert {("P01", each) for each in ("자매수산", "나주수산", "떡갈비본가 덕이네", "일호상사")} <= names
    assert {
        ("P11", "아뮤즈마켓"),
        ("P11", "이도공감"),
        ("P12", "제주 동문재래시장"),
        ("P12", "서귀포매일올레시장"),
    } <= names
    for code, kind, count in (("P11", "team", 9), ("P12", "market", 2), ("P08", "store", 104), ("P01", "store", 4)):
        own = [row for row in people if (row["programme_code"], row["participant_kind"]) == (code, kind)]
        assert len(own) == count
    (team,) = asked(demo_store_url, "SELECT * FROM participation WHERE participant_name = '아뮤즈마켓'")
    assert team["ad_sales_krw"] / team["ad_spend_krw"] == pytest.approx(6.29)


def test_the_fifty_shows_of_one_city_add_up_to_what_was_published_and_some_sold_nothing(demo_store_url: str) -> None:
    shows = asked(demo_store_url, "SELECT * FROM event WHERE programme_code = 'P03' AND event_code LIKE '청주%'")
    assert (len(shows), sum(row["order_count"] for row in shows)) == (50, 4407)
    assert sum(row["sales_krw"] for row in shows) == 92_000_000
    assert 0 < sum(row["sales_krw"] == 0 for row in shows) < 15
    assert all((row["sales_krw"] == 0) == (row["order_count"] == 0) for row in shows)


def test_coupons_by_week_are_the_hundred_thousand_with_their_cap(demo_store_url: str) -> None:
    weeks = asked(demo_store_url, "SELECT * FROM event WHERE programme_code = 'P06' AND kind = 'coupon_issue'")
    assert sum(row["issued_count"] for row in weeks) == 100_000
    assert {row["cap_krw"] for row in weeks} == {5_000}
    assert all(0 < row["used_count"] < row["issued_count"] for row in weeks)
    assert (min(row["starts_day"] for row in weeks), max(row["ends_day"] for row in weeks)) == (20201001, 20210108)


def test_the_platform_of_the_agreement_held_more_than_half_and_paid_later_than_thirty_days(demo_store_url: str) -> None:
    months = asked(demo_store_url, "SELECT * FROM platform_sales WHERE programme_code = 'P09'")
    own = [row for row in months if row["platform"] == "티몬" and row["month"] >= 20240101]
    assert own and max(row["month"] for row in own) == 20240701
    for row in own:
        total = sum(each["sales_krw"] for each in months if each["month"] == row["month"])
        assert row["sales_krw"] / total > 0.5
        assert row["settlement_days"] is None or row["settlement_days"] > 30


def test_the_promotion_has_its_days_rate_and_base(demo_store_url: str) -> None:
    (rule,) = asked(demo_store_url, "SELECT * FROM promotion_rule")
    assert (rule["starts_day"], rule["ends_day"], rule["base_month"]) == (20240401, 20240531, 20240301)
    assert (rule["discount_rate"], rule["qualifier"], rule["wallets"]) == (0.5, "최대", "alipay_plus")


def test_the_festival_and_the_draw_of_round_four(demo_store_url: str) -> None:
    found = {
        row["event_code"]: row for row in asked(demo_store_url, "SELECT * FROM event WHERE programme_code = 'P10'")
    }
    assert (found["행사"]["starts_day"], found["행사"]["ends_day"]) == (20211101, 20211128)
    assert found["행사"]["sales_krw"] == 15_900_000_000 and found["추첨-4"]["prize_count"] == 18_437


def test_friends_visits_and_spending_grow_along_the_channel(demo_store_url: str) -> None:
    months = asked(demo_store_url, "SELECT * FROM event WHERE programme_code = 'P13' ORDER BY starts_day")
    assert months[0]["starts_day"] == 20240612
    assert all(row["friend_count"] > row["visitor_count"] > row["order_count"] > 0 for row in months)
    assert [row["friend_count"] for row in months] == sorted(row["friend_count"] for row in months)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_every_row_of_the_folder_says_where_it_is_from(path: Path) -> None:
    """Readings have no column for it: the things they are of say that they are invented."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    if path.stem != "asset_reading":
        assert all(row["출처"] for row in rows), path.name
