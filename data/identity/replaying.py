"""All editions judged again from the oldest to the newest: the same rows give the same markets, in whatever order
they came.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from data.identity.matching import Key, Known, Match, Sighting
from data.identity.passes import match_edition


@dataclass(frozen=True)
class Verdict:
    """What was decided about one row. decision: new, same, confirmed or split (doubtful, kept apart)."""

    decision: str
    reason: str
    score: float
    metres: float | None = None
    partner: str = ""


@dataclass
class Replay:
    """Markets, the verdict on each row, and the doubts that wait for a person."""

    knowns: list[Known] = field(default_factory=list)
    verdicts: dict[Key, Verdict] = field(default_factory=dict)
    doubts: list[Match] = field(default_factory=list)


def replay(
    editions: Sequence[Sequence[Sighting]], answers: Mapping[str, str] | None = None, seeds: Sequence[Known] = ()
) -> Replay:
    """Judge edition after edition. seeds: markets that stand without a register (only payments refer to them)."""
    done = Replay(knowns=list(seeds))
    for sightings in editions:
        found = match_edition(sightings, done.knowns, answers)
        for match in found.matches:
            partner = match.known.latest.name.main
            match.known.members.append(match.sighting)
            decision = "confirmed" if match.reason == "confirmed" else "same"
            done.verdicts[match.sighting.key] = Verdict(decision, match.reason, match.score, match.metres, partner)
        for doubt in found.doubts:
            done.verdicts[doubt.sighting.key] = Verdict(
                "split", doubt.reason, doubt.score, doubt.metres, doubt.known.latest.name.main
            )
        done.doubts += found.doubts
        for sighting in found.rows():
            done.verdicts.setdefault(sighting.key, Verdict("new", "first_seen", 1.0))
            done.knowns.append(Known([sighting]))
    return done


def numbered(
    knowns: Sequence[Known], former: Mapping[Key, int], next_id: int, preferred: Collection[int] = ()
) -> dict[int, Known]:
    """Give each market the number most of its rows had, one of ``preferred`` first; where two want the same, the
    larger share.

    A market none of whose rows had a number gets a new one.
    """
    votes = [(Counter(former[m.key] for m in known.members if m.key in former), known) for known in knowns]
    wishes = sorted(
        ((count, market_id, index) for index, (vote, _) in enumerate(votes) for market_id, count in vote.items()),
        key=lambda wish: (wish[1] not in preferred, -wish[0], wish[1], wish[2]),
    )
    out: dict[int, Known] = {known.fixed_id: known for known in knowns if known.fixed_id is not None}
    placed = {id(known) for known in out.values()}
    for _, market_id, index in wishes:
        if market_id not in out and id(knowns[index]) not in placed:
            out[market_id] = knowns[index]
            placed.add(id(knowns[index]))
    for known in knowns:
        if id(known) not in placed:
            while next_id in out:
                next_id += 1
            out[next_id] = known
            next_id += 1
    return out
