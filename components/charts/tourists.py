"""Pictures of what foreign visitors spend, and of published figures about visitors."""

from typing import Any

import pandas as pd

from components.charts.columns import columns, country_name, localised
from components.charts.derived import (
    as_numbers,
    from_first_known,
    of_months,
    ratio,
    sums_by,
    with_missing,
    year_before,
    year_on_year,
)
from components.charts.sayings import common_notes, latest, leading, level_and_change, nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import index as written_index
from components.formatting import month, share, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.choice import month_text
from data.codes import Wallet
from data.collation import by_name
from data.metrics.tourists import foreign_index as foreign_index_reading
from data.metrics.tourists import foreign_share

MOST_COUNTRIES = 10
MOST_LINES = 5
MOST_MARKETS = 15


@exhibit("foreign_trend")
def foreign_trend(answer: Answer, t: Translator, *, of_all: bool = False, wallets: Answer | None = None) -> Exhibit:
    """Foreign payments by month, of ``tourists.monthly_total``. of_all: their share of all payments.

    wallets: ``tourists.monthly_by_wallet`` of one market: months in which some of its wallets are not told have no sum.
    """
    in_part = months_in_part(wallets.rows) if wallets is not None else []
    whole = answer.rows.copy()
    whole.loc[whole["month"].isin(in_part).to_numpy(), "foreign_amount_krw"] = pd.NA
    rows = with_missing(
        whole, "foreign_base_amount_krw", "matched_foreign_amount_krw", "matched_previous_foreign_amount_krw"
    )
    rows = rows.assign(
        foreign_share=of_months(rows, foreign_share(rows)), change_share=year_on_year(rows, "foreign_amount_krw")
    )
    rows = rows.assign(change_points=rows["foreign_share"] - year_before(rows, "foreign_share"))
    drawn = "foreign_share" if of_all else "foreign_amount_krw"
    made = Exhibit.of(
        "foreign_trend",
        answer,
        title=t("chart.foreign_share_trend" if of_all else "chart.foreign_trend"),
        rows=rows,
        finding=_part_finding(rows, t) if of_all else _foreign_finding(rows, t),
        columns=columns(
            t, "month", "foreign_amount_krw", "foreign_share", "change_share", "foreign_transaction_count", "amount_krw"
        ),
        drawing=Drawing("line", x="month", y=drawn, unit="share" if of_all else "krw", provisional="is_provisional"),
        definition=t("define.foreign_trend"),
    )
    notes = [*common_notes(made, t), t("note.issuer_not_nationality")]
    if in_part:
        notes.append(t("note.months_in_part", months=", ".join(month(one, t.lang) for one in in_part)))
    return made.with_notes(*notes)


def months_in_part(wallets: pd.DataFrame) -> list[pd.Timestamp]:
    """Months in which a wallet is missing that was told before and after; for the newest month, before."""
    known = wallets[wallets["amount_krw"].notna().to_numpy()]
    told = {one: set(rows["wallet"].astype(str)) for one, rows in known.groupby("month")}
    months = sorted(told)
    around = zip(months, months[1:], [*months[2:], *months[-2:-1]], strict=False)  # after the newest stands nothing
    return [one for before, one, after in around if (told[before] & told[after]) - told[one]]


def _part_finding(rows: pd.DataFrame, t: Translator) -> str:
    last = latest(rows, "foreign_share")
    if last is None:
        return nothing(t)
    return level_and_change("foreign_part", last, "foreign_share", "share", last["change_points"], t)


def _foreign_finding(rows: pd.DataFrame, t: Translator) -> str:
    last = latest(rows, "foreign_amount_krw")
    if last is None:
        return nothing(t)
    said = level_and_change("foreign", last, "foreign_amount_krw", "krw", last["change_share"], t)
    if pd.isna(last["foreign_share"]):
        return said
    return f"{said} {t('finding.foreign_share', share=Word(share(last['foreign_share'])))}"


@exhibit("foreign_by_wallet")
def foreign_by_wallet(answer: Answer, t: Translator, *, of_all: bool = False) -> Exhibit:
    """Foreign payments by month and wallet, of ``tourists.monthly_by_wallet``. of_all: as shares of each month."""
    names = {str(wallet): t(f"wallet.{wallet}") for wallet in Wallet}
    rows = answer.rows.assign(wallet=[names.get(str(wallet), str(wallet)) for wallet in answer.rows["wallet"]])
    made = Exhibit.of(
        "foreign_by_wallet",
        answer,
        title=t("chart.foreign_by_wallet"),
        rows=rows,
        finding=leading("leading_wallet", sums_by(rows, "wallet"), t),
        columns=columns(t, "month", "wallet", "amount_krw", "transaction_count"),
        drawing=Drawing(
            "stacked_share" if of_all else "stacked_bar",
            x="month",
            y="amount_krw",
            series="wallet",
            series_labels=tuple((name, name) for name in names.values()),
            unit="share" if of_all else "krw",
            provisional="is_provisional",
        ),
        definition=t("define.foreign_by_wallet"),
    )
    return made.with_notes(*common_notes(made, t))


