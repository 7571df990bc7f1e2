"""Numbers of a programme as they were written: targets and progress, quotients, a campaign against the year before."""

import pandas as pd

from components.charts.derived import as_numbers
from components.charts.programmes_words import along, figure_words, made, span, spanned, unit_word, with_unit
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import DASH, whole
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.metrics.programmes_events import counted
from data.metrics.programmes_figures import Compared, quotients, targets, unit_may_differ, year_against_year
from data.vague import Interval


@exhibit("programme_targets")
def programme_targets(answer: Answer, t: Translator, *, events: Answer | None = None) -> Exhibit:
    """Every target with what became of it, each in its own unit, of ``programmes.figures``; results that nobody told
    are counted in ``programmes.events`` where they can be.
    """
    found = targets(answer.rows, counted(events.rows) if events is not None else {})
    is_vague = found["high_share"] != found["low_share"]
    rows = found.assign(
        what=[figure_words(*pair, t) for pair in zip(found["figure"], found["participant"], strict=True)],
        target_text=[with_unit(*pair, t) for pair in zip(found["target_text"], found["unit"], strict=True)],
        done_text=[with_unit(*pair, t) for pair in zip(found["done_text"], found["unit"], strict=True)],
        state=[t(f"target_state.{state}") for state in found["state"]],
        result_on=found["done_on"],
        hopeful_share=found["high_share"].where(is_vague),
    )
    rows["label"] = [f"{what} {asked}" for what, asked in zip(rows["what"], rows["target_text"], strict=True)]
    counts = found["state"].value_counts()
    said = {state: whole(counts.get(state, 0)) for state in ("met", "missed", "unclear", "not_known")}
    drawing = Drawing(
        "horizontal_bar", x="what", y="low_share", label="label", unit="share", beside="hopeful_share",
        beside_label=t("programme_column.hopeful_share"),
    )  # fmt: skip
    if found["low_share"].isna().all():
        drawing = Drawing("table", y="what")
    notes = [t("programme_note.targets_own_unit")]
    if bool(is_vague[found["high_share"].notna()].any()):
        notes.append(t("programme_note.vague_kept"))
    if bool((found["high_share"] > 1).any()):
        notes.append(t("programme_note.above_target"))
    return made(
        "programme_targets", along(answer, events), t, rows,
        ("what", "target_text", "done_text", "result_on", "low_share", "high_share", "state"),
        drawing, t("programme_finding.programme_targets", targets=whole(len(found)), **said), tuple(notes),
    )  # fmt: skip


@exhibit("programme_ratios")
def programme_ratios(answer: Answer, t: Translator) -> Exhibit:
    """Quotients of two figures, as intervals where a figure is vague, of ``programmes.figures``."""
    found = quotients(answer.rows)
    rows = pd.DataFrame(
        [
            (
                f"{one.participant} · {one.ratio.title(t.lang)}" if one.participant else one.ratio.title(t.lang),
                one.part_text or DASH,
                one.whole_text or DASH,
                spanned(one.value, one.ratio.unit, t),
            )
            for one in found
        ],
        columns=["what", "part_text", "whole_text", "value_span"],
    )
    finding = nothing(t)
    if found:
        first = found[0]
        finding = t(
            "programme_finding.programme_ratios", what=first.ratio.title(t.lang), value=Word(rows["value_span"].iloc[0])
        )
    notes = (t("programme_note.vague_kept"),)
    return made("programme_ratios", answer, t, rows, tuple(rows.columns), Drawing("table", y="what"), finding, notes)


@exhibit("campaign_numbers")
def campaign_numbers(answer: Answer, t: Translator) -> Exhibit:
    """Gross, people, spending per person and the year before, of ``programmes.figures``."""
    told = year_against_year(answer.rows)
    rows = pd.DataFrame(
        [_compared(one, t) for one in told],
        columns=["what", "value_span", "before_span", "change_span", "low_number", "high_number"],
    )
    rows = rows.astype({"low_number": "float64", "high_number": "float64"})
    names = ("what", "value_span", "before_span", "change_span")
    return made(
        "campaign_numbers",
        answer,
        t,
        rows,
        names,
        Drawing("table", y="what"),
        _campaign_finding(told, t),
        (t("programme_note.gross_not_effect"),),
    )


