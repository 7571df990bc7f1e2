"""A promotion: its gross figure month by month, the money in bounds, every method side by side, what stayed."""

import pandas as pd

from components.charts.columns import columns
from components.charts.derived import as_numbers
from components.charts.promotions_said import briefly, each_reason, method_name, reasons, sample, span
from components.charts.sayings import common_notes, nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import change, index, is_known, month, whole, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer

#: Months after the start that are named in the sentence of the index.
MOST_NAMED = 3
#: Columns of records of methods: before and after what each has of its own.
ESTIMATE = ("method_name", "effect_share", "effect_low_share", "effect_high_share")
TOLD = ("sample_words", "assumes", "wrong_if", "reason_words")


@exhibit("promotion_index")
def promotion_index(answer: Answer, t: Translator) -> Exhibit:
    """Promoted payments in percent of the base month, of ``promotion_tables.months``: never chained."""
    rows = answer.rows.assign(step_share=as_numbers(answer.rows["step_share"]))
    during = rows[(rows["phase"] == "during").to_numpy() & rows["index"].notna().to_numpy()]
    base = month(rows["base_month"].iloc[0], t.lang) if len(rows) else ""
    made = Exhibit.of(
        "promotion_index",
        answer,
        title=t("chart.promotion_index"),
        rows=rows,
        finding=_index_finding(during, base, t) if len(during) else nothing(t),
        columns=columns(t, "month", "amount_krw", "transaction_count", "index", "change_share", "step_share"),
        drawing=Drawing(
            "line",
            x="month",
            y="index",
            unit="index",
            reference=(100.0, t("chart.base_is", month=base)) if base else None,
            provisional="is_provisional",
            spans=_spans(during, t),
        ),
        definition=t("define.promotion_index"),
        notes=(t("note.never_chained"),),
    )
    return made.with_notes(*common_notes(made, t))


def _spans(during: pd.DataFrame, t: Translator) -> tuple[tuple[str, str, str], ...]:
    if during.empty:
        return ()
    last = during["month"].max() + pd.offsets.MonthEnd(0)
    return ((f"{during['month'].min():%Y-%m-%d}", f"{last:%Y-%m-%d}", t("phase.during")),)


def _index_finding(during: pd.DataFrame, base: str, t: Translator) -> str:
    """Each month against the base, and the step from one month of the promotion to the next against that month."""
    named = ", ".join(
        t("promotion.month_index", month=month(row.month, t.lang), index=index(row.index_value),
          change=change(row.change_share))
        for row in during.rename(columns={"index": "index_value"}).head(MOST_NAMED).itertuples()
    )  # fmt: skip
    said = t("finding.promotion_index", base=base, named=named)
    last = during.iloc[-1]
    if len(during) > 1 and is_known(last["step_share"]):
        steps = {"first": month(during["month"].iloc[-2], t.lang), "last": month(last["month"], t.lang)}
        said += " " + t("finding.promotion_step", **steps, change=Word(change(last["step_share"])))
    return said


@exhibit("promotion_money")
def promotion_money(answer: Answer, t: Translator) -> Exhibit:
    """From gross to what may remain, a bound each, of ``promotion_tables.money``."""
    rows = answer.rows.assign(
        step_name=[t(f"step.{step}") for step in answer.rows["step"]],
        reason_words=[_cannot(doubts, t) for doubts in answer.rows["doubts"]],
        briefly=[briefly(doubts, t) for doubts in answer.rows["doubts"]],
    )
    return Exhibit.of(
        "promotion_money",
        answer,
        title=t("chart.promotion_money"),
        rows=rows,
        finding=_money_finding(rows, t),
        columns=columns(t, "step_name", "value_krw", "low_krw", "high_krw", "reason_words"),
        drawing=Drawing(
            "ranges", x="step_name", y="value_krw", low="low_krw", high="high_krw", mark="briefly", unit="krw"
        ),
        definition=t("define.promotion_money"),
        notes=(
            *each_reason(rows.rename(columns={"step_name": "method_name"}), t),
            t("note.ranges"),
            t("note.subsidy_bound"),
            t("note.remains"),
        ),
    )


def _cannot(doubts: object, t: Translator) -> str:
    said = reasons(str(doubts or ""), t)
    return t("promotion.cannot", why=said) if said else ""


