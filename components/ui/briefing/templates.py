"""What a new briefing begins with: described in ``templates.toml``, filled with the figures of the place chosen."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from components.exhibit import Exhibit
from components.exports.frozen import thawed
from components.text import Translator
from components.ui.briefing.recipes import Recipe
from components.ui.briefing.remaking import Progress, remade
from data.briefings import Slide

#: In place of a panel: the sentences its page begins with.
SENTENCE = "sentence"
MOST_SENTENCES = 3


@dataclass(frozen=True)
class Template:
    """place: what has to be chosen (``sido``, ``market_id``, ``programme`` or ''). slides: page and panel."""

    place: str
    slides: tuple[tuple[str, str], ...]


@cache
def templates() -> dict[str, Template]:
    """Every template by its name."""
    with (Path(__file__).parent / "templates.toml").open("rb") as file:
        told = tomllib.load(file)
    return {name: Template(one["place"], tuple((a, b) for a, b in one["slides"])) for name, one in told.items()}


def begun(
    template: str, choices: Mapping[str, str], t: Translator, progress: Progress | None = None
) -> tuple[list[Slide], list[str]]:
    """Slides of a template for that place, and the names of the figures for which there is nothing to show."""
    recipes = [_recipe(place, choices, panel) for place, panel in templates()[template].slides]
    slides: list[Slide] = []
    missing: list[str] = []
    found = list(zip(recipes, remade(recipes, t.lang, progress), strict=True))
    others = {one.page for one, made in found if made["exhibit"] and _is_of_another(thawed(made["exhibit"]), one)}
    for recipe, made in found:
        slide = None if recipe.panel == SENTENCE and recipe.page in others else _slide(recipe, made, t)
        if slide is None:
            missing.append(_name(recipe, t))
        elif any(one.exhibit and one.exhibit == slide.exhibit for one in slides):
            continue
        else:
            slides.append(slide)
    return slides, list(dict.fromkeys(missing))


def _name(recipe: Recipe, t: Translator) -> str:
    """What a figure is called before it is made: in the words of the template, with the page it would come from."""
    what = t("briefing.opening") if recipe.panel == SENTENCE else t.either(f"figure.{recipe.panel.split('|')[0]}", "")
    return f"{what} ({t(f'page.{recipe.page}')})" if what else t(f"page.{recipe.page}")


def _recipe(place: str, choices: Mapping[str, str], panel: str) -> Recipe:
    """place: page, and after a question mark what its address says besides."""
    page, _, more = place.partition("?")
    return Recipe.of(page, {**choices, **dict(parse_qsl(more))}, panel)


def made_anew(slides: Sequence[Slide], t: Translator, progress: Progress | None = None) -> list[Slide]:
    """The same slides with the figures of now; one that cannot be made again keeps the figure it has.

    A sentence that was the old figure's finding becomes the new one's; what somebody wrote stays.
    """
    asked = [(at, one) for at, slide in enumerate(slides) if (one := Recipe.from_text(slide.recipe)) is not None]
    found = dict(zip((at for at, _ in asked), remade([one for _, one in asked], t.lang, progress), strict=True))
    return [_anew(slide, found.get(at, {}).get("exhibit", "")) for at, slide in enumerate(slides)]


def _anew(slide: Slide, exhibit: str) -> Slide:
    if not exhibit:
        return slide
    former = thawed(slide.exhibit).finding if slide.exhibit else None
    now = thawed(exhibit).finding
    sentences = tuple(now if one == former else one for one in slide.sentences)
    return Slide(slide.heading, sentences, slide.speaker_notes, slide.recipe, slide.address, exhibit)


def _slide(recipe: Recipe, made: Mapping[str, str], t: Translator) -> Slide | None:
    if recipe.panel == SENTENCE:
        return _of_words(recipe, made["sentence"], t)
    if not made["exhibit"]:
        return None
    exhibit = thawed(made["exhibit"])
    if exhibit.is_empty or _is_of_another(exhibit, recipe):
        return None
    sentences = (exhibit.finding,) if exhibit.finding else ()
    return Slide(exhibit.title, sentences, "", recipe.text(), recipe.address(t.lang), made["exhibit"])


def _is_of_another(exhibit: Exhibit, recipe: Recipe) -> bool:
    """A page that has nothing on a programme or market shows the first it knows: not what was asked for."""
    told = exhibit.choice.as_text()
    return any(told.get(name, value) != value for name, value in recipe.choices if name in ("programme", "market_id"))


def _of_words(recipe: Recipe, sentence: str, t: Translator) -> Slide | None:
    """A slide of the page's own sentences, at most three to a slide."""
    parts = [part if part.endswith(".") else f"{part}." for part in sentence.split(". ") if part]
    if not parts:
        return None
    kept = [*parts[: MOST_SENTENCES - 1], " ".join(parts[MOST_SENTENCES - 1 :])]
    heading = t.either(f"opening.{recipe.page}", t(f"page.{recipe.page}"))
    return Slide(heading, tuple(one for one in kept if one), "", "", recipe.address(t.lang))


__all__ = ["MOST_SENTENCES", "Template", "begun", "made_anew", "templates"]
