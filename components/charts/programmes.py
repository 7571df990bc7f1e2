"""The ledger of programmes: money in, sales out, who sold nothing, what was left; budgets; what was changed by whom."""

import pandas as pd

from components.charts.columns import localised
from components.charts.derived import as_numbers
from components.charts.programmes_words import made, spans
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import DASH, day, is_known, share, whole, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.programmes import figure_title, kind


@exhibit("programme_ledger")
def programme_ledger(answer: Answer, t: Translator) -> Exhibit:
    """Every programme with the audit's four answers, of ``data.metrics.programmes.ledger_rows``; newest first."""
    rows = answer.rows.sort_values(["starts_on", "programme_code"], ascending=[False, True], na_position="last")
    sido, sigungu = localised("sido_name", t), localised("sigungu_name", t)
    places = [" ".join(part for part in pair if part) or DASH for pair in zip(rows[sido], rows[sigungu], strict=True)]
    rows = rows.assign(
        kind_name=[kind(str(name)).title(t.lang) for name in rows["programme_kind"]],
        place_name=places,
        state=[t.either(f"programme_state.{state}", str(state)) for state in rows["state"]],
        planned_krw=as_numbers(rows["planned_krw"]),
        spent_krw=as_numbers(rows["spent_krw"]),
        paid_span=[won(one, t.lang) for one in as_numbers(rows["spent_krw"]).fillna(as_numbers(rows["planned_krw"]))],
        sales_span=spans(rows, "sales_low_krw", "sales_high_krw", "krw", t),
        per_won_span=spans(rows, "per_won_low", "per_won_high", "ratio", t),
        zero_span=spans(rows, "zero_low_share", "zero_high_share", "share", t),
        left_span=spans(rows, "left_low_share", "left_high_share", "share", t),
        left_after=[
            t("programme_chart.after_months", months=int(m)) if is_known(m) else "" for m in rows["left_months"]
        ],
    )
    told = {name: int(rows[name].notna().sum()) for name in ("sales_low_krw", "zero_low_share", "left_low_share")}
    paid = rows["spent_krw"].fillna(rows["planned_krw"]).notna().sum()
    finding = t(
        "programme_finding.programme_ledger",
        programmes=whole(len(rows)),
        paid=whole(paid),
        sales=whole(told["sales_low_krw"]),
        zero=whole(told["zero_low_share"]),
        left=Word(whole(told["left_low_share"])),
    )
    return made(
        "programme_ledger", answer, t, rows,
        ("programme_name", "state", "paid_span", "sales_span", "zero_span", "left_span", "left_after", "per_won_span",
         "kind_name", "place_name", "starts_on", "ends_on", "planned_krw", "spent_krw", "programme_code"),
        Drawing("table", y="programme_name"), finding,
        (t("programme_note.ledger_unknown"), t("programme_note.ledger_order")),
    )  # fmt: skip


@exhibit("programme_budget")
def programme_budget(answer: Answer, t: Translator) -> Exhibit:
    """Planned beside spent by funder and year, of ``programmes.budgets``."""
    rows = answer.rows.sort_values(["year", "funder"])
    rows = rows.assign(
        funder_year=[
            f"{funder} {t('fact.year', year=int(year)) if int(year) else t('programme_word.all_years')}"
            for funder, year in zip(rows["funder"], rows["year"], strict=True)
        ],
        year_words=[str(int(year)) if int(year) else t("programme_word.all_years") for year in rows["year"]],
        planned_krw=as_numbers(rows["planned_krw"]),
        spent_krw=as_numbers(rows["spent_krw"]),
        evidence=rows["source"],
    )
    rows["spent_share"] = rows["spent_krw"] / rows["planned_krw"].where(rows["planned_krw"] > 0)
    both = rows.dropna(subset=["planned_krw", "spent_krw"])
    finding = t("programme_finding.budget_untold", rows=whole(len(rows)))
    if len(both) and both["planned_krw"].sum() > 0:
        planned, spent = both["planned_krw"].sum(), both["spent_krw"].sum()
        finding = t(
            "programme_finding.programme_budget",
            planned=won(planned, t.lang), spent=Word(won(spent, t.lang)), part=share(spent / planned),
        )  # fmt: skip
    drawn = "planned_krw" if rows["planned_krw"].notna().any() else "spent_krw"
    beside = "spent_krw" if drawn == "planned_krw" else ""
    drawing = Drawing(
        "horizontal_bar",
        x="funder_year",
        y=drawn,
        beside=beside,
        beside_label=t("programme_column.spent_krw"),
        unit="krw",
    )
    notes = [t("programme_note.budget_unknown")]
    if bool((rows["spent_share"] > 1).any()):
        notes.append(t("programme_note.overspent"))
    return made(
        "programme_budget", answer, t, rows,
        ("funder", "year_words", "planned_krw", "spent_krw", "spent_share", "evidence", "published_on", "qualifier"),
        drawing, finding, tuple(notes),
    )  # fmt: skip


@exhibit("programme_history")
def programme_history(answer: Answer, t: Translator) -> Exhibit:
    """What was put in and changed, when and by whom, of ``programmes.history``; newest first."""
    rows = answer.rows.sort_values("imported_on", ascending=False, kind="stable")
    rows = rows.assign(
        table_words=[t.either(f"ledger_table.{name}", str(name)) for name in rows["table_name"]],
        row_words=[_key_in_words(str(key), t) for key in rows["row_key"]],
        current=[
            t("programme_chart.current" if bool(now) else "programme_chart.replaced") for now in rows["is_current"]
        ],
    )
    people = rows["imported_by"].astype(str).replace("", pd.NA).nunique()
    finding = nothing(t)
    if len(rows):
        said = "programme_history" if people else "programme_history_nobody"
        finding = t(f"programme_finding.{said}", rows=whole(len(rows)), people=whole(people))
    return made(
        "programme_history", answer, t, rows,
        ("imported_on", "imported_by", "table_words", "row_words", "changed", "current", "file_name"),
        Drawing("table", y="row_words"), finding, (t("programme_note.history_kept"),),
    )  # fmt: skip


def _key_in_words(key: str, t: Translator) -> str:
    """The parts of a row's key as people read them: roles and kinds in words, days as dates, no empty ones."""
    return " · ".join(_part_in_words(part, t) for part in key.split(" | ") if part not in ("", "0"))


def _part_in_words(part: str, t: Translator) -> str:
    if len(part) == 8 and part.isdigit():
        return day(int(part), t.lang)
    for group in ("figure_role", "participant_kind"):
        if t.has(f"{group}.{part}"):
            return t(f"{group}.{part}")
    return figure_title(part, t.lang)
