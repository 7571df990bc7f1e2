"""What a map shows: a column, how it is called, and how it is classed."""

from collections.abc import Iterable
from dataclasses import dataclass

from components.exhibit import Unit
from components.formatting import names_unit
from components.maps.classes import Classes, diverging, sequential
from components.text.translator import Translator
from components.theme import Scheme

#: Units whose values may be added up over regions.
ADDITIVE: frozenset[Unit] = frozenset({"krw", "count", "persons", "stores", "markets"})

#: Units that values do not carry themselves: the legend says them once.
BARE: frozenset[Unit] = frozenset({"count", "persons", "stores", "markets", "days"})


def headed(label: str, unit: Unit, t: Translator) -> str:
    """Head of a legend: the label, with the unit in brackets where the values below do not carry it."""
    words = t(f"unit.{unit}")
    return f"{label} ({words})" if unit in BARE and not names_unit(label, words) else label


@dataclass(frozen=True)
class Measure:
    """A column of the rows as people read it. label: translated, without unit (the values carry it)."""

    column: str
    label: str
    unit: Unit

    def classes(self, values: Iterable[object], scheme: Scheme) -> Classes:
        """Classes in the colours of that scheme: about zero for a change, else from low to high."""
        if self.unit == "change":
            return diverging(values, scheme.diverging, self.unit)
        return sequential(values, scheme.sequential, self.unit)
