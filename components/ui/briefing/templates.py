"""What a new briefing begins with: described in ``templates.toml``, filled with the figures of the place chosen."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

from components.exhibit import Exhibit
from components.exports.frozen import thawed
from components.exports.report import MOST_SENTENCES
from components.text import Translator
from components.ui.briefing import opening
from components.ui.briefing.recipes import Recipe
from components.ui.briefing.remaking import Progress, remade
from data.briefings import Slide


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
        is_others = recipe.panel == opening.SENTENCE and recipe.page in others
        new = [] if is_others else _slides(recipe, made, t)
        if not new and not _is_further(recipe):
            missing.append(_name(recipe, t))
        slides += [slide for slide in new if not any(one.exhibit and one.exhibit == slide.exhibit for one in slides)]
    return slides, list(dict.fromkeys(missing))


def _is_further(recipe: Recipe) -> bool:
    """The second or third figure of a page, which some have and some have not."""
    return recipe.panel.startswith("#") and recipe.panel != "#1"


def _name(recipe: Recipe, t: Translator) -> str:
    """What a figure is called before it is made: in the words of the template, with the page it would come from."""
    what = (
        t("briefing.opening")
        if recipe.panel == opening.SENTENCE
        else t.either(f"figure.{recipe.panel.split('|')[0]}", "")
    )
    page = t(f"page.{recipe.page}")
    return f"{what} ({page})" if what and what != page else page


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
    return [_anew(slide, found.get(at, {}), t) for at, slide in enumerate(slides)]


def _anew(slide: Slide, made: Mapping[str, str], t: Translator) -> Slide:
    if opening.is_opening(slide):
        return opening.anew(slide, made.get("sentence", ""))
    if not (exhibit := made.get("exhibit", "")):
        return slide
    former = thawed(slide.exhibit).finding if slide.exhibit else None
    now = thawed(exhibit).finding
    sentences = tuple(now if one == former else one for one in slide.sentences)
    return Slide(slide.heading, sentences, slide.speaker_notes, slide.recipe, slide.address, exhibit)


def _slides(recipe: Recipe, made: Mapping[str, str], t: Translator) -> list[Slide]:
    """One slide of a figure, as many of opening words as they need; none where there is nothing to show."""
    if recipe.panel == opening.SENTENCE:
        heading = t.either(f"opening.{recipe.page}", t(f"page.{recipe.page}"))
        return opening.slides(recipe, heading, made["sentence"], t)
    if not made["exhibit"]:
        return []
    exhibit = thawed(made["exhibit"])
    if exhibit.is_empty or _is_of_another(exhibit, recipe):
        return []
    sentences = (exhibit.finding,) if exhibit.finding else ()
    return [Slide(exhibit.title, sentences, "", recipe.text(), recipe.address(t.lang), made["exhibit"])]


def _is_of_another(exhibit: Exhibit, recipe: Recipe) -> bool:
    """A page that has nothing on a programme or market shows the first it knows: not what was asked for."""
    told = exhibit.choice.as_text()
    return any(told.get(name, value) != value for name, value in recipe.choices if name in ("programme", "market_id"))


__all__ = ["MOST_SENTENCES", "Template", "begun", "made_anew", "templates"]
