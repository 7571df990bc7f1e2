"""Versions of one event: claims under one topic, and in what they differ. They are shown together, never averaged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.messages import Words
from data.metrics.claims_said import joined, said

Fields = Mapping[str, str]
#: What two claims are compared by, and the columns that tell it. The later ones explain little by themselves.
DIFFERENCES: dict[str, tuple[str, ...]] = {
    "kind": ("claim_kind", "measure"),
    "base": ("base_text", "base_start_month", "base_end_month"),
    "scope": ("scope", "market_id", "sido_code"),
    "method": ("qualifier", "method", "wallet"),
    "period": ("start_month", "end_month"),
    "source": ("source",),
    "date": ("published_on",),
}
WRITTEN = ("claim_kind", "base_text", "scope", "qualifier", "source", "published_on")
EXPLAINING = ("kind", "base", "scope", "method", "period")


@dataclass(frozen=True)
class Version:
    """Another claim of the same topic. differs: keys of ``DIFFERENCES``; is_same: the same number, told twice."""

    claim_code: str
    differs: tuple[str, ...]
    is_same: bool = False

    @property
    def words(self) -> Words:
        """Why the two are not one number."""
        if self.is_same:
            return said("versions", "same")
        explaining = [key for key in self.differs if key in EXPLAINING]
        if not explaining:
            return said("versions", "unexplained")
        return said("versions", "why", what=joined([said("differs", key) for key in explaining]))


def versions(claims: Sequence[Fields]) -> dict[str, tuple[Version, ...]]:
    """Of each claim, by its code, the others of its topic in their order."""
    topics: dict[str, list[Fields]] = {}
    for claim in claims:
        if claim["topic"]:
            topics.setdefault(claim["topic"], []).append(claim)
    return {
        claim["claim_code"]: tuple(
            Version(other["claim_code"], differs := _differs(claim, other), _is_same(claim, other, differs))
            for other in topics.get(claim["topic"], ())
            if other is not claim
        )
        for claim in claims
    }


def _differs(claim: Fields, other: Fields) -> tuple[str, ...]:
    return tuple(key for key, columns in DIFFERENCES.items() if any(_apart(claim, other, name) for name in columns))


def _is_same(claim: Fields, other: Fields, differs: tuple[str, ...]) -> bool:
    """The same number about the same, told twice."""
    return claim["value_text"] == other["value_text"] and not set(differs) & set(EXPLAINING)


def _apart(claim: Fields, other: Fields, name: str) -> bool:
    """What was written differs; what only ties a claim to our rows counts where both have it."""
    one, two = claim.get(name, ""), other.get(name, "")
    return one != two and (name in WRITTEN or bool(one and two))
