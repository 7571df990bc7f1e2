"""Merchants' requests: which wait longest, who answered how many, and the number a request was meant to move."""

import pandas as pd

from components.charts.columns import columns, localised
from components.charts.sayings import axis_note, common_notes, nothing
from components.exhibit import Column, Drawing, Exhibit, Unit, exhibit
from components.formatting import change, day, points, share, whole, written
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.metrics import catalogue
from data.metrics.requests import CLOSED, BeforeAfter, Replies, before_after, newest_day, overdue_first, replies

#: What a request may be meant to move, and which query's rows tell it.
METRICS = {
    "total_amount": "payments.monthly_total",
    "transaction_count": "payments.monthly_total",
    "digital_share": "payments.monthly_total",
    "amount_per_store": "payments.monthly_total",
    "foreign_amount": "tourists.monthly_total",
    "foreign_share": "tourists.monthly_total",
}
SHOWN = (
    "state", "overdue_days", "text", "due_on", "department", "reply", "replied_on", "reply_days", "budget_krw",
    "metric", "market_name", "meeting", "requester", "raised_on", "closed_on", "programme_name", "source", "qualifier",
)  # fmt: skip
UNITS: dict[str, Unit] = {
    **dict.fromkeys(("due_on", "replied_on", "raised_on", "closed_on"), "date"),
    **dict.fromkeys(("overdue_days", "reply_days"), "days"),
    "budget_krw": "krw",
}


@exhibit("request_list")
def request_list(answer: Answer, t: Translator, *, today: pd.Timestamp | None = None) -> Exhibit:
    """Every request of ``requests.told``, the longest overdue first. today: None = the newest day the rows tell."""
    now = today if today is not None else newest_day(answer.rows)
    rows = overdue_first(answer.rows, now)
    rows = rows.assign(
        state=[t(f"request_state.{state}") for state in rows["state_now"]],
        metric=[t.either(f"metric.{one}.name", str(one)) if one else "" for one in rows["metric"]],
        market_name=_places(rows, t),
    )
    made = Exhibit.of(
        "request_list",
        answer,
        title=t("chart.request_list"),
        rows=rows,
        finding=_list_finding(rows, replies(rows), t),
        columns=tuple(Column(name, t(f"request_column.{name}"), UNITS.get(name, "text")) for name in SHOWN),
        drawing=Drawing("table", y="text"),
        definition=t("define.request_list"),
    )
    return (
        made.with_notes(t("note.request_today", day=day(now, t.lang)), t("note.request_unknown")) if len(rows) else made
    )


@exhibit("request_departments")
def request_departments(answer: Answer, t: Translator, *, today: pd.Timestamp | None = None) -> Exhibit:
    """Requests by department of ``requests.told``: asked, answered, closed, overdue, median days to reply."""
    now = today if today is not None else newest_day(answer.rows)
    rows = overdue_first(answer.rows, now)
    rows["department"] = rows["department"].where(rows["department"] != "", t("product.not_known"))
    made = pd.DataFrame(
        [_of_department(str(name), group) for name, group in rows.groupby("department", sort=False)],
        columns=["department", "asked_count", "answered_count", "shut_count", "overdue_count", "reply_days"],
    ).sort_values(["asked_count", "department"], ascending=[False, True], ignore_index=True)
    made["reply_days"] = pd.array(made["reply_days"], dtype="Float64")
    finding = nothing(t)
    if len(made):
        first = made.sort_values("overdue_count", ascending=False, kind="stable").iloc[0]
        late = int(first["overdue_count"])
        finding = t("finding.request_no_department_late")
        if late:
            finding = t("finding.request_departments", name=Word(str(first["department"])), count=whole(late))
    return Exhibit.of(
        "request_departments",
        answer,
        title=t("chart.request_departments"),
        rows=made,
        finding=finding,
        columns=(
            Column("department", t("request_column.department"), "text"),
            *(Column(name, t(f"column.request_{name}"), "number") for name in made.columns[1:5]),
            Column("reply_days", t("column.median_reply_days"), "days"),
        ),
        drawing=Drawing(
            "horizontal_bar", x="department", y="asked_count", unit="number", beside="answered_count",
            beside_label=t("column.request_answered_count"),
        ),
        definition=t("define.request_departments"),
        notes=(t("note.request_unknown"),) if len(made) else (),
    )  # fmt: skip


