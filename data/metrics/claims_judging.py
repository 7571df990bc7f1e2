"""The published number held against the computed one: which of its readings fit, and how well."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.messages import Words
from data.metrics import claims_following as following
from data.metrics.claims_computed import Computed, computed, restated
from data.metrics.claims_formula import NothingToDivideBy
from data.metrics.claims_formula import computed as formula_value
from data.metrics.claims_givens import WIDEST_ABOUT, Given
from data.metrics.claims_kinds import Kind, Reading
from data.metrics.claims_published import Mode, Published, meanings
from data.metrics.claims_said import amount, joined, said, same, span
from data.metrics.claims_verdict import Check, ReadAs, State
from data.vague import Interval
from data.vague.interval import ABOUT

#: Computed numbers are equal within a part in a thousand million.
CLOSE = 1e-9
NOT, AT_WIDEST, OPEN, FIXED = range(4)
_STATES = {FIXED: State.REPRODUCED, OPEN: State.WITHIN, AT_WIDEST: State.WITHIN_ONLY}


@dataclass(frozen=True)
class Fit:
    """How well one reading fits. mode: in which way the number was written down."""

    reading: Reading
    grade: int
    mode: Mode
    span: Interval


def judged(kind: Kind, number: Published, made: Computed, numbers: Mapping[str, Given]) -> Check:
    """State and reason of a claim whose number was computed."""
    asked = number.as_bound() if kind.bound else number
    fits = [fit for one in meanings(kind, asked, numbers) if (fit := _fit(kind, one, asked, made)) is not None]
    worded, possible, mistaken = (_best(fits, standing) for standing in ("worded", "possible", "mistaken"))
    readings = tuple(_read_as(kind, fit, asked) for fit in fits if fit.reading.standing != "mistaken")
    compared = tuple(_held(kind, fit, number, made) for fit in fits if fit.reading.standing != "mistaken")
    right = restated(kind, made)
    if possible.grade > worded.grade > NOT:
        fitting = joined([one.words for one in readings if one.fits])
        reason = said("reason", "ambiguous_computed", readings=fitting)
        return Check(State.AMBIGUOUS, reason, readings, compared=compared, right=right)
    if worded.grade:
        agrees = _agrees(kind, number, made, numbers, worded, readings, compared)
        return agrees.noting(_other_readings(readings)) if possible.grade else agrees
    # "at least" and "at most" leave one side open: nearly every slip would fit there, so none is named
    named = mistaken.grade >= OPEN and asked.qualifier not in ("at_least", "at_most")
    slip = possible if possible.grade else mistaken if named else None
    return Check(
        State.CONTRADICTED, _against(kind, slip, number, made, right), readings, compared=compared, right=right
    )  # fmt: skip


def _agrees(
    kind: Kind,
    number: Published,
    made: Computed,
    numbers: Mapping[str, Given],
    best: Fit,
    readings: tuple[ReadAs, ...],
    compared: tuple[Words, ...],
) -> Check:
    """Reproduced, within what the words leave open, or only at the widest."""
    state, right = _STATES[best.grade], None
    reason = said("reason", str(state), mode=said("mode", best.mode.key)) if best.grade > AT_WIDEST else same("")
    if best.grade == OPEN and best.mode.key == "zeros":
        reason = said("reason", "within_zeros")
    if best.grade == AT_WIDEST:
        reason, line = _what_it_takes(kind, number, made, numbers, best)
        compared = (*compared, *line)
    if kind.bound and number.qualifier == "at_most":
        reason = said("reason", "reproduced_bound") if state is State.REPRODUCED else reason
    elif kind.bound:
        state, reason = max(State.WITHIN, state, key=lambda one: one.gravity), said("reason", "bound_as_fact")
        right = said("range", "at_most", high=amount(made.point, made.unit))
    return Check(state, reason, readings, compared=compared, right=right)


def _other_readings(readings: tuple[ReadAs, ...]) -> Words:
    """Said where a second reading fits the numbers as well as what the words say."""
    return said("doubt", "other_reading", readings=joined([one.words for one in readings if one.fits][1:]))


def _best(fits: list[Fit], standing: str) -> Fit:
    """The best fit of that standing; of equal ones the first."""
    asked = [fit for fit in fits if fit.reading.standing == standing]
    nothing = Fit(Reading("", "value", standing), NOT, Mode("", Interval(0, 0), Interval(0, 0)), Interval(0, 0))
    return max(asked, key=lambda fit: fit.grade, default=nothing)


def _fit(kind: Kind, reading: Reading, number: Published, made: Computed) -> Fit | None:
    """None where the numbers it would be held against are not there."""
    held = made.result if not reading.against else made.of(reading.against)
    if held is None:
        return None
    fits = []
    for mode in number.modes:
        here, wide = (formula_value(reading.formula, {"value": one}) for one in (mode.span, mode.widest))
        fits.append(Fit(reading, _grade(mode, here, wide, held), mode, here))
    return max(fits, key=lambda fit: fit.grade)


def _grade(mode: Mode, here: Interval, wide: Interval, held: Mapping[str, Interval]) -> int:
    """FIXED: the computed number is the published one to its last digit; OPEN: it may be; AT_WIDEST: only so."""
    stated, widest = _loose(held["stated"]), _loose(held["widest"])
    if mode.key in ("rounded", "cut_off") and _loose(here).around(stated) == _loose(here):
        return FIXED
    if mode.key == "as_written" and _equal(here, held["stated"]):
        return FIXED
    if stated.meets(here):
        return OPEN
    return AT_WIDEST if widest.meets(wide) else NOT


def _loose(value: Interval) -> Interval:
    """With room for what floating numbers lose."""
    return Interval(value.low - abs(value.low) * CLOSE - 1e-12, value.high + abs(value.high) * CLOSE + 1e-12)


def _equal(one: Interval, other: Interval) -> bool:
    return all(
        a == b or abs(a - b) <= CLOSE * max(abs(a), abs(b))
        for a, b in ((one.low, other.low), (one.high, other.high))
    )  # fmt: skip


def _read_as(kind: Kind, fit: Fit, number: Published) -> ReadAs:
    read = following.read_as(kind, fit.reading, number)
    return ReadAs(read.key, read.words, fit.span, read.point, fit.grade > NOT, fit.mode.key)


def _held(kind: Kind, fit: Fit, number: Published, made: Computed) -> Words:
    """The line that compares: computed against published, each in the unit of the published number."""
    unit = number.unit if fit.reading.formula == "value" else made.unit
    held = made.result if not fit.reading.against else made.of(fit.reading.against)
    assert held is not None
    return said(
        "line", "held",
        computed=following.computed_words(held, unit, signed=kind.signed),
        value=span(fit.span, unit, signed=kind.signed, digits=number.decimals + 1 if unit == number.unit else None),
        mode=joined([said("reading", fit.reading.key), said("mode", fit.mode.key)]),
        outcome=said("line", "inside" if fit.grade >= OPEN else "outside"),
    )  # fmt: skip


def _against(kind: Kind, slip: Fit | None, number: Published, made: Computed, right: Words) -> Words:
    if slip is None:
        return said("reason", "contradicted", computed=right, value=same(number.text))
    against = slip.reading.against
    if slip.reading.key == "points_as_percent" and against and (points := made.of(against)):
        right = joined([following.computed_words(points, "points", signed=True), right], " = ")
    told = said("slip", slip.reading.key, value=same(number.text), right=right)
    computed_words = following.computed_words(made.result, made.unit, signed=kind.signed)
    return said("reason", "contradicted_as", computed=computed_words, slip=told)


def _what_it_takes(
    kind: Kind, number: Published, made: Computed, numbers: Mapping[str, Given], best: Fit
) -> tuple[Words, tuple[Words, ...]]:
    """How wide "about" must be taken, or that the given numbers must be rounded ones."""
    point = amount(made.point, made.unit, signed=kind.signed)
    needed = _needed_about(kind, number, numbers, best.reading)
    if needed is None:
        return said("reason", "only_rounded", point=point), ()
    usual, wide = amount(ABOUT, "percent", digits=0), amount(needed, "percent")
    again = computed(kind, numbers, about=needed)
    assert again is not None
    line = said("line", "needed", needed=wide, value=span(again.result["stated"], made.unit, signed=kind.signed))
    return said("reason", "only_about", needed=wide, usual=usual, point=point), (line,)


def _needed_about(kind: Kind, number: Published, numbers: Mapping[str, Given], reading: Reading) -> float | None:
    """The smallest meaning of "about" with which the number fits, to a thousandth; None where none does."""
    for thousandths in range(round(ABOUT * 1000), round(WIDEST_ABOUT * 1000) + 1):
        within = thousandths / 1000
        try:
            again = computed(kind, numbers, about=within)
        except NothingToDivideBy:
            return None
        held = again and (again.result if not reading.against else again.of(reading.against))
        if held and any(_loose(held["stated"]).meets(one) for one in _spans(number, reading, within)):
            return within
    return None


def _spans(number: Published, reading: Reading, about: float) -> list[Interval]:
    spans = [mode.span for mode in number.modes]
    if number.qualifier == "about":
        spans = [Interval.about(number.point, about)]
    return [formula_value(reading.formula, {"value": one}) for one in spans]
