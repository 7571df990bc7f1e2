"""What our own rows give for a claim: its period against its base, only where every month and market is there."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.messages import Words
from data.metrics.claims_givens import Given, from_store
from data.metrics.claims_kinds import kinds
from data.metrics.claims_said import said, same

#: Unit of what a measure counts; of the others, payments.
UNITS = {
    "payment_amount": "krw", "foreign_amount": "krw", "payment_count": "cases", "foreign_count": "cases",
    "visitors": "persons", "participating_markets": "markets", "participating_stores": "stores",
    "participating_teams": "teams",
}  # fmt: skip
MOST_MONTHS_NAMED = 4


@dataclass(frozen=True)
class FromStore:
    """numbers: by input, empty where the rows cannot tell; lacks: why not. notes: what must be said of the rows."""

    numbers: Mapping[str, Given]
    lacks: Words | None = None
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True)
class _Side:
    given: Given | None
    lacks: Words | None = None
    market_count: float | None = None
    is_provisional: bool = False


def from_our_rows(claim: Mapping[str, object], rows: pd.DataFrame) -> FromStore | None:
    """Numbers of one claim out of ``claims.behind``; None where the claim names nothing of ours.

    claim: a row of ``claims.register``. rows: those of the claim alone.
    """
    measure, kind = str(claim["measure"]), kinds().get(str(claim["claim_kind"]))
    if measure not in UNITS or kind is None or kind.routes is None:
        return None
    if kind.routes.name == "ratio":
        return _compared(claim, rows, measure)
    if kind.key not in ("count", "sum"):
        return None
    side = _counted(rows, measure) if measure.startswith("participating_") else _side("period", claim, rows, measure)
    if side.given is None:
        return FromStore({}, side.lacks)
    return FromStore({"counted" if kind.key == "count" else "part_number_a": side.given}, None, _notes(side))


def _compared(claim: Mapping[str, object], rows: pd.DataFrame, measure: str) -> FromStore:
    if pd.isna(claim["base_start_month"]):
        return FromStore({}, said("store", "no_base_months"))
    period, base = (_side(name, claim, rows, measure) for name in ("period", "base"))
    if period.given is None or base.given is None:
        return FromStore({}, base.lacks or period.lacks)
    return FromStore({"before": base.given, "after": period.given}, None, _notes(period, base))


def _notes(*sides: _Side) -> tuple[Words, ...]:
    notes = [said("doubt", "provisional")] if any(side.is_provisional for side in sides) else []
    if len({side.market_count for side in sides}) > 1:
        notes.append(said("doubt", "markets_differ"))
    return tuple(notes)


def _counted(rows: pd.DataFrame, measure: str) -> _Side:
    told = rows.loc[rows["side"] == "counted", "counted_count"].dropna()
    if told.empty:
        return _Side(None, said("store", "no_rows"))
    return _Side(from_store(said("store", "listed"), float(told.iloc[0]), UNITS[measure]))


def _side(name: str, claim: Mapping[str, object], rows: pd.DataFrame, measure: str) -> _Side:
    """The sum of one period, or what is missing of it."""
    first, last = (claim[f"{'base_' if name == 'base' else ''}{end}_month"] for end in ("start", "end"))
    if pd.isna(first):
        return _Side(None, said("store", "no_rows"))
    column = "amount_krw" if UNITS[measure] == "krw" else "counted_count"
    told = rows[(rows["side"] == name).to_numpy() & rows[column].notna().to_numpy()]
    if told.empty:
        return _Side(None, said("store", "no_rows"))
    months = pd.date_range(pd.Timestamp(first), pd.Timestamp(last), freq="MS")
    missing = [month for month in months if month not in set(told["month"])]
    if missing:
        return _Side(None, _missing(name, missing, len(months)))
    counts, expected = told["market_count"].dropna(), told["expected_market_count"].dropna()
    if len(counts) and len(expected) and counts.min() < expected.max():
        return _Side(None, said("store", "markets_missing", expected=int(expected.max()), found=int(counts.min())))
    about = _about(months, expected)
    given = from_store(about, float(told[column].sum()), UNITS[measure])
    return _Side(given, None, float(counts.max()) if len(counts) else None, bool(told["is_provisional"].any()))


def _missing(name: str, missing: list[pd.Timestamp], expected: int) -> Words:
    named = ", ".join(f"{month:%Y-%m}" for month in missing[:MOST_MONTHS_NAMED])
    more = " ..." if len(missing) > MOST_MONTHS_NAMED else ""
    return said(
        "store", "months_missing", side=said("store", name), missing=same(named + more), expected=expected,
        found=expected - len(missing),
    )  # fmt: skip


def _about(months: pd.DatetimeIndex, expected: pd.Series) -> Words:
    span = f"{months[0]:%Y-%m}" if len(months) == 1 else f"{months[0]:%Y-%m}~{months[-1]:%Y-%m}"
    if len(expected):
        return said("store", "text", months=span, places=int(expected.max()))
    return said("store", "text_one", months=span)
