"""The register of published numbers, judged: the rows of ``claims.register`` with those of ``claims.behind``."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from data.metrics.claims import Verdict, judge
from data.metrics.claims_store import FromStore, from_our_rows
from data.metrics.claims_versions import Version, versions

#: Columns of a claim that are text to the engine.
FIELDS = (
    "claim_code", "programme_code", "programme_name", "programme_kind", "topic", "text", "value_text", "claim_kind",
    "unit", "base_text", "scope", "givens", "qualifier", "measure", "market_id", "market_name", "sido_code", "method",
    "wallet", "start_month", "end_month", "base_start_month", "base_end_month", "note", "source", "published_on",
)  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """One claim with what came of it. fields: its columns as text, days and months in ISO form, '' = not told."""

    fields: dict[str, str]
    verdict: Verdict
    versions: tuple[Version, ...]

    @property
    def claim_code(self) -> str:
        """The claim's code."""
        return self.fields["claim_code"]


def judged(register: pd.DataFrame, behind: pd.DataFrame) -> list[Judged]:
    """Every claim of the register, the worst first, then in the order of the register."""
    fields = [_fields(row) for row in register.to_dict("records")]
    others = versions(fields)
    rows = {str(code): part for code, part in behind.groupby("claim_code")} if len(behind) else {}
    nothing = behind.iloc[:0]
    found = [
        Judged(one, _verdict(one, from_our_rows(row, rows.get(one["claim_code"], nothing))), others[one["claim_code"]])
        for one, row in zip(fields, register.to_dict("records"), strict=True)
    ]
    return sorted(found, key=lambda one: -one.verdict.state.gravity)


def _verdict(fields: dict[str, str], ours: FromStore | None) -> Verdict:
    return _kept(tuple({**fields, "kind": fields["claim_kind"]}.items()), ours and _Key(ours))


class _Key:
    """Our numbers as part of a key: equal when every number, reason and note is."""

    def __init__(self, ours: FromStore) -> None:
        self.ours = ours
        self.said = repr((sorted(ours.numbers.items()), ours.lacks, ours.notes))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.said == self.said

    def __hash__(self) -> int:
        return hash(self.said)


# the page judges the same claims at every press of a button
@lru_cache(maxsize=4000)
def _kept(fields: tuple[tuple[str, str], ...], ours: _Key | None) -> Verdict:
    told = dict(fields)
    if ours is None:
        return judge(told)
    return judge(told, ours.ours.numbers, ours.ours.lacks, ours.ours.notes)


def _fields(row: "dict[str, object]") -> dict[str, str]:
    return {name: _text(row.get(name)) for name in FIELDS}


def _text(value: object) -> str:
    if value is None or pd.isna(value):
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else str(value)
