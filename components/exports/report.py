"""A report: exhibits in an order, each with a heading and a few sentences. What every kind of document is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from components.exhibit import Exhibit
from data.answer import SourceNote

#: Most sentences that stand beside one exhibit: one idea a slide.
MOST_SENTENCES = 3


@dataclass(frozen=True)
class Section:
    """One slide, or one part of a paper. exhibit: None on a slide of words alone. speaker_notes: never shown with it.

    Raises: ValueError with more sentences than a slide carries.
    """

    heading: str
    sentences: tuple[str, ...] = ()
    exhibit: Exhibit | None = None
    speaker_notes: str = ""

    def __post_init__(self) -> None:
        if len(self.sentences) > MOST_SENTENCES:
            raise ValueError(f"{len(self.sentences)} sentences beside {self.heading!r}")


@dataclass(frozen=True)
class Report:
    """What leaves the product as one document. snapshot_id: of the frozen briefing it shows, '' = of now.

    agency: whose report it is, for the header. choice_in_words: filters that hold for all of it.
    """

    title: str
    sections: tuple[Section, ...]
    lang: str
    agency: str = ""
    choice_in_words: str = ""
    snapshot_id: str = ""
    made_at: datetime = field(default_factory=lambda: datetime.now().astimezone())

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """Every exhibit in its order."""
        return tuple(section.exhibit for section in self.sections if section.exhibit is not None)

    @property
    def is_example(self) -> bool:
        """Whether any of it shows example data: then all of it says so."""
        return any(exhibit.is_example for exhibit in self.exhibits)

    @property
    def sources(self) -> tuple[SourceNote, ...]:
        """Every source behind it, each once, in the order of use."""
        return tuple(dict.fromkeys(source for exhibit in self.exhibits for source in exhibit.sources))


def report_of(exhibits: Exhibit | Sequence[Exhibit], title: str, lang: str) -> Report:
    """A report of exhibits as they stand on the screen: their own titles and findings are the words."""
    shown = [exhibits] if isinstance(exhibits, Exhibit) else exhibits
    made = (Section(one.title, (one.finding,) if one.finding else (), one) for one in shown)
    return Report(title=title, sections=tuple(made), lang=lang)