def _money_finding(rows: pd.DataFrame, t: Translator) -> str:
    known = {row["step"]: row for row in rows.to_dict("records") if is_known(row["high_krw"])}
    if "gross" not in known:
        return rows["reason_words"].iloc[0] if len(rows) and rows["reason_words"].iloc[0] else nothing(t)
    said = t("finding.promotion_gross", gross=Word(won(known["gross"]["value_krw"], t.lang)))
    if "own" in known:
        said += " " + t("finding.promotion_own", own=Word(won(known["own"]["low_krw"], t.lang)))
    if "remains" in known:
        least, most = (won(known["remains"][end], t.lang) for end in ("low_krw", "high_krw"))
        said += " " + t("finding.promotion_remains", low=least, high=Word(most))
    return said


@exhibit("promotion_methods")
def promotion_methods(answer: Answer, t: Translator) -> Exhibit:
    """Every method's estimate with its interval, side by side, of ``promotion_tables.effects``: never averaged."""
    rows = _with_words(answer.rows, t)
    told = rows[rows["effect_share"].notna().to_numpy()]
    finding = nothing(t)
    if len(rows):
        finding = t("finding.promotion_methods", told=len(told), methods=len(rows))
        if len(told):
            finding += " " + t("finding.promotion_from_to", low=change(told["effect_share"].min()),
                               high=Word(change(told["effect_share"].max())))  # fmt: skip
    return Exhibit.of(
        "promotion_methods",
        answer,
        title=t("chart.promotion_methods"),
        rows=rows,
        finding=finding,
        columns=columns(t, *ESTIMATE, "chance_share", *TOLD),
        drawing=_ranges(rows, t),
        definition=t("define.promotion_methods"),
        notes=(*each_reason(rows, t), t("note.never_averaged"), t("note.ranges_effect")),
    )


def _ranges(rows: pd.DataFrame, t: Translator) -> Drawing:
    """A bar for each method; where none can tell, the table that says why."""
    if len(rows) and rows["effect_share"].isna().all():
        return Drawing("table", y="method_name")
    return Drawing(
        "ranges", x=ESTIMATE[0], y=ESTIMATE[1], low=ESTIMATE[2], high=ESTIMATE[3], mark="briefly", unit="change",
        unit_label=t("unit.effect"),
    )  # fmt: skip


def _with_words(rows: pd.DataFrame, t: Translator) -> pd.DataFrame:
    told = rows.to_dict("records")
    return rows.assign(
        method_name=[method_name(row, t) for row in told],
        sample_words=[sample(row, t) for row in told],
        assumes=[t(f"assumes.{row['by'] or row['method_key']}") for row in told],
        wrong_if=[t(f"wrong_if.{row['method_key']}") for row in told],
        reason_words=[_cannot(row["doubts"], t) for row in told],
        briefly=[briefly(row["doubts"], t) for row in told],
    )


@exhibit("promotion_after")
def promotion_after(answer: Answer, t: Translator) -> Exhibit:
    """What stayed after the end, against similar markets, of ``promotion_tables.effects`` of those records."""
    rows = _with_words(answer.rows, t)
    told = rows[rows["effect_share"].notna().to_numpy()]
    finding = rows["reason_words"].iloc[0] if len(rows) and len(told) == 0 else nothing(t)
    if len(told):
        last = told.iloc[-1]
        said = {"months": last["method_name"], "change": change(last["effect_share"])}
        finding = t("finding.promotion_after", **said, span=span(last["effect_low_share"], last["effect_high_share"]))
        if is_known(last["against_before_share"]):
            finding += " " + t("finding.promotion_alone", change=Word(change(last["against_before_share"])))
    return Exhibit.of(
        "promotion_after",
        answer,
        title=t("chart.promotion_after"),
        rows=rows,
        finding=finding or nothing(t),
        columns=columns(t, *ESTIMATE, "against_before_share", *TOLD),
        drawing=_ranges(rows, t),
        definition=t("define.promotion_after"),
        notes=(*each_reason(rows, t), t("note.against_before"), t("note.ranges_effect")),
    )


