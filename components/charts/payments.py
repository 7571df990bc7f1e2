"""Pictures of what is paid in the markets."""

import pandas as pd

from components.charts.columns import columns, kinds, localised
from components.charts.derived import (
    as_numbers,
    changed,
    from_first_known,
    of_months,
    ratio,
    sums_by,
    with_missing,
    year_before,
    year_on_year,
)
from components.charts.sayings import axis_note, common_notes, latest, leading, level_and_change, nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import share, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.codes import DIGITAL_METHODS, PaymentMethod
from data.collation import by_name
from data.metrics.payments import amount_per_store, digital_share, seasonal_factors


def method_names(t: Translator) -> tuple[tuple[str, str], ...]:
    """Every payment method in its fixed order, so that it keeps its colour; rows hold the names, see ``named``."""
    return tuple((t(f"method.{method}"),) * 2 for method in PaymentMethod)


def named(rows: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """The rows with their methods in words, as the table twin and every download show them."""
    return rows.assign(method=[t.either(f"method.{method}", str(method)) for method in rows["method"]])


@exhibit("payment_trend")
def payment_trend(answer: Answer, t: Translator) -> Exhibit:
    """Amount by month, of ``payments.monthly_total``."""
    rows = answer.rows.assign(change_share=year_on_year(answer.rows))
    last = latest(rows, "amount_krw")
    made = Exhibit.of(
        "payment_trend",
        answer,
        title=t("chart.payment_trend"),
        rows=rows,
        definition=t("define.payment_trend"),
        finding=nothing(t)
        if last is None
        else level_and_change("payment", last, "amount_krw", "krw", last["change_share"], t),
        columns=columns(t, "month", "amount_krw", "change_share", "transaction_count", "market_count"),
        drawing=Drawing("line", x="month", y="amount_krw", unit="krw", provisional="is_provisional"),
    )
    return made.with_notes(*common_notes(made, t), t("note.markets_only"))


@exhibit("payment_by_method")
def payment_by_method(answer: Answer, t: Translator, *, of_all: bool = False) -> Exhibit:
    """Amount by month and method, of ``payments.monthly_by_method``. of_all: as shares of each month."""
    rows = named(answer.rows, t)
    made = Exhibit.of(
        "payment_by_method",
        answer,
        title=t("chart.payment_by_method"),
        definition=t("define.payment_by_method"),
        finding=leading("leading_method", sums_by(rows, "method"), t),
        rows=rows,
        columns=columns(t, "month", "method", "amount_krw", "transaction_count"),
        drawing=Drawing(
            "stacked_share" if of_all else "stacked_bar",
            x="month",
            y="amount_krw",
            series="method",
            series_labels=method_names(t),
            unit="share" if of_all else "krw",
            provisional="is_provisional",
        ),
    )
    return made.with_notes(*common_notes(made, t))


@exhibit("digital_share_trend")
def digital_share_trend(answer: Answer, t: Translator) -> Exhibit:
    """Share of the amount paid by digital methods by month, of ``payments.monthly_total``."""
    rows = with_missing(answer.rows, "digital_amount_krw")
    rows = rows.assign(digital_share=of_months(rows, digital_share(rows)))
    rows = rows.assign(change_points=rows["digital_share"] - year_before(rows, "digital_share"))
    last = latest(rows, "digital_share")
    made = Exhibit.of(
        "digital_share_trend",
        answer,
        title=t("chart.digital_share_trend"),
        rows=rows,
        finding=nothing(t)
        if last is None
        else level_and_change("digital_share", last, "digital_share", "share", last["change_points"], t),
        columns=columns(t, "month", "digital_share", "change_points", "digital_amount_krw", "amount_krw"),
        drawing=Drawing(
            "line", x="month", y="digital_share", unit="share", provisional="is_provisional", starts_at_zero=False
        ),
        definition=t("define.digital_share", methods=", ".join(t(f"method.{method}") for method in DIGITAL_METHODS)),
    )
    return made.with_notes(*common_notes(made, t), *axis_note(made, t))


@exhibit("year_on_year_by_month")
def year_on_year_by_month(answer: Answer, t: Translator) -> Exhibit:
    """Change of the amount on the same month a year before, of ``payments.monthly_total``."""
    rows = from_first_known(answer.rows.assign(change_share=year_on_year(answer.rows)), "change_share")
    known = rows["change_share"].dropna()
    finding = nothing(t)
    if len(known):
        finding = t("finding.year_on_year_months", rises=int((known > 0).sum()), months=len(known))
    made = Exhibit.of(
        "year_on_year_by_month",
        answer,
        title=t("chart.year_on_year_by_month"),
        rows=rows,
        finding=finding,
        columns=columns(t, "month", "change_share", "amount_krw", "market_count"),
        definition=t("define.year_on_year"),
        drawing=Drawing(
            "bar", x="month", y="change_share", unit="change", provisional="is_provisional", diverging=True
        ),
    )
    return made.with_notes(*common_notes(made, t))


@exhibit("amount_per_store_trend")
def amount_per_store_trend(answer: Answer, t: Translator) -> Exhibit:
    """Amount per store by month, of ``payments.monthly_total``: only markets whose number of stores is known."""
    rows = with_missing(answer.rows, "counted_amount_krw", "store_count")
    rows = rows.assign(per_store_krw=of_months(rows, amount_per_store(rows)))
    change = ratio(rows["per_store_krw"], year_before(rows, "per_store_krw")) - 1
    same_markets = as_numbers(rows["market_count"]) == year_before(rows, "market_count")
    rows = rows.assign(change_share=change.where(same_markets))
    last = latest(rows, "per_store_krw")
    made = Exhibit.of(
        "amount_per_store_trend",
        answer,
        title=t("chart.amount_per_store_trend"),
        rows=rows,
        finding=nothing(t)
        if last is None
        else level_and_change("per_store", last, "per_store_krw", "krw", last["change_share"], t),
        columns=columns(t, "month", "per_store_krw", "change_share", "counted_amount_krw", "store_count"),
        drawing=Drawing("line", x="month", y="per_store_krw", unit="krw", provisional="is_provisional"),
        definition=t("define.per_store"),
    )
    return made.with_notes(*common_notes(made, t), t("note.stores_known_only"))


@exhibit("payment_seasonality")
def payment_seasonality(answer: Answer, t: Translator) -> Exhibit:
    """Amount by year and calendar month, of ``payments.by_calendar_month``."""
    rows = answer.rows
    return Exhibit.of(
        "payment_seasonality",
        answer,
        title=t("chart.payment_seasonality"),
        finding=_strongest_month(rows, t),
        columns=columns(t, "year", "month_of_year", "amount_krw", "market_count"),
        notes=(t("note.grey_not_known"),),
        drawing=Drawing("heat", x="month_of_year", y="year", value="amount_krw", unit="krw"),
        definition=t("define.payment_seasonality"),
    )


def _strongest_month(rows: pd.DataFrame, t: Translator) -> str:
    """Strongest and weakest month of the year, of ``metrics.seasonal_factors``."""
    if not as_numbers(rows["amount_krw"]).notna().any():
        return nothing(t)
    stamps = pd.to_datetime({"year": rows["year"], "month": rows["month_of_year"], "day": 1})
    factors = seasonal_factors(rows.assign(month=stamps)).set_index("month_of_year")
    if factors.empty:
        return t("finding.no_season")
    most, least = factors["factor"].idxmax(), factors["factor"].idxmin()
    return t(
        "finding.strongest_month",
        years=int(factors["year_count"].min()),
        strongest=Word(t(f"chart.month_{most}")),
        above=Word(share(factors["factor"].max() - 1)),
        weakest=Word(t(f"chart.month_{least}")),
        below=Word(share(1 - factors["factor"].min())),
    )


@exhibit("payment_by_region")
def payment_by_region(answer: Answer, t: Translator) -> Exhibit:
    """Amount by region with the year before, of ``payments.by_region``: in the order of the official codes."""
    name = localised("region_name", t)
    rows = answer.rows.sort_values("region_code").assign(change_share=changed(answer.rows))
    return Exhibit.of(
        "payment_by_region",
        answer,
        title=t("chart.payment_by_region"),
        rows=rows,
        finding=_largest_region(rows, name, t),
        columns=columns(
            t,
            name,
            "amount_krw",
            "previous_amount_krw",
            "change_share",
            "transaction_count",
            "market_count",
            "store_count",
        ),
        drawing=Drawing(
            "horizontal_bar",
            x=name,
            y="amount_krw",
            unit="krw",
            label=name,
            beside="previous_amount_krw",
            beside_label=t("chart.year_before"),
        ),
        definition=t("define.payment_by_region"),
        notes=(t("note.regions_by_code"), t("note.markets_only")),
    )


def _largest_region(rows: pd.DataFrame, name: str, t: Translator) -> str:
    amounts = as_numbers(rows["amount_krw"]).dropna()
    if not len(amounts):
        return nothing(t)
    most = amounts.idxmax()
    said = {"region": Word(str(rows.loc[most, name])), "value": Word(won(amounts[most], t.lang))}
    if len(amounts) == 1:
        return t("finding.one_region", **said)
    part = amounts[most] / amounts.sum() if amounts.sum() else 0.0
    return t("finding.largest_region", **said, share=Word(share(part)))


@exhibit("payment_by_quarter")
def payment_by_quarter(answer: Answer, t: Translator, *, of_all: bool = False) -> Exhibit:
    """Amount by quarter and method, of ``payments.quarterly_by_method``. of_all: as shares of each quarter."""
    rows = named(answer.rows, t)
    rows = rows.assign(is_incomplete=as_numbers(rows["month_count"]) < 3)
    made = Exhibit.of(
        "payment_by_quarter",
        answer,
        title=t("chart.payment_by_quarter"),
        rows=rows,
        finding=leading("leading_method", sums_by(rows, "method"), t),
        columns=columns(t, "quarter", "method", "amount_krw", "transaction_count", "month_count"),
        drawing=Drawing(
            "stacked_share" if of_all else "stacked_bar",
            x="quarter",
            y="amount_krw",
            series="method",
            series_labels=method_names(t),
            unit="share" if of_all else "krw",
            provisional="is_incomplete",
        ),
        definition=t("define.payment_by_quarter"),
    )
    return made.with_notes(t("note.incomplete_quarter")) if bool(rows["is_incomplete"].any()) else made


@exhibit("payment_by_market")
def payment_by_market(answer: Answer, t: Translator) -> Exhibit:
    """Every market of the choice, of ``payments.by_market``: by region and name, for a table is not a league."""
    sido, sigungu = localised("sido_name", t), localised("sigungu_name", t)
    rows = answer.rows.sort_values([sido, sigungu, "market_name"], key=by_name).assign(
        kind=kinds(answer.rows, t),
        change_share=changed(answer.rows),
        digital_share=ratio(answer.rows["digital_amount_krw"], answer.rows["amount_krw"]),
        per_store_krw=ratio(answer.rows["amount_krw"], answer.rows["store_count"]),
    )
    reporting = int(as_numbers(rows["amount_krw"]).notna().sum())
    return Exhibit.of(
        "payment_by_market",
        answer,
        title=t("chart.payment_by_market"),
        rows=rows,
        finding=t("finding.markets_reporting", reporting=reporting, markets=len(rows)) if len(rows) else nothing(t),
        columns=columns(
            t,
            "market_name",
            sido,
            sigungu,
            "kind",
            "store_count",
            "amount_krw",
            "previous_amount_krw",
            "change_share",
            "digital_share",
            "per_store_krw",
            "transaction_count",
        ),
        drawing=Drawing("table", y="market_name"),
        definition=t("define.payment_by_market"),
        notes=(t("note.not_a_league"), t("note.markets_only")),
    )
