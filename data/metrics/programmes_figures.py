"""Numbers of programmes as they were written: targets and what became of them, quotients of two, this year and last.

Rows: ``programmes.figures``, one per figure: programme_code, participant ('' = the whole), role (target, output,
outcome, given), figure, value_text, low, high (NaN where only the other bound was told), unit, as_of_on (NaT: no day).
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from data.programmes import Ratio, figure_named, figures, ratios
from data.vague import Interval

DONE = ("output", "outcome")
#: Two counts of people are of one kind only if what each spends did not change more than this from year to year.
SAME_UNIT_WITHIN = 1.5
YEAR_DAYS = (270, 460)


def interval(low: object, high: object) -> Interval | None:
    """The interval of two bounds; one that was not told is open. None where neither was told."""
    least, most = _number(low), _number(high)
    if least is None and most is None:
        return None
    return Interval(0.0 if least is None else least, math.inf if most is None else most)


def over(part: Interval | None, whole: Interval | None) -> Interval | None:
    """Quotient of two intervals; None where one is not known or the lower one may be zero."""
    return None if part is None or whole is None else part.over(whole)


def named(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``name``: the known figure their words speak of, else the words without blanks."""
    if "name" in rows:
        return rows
    return rows.assign(name=[figure_named(str(words)) or "".join(str(words).split()) for words in rows["figure"]])


def newest(rows: pd.DataFrame) -> pd.DataFrame:
    """Of each figure of each participant the one told last; one without a day counts as the oldest."""
    ordered = rows.sort_values("as_of_on", na_position="first", kind="stable")
    return ordered.drop_duplicates(["programme_code", "participant", "name", "role"], keep="last")


def targets(rows: pd.DataFrame, counted: Mapping[str, float] = MappingProxyType({})) -> pd.DataFrame:
    """Every target and how much of it was reached, in the order of the rows; terms (a cap, a rate) are no targets.

    counted: figure of the whole programme -> number counted in its rows, where no result is told.

    Columns: programme_code, participant, figure, unit, target_text, target_low, target_high, done_text ('' = not told),
    done_low, done_high, done_on, low_share, high_share (interval of the quotient, NaN where it cannot be told; may be
    above 1), state: met, missed (even the most hopeful reading falls short), unclear, not_known.
    """
    known = newest(named(rows))
    reached = known[known["role"].isin(DONE)].drop_duplicates(["programme_code", "participant", "name"], keep="last")
    done = {(one.programme_code, one.participant, one.name): one for one in reached.itertuples(index=False)}
    asked = known[(known["role"] == "target") & ~known["name"].isin(_terms())].sort_index()
    made = []
    for one in asked.itertuples():
        told = done.get((one.programme_code, one.participant, one.name))
        number = counted.get(str(one.name)) if told is None and one.participant == "" else None
        made.append(_target(one, told if number is None else _Counted(number, str(one.unit))))
    columns = ["programme_code", "participant", "figure", "unit", "target_text", "target_low", "target_high",
               "done_text", "done_low", "done_high", "done_on", "low_share", "high_share", "state"]  # fmt: skip
    found = pd.DataFrame(made, columns=columns)
    return found.astype({name: "float64" for name in columns if name.endswith(("_low", "_high", "_share"))}).assign(
        done_on=pd.to_datetime(found["done_on"])
    )


def _terms() -> set[str]:
    return {name for name, figure in figures().items() if figure.is_term}


@dataclass(frozen=True)
class _Counted:
    """A result that was counted in rows, where nobody wrote it."""

    low: float
    unit: str
    as_of_on: pd.Timestamp = pd.NaT

    @property
    def high(self) -> float:
        return self.low

    @property
    def value_text(self) -> str:
        return f"{self.low:,.0f}"


def _target(target: "object", done: "object | None") -> tuple[object, ...]:
    asked = interval(target.low, target.high)  # type: ignore[attr-defined]
    same = done is not None and done.unit == target.unit  # type: ignore[attr-defined]
    got = interval(done.low, done.high) if same else None  # type: ignore[union-attr]
    part = over(got, asked)
    return (
        target.programme_code, target.participant, target.figure, target.unit, target.value_text,  # type: ignore[attr-defined]
        *_bounds(asked), done.value_text if same else "", *_bounds(got),  # type: ignore[union-attr]
        done.as_of_on if same else pd.NaT, *_bounds(part), _state(part),  # type: ignore[union-attr]
    )  # fmt: skip


def _state(part: Interval | None) -> str:
    if part is None:
        return "not_known"
    if part.low >= 1:
        return "met"
    return "missed" if part.high < 1 else "unclear"


