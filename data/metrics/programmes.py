"""The four questions of an audit, for every programme: money in, sales out, who sold nothing, what was left.

Each answer says what it was read from, stays an interval where a number was written vaguely, and is missing where the
rows cannot answer. Nothing is added up twice: a funder's sum over all years goes before its single years.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from data.metrics.programmes_events import seller
from data.metrics.programmes_figures import interval, named, newest, over
from data.metrics.programmes_parties import begun_on, still_going, told_until
from data.programmes import kind
from data.vague import Interval

#: What is left is asked about one year after the end; where that is not due yet, after the longest time that is.
LEFT_AFTER = (12, 6, 3)


@dataclass(frozen=True)
class Tables:
    """Answers of ``programmes`` and ``adoption.uses``: what the four questions are read from, of many programmes."""

    budgets: pd.DataFrame
    figures: pd.DataFrame
    participants: pd.DataFrame
    events: pd.DataFrame
    platform_sales: pd.DataFrame
    uses: pd.DataFrame = field(default_factory=pd.DataFrame)

    def of(self, code: str, kind_name: str = "", starts_on: pd.Timestamp = pd.NaT) -> "Tables":
        """The rows of one programme; of ``adoption.uses`` those that its kind brings to a channel, in its markets and
        opened since it began.
        """
        own = [rows[rows["programme_code"] == code] for rows in self.frames]
        return Tables(*[*own, _brought(self.uses, own[2], kind(kind_name).channels, starts_on)])

    @property
    def frames(self) -> tuple[pd.DataFrame, ...]:
        """All frames in order."""
        return self.budgets, self.figures, self.participants, self.events, self.platform_sales


def _brought(
    uses: pd.DataFrame, participants: pd.DataFrame, channels: tuple[str, ...], starts_on: pd.Timestamp
) -> pd.DataFrame:
    if uses.empty or not channels:
        return uses.iloc[:0]
    markets = participants["market_id"].dropna().unique()
    own = uses["market_id"].isin(markets) & uses["channel"].isin(channels) & uses["opened_on"].notna()
    return uses[own if pd.isna(starts_on) else own & (uses["opened_on"] >= starts_on)]


@dataclass(frozen=True)
class Part:
    """A part of something as an interval of shares. of: how many were asked; basis: what it was read from."""

    value: Interval | None = None
    of: int | None = None
    basis: str = ""
    months: int | None = None


@dataclass(frozen=True)
class Four:
    """The four answers for one programme; None = the rows cannot say.

    sales_basis: attributable, figures, platforms, events or ads. zero, left: with what they were read from.
    """

    planned_krw: float | None
    spent_krw: float | None
    sales: Interval | None
    sales_basis: str
    zero: Part
    left: Part

    @property
    def paid_krw(self) -> float | None:
        """What was spent; where nobody told, what was planned."""
        return self.spent_krw if self.spent_krw is not None else self.planned_krw

    @property
    def per_won(self) -> Interval | None:
        """Sales per won paid."""
        return over(self.sales, None if self.paid_krw is None else Interval.exactly(self.paid_krw))


def four(of: Tables, ends_on: pd.Timestamp) -> Four:
    """The four answers of one programme (``of``: its rows only). ends_on: day its support ended, NaT = not told."""
    planned, spent = budget_sums(of.budgets)
    sales, basis = sales_out(of)
    return Four(planned, spent, sales, basis, zero_part(of), left_part(of, ends_on))


def ledger_rows(ledger: pd.DataFrame, tables: Tables, today: pd.Timestamp) -> pd.DataFrame:
    """The rows of ``programmes.ledger``, each with its four answers.

    Adds state (by its days where none is told), planned_krw, spent_krw, sales_low_krw, sales_high_krw, sales_basis,
    per_won_low, per_won_high, zero_low_share, zero_high_share, zero_of, zero_basis, left_low_share, left_high_share,
    left_of, left_months, left_basis; NaN and '' where the rows cannot say.
    """
    made = [
        _answers(four(tables.of(str(one.programme_code), str(one.programme_kind), one.starts_on), one.ends_on))
        for one in ledger.itertuples()
    ]
    numbers = [name for name in _ANSWERS if not name.endswith("_basis")]
    found = pd.DataFrame(made, columns=_ANSWERS, index=ledger.index).astype(dict.fromkeys(numbers, "float64"))
    states = [
        state(str(told), begins, ends, today)
        for told, begins, ends in zip(ledger["state"], ledger["starts_on"], ledger["ends_on"], strict=True)
    ]
    kept = [name for name in ledger.columns if name not in (*_ANSWERS, "state")]
    return ledger[kept].assign(state=states).join(found)


_ANSWERS = [
    "planned_krw", "spent_krw", "sales_low_krw", "sales_high_krw", "sales_basis", "per_won_low", "per_won_high",
    "zero_low_share", "zero_high_share", "zero_of", "zero_basis", "left_low_share", "left_high_share", "left_of",
    "left_months", "left_basis",
]  # fmt: skip


def _answers(one: Four) -> tuple[object, ...]:
    return (
        one.planned_krw, one.spent_krw, *_ends(one.sales), one.sales_basis, *_ends(one.per_won), *_ends(one.zero.value),
        one.zero.of, one.zero.basis, *_ends(one.left.value), one.left.of, one.left.months, one.left.basis,
    )  # fmt: skip


def _ends(value: Interval | None) -> tuple[float, float]:
    if value is None:
        return math.nan, math.nan
    return value.low, value.high if math.isfinite(value.high) else math.nan


def budget_sums(rows: pd.DataFrame) -> tuple[float | None, float | None]:
    """Planned and spent over all funders; of a funder that told a sum over all years (year 0), that sum alone."""
    planned: list[float] = []
    spent: list[float] = []
    for _, own in rows.groupby("funder", sort=False):
        whole, years = own[own["year"] == 0], own[own["year"] != 0]
        for name, sums in (("planned_krw", planned), ("spent_krw", spent)):
            told = whole[name].dropna() if len(whole) else whole[name]
            sums.extend((told if len(told) else years[name].dropna()).astype("float64"))
    return _sum(planned), _sum(spent)


def sales_out(of: Tables) -> tuple[Interval | None, str]:
    """Sales and what they are read from: those told as due to the programme, else all told of the whole, else added
    from rows of platforms, events or ads, else added from figures of single participants.
    """
    figures = newest(named(of.figures[(of.figures["role"] != "target") & (of.figures["unit"] == "krw")]))
    is_whole = figures["participant"] == ""
    for name, basis in (("attributable_sales", "attributable"), ("sales", "figures")):
        told = _added(figures[is_whole & (figures["name"] == name)].tail(1))
        if told is not None:
            return told, basis
    for rows, column, basis in (
        (of.platform_sales, "sales_krw", "platforms"),
        (of.events, "sales_krw", "events"),
        (of.participants, "ad_sales_krw", "ads"),
    ):
        total = _sum(rows[column].dropna().astype("float64")) if len(rows) else None
        if total is not None:
            return Interval.exactly(total), basis
    told = _added(figures[~is_whole & (figures["name"] == "sales")])
    return told, "parts" if told is not None else ""


def zero_part(of: Tables) -> Part:
    """Part of the shops that sold nothing: as written, else of those with sales from ads, of the shops brought to a
    channel, of the sellers of broadcasts, of the broadcasts.
    """
    figures = newest(named(of.figures[of.figures["role"] != "target"])).set_index("name")
    for whole in ("stores", "firms", "opened"):
        if "zero_stores" in figures.index and whole in figures.index:
            value = over(_of_row(figures, "zero_stores"), _of_row(figures, whole))
            if value is not None:
                return Part(value, None, "written")
    told = of.participants[of.participants["ad_sales_krw"].notna()]
    if len(told):
        return _exact(int((told["ad_sales_krw"] == 0).sum()), len(told), "ads")
    if len(of.uses) and of.uses["sales_krw"].notna().any():
        sold = of.uses["sales_krw"].dropna()
        return _exact(int((sold == 0).sum()), len(sold), "channels")
    shows = of.events[(of.events["event_kind"] == "broadcast") & of.events["sales_krw"].notna()]
    if shows.empty:
        return Part()
    names = seller(shows)
    if (names != "").all():
        sums = shows["sales_krw"].groupby(names).sum()
        return _exact(int((sums == 0).sum()), len(sums), "sellers")
    return _exact(int((shows["sales_krw"] == 0).sum()), len(shows), "broadcasts")


def left_part(of: Tables, ends_on: pd.Timestamp) -> Part:
    """Part that was left: markets still active of those that joined, as written of the whole; else the part of those
    that took part (or of the shops brought to a channel) still going a year after the support ended, or the longest
    time that is due. Without a told end, the time runs from each participant's own beginning.
    """
    told = _left_as_told(of)
    if told is not None:
        return Part(told, None, "written")
    parties = of.participants[of.participants["participant_kind"] != "manager"]
    found = _left_of(parties, begun_on(parties), told_until(of.participants), ends_on, "participants")
    if found.value is not None or of.uses.empty:
        return found
    used = of.uses.assign(last_active_on=of.uses["last_order_on"], left_on=of.uses["closed_on"])
    return _left_of(used, used["opened_on"], used["as_of_on"].max(), ends_on, "channels")


def _left_of(rows: pd.DataFrame, begun: pd.Series, until: pd.Timestamp, ends_on: pd.Timestamp, basis: str) -> Part:
    if rows.empty:
        return Part()
    for one in still_going(rows, begun if pd.isna(ends_on) else ends_on, until, LEFT_AFTER):
        if one.due:
            return Part(Interval.exactly(one.going / one.due), one.due, basis, one.months)
    return Part()


def _left_as_told(of: Tables) -> Interval | None:
    figures = named(of.figures[(of.figures["role"] != "target") & (of.figures["participant"] == "")])
    active = figures[figures["name"] == "active_markets"].sort_values("as_of_on", na_position="first")
    joined = newest(figures[figures["name"] == "joined_markets"])
    if len(joined) and len(active):
        return over(_row(active.iloc[-1]), _row(joined.iloc[-1]))
    return over(_row(active.iloc[-1]), _row(active.iloc[0])) if len(active) > 1 else None


def state(told: str, starts_on: pd.Timestamp, ends_on: pd.Timestamp, today: pd.Timestamp) -> str:
    """planned, running or ended by its days unless told otherwise; '' where no day is told."""
    if told:
        return told
    if not pd.isna(starts_on) and starts_on > today:
        return "planned"
    if not pd.isna(ends_on) and ends_on < today:
        return "ended"
    return "" if pd.isna(starts_on) and pd.isna(ends_on) else "running"


def _added(rows: pd.DataFrame) -> Interval | None:
    read = [one for one in (_row(row) for _, row in rows.iterrows()) if one is not None]
    return Interval(sum(one.low for one in read), sum(one.high for one in read)) if read else None


def _row(row: pd.Series) -> Interval | None:
    return interval(row["low"], row["high"])


def _of_row(rows: pd.DataFrame, name: str) -> Interval | None:
    found = rows.loc[[name]].iloc[-1]
    return _row(found)


def _exact(count: int, of: int, basis: str) -> Part:
    return Part(Interval.exactly(count / of), of, basis)


def _sum(values: Iterable[float]) -> float | None:
    told = [float(value) for value in values if not math.isnan(float(value))]
    return sum(told) if told else None
