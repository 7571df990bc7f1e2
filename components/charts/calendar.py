"""Pictures of the trade calendar: a market's days with market days and holidays, and its months compared fairly."""

from datetime import date

import pandas as pd

from components.charts.columns import columns
from components.charts.compared import compared_with, gaps, how_compared
from components.charts.derived import as_numbers
from components.charts.sayings import latest, level_and_change, nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import day as day_in_words
from components.formatting import won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.calendar_rules import Closure
from data.metrics.by_day import Daily
from data.metrics.calendar import Trade, calendar_days, calendar_months
from data.metrics.like_for_like import Alike, alike, seasonally_adjusted

Spans = list[tuple[date, date]]


@exhibit("market_calendar")
def market_calendar(
    answer: Answer,
    t: Translator,
    *,
    trade: Trade | None = None,
    rules: tuple[Closure, ...] = (),
    campaigns: Spans | None = None,
) -> Exhibit:
    """Amount of each day of one market, of ``calendar.daily``: a row for each month, a column for each day of it."""
    rows = _days(answer.rows, trade or Trade(), rules, campaigns or [], t)
    return Exhibit.of(
        "market_calendar", answer, title=t("chart.market_calendar"), rows=rows, finding=_on_market_days(rows, t),
        columns=columns(t, "day", "amount_krw", "transaction_count", "day_kind", "holiday_name", "weekday"),
        drawing=Drawing("heat", x="day_of_month", y="year_month", value="amount_krw", unit="krw", mark="sign"),
        definition=t("define.market_calendar"),
        notes=(t("note.calendar_signs"), t("note.days_only"), *([t("note.no_campaign")] if not campaigns else [])),
    )  # fmt: skip


def _days(
    rows: pd.DataFrame, trade: Trade, rules: tuple[Closure, ...], campaigns: Spans, t: Translator
) -> pd.DataFrame:
    """Every day of the months that have one, with what the calendar says of it."""
    if rows.empty:
        return rows.assign(**{name: pd.Series(dtype="str") for name in (*_TOLD, "sign")})
    known = rows.assign(day=pd.to_datetime(rows["day"].astype(str), format="%Y%m%d"))
    first, last = known["day"].min().replace(day=1), known["day"].max() + pd.offsets.MonthEnd(0)
    days = calendar_days(first.date(), last.date(), trade, rules, campaigns, t.lang)
    made = days.merge(known, on="day", how="left")
    weekdays = t("chart.weekdays").split(",")
    return made.assign(
        day_of_month=made["day"].dt.day, year_month=made["day"].dt.strftime("%Y-%m"),
        weekday=[weekdays[(one.weekday() + 1) % 7] for one in made["day"]],
        sign=[_sign(row, t) for row in made.to_dict("records")],
        day_kind=[_kind(row, t) for row in made.to_dict("records")],
    )  # fmt: skip


_TOLD = ("day_of_month", "year_month", "weekday", "day_kind", "holiday_name")
#: What is said of a day, the weightiest first: a cell holds one sign.
_MARKS = ("is_holiday", "is_market_day", "is_campaign_day", "is_closure_day")


def _sign(row: dict[str, object], t: Translator) -> str:
    said = next((name for name in _MARKS if row[name]), "")
    if row["is_campaign_day"] and (row["is_holiday"] or row["is_market_day"]):
        return t("sign.campaign_too")
    both = bool(row["is_holiday"] and row["is_market_day"])
    return t("sign.both" if both else f"sign.{said.removeprefix('is_')}") if said else ""


def _kind(row: dict[str, object], t: Translator) -> str:
    return ", ".join(t(f"day_kind.{name.removeprefix('is_')}") for name in _MARKS if row[name])


def _on_market_days(rows: pd.DataFrame, t: Translator) -> str:
    """Mean of market days against the other days; without market days, the strongest day."""
    known = rows[as_numbers(rows["amount_krw"]).notna().to_numpy()]
    if known.empty:
        return nothing(t)
    amounts = as_numbers(known["amount_krw"])
    market = known["is_market_day"].to_numpy(bool)
    if market.any() and (~market).any():
        on, off = (won(amounts[days].mean(), t.lang) for days in (market, ~market))
        return t("finding.market_days", on=Word(on), off=off)
    most = known.loc[amounts.idxmax()]
    said = {"day": day_in_words(most["day"], t.lang), "value": won(amounts.max(), t.lang)}
    if market.any():
        return t("finding.only_market_days", mean=won(amounts.mean(), t.lang), **said)
    return t("finding.strongest_day", **said, weekday=str(most["weekday"]))


