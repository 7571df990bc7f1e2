"""Digital readiness: what a market's stores use, and how little a rank can say."""

from collections.abc import Mapping

import pandas as pd

from components.charts.columns import columns
from components.charts.derived import as_numbers, ratio
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import is_known, share, whole
from components.text import Translator
from components.text.josa import Word
from components.withheld import REASON, reasons_by
from data.answer import Answer
from data.codes import ReadinessItem
from data.collation import by_name
from data.glossary import term
from data.metrics.next_steps import NextStep, Support, next_steps
from data.metrics.readiness import class_of, rank_spans, used_items
from data.metrics.rows import hides

ITEMS = [str(item) for item in ReadinessItem]


@exhibit("readiness_items")
def readiness_items(answer: Answer, t: Translator) -> Exhibit:
    """Stores that use each of the twelve things, beside those that have it, of ``readiness.by_item``; fixed order."""
    sums = _sums(answer.rows)
    rows = sums.reindex([item for item in ITEMS if item in sums.index]).rename_axis("item_key").reset_index()
    why = reasons_by(answer.rows, answer.rows["item"])
    rows[REASON] = [why.get(str(one), "") for one in rows["item_key"]]
    rows = rows.assign(
        item=[t(f"readiness_item.{key}") for key in rows["item_key"]],
        used_share=ratio(rows["used_count"], rows["told_count"]),
        has_share=ratio(rows["has_count"], rows["told_count"]),
    )
    finding, gap = nothing(t), rows["has_share"] - rows["used_share"]
    if rows["used_share"].notna().any() and hides(answer.rows):
        most = rows.loc[rows["used_share"].idxmax()]
        finding = t(
            "finding.readiness_items_shown",
            item=Word(str(most["item"])),
            used=share(most["used_share"]),
            shown=whole(rows["used_share"].notna().sum()),
        )
    elif gap.notna().any():
        widest = rows.loc[gap.idxmax()]
        finding = t(
            "finding.readiness_items",
            item=Word(str(widest["item"])),
            has=share(widest["has_share"]),
            used=Word(share(widest["used_share"])),
        )
    return Exhibit.of(
        "readiness_items",
        answer,
        title=t("chart.readiness_items"),
        rows=rows,
        finding=finding,
        columns=columns(t, "item", "told_count", "has_count", "used_count", "has_share", "used_share"),
        drawing=Drawing(
            "horizontal_bar",
            x="item",
            y="used_share",
            unit="share",
            beside="has_share",
            beside_label=t("column.has_share"),
        ),
        definition=t("define.readiness_items"),
        notes=(
            t("note.used_ninety"),
            *([t("note.items_together")] if answer.rows["market_id"].isna().any() else []),
        ),
    )


_COUNTS = ["told_count", "has_count", "used_count"]


def _sums(rows: pd.DataFrame) -> pd.DataFrame:
    """Counts by item over the markets, those told as one among them; a count that a market hides is missing."""
    numeric = rows.assign(**{name: as_numbers(rows[name]) for name in _COUNTS})
    numeric = numeric[numeric["told_count"].notna()]
    item = numeric["item"].astype(str)
    sums = numeric[_COUNTS].groupby(item).sum(min_count=1)
    as_one = numeric["market_id"].isna()
    members = as_numbers(numeric["market_count"]).where(as_one, 0).groupby(item).sum() if as_one.any() else 0
    hidden = numeric["used_count"].isna().groupby(item).sum()
    is_whole = hidden == members
    # of markets told as one the row stands for them all
    asked = numeric["told_count"].where(numeric["used_count"].notna()).groupby(item).sum(min_count=1)
    used = sums["used_count"].where(is_whole)
    has = sums["has_count"].where(numeric["has_count"].notna().groupby(item).all())
    made = pd.DataFrame({"told_count": asked.where(is_whole), "has_count": has, "used_count": used})
    return made.reindex(sorted(set(rows["item"].astype(str))))


