"""Real programmes P01 to P18 out of the example data: each view answers its question with the published figures."""

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import Connection

from components.charts import (
    programmes_assets,
    programmes_events,
    programmes_figures,
    programmes_parties,
    programmes_platforms,
    programmes_promises,
)
from components.text import translator
from data import queries
from data.answer import Answer
from data.choice import Choice
from data.metrics.programmes import Tables, ledger_rows
from data.queries import adoption, programmes
from data.store import reading

KO = translator("ko")
TODAY = pd.Timestamp("2024-12-31")
BEHIND = (
    programmes.figures, programmes.participants, programmes.events, programmes.platform_sales,
)  # fmt: skip


@pytest.fixture(scope="module")
def store(demo_store_url: str) -> Iterator[Connection]:
    with reading(demo_store_url) as connection:
        yield connection


def asked(store: Connection, query: queries.Query, code: str) -> Answer:
    return queries.answer(store, query, Choice(programme=code))


def answers(store: Connection, code: str) -> "pd.Series":
    """The row of the ledger with its four answers."""
    tables = [asked(store, query, code).rows for query in BEHIND]
    uses = queries.answer(store, adoption.uses, Choice()).rows
    return ledger_rows(asked(store, programmes.ledger, code).rows, Tables(*tables, uses), TODAY).iloc[0]


def rows_by(made: object, name: str) -> pd.DataFrame:
    return made.rows.set_index(name)  # type: ignore[attr-defined]


def test_p01_four_shops_of_thirty_odd_trained_and_what_became_of_them(store: Connection) -> None:
    made = programmes_figures.programme_ratios(asked(store, programmes.figures, "P01"), KO)
    assert made.rows["value_span"].tolist() == ["10.3%~13.3%", "25.6%~63.3%"]
    names = asked(store, programmes.participants, "P01").rows["store_name"].tolist()
    assert names == ["나주수산", "떡갈비본가 덕이네", "일호상사", "자매수산"]
    assert answers(store, "P01")["zero_of"] == 4  # shops that were opened, not merchants that were trained


def test_p02_seventy_one_of_a_hundred_and_seventy_markets_are_left(store: Connection) -> None:
    row = answers(store, "P02")
    assert round(row["left_low_share"], 3) == 0.418 and row["left_basis"] == "written"
    ratios = rows_by(programmes_figures.programme_ratios(asked(store, programmes.figures, "P02"), KO), "what")
    assert ratios.loc["참여했던 시장 가운데 아직 운영하는 비율", "value_span"] == "41.8%"


def test_p03_broadcasts_worst_first_and_the_share_that_sold_nothing(store: Connection) -> None:
    told = asked(store, programmes.events, "P03")
    made = programmes_events.programme_broadcasts(told, KO)
    sold = made.rows["sales_krw"].dropna().astype(float).tolist()
    assert sold == sorted(sold) and sold[0] == 0
    cheongju = told.rows[told.rows["event_code"].str.startswith("청주")]
    assert (len(cheongju), cheongju["order_count"].sum(), cheongju["sales_krw"].sum()) == (50, 4_407, 92_000_000)
    assert "하나도 팔지 못했고" in made.finding


def test_p04_a_billion_in_two_years_and_sales_per_won_of_what_is_due_to_it(store: Connection) -> None:
    row = answers(store, "P04")
    assert row["planned_krw"] == 1_000_000_000 and row["sales_basis"] == "attributable"
    assert row["per_won_low"] == pytest.approx(row["sales_low_krw"] / row["spent_krw"])


def test_p05_learners_and_what_they_did_within_ninety_days(store: Connection) -> None:
    made = programmes_events.learner_funnel(
        asked(store, programmes.events, "P05"), KO, participants=asked(store, programmes.participants, "P05")
    )
    counts = made.rows["person_count"].tolist()
    assert len(counts) == 4 and counts == sorted(counts, reverse=True)
    assert "90일 안에 새 채널을 실제로 썼습니다" in made.finding


def test_p06_targets_each_in_its_unit_and_coupons_of_at_most_five_eok(store: Connection) -> None:
    events = asked(store, programmes.events, "P06")
    made = programmes_figures.programme_targets(asked(store, programmes.figures, "P06"), KO, events=events)
    told = rows_by(made, "what")["target_text"].to_dict()
    assert {"10,000곳", "17개", "100,000건", "135회", "100회", "5,000곳"} <= set(told.values())
    assert made.rows.set_index("what").loc["참여 플랫폼", "low_share"] == 1.0
    issues = programmes_events.coupon_issues(events, KO, as_of=TODAY)
    assert issues.finding.startswith("한도까지 모두 쓰이면 많아야 5억 원입니다.")
    extra = rows_by(programmes_figures.programme_ratios(asked(store, programmes.figures, "P06"), KO), "what")
    assert extra.loc["행사가 없었을 때보다 더 팔린 돈", "value_span"] == "13억 2,000만 원"
    assert extra.loc["쿠폰으로 많아야 나갈 돈", "value_span"] == "5억 원 이하"


def test_p07_channels_with_their_state_and_days(store: Connection) -> None:
    people, sales = asked(store, programmes.participants, "P07"), asked(store, programmes.platform_sales, "P07")
    made = programmes_parties.programme_channels(people, KO, sales=sales, as_of=TODAY)
    states = rows_by(made, "platform")["state_key"].to_dict()
    assert states["쏠쏠마켓(인터파크)"] == "closed" and states["소상공인 공공마켓"] == "active"
    assert made.rows["state_key"].iloc[0] == "closed"
    joined = rows_by(made, "platform").loc["소상공인 공공마켓", "joined_on"]
    assert joined == pd.Timestamp("2020-09-21")
    assert made.rows["public_share"].notna().any() and (made.rows["kept_share"].dropna() < 1).all()


