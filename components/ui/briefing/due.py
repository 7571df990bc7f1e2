"""When a briefing is to be written again: when a month of payments is complete that its last frozen version lacks."""

import re
from collections.abc import Sequence

from components.text import translator
from components.ui.briefing.recipes import Recipe
from components.ui.load import load
from data import briefings
from data.briefings import Briefing, Slide
from data.choice import Choice
from data.metrics.complete_months import newest_complete_month
from data.queries import payments

MONTHLY = "monthly"
_MONTH = re.compile(r"(?<!\d)\d{4}-\d{2}(?!\d)")


def is_due(known: Briefing) -> bool:
    """Whether it is a monthly one and a newer month is complete than at its last version. Raises: StoreProblem."""
    if known.schedule != MONTHLY:
        return False
    last = next(iter(briefings.versions(known.briefing_code)), None)
    now = complete_month(briefings.slides(known.briefing_code))
    return now != "" and (last is None or now > told_month(last.choice_in_words))


def complete_month(slides: Sequence[Slide]) -> str:
    """The newest complete month of payments of the place that the slides speak of; '' when there is none."""
    return newest_complete_month(load(payments.monthly_total, _place(slides)).rows)


def in_words(slides: Sequence[Slide], lang: str) -> str:
    """Up to which month payments are complete, as it stands on the cover; '' without payments."""
    month = complete_month(slides)
    return translator(lang)("briefing.up_to", month=month) if month else ""


def told_month(words: str) -> str:
    """The month that a version says it is complete up to; '' when it says none."""
    found = _MONTH.search(words)
    return found.group() if found else ""


def _place(slides: Sequence[Slide]) -> Choice:
    recipes = [found for one in slides if (found := Recipe.from_text(one.recipe)) is not None]
    said = dict(recipes[0].choices) if recipes else {}
    market = said.get("market_id", "")
    if market.isdigit():
        return Choice(market_id=int(market))
    return Choice(sido=said.get("sido") or None, sigungu=said.get("sigungu") or None)
