"""What agreements and plans promised beside what was delivered, late things first; and the money spent to date."""

import pandas as pd

from components.charts.derived import as_numbers
from components.charts.programmes_words import along, made, spanned
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import day, share, whole, won
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.metrics.programmes_figures import latest_figure
from data.metrics.programmes_promises import checklist, spending
from data.vague import Interval


@exhibit("promise_checklist")
def promise_checklist(answer: Answer, t: Translator, *, as_of: pd.Timestamp | None = None) -> Exhibit:
    """Items of ``programmes.milestones`` with their state, those overdue first."""
    now = as_of if as_of is not None else pd.Timestamp.today().normalize()
    found = checklist(answer.rows, now)
    rows = found.assign(state=[t(f"promise_state.{state}") for state in found["is_state"]])
    counts = found["is_state"].value_counts()
    finding = t(
        "programme_finding.promise_checklist",
        items=whole(len(found)),
        done=whole(counts.get("done", 0)),
        overdue=Word(whole(counts.get("overdue", 0))),
    )
    return made(
        "promise_checklist", answer, t, rows,
        ("state", "item", "promised", "promised_by", "part", "due_on", "done_on", "overdue_days", "late_days"),
        Drawing("table", y="item"), finding, (t("programme_note.overdue_today", day=day(now, t.lang)),),
    )  # fmt: skip


@exhibit("milestone_spend")
def milestone_spend(
    answer: Answer, t: Translator, *, as_of: pd.Timestamp | None = None, figures: Answer | None = None
) -> Exhibit:
    """Budget and spending to date by item, of ``programmes.milestones``; over monthly active users where told."""
    found = checklist(answer.rows, as_of if as_of is not None else pd.Timestamp.today().normalize())
    rows = found.sort_index().assign(
        state=[t(f"promise_state.{state}") for state in found.sort_index()["is_state"]],
        budget_krw=as_numbers(found.sort_index()["budget_krw"]),
    )
    spent, budget = spending(answer.rows)
    finding = nothing(t)
    if budget is not None:
        finding = t("programme_finding.milestone_budget", budget=Word(won(budget, t.lang)))
        if spent is not None and budget > 0:
            said = {"budget": won(budget, t.lang), "spent": Word(won(spent, t.lang)), "part": share(spent / budget)}
            finding = t("programme_finding.milestone_spend", **said)
    users = None if figures is None else latest_figure(figures.rows, "active_users")
    each = None if users is None or spent is None else Interval.exactly(spent).over(users)
    if each is not None:
        finding = f"{finding} " + t("programme_finding.per_user", each=Word(spanned(each, "krw", t)))
    drawing = Drawing(
        "horizontal_bar",
        x="item",
        y="budget_krw",
        beside="spent_krw",
        beside_label=t("programme_column.spent_krw"),
        unit="krw",
    )
    return made(
        "milestone_spend", along(answer, figures), t, rows,
        ("item", "part", "budget_krw", "spent_krw", "spent_share", "state"),
        drawing, finding, (t("programme_note.spent_to_date"),),
    )  # fmt: skip
