"""Editions of a source in words: a figure is as old as the oldest file behind it, so none of them goes unsaid."""

from components.text.translator import Translator

#: More than these make a line that nobody reads to its end.
NAMED = 3


def editions_in_words(edition: str, editions: tuple[str, ...], t: Translator) -> str:
    """Newest first, at most three by name, then how many more. edition: stands where the others are not told."""
    named = ", ".join(editions[:NAMED]) or edition
    more = len(editions) - NAMED
    return t("panel.more_editions", named=named, count=more) if more > 0 else named
