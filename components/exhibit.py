"""A figure with the rows, unit, sources and notes behind it.

The same object is the chart on the screen, the table twin below it, the rows of the download and, in an export, the
native chart of a slide: so it holds a *description* of the picture (``Drawing``), never a picture.
"""

import importlib
import pkgutil
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, Literal

import pandas as pd

from components import withheld
from components.text import Translator
from data import keeping
from data.answer import Answer, SourceNote
from data.choice import Choice

#: Units of numbers, whose columns are set to the right.
NumberUnit = Literal[
    "krw",
    "count",
    "persons",
    "stores",
    "markets",
    "share",
    "change",
    "points",
    "index",
    "ratio",
    "number",
    "places",
    "degrees",
    "metres",
    "days",
    "months",
    "minutes",
]
Unit = Literal[NumberUnit, "month", "quarter", "date", "year", "text"]
Kind = Literal[
    "line",
    "bar",
    "stacked_bar",
    "stacked_share",
    "horizontal_bar",
    "dot",
    "heat",
    "tiles",
    "points",
    "table",
    "spread",
    "steps",
    "portions",
    "ranges",
    "intervals",
]


@dataclass(frozen=True)
class Column:
    """One column of the rows as people read it. label: already translated. unit decides how values are written."""

    name: str
    label: str
    unit: Unit


@dataclass(frozen=True)
class Drawing:
    """What picture the rows make. Names are columns of the rows; which of them a kind uses:

    - line, bar, stacked_bar, stacked_share: x (month, quarter or category), y, series.
    - horizontal_bar, dot: x the category (one bar or dot each), y the value, beside a second value drawn as a mark.
    - heat: x and y the two axes, value the colour; series_labels: values of y in their order, with their words.
      tiles: x the region code, y the value, label the region's name.
    - points: x longitude, y latitude, value the colour, size the amount, label the market's name.
    - table: none; the columns of the exhibit are shown in their order.
    - steps: x days since a beginning, y the share that goes on, series; low and high its interval. A stair of shares.
    - portions: x the category (one lying bar each), y the share of a part of it, series the part; parts add up to 1.
    - ranges: x the category (one lying range each), y the best guess, low and high its bounds; what is sure is solid.
      mark: words that stand where no number is known.
    - intervals: x the place, y the point, low and high its interval, series stretches of time.
    - spread: y the value of every market of a group, series the name of those that are looked at ('' for the others):
      one lane each, with the market's dot on the spread of the whole group.

    series: column whose values become lines, colours or bars. series_labels: value -> label, in drawing order; a value
    keeps its colour whichever others are there. unit: of what is drawn. reference: a line across at that value, with
    its label. provisional: boolean column; such points are drawn hollow or hatched. beside_label: what the second mark
    is, in words. diverging: rises and falls in two colours. most: of lying bars only so many, the largest, are drawn,
    in the order of the rows (0: all); the table and every download hold all rows. facets: line: a small panel for each
    series, all on one scale. mark: heat: column whose short sign stands in the cell.
    unit_label: the unit in words where the usual ones do not fit.
    low, high: steps, dot, ranges, intervals: columns with the bounds of y, drawn as a band or as a span behind the dot.
    spans: pictures through time: (first day, last day, label) in ISO dates, what went on meanwhile; a last day of '' is
    open, one equal to the first is a single day. The downloads name them in a note of their own.
    """

    kind: Kind
    x: str = ""
    y: str = ""
    series: str = ""
    series_labels: tuple[tuple[str, str], ...] = ()
    unit: Unit = "krw"
    reference: tuple[float, str] | None = None
    provisional: str = ""
    starts_at_zero: bool = True
    value: str = ""
    size: str = ""
    label: str = ""
    beside: str = ""
    beside_label: str = ""
    diverging: bool = False
    most: int = 0
    facets: bool = False
    mark: str = ""
    low: str = ""
    high: str = ""
    unit_label: str = ""
    spans: tuple[tuple[str, str, str], ...] = ()

    @property
    def drawn(self) -> str:
        """The column whose values are the picture: the colour where there is one, else y."""
        return self.value or self.y


