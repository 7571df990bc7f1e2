"""Gross, subsidy and own money, by hand."""

import math

import pandas as pd
import pytest

from data.metrics.effect import Cannot, Doubt
from data.metrics.promoted import Rule
from data.metrics.promotion_money import Gross, Subsidy, gross, subsidy
from data.metrics.spans import Span, span_of

SPAN = Span(pd.Timestamp("2024-04-01"), pd.Timestamp("2024-05-01"))
BASE = pd.Timestamp("2024-03-01")
MARCH = {1: (10_300_000, 442), 2: (6_300_000, 270)}


def paid(
    multiples: dict[str, float] | None = None, missing: tuple[int, str] | None = None, payers: float | None = None
) -> pd.DataFrame:
    told = multiples or {"2024-02": 0.9, "2024-03": 1.0, "2024-04": 5.975, "2024-05": 15.536, "2024-06": 8.412}
    rows = [
        (market, pd.Timestamp(month), krw * times, count * times, payers, False)
        for market, (krw, count) in MARCH.items()
        for month, times in told.items()
        if (market, month) != missing
    ]
    names = ["market_id", "month", "amount_krw", "transaction_count", "payer_count", "is_provisional"]
    return pd.DataFrame(rows, columns=names).astype({"payer_count": "float64"})


def found(rows: pd.DataFrame) -> Gross:
    made = gross(rows, (1, 2), SPAN, BASE)
    assert isinstance(made, Gross)
    return made


def why(made: object) -> Cannot:
    assert isinstance(made, Doubt)
    return made.why


def test_each_month_is_held_against_the_base_and_never_chained() -> None:
    months = found(paid()).months.set_index("month")
    assert list(months.index.strftime("%m")) == ["03", "04", "05", "06"]
    assert months.loc["2024-04-01", "index"] == pytest.approx(597.5)
    assert months.loc["2024-05-01", "index"] == pytest.approx(1553.6)
    assert months.loc["2024-05-01", "change_share"] == pytest.approx(14.536)
    assert months.loc["2024-05-01", "step_share"] == pytest.approx(1.600, abs=0.0005)
    chained = (1 + 4.975) * (1 + 14.536)
    assert not any(value == pytest.approx(chained, rel=0.01) for value in months["index"] / 100)


def test_the_gross_figure_is_the_sum_over_markets_and_months_of_the_promotion() -> None:
    assert found(paid()).amount_krw == pytest.approx(16_600_000 * (5.975 + 15.536))
    assert found(paid()).transaction_count == pytest.approx(712 * (5.975 + 15.536))
    assert found(paid()).payer_count is None


def test_a_base_month_that_is_not_there_or_zero_gives_no_ratio() -> None:
    assert why(gross(paid({"2024-04": 1.0, "2024-05": 2.0}), (1, 2), SPAN, BASE)) is Cannot.BASE_MISSING
    zero = {"2024-03": 0.0, "2024-04": 1.0, "2024-05": 2.0}
    assert why(gross(paid(zero), (1, 2), SPAN, BASE)) is Cannot.BASE_ZERO


def test_a_month_that_one_treated_market_does_not_tell_is_no_sum() -> None:
    assert why(gross(paid(missing=(2, "2024-05")), (1, 2), SPAN, BASE)) is Cannot.MONTH_MISSING
    assert why(gross(paid(missing=(2, "2024-03")), (1, 2), SPAN, BASE)) is Cannot.BASE_MISSING


def test_months_that_are_not_there_yet_are_not_called_missing() -> None:
    assert why(gross(paid({"2024-03": 1.0, "2024-04": 2.0}), (1, 2), SPAN, BASE)) is Cannot.NOT_OVER_YET


def test_without_markets_or_reports_there_is_nothing() -> None:
    assert why(gross(paid(), (), SPAN, BASE)) is Cannot.NO_MARKETS
    assert why(gross(paid(), (9,), SPAN, BASE)) is Cannot.NOTHING_REPORTED


@pytest.mark.parametrize(
    ("rule", "count", "payers", "most", "bound_by"),
    [
        (Rule(rate=0.5), None, None, 50.0, "rate"),
        # cap 10 of a ticket of 40: at most a quarter
        (Rule(rate=0.5, cap_krw=10, cap_per="payment"), 2.5, None, 25.0, "cap"),
        # a small ticket leaves the rate
        (Rule(rate=0.5, cap_krw=10, cap_per="payment"), 50, None, 50.0, "rate"),
        # a cap per person: two people, who paid five times
        (Rule(rate=0.5, cap_krw=10, cap_per="person"), 5, 2, 20.0, "cap"),
        # people not told: no more of them than payments
        (Rule(rate=0.5, cap_krw=5, cap_per="person"), 5, None, 25.0, "cap"),
        (Rule(cap_krw=10, cap_per="payment", ticket_krw=50), None, None, 20.0, "cap"),
        (Rule(rate=0.5, budget_krw=12), None, None, 12.0, "budget"),
        (Rule(rate=0.5, cap_krw=10, cap_per="payment"), None, None, 50.0, "rate"),
        (Rule(budget_krw=500), None, None, 100.0, "budget"),
    ],
)
def test_the_most_that_can_have_been_subsidy(
    rule: Rule, count: float | None, payers: float | None, most: float, bound_by: str
) -> None:
    made = subsidy(100.0, rule, count, payers)
    assert isinstance(made, Subsidy)
    assert (made.krw.low, made.krw.high, made.bound_by) == (0, pytest.approx(most), bound_by)
    assert (made.own_krw.low, made.own_krw.high) == (pytest.approx(100 - most), 100)


def test_a_cap_on_uneven_tickets_is_still_bounded_by_that_of_the_mean() -> None:
    tickets = [1_000, 5_000, 30_000, 120_000]
    given = sum(min(0.5 * one, 10_000) for one in tickets)
    made = subsidy(sum(tickets), Rule(rate=0.5, cap_krw=10_000, cap_per="payment"), len(tickets))
    assert isinstance(made, Subsidy) and given <= made.krw.high < 0.5 * sum(tickets)


@pytest.mark.parametrize("rate", [1.5, 50, 120, -0.1])
def test_a_rate_that_may_be_percent_is_asked_about_and_not_guessed(rate: float) -> None:
    assert why(subsidy(100.0, Rule(rate=rate))) is Cannot.RATE_OVER_ONE


def test_without_any_term_the_subsidy_cannot_be_told() -> None:
    assert why(subsidy(100.0, Rule())) is Cannot.RULE_UNKNOWN
    assert why(subsidy(100.0, Rule(cap_krw=10))) is Cannot.RULE_UNKNOWN


def test_a_promotion_without_an_end_has_no_months() -> None:
    for end in (None, math.nan, 20240331):
        assert why(span_of(20240401, end)) is Cannot.NO_END  # type: ignore[arg-type]


def test_a_month_counts_as_soon_as_one_of_its_days_does() -> None:
    span = span_of(20240430, 20240601)
    assert isinstance(span, Span) and list(span.during.strftime("%m")) == ["04", "05", "06"]
    assert span.base == pd.Timestamp("2024-03-01")
    assert list(span.after(1, 3).strftime("%m")) == ["07", "08", "09"]
    assert len(span.before) == 24 and span.before[-1] == span.base