def item_shares(rows: pd.DataFrame) -> pd.DataFrame:
    """Part of the stores that use each thing (columns, all twelve) by market_id, of ``readiness.by_item``."""
    rows = rows[rows["market_id"].notna()]
    shares = rows.assign(used_share=ratio(rows["used_count"], rows["told_count"]))
    wide = (
        shares.pivot_table("used_share", "market_id", "item", aggfunc="first", dropna=False)
        if len(rows)
        else shares.set_index("market_id")
    )
    return wide.reindex(columns=ITEMS).astype("float64")


@exhibit("readiness_ranks")
def readiness_ranks(answer: Answer, t: Translator, *, weights: Mapping[str, float] | None = None) -> Exhibit:
    """Place of each market with the weights chosen, and the places other reasonable weights give; by name."""
    shares = item_shares(answer.rows)
    spans = rank_spans(shares, weights)
    names = answer.rows.drop_duplicates("market_id").set_index("market_id")["market_name"]
    made = [(int(str(key)), str(names[key]), span.place, span.best, span.worst) for key, span in spans.items()]
    rows = pd.DataFrame(made, columns=["market_id", "market_name", "place_number", "best_number", "worst_number"])
    rows = rows.sort_values(["market_name", "market_id"], key=by_name).reset_index(drop=True)
    finding = nothing(t)
    if len(rows):
        width = (rows["worst_number"] - rows["best_number"] + 1).median()
        key = "finding.readiness_ranks" if len(rows) > 1 else "finding.readiness_rank_alone"
        finding = t(key, markets=len(rows), width=whole(width))
    notes = [t("note.no_bare_rank"), t("note.weights_drawn")]
    if left := len(shares) - len(rows):
        notes.append(t("note.places_not_drawn" if hides(answer.rows) else "note.places_unknown", number=left))
    return Exhibit.of(
        "readiness_ranks",
        answer,
        title=t("chart.readiness_ranks"),
        rows=rows,
        finding=finding,
        columns=columns(t, "market_name", "place_number", "best_number", "worst_number"),
        drawing=Drawing(
            "dot", x="market_name", y="place_number", unit="places", low="best_number", high="worst_number"
        ),
        definition=t("define.readiness_ranks"),
        notes=tuple(notes),
    )


@exhibit("readiness_next")
def readiness_next(
    answer: Answer, t: Translator, *, only: int | None = None, programmes: tuple[Support, ...] = ()
) -> Exhibit:
    """What the next step would be in every market, of ``readiness.by_item``. only: that market, compared with
    the others. programmes: those of the place that could support it. A market of which an item is hidden has no step,
    and an item that another market hides is not compared.
    """
    hidden = answer.rows[_is_hidden(answer.rows)]
    left = set(hidden["market_id"].dropna())
    steps = [
        one
        for one in next_steps(item_shares(answer.rows), frozenset(hidden["item"].astype(str)))
        if only in (None, one.market_id) and one.market_id not in left
    ]
    names = answer.rows.drop_duplicates("market_id").set_index("market_id")["market_name"]
    rows = (
        pd.DataFrame(
            [
                (
                    one.market_id,
                    str(names[one.market_id]),
                    t(f"readiness_item.{one.most_unused}"),
                    one.unused_share,
                    t(f"readiness_item.{one.behind}") if one.behind else "",
                    one.behind_points if one.behind else None,
                    _supported(one, programmes, t),
                )
                for one in steps
            ],
            columns=[
                "market_id",
                "market_name",
                "most_unused",
                "unused_share",
                "behind_item",
                "behind_points",
                "programmes",
            ],
        )
        .astype({"unused_share": "float64", "behind_points": "float64"})
        .sort_values("market_name", key=by_name)
    )
    finding = nothing(t)
    if len(rows):
        often = rows["most_unused"].value_counts()
        finding = t(
            "finding.readiness_next", item=Word(str(often.index[0])), markets=whole(often.iloc[0]), of=len(rows)
        )
    return Exhibit.of(
        "readiness_next",
        answer,
        title=t("chart.readiness_next"),
        rows=rows,
        finding=finding,
        columns=columns(t, *rows.columns[1:]),
        drawing=Drawing("table", y="market_name"),
        definition=t("define.readiness_next"),
        notes=(
            t("note.step_not_advice"),
            *([t("note.steps_hidden", number=whole(len(left)))] if only is None and left else []),
        ),
    )


