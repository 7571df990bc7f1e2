"""What has to be protected in the rows of each question, and the verdict on every row.

The rows of one table always come whole: a market's with all its channels, all its scores. Filters choose markets, never
parts of one, so a cell is judged the same whatever else was asked, and no two answers differ by a part of a market.
"""

from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from data.suppression import Reason
from data.suppression.parts import Parts
from data.suppression.primary import Cell, Rules, verdict

#: Columns that tell the rules how an amount is shared; they would betray the largest business and are never shown.
SHARING = ("largest_share", "two_largest_share")


@dataclass(frozen=True)
class Protection:
    """counts: businesses behind a row; the fewest of them count. amounts: columns made of amounts of single businesses,
    hidden alone where one dominates. part: column whose rows add up to a total of their market that is told elsewhere;
    least: what a reader knows each of them to be. together: columns that tell what is hidden whole once one row of it
    is, for a sum or share of the rest would be taken for that of all. blanked: what would tell hidden rows apart, or
    how many they are. parts: counts that are parts of others, hidden cell by cell (``data.suppression.parts``).
    as_one: key, whole and part told as one with other markets of the province where they are hidden.
    """

    counts: tuple[str, ...] = ("business_count",)
    amounts: tuple[str, ...] = ()
    part: str = ""
    least: float = 0.0
    together: tuple[str, ...] = ()
    blanked: tuple[str, ...] = ()
    parts: Parts = field(default_factory=lambda: MappingProxyType({}))
    as_one: tuple[str, str, str] | None = None


_USES = Protection(blanked=("channel", "sector", "age_band"))
#: By question; all others are judged by ``business_count`` alone.
PROTECTED = {
    "adoption.uses": _USES,
    "adoption.stores": _USES,
    "adoption.by_channel": Protection(
        part="told_count",
        least=1.0,
        parts={
            "opened_count": ("told_count",),
            "ordered_count": ("told_count", "opened_count"),
            "closed_count": ("told_count", "opened_count"),
        },
    ),
    "adoption.online": Protection(
        counts=("business_count", "contributor_count"),
        amounts=("online_krw",),
        parts={"opened_count": ("business_count",), "told_count": ("business_count", "opened_count")},
    ),
    "readiness.stores": Protection(blanked=("item",)),
    "programmes.events": Protection(together=("programme_code", "event_kind")),
    "programmes.ledger": Protection(parts={"store_count": ()}),
    "programmes.participants": Protection(together=("programme_code", "participant_kind")),
    "readiness.by_score": Protection(
        ("business_count", "store_count"), together=("market_id",), blanked=("score_number",)
    ),
    "readiness.by_class": Protection(("business_count", "store_count")),
    "readiness.by_item": Protection(
        ("business_count", "told_count"),
        parts={"used_count": ("told_count",), "has_count": ("told_count", "used_count")},
        as_one=("item", "told_count", "used_count"),
    ),
    "readiness.markets": Protection(
        parts={"answered_count": ("business_count",), "scored_count": ("business_count", "answered_count")}
    ),
}


def verdicts(rows: pd.DataFrame, rules: Rules, protection: Protection) -> pd.Series:
    """Why each row is hidden, '' where it is shown. Same index as the rows."""
    behind = rows[list(protection.counts)].fillna(0).min(axis="columns")
    found = behind.lt(rules.fewest).map({True: str(Reason.FEW), False: ""}).astype(object)
    if protection.amounts:
        found[(found == "") & _dominated(rows, rules, protection.amounts[0])] = str(Reason.DOMINATED)
    if protection.together:
        apart = [rows[name] for name in protection.together]
        found[found.ne("").groupby(apart, dropna=False).transform("any")] = str(Reason.FEW)
    if protection.part:
        for _, market in rows.groupby("market_id", sort=False):
            found[_betraying(market[protection.part], found[market.index], protection)] = str(Reason.DERIVABLE)
    return found


def _dominated(rows: pd.DataFrame, rules: Rules, amount: str) -> pd.Series:
    judged = [
        verdict(Cell(rules.fewest, total * first, total * (two - first), total), rules) is not None
        for total, first, two in rows[[amount, *SHARING]].fillna(0).astype(float).itertuples(index=False)
    ]
    return pd.Series(judged, rows.index, dtype=bool)


def _betraying(parts: pd.Series, found: pd.Series, protection: Protection) -> pd.Index:
    """Rows of one market that have to be hidden beside the others: its total counts as known."""
    primary = [at for at, reason in enumerate(found) if reason]
    if not primary:
        return parts.index[:0]
    # The solver takes a third of a second to load, and those who see everything never need it.
    from data.suppression.secondary import Table, protected, total

    values = [*parts.fillna(0).astype(float), float(parts.fillna(0).sum())]
    table = Table(tuple(values), (total(range(len(parts)), len(parts)),), protection.least)
    return parts.index[sorted(protected(table, primary, fixed=(len(parts),)) - set(primary))]
