"""Hand-made answers of the ledger's exhibits: columns as the queries promise them, names awkward on purpose."""

from collections.abc import Callable
from typing import Any

import pandas as pd

DANGEROUS_NAME = '=HYPERLINK("x")시장'
EVIDENCE = {"source": "보도자료", "published_on": pd.Timestamp("2021-12-01"), "qualifier": "잠정"}
PROGRAMME = {"programme_code": "A1", "programme_name": "<b>사업</b>", "programme_kind": "sales_campaign"}
EVENT_COUNTS = [
    "viewer_count", "order_count", "sales_krw", "production_krw", "discount_krw", "fee_krw", "registered_count",
    "attendee_count", "completer_count", "acting_count", "issued_count", "used_count", "cap_krw", "friend_count",
    "visitor_count", "entry_count", "prize_count",
]  # fmt: skip


def dated(rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    return rows.assign(**{name: pd.to_datetime(rows[name]) for name in names})


def counted(rows: pd.DataFrame, *names: str) -> pd.DataFrame:
    return rows.astype(dict.fromkeys(names, "Int64"))


def ledger() -> pd.DataFrame:
    """programmes.ledger with its answers: one told all, one nothing."""
    rows = [
        ("A1", "<b>가</b>", "live_commerce", "서울특별시", "Seoul", "2020-10-01", "2020-12-31", "", 10**9, 9 * 10**8,
         2e9, 2e9, 2.0, 2.2, 0.1, 0.1, 50, 0.4, 0.4, 20, 12),
        ("A2", "=나()", "아무 유형", "", "", None, None, "stopped", None, None, *[None] * 11),
        ("A3", "다", "education", "제주특별자치도", "Jeju", "2024-08-01", None, "running", 5 * 10**8, None, 1e6, None,
         None, None, 0.0, 0.2, 9, 0.1, 0.3, 9, 6),
    ]  # fmt: skip
    names = ["programme_code", "programme_name", "programme_kind", "sido_name_ko", "sido_name_en", "starts_on",
             "ends_on", "state", "planned_krw", "spent_krw", "sales_low_krw", "sales_high_krw", "per_won_low",
             "per_won_high", "zero_low_share", "zero_high_share", "zero_of", "left_low_share", "left_high_share",
             "left_of", "left_months"]  # fmt: skip
    made = dated(pd.DataFrame(rows, columns=names), "starts_on", "ends_on")
    floats = [name for name in names if name not in names[:10]]
    made = counted(made.astype(dict.fromkeys(floats, "float64")), "planned_krw", "spent_krw")
    return made.assign(sigungu_name_ko="", sigungu_name_en="")


def budgets() -> pd.DataFrame:
    rows = [("국비", 2021, 5 * 10**8, 6 * 10**8), ("=도비()", 2022, 5 * 10**8, None), ("시비", 0, None, None)]
    made = counted(
        pd.DataFrame(rows, columns=["funder", "year", "planned_krw", "spent_krw"]), "planned_krw", "spent_krw"
    )
    return made.assign(**PROGRAMME, **EVIDENCE)


def history() -> pd.DataFrame:
    rows = [
        ("event", "방송 1", "2021-01-05", "김", "a.csv", True, False, "sales_krw: 0 → 10"),
        ("아무 표", DANGEROUS_NAME, "2020-01-05", "", "b.csv", False, True, ""),
    ]
    names = ["table_name", "row_key", "imported_on", "imported_by", "file_name", "is_current", "is_first", "changed"]
    return dated(pd.DataFrame(rows, columns=names), "imported_on").assign(programme_code="A1")


def figures() -> pd.DataFrame:
    """A vague target, one without a result, one over 100 %, sales and people of two years, a team's ROAS."""
    rows = [
        ("", "target", "참여 업체", None, "10,000", 10_000, 10_000, "stores"),
        ("", "output", "참여 업체", "2020-12-31", "5,000여", 5_000, 5_999, "stores"),
        ("", "target", "기획전", None, "135", 135, 135, "times"),
        ("", "output", "기획전", "2020-12-31", "150", 150, 150, "times"),
        ("", "target", "아무 지표", None, "최대 80%", None, 0.8, "share"),
        ("", "outcome", "매출", "2020-11-28", "259억", 25.9e9, 25.9e9, "krw"),
        ("", "outcome", "매출", "2021-11-28", "159억", 15.9e9, 15.9e9, "krw"),
        ("", "outcome", "참여 인원", "2020-11-28", "51만여", 510_000, 519_999, "persons"),
        ("", "outcome", "참여 인원", "2021-11-28", "15만여", 150_000, 159_999, "persons"),
        ("<b>팀</b>", "outcome", "ROAS", "2022-12-31", "629%", 6.29, 6.29, "share"),
        (DANGEROUS_NAME, "outcome", "매출 성장", "2022-12-31", "127%", 1.27, 1.27, "share"),
    ]
    names = ["participant", "role", "figure", "as_of_on", "value_text", "low", "high", "unit"]
    made = dated(pd.DataFrame(rows, columns=names), "as_of_on").astype({"low": "float64", "high": "float64"})
    return made.assign(**PROGRAMME, **EVIDENCE)


def participants() -> pd.DataFrame:
    rows = [
        ("team", "<b>팀</b>", "", "2022-05-01", None, "active", "2022-06-01", "2024-06-30", 1_000_000, 6_290_000),
        ("team", DANGEROUS_NAME, "", "2022-05-01", "2022-09-01", "closed", None, "2022-08-01", None, None),
        ("store", "", "가게", "2022-05-01", None, "", None, None, None, 0),
        ("platform", "쿠팡", "", "2020-09-21", None, "active", None, "2024-05-01", None, None),
        ("platform", "인터파크", "", "2020-09-21", "2021-03-01", "", None, None, None, None),
    ]
    names = ["participant_kind", "participant_name", "store_name", "joined_on", "left_on", "state", "first_use_on",
             "last_active_on", "ad_spend_krw", "ad_sales_krw"]  # fmt: skip
    made = pd.DataFrame(rows, columns=names).assign(trained_on=None, completed_on=None, grant_count=None)
    days = ["joined_on", "left_on", "first_use_on", "last_active_on", "trained_on", "completed_on"]
    made = counted(dated(made, *days), "ad_spend_krw", "ad_sales_krw", "grant_count")
    return made.assign(market_id=1, market_name=DANGEROUS_NAME, business_count=1, **PROGRAMME, **EVIDENCE)


def _events(kind: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    made = pd.DataFrame(rows)
    for name in EVENT_COUNTS:
        made[name] = made.get(name)
    for name in ("participant_name", "store_name", "platform"):
        made[name] = made[name].fillna("") if name in made else ""
    made["ends_on"] = made.get("ends_on")
    made = counted(dated(made, "starts_on", "ends_on"), *EVENT_COUNTS)
    return made.assign(event_kind=kind, market_id=1, market_name="가람시장", business_count=1, **PROGRAMME, **EVIDENCE)


def broadcasts() -> pd.DataFrame:
    cost = {"production_krw": 1_000_000, "discount_krw": 100_000, "fee_krw": 50_000}
    return _events("broadcast", [
        {"title": "<b>방송</b>", "starts_on": "2021-03-01", "viewer_count": 1000, "order_count": 10,
         "sales_krw": 500_000, "participant_name": DANGEROUS_NAME, **cost},
        {"title": "=방송()", "starts_on": "2021-03-02", "viewer_count": 0, "order_count": 0, "sales_krw": 0, **cost},
        {"title": "방송 3", "starts_on": "2021-03-03", "viewer_count": 5, "order_count": 6, "sales_krw": None},
    ])  # fmt: skip


def coupon_issues() -> pd.DataFrame:
    return _events("coupon_issue", [
        {"title": "<b>1차</b>", "starts_on": "2020-10-01", "ends_on": "2020-10-31", "issued_count": 50_000,
         "used_count": 30_000, "cap_krw": 5_000},
        {"title": "=2차()", "starts_on": "2020-11-01", "issued_count": 50_000, "used_count": None, "cap_krw": 5_000},
        {"title": "3차", "starts_on": "2020-12-01", "issued_count": 0, "used_count": 0, "cap_krw": None},
    ])  # fmt: skip


def lessons() -> pd.DataFrame:
    return _events("lesson", [
        {"title": "1기", "starts_on": "2024-08-01", "registered_count": 30, "attendee_count": 28, "completer_count": 20,
         "acting_count": 7},
        {"title": "2기", "starts_on": "2024-09-01", "registered_count": 10, "attendee_count": None},
    ])  # fmt: skip


def messages() -> pd.DataFrame:
    return _events("campaign", [
        {"title": "친구 추가", "starts_on": "2024-06-12", "friend_count": 2_000, "visitor_count": 300,
         "order_count": 120, "sales_krw": 3_600_000},
        {"title": "소식", "starts_on": "2024-07-12", "friend_count": None, "sales_krw": 1},
    ])  # fmt: skip


def milestones() -> pd.DataFrame:
    rows = [
        ("플랫폼", "<b>플랫폼</b> 구축", "구축", "시", "2023-06-30", "2023-07-15", "", 10**9, 9 * 10**8),
        ("주차", "=공유주차()", "", "시", "2023-12-31", None, "", 5 * 10**8, 10**8),
        ("", "간판", "", "", None, None, "", None, None),
        ("", "카메라", "", "", "2023-01-01", None, "dropped", 0, None),
    ]
    names = ["part", "item", "promised", "promised_by", "due_on", "done_on", "state", "budget_krw", "spent_krw"]
    made = counted(dated(pd.DataFrame(rows, columns=names), "due_on", "done_on"), "budget_krw", "spent_krw")
    return made.assign(**PROGRAMME, **EVIDENCE)


def platform_sales() -> pd.DataFrame:
    months = pd.date_range("2024-01-01", periods=3, freq="MS")
    rows = [
        (name, month, sales, lag)
        for name, sales, lag in (("티몬", 9_000_000, 60), ("=쿠팡()", 3_000_000, 15), ("<b>11번가</b>", None, None))
        for month in months
    ]
    made = pd.DataFrame(rows, columns=["platform", "month", "sales_krw", "settlement_days"])
    made = made.assign(order_count=None, discount_krw=None, public_sales_krw=None)
    numbers = ["sales_krw", "settlement_days", "order_count", "discount_krw", "public_sales_krw"]
    return counted(made, *numbers).assign(**PROGRAMME, **EVIDENCE)


def managers() -> pd.DataFrame:
    rows = [
        (1, DANGEROUS_NAME, "=김()", "2022-01-01", None, 4),
        (2, "<b>나루</b>시장", "이", "2021-01-01", "2022-06-30", 1),
        (3, "다온시장", "", None, None, None),
    ]
    names = ["market_id", "market_name", "manager_name", "joined_on", "left_on", "grant_count"]
    return counted(dated(pd.DataFrame(rows, columns=names), "joined_on", "left_on"), "grant_count").assign(
        programme_code="A1"
    )


def assets() -> pd.DataFrame:
    rows = [
        ("<b>간판</b> 1", "sign", 1, DANGEROUS_NAME, "2024-12-31", "2024-12-01", 300, None, None, None, None),
        ("=간판()", "sign", 2, "나루시장", "2024-11-01", "2024-01-01", 200, None, None, None, None),
        ("카메라", "fire_camera", 1, DANGEROUS_NAME, None, None, 0, 120, 5, 2, 4.5),
        ("카메라 2", "fire_camera", 3, "다온시장", "2024-12-31", None, 10, None, None, None, None),
    ]
    names = ["asset_name", "asset_kind", "market_id", "market_name", "last_heartbeat_on", "content_changed_on",
             "heartbeat_day_count", "covered_store_count", "alarm_count", "false_alarm_count",
             "response_minutes"]  # fmt: skip
    made = pd.DataFrame(rows, columns=names).assign(
        lat=[37.5, 37.6, 37.5, float("nan")], lon=[127.0, 126.9, 127.1, float("nan")], installed_on="2024-01-01",
        removed_on=None, first_heartbeat_on="2024-01-02", reading_last_on="2024-12-31", capacity_count=None,
        store_count=[100, 40, 100, None], response_count=[None, None, 4, None],
    )  # fmt: skip
    days = [name for name in made if name.endswith("_on")]
    counts = [name for name in made if name.endswith("_count")]
    return counted(dated(made, *days), *counts).assign(**PROGRAMME, **EVIDENCE)


def hours() -> pd.DataFrame:
    rows = [
        (is_market_day, weekday, hour, 4, int(is_market_day), 4 * (hour - 5 + 10 * is_market_day))
        for is_market_day in (True, False) for weekday in (0, 5) for hour in range(8, 20, 3)
    ]  # fmt: skip
    names = ["is_market_day", "weekday", "hour", "known_count", "full_count", "value_sum"]
    made = pd.DataFrame(rows, columns=names).astype({"is_market_day": "boolean", "value_sum": "float64"})
    return made.assign(
        measure="occupied_count", capacity_count=40, market_id=1, market_name=DANGEROUS_NAME, asset_name="<b>주차장</b>"
    )


def same_days() -> pd.DataFrame:
    rows = [(DANGEROUS_NAME, "<b>행사</b>", 2e7, 1e7, 14, 40), ("나루시장", "행사", 1e7, None, 14, 0)]
    names = ["market_name", "campaign_name", "inside_krw", "outside_krw", "inside_day_count", "outside_day_count"]
    return pd.DataFrame(rows, columns=names)


#: Exhibit -> rows of the query it is made of.
PROGRAMMES: dict[str, Callable[[], pd.DataFrame]] = {
    "programme_ledger": ledger,
    "programme_budget": budgets,
    "programme_history": history,
    "programme_targets": figures,
    "programme_ratios": figures,
    "campaign_numbers": figures,
    "programme_evidence": figures,
    "campaign_same_days": same_days,
    "programme_broadcasts": broadcasts,
    "coupon_burn_down": coupon_issues,
    "coupon_issues": coupon_issues,
    "learner_funnel": lessons,
    "reach_steps": messages,
    "promise_checklist": milestones,
    "milestone_spend": milestones,
    "platform_exposure": platform_sales,
    "platform_mix": platform_sales,
    "exposure_course": platform_sales,
    "team_returns": participants,
    "still_going": participants,
    "programme_participants": participants,
    "programme_channels": participants,
    "market_managers": managers,
    "asset_points": assets,
    "asset_states": assets,
    "parking_heat": hours,
    "parking_hours": hours,
    "camera_coverage": assets,
}
