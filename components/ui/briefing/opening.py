"""Slides of the words a page begins with: as many as its sentences need, made anew as long as nobody rewrote them."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil

from components.exports.report import MOST_SENTENCES
from components.exports.tables import squares
from components.text import Translator
from components.ui.briefing.recipes import Recipe
from data.briefings import Slide

#: In place of a panel: the sentences its page begins with.
SENTENCE = "sentence"
#: Squares of Hangul that a line of such a slide holds, or little more.
ONE_LINE = 50


def slides(recipe: Recipe, heading: str, sentence: str, t: Translator) -> list[Slide]:
    """The sentences on slides of at most three, evenly; each knows which part it is and what it said."""
    told = _parts(sentence)
    made = []
    for at, part in enumerate(told):
        of = t("export.goes_on", heading=heading, number=at + 1, of=len(told)) if len(told) > 1 else heading
        made.append(Slide(of, part, "", _recipe(recipe, at, part).text(), recipe.address(t.lang)))
    return made


def is_opening(slide: Slide) -> bool:
    """Whether a slide was begun with sentences of a page."""
    recipe = Recipe.from_text(slide.recipe)
    return recipe is not None and recipe.panel.split("|")[0] == SENTENCE


def is_rewritten(slide: Slide) -> bool:
    """Whether somebody has written on those sentences since."""
    recipe = Recipe.from_text(slide.recipe)
    return recipe is not None and recipe.panel.split("|")[-1] != _mark(slide.sentences)


def anew(slide: Slide, sentence: str) -> Slide:
    """The slide with the sentences of now; as it is where somebody wrote on it, or the page says less than it did."""
    recipe = Recipe.from_text(slide.recipe)
    told = _parts(sentence)
    if recipe is None or is_rewritten(slide):
        return slide
    at = int(recipe.panel.split("|")[1])
    if at >= len(told):
        return slide
    return replace(slide, sentences=told[at], recipe=_recipe(recipe, at, told[at]).text())


def _parts(sentence: str) -> list[tuple[str, ...]]:
    told = _joined([part if part.endswith(".") else f"{part}." for part in sentence.split(". ") if part])
    each = ceil(len(told) / ceil(len(told) / MOST_SENTENCES)) if told else 1
    return [tuple(told[at : at + each]) for at in range(0, len(told), each)]


def _joined(told: list[str]) -> list[str]:
    """More sentences than a slide carries: neighbours that fit one line together stand there as one."""
    while len(told) > MOST_SENTENCES:
        pairs = [squares(one) + squares(other) for one, other in pairwise(told)]
        if min(pairs) > ONE_LINE:
            break
        at = pairs.index(min(pairs))
        told = [*told[:at], f"{told[at]} {told[at + 1]}", *told[at + 2 :]]
    return told


def _recipe(recipe: Recipe, at: int, sentences: Sequence[str]) -> Recipe:
    return replace(recipe, panel=f"{SENTENCE}|{at}|{_mark(sentences)}")


def _mark(sentences: Sequence[str]) -> str:
    return hashlib.blake2b("\n".join(sentences).encode(), digest_size=4).hexdigest()
