"""Which row of a register edition is which known market: several signs together, one edition at a time. Pure.

Within one edition no two rows are the same market. Signs are weighed in passes, the surest first, so that a row with
an exact counterpart never competes for another's. Every match carries the key of its reason; what no pass can settle
becomes a doubt.

Which default harms less? A doubtful pair stays two markets and becomes a question. Two markets joined by mistake add
their money up in silence and nobody notices; one market kept twice stands in the list of questions and is joined by
one answer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from data.identity.names import MarketName

Key = tuple[int, int]


@dataclass(frozen=True)
class Sighting:
    """One row of a register, made comparable. city: code of the city or county as it is today ("" = not told)."""

    key: Key
    name: MarketName
    sido: str = ""
    city: str = ""
    place_words: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    spots: frozenset[str] = frozenset()
    quarters: frozenset[str] = frozenset()


@dataclass
class Known:
    """A market as the editions so far show it."""

    members: list[Sighting] = field(default_factory=list)
    fixed_id: int | None = None

    def mains(self) -> set[str]:
        """Names outside brackets, of all editions."""
        return {member.name.main for member in self.members}

    def names(self) -> set[str]:
        """All names."""
        return {name for member in self.members for name in member.name.all}

    @property
    def latest(self) -> Sighting:
        """The newest row."""
        return self.members[-1]


@dataclass(frozen=True)
class Match:
    """A row judged to be that known market. reason: key of messages.toml under ``identity.``."""

    sighting: Sighting
    known: Known
    reason: str
    score: float
    metres: float | None = None
    is_doubt: bool = False


def signature(sighting: Sighting, known: Known) -> str:
    """Recognises a pair in the next edition: names and cities of both sides, and the quarter where the names are
    equal.
    """
    other = known.latest
    sides = [f"{side.name.main}@{side.city or side.sido}" for side in (sighting, other)]
    if sides[0] == sides[1]:
        sides = [
            f"{side}/{min(s.spots or s.quarters, default='')}" for side, s in zip(sides, (sighting, other), strict=True)
        ]
    return " | ".join(sorted(sides))


@dataclass
class Edition:
    """One edition being matched: rows and markets that are still without a partner, and what was found."""

    sightings: list[Sighting]
    knowns: list[Known]
    answers: Mapping[str, str]
    matches: list[Match] = field(default_factory=list)
    doubts: list[Match] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rows_left = {s.key for s in self.sightings}
        self._knowns_left = {id(k) for k in self.knowns}

    def rows(self) -> Iterator[Sighting]:
        """Rows without a partner."""
        return (s for s in self.sightings if s.key in self._rows_left)

    def markets(self) -> Iterator[Known]:
        """Markets without a partner in this edition."""
        return (k for k in self.knowns if id(k) in self._knowns_left)

    def answer(self, sighting: Sighting, known: Known) -> str:
        """What a person said about the pair: same, different, or ""."""
        return self.answers.get(signature(sighting, known), "")

    def take(self, found: Match) -> None:
        """Keep a match, unless a person said they differ or one side has a partner by now."""
        free = found.sighting.key in self._rows_left and id(found.known) in self._knowns_left
        if not free or self.answer(found.sighting, found.known) == "different":
            return
        if found.is_doubt:
            self.doubts.append(found)
            return
        self.matches.append(found)
        self._rows_left.discard(found.sighting.key)
        self._knowns_left.discard(id(found.known))

    def settle_doubts(self) -> None:
        """Doubts stand only while both sides are without a partner; the likeliest of each row comes first."""
        self.doubts = sorted(
            (d for d in self.doubts if d.sighting.key in self._rows_left and id(d.known) in self._knowns_left),
            key=lambda d: (-d.score, d.metres if d.metres is not None else 1e9, d.sighting.key),
        )
        seen: set[Key] = set()
        self.doubts = [d for d in self.doubts if not (d.sighting.key in seen or seen.add(d.sighting.key))]  # type: ignore[func-returns-value]
