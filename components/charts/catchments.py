"""What lies round a market, as a list and as bars of distance."""

from components.charts.columns import columns, kinds, localised
from components.charts.derived import as_numbers
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import whole, written
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer


@exhibit("markets_within")
def markets_within(answer: Answer, t: Translator) -> Exhibit:
    """Other markets within a radius or a polygon, nearest first, of ``catchments.markets_within``."""
    rows = answer.rows.assign(kind=kinds(answer.rows, t))
    return Exhibit.of(
        "markets_within",
        answer,
        title=t("chart.markets_within"),
        rows=rows,
        finding=_finding(answer, t),
        columns=columns(
            t, "market_name", localised("sigungu_name", t), "kind", "distance_m", "store_count", "overlap_share"
        ),
        drawing=Drawing("horizontal_bar", x="market_name", y="distance_m", unit="metres", most=20),
        definition=t("define.markets_within"),
        notes=(t("note.straight_lines"), t("note.store_count_unknown")),
    )


def _finding(answer: Answer, t: Translator) -> str:
    rows = answer.rows
    if not len(rows):
        return nothing(t)
    away, stores = as_numbers(rows["distance_m"]), as_numbers(rows["store_count"]).dropna()
    said = t("finding.within", markets=len(rows), known=len(stores), stores=Word(whole(stores.sum())))
    if not away.notna().any():
        return said
    nearest = rows.loc[away.idxmin()]
    distance = written(nearest["distance_m"], "metres", t.lang)
    return t("finding.nearest", name=Word(str(nearest["market_name"])), distance=distance) + " " + said