@exhibit("promotion_displaced")
def promotion_displaced(answer: Answer, t: Translator) -> Exhibit:
    """What other means of payment and markets nearby did meanwhile, of ``promotion_tables.effects``."""
    rows = _with_words(answer.rows, t)
    told = rows[rows["effect_low_share"].notna().to_numpy()]
    fell = told[(as_numbers(told["effect_high_share"]) < 0).to_numpy()]
    finding = rows["reason_words"].iloc[0] if len(rows) and len(told) == 0 else nothing(t)
    if len(told):
        finding = t("finding.displaced_none")
        if len(fell):
            finding = t("finding.displaced", what=Word(", ".join(fell["method_name"])))
    return Exhibit.of(
        "promotion_displaced",
        answer,
        title=t("chart.promotion_displaced"),
        rows=rows,
        finding=finding or nothing(t),
        columns=columns(t, *ESTIMATE, *TOLD),
        drawing=_ranges(rows, t),
        definition=t("define.promotion_displaced"),
        notes=(*each_reason(rows, t), t("note.displaced"), t("note.ranges_effect")),
    )


@exhibit("promotion_study")
def promotion_study(answer: Answer, t: Translator) -> Exhibit:
    """Each month's difference to similar markets with its interval, of ``promotion_tables.study``."""
    rows = answer.rows.assign(phase_name=[t(f"phase.{phase}") for phase in answer.rows["phase"]])
    before = rows[(rows["phase"] == "before").to_numpy() & rows["effect_low_share"].notna().to_numpy()]
    away = (as_numbers(before["effect_low_share"]) > 0) | (as_numbers(before["effect_high_share"]) < 0)
    finding = nothing(t)
    if len(before):
        finding = t("finding.promotion_study", months=len(before), away=int(away.sum()))
    return Exhibit.of(
        "promotion_study",
        answer,
        title=t("chart.promotion_study"),
        rows=rows,
        finding=finding,
        columns=columns(
            t, "month", "relative_month", "phase_name", "change_share", "effect_low_share", "effect_high_share"
        ),
        drawing=Drawing(
            "intervals",
            x="month",
            y="change_share",
            low="effect_low_share",
            high="effect_high_share",
            series="phase",
            series_labels=tuple((phase, t(f"phase.{phase}")) for phase in ("before", "during", "after")),
            unit="change",
            unit_label=t("unit.effect"),
        ),
        definition=t("define.promotion_study"),
        notes=(t("note.study"),),
    )


@exhibit("promotion_synthetic")
def promotion_synthetic(answer: Answer, t: Translator) -> Exhibit:
    """One market and its mix of similar markets, of ``promotion_tables.courses``."""
    rows = answer.rows.assign(line=[t(f"line.{key}") for key in answer.rows["line_key"]])
    name = str(rows["market_name"].iloc[0]) if len(rows) else ""
    finding = nothing(t)
    last = rows[(rows["month"] == rows["month"].max()).to_numpy() & rows["amount_krw"].notna().to_numpy()]
    known = {str(row["line_key"]): row["amount_krw"] for row in last.to_dict("records")}
    if {"own", "mix"} <= set(known):
        finding = t(
            "finding.promotion_synthetic",
            market=Word(name),
            month=month(rows["month"].max(), t.lang),
            own=won(known["own"], t.lang),
            mix=Word(won(known["mix"], t.lang)),
        )
    return Exhibit.of(
        "promotion_synthetic",
        answer,
        title=t("chart.promotion_synthetic", market=name) if name else t("promotion.no_course"),
        rows=rows,
        finding=finding,
        columns=columns(t, "month", "market_name", "line", "amount_krw"),
        drawing=Drawing(
            "line",
            x="month",
            y="amount_krw",
            series="line",
            series_labels=tuple((t(key),) * 2 for key in ("line.own", "line.mix")),
            spans=_spans(rows[(rows["phase"] == "during").to_numpy()], t),
        ),
        definition=t("define.promotion_synthetic"),
        notes=(t("note.synthetic"),),
    )


@exhibit("promotion_markets")
def promotion_markets(answer: Answer, t: Translator) -> Exhibit:
    """Who was held against whom, and who was left out and why, of ``promotion_tables.markets``."""
    rows = answer.rows.assign(
        role_name=[t(f"role.{role}") for role in answer.rows["role"]],
        left_out_because=[t(f"left_out.{why}") if why else "" for why in answer.rows["why"]],
    )
    counts = {role: whole(int((rows["role"] == role).sum())) for role in ("treated", "control", "left_out")}
    return Exhibit.of(
        "promotion_markets",
        answer,
        title=t("chart.promotion_markets"),
        rows=rows,
        finding=t("finding.promotion_markets", **counts) if len(rows) else nothing(t),
        columns=columns(t, "market_name", "role_name", "weight_share", "left_out_because", "other_promotions"),
        drawing=Drawing("table", y="market_name"),
        definition=t("define.promotion_markets"),
    )