@exhibit("foreign_by_country")
def foreign_by_country(answer: Answer, t: Translator) -> Exhibit:
    """Foreign payments by country of issue over the period, of ``tourists.monthly_by_country``."""
    names = [country_name(code, t) for code in answer.rows["country"]]
    rows = answer.rows.assign(country=names)
    sums = sums_by(rows, "country").sort_values(ascending=False)
    counts = sums_by(rows, "country", "transaction_count")
    shown = pd.DataFrame({"country": sums.index, "amount_krw": sums.to_numpy()})
    shown["transaction_count"] = counts.reindex(sums.index).to_numpy()
    shown["part_share"] = shown["amount_krw"] / sums.sum() if sums.sum() else float("nan")
    return Exhibit.of(
        "foreign_by_country",
        answer,
        title=t("chart.foreign_by_country"),
        rows=_with_rest(shown, t),
        finding=leading("leading_country", sums, t),
        columns=columns(t, "country", "amount_krw", "part_share", "transaction_count"),
        drawing=Drawing("horizontal_bar", x="country", y="amount_krw", unit="krw"),
        definition=t("define.foreign_by_country"),
        notes=(t("note.issuer_not_nationality"),),
    )


def _with_rest(shown: pd.DataFrame, t: Translator) -> pd.DataFrame:
    """The largest as they are, the others added up in a last row."""
    if len(shown) <= MOST_COUNTRIES + 1:
        return shown
    rest: dict[str, Any] = dict(shown.iloc[MOST_COUNTRIES:].select_dtypes("number").sum(min_count=1))
    rest["country"] = t("country.rest", number=len(shown) - MOST_COUNTRIES)
    return pd.concat([shown.iloc[:MOST_COUNTRIES], pd.DataFrame([rest])], ignore_index=True)[list(shown.columns)]


@exhibit("foreign_by_market")
def foreign_by_market(answer: Answer, t: Translator) -> Exhibit:
    """Foreign payments by market, of ``tourists.by_market``: the largest are drawn, by region and name."""
    sido, sigungu = localised("sido_name", t), localised("sigungu_name", t)
    rows = with_missing(answer.rows, "foreign_share", "change_share").sort_values(
        [sido, sigungu, "market_name"], key=by_name
    )
    total = as_numbers(rows["foreign_amount_krw"])
    finding = nothing(t)
    if total.notna().any() and total.sum() > 0:
        finding = _concentration(total.dropna(), t)
    notes = [t("note.not_a_league"), t("note.issuer_not_nationality")]
    if len(rows) > MOST_MARKETS:
        notes.append(t("note.largest_drawn", number=MOST_MARKETS))
    return Exhibit.of(
        "foreign_by_market",
        answer,
        title=t("chart.foreign_by_market"),
        rows=rows,
        finding=finding,
        columns=columns(
            t,
            "market_name",
            sido,
            sigungu,
            "foreign_amount_krw",
            "foreign_share",
            "change_share",
            "foreign_transaction_count",
        ),
        drawing=Drawing("horizontal_bar", x="market_name", y="foreign_amount_krw", unit="krw", most=MOST_MARKETS),
        definition=t("define.foreign_by_market"),
        notes=tuple(notes),
    )


def _concentration(amounts: pd.Series, t: Translator) -> str:
    """How much of the amount the three largest hold, where there are more."""
    if len(amounts) <= 3:
        return t("finding.few_foreign_markets", markets=len(amounts))
    part = Word(share(amounts.nlargest(3).sum() / amounts.sum()))
    return t("finding.foreign_markets", markets=len(amounts), top=3, share=part)


