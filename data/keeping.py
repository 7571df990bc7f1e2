"""Keeps what was made of answers, so that a screen drawn again does not work it out again.

An answer of the store has an ``origin``: question, choice, who looks, version of the store. What a pure function makes
of it is kept under the origins of all its arguments: another version or another viewer is another key, so nothing old
and nothing that somebody else may see can come back. An answer that was changed on the way has no origin, and what is
made of it is made each time.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar, cast

import pandas as pd

Made = TypeVar("Made")
_all: list["Shelf"] = []


class Shelf:
    """The last so many things made, by their key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()
        _all.append(self)

    def take(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What is kept under that key, else what ``make`` makes. Two that ask at once may both make it."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                found: Made = self._things[key]
                return found
        made = make()
        with self._lock:
            self._things[key] = made
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made

    def clear(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._things.clear()


def forget() -> None:
    """Empty every shelf: for tests, which put another store at the same address."""
    for shelf in _all:
        shelf.clear()


def key_of(make: Callable[..., Any], asked: tuple[Any, ...], options: dict[str, Any]) -> Hashable | None:
    """What the result of that call is kept under; None where an argument does not say what it is."""
    parts = [_told(one) for one in (*asked, *options.values())]
    if any(part is None for part in parts):
        return None
    return make, len(asked), *options, *parts


def _told(one: Any) -> Hashable | None:
    """What an argument is: its origin where it has one, else itself where that never changes.

    With its type, because 1, 1.0 and True are one key to Python.
    """
    if hasattr(one, "origin"):
        return None if one.origin is None else (type(one), one.origin)
    try:
        hash(one)
    except TypeError:
        return None
    return type(one), one


_made = Shelf(4000)


def kept(make: Callable[..., Made], *asked: Any, **options: Any) -> Made:
    """What a pure function makes of its arguments, made once. What has an origin itself is given one.

    Frames come back as shallow copies: pandas copies on write, so a column that is added reaches nobody else.
    """
    key = key_of(make, asked, options)
    if key is None:
        return make(*asked, **options)
    return from_(key, _made.take(key, lambda: make(*asked, **options)))


def from_(origin: Hashable, made: Made) -> Made:
    """The same thing, said to come from there, with a frame of its own."""
    if isinstance(made, pd.DataFrame):
        return cast(Made, made.copy(deep=False))
    if not hasattr(made, "origin"):
        return made
    fresh = replace(made, rows=made.rows.copy(deep=False))  # type: ignore[type-var, attr-defined]
    object.__setattr__(fresh, "origin", origin)
    return fresh
