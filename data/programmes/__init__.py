"""Kinds of programme and words of their figures, as data: each kind is one description in ``kinds.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
KINDS = HERE / "kinds.toml"
#: Every view a kind may show; the page has one function for each.
VIEWS = (
    "targets", "ratios", "adoption", "delivery", "going_on", "broadcasts", "teams", "milestones", "learners", "coupons",
    "exposure", "campaign", "same_days", "channels", "promises", "effect", "reach", "assets", "parking", "cameras",
    "managers", "requests", "claims",
)  # fmt: skip
#: What the page of a kind that nobody described shows: whatever there are rows of.
USUAL = (
    "targets", "ratios", "promises", "broadcasts", "learners", "coupons", "exposure", "teams", "assets", "going_on",
)  # fmt: skip


@dataclass(frozen=True)
class ProgrammeKind:
    """One kind. views: in the order of its page. supports: items of readiness. channels: sales channels it opens.

    sells: whether it is asked what was sold; a car park or a camera is not. spellings: further
    words for it in files.
    """

    name: str
    ko: str
    en: str
    icon: str
    views: tuple[str, ...]
    supports: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    sells: bool = True
    spellings: tuple[str, ...] = ()
    means_ko: str = ""
    means_en: str = ""

    def title(self, lang: str) -> str:
        """Its name in that language."""
        return self.en if lang == "en" else self.ko

    def meaning(self, lang: str) -> str:
        """How its figures are to be read."""
        return self.means_en if lang == "en" else self.means_ko


@dataclass(frozen=True)
class Figure:
    """What a figure counts, in both languages. is_term: a condition (a cap, a rate), never a target."""

    name: str
    ko: str
    en: str
    is_term: bool = False

    def title(self, lang: str) -> str:
        """Its words in that language."""
        return self.en if lang == "en" else self.ko


@dataclass(frozen=True)
class Ratio:
    """Two figures of one programme whose quotient, difference or product (by over, minus, times) answers a question.

    unit: share, or krw for a sum by something.
    """

    part: str
    whole: str
    unit: str
    ko: str
    en: str
    by: str = "over"

    def title(self, lang: str) -> str:
        """The question in that language."""
        return self.en if lang == "en" else self.ko


def kinds() -> dict[str, ProgrammeKind]:
    """Every kind by its name, in the order of the descriptions. Raises: ValueError for a view that nothing draws."""
    return _kinds(KINDS, KINDS.stat().st_mtime_ns)


def kind(name: str) -> ProgrammeKind:
    """The kind of that name; one that nobody described keeps its name and shows what there are rows of."""
    return kinds().get(name) or ProgrammeKind(name, name, name, "category", USUAL)


@cache
def figures() -> dict[str, Figure]:
    """Every known figure by its name."""
    return {
        name: Figure(name, told["ko"], told["en"], told.get("is_term", False))
        for name, told in _figures()["figures"].items()
    }


@cache
def ratios() -> tuple[Ratio, ...]:
    """The quotients that are told, in order."""
    return tuple(Ratio(**told) for told in _figures()["ratios"])


def figure_named(words: str) -> str:
    """The figure that a file's words speak of; '' for words nobody described."""
    return _by_words().get(_plain(words), "")


def figure_title(words: str, lang: str) -> str:
    """A file's words in the reader's language where they are known, else as they are."""
    known = figures().get(figure_named(words))
    return known.title(lang) if known and lang == "en" else words


@cache
def _kinds(path: Path, changed: int) -> dict[str, ProgrammeKind]:
    with path.open("rb") as file:
        return {name: _kind(name, told) for name, told in tomllib.load(file).items()}


def _kind(name: str, told: dict[str, Any]) -> ProgrammeKind:
    lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
    unknown = set(lists.get("views", ())) - set(VIEWS)
    if unknown:
        raise ValueError(f"{name}: no view is called {', '.join(sorted(unknown))}")
    return ProgrammeKind(name, **{**told, **lists})


@cache
def _figures() -> dict[str, Any]:
    with (HERE / "figures.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _by_words() -> dict[str, str]:
    return {_plain(word): name for name, told in _figures()["figures"].items() for word in [name, *told["names"]]}


def _plain(words: str) -> str:
    return "".join(words.split()).casefold()
