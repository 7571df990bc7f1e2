"""Where a slide's figure comes from, as text: page, choices of its address, and which panel of the page it is."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from components.ui import contents

#: Words of an address that say who is shown what, not what is shown.
NOT_A_CHOICE = ("lang", "briefing", "version", "slide")


@dataclass(frozen=True)
class Recipe:
    """panel: name of the exhibit on that page (``components.ui.twin.name``)."""

    page: str
    choices: tuple[tuple[str, str], ...]
    panel: str

    @classmethod
    def of(cls, page: str, choices: Mapping[str, str], panel: str) -> "Recipe":
        """The recipe of a panel on a page at that address."""
        kept = sorted((name, value) for name, value in choices.items() if name not in NOT_A_CHOICE)
        return cls(page, tuple(kept), panel)

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> "Recipe | None":
        """What was kept; None for '' and for what this program does not understand."""
        try:
            told = json.loads(text)
            made = cls(told["page"], tuple((a, b) for a, b in told["choices"]), str(told["panel"]))
        except (ValueError, KeyError, TypeError):
            return None
        return made if made.page in contents.PAGES else None

    def address(self, lang: str) -> str:
        """The page with those choices, as a link below the product's own address."""
        query = urlencode([*self.choices, *([("lang", lang)] if lang != "ko" else [])])
        slug = "" if self.page == contents.FIRST else self.page
        return f"{slug}?{query}" if query else slug
