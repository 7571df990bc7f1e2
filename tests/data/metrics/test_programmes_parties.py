"""Who took part, platforms and promises by hand."""

import math

import pandas as pd
import pytest

from data.metrics import programmes_platforms as platforms
from data.metrics.programmes_parties import managers, still_going, teams
from data.metrics.programmes_promises import checklist, met
from tests.components import answers_programmes as hand

TODAY = pd.Timestamp("2024-12-31")


def test_ac12_roas_629_is_629_times_a_hundredth_and_roi_529() -> None:
    found = teams(hand.participants(), hand.figures()).set_index("participant_name")
    own = found.loc["<b>팀</b>"]
    assert (own["low_share"], round(own["roi_low_share"], 10), own["basis"]) == (6.29, 5.29, "computed")
    published = teams(hand.participants().iloc[1:], hand.figures()).set_index("participant_name").loc["<b>팀</b>"]
    assert (published["low_share"], published["basis"]) == (6.29, "published")


def test_ac13_a_growth_of_127_percent_is_never_taken_for_a_roas() -> None:
    found = teams(hand.participants(), hand.figures()).set_index("participant_name").loc[hand.DANGEROUS_NAME]
    assert math.isnan(found["low_share"]) and found["growth_text"] == "127%"


def test_p09_more_than_half_and_late_payment_are_flagged() -> None:
    found = platforms.exposure(hand.platform_sales()).set_index("platform")
    assert found.loc["티몬", ["sales_share", "alert"]].tolist() == [0.75, "both"]
    assert found.loc["티몬", "exposure_share"] == 1.5 and found.loc["티몬", "exposure_krw"] == 18_000_000
    assert found.loc["=쿠팡()", "alert"] == ""
    assert platforms.platform_concentration(hand.platform_sales()).value == 6_250
    assert "<b>11번가</b>" not in found.index  # nobody told its sales


def test_equal_platforms_are_a_quarter_of_the_whole() -> None:
    rows = pd.concat([hand.platform_sales().iloc[:3].assign(platform=name) for name in "abcd"])
    assert platforms.platform_concentration(rows).value == 2_500


def test_what_is_late_comes_first_and_a_dropped_promise_was_promised_too() -> None:
    found = checklist(hand.milestones(), TODAY)
    assert found["is_state"].tolist() == ["overdue", "undated", "done", "dropped"]
    assert found["overdue_days"].iloc[0] == 366 and found["late_days"].iloc[2] == 15
    assert met(hand.milestones(), TODAY) == (1, 4)


def test_still_going_is_asked_only_of_those_whose_time_has_come_and_who_told() -> None:
    rows = hand.dated(
        pd.DataFrame({"last_active_on": ["2024-06-30", "2022-08-01", None], "left_on": [None, "2022-09-01", None]}),
        "last_active_on",
        "left_on",
    )
    after = {
        one.months: (one.going, one.due) for one in still_going(rows, pd.Timestamp("2022-06-01"), TODAY, (3, 12, 36))
    }
    assert after == {3: (1, 2), 12: (1, 2), 36: (0, 0)}


def test_managers_vacant_never_and_their_grants_a_year() -> None:
    found = managers(hand.managers(), pd.Timestamp("2024-01-01")).set_index("market_name")
    assert found["state"].tolist() == ["vacant", "never", "filled"]
    assert round(found.loc["<b>나루</b>시장", "vacant_months"]) == 18
    assert math.isnan(found.loc["다온시장", "vacant_months"])
    assert found.loc[hand.DANGEROUS_NAME, "grants_per_year"] == pytest.approx(4 / 2, rel=0.01)


@pytest.mark.parametrize(
    ("share", "days", "alert"),
    [(0.6, 30, "share"), (0.5, 31, "days"), (0.6, 31, "both"), (0.5, 30, ""), (0.6, None, "share")],
)
def test_a_platform_is_flagged_over_a_half_and_after_thirty_days(share: float, days: int | None, alert: str) -> None:
    rows = pd.DataFrame({"platform": ["가", "나"], "month": pd.Timestamp("2024-01-01"), "sales_krw": [share, 1 - share],
                         "settlement_days": [days, 1]})  # fmt: skip
    assert platforms.exposure(rows).set_index("platform").loc["가", "alert"] == alert


def test_a_platform_that_sells_no_more_is_said_to_have_ended() -> None:
    rows = hand.platform_sales()
    ended = rows[~((rows["platform"] == "티몬") & (rows["month"] > pd.Timestamp("2024-01-01")))]
    assert platforms.exposure(ended).set_index("platform")["has_ended"].to_dict() == {"티몬": True, "=쿠팡()": False}
