"""What the numbers given with a claim come to: at their word, as their words leave open, and at the widest."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from data.messages import Words
from data.metrics import claims_formula as formulas
from data.metrics.claims_givens import FREE, Given, given
from data.metrics.claims_kinds import Following, Kind, Routes
from data.metrics.claims_said import input_words, said, span, with_point
from data.vague import Interval

#: The three ways of taking a given number.
TIERS = ("point", "stated", "widest")
#: Marks that a bound is meant, not what was paid.
_UP_TO = ("at_most",)
Numbers = Mapping[str, Given]
NO_NUMBERS: Numbers = {}


@dataclass(frozen=True)
class Computed:
    """The result of a kind's formula in whole units, in three ways; way: the formula that led to its quantity."""

    tiers: dict[str, dict[str, Interval]]
    unit: str
    way: str
    name: str
    result: dict[str, Interval] = field(default_factory=dict)

    @property
    def point(self) -> float:
        """Every number taken at its word."""
        return self.result["point"].low

    def of(self, formula: str) -> dict[str, Interval] | None:
        """Another formula over the same numbers; None where one is not there or would divide by nothing."""
        if not formulas.names(formula) <= set(self.tiers["point"]):
            return None
        try:
            return {tier: formulas.computed(formula, self.tiers[tier]) for tier in TIERS}
        except formulas.NothingToDivideBy:
            return None


def computed(kind: Kind, numbers: Numbers, *, about: float | None = None) -> Computed | None:
    """By the first way whose numbers are there; None where none is. about: what "about" is to mean in all of them.

    Raises: NothingToDivideBy.
    """
    if kind.routes is None:
        return None
    taken = {name: _at(one, about) for name, one in numbers.items()}
    way = _way(kind.routes, taken)
    if way is None:
        return None
    tiers = {tier: {name: _tier(one, tier, kind) for name, one in taken.items()} for tier in TIERS}
    for tier in TIERS:
        tiers[tier][kind.routes.name] = formulas.computed(way, tiers[tier])
    made = {tier: formulas.computed(kind.formula, tiers[tier]) for tier in TIERS}
    return Computed(tiers, _unit(kind, way, numbers), way, kind.routes.name, made)


def _at(one: Given, about: float | None) -> Given:
    read = given(one.label, one.text) if about is not None and one.qualifier == "about" else None
    if read is None or about is None:
        return one
    wide = Interval.about(read.point, about)
    return Given(one.label, one.text, wide, read.point, read.unit, wide, one.qualifier)


def _way(routes: Routes, numbers: Numbers) -> str | None:
    if routes.adds_all:
        return " + ".join(numbers) if numbers else None
    return next((way for way in routes.ways if formulas.names(way) <= set(numbers)), None)


def _tier(one: Given, tier: str, kind: Kind) -> Interval:
    """Of a bound the bound itself counts, not what lies below it."""
    if tier == "point" or (kind.bound and one.qualifier in _UP_TO):
        return Interval.exactly(one.point)
    return one.value if tier == "stated" else one.at_widest


def _unit(kind: Kind, way: str, numbers: Numbers) -> str:
    """Money stays money and counts stay counts: unit of the first number where the kind has none of its own."""
    if kind.unit in ("percent", "points", "times", "index"):
        return kind.unit
    first = re.search(r"[a-z_]+", way)
    return (numbers[first.group()].unit if first else "") or kind.unit


def steps(kind: Kind, made: Computed, numbers: Numbers) -> list[Words]:
    """The arithmetic line by line: each number, the quantity, the result."""
    lines = [given_line(name, one) for name, one in numbers.items() if name in formulas.names(made.way)]
    routes = kind.routes
    assert routes is not None
    quantity_unit = routes.unit or made.unit
    quantity = {tier: made.tiers[tier][made.name] for tier in TIERS}
    lines.append(_step(input_words(made.name), made.way, numbers, quantity, quantity_unit))
    if kind.formula != made.name:
        known = {**numbers, made.name: _as_given(made.name, quantity, quantity_unit)}
        lines.append(
            _step(Words(kind.ko, kind.en), kind.formula, known, made.result, made.unit, signed=kind.signed)
        )  # fmt: skip
    return lines


def given_line(name: str, one: Given) -> Words:
    """One number as it was written and as it is taken."""
    value = span(one.value, one.unit)
    if one.origin == "store":
        return said("line", "store", label=input_words(name), text=one.words, value=value)
    key = "given_exact" if value == one.text else "given"
    return said("line", key, label=name_words(name, one), text=one.text, value=value)


def name_words(name: str, one: Given) -> Words:
    """A name as it was written; in English that of its input, where the written one is Korean."""
    if one.label in ("", name):
        return input_words(name)
    return Words(one.label, one.label if one.label.isascii() else input_words(name).en)


def _as_given(name: str, quantity: Mapping[str, Interval], unit: str) -> Given:
    return Given(name, "", quantity["stated"], quantity["point"].low, unit)


def _step(
    name: Words,
    formula: str,
    numbers: Numbers,
    result: Mapping[str, Interval],
    unit: str,
    *,
    signed: bool = False,
) -> Words:
    """name = formula in words = the same in numbers = result."""
    value = with_point(result["point"].low, result["stated"], unit, signed=signed)
    if formula in numbers and numbers[formula].label != formula:
        return said("line", "copied", name=name, result=value)
    words, figures = written_out(formula, numbers, unit)
    return said("line", "step", name=name, formula=words, numbers=figures, result=value)


def written_out(formula: str, numbers: Numbers, unit: str = "") -> tuple[Words, Words]:
    """A formula in words and in numbers. Its own constants stand in the unit of what it gives: 1 is 100 %."""
    plain = in_words(formula, numbers)
    figures = [
        formulas.written(
            formula,
            lambda name, lang=lang: _in_brackets(figure(numbers[name]).in_language(lang)),  # type: ignore[misc]
            _constant,
        )
        for lang in ("ko", "en")
    ]
    return plain, Words(*figures)


def in_words(formula: str, numbers: Numbers = NO_NUMBERS) -> Words:
    """A formula in words. numbers: those of a sum, which have names of their own."""
    plain = [
        formulas.written(formula, lambda name, lang=lang: _word(name, numbers).in_language(lang), _constant)  # type: ignore[misc]
        for lang in ("ko", "en")
    ]
    return Words(*plain)


def _word(name: str, numbers: Numbers) -> Words:
    """Name of an input; of a number that is only one of a sum, its own."""
    free = name.startswith(FREE) and name in numbers
    return name_words(name, numbers[name]) if free else input_words(name)


def figure(one: Given) -> Words:
    """A number in a line of arithmetic: with what it leaves open."""
    return span(one.value, one.unit)


def _in_brackets(text: str) -> str:
    if "~" in text or " to " in text:
        return f"[{text}]"
    return f"({text})" if text.startswith(("-", "+")) else text


def _constant(value: float) -> str:
    return f"{value:,g}"


def following(one: Following, made: Mapping[str, Interval], unit: str) -> Words:
    """Something that follows, as a text."""
    return with_point(made["point"].low, made["stated"], unit, signed=one.signed)


def restated(kind: Kind, made: Computed) -> Words:
    """The computed result in every wording the kind allows: percent and times."""
    ways = kind.restated or (Following("restated", kind.formula, made.unit, signed=kind.signed),)
    texts = []
    for one in ways:
        if (again := made.of(one.formula)) is not None:
            text = following(one, again, one.unit)
            texts.append(said("range", "at_most", high=text) if kind.bound else text)
    return Words(" = ".join(map(str, texts)), " = ".join(text.en for text in texts))
