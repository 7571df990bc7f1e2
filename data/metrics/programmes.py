"""The four questions of an audit, for every programme: money in, sales out, who sold nothing, what was left.

Each answer says what it was read from, stays an interval where a number was written vaguely, and is missing where the
rows cannot answer. Money is that of ``programmes.ledger``, which adds nothing twice.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from data.metrics.programmes_events import seller
from data.metrics.programmes_figures import interval, named, newest, over
from data.metrics.programmes_parties import begun_on, still_going, told_until
from data.metrics.rows import hides
from data.programmes import kind
from data.vague import Interval

#: Basis of an answer that is not given, for rows behind it are hidden from whoever looks: the rest would be no answer.
HIDDEN = "hidden"
#: What is left is asked about one year after the end; where that is not due yet, after the longest time that is.
LEFT_AFTER = (12, 6, 3)
#: Figures that answer one of the four questions.
ASKED = (
    "attributable_sales", "sales", "zero_stores", "stores", "firms", "opened", "active_markets", "joined_markets",
)  # fmt: skip


@dataclass(frozen=True)
class Tables:
    """Answers of ``programmes`` and ``adoption.uses``: what came of one programme, or of many."""

    figures: pd.DataFrame
    participants: pd.DataFrame
    events: pd.DataFrame
    platform_sales: pd.DataFrame
    uses: pd.DataFrame = field(default_factory=pd.DataFrame)


class Apart:
    """The rows of many programmes laid apart once: a ledger of a thousand would look through all of them each time."""

    def __init__(self, tables: Tables) -> None:
        figures = named(tables.figures[tables.figures["role"] != "target"])
        wanted = figures[figures["name"].isin(ASKED)]
        self._all = (wanted, tables.participants, tables.events, tables.platform_sales)
        self._at = [rows.groupby("programme_code").indices for rows in self._all]
        self._none = [rows.iloc[:0] for rows in self._all]
        self._uses = dict(iter(tables.uses.groupby("channel"))) if len(tables.uses) else {}
        self._no_uses = tables.uses.iloc[:0]

    def of(self, code: str, kind_name: str = "", starts_on: pd.Timestamp = pd.NaT) -> Tables:
        """The rows of one programme; of ``adoption.uses`` those that its kind brings to a channel, in its markets and
        opened since it began.
        """
        own = [
            rows.take(at[code]) if code in at else none
            for rows, at, none in zip(self._all, self._at, self._none, strict=True)
        ]
        return Tables(*[*own, self._brought(own[1], kind(kind_name).channels, starts_on)])

    def _brought(self, participants: pd.DataFrame, channels: tuple[str, ...], starts_on: pd.Timestamp) -> pd.DataFrame:
        # the channel of a hidden use is not told
        there = [self._uses[channel] for channel in ("", *channels) if channels and channel in self._uses]
        if not there or participants.empty:
            return self._no_uses
        uses = pd.concat(there) if len(there) > 1 else there[0]
        own = uses["market_id"].isin(participants["market_id"].dropna().unique())
        if hides(uses[own]):
            return uses[own]
        own &= uses["opened_on"].notna()
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

    sales_basis: attributable, figures, platforms, events, ads, parts, hidden. zero, left: with what they were read off.
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


def four(of: Tables, ends_on: pd.Timestamp, planned: float | None = None, spent: float | None = None) -> Four:
    """The four answers of one programme (``of``: its rows only). ends_on: day its support ended, NaT = not told."""
    sales, basis = sales_out(of)
    return Four(planned, spent, sales, basis, zero_part(of), left_part(of, ends_on))


def ledger_rows(ledger: pd.DataFrame, tables: Tables, today: pd.Timestamp) -> pd.DataFrame:
    """The rows of ``programmes.ledger``, each with its four answers.

    Adds state (by its days where none is told), sales_low_krw, sales_high_krw, sales_basis,
    per_won_low, per_won_high, zero_low_share, zero_high_share, zero_of, zero_basis, left_low_share, left_high_share,
    left_of, left_months, left_basis; NaN and '' where the rows cannot say.
    """
    apart = Apart(tables)
    made = [
        _answers(
            four(
                apart.of(str(one.programme_code), str(one.programme_kind), one.starts_on),
                one.ends_on,
                _told(one.planned_krw),
                _told(one.spent_krw),
            )
        )
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
    "sales_low_krw", "sales_high_krw", "sales_basis", "per_won_low", "per_won_high",
    "zero_low_share", "zero_high_share", "zero_of", "zero_basis", "left_low_share", "left_high_share", "left_of",
    "left_months", "left_basis",
]  # fmt: skip


def _answers(one: Four) -> tuple[object, ...]:
    return (
        *_ends(one.sales), one.sales_basis, *_ends(one.per_won), *_ends(one.zero.value),
        one.zero.of, one.zero.basis, *_ends(one.left.value), one.left.of, one.left.months, one.left.basis,
    )  # fmt: skip


def _ends(value: Interval | None) -> tuple[float, float]:
    if value is None:
        return math.nan, math.nan
    return value.low, value.high if math.isfinite(value.high) else math.nan


def sales_out(of: Tables) -> tuple[Interval | None, str]:
    """Sales and what they are read from: those told as due to the programme, else all told of the whole, else added
    from rows of platforms, events or ads, else added from figures of single participants.
    """
    figures = _results(of)
    figures = figures[figures["unit"] == "krw"]
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
        if hides(rows):
            return None, HIDDEN
        total = _sum(rows[column].dropna().astype("float64")) if len(rows) else None
        if total is not None:
            return Interval.exactly(total), basis
    told = _added(figures[~is_whole & (figures["name"] == "sales")])
    return told, "parts" if told is not None else ""


def _results(of: Tables) -> pd.DataFrame:
    """The newest of every figure that is no target."""
    return newest(named(of.figures[of.figures["role"] != "target"])) if len(of.figures) else of.figures.assign(name="")


def zero_part(of: Tables) -> Part:
    """Part of the shops that sold nothing: as written, else of those with sales from ads, of the shops brought to a
    channel, of the sellers of broadcasts, of the broadcasts.
    """
    figures = _results(of).set_index("name")
    for whole in ("stores", "firms", "opened"):
        if "zero_stores" in figures.index and whole in figures.index:
            value = over(_of_row(figures, "zero_stores"), _of_row(figures, whole))
            if value is not None:
                return Part(value, None, "written")
    if any(hides(rows) for rows in (of.participants, of.uses, of.events)):
        return Part(basis=HIDDEN)
    told = of.participants["ad_sales_krw"].dropna()
    if len(told):
        return _exact(int((told == 0).sum()), len(told), "ads")
    if len(of.uses) and of.uses["sales_krw"].notna().any():
        sold = of.uses["sales_krw"].dropna()
        return _exact(int((sold == 0).sum()), len(sold), "channels")
    if of.events.empty:
        return Part()
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
    if hides(of.participants) or hides(of.uses):
        return Part(basis=HIDDEN)
    found = _left_of_parties(of.participants, ends_on)
    if found.value is not None or of.uses.empty:
        return found
    used = of.uses.assign(last_active_on=of.uses["last_order_on"], left_on=of.uses["closed_on"])
    return _left_of(used, used["opened_on"], used["as_of_on"].max(), ends_on, "channels")


def _left_of_parties(rows: pd.DataFrame, ends_on: pd.Timestamp) -> Part:
    parties = rows[rows["participant_kind"] != "manager"] if len(rows) else rows
    if parties.empty or not (parties["last_active_on"].notna() | parties["left_on"].notna()).any():
        return Part()
    return _left_of(parties, begun_on(parties), told_until(rows), ends_on, "participants")


def _left_of(rows: pd.DataFrame, begun: pd.Series, until: pd.Timestamp, ends_on: pd.Timestamp, basis: str) -> Part:
    if rows.empty:
        return Part()
    for one in still_going(rows, begun if pd.isna(ends_on) else ends_on, until, LEFT_AFTER):
        if one.due:
            return Part(Interval.exactly(one.going / one.due), one.due, basis, one.months)
    return Part()


def _left_as_told(of: Tables) -> Interval | None:
    figures = of.figures
    if figures.empty:
        return None
    figures = named(figures[(figures["role"] != "target") & (figures["participant"] == "")])
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


def _told(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def _sum(values: Iterable[float]) -> float | None:
    told = [float(value) for value in values if not math.isnan(float(value))]
    return sum(told) if told else None