def _compared(one: Compared, t: Translator) -> tuple[object, ...]:
    what = t("programme_word.per_person") if one.name == "per_person" else figure_words(one.figure, "", t)
    unit = one.unit if one.unit in ("krw", "share") else "number"
    return (
        what,
        _both(one.now_text, one.now, one.unit, unit, t),
        _both(one.before_text, one.before, one.unit, unit, t),
        _signed(one, t),
        one.now.low if one.now else None,
        one.now.high if one.now else None,
    )


def _both(text: str, value: Interval | None, unit: str, kind: str, t: Translator) -> str:
    """What was written, and how it is read where that is not the same. kind: how the interval is written."""
    read = spanned(value, kind, t)
    if not text:
        return read
    written = with_unit(text, unit, t)
    if value is None or value.is_exact:
        return written
    return t("programme_word.read_as", text=written, read=f"{read}{_suffix(unit, t)}")


def _suffix(unit: str, t: Translator) -> str:
    return "" if unit in ("krw", "share") else unit_word(unit, t)


def _signed(one: Compared, t: Translator) -> str:
    change = one.change
    if change is None:
        return DASH
    low, high = (f"{value * 100:+,.1f}%" for value in (change.low, change.high))
    return low if low == high else t("vague.range", low=low, high=high)


def _campaign_finding(told: list[Compared], t: Translator) -> str:
    by_name = {one.name: one for one in told}
    sales, each = by_name.get("sales"), by_name.get("per_person")
    if sales is None or sales.now is None:
        return t("programme_finding.campaign_figures", figures=whole(len(told)))
    gross = Word(spanned(sales.now, "krw", t))
    if each is None or each.now is None:
        return t("programme_finding.campaign_gross", gross=gross)
    said = t("programme_finding.campaign_numbers", gross=gross, each=Word(spanned(each.now, "krw", t)))
    return f"{said} {t('programme_note.unit_may_differ')}" if unit_may_differ(told) else said


@exhibit("campaign_same_days")
def campaign_same_days(answer: Answer, t: Translator) -> Exhibit:
    """A campaign's days beside the same weekdays without it, one row per market and campaign: market_name,
    campaign_name, inside_krw, outside_krw, inside_day_count, outside_day_count (``metrics.programmes_days``).
    """
    inside, outside = as_numbers(answer.rows["inside_krw"]), as_numbers(answer.rows["outside_krw"])
    rows = answer.rows.assign(
        inside_krw=inside,
        outside_krw=outside,
        difference_share=inside / outside.where(outside > 0) - 1,
        where=[f"{a} · {b}" for a, b in zip(answer.rows["market_name"], answer.rows["campaign_name"], strict=True)],
    )
    both = rows[rows["difference_share"].notna()]
    finding = t("programme_finding.same_days_untold")
    if len(both):
        times = both["inside_krw"].sum() / both["outside_krw"].sum()
        finding = t("programme_finding.campaign_same_days", times=f"{times:.2f}")
    return made(
        "campaign_same_days", answer, t, rows,
        ("market_name", "campaign_name", "inside_krw", "outside_krw", "difference_share", "inside_day_count",
         "outside_day_count"),
        Drawing("horizontal_bar", x="where", y="difference_share", unit="share", diverging=True), finding,
        (t("programme_note.same_days_method"),),
    )  # fmt: skip


@exhibit("programme_evidence")
def programme_evidence(answer: Answer, t: Translator) -> Exhibit:
    """Every figure with where it stands, of ``programmes.figures``: as written, as read, source, day, qualifier."""
    rows = answer.rows.assign(
        what=[figure_words(*pair, t) for pair in zip(answer.rows["figure"], answer.rows["participant"], strict=True)],
        role=[t.either(f"figure_role.{role}", str(role)) for role in answer.rows["role"]],
        unit_name=[unit_word(str(unit), t) for unit in answer.rows["unit"]],
        low_number=as_numbers(answer.rows["low"]),
        high_number=as_numbers(answer.rows["high"]),
        evidence=answer.rows["source"],
    )
    rows["read_span"] = [
        span(low, high, str(unit), t)
        for low, high, unit in zip(rows["low_number"], rows["high_number"], rows["unit"], strict=True)
    ]
    sourced = int((answer.rows["source"].astype(str) != "").sum())
    return made(
        "programme_evidence", answer, t, rows,
        ("role", "what", "value_text", "unit_name", "read_span", "as_of_on", "evidence", "published_on", "qualifier"),
        Drawing("table", y="what"),
        t("programme_finding.programme_evidence", figures=whole(len(rows)), sourced=whole(sourced)),
        (t("programme_note.as_written"),),
    )  # fmt: skip
