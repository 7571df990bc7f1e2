"""Pictures of the markets themselves: where they are, how many, what they have, what registers said of them."""

import json

import pandas as pd

from components.charts.columns import columns, kinds, localised, unit_of
from components.charts.derived import as_numbers, ratio, with_missing
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import share, whole
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.codes import PaymentMethod
from data.collation import by_name
from data.glossary import term


@exhibit("market_points")
def market_points(answer: Answer, t: Translator, *, measure: str = "amount_krw") -> Exhibit:
    """Markets by place, of ``markets.points``. measure: the column that gives the colour."""
    sido, sigungu = localised("sido_name", t), localised("sigungu_name", t)
    rows = answer.rows.assign(kind=kinds(answer.rows, t)).sort_values([sido, sigungu, "market_name"], key=by_name)
    shown = tuple(dict.fromkeys(("amount_krw", measure, "digital_share", "foreign_share", "store_count")))
    placed = int((rows["lat"].notna() & rows["lon"].notna()).sum())
    known = int(as_numbers(rows[measure]).notna().sum())
    said = {"markets": whole(len(rows)), "measure": Word(t(f"column.{measure}"))}
    key = "market_points" if known else "market_points_unknown"
    finding = t(f"finding.{key}", known=whole(known), **said)
    notes = [t("note.classes"), t("note.markets_only")]
    if placed < len(rows):
        notes.append(t("note.without_place", number=len(rows) - placed))
    return Exhibit.of(
        "market_points",
        answer,
        title=t("chart.market_points"),
        rows=rows,
        finding=finding if len(rows) else nothing(t),
        columns=columns(t, "market_name", sido, sigungu, "kind", *shown, "lat", "lon"),
        drawing=Drawing(
            "points", x="lon", y="lat", value=measure, size="amount_krw", label="market_name", unit=unit_of(measure)
        ),
        definition=t("define.market_points"),
        notes=tuple(notes),
    )


@exhibit("region_tiles")
def region_tiles(answer: Answer, t: Translator, *, measure: str = "amount_krw") -> Exhibit:
    """Regions as tiles of equal weight, of ``payments.by_region`` or ``payments.by_sigungu``."""
    name = localised("region_name", t)
    rows = with_missing(
        answer.rows, "digital_amount_krw", "foreign_amount_krw", "foreign_base_amount_krw", "change_share"
    )
    rows = rows.sort_values("region_code").assign(
        digital_share=ratio(rows["digital_amount_krw"], rows["amount_krw"]),
        foreign_share=ratio(rows["foreign_amount_krw"], rows["foreign_base_amount_krw"]),
        per_store_krw=ratio(rows["amount_krw"], rows["store_count"]),
    )
    known = int(as_numbers(rows[measure]).notna().sum())
    shown = tuple(
        dict.fromkeys((measure, "amount_krw", "change_share", "digital_share", "foreign_share", "market_count"))
    )
    return Exhibit.of(
        "region_tiles",
        answer,
        title=t("chart.region_tiles", measure=t(f"column.{measure}")),
        rows=rows,
        finding=t("finding.region_tiles", regions=len(rows), known=known, measure=Word(t(f"column.{measure}")))
        if len(rows)
        else nothing(t),
        columns=columns(t, "region_code", name, *shown),
        drawing=Drawing("tiles", x="region_code", y=measure, label=name, unit=unit_of(measure)),
        definition=t("define.region_tiles"),
        notes=(t("note.tiles_equal"), t("note.classes"), t("note.markets_only")),
    )


@exhibit("market_counts")
def market_counts(answer: Answer, t: Translator) -> Exhibit:
    """Listed markets and stores by region, of ``markets.counts``; kinds added up."""
    name = localised("region_name", t)
    named = answer.rows.assign(**{name: answer.rows[name].where(answer.rows[name] != "", t("chart.region_unknown"))})
    counts = ["market_count", "store_count", "unknown_store_count"]
    numeric = named.assign(**{count: as_numbers(named[count]) for count in counts})
    rows = numeric.groupby(["region_code", name], sort=True, as_index=False)[counts].sum(min_count=1)
    rows = rows.sort_values("region_code", key=lambda codes: codes.where(codes != "", "~"))
    return Exhibit.of(
        "market_counts",
        answer,
        title=t("chart.market_counts"),
        rows=rows,
        finding=_counts_finding(rows, t),
        columns=columns(t, name, *counts),
        drawing=Drawing("horizontal_bar", x=name, y="market_count", unit="markets"),
        definition=t("define.market_counts"),
        notes=(t("note.regions_by_code"), t("note.store_count_unknown")),
    )