def test_p08_shops_with_their_last_activity_and_whether_they_live(store: Connection) -> None:
    people = asked(store, programmes.participants, "P08")
    made = programmes_parties.programme_participants(people, KO)
    assert len(made.rows) >= 100 and made.rows["last_active_on"].notna().any()
    assert {KO("chart.still_there"), KO("chart.gone")} <= set(made.rows["alive_12"])
    after = programmes_parties.still_going_after(people, KO, ends_on=answers(store, "P08")["ends_on"])
    assert after.rows["due_count"].gt(0).all() and "개월이 지난" in after.finding


def test_p09_one_platform_had_more_than_half_before_it_stopped_paying(store: Connection) -> None:
    told = asked(store, programmes.platform_sales, "P09")
    course = programmes_platforms.exposure_course(told, KO)
    assert course.finding.startswith("‘티몬’의 몫이 절반을 넘은 달이")
    own = programmes_platforms.platform_exposure(told, KO).rows.set_index("platform").loc["티몬"]
    assert own["settlement_days"] > 30 and own["alert"] and bool(own["has_ended"])
    checked = programmes_promises.promise_checklist(asked(store, programmes.milestones, "P09"), KO, as_of=TODAY)
    assert checked.rows["is_state"].iloc[0] == "overdue" and "done" in set(checked.rows["is_state"])


def test_p10_gross_per_person_and_a_unit_that_may_differ(store: Connection) -> None:
    made = programmes_figures.campaign_numbers(asked(store, programmes.figures, "P10"), KO)
    assert "총액으로 159억 원" in made.finding and "99,376원~106,000원" in made.finding
    assert "사람 수인지 응모 수" in made.finding
    by = made.rows.set_index("what")
    assert by.loc["매출", "change_span"] == "-38.6%" and by.loc["참여 인원", "change_span"].startswith("-70.6%")
    assert by.loc["한 사람이 쓴 돈", "before_span"] == "50,784원"


def test_p11_roas_and_roi_side_by_side_and_who_goes_on(store: Connection) -> None:
    people, figures = asked(store, programmes.participants, "P11"), asked(store, programmes.figures, "P11")
    made = programmes_parties.team_returns(people, KO, figures=figures)
    own = made.rows.set_index("team").loc["아뮤즈마켓"]
    assert (own["roas_span"], own["roi_span"]) == ("629.0%", "529.0%")
    assert len(made.rows) == 9 and made.rows.set_index("team").loc["이도공감", "growth_text"] == "127%"
    after = programmes_parties.still_going_after(people, KO, since="begin")
    assert after.rows["after"].tolist()[:3] == ["3개월 뒤", "6개월 뒤", "12개월 뒤"]


def test_p13_friends_visits_and_what_was_spent(store: Connection) -> None:
    made = programmes_events.reach_steps(asked(store, programmes.events, "P13"), KO)
    assert made.rows["stage"].tolist()[:2] == ["채널 친구", "시장 방문"] and "그때 쓴 돈은" in made.finding


def test_p14_milestones_money_and_cost_of_an_active_user(store: Connection) -> None:
    told, figures = asked(store, programmes.milestones, "P14"), asked(store, programmes.figures, "P14")
    made = programmes_promises.milestone_spend(told, KO, as_of=TODAY, figures=figures)
    assert set(told.rows["part"]) >= {"플랫폼", "공유주차", "사이니지", "화재감지 카메라"}
    assert "한 달 이용자 한 사람에" in made.finding
    assert answers(store, "P14")["planned_krw"] == 1_800_000_000


def test_p15_full_hours_weekdays_and_market_days(store: Connection) -> None:
    hours = asked(store, programmes.asset_hours, "P15")
    made = programmes_assets.parking_heat(hours, KO)
    assert set(made.rows["weekday"]) == set("월화수목금토일") and "가장 붐비는 때" in made.finding
    assert set(programmes_assets.parking_hours(hours, KO).rows["day_kind"]) == {"장날", "다른 날"}


def test_p16_signs_silent_for_seven_days_come_first_and_are_grey(store: Connection) -> None:
    told = asked(store, programmes.assets, "P16")
    listed, points = programmes_assets.asset_states(told, KO), programmes_assets.asset_points(told, KO)
    assert listed.rows["state_key"].iloc[0] == "silent" and listed.rows["silent_days"].iloc[0] >= 7
    grey = points.rows[points.rows["state_key"].isin(["silent", "never"])]
    assert len(grey) and grey["uptime_share"].isna().all()
    assert listed.rows["content_days"].notna().any()


def test_p17_stores_watched_and_false_alarms(store: Connection) -> None:
    made = programmes_assets.camera_coverage(asked(store, programmes.assets, "P17"), KO)
    assert "헛경보였습니다" in made.finding and made.rows["response_minutes"].notna().any()
    known = made.rows["covered_share"].dropna().tolist()
    assert known == sorted(known)


def test_p18_markets_with_and_without_a_manager(store: Connection) -> None:
    made = programmes_parties.market_managers(asked(store, programmes.managers, "P18"), KO, as_of=TODAY)
    assert made.rows["state"].iloc[0] == KO("manager_state.vacant") and made.rows["vacant_months"].iloc[0] > 0
    assert "한 해에" in made.finding
