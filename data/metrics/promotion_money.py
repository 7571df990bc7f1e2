"""The gross figure, the most of it that can have been subsidy, and what people paid of their own."""

import math
from dataclasses import dataclass

import pandas as pd

from data.metrics.effect import Cannot, Doubt
from data.metrics.promoted import Rule
from data.metrics.spans import Span
from data.vague import Interval


@dataclass(frozen=True)
class Gross:
    """What was paid by the promoted means at the treated markets together.

    months: month, amount_krw, transaction_count, payer_count, index (base month = 100), change_share (on the base
    month), step_share (on the month before), phase (before, during, after), is_provisional: each month from the base on
    held against the base itself, never chained. Only months in which every treated market was told.
    """

    base: pd.Timestamp
    base_krw: float
    amount_krw: float
    transaction_count: float | None
    payer_count: float | None
    months: pd.DataFrame


def gross(rows: pd.DataFrame, treated: tuple[int, ...], span: Span, base: pd.Timestamp) -> Gross | Doubt:
    """The gross figure of ``promoted`` rows, or why there is none."""
    if not treated:
        return Doubt.of(Cannot.NO_MARKETS)
    own = rows[rows["market_id"].isin(treated).to_numpy() & rows["amount_krw"].notna().to_numpy()]
    if own.empty:
        return Doubt.of(Cannot.NOTHING_REPORTED)
    together = own.groupby("month", as_index=False).agg(
        amount_krw=("amount_krw", "sum"),
        transaction_count=("transaction_count", lambda counts: counts.sum(min_count=len(counts))),
        payer_count=("payer_count", lambda counts: counts.sum(min_count=len(counts))),
        is_provisional=("is_provisional", "max"),
        told=("market_id", "nunique"),
    )
    whole = together[(together["told"] == len(treated)).to_numpy()].drop(columns="told")
    missing = [month for month in span.during if month not in set(whole["month"])]
    if missing:
        late = missing[0] > own["month"].max()
        return Doubt.of(Cannot.NOT_OVER_YET if late else Cannot.MONTH_MISSING, month=missing[0], last=whole_last(own))
    at_base = whole.loc[(whole["month"] == base).to_numpy(), "amount_krw"]
    if at_base.empty:
        return Doubt.of(Cannot.BASE_MISSING, month=base)
    if float(at_base.iloc[0]) <= 0:
        return Doubt.of(Cannot.BASE_ZERO, month=base)
    during = whole[whole["month"].isin(span.during).to_numpy()]
    return Gross(
        base,
        float(at_base.iloc[0]),
        float(during["amount_krw"].sum()),
        _all_known(during["transaction_count"]),
        # one person may pay in several months: their sum is the most there can have been
        _all_known(during["payer_count"]),
        _against(whole, float(at_base.iloc[0]), span, base),
    )


def whole_last(rows: pd.DataFrame) -> pd.Timestamp:
    """The last month told."""
    return pd.Timestamp(rows["month"].max())


def _all_known(values: pd.Series) -> float | None:
    return None if values.isna().any() else float(values.sum())


def _against(rows: pd.DataFrame, base_krw: float, span: Span, base: pd.Timestamp) -> pd.DataFrame:
    made = rows.sort_values("month", ignore_index=True)
    before = made["month"].shift() == made["month"] - pd.DateOffset(months=1)
    step = (made["amount_krw"] / made["amount_krw"].shift() - 1).where(before)
    phase = ["before" if month < span.first else "during" if month <= span.last else "after" for month in made["month"]]
    made = made.assign(
        index=made["amount_krw"] / base_krw * 100,
        change_share=made["amount_krw"] / base_krw - 1,
        step_share=step,
        phase=phase,
    )
    return made[(made["month"] >= min(base, span.first)).to_numpy()].reset_index(drop=True)


@dataclass(frozen=True)
class Subsidy:
    """Of an amount: how much at most came from public money. bound_by: rate, cap, budget: which bound is the
    smallest."""

    krw: Interval
    own_krw: Interval
    bound_by: str


def subsidy(
    amount_krw: float, rule: Rule, count: float | None = None, payers: float | None = None
) -> "Subsidy | Doubt":
    """At most min(rate, cap / ticket) x amount, and at most the budget; at least nothing.

    The ticket is the amount over the number of payments (of people, for a cap per person, where they are told); a mean
    is enough, for no spread of tickets makes the mean of min(rate x ticket, cap) larger. Believed: amounts are sales
    before the discount. None of rate, cap with a ticket, budget told: cannot tell.
    """
    if rule.doubts:
        return rule.doubts[0]
    bounds = {
        "rate": math.inf if rule.rate is None else rule.rate * amount_krw,
        "cap": cap_share(rule, ticket(amount_krw, rule, count, payers)) * amount_krw,
        "budget": math.inf if rule.budget_krw is None else rule.budget_krw,
    }
    bound_by = min(bounds, key=lambda name: bounds[name])
    most = min(bounds[bound_by], amount_krw)
    if math.isinf(bounds[bound_by]):
        return Doubt.of(Cannot.RULE_UNKNOWN)
    return Subsidy(Interval.at_most(most), Interval(amount_krw - most, amount_krw), bound_by)


def ticket(amount_krw: float, rule: Rule, count: float | None, payers: float | None) -> Interval:
    """Won of whatever the cap is per; an interval from nothing to all where it is not known."""
    if rule.cap_per == "person" and payers:
        return Interval.exactly(amount_krw / payers)
    if count:
        # nobody pays more often than there are payments: so much at least is a person's, or a day's
        return Interval.exactly(amount_krw / count)
    if rule.ticket_krw:
        return Interval.exactly(rule.ticket_krw)
    return Interval.at_least(0)


def cap_share(rule: Rule, ticket: Interval) -> float:
    """The largest part of an amount that a cap leaves: cap / ticket, infinite where either is not known."""
    if rule.cap_krw is None or ticket.low <= 0:
        return math.inf
    return rule.cap_krw / ticket.low
