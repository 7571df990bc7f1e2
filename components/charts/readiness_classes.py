"""How the stores of every market or province are distributed over the classes of their score."""

from bisect import bisect_right

import pandas as pd

from components.charts.columns import columns, localised
from components.charts.derived import as_numbers
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import share, whole
from components.text import Translator
from components.text.josa import Word
from components.withheld import REASON, reasons_by
from data.answer import Answer
from data.codes import SCORE_CLASSES
from data.metrics.rows import hides

#: Where fewer places stand in a picture, those of which nothing is known stand there too.
FEW = 12
NAMES = {"market": "market_name", "sigungu": "sigungu_name", "sido": "sido_name"}
Span = tuple[int, int]
OWN = {(low, high): name for name, low, high in SCORE_CLASSES}


@exhibit("readiness_classes")
def readiness_classes(answer: Answer, t: Translator, *, by: str = "market") -> Exhibit:
    """Stores by class of their score in every market (or region), of ``readiness.by_class`` joined to all markets.
    Whoever may not see every class sees neighbouring ones together, and some markets as one.
    """
    told = answer.rows.reset_index(drop=True)
    place = _places(told, by, t)
    rows, spans = _distribution(told, place)
    labels = tuple((_key(span), _label(span, t)) for span in spans)
    why = reasons_by(told, place)
    rows[REASON] = [why.get(str(one), "") for one in rows["place"]]
    rows["class_name"] = [dict(labels)[str(name)] for name in rows["class_key"]]
    known = rows[rows["class_share"].notna()]
    unknown = rows["place"].nunique() - known["place"].nunique()
    notes = [t("note.unknown_not_low"), t("note.not_a_league" if by == "market" else "note.regions_by_code")]
    if unknown and rows["place"].nunique() > FEW:
        rows = known
        key = "note.places_not_drawn" if hides(told) else "note.places_unknown"
        notes.append(t(key, number=whole(unknown)))
    if not set(spans) <= set(OWN):
        notes.append(t("note.classes_together"))
    if _as_one(told).any():
        notes.append(t("note.markets_together"))
    return Exhibit.of(
        "readiness_classes",
        answer,
        title=t("chart.readiness_classes"),
        rows=rows,
        finding=_finding(told, t),
        columns=columns(t, "place", "class_name", "store_count", "scored_count", "class_share"),
        drawing=Drawing("portions", x="place", y="class_share", series="class_key", series_labels=labels, unit="share"),
        definition=t("define.readiness_classes"),
        notes=tuple(notes),
    )


def _as_one(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Rows of several markets that are told as one."""
    return rows["market_id"].isna()


def _places(rows: pd.DataFrame, by: str, t: Translator) -> pd.Series:
    """Name of what each row is a part of."""
    if by != "market":
        return rows[localised(NAMES[by], t)].astype(str)
    sido = rows[localised(NAMES["sido"], t)].astype(str)
    counts = as_numbers(rows["market_count"]).fillna(0).astype(int)
    named = [
        t("readiness.markets_together", count=count, place=where) for count, where in zip(counts, sido, strict=True)
    ]
    return rows["market_name"].astype(str).where(~_as_one(rows), pd.Series(named, rows.index, dtype=object))


def _key(span: Span) -> str:
    return OWN.get(span) or f"{span[0]}_{span[1]}"


def _label(span: Span, t: Translator) -> str:
    low, high = span
    if span in OWN:
        return t("chart.score_class", name=t(f"score_class.{OWN[span]}"), low=low, high=high)
    return t("chart.score_classes_together", low=low, high=high)


def _spans(rows: pd.DataFrame) -> dict[Span, Span]:
    """Of every span of scores the one that all rows can be told in: what no row reaches across stays apart."""
    told = sorted({(int(low), int(high)) for low, high in zip(rows["from_score"], rows["to_score"], strict=True)})
    starts = [low for low in sorted({low for low, _ in told}) if not any(one < low <= other for one, other in told)]
    last = max((high for _, high in told), default=0)
    ends = [*(low - 1 for low in starts[1:]), last]
    held = {span: bisect_right(starts, span[0]) - 1 for span in told}
    return {span: (starts[at], ends[at]) for span, at in held.items()}


def _distribution(rows: pd.DataFrame, place: pd.Series) -> tuple[pd.DataFrame, list[Span]]:
    """place x class: store_count, scored_count, class_share (missing where no store of the place has a score, or some
    may not be shown); and the classes, from low to high.
    """
    made: list[tuple[str, Span | None, float | None, float | None]] = []
    for name, own in rows.groupby(place, sort=False):
        scored = own[own["store_count"].notna()]
        total = float(as_numbers(scored["store_count"]).sum())
        if hides(own) or not total:
            made.append((str(name), None, None, None))
            continue
        spans = _spans(scored)
        held = [spans[int(low), int(high)] for low, high in zip(scored["from_score"], scored["to_score"], strict=True)]
        counts = as_numbers(scored["store_count"]).groupby([low for low, _ in held]).sum()
        made += [(str(name), span, float(counts[span[0]]), total) for span in sorted(set(held))]
    classes = sorted({span for _, span, _, _ in made if span}) or sorted(OWN)
    lines = [
        (name, _key(one), count, total, count / total if total and count is not None else None)
        for name, span, count, total in made
        for one in ([span] if span else classes)
    ]
    found = pd.DataFrame(lines, columns=["place", "class_key", "store_count", "scored_count", "class_share"])
    return found.astype(dict.fromkeys(["store_count", "scored_count", "class_share"], "float64")), classes


def _finding(rows: pd.DataFrame, t: Translator) -> str:
    counts = as_numbers(rows["store_count"])
    scored = rows[counts.notna().to_numpy()]
    total = counts.sum()
    if not total:
        return nothing(t)
    parts = scored.drop_duplicates(["market_id", "sido_code"])
    known = as_numbers(parts["market_count"]).sum()
    all_count = known + rows.loc[counts.isna().to_numpy(), "market_id"].nunique()
    told = {"known": whole(known), "markets": whole(all_count), "stores": whole(total)}
    low, high = (_part(scored, *bounds) for bounds in ((0, 3), (7, 12)))
    if low is None:
        return t("finding.readiness_stores_known", **told)
    told["low"] = Word(share(low))
    if high is None:
        return t("finding.readiness_classes_low", **told)
    key = "finding.readiness_classes_shown" if hides(rows) else "finding.readiness_classes"
    return t(key, **told, high=Word(share(high)))


def _part(rows: pd.DataFrame, low: int, high: int) -> float | None:
    """Part of the stores with such a score; None where a row reaches across a bound."""
    begins, ends = (as_numbers(rows[name]) for name in ("from_score", "to_score"))
    inside = (begins >= low) & (ends <= high)
    if (~inside & (ends >= low) & (begins <= high)).any():
        return None
    counts = as_numbers(rows["store_count"])
    return float(counts[inside].sum() / counts.sum())
