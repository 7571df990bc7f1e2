"""The Korean font of pictures: NanumGothic (OFL), a file of an installed package."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from data.errors import FontMissing

PACKAGE = "koreanize_matplotlib"
FILES = {"regular": "NanumGothic.ttf", "bold": "NanumGothicBold.ttf"}


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

    return FontProperties(fname=str(font_file("bold" if bold else "regular")), size=size)
