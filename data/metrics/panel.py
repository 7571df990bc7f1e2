"""A block of markets and months with a number in every cell: what models of effects are made on."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.metrics.effect import Cannot, Doubt
from data.metrics.spans import LEAST_BEFORE, Span

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
#: Markets without the promotion that are needed beside it.
LEAST_CONTROLS = 8


@dataclass(frozen=True)
class Panel:
    """amounts: markets x months, all known and above zero. lost: treated markets left out for want of a month."""

    market_ids: tuple[int, ...]
    months: pd.DatetimeIndex
    amounts: Numbers
    is_treated: Flags
    span: Span
    lost: tuple[int, ...] = ()

    @property
    def logs(self) -> Numbers:
        """Natural logarithms of the amounts."""
        return np.log(self.amounts)

    @property
    def is_before(self) -> Flags:
        """Months of history."""
        return np.asarray(self.months < self.span.first)

    @property
    def is_during(self) -> Flags:
        """Months of the promotion."""
        return np.asarray((self.months >= self.span.first) & (self.months <= self.span.last))

    @property
    def treated_count(self) -> int:
        """Markets with the promotion."""
        return int(self.is_treated.sum())

    @property
    def control_count(self) -> int:
        """Markets without."""
        return int((~self.is_treated).sum())

    def of(self, keep: Flags) -> "Panel":
        """The same with some of its markets."""
        ids = tuple(one for one, kept in zip(self.market_ids, keep, strict=True) if kept)
        return replace(self, market_ids=ids, amounts=self.amounts[keep], is_treated=self.is_treated[keep])

    def in_months(self, keep: Flags) -> "Panel":
        """The same with some of its months."""
        return replace(self, months=self.months[keep], amounts=self.amounts[:, keep])

    def per(self, days: Numbers) -> "Panel":
        """Amounts per day: days of markets x months, above zero."""
        return replace(self, amounts=self.amounts / days)


def panel(
    rows: pd.DataFrame, treated: tuple[int, ...], controls: tuple[int, ...], span: Span, after: int = 0
) -> Panel | Doubt:
    """The block of a promotion, or why there is none.

    rows: market_id, month, amount_krw; a month without a row, and one with nothing, is not known. after: months after
    the end that must be there too. Treated markets with a hole in the promotion or after, or less than ``LEAST_BEFORE``
    unbroken months before it, are left out and named; where that is more than half of them the whole is a doubt, for
    the answer would be about other markets than were asked about. Controls need every month.
    """
    wide = _wide(rows)
    if wide.empty or not set(treated) & set(wide.index):
        return Doubt.of(Cannot.NOTHING_REPORTED)
    later = span.during.append(span.after(1, after)) if after else span.during
    own = wide.reindex(index=list(treated), columns=span.before.append(later)).notna()
    kept = own[own[later].all(axis=1) & (_unbroken(own[span.before]) >= LEAST_BEFORE)]
    if len(kept) * 2 < len(treated) or kept.empty:
        return _hole(own, later, span, pd.Timestamp(wide.columns.max()))
    months = span.before[-int(_unbroken(kept[span.before]).min()) :].append(later)
    block = wide.reindex(index=[*kept.index, *controls], columns=months).dropna()
    lost = tuple(one for one in treated if one not in kept.index)
    is_treated = np.isin(block.index.to_numpy(), kept.index)
    made = Panel(tuple(int(one) for one in block.index), months, block.to_numpy("float64"), is_treated, span, lost)
    if made.control_count < LEAST_CONTROLS:
        return Doubt.of(Cannot.FEW_CONTROLS, controls=made.control_count, least=LEAST_CONTROLS)
    return made


def _wide(rows: pd.DataFrame) -> Any:
    """Markets x months; nothing and zero are both not usable, for neither has a logarithm."""
    amounts = rows["amount_krw"].astype("float64").to_numpy()
    made = pd.DataFrame({"market_id": rows["market_id"].astype("int64"), "month": rows["month"], "amount": amounts})
    return made[amounts > 0].pivot(index="market_id", columns="month", values="amount")


def _unbroken(told: pd.DataFrame) -> pd.Series:
    """Months told without a hole up to the last column."""
    return told.iloc[:, ::-1].cumprod(axis=1).sum(axis=1)


def _hole(own: pd.DataFrame, later: pd.DatetimeIndex, span: Span, last: pd.Timestamp) -> Doubt:
    """Why too few of the treated markets can be used: months not there yet, missing, or too short a history."""
    if later[-1] > last:
        return Doubt.of(Cannot.NOT_OVER_YET, month=later[-1], last=last)
    holes = [month for month in later if not bool(own[month].all())]
    if holes:
        return Doubt.of(Cannot.MONTHS_MISSING, month=holes[0], last=last)
    return Doubt.of(Cannot.SHORT_HISTORY, months=int(_unbroken(own[span.before]).max()), least=LEAST_BEFORE)