def _counts_finding(rows: pd.DataFrame, t: Translator) -> str:
    if not len(rows):
        return nothing(t)
    markets, stores, unknown = (
        whole(rows[name].sum()) for name in ("market_count", "store_count", "unknown_store_count")
    )
    said = t("finding.market_counts", markets=markets, stores=stores)
    return (
        f"{said} {t('finding.market_counts_unknown', unknown=unknown)}" if rows["unknown_store_count"].sum() else said
    )


@exhibit("market_facilities")
def market_facilities(answer: Answer, t: Translator) -> Exhibit:
    """Facilities and services of one market, of ``markets.facilities``."""
    rows = answer.rows.assign(
        facility=[term(str(name), t.lang) for name in answer.rows["facility"]],
        source=_source_titles(answer, t),
        is_present=[_yes_no(present, t) for present in answer.rows["is_present"]],
    )
    has = sum(1 for present in answer.rows["is_present"] if present is True or present == 1)
    return Exhibit.of(
        "market_facilities",
        answer,
        title=t("chart.market_facilities"),
        rows=rows,
        finding=t("finding.facilities", has=has, asked=len(rows)) if len(rows) else nothing(t),
        columns=columns(t, "facility", "is_present", "edition", "source"),
        drawing=Drawing("table", y="facility"),
        definition=t("define.market_facilities"),
        notes=(t("note.facility_unknown"),),
    )


def _yes_no(present: object, t: Translator) -> str:
    if present is None or pd.isna(present):
        return t("product.not_known")
    return t("chart.present" if bool(present) else "chart.absent")


def _order(method: str) -> int:
    """Place of a method in the fixed order; one that is not known comes last."""
    known = [str(one) for one in PaymentMethod]
    return known.index(method) if method in known else len(known)


@exhibit("store_methods")
def store_methods(answer: Answer, t: Translator) -> Exhibit:
    """Known stores by the method they accept, of ``markets.stores_by_method``: one store may stand in several."""
    methods = answer.rows["method"].astype(str)
    total = as_numbers(answer.rows.loc[(methods == "").to_numpy(), "store_count"]).sum(min_count=1)
    rows = answer.rows[(methods != "").to_numpy()].sort_values("method", key=lambda names: names.map(_order))
    rows = rows.assign(
        method=[t.either(f"method.{method}", str(method)) for method in rows["method"]],
        accepting_share=as_numbers(rows["store_count"]) / total if total else float("nan"),
    )
    sums = as_numbers(rows["store_count"])
    finding = nothing(t)
    if sums.notna().any():
        most = rows.loc[sums.idxmax()]
        finding = t("finding.store_methods", method=Word(str(most["method"])), stores=Word(whole(sums.max())))
        if total and total > 0:
            finding += " " + t("finding.store_methods_share", total=whole(total), share=Word(share(sums.max() / total)))
    return Exhibit.of(
        "store_methods",
        answer,
        title=t("chart.store_methods"),
        rows=rows,
        finding=finding,
        columns=columns(t, "method", "store_count", "accepting_share"),
        drawing=Drawing("horizontal_bar", x="method", y="store_count", unit="stores"),
        definition=t("define.store_methods"),
        notes=(t("note.stores_overlap"),),
    )


@exhibit("market_editions")
def market_editions(answer: Answer, t: Translator) -> Exhibit:
    """What each register edition said of one market, of ``markets.editions``."""
    rows = answer.rows.assign(
        decision=[t.either(f"decision.{decision}", str(decision)) for decision in answer.rows["decision"]],
        reason=[_reason(reason, t) for reason in answer.rows["reason"]],
        source=_source_titles(answer, t),
    )
    names = list(dict.fromkeys(str(name) for name in rows["market_name"]))
    finding = nothing(t)
    if len(rows):
        key = "finding.one_name" if len(names) == 1 else "finding.several_names"
        finding = t(key, editions=len(rows), names=Word(", ".join(f"‘{name}’" for name in names)))
    return Exhibit.of(
        "market_editions",
        answer,
        title=t("chart.market_editions"),
        rows=rows,
        finding=finding,
        columns=columns(t, "edition", "market_name", "store_count", "decision", "reason", "source", "file_name"),
        drawing=Drawing("table", y="market_name"),
        definition=t("define.market_editions"),
    )


def _reason(text: object, t: Translator) -> str:
    """A kept reason (JSON: key under ``identity`` and its fields) as a sentence; another text as it stands."""
    try:
        kept = json.loads(str(text))
        key = str(kept["key"])
        return t(key if "." in key else f"identity.{key}", **kept.get("fields", {}))
    except (ValueError, KeyError, TypeError):
        return str(text)


def _source_titles(answer: Answer, t: Translator) -> list[str]:
    """Titles of the sources in the rows, in words where the answer tells them."""
    titles = {note.source: note.title_ko if t.lang == "ko" else note.title_en for note in answer.sources}
    return [titles.get(str(source), str(source)) for source in answer.rows["source"]]