@exhibit("request_metric")
def request_metric(
    answer: Answer,
    t: Translator,
    *,
    metric: str = "total_amount",
    day_told: pd.Timestamp | None = None,
    mark: str = "replied",
) -> Exhibit:
    """The number a request was meant to move, month by month, of ``METRICS[metric]``'s query. day_told: the day it was
    answered or closed (mark says which), drawn as a mark; None = neither is known."""
    reading = catalogue()[metric].read(answer.rows)
    rows = pd.DataFrame({"month": list(reading.months), "value": list(reading.series)})
    rows = rows.astype({"month": "datetime64[us]", "value": "float64"})
    unit: Unit = reading.unit
    name = t(f"metric.{metric}.name")
    spans: tuple[tuple[str, str, str], ...] = ()
    if day_told is not None:
        spans = ((f"{day_told:%Y-%m-%d}", f"{day_told:%Y-%m-%d}", t(f"chart.request_{mark}")),)
    made = Exhibit.of(
        "request_metric",
        answer,
        title=t("chart.request_metric", metric=name),
        rows=rows,
        finding=_moved(reading.months, reading.series, unit, day_told, mark, t) if len(rows) else nothing(t),
        columns=(*columns(t, "month"), Column("value", name, unit)),
        drawing=Drawing("line", x="month", y="value", unit=unit, starts_at_zero=unit != "share", spans=spans),
        definition=f"{t(f'metric.{metric}.definition')} {t('define.request_metric')}",
    )
    if made.is_empty:
        return made
    return made.with_notes(*common_notes(made, t), *axis_note(made, t), t("note.request_not_cause"))


def _moved(
    months: tuple[pd.Timestamp, ...],
    series: tuple[float | None, ...],
    unit: str,
    day_told: pd.Timestamp | None,
    mark: str,
    t: Translator,
) -> str:
    """What differs before and after, or that it cannot be told yet and why."""
    if day_told is None:
        return t("finding.request_no_day")
    found = before_after(months, series, day_told)
    when = day(day_told, t.lang)
    if found.before is None or found.after is None:
        return t(f"finding.request_{mark}_cannot_tell", day=when, months=found.months)
    fields = {
        "day": when,
        "months": found.months,
        "before": Word(written(found.before, unit, t.lang)),
        "after": Word(written(found.after, unit, t.lang)),
        "change": _change(found, unit, t),
    }
    return t(f"finding.request_{mark}_moved", **fields)


def _change(found: BeforeAfter, unit: str, t: Translator) -> str:
    """How far apart the two are: shares in points, all else relative."""
    if unit == "share" and found.before is not None and found.after is not None:
        return points(found.after - found.before, t.lang)
    return change(found.change)


def _of_department(name: str, rows: pd.DataFrame) -> tuple[str, int, int, int, int, float | None]:
    told = replies(rows)
    closed = int(rows["state_now"].isin(CLOSED).sum())
    return name, told.asked_count, told.answered_count, closed, int((rows["overdue_days"] > 0).sum()), told.median_days


def _list_finding(rows: pd.DataFrame, told: Replies, t: Translator) -> str:
    if not told.asked_count:
        return nothing(t)
    answered = share(told.answered_count / told.asked_count)
    counts = {"asked": whole(told.asked_count), "answered": whole(told.answered_count), "share": Word(answered)}
    parts = [t("finding.request_list", **counts)]
    if told.median_days is not None:
        parts.append(t("finding.request_median", days=whole(told.median_days), count=whole(told.told_count)))
    late = rows["overdue_days"]
    if bool((late > 0).any()):
        parts.append(t("finding.request_overdue", count=whole((late > 0).sum()), days=whole(late.max())))
    return " ".join(parts)


def _places(rows: pd.DataFrame, t: Translator) -> list[str]:
    """The market; else the province alone; '' where neither is told."""
    regions = rows[localised("sido_name", t)]
    return [str(market or region or "") for market, region in zip(rows["market_name"], regions, strict=True)]
