"""What came of a claim: its state, the readings of its number, the arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from data.messages import Words
from data.metrics.claims_computed import Computed
from data.metrics.claims_givens import scale_of
from data.metrics.claims_published import Published
from data.metrics.claims_said import joined, said
from data.vague import Interval


class State(StrEnum):
    """What the numbers make of a claim. Words: ``claims_words.toml``, group state."""

    REPRODUCED = "reproduced"
    WITHIN = "within_vagueness"
    WITHIN_ONLY = "within_vagueness_only"
    NOT_CHECKABLE = "not_checkable"
    AMBIGUOUS = "ambiguous"
    CONTRADICTED = "contradicted"

    @property
    def gravity(self) -> int:
        """0 for the best; the worst first in lists."""
        return list(type(self)).index(self)

    @property
    def words(self) -> Words:
        """Its name."""
        return said("state", self)


#: States in which the published number stands as it is, or at least nothing speaks against it.
OUTCOMES = (State.REPRODUCED, State.WITHIN, State.WITHIN_ONLY, State.NOT_CHECKABLE)
#: States in which it may be printed.
PRINTABLE = (State.REPRODUCED, State.WITHIN)
#: Doubts that must be settled before anybody prints the number.
TO_SETTLE = ("persons_or_entries", "not_persons", "part_exceeds_whole", "over_hundred")


@dataclass(frozen=True)
class ReadAs:
    """One meaning of the published number. value: what it would make the kind's result; fits: the numbers agree."""

    key: str
    words: Words
    value: Interval
    point: float
    fits: bool | None = None
    mode: str = ""


@dataclass(frozen=True)
class Follows:
    """A number that follows from the others. unit as in ``claims_kinds.toml``."""

    key: str
    words: Words
    value: Interval
    point: float
    unit: str
    line: Words


@dataclass(frozen=True)
class Check:
    """What one set of numbers makes of a claim. right: the wording that would be right."""

    state: State
    reason: Words
    readings: tuple[ReadAs, ...] = ()
    computed: Computed | None = None
    lines: tuple[Words, ...] = ()
    compared: tuple[Words, ...] = ()
    also: tuple[Follows, ...] = ()
    doubts: tuple[Words, ...] = ()
    right: Words | None = None

    def completed(
        self,
        made: Computed | None,
        lines: tuple[Words, ...],
        also: tuple[Follows, ...],
        doubts: tuple[Words, ...],
    ) -> "Check":
        """With everything besides the outcome. Lines: the computation, the comparison, what follows, what to note."""
        doubts = (*self.doubts, *doubts)
        all_lines = (
            *lines, *self.compared, *(one.line for one in also), *(said("line", "doubt", text=one) for one in doubts),
        )  # fmt: skip
        return replace(self, computed=made, lines=all_lines, also=also, doubts=doubts)

    def because(self, reason: Words) -> "Check":
        """The same for another reason."""
        return replace(self, reason=reason)

    def noting(self, doubt: Words) -> "Check":
        """The same with something to note."""
        return replace(self, doubts=(*self.doubts, doubt))

    def beside(self, other: "Check") -> "Check":
        """The same, with the reason of a check that could not be made."""
        return replace(self, reason=joined([self.reason, other.reason], " "), lines=(*self.lines, *other.lines))

    def noted_beside(self, *doubts: Words) -> "Check":
        """The same with something to note, also below the arithmetic."""
        lines = tuple(said("line", "doubt", text=doubt) for doubt in doubts)
        return replace(self, lines=(*self.lines, *lines), doubts=(*self.doubts, *doubts))

    def after(self, first: "Check") -> "Check":
        """The same with the arithmetic and notes of the one that was made first above its own, none twice."""
        lines = tuple(dict.fromkeys((*first.lines, *self.lines)))
        return replace(self, lines=lines, doubts=tuple(dict.fromkeys((*first.doubts, *self.doubts))))


@dataclass(frozen=True)
class Verdict:
    """The whole answer about one claim.

    low, high, point: what was computed, in ``unit`` as it is written (percent as percent); None when nothing was.
    basis: given, store, both or ''; from_givens, from_store: what each of them comes to.
    """

    claim_code: str
    state: State
    reason: Words
    readings: tuple[ReadAs, ...]
    low: float | None
    high: float | None
    point: float | None
    unit: str
    arithmetic: tuple[Words, ...]
    also: tuple[Follows, ...]
    doubts: tuple[Words, ...]
    right: Words | None
    basis: str
    published: Published | None
    computed: Computed | None
    from_givens: Computed | None = None
    from_store: Computed | None = None

    @classmethod
    def of(
        cls,
        code: str,
        made: Check,
        number: Published | None,
        told: Computed | None = None,
        ours: Computed | None = None,
    ) -> "Verdict":
        """The verdict of a check. told, ours: what the numbers given and our own rows come to."""
        basis = "both" if told and ours else "store" if ours else "given" if told else ""
        found = made.computed
        unit = found.unit if found else number.unit if number else ""
        scale = scale_of(unit)
        stated = found.result["stated"] if found else None
        return cls(
            code, made.state, made.reason, made.readings,
            stated.low / scale if stated else None, stated.high / scale if stated else None,
            found.point / scale if found else None,
            unit, made.lines, made.also, made.doubts, made.right, basis, number, found, told, ours,
        )  # fmt: skip

    @property
    def is_printable(self) -> bool:
        """Whether the number may stand in a press release as it is."""
        return self.state in PRINTABLE and not self.is_doubted

    @property
    def is_doubted(self) -> bool:
        """Whether something must be settled first: a unit, a part above its whole."""
        return any(said("doubt", key) in self.doubts for key in TO_SETTLE)


def following_texts(also: Sequence[Follows]) -> Words | None:
    """What follows, in a row; None where nothing does."""
    return joined([one.words for one in also]) if also else None
