"""Readings of the latest month, from the one row of ``overview.state``, and of what changed most."""

from typing import Any

import pandas as pd

from data.metrics import metric
from data.metrics.reading import Basis, Caution, Reading, Why
from data.metrics.rows import like_for_like


@metric("latest_amount", unit="krw", good="up")
def latest_amount(rows: pd.DataFrame) -> Reading:
    """Amount of the latest month, and its change on the same month of the year before, like with like."""
    row, missing = _latest(rows)
    if row is None:
        return Reading(reason=missing)
    change, _ = like_for_like(row["amount_krw"], row["matched_amount_krw"], row["matched_previous_amount_krw"])
    return Reading(
        value=row["amount_krw"],
        change=change,
        change_basis=Basis.NONE if change is None else Basis.YEAR_EARLIER,
        **_when(rows, row["amount_krw"]),
        caution=_compared(row, change, "matched_amount_krw"),
    )


@metric("month_on_month", unit="change", good="neutral")
def month_on_month(rows: pd.DataFrame) -> Reading:
    """Change of the latest month on the month before, of markets and methods reported in both. Seasons are not taken
    out."""
    row, missing = _latest(rows)
    if row is None:
        return Reading(reason=missing)
    value, why = like_for_like(row["amount_krw"], row["month_matched_amount_krw"], row["month_before_amount_krw"])
    return Reading(
        value=value, reason=why, **_when(rows, value), caution=_compared(row, value, "month_matched_amount_krw")
    )


@metric("biggest_change", unit="change", good="up")
def biggest_change(rows: pd.DataFrame) -> Reading:
    """Change of the market whose amount differs most in won from the year before; about: its name.

    Of ``overview.biggest_changes``, which compares like with like.
    """
    if not len(rows):
        return Reading(reason=Why.NO_ROWS)
    shown = rows.dropna(subset=["change_krw", "change_share"])
    if shown.empty:
        return Reading(reason=Why.NOTHING_BEFORE)
    size = shown["change_krw"].astype("float64").abs()
    top = shown.loc[size.idxmax()]
    return Reading(value=float(top["change_share"]), about=str(top["market_name"]))


def _latest(rows: pd.DataFrame) -> tuple[dict[str, float] | None, Why | None]:
    """Amounts of the latest month as float, NaN where not known; or why there is none."""
    if not len(rows):
        return None, Why.NO_ROWS
    if pd.isna(rows["latest_month"].iloc[0]) or pd.isna(rows["amount_krw"].iloc[0]):
        return None, Why.NOT_REPORTED
    amounts = [name for name in rows.columns if name.endswith("_krw")]
    return {name: float(rows[name].astype("float64").iloc[0]) for name in amounts}, None


def _when(rows: pd.DataFrame, value: float | None) -> dict[str, Any]:
    months = (pd.Timestamp(rows["latest_month"].iloc[0]),)
    return {"months": months, "series": (value,), "is_provisional": bool(rows["is_provisional"].iloc[0])}


def _compared(row: dict[str, float], change: float | None, matched: str) -> Caution | None:
    """Only part of the amount stands behind the change."""
    return Caution.PARTLY_COMPARED if change is not None and row[matched] < row["amount_krw"] else None
