"""What is read off the rows: pure functions on the tidy rows of a query, each with its unit and its good direction.

The words of a metric (name, definition, limits) stand in words.toml under ``metric.<key>``. A metric that the rows
cannot answer has ``value`` None and says why; None never means zero.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, wraps
from types import FunctionType
from typing import Any, Protocol, cast

from data import keeping
from data.answer import Answer
from data.metrics.reading import Basis, Caution, Good, Reading, Unit, Why

__all__ = ["Basis", "Caution", "Good", "Metric", "Reading", "Unit", "Why", "catalogue", "metric"]


class Measured(Protocol):
    """A metric's function: takes the rows of the queries its docstring names, or their answer."""

    metric: "Metric"

    def __call__(self, rows: Any, *more: Any, **options: Any) -> Reading:
        """The reading."""


@dataclass(frozen=True)
class Metric:
    """A metric of the catalogue. good: which way is good; neutral where neither is."""

    key: str
    unit: Unit
    good: Good
    subject: str
    read: Measured


def metric(key: str, *, unit: Unit, good: Good) -> Callable[[Callable[..., Reading]], Measured]:
    """Decorator: makes a function a metric. It is given frames, whatever it was called with, its reading gets the key,
    and a reading of answers of the store is read once (``data.keeping``)."""

    def note(measure: Callable[..., Reading]) -> Measured:
        def fresh(*asked: Any, **options: Any) -> Reading:
            made = measure(*(_frame(one) for one in asked), **{name: _frame(one) for name, one in options.items()})
            return replace(made, key=key, unit=unit, good=good)

        @wraps(measure)
        def read(*asked: Any, **options: Any) -> Reading:
            return keeping.kept(fresh, *asked, **options)

        measured = cast(Measured, read)
        measured.metric = Metric(key, unit, good, measure.__module__.rpartition(".")[2], measured)
        return measured

    return note


@cache
def catalogue() -> dict[str, Metric]:
    """Every metric by its key, found by walking this package."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    functions = [member for module in modules for member in vars(module).values() if isinstance(member, FunctionType)]
    found = [cast(Measured, member).metric for member in functions if hasattr(member, "metric")]
    return {one.key: one for one in sorted(found, key=lambda one: one.key)}


def _frame(asked: Any) -> Any:
    return asked.rows if isinstance(asked, Answer) else asked