@dataclass(frozen=True)
class Quotient:
    """A quotient, difference or product of two written figures. part_text, whole_text: as they were written."""

    programme_code: str
    participant: str
    ratio: Ratio
    part_text: str
    whole_text: str
    value: Interval | None


def quotients(rows: pd.DataFrame) -> list[Quotient]:
    """What two figures of each programme give together (``figures.toml``). Targets are left out, but for products: a
    number planned times its cap is what a plan may cost.
    """
    told = newest(named(rows))
    known = told[told["role"] != "target"].drop_duplicates(["programme_code", "participant", "name"], keep="last")
    return [*_pairs(known, ("over", "minus")), *_pairs(told, ("times",))]


def _pairs(known: pd.DataFrame, by: tuple[str, ...]) -> list[Quotient]:
    made = []
    for (code, who), own in known.groupby(["programme_code", "participant"], sort=True):
        there = {str(one.name): one for one in own.itertuples(index=False)}
        for ratio in ratios():
            part, whole = there.get(ratio.part), there.get(ratio.whole)
            if ratio.by in by and part is not None and whole is not None:
                value = _between(ratio, interval(part.low, part.high), interval(whole.low, whole.high))
                made.append(Quotient(str(code), str(who), ratio, str(part.value_text), str(whole.value_text), value))
    return made


def _between(ratio: Ratio, part: Interval | None, whole: Interval | None) -> Interval | None:
    if part is None or whole is None:
        return None
    return {"over": part.over, "minus": part.minus, "times": part.times}[ratio.by](whole)


@dataclass(frozen=True)
class Compared:
    """One figure now and about a year before. change: relative, as an interval; None where it cannot be told."""

    name: str
    figure: str
    unit: str
    now_text: str
    now: Interval | None
    before_text: str
    before: Interval | None

    @property
    def change(self) -> Interval | None:
        """Relative change of what both told."""
        quotient = over(self.now, self.before)
        return None if quotient is None else Interval(quotient.low - 1, quotient.high - 1)


def year_against_year(rows: pd.DataFrame) -> list[Compared]:
    """The whole programme's figures that were told, each beside the same figure nine to fifteen months earlier.

    Sales per person are added where both are told: they are a quotient of two vague numbers, so an interval.
    """
    told = named(rows[(rows["role"] != "target") & (rows["participant"] == "")])
    made = []
    for name, own in told[~told["name"].isin(_terms())].groupby("name", sort=False):
        last = own.sort_values("as_of_on", na_position="first", kind="stable").iloc[-1]
        apart = (last["as_of_on"] - own["as_of_on"]).dt.days if len(own) > 1 else pd.Series(0, own.index)
        earlier = own[apart.between(*YEAR_DAYS)]
        made.append(_compared(str(name), last, earlier.iloc[-1] if len(earlier) else None))
    return [*made, *_per_person(made)]


def _compared(name: str, last: pd.Series, earlier: pd.Series | None) -> Compared:
    before = None if earlier is None else interval(earlier["low"], earlier["high"])
    text = "" if earlier is None else str(earlier["value_text"])
    now = interval(last["low"], last["high"])
    return Compared(name, str(last["figure"]), str(last["unit"]), str(last["value_text"]), now, text, before)


def _per_person(told: list[Compared]) -> Iterator[Compared]:
    by_name = {one.name: one for one in told}
    sales, people = by_name.get("sales"), by_name.get("visitors")
    if sales and people:
        yield Compared("per_person", "", "krw", "", over(sales.now, people.now), "", over(sales.before, people.before))


def unit_may_differ(told: list[Compared]) -> bool:
    """Whether the people of the two years may be counted in two ways: as persons once, as entries the other time.

    So when the units are named differently, or when what one person spent changed by more than half within a year.
    """
    by_name = {one.name: one for one in told}
    people, each = by_name.get("visitors"), by_name.get("per_person")
    if people is None or each is None or each.now is None or each.before is None:
        return False
    quotient = over(each.now, each.before)
    if quotient is None:
        return False
    return quotient.low > SAME_UNIT_WITHIN or quotient.high < 1 / SAME_UNIT_WITHIN


def latest_figure(rows: pd.DataFrame, name: str) -> Interval | None:
    """The result of that figure for the whole programme that was told last; None where there is none."""
    told = newest(named(rows[(rows["role"] != "target") & (rows["participant"] == "")]))
    own = told[told["name"] == name]
    return interval(own["low"].iloc[-1], own["high"].iloc[-1]) if len(own) else None


def _bounds(value: Interval | None) -> tuple[float, float]:
    if value is None:
        return math.nan, math.nan
    return value.low, value.high if math.isfinite(value.high) else math.nan


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]
