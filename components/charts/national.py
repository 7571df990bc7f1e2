"""Pictures of the nation's markets as surveyed, and of retail beside them: the ground behind a province's figures."""

import pandas as pd

from components.charts.columns import columns
from components.charts.derived import as_numbers
from components.charts.sayings import axis_note, latest, nothing
from components.exhibit import Drawing, Exhibit, Unit, exhibit
from components.formatting import index as written_index
from components.formatting import share, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer

#: Kinds of business beside the whole of retail: so many that rose most and as many that fell most.
MOST_KINDS = 2


@exhibit("survey_sales")
def survey_sales(answer: Answer, t: Translator) -> Exhibit:
    """What a market sells in a day by year, of ``national.market_survey``."""
    last = latest(answer.rows, "market_day_amount_krw")
    finding = nothing(t)
    if last is not None:
        value = Word(won(last["market_day_amount_krw"], t.lang))
        finding = t("finding.survey_sales", year=int(last["year"]), value=value)
    return _survey(answer, t, "survey_sales", "market_day_amount_krw", "krw", finding)


@exhibit("survey_empty_stores")
def survey_empty_stores(answer: Answer, t: Translator) -> Exhibit:
    """Empty stores of all stores by year, of ``national.market_survey``."""
    last = latest(answer.rows, "empty_share")
    finding = nothing(t)
    if last is not None:
        finding = t(
            "finding.survey_empty_stores",
            year=int(last["year"]),
            stores=f"{int(last['store_count']):,}",
            empty=f"{int(last['empty_store_count']):,}",
            share=Word(share(last["empty_share"])),
        )
    return _survey(answer, t, "survey_empty_stores", "empty_share", "share", finding)


def _survey(answer: Answer, t: Translator, key: str, drawn: str, unit: Unit, finding: str) -> Exhibit:
    names = ("market_count", "store_count", "empty_store_count", "empty_share", "worker_count", "customer_count")
    return Exhibit.of(
        key,
        answer,
        title=t(f"chart.{key}"),
        finding=finding,
        columns=columns(t, "year", "market_day_amount_krw", *names),
        drawing=Drawing("line", x="year", y=drawn, unit=unit),
        definition=t(f"define.{key}"),
        notes=(t("note.nation_published"),),
    )


@exhibit("retail_index")
def retail_index(answer: Answer, t: Translator) -> Exhibit:
    """Retail sales by kind of business by year, of ``national.retail_index``: the whole, and what moved most."""
    named = answer.rows.assign(
        retail_kind=[_kind_name(str(kind), t) for kind in answer.rows["retail_kind"]],
        index=as_numbers(answer.rows["sales_index"]),
    )
    last = latest(named[named["retail_kind"] == t("chart.retail_all")], "index")
    drawn = _moved_most(named, t)
    made = Exhibit.of(
        "retail_index",
        answer,
        title=t("chart.retail_index"),
        rows=named[named["retail_kind"].isin(drawn).to_numpy()],
        finding=_index_finding(named, last, t),
        columns=columns(t, "year", "retail_kind", "index"),
        drawing=Drawing(
            "line",
            x="year",
            y="index",
            series="retail_kind",
            series_labels=tuple((kind, kind) for kind in drawn),
            unit="index",
            starts_at_zero=False,
        ),
        definition=t("define.retail_index"),
    )
    return made.with_notes(*axis_note(made, t), t("note.retail_kinds", number=MOST_KINDS), t("note.nation_published"))


def _kind_name(kind: str, t: Translator) -> str:
    return t.either(f"retail_kind.{' '.join(kind.split())}", kind) if kind else t("chart.retail_all")


def _moved_most(rows: pd.DataFrame, t: Translator) -> list[str]:
    """The whole of retail, then the kinds that rose most and fell most between the ends of the table."""
    moved = _moves(rows).drop(t("chart.retail_all"), errors="ignore").sort_values(ascending=False)
    kinds = list(dict.fromkeys([*moved.index[:MOST_KINDS], *moved.index[-MOST_KINDS:]]))
    return [t("chart.retail_all"), *kinds]


def _moves(rows: pd.DataFrame) -> pd.Series:
    """Change of each kind between the first and the last year of the table; kinds that lack either are left out."""
    wide = rows.pivot(index="retail_kind", columns="year", values="index") if len(rows) else pd.DataFrame()
    if wide.shape[1] < 2:
        return pd.Series(dtype="float64")
    return (wide.iloc[:, -1] / wide.iloc[:, 0] - 1).dropna()


def _index_finding(rows: pd.DataFrame, last: pd.Series | None, t: Translator) -> str:
    if last is None:
        return nothing(t)
    said = {"year": int(last["year"]), "index": Word(written_index(last["index"]))}
    moved = _moves(rows).drop(t("chart.retail_all"), errors="ignore")
    if not len(moved) or moved.max() <= 0:
        return t("finding.retail_index_only", **said)
    first = int(as_numbers(rows["year"]).min())
    return t("finding.retail_index", **said, first=first, kind=Word(str(moved.idxmax())), change=share(moved.max()))