@exhibit("calendar_months")
def months(answer: Answer, t: Translator, *, trade: Trade | None = None) -> Exhibit:
    """What each month of ``payments.monthly_total`` holds: market days, trading days, holidays, feast shopping."""
    held = calendar_months(answer.rows["month"], trade or Trade())
    rows = held.merge(answer.rows[["month", "amount_krw"]], on="month")
    daily = not (trade and trade.has_market_days)
    days = held["trading_day_count" if daily else "market_day_count"]
    finding = nothing(t)
    if len(held):
        key = "calendar_even" if days.min() == days.max() else "calendar_months"
        key = "calendar_daily" if daily else key
        finding = t(f"finding.{key}", fewest=int(days.min()), most=int(days.max()))
    return Exhibit.of(
        "calendar_months", answer, title=t("chart.calendar_months"), rows=rows, finding=finding,
        columns=columns(t, "month", "market_day_count", "trading_day_count", "holiday_count", "new_year_run_up_count",
                        "chuseok_run_up_count", "amount_krw"),
        drawing=Drawing("table", y="month"), definition=t("define.calendar_months"), notes=(t("note.trading_day"),),
    )  # fmt: skip


@exhibit("like_for_like_trend")
def like_for_like_trend(
    answer: Answer,
    t: Translator,
    *,
    basis: Alike = Alike.PLAIN,
    trade: Trade | None = None,
    daily: Daily | None = None,
) -> Exhibit:
    """Amount by month on a fair basis, of ``payments.monthly_total``; from 36 months on also seasonally adjusted.
    daily: days and campaigns of a market."""
    rows = alike(answer.rows, basis, trade or Trade(also_daily=True), daily)
    last = latest(rows, "alike_krw")
    adjusted = seasonally_adjusted(answer.rows) if basis in (Alike.PLAIN, Alike.FEAST) else None
    drawn = _both(rows, adjusted, t)
    said = t(f"basis_long.{basis}")
    made = Exhibit.of(
        "like_for_like_trend", answer, title=t("chart.like_for_like_trend", basis=said), rows=drawn,
        finding=nothing(t) if last is None
        else level_and_change(f"alike_{basis}", last, "alike_krw", "krw", last["change_share"], t),
        columns=columns(t, "month", "line", "alike_krw", "change_share", "day_count"),
        drawing=Drawing(
            "line", x="month", y="alike_krw", unit="krw", provisional="is_provisional", series="line",
            series_labels=tuple((t(name),) * 2 for name in ("line.as_paid", "line.adjusted")),
        ),
        definition=t(f"define.alike_{basis}"),
    )  # fmt: skip
    notes = [t("note.compared_on", basis=said), *how_compared(rows, basis, daily, t), *gaps(made, basis, t)]
    return made.with_notes(*notes, *([t("note.adjusted")] if adjusted is not None else []))


def _both(rows: pd.DataFrame, adjusted: pd.Series | None, t: Translator) -> pd.DataFrame:
    own = rows.assign(line=t("line.as_paid"))
    if adjusted is None:
        return own
    kept = ["month", "alike_krw", "line", "is_provisional", "change_share"]
    estimate = pd.DataFrame({"month": adjusted.index, "alike_krw": adjusted.to_numpy(), "line": t("line.adjusted"),
                             "is_provisional": False, "change_share": float("nan")}, columns=kept)  # fmt: skip
    return pd.concat([own, estimate], ignore_index=True)


@exhibit("like_for_like_change")
def like_for_like_change(
    answer: Answer,
    t: Translator,
    *,
    basis: Alike = Alike.PLAIN,
    trade: Trade | None = None,
    daily: Daily | None = None,
) -> Exhibit:
    """Change on the year before by month on a fair basis, of ``payments.monthly_total``. daily: as of the trend."""
    rows = alike(answer.rows, basis, trade or Trade(also_daily=True), daily)
    rows["compared_with"] = [
        compared_with(one, key, t) for one, key in zip(rows["month"], rows["compared"], strict=True)
    ]
    known = rows["change_share"].dropna()
    if len(known):
        rows = rows.loc[known.index[0] :]
    said = t(f"basis_long.{basis}")
    finding = nothing(t)
    if len(known):
        finding = t("finding.year_on_year_months", rises=int((known > 0).sum()), months=len(known))
    made = Exhibit.of(
        "like_for_like_change", answer, title=t("chart.like_for_like_change", basis=said), rows=rows, finding=finding,
        columns=columns(t, "month", "change_share", "compared_with", "alike_krw", "amount_krw", "day_count"),
        drawing=Drawing(
            "bar", x="month", y="change_share", unit="change", provisional="is_provisional", diverging=True
        ),
        definition=t(f"define.alike_{basis}"),
    )  # fmt: skip
    notes = [t("note.compared_on", basis=said), *how_compared(rows, basis, daily, t), *gaps(made, basis, t)]
    return made.with_notes(*notes)
