"""Pictures of markets side by side: the same readings on the same scales, and where each stands among its like."""

import pandas as pd

from components.charts.columns import columns, kinds, localised, unit_of
from components.charts.derived import as_numbers, ratio
from components.charts.sayings import common_notes, nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import is_known, month, share, written
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.collation import by_name
from data.metrics.calendar import Trade, calendar_months
from data.metrics.payments import index_to_base
from data.metrics.standing import differs_most

#: What a trend can show: the column it makes.
TRENDS = {"amount": "amount_krw", "per_store": "per_store_krw", "market_day": "per_day_krw", "index": "index"}
#: What is read off every market, in the order of the page.
READINGS = ("per_store_krw", "change_share", "digital_share", "foreign_share")


@exhibit("compare_trend")
def compare_trend(
    answer: Answer, t: Translator, *, measure: str = "amount", base: pd.Timestamp | None = None
) -> Exhibit:
    """Amount by month of each market, of ``payments.monthly_total`` with market_id, label, market_days and kind."""
    column = TRENDS[measure]
    parts = [_measured(part, measure, base) for _, part in answer.rows.groupby("label", sort=False)]
    rows = pd.concat(parts) if parts else _measured(answer.rows, measure, base)
    labels = tuple((str(label),) * 2 for label in dict.fromkeys(rows["label"]))
    made = Exhibit.of(
        "compare_trend", answer,
        title=t("chart.compare_trend", measure=t(f"trend.{measure}")), rows=rows, finding=_spans(rows, column, t),
        columns=columns(t, "month", "label", *dict.fromkeys((column, "amount_krw", "day_count", "store_count"))),
        drawing=Drawing(
            "line", x="month", y=column, series="label", series_labels=labels, unit=unit_of(column),
            provisional="is_provisional", facets=True, reference=_reference(measure, t),
            starts_at_zero=measure != "index",
        ),
        definition=t(f"define.compare_{measure}"),
    )  # fmt: skip
    return made.with_notes(t("note.same_scales"), *common_notes(made, t))


def _measured(rows: pd.DataFrame, measure: str, base: pd.Timestamp | None) -> pd.DataFrame:
    if measure == "per_store":
        return rows.assign(per_store_krw=ratio(rows["amount_krw"], rows["store_count"]))
    if measure == "market_day" and len(rows):
        days = calendar_months(rows["month"], trade(rows.iloc[0]))["market_day_count"]
        counted = pd.Series(days.to_numpy(), index=rows.index)
        return rows.assign(day_count=counted, per_day_krw=ratio(rows["amount_krw"], counted))
    if measure == "index" and len(rows):
        read = index_to_base(rows, base)
        known = dict(zip(read.months, read.series, strict=True))
        return rows.assign(index=pd.Series([known.get(one) for one in rows["month"]], rows.index, "float64"))
    return rows.assign(**{TRENDS[measure]: rows.get(TRENDS[measure], pd.Series(dtype="float64"))})


def trade(row: pd.Series) -> Trade:
    """When the market of a row trades. Columns: market_days, kind."""
    days = str(row["market_days"])
    return Trade(days, also_daily=str(row["kind"]) == "mixed" or not days)


def _reference(measure: str, t: Translator) -> tuple[float, str] | None:
    return (100.0, t("chart.index_base")) if measure == "index" else None


def _spans(rows: pd.DataFrame, column: str, t: Translator) -> str:
    """The last month all of them know, and between what the markets lie in it."""
    known = rows[as_numbers(rows[column]).notna().to_numpy()] if len(rows) else rows
    if known.empty:
        return nothing(t)
    count = known["label"].nunique()
    full = known.groupby("month")["label"].nunique()
    when = full[full == full.max()].index.max()
    last = known[known["month"] == when]
    values = as_numbers(last[column])
    low, high = last.loc[values.idxmin()], last.loc[values.idxmax()]
    unit = unit_of(column)
    if count == 1 or len(last) == 1:
        return t("finding.compare_one", market=Word(str(high["label"])), month=month(when, t.lang),
                 value=written(high[column], unit, t.lang))  # fmt: skip
    return t(
        "finding.compare_span", month=month(when, t.lang), markets=len(last), low=written(low[column], unit, t.lang),
        low_market=str(low["label"]), high=written(high[column], unit, t.lang), high_market=str(high["label"]),
    )  # fmt: skip