@dataclass(frozen=True)
class Exhibit:
    """One figure, complete. key: stable name (``payment_trend``), the same in every language and edition.

    finding: one sentence computed from the rows that says what is seen; also the text alternative. filters: the
    choice in words. definition: how the figure is defined, in one or two sentences. origin: what ``data.keeping`` keeps
    under; ``replace`` does not take it along.
    """

    key: str
    title: str
    finding: str
    rows: pd.DataFrame
    columns: tuple[Column, ...]
    drawing: Drawing
    sources: tuple[SourceNote, ...]
    choice: Choice
    question: str
    filters: str = ""
    notes: tuple[str, ...] = ()
    definition: str = ""
    is_example: bool = False
    store_version: int = 0
    origin: Hashable = field(default=None, init=False, compare=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """No row, or no value to draw: of points no place, for one whose value is not known is drawn hollow."""
        values = self.rows.get(self.drawing.y if self.drawing.kind == "points" else self.drawing.drawn)
        return len(self.rows) == 0 or (values is not None and bool(values.isna().all()))

    def column(self, name: str) -> Column:
        """The column of that name; one that is not shown to people speaks for itself."""
        return next((column for column in self.columns if column.name == name), Column(name, name, "text"))

    def with_filters(self, words: str) -> "Exhibit":
        """The same exhibit with its filters said in other words (names of regions, which rows do not carry)."""
        return self._told(replace(self, filters=words))

    def with_notes(self, *notes: str) -> "Exhibit":
        """The same exhibit with further notes."""
        return self._told(replace(self, notes=(*self.notes, *notes)))

    def with_reasons(self, t: Translator) -> "Exhibit":
        """The same exhibit with a column that says of every row with hidden cells why; itself where none is hidden."""
        hidden = self.hidden
        if not any(map(any, hidden)):
            return self
        column = Column(withheld.REASON, t("column.withheld_reason"), "text")
        return self._told(replace(self, rows=withheld.said(self.rows, hidden, t), columns=(*self.columns, column)))

    @property
    def hidden(self) -> list[list[bool]]:
        """Of every cell, in the order of rows and columns, whether it is hidden from whoever looks."""
        return withheld.marked(self.rows, [(column.name, column.unit) for column in self.columns])

    def drawn_with(self, spans: tuple[tuple[str, str, str], ...]) -> "Exhibit":
        """The same exhibit with these spans behind its picture."""
        return replace(self, drawing=replace(self.drawing, spans=spans))

    def _told(self, other: "Exhibit") -> "Exhibit":
        """The other one, which differs from this in those words only, with an origin of its own."""
        if self.origin is not None:
            object.__setattr__(other, "origin", (self.origin, other.filters, other.notes))
        return other

    @classmethod
    def of(
        cls,
        key: str,
        answer: Answer,
        *,
        title: str,
        finding: str,
        columns: tuple[Column, ...],
        drawing: Drawing,
        rows: pd.DataFrame | None = None,
        notes: tuple[str, ...] = (),
        definition: str = "",
        filters: str = "",
    ) -> "Exhibit":
        """An exhibit of an answer: provenance is taken over from it. rows: derived rows, else the answer's own.

        Columns that the rows do not have are left out: some answers lack what summaries cannot tell (``payments``).
        """
        made = answer.rows if rows is None else rows
        return cls(
            key=key,
            title=title,
            finding=finding,
            rows=made,
            columns=tuple(column for column in columns if column.name in made.columns),
            drawing=drawing,
            sources=answer.sources,
            choice=answer.choice,
            question=answer.question,
            filters=filters,
            notes=notes,
            definition=definition,
            is_example=answer.is_example,
            store_version=answer.store_version,
        )


Maker = Callable[..., Exhibit]


@dataclass
class _Register:
    makers: dict[str, Maker] = field(default_factory=dict)


_register = _Register()


def exhibit(key: str) -> Callable[[Maker], Maker]:
    """Decorator: makes a chart function known under a stable key; of answers of the store it makes an exhibit once
    (``data.keeping``). Raises: ValueError when the key is taken."""

    def note(maker: Maker) -> Maker:
        if key in _register.makers and _register.makers[key].__qualname__ != maker.__qualname__:
            raise ValueError(f"two exhibits are called {key}")

        @wraps(maker)
        def made(*asked: Any, **options: Any) -> Exhibit:
            return _reasoned(keeping.kept(maker, *asked, **options), asked)

        _register.makers[key] = made
        return made

    return note


def _reasoned(made: Exhibit, asked: tuple[Any, ...]) -> Exhibit:
    """The exhibit, which says why cells behind it are hidden from whoever looks: its picture, table and files alike."""
    answers = [one for one in asked if isinstance(one, Answer)]
    reasons = withheld.reasons(answers)
    small = max((one.small_market_count for one in answers), default=0)
    t = next((one for one in asked if isinstance(one, Translator)), None)
    if t is None:
        return made
    if small:
        made = made.with_notes(t("note.small_markets", number=small))
    if not reasons:
        return made
    why = withheld.in_words(withheld.BETWEEN.join(reasons), t)
    return made.with_reasons(t).with_notes(t("note.withheld_because", why=why))


def exhibits() -> dict[str, Maker]:
    """Every exhibit there is, found by walking ``components.charts``.

    That package stands above this module, so it is imported by name.
    """
    package = importlib.import_module("components.charts")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"components.charts.{module.name}")
    return dict(_register.makers)