def _is_hidden(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Rows of markets of which stores told the item, but not everybody may see how many use it."""
    if REASON not in rows:
        return pd.Series(False, rows.index)
    return (rows[REASON] != "") & rows["used_count"].isna()


def _supported(step: NextStep, programmes: tuple[Support, ...], t: Translator) -> str:
    """Programmes whose kind supports what the market lacks most, or lags behind in; those it takes part in first."""
    if not programmes:
        return t("readiness.no_programme")
    wanted = {step.most_unused, step.behind} - {""}
    fitting = [one for one in programmes if wanted & set(one.items)]
    fitting.sort(key=lambda one: (step.market_id not in one.market_ids, one.name))
    said = [
        t("readiness.taking_part", name=one.name) if step.market_id in one.market_ids else one.name for one in fitting
    ]
    return ", ".join(said) or t("readiness.no_support")


@exhibit("readiness_facilities")
def readiness_facilities(answer: Answer, t: Translator) -> Exhibit:
    """Part of the markets that have each facility, of ``readiness.facilities``."""
    rows = answer.rows.assign(
        facility=[term(str(name), t.lang) for name in answer.rows["facility"]],
        present_share=ratio(answer.rows["present_count"], answer.rows["asked_count"]),
    )
    told = rows["present_share"].notna()
    return Exhibit.of(
        "readiness_facilities",
        answer,
        title=t("chart.readiness_facilities"),
        rows=rows,
        finding=t("finding.readiness_facilities", facilities=int(told.sum())) if told.any() else nothing(t),
        columns=columns(t, "facility", "present_count", "asked_count", "present_share"),
        drawing=Drawing("horizontal_bar", x="facility", y="present_share", unit="share"),
        definition=t("define.readiness_facilities"),
        notes=(t("note.facility_unknown"),),
    )


@exhibit("readiness_stores")
def readiness_stores(answer: Answer, t: Translator) -> Exhibit:
    """Every store of one market with its score and the things behind it, of ``readiness.stores``."""
    told = answer.rows.rename(columns={"store_name": "store_key"}).assign(is_present=answer.rows["held_count"])
    told = told[as_numbers(told["told_count"]).fillna(0) > 0]
    used = used_items(told, told["as_of_on"].max()) if len(told) else pd.DataFrame(columns=ITEMS)
    rows = pd.DataFrame(
        [(str(name), *_store(row, t)) for name, row in used.iterrows()],
        columns=["store_name", "score_number", "class_name", "used_items", "unused_items"],
    )
    rows["score_number"] = rows["score_number"].astype("Int64")
    scored = rows["score_number"].dropna()
    finding = nothing(t)
    if len(rows):
        finding = t("finding.readiness_stores", stores=len(rows), scored=len(scored))
        if len(scored):
            finding += " " + t("finding.readiness_middle", middle=f"{scored.astype(float).median():.1f}")
    return Exhibit.of(
        "readiness_stores",
        answer,
        title=t("chart.readiness_stores"),
        rows=rows,
        finding=finding,
        columns=columns(t, *rows.columns),
        drawing=Drawing("table", y="store_name"),
        definition=t("define.readiness_stores"),
        notes=(t("note.used_ninety"), t("note.names_not_rank")),
    )


def _store(row: pd.Series, t: Translator) -> tuple[int | None, str, str, str]:
    """Score (None where not all twelve are told), class, things in use, things not in use."""
    known = row[row.notna()]
    used = [t(f"readiness_item.{item}") for item in known.index if bool(known[item])]
    unused = [t(f"readiness_item.{item}") for item in known.index if not bool(known[item])]
    points = len(used) if len(known) == len(ITEMS) else None
    name = t(f"score_class.{class_of(points)}") if is_known(points) and points is not None else t("product.not_known")
    return points, name, ", ".join(used), ", ".join(unused)