@exhibit("compare_readings")
def compare_readings(answer: Answer, t: Translator) -> Exhibit:
    """The markets side by side over the months chosen, of ``markets.points`` with label, in the order of the choice."""
    rows = readings(answer.rows).assign(kind=kinds(answer.rows, t))
    return Exhibit.of(
        "compare_readings", answer, title=t("chart.compare_readings"), rows=rows,
        finding=t("finding.compare_readings", markets=len(rows)) if len(rows) else nothing(t),
        columns=columns(t, "label", "kind", "store_count", "amount_krw", *READINGS, "months_reported"),
        drawing=Drawing("table", y="label"), definition=t("define.compare_readings"),
        notes=(t("note.per_store_month"), t("note.not_a_league_chosen")),
    )  # fmt: skip


def readings(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of ``markets.points`` with what is read off each: amount per store and month beside the shares there."""
    months = as_numbers(rows["months_reported"])
    per_store = ratio(rows["amount_krw"], rows["store_count"])
    return rows.assign(per_store_krw=per_store / months.where(months > 0))


@exhibit("compare_spread")
def compare_spread(answer: Answer, t: Translator, *, measure: str = "per_store_krw") -> Exhibit:
    """Where the chosen markets stand among their like, of ``markets.points`` of the group, label '' = not chosen."""
    sigungu = localised("sigungu_name", t)
    rows = readings(answer.rows).sort_values(["sido_code", "market_name"], key=by_name)
    # the chosen ones keep the order in which they were chosen: their colours are those of the trends
    rows = pd.concat([rows[rows["label"] != ""].sort_values("order"), rows[rows["label"] == ""]])
    values = as_numbers(rows[measure])
    unit = unit_of(measure)
    finding = nothing(t)
    if values.notna().any():
        finding = t(
            "finding.compare_middle", measure=Word(t(f"column.{measure}")), markets=int(values.notna().sum()),
            middle=written(values.median(), unit, t.lang), low=written(values.min(), unit, t.lang),
            high=written(values.max(), unit, t.lang),
        )  # fmt: skip
    return Exhibit.of(
        "compare_spread", answer, title=t("chart.compare_spread", measure=t(f"column.{measure}")), rows=rows,
        finding=finding, columns=columns(t, "market_name", sigungu, measure, "store_count", "months_reported"),
        drawing=Drawing("spread", x="market_name", y=measure, series="label", unit=unit,
                        starts_at_zero=False),
        definition=t("define.compare_spread"), notes=(t("note.spread_read"), t("note.no_rank")),
    )  # fmt: skip


def difference(answer: Answer, market_id: int, name: str, t: Translator) -> str:
    """In what a market differs most from its like, as a sentence."""
    most = differs_most(readings(answer.rows), market_id, READINGS)
    if most is None:
        return t("finding.differs_little", market=Word(name))
    unit = unit_of(most.column)
    return t(
        "finding.differs_most", market=Word(name), others=most.others, measure=Word(t(f"column.{most.column}")),
        value=written(most.value, unit, t.lang), middle=written(most.middle, unit, t.lang),
    )  # fmt: skip


@exhibit("peer_reasons")
def peer_reasons(answer: Answer, t: Translator) -> Exhibit:
    """Why each market is called similar, of ``metrics.peers.peers``: how near, in what, in what not."""
    sido, sigungu = localised("sido_name", t), localised("sigungu_name", t)
    rows = answer.rows.assign(
        kind=kinds(answer.rows, t),
        closeness_share=1 - as_numbers(answer.rows["distance"]),
        alike=[_features(said, t) for said in answer.rows["alike"]],
        unlike=[_features(said, t) for said in answer.rows["unlike"]],
        missing_features=[_features(said, t) for said in answer.rows["missing"]],
    )  # fmt: skip
    finding = nothing(t)
    if len(rows) and rows["closeness_share"].notna().any():
        first = rows.loc[rows["closeness_share"].idxmax()]
        finding = t("finding.nearest_peer", market=Word(str(first["market_name"])), place=str(first[sigungu]),
                    closeness=share(first["closeness_share"]),
                    alike=Word(str(first["alike"])) if first["alike"] else Word(t("product.not_known")))  # fmt: skip
    return Exhibit.of(
        "peer_reasons", answer, title=t("chart.peer_reasons"), rows=rows, finding=finding,
        columns=columns(t, "market_name", sido, sigungu, "kind", "store_count", "closeness_share", "alike", "unlike",
                        "missing_features"),
        drawing=Drawing("table", y="market_name"), definition=t("define.peer_reasons"),
        notes=(t("note.peers_left_out"), t("note.no_rank")),
    )  # fmt: skip


def _features(said: object, t: Translator) -> str:
    return ", ".join(t(f"feature.{one}") for one in str(said).split(",") if one) if is_known(said) else ""
