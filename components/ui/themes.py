"""What things are about: sources by their subject, metrics by their module, put under the words of their themes."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from components.text import Translator
from components.text.translator import words

Thing = TypeVar("Thing")


def by_theme(
    things: Iterable[Thing], what: str, subject: Callable[[Thing], str], t: Translator
) -> dict[str, list[Thing]]:
    """Things under the words of their theme (``<what>_theme.<subject>``), in the order in which those words stand."""
    order = list(dict.fromkeys(t(key) for key in words() if key.startswith(f"{what}_theme.")))
    themes: dict[str, list[Thing]] = {theme: [] for theme in (*order, t("reference.other_theme"))}
    for thing in things:
        themes[t.either(f"{what}_theme.{subject(thing)}", t("reference.other_theme"))].append(thing)
    return {theme: some for theme, some in themes.items() if some}
