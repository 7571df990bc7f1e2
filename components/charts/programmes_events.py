"""What happened in programmes: broadcasts worst first, coupons burning down, lessons and reach as funnels."""

import pandas as pd

from components.charts.programmes_words import along, counted, made
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import is_known, share, whole, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.metrics.programmes_events import (
    Stage,
    broadcast_conversion,
    coupon_liability,
    coupon_redemption,
    coupons,
    learners,
    reach,
    reach_sales,
    sales_per_broadcast,
    seller,
    zero_share,
)
from data.metrics.programmes_events import broadcasts as worst_first
from data.metrics.rows import hides

PARTS = ("used", "expired", "open")


@exhibit("programme_broadcasts")
def programme_broadcasts(answer: Answer, t: Translator) -> Exhibit:
    """Every broadcast of ``programmes.events``, those that sold least first."""
    rows = worst_first(answer.rows)
    rows = rows.assign(event_title=rows["title"], seller=seller(rows))
    zero, told = zero_share(answer.rows)
    finding = nothing(t)
    if told:
        finding = t(
            "programme_finding.programme_broadcasts",
            told=whole(told),
            zero=whole(zero),
            zero_share=share(zero / told),
            each=Word(won(sales_per_broadcast(answer.rows).value, t.lang)),
        )
        conversion = broadcast_conversion(answer.rows).value
        if conversion is not None:
            finding += " " + t("programme_finding.broadcast_conversion", conversion=Word(share(conversion, 2)))
    elif hides(answer.rows):
        finding = t("programme_finding.hidden")
    elif len(rows):
        finding = t("programme_finding.broadcasts_untold", shows=whole(len(rows)))
    notes = [t("programme_note.worst_first")]
    if bool((rows["conversion_share"] > 1).any()):
        notes.append(t("programme_note.orders_above_viewers"))
    return made(
        "programme_broadcasts", answer, t, rows,
        ("starts_on", "event_title", "seller", "platform", "viewer_count", "order_count", "sales_krw",
         "conversion_share", "cost_krw", "cost_ratio"),
        Drawing("table", y="event_title"), finding, tuple(notes),
    )  # fmt: skip


@exhibit("coupon_burn_down")
def coupon_burn_down(answer: Answer, t: Translator, *, as_of: pd.Timestamp | None = None) -> Exhibit:
    """Of every coupon issue of ``programmes.events`` the parts used, run out and still open."""
    issues = coupons(answer.rows, _day(as_of))
    labels = tuple((part, t(f"coupon_part.{part}")) for part in PARTS)
    rows = pd.DataFrame(
        [
            (str(row["title"]), part, dict(labels)[part], row[f"{part}_count"], row["issued_count"])
            for row in issues.to_dict("records")
            for part in PARTS
        ],
        columns=["issue", "part_key", "coupon_part", "coupon_count", "issued_count"],
    ).astype({"coupon_count": "float64", "issued_count": "float64"})
    rows["coupon_share"] = rows["coupon_count"] / rows["issued_count"].where(rows["issued_count"] > 0)
    issued, used = issues["issued_count"].sum(min_count=1), issues["used_count"].sum(min_count=1)
    finding = nothing(t)
    if is_known(issued):
        finding = t("programme_finding.coupon_issued", issued=Word(whole(issued)))
        redeemed = coupon_redemption(issues).value
        if redeemed is not None and is_known(used):
            finding = t(
                "programme_finding.coupon_burn_down", issued=whole(issued), used=whole(used), part=share(redeemed)
            )
    return made(
        "coupon_burn_down", answer, t, rows, ("issue", "coupon_part", "coupon_count", "issued_count", "coupon_share"),
        Drawing("portions", x="issue", y="coupon_share", series="part_key", series_labels=labels, unit="share"),
        finding, (t("programme_note.coupon_open"),),
    )  # fmt: skip


