"""The Korean font of pictures: NanumGothic (OFL), a file of an installed package."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from data.errors import FontMissing

PACKAGE = "koreanize_matplotlib"
FILES = {"regular": "NanumGothic.ttf", "bold": "NanumGothicBold.ttf"}
_least: ContextVar[float] = ContextVar("least", default=0.0)


@contextmanager
def no_smaller_than(size: float) -> Iterator[None]:
    """Inside, no letter is set smaller than so many points: a picture on a slide is read from the back of a hall."""
    token = _least.set(size)
    try:
        yield
    finally:
        _least.reset(token)


def points(size: float) -> float:
    """The size that letters of that size are set in here."""
    return max(size, _least.get())


@cache
def font_file(weight: str = "regular") -> Path:
    """Path of the font. The package is looked up, not imported: importing it changes matplotlib for everyone.

    Raises: FontMissing.
    """
    found = find_spec(PACKAGE)
    for folder in (found.submodule_search_locations or []) if found else []:
        path = Path(folder) / "fonts" / FILES[weight]
        if path.is_file():
            return path
    raise FontMissing(font=FILES[weight])


def font(size: float, *, bold: bool = False) -> Any:
    """matplotlib's properties for a text of that size in points. Raises: FontMissing."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=str(font_file("bold" if bold else "regular")), size=points(size))