@exhibit("foreign_index")
def foreign_index(answer: Answer, t: Translator) -> Exhibit:
    """Foreign payments against a base month (``choice.base``, else the first), of ``tourists.monthly_total``."""
    rows = from_first_known(answer.rows, "foreign_amount_krw")
    chosen = pd.Timestamp(month_text(answer.choice.base)) if answer.choice.base else None
    reading = foreign_index_reading(rows, chosen)
    if reading.value is None and chosen is not None:
        chosen, reading = None, foreign_index_reading(rows, None)
    rows = rows.assign(index=of_months(rows, reading))
    base = month(chosen or reading.months[0], t.lang) if reading.months else ""
    last = latest(rows, "index")
    reference = (100.0, t("chart.base_month", month=base)) if base else None
    made = Exhibit.of(
        "foreign_index",
        answer,
        title=t("chart.foreign_index"),
        rows=rows,
        finding=nothing(t) if last is None else _index_finding(last, base, t),
        columns=columns(t, "month", "index", "foreign_amount_krw", "foreign_transaction_count"),
        drawing=Drawing("line", x="month", y="index", unit="index", reference=reference, provisional="is_provisional"),
        definition=t("define.foreign_index"),
    )
    return made.with_notes(*common_notes(made, t))


def _index_finding(last: pd.Series, base: str, t: Translator) -> str:
    if month(last["month"], t.lang) == base:
        return t("finding.index_base_alone", base=base)
    value = float(last["index"])
    key = "finding.index_above" if value >= 100 else "finding.index_below"
    return t(
        key,
        month=Word(month(last["month"], t.lang)),
        index=Word(written_index(value)),
        base=base,
        change=Word(share(abs(value / 100 - 1))),
    )


@exhibit("foreign_spending_by_sido")
def foreign_spending_by_sido(answer: Answer, t: Translator) -> Exhibit:
    """Published foreign card spending by province, latest month, of ``tourists.spending_by_sido``."""
    name = localised("name", t)
    rows = answer.rows
    stamps = pd.to_datetime(rows["month"])
    last = stamps[as_numbers(rows["amount_krw"]).notna().to_numpy()].max()
    shown = rows[(stamps == last).to_numpy()].sort_values("region_code")
    before = rows[(stamps == last - pd.DateOffset(years=1)).to_numpy()] if len(shown) else rows
    earlier = before.drop_duplicates("region_code").set_index("region_code")["amount_krw"]
    shown = shown.assign(previous_amount_krw=earlier.reindex(shown["region_code"]).to_numpy())
    shown = shown.assign(change_share=ratio(shown["amount_krw"], shown["previous_amount_krw"]) - 1)
    return Exhibit.of(
        "foreign_spending_by_sido",
        answer,
        title=t("chart.foreign_spending_by_sido"),
        rows=shown.rename(columns={name: "region_name"}),
        finding=_spending_finding(shown, name, last, t),
        columns=columns(t, "region_name", "month", "amount_krw", "previous_amount_krw", "change_share"),
        drawing=Drawing(
            "horizontal_bar",
            x="region_name",
            y="amount_krw",
            unit="krw",
            beside="previous_amount_krw",
            beside_label=t("chart.year_before"),
        ),
        definition=t("define.foreign_spending_by_sido"),
        notes=(t("note.published_figure"), t("note.regions_by_code")),
    )


def _spending_finding(shown: pd.DataFrame, name: str, last: Any, t: Translator) -> str:
    amounts = as_numbers(shown["amount_krw"])
    if not amounts.notna().any():
        return nothing(t)
    most = shown.loc[amounts.idxmax()]
    said = {
        "month": Word(month(last, t.lang)),
        "region": Word(str(most[name])),
        "value": Word(won(amounts.max(), t.lang)),
    }
    if len(shown) == 1:
        return t("finding.one_sido", **said)
    return t("finding.spending_by_sido", **said, share=Word(share(amounts.max() / amounts.sum())))


@exhibit("visitor_arrivals_by_country")
def visitor_arrivals_by_country(answer: Answer, t: Translator) -> Exhibit:
    """Published arrivals by month for the countries with most arrivals, of ``tourists.arrivals_by_country``."""
    named = answer.rows.assign(country=[country_name(code, t) for code in answer.rows["country"]])
    sums = sums_by(named, "country", "visitor_count").sort_values(ascending=False)
    leaders = list(sums.index[:MOST_LINES])
    rows = named[named["country"].isin(leaders).to_numpy()]
    notes = [t("note.published_figure")]
    if len(sums) > MOST_LINES:
        notes.append(t("note.countries_drawn", number=MOST_LINES))
    made = Exhibit.of(
        "visitor_arrivals_by_country",
        answer,
        title=t("chart.visitor_arrivals_by_country"),
        rows=rows,
        finding=leading("leading_arrivals", sums, t),
        columns=columns(t, "month", "country", "visitor_count"),
        drawing=Drawing(
            "line",
            x="month",
            y="visitor_count",
            series="country",
            series_labels=tuple((name, name) for name in leaders),
            unit="persons",
            provisional="is_provisional",
        ),
        definition=t("define.visitor_arrivals_by_country"),
    )
    return made.with_notes(*common_notes(made, t), *notes)
