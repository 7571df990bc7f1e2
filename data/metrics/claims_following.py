"""What follows from the numbers of a claim besides its state, and what must be said of them."""

from collections.abc import Mapping

from data.messages import Words
from data.metrics import claims_formula as formulas
from data.metrics.claims_computed import Computed, restated, written_out
from data.metrics.claims_givens import Given
from data.metrics.claims_kinds import Doubt, Following, Kind, Reading
from data.metrics.claims_published import Published
from data.metrics.claims_said import amount, joined, said, same, with_point
from data.metrics.claims_verdict import Follows, ReadAs
from data.vague import Interval

#: Units of people that may be entries.
ENTRIES = ("cases", "occasions")
#: Both growths of one base stand in a formula.
TWO_GROWTHS = frozenset({"growth", "growth_before"})


def in_words(kind: Kind, made: Computed) -> Words:
    """The computed result, in percent and times where the kind has both."""
    return restated(kind, made)


def computed_words(result: Mapping[str, Interval], unit: str, *, signed: bool = False) -> Words:
    """A computed result: at its word, and what else is possible."""
    return with_point(result["point"].low, result["stated"], unit, signed=signed)


def has_base(fields: Mapping[str, str]) -> bool:
    """Whether a claim says what it is held against."""
    return any(fields.get(name, "") not in ("", "None") for name in ("base_text", "base_start_month"))


def read_as(kind: Kind, reading: Reading, number: Published) -> ReadAs:
    """What one reading would make of the kind's result, in percent and times."""
    point = formulas.computed(reading.formula, {"value": Interval.exactly(number.point)}).low
    value = formulas.computed(reading.formula, {"value": number.value})
    unit = kind.unit if kind.unit in ("percent", "points", "times", "index") and not reading.against else number.unit
    texts = [amount(point, unit, signed=kind.signed)]
    if kind.key == "growth" and not reading.against:
        texts.append(amount(1 + point, "times"))
    words = joined([said("reading", reading.key), same(" ("), joined(texts, " = "), same(")")], "")
    return ReadAs(reading.key, words, value, point)


def also(
    kind: Kind, number: Published | None, made: Computed | None, numbers: Mapping[str, Given]
) -> tuple[Follows, ...]:
    """Everything that can be computed besides: index and times of a growth, the year before, ROI of a ROAS."""
    known = _known(number, numbers)
    found = []
    for one in kind.also:
        if (one.of and (number is None or number.unit != one.of)) or (one.alone and made is not None):
            continue
        if formulas.names(one.formula) <= set(known) and (follows := _follows(one, known, kind, number)) is not None:
            found.append(follows)
    return tuple(found)


def _known(number: Published | None, numbers: Mapping[str, Given]) -> dict[str, Given]:
    if number is None:
        return dict(numbers)
    value = Given("value", number.text, number.value, number.point, number.unit, qualifier=number.qualifier)
    return {**numbers, "value": value}


def _follows(one: Following, known: Mapping[str, Given], kind: Kind, number: Published | None) -> Follows | None:
    try:
        value = formulas.computed(one.formula, {name: given.value for name, given in known.items()})
        point = formulas.computed(one.formula, {name: Interval.exactly(given.point) for name, given in known.items()})
    except formulas.NothingToDivideBy:
        return None
    unit = one.unit or (number.unit if number else kind.unit)
    name, result = said("also", one.key), with_point(point.low, value, unit, signed=one.signed)
    words, figures = written_out(one.formula, known)
    line = said("line", "step", name=name, formula=words, numbers=figures, result=result)
    return Follows(one.key, joined([name, result], " "), value, point.low, unit, line)


def doubts(
    kind: Kind, number: Published | None, made: Computed | None, numbers: Mapping[str, Given], fields: Mapping[str, str]
) -> tuple[Words, ...]:
    """What must be said beside the state."""
    known = {name: one.point for name, one in _known(number, numbers).items()}
    keys = [one.key for one in kind.doubts if _holds(one, known, number)]
    if kind.persons and kind.persons in numbers and numbers[kind.persons].unit in ENTRIES:
        keys.append("not_persons")
    if kind.needs_base and (made is not None or number is not None) and not has_base(fields):
        keys.append("base_missing")
    if set(numbers) >= TWO_GROWTHS and made is not None and formulas.names(made.way) >= TWO_GROWTHS:
        keys.append("same_base")
    made_words = [said("doubt", key) for key in dict.fromkeys(keys)]
    if number is not None and number.bare and number.told_unit == "" and kind.unit in ("percent", "times", "points"):
        made_words.append(said("doubt", "unit_not_written", unit=amount(number.point, number.unit)))
    return tuple(made_words)


def _holds(one: Doubt, known: Mapping[str, float], number: Published | None) -> bool:
    if one.of and (number is None or number.unit != one.of):
        return False
    left, _, right = one.when.replace(">", "<").partition("<")
    if not formulas.names(f"({left}) + ({right})") <= set(known):
        return False
    try:
        return formulas.holds(one.when, known)
    except formulas.NothingToDivideBy:
        return False
