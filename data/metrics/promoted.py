"""A promotion as its rule tells it, and the amounts it could move: those it paid for, and what stands beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.metrics.effect import Cannot, Doubt
from data.metrics.spans import Span, span_of

MONTHLY = ["market_id", "month", "amount_krw", "transaction_count", "payer_count", "is_provisional"]


@dataclass(frozen=True)
class Rule:
    """The terms. rate: 0 to 1, the most that is taken off. cap_per: person, payment, day, '' = not told. None = not
    told."""

    rate: float | None = None
    cap_krw: float | None = None
    cap_per: str = ""
    ticket_krw: float | None = None
    budget_krw: float | None = None

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """A rate above one may mean percent (1.5 is one and a half, or 150): it is not guessed which."""
        wrong = self.rate is not None and not 0 <= self.rate <= 1
        return (Doubt.of(Cannot.RATE_OVER_ONE, rate=self.rate),) if wrong else ()


@dataclass(frozen=True)
class Promotion:
    """One dated discount. treated: markets that took part from its first month on. late: those that joined later or
    left before its last month; base: month that gross figures are held against."""

    code: str
    name: str
    span: Span | Doubt
    starts_day: int
    ends_day: int | None
    rule: Rule
    methods: tuple[str, ...]
    wallets: tuple[str, ...]
    treated: tuple[int, ...]
    late: tuple[int, ...] = ()
    base: pd.Timestamp | None = None

    @property
    def is_foreign(self) -> bool:
        """Whether payments of foreign visitors are promoted: they stand in a file of their own."""
        return bool(self.wallets)


def promotion(row: Mapping[str, Any], markets: pd.DataFrame) -> Promotion:
    """A promotion of a row of ``promotions.listed`` and the rows of ``promotions.taking_part`` of its programme."""
    ends = None if pd.isna(row["ends_day"]) else int(row["ends_day"])
    span = span_of(int(row["starts_day"]), ends)
    own = [(int(one.market_id), _is_late(one, span)) for one in markets.itertuples()]
    told = None if pd.isna(row["base_month"]) else pd.Timestamp(row["base_month"])
    return Promotion(
        code=str(row["programme_code"]),
        name=str(row["promotion_name"] or row["programme_name"]),
        span=span,
        starts_day=int(row["starts_day"]),
        ends_day=ends,
        rule=Rule(
            _number(row["discount_share"]),
            _number(row["cap_krw"]),
            str(row["cap_per"]),
            _number(row["ticket_krw"]),
            _number(row["budget_krw"]),
        ),
        methods=_words(row["methods"]),
        wallets=_words(row["wallets"]),
        treated=tuple(dict.fromkeys(one for one, late in own if not late)),
        late=tuple(dict.fromkeys(one for one, late in own if late)),
        base=told if told is not None else span.base if isinstance(span, Span) else None,
    )


def promoted(rows: pd.DataFrame, of: Promotion) -> pd.DataFrame:
    """Amounts that the promotion paid for, by market and month: of its wallets, else its methods, else all.

    rows: of ``promotions.by_wallet`` for a foreign promotion, else ``promotions.by_method``.
    """
    return monthly(rows[_is_promoted(rows, of)])


def beside(rows: pd.DataFrame, of: Promotion) -> pd.DataFrame:
    """Amounts of the same customers that the promotion did not pay for: other wallets, or other methods."""
    return monthly(rows[~_is_promoted(rows, of)])


def monthly(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per market and month; a sum of which nothing is known is not known."""
    plain = rows.reindex(columns=MONTHLY).astype({"payer_count": "Float64"})
    numbers = ["amount_krw", "transaction_count", "payer_count"]
    plain[numbers] = plain[numbers].astype("float64")
    by = plain.groupby(["market_id", "month"], as_index=False)
    made: pd.DataFrame = by[numbers].sum(min_count=1)
    return made.assign(is_provisional=by["is_provisional"].max()["is_provisional"].astype(bool))


def _is_promoted(rows: pd.DataFrame, of: Promotion) -> Any:
    if of.is_foreign:
        return rows["wallet"].isin(of.wallets).to_numpy()
    return rows["method"].isin(of.methods).to_numpy() | (not of.methods)


def _is_late(one: Any, span: Span | Doubt) -> bool:
    """Whether a market missed whole months of the promotion."""
    if isinstance(span, Doubt):
        return False
    joined = not pd.isna(one.joined_day) and pd.Timestamp(str(int(one.joined_day))).replace(day=1) > span.first
    left = not pd.isna(one.left_day) and pd.Timestamp(str(int(one.left_day))).replace(day=1) < span.last
    return joined or left


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def _words(text: object) -> tuple[str, ...]:
    return tuple(part for part in str(text or "").split(",") if part)


def others_overlapping(of: Promotion, all_of: Sequence[Promotion]) -> dict[int, tuple[str, ...]]:
    """Markets of other promotions that ran within this one's history, months or half-year after: id -> their names.

    A promotion that names no market is everybody's, treated and controls alike, and is not among them. One of which no
    end is told may have gone on ever since it began.
    """
    found: dict[int, list[str]] = {}
    for other in all_of:
        if other is of or isinstance(of.span, Doubt) or not of.span.meets(_at_longest(other, of.span)):
            continue
        for market in (*other.treated, *other.late):
            found.setdefault(market, []).append(other.name)
    return {market: tuple(dict.fromkeys(names)) for market, names in found.items()}


def _at_longest(of: Promotion, beside: Span) -> Span:
    """Its months; without an end, from its first to the last that are asked about."""
    if isinstance(of.span, Span):
        return of.span
    first = pd.Timestamp(str(of.starts_day // 100 * 100 + 1))
    return Span(first, max(first, beside.after()[-1]))
