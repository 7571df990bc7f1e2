"""What happened in programmes: broadcasts, coupons, lessons, reach. A number that was not told is never zero.

Rows: ``programmes.events``, one per event: event_kind, title, participant_name, platform, starts_on, ends_on
(datetime64), and whatever was counted (NaN = not told).
"""

from dataclasses import dataclass

import pandas as pd

from data.metrics import metric
from data.metrics.reading import Reading, Why
from data.metrics.rows import untold

COSTS = ["production_krw", "discount_krw", "fee_krw"]
ACTION_DAYS = 90
#: Stage of learners -> what counts who reached it, and what it is a part of: acting is asked of all who attended.
LEARNER_STAGES = {
    "registered": ("registered_count", "registered_count"),
    "attended": ("attendee_count", "registered_count"),
    "completed": ("completer_count", "attendee_count"),
    "acting": ("acting_count", "attendee_count"),
}


def of_kind(rows: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The events of one kind, counts as floats."""
    own = rows[rows["event_kind"] == kind] if len(rows) else rows
    numbers = [name for name in own.columns if name.endswith(("_count", "_krw"))]
    return own.assign(**{name: pd.to_numeric(own[name]).astype("float64") for name in numbers})


def broadcasts(rows: pd.DataFrame) -> pd.DataFrame:
    """Broadcasts, worst first: by sales, then orders, then day; those whose sales nobody told come last.

    Adds conversion_share = orders/viewers, cost_krw = production + discount + fee (NaN unless all three are told),
    cost_ratio = sales/cost. A quotient by zero is not known.
    """
    own = of_kind(rows, "broadcast")
    cost = own[COSTS].sum(axis=1, skipna=False)
    made = own.assign(
        conversion_share=own["order_count"] / own["viewer_count"].where(own["viewer_count"] > 0),
        cost_krw=cost,
        cost_ratio=own["sales_krw"] / cost.where(cost > 0),
    )
    return made.sort_values(["sales_krw", "order_count", "starts_on"], na_position="last", kind="stable")


def counted(rows: pd.DataFrame) -> dict[str, float]:
    """Figures that the events themselves tell: coupons issued, broadcasts and exhibitions held."""
    issued = of_kind(rows, "coupon_issue")["issued_count"].dropna() if len(rows) else pd.Series(dtype=float)
    kinds = rows["event_kind"].value_counts() if len(rows) else {}
    told = {
        name: float(kinds.get(kind, 0)) for name, kind in (("broadcasts", "broadcast"), ("exhibitions", "exhibition"))
    }
    return {
        **{name: number for name, number in told.items() if number},
        **({"coupons": float(issued.sum())} if len(issued) else {}),
    }


def seller(rows: pd.DataFrame) -> pd.Series:
    """Who sold in an event; a shop's name only where the viewer may see it ('' else)."""
    names = rows["participant_name"].astype(str)
    return names.where(names != "", rows["store_name"].astype(str)) if "store_name" in rows else names


def zero_share(rows: pd.DataFrame) -> tuple[int, int]:
    """Broadcasts that sold nothing, and broadcasts whose sales were told."""
    told = of_kind(rows, "broadcast")["sales_krw"].dropna() if len(rows) else pd.Series(dtype=float)
    return int((told == 0).sum()), len(told)


@metric("sales_per_broadcast", unit="krw", good="up")
def sales_per_broadcast(rows: pd.DataFrame) -> Reading:
    """Sales of the broadcasts of ``programmes.events`` over their number, of those whose sales were told."""
    told = of_kind(rows, "broadcast")["sales_krw"].dropna() if len(rows) else pd.Series(dtype=float)
    if not len(told):
        return Reading(reason=untold(rows))
    return _quotient(float(told.sum()), float(len(told)), len(rows), len(told))


@metric("broadcast_conversion", unit="share", good="up")
def broadcast_conversion(rows: pd.DataFrame) -> Reading:
    """Orders over viewers of the broadcasts of ``programmes.events`` that told both."""
    return _of_both(rows, "order_count", "viewer_count", "broadcast")


@metric("broadcast_cost_ratio", unit="ratio", good="up")
def broadcast_cost_ratio(rows: pd.DataFrame) -> Reading:
    """Sales over production, discount and fee, of the broadcasts of ``programmes.events`` that told all four."""
    own = broadcasts(rows) if len(rows) else rows
    both = own.dropna(subset=["sales_krw", "cost_krw"]) if len(own) else own
    if not len(both):
        return Reading(reason=untold(rows))
    return _quotient(float(both["sales_krw"].sum()), float(both["cost_krw"].sum()), len(rows), len(both))


def coupons(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Coupon issues in order of their days: what of each was used, ran out and is open, and what it may cost.

    Adds expired_count (not used and over by as_of), open_count (not used, not over; one without an end stays open),
    redemption_share = used/issued, bound_krw = issued x cap (an upper bound: no coupon pays more), open_bound_krw.
    """
    own = of_kind(rows, "coupon_issue").sort_values("starts_on", kind="stable")
    left = (own["issued_count"] - own["used_count"]).clip(lower=0)
    is_over = own["ends_on"].notna() & (own["ends_on"] < as_of)
    return own.assign(
        expired_count=left.where(is_over, 0.0).where(left.notna()),
        open_count=left.where(~is_over, 0.0).where(left.notna()),
        redemption_share=own["used_count"] / own["issued_count"].where(own["issued_count"] > 0),
        bound_krw=own["issued_count"] * own["cap_krw"],
        open_bound_krw=left.where(~is_over, 0.0).where(left.notna()) * own["cap_krw"],
    )


@metric("coupon_redemption", unit="share", good="up")
def coupon_redemption(rows: pd.DataFrame) -> Reading:
    """Coupons used over coupons issued, of the issues of ``programmes.events`` that told both."""
    return _of_both(rows, "used_count", "issued_count")


@metric("coupon_liability", unit="krw", good="neutral")
def coupon_liability(rows: pd.DataFrame) -> Reading:
    """Most that the coupons of ``programmes.events`` can cost: issued times the cap of one, an upper bound."""
    bound = (rows["issued_count"] * rows["cap_krw"]).dropna() if len(rows) else pd.Series(dtype=float)
    if not len(bound):
        return Reading(reason=untold(rows))
    return Reading(value=float(bound.sum()))


@dataclass(frozen=True)
class Stage:
    """One stage of a funnel. count: who reached it; of: who could have, among those that told both; None = not told."""

    key: str
    count: float | None
    of: float | None

    @property
    def share(self) -> float | None:
        """Part of those that could have, None where nobody could or it was not told."""
        return None if self.count is None or not self.of else self.count / self.of


def learners(events: pd.DataFrame, participants: pd.DataFrame) -> list[Stage]:
    """registered -> attended -> completed -> acting (used a new channel within 90 days), added over the lessons.

    Each share counts only lessons that told both numbers. Where no lesson told who acted, those of
    ``programmes.participants`` who completed and first used a channel within 90 days stand for it.
    """
    own = of_kind(events, "lesson")
    made = [_stage(own, key, *names) for key, names in LEARNER_STAGES.items()]
    if made[3].count is None and len(participants):
        made[3] = _acting(participants)
    return made


def _stage(rows: pd.DataFrame, key: str, name: str, before: str) -> Stage:
    if name not in rows or not rows[name].notna().any():
        return Stage(key, None, None)
    both = rows.dropna(subset=[name, before])
    return Stage(key, float(rows[name].sum()), float(both[before].sum()) if len(both) else None)


def _acting(participants: pd.DataFrame) -> Stage:
    """Of those that completed: first use told within 90 days after it."""
    done = participants[participants["completed_on"].notna()]
    if done.empty:
        return Stage("acting", None, None)
    days = (done["first_use_on"] - done["completed_on"]).dt.days
    return Stage("acting", float(days.between(0, ACTION_DAYS).sum()), float(len(done)))


@metric("learner_action_share", unit="share", good="up")
def learner_action_share(rows: pd.DataFrame) -> Reading:
    """Of those who attended lessons of ``programmes.events``, the part that used a new channel within 90 days."""
    return _of_both(rows, "acting_count", "attendee_count")


def reach(rows: pd.DataFrame) -> list[Stage]:
    """friend -> visit -> order of the events that told friends. Friends are a stock, so the number told last; visits
    and orders are added.
    """
    told = rows[pd.to_numeric(rows["friend_count"]).notna()] if len(rows) else rows
    told = of_kind(told.assign(event_kind="reach"), "reach").sort_values("starts_on") if len(told) else told
    friends = float(told["friend_count"].iloc[-1]) if len(told) else None
    sums = {
        name: float(told[name].sum()) if len(told) and told[name].notna().any() else None
        for name in ("visitor_count", "order_count")
    }
    return [
        Stage("friend", friends, friends),
        Stage("visit", sums["visitor_count"], friends),
        Stage("order", sums["order_count"], sums["visitor_count"]),
    ]


def reach_sales(rows: pd.DataFrame) -> float | None:
    """Sales of the events that told friends; None where none told its sales."""
    told = rows[pd.to_numeric(rows["friend_count"]).notna()] if len(rows) else rows
    sales = pd.to_numeric(told["sales_krw"]).astype("float64").dropna() if len(told) else pd.Series(dtype=float)
    return float(sales.sum()) if len(sales) else None


def _of_both(rows: pd.DataFrame, part: str, whole: str, kind: str = "") -> Reading:
    own = of_kind(rows, kind) if kind else rows
    both = own.dropna(subset=[part, whole]) if len(own) else own
    if not len(both):
        return Reading(reason=untold(rows))
    return _quotient(float(both[part].sum()), float(both[whole].sum()), len(rows), len(both))


def _quotient(part: float, whole: float, rows: int, told: int) -> Reading:
    if not rows or not told:
        return Reading(reason=Why.NOT_REPORTED if rows else Why.NO_ROWS)
    return Reading(value=part / whole) if whole > 0 else Reading(reason=Why.BASE_ZERO)