@exhibit("coupon_issues")
def coupon_issues(answer: Answer, t: Translator, *, as_of: pd.Timestamp | None = None) -> Exhibit:
    """Every coupon issue with what it may cost at most, of ``programmes.events``."""
    rows = coupons(answer.rows, _day(as_of))
    rows = rows.assign(issue=rows["title"])
    bound = coupon_liability(rows).value if len(rows) else None
    finding = nothing(t)
    if bound is not None:
        finding = t("programme_finding.coupon_issues", bound=Word(won(bound, t.lang)))
        still = rows["open_bound_krw"].sum(min_count=1)
        if is_known(still):
            finding += " " + t("programme_finding.coupon_open", bound=Word(won(still, t.lang)))
    elif len(rows):
        finding = t("programme_finding.coupon_cap_missing", issues=whole(len(rows)))
    return made(
        "coupon_issues", answer, t, rows,
        ("issue", "platform", "issued_count", "used_count", "redemption_share", "cap_krw", "bound_krw", "starts_on",
         "ends_on", "expired_count", "open_count", "open_bound_krw"),
        Drawing("table", y="issue"), finding, (t("programme_note.coupon_bound"),),
    )  # fmt: skip


@exhibit("learner_funnel")
def learner_funnel(answer: Answer, t: Translator, *, participants: Answer | None = None) -> Exhibit:
    """registered -> attended -> completed -> used a new channel within 90 days, of ``programmes.events``."""
    others = participants.rows if participants is not None else pd.DataFrame()
    stages = learners(answer.rows, others) if len(answer.rows) or len(others) else []
    rows = _stages([one for one in stages if one.count is not None], t)
    finding, by_key = nothing(t), {one.key: one for one in stages}
    acting = by_key.get("acting")
    if acting is not None and acting.share is not None:
        finding = t(
            "programme_finding.learner_funnel",
            of=whole(acting.of),
            acting=whole(acting.count),
            part=share(acting.share),
        )
    elif hides(answer.rows) or hides(others):
        finding = t("programme_finding.hidden")
    elif len(rows):
        finding = t("programme_finding.learner_untold")
    lessons = answer.rows[answer.rows["event_kind"] == "lesson"] if len(answer.rows) else answer.rows
    return _funnel(
        "learner_funnel",
        along(answer, participants),
        t,
        rows,
        finding,
        (t("programme_note.learner_base", lessons=whole(len(lessons))),),
    )


@exhibit("reach_steps")
def reach_steps(answer: Answer, t: Translator) -> Exhibit:
    """Friends, visits and orders, and what was spent, of ``programmes.events``: reach is not sales."""
    stages = [one for one in reach(answer.rows) if one.count is not None]
    rows, sales = _stages(stages, t), reach_sales(answer.rows)
    finding = nothing(t)
    if stages:
        finding = t("programme_finding.reach_steps", friends=whole(stages[0].count))
        by_key = {one.key: one for one in stages}
        visit = by_key.get("visit")
        if visit is not None and visit.share is not None:
            finding += " " + t(
                "programme_finding.reach_visit", visits=Word(whole(visit.count)), part=share(visit.share)
            )
        finding += " " + (
            t("programme_finding.reach_sales", sales=Word(won(sales, t.lang)))
            if sales is not None
            else t("programme_finding.reach_unsold")
        )
    return _funnel("reach_steps", answer, t, rows, finding, (t("programme_note.reach_not_sales"),))


def _stages(stages: list[Stage], t: Translator) -> pd.DataFrame:
    """stage, stage_of (with its base), person_count, of_person_count, person_share."""
    made_rows = [
        (
            t(f"learner_stage.{one.key}"),
            t("chart.stage_of", stage=t(f"learner_stage.{one.key}"), count=counted(one.count), of=counted(one.of)),
            one.count,
            one.of,
            one.share,
        )
        for one in stages
    ]
    rows = pd.DataFrame(made_rows, columns=["stage", "stage_of", "person_count", "of_person_count", "person_share"])
    return rows.astype(dict.fromkeys(["person_count", "of_person_count", "person_share"], "float64"))


def _funnel(
    key: str, answer: Answer, t: Translator, rows: pd.DataFrame, finding: str, notes: tuple[str, ...]
) -> Exhibit:
    drawing = Drawing("horizontal_bar", x="stage", y="person_share", label="stage_of", unit="share")
    names = ("stage", "person_count", "of_person_count", "person_share")
    return made(key, answer, t, rows, names, drawing, finding, notes)


def _day(as_of: pd.Timestamp | None) -> pd.Timestamp:
    """The day things are judged by: today where none is given."""
    return as_of if as_of is not None else pd.Timestamp.today().normalize()
