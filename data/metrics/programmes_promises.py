"""What agreements and plans promised, what was delivered, and what it cost so far.

Rows: ``programmes.milestones``, one per item: item, part, promised, promised_by, due_on, done_on (datetime64, NaT = not
told), state, budget_krw, spent_krw (NaN = not told).
"""

import pandas as pd

#: In what order the items are read: what is late first.
ORDER = ("overdue", "partly", "open", "undated", "done", "dropped")


def state_of(state: str, due: pd.Timestamp, done: pd.Timestamp, as_of: pd.Timestamp) -> str:
    """done, dropped, overdue, partly, open, or undated (nobody said until when). A told end goes before the days."""
    if state in ("done", "dropped"):
        return state
    is_done = not pd.isna(done) and done <= as_of
    if is_done:
        return "partly" if state == "partly" else "done"
    if not pd.isna(due) and due < as_of:
        return "overdue"
    if state == "partly":
        return "partly"
    return "undated" if pd.isna(due) else "open"


def checklist(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """The items, those longest overdue first. Adds is_state, overdue_days (NaN unless overdue), late_days (done after
    it was due; NaN where it was not, or is not told), spent_share = spent/budget.
    """
    states = [
        state_of(str(state), due, done, as_of)
        for state, due, done in zip(rows["state"], rows["due_on"], rows["done_on"], strict=True)
    ]
    made = rows.assign(is_state=states, **{name: rows[name].astype("float64") for name in ("budget_krw", "spent_krw")})
    past = (as_of - made["due_on"]).dt.days.astype("float64")
    made["overdue_days"] = past.where(made["is_state"] == "overdue")
    late = (made["done_on"] - made["due_on"]).dt.days.astype("float64")
    made["late_days"] = late.where(late > 0)
    made["spent_share"] = made["spent_krw"] / made["budget_krw"].where(made["budget_krw"] > 0)
    order = made["is_state"].map({state: at for at, state in enumerate(ORDER)})
    ordered = made.assign(order=order, gap=-made["overdue_days"].fillna(0))
    return ordered.sort_values(["order", "gap", "due_on", "item"], kind="stable").drop(columns=["order", "gap"])


def spending(rows: pd.DataFrame) -> tuple[float | None, float | None]:
    """Spent to date and budget over the items that told them; None where none did."""
    sums = [rows[name].astype("float64").sum(min_count=1) for name in ("spent_krw", "budget_krw")]
    spent, budget = (None if pd.isna(value) else float(value) for value in sums)
    return spent, budget


def met(rows: pd.DataFrame, as_of: pd.Timestamp) -> tuple[int, int]:
    """Items done, and items promised; dropped ones were promised too."""
    states = checklist(rows, as_of)["is_state"]
    return int((states == "done").sum()), len(states)
