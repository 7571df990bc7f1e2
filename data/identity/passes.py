"""The passes by which rows find their markets, the surest first. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.identity.matching import Edition, Known, Match, Sighting
from data.identity.places import metres_between

#: Registers geocode the same address up to this far apart (measured: 95 of 100 within 150 m).
NEAR_M = 150.0
#: A market and its former name lie this near, its gate and its office at the most.
SAME_AREA_M = 500.0
#: Beyond this two of the same name in one city are not joined by the name alone (a county town and its villages).
FAR_M = 2_000.0
#: Same building: a different name there is at least worth a question.
SAME_SPOT_M = 30.0


def match_edition(
    sightings: Sequence[Sighting], knowns: Sequence[Known], answers: Mapping[str, str] | None = None
) -> Edition:
    """Partners of the rows of one edition among the known markets. answers: signature -> "same" or "different"."""
    edition = Edition(list(sightings), list(knowns), answers or {})
    for a_pass in (
        _confirmed,
        _same_full_name,
        _same_name,
        _same_name_elsewhere,
        _other_name,
        _same_stem,
        _shared_part,
        _contained,
        _same_spot,
    ):
        for found in a_pass(edition):
            edition.take(found)
    edition.settle_doubts()
    return edition


@dataclass(frozen=True)
class _Pair:
    sighting: Sighting
    known: Known
    metres: float | None
    same_spot: bool
    same_quarter: bool

    @property
    def placed(self) -> bool:
        """Something but the city says they are at one place."""
        return self.same_spot or (self.metres is not None and self.metres <= NEAR_M)

    @property
    def apart(self) -> bool:
        """Both have points, far from one another, and no address or quarter in common."""
        return self.metres is not None and self.metres > FAR_M and not (self.same_spot or self.same_quarter)

    @property
    def rank(self) -> tuple[bool, float, bool]:
        """Likelier pairs sort first."""
        return (not self.same_spot, self.metres if self.metres is not None else FAR_M, not self.same_quarter)

    def match(self, reason: str, score: float, is_doubt: bool = False) -> Match:
        return Match(self.sighting, self.known, reason, score, self.metres, is_doubt)


def _pair(sighting: Sighting, known: Known) -> _Pair:
    points = [member.point for member in known.members if member.point is not None]
    metres = min((metres_between(sighting.point, p) for p in points), default=None) if sighting.point else None
    return _Pair(
        sighting,
        known,
        metres,
        any(sighting.spots & member.spots for member in known.members),
        any(sighting.quarters & member.quarters for member in known.members),
    )


def _same_city(sighting: Sighting, known: Known) -> bool:
    return bool(sighting.city) and any(member.city == sighting.city for member in known.members)


def _may_be_same_city(sighting: Sighting, known: Known) -> bool:
    """Same city, or the city of one side is not told and the province fits."""
    return _same_city(sighting, known) or any(
        member.sido == sighting.sido and not (member.city and sighting.city) for member in known.members
    )


def _groups(
    edition: Edition, keys_of: Callable[[Sighting], Iterable[str]], fits: Callable[[Sighting, Known], bool]
) -> Iterator[tuple[Sighting, list[_Pair], int]]:
    """Each row left, its pairs that share a key and fit, and how many rows left compete for the same markets."""
    rows = list(edition.rows())
    if not rows:
        return
    by_key: dict[str, list[Known]] = defaultdict(list)
    for known in edition.markets():
        for key in {key for member in known.members for key in keys_of(member)}:
            by_key[key].append(known)
    found: list[tuple[Sighting, list[_Pair]]] = []
    wanted: dict[int, int] = defaultdict(int)
    for sighting in rows:
        near = {id(known): known for key in keys_of(sighting) for known in by_key.get(key, ())}
        pairs = sorted((_pair(sighting, k) for k in near.values() if fits(sighting, k)), key=lambda pair: pair.rank)
        if pairs:
            found.append((sighting, pairs))
            for pair in pairs:
                wanted[id(pair.known)] += 1
    for sighting, pairs in sorted(found, key=lambda one: one[1][0].rank):
        yield sighting, pairs, max(wanted[id(pair.known)] for pair in pairs)


def _confirmed(edition: Edition) -> Iterator[Match]:
    """Pairs a person has joined."""
    if "same" not in edition.answers.values():
        return
    said = {part for pair, answer in edition.answers.items() if answer == "same" for part in pair.split(" | ")}
    named = {part.split("@")[0] for part in said}
    rows = [s for s in edition.rows() if s.name.main in named]
    for known in [k for k in edition.markets() if k.latest.name.main in named]:
        for sighting in rows:
            if edition.answer(sighting, known) == "same":
                yield _pair(sighting, known).match("confirmed", 1.0)


def _same_full_name(edition: Edition) -> Iterator[Match]:
    """Equal name with equal remark in brackets, only one on each side in the city."""

    def keys(sighting: Sighting) -> tuple[str]:
        return (f"{sighting.name.main}({','.join(sorted(sighting.name.remarks | sighting.name.others))})",)

    for _, pairs, competing in _groups(edition, keys, _same_city):
        if len(pairs) == 1 and competing == 1 and not pairs[0].apart:
            yield pairs[0].match("same_name_same_city", 1.0 if pairs[0].placed or pairs[0].metres is None else 0.95)


def _same_name(edition: Edition) -> Iterator[Match]:
    """Equal name in the same city. Two of that name there are told apart by address and distance."""
    for _, pairs, competing in _groups(edition, lambda s: (s.name.main,), _may_be_same_city):
        best = pairs[0]
        alone = len(pairs) == 1 and competing == 1
        if alone and _remarks_differ(best):
            yield best.match("same_name_other_remark", 0.5, is_doubt=not best.placed)
        elif alone and best.apart:
            yield best.match("same_name_far", 0.6, is_doubt=True)
        elif alone:
            yield best.match("same_name_same_city", 1.0 if best.placed or best.metres is None else 0.95)
        elif best.placed:
            yield best.match("same_name_same_place", 0.95)
        else:
            yield from (pair.match("same_name_several", 0.6, is_doubt=True) for pair in pairs)


def _remarks_differ(pair: _Pair) -> bool:
    """A building and an alley of one name, told apart by the remark in brackets."""
    mine = pair.sighting.name.remarks
    theirs = {remark for member in pair.known.members for remark in member.name.remarks}
    return bool(mine) and bool(theirs) and not mine & theirs


def _same_name_elsewhere(edition: Edition) -> Iterator[Match]:
    """Equal name at the same place, though the register says another city: its region was wrong or has changed."""
    for _, pairs, _competing in _groups(edition, lambda s: (s.name.main,), lambda _s, _k: True):
        if pairs[0].metres is not None and pairs[0].metres <= NEAR_M:
            yield pairs[0].match("same_name_same_point", 0.9)


def _other_name(edition: Edition) -> Iterator[Match]:
    """A name in brackets is the other's name, in the same city."""

    def fits(sighting: Sighting, known: Known) -> bool:
        mains = known.mains()
        crossed = sighting.name.main in known.names() - mains or any(other in mains for other in sighting.name.others)
        shared = any(sighting.name.others & member.name.others for member in known.members)
        return _may_be_same_city(sighting, known) and (crossed or shared)

    for _, pairs, competing in _groups(edition, lambda s: s.name.all, fits):
        best = pairs[0]
        alone = len(pairs) == 1 and competing == 1
        if best.placed or (best.metres is not None and best.metres <= SAME_AREA_M):
            yield best.match("former_name_same_place", 0.95)
        elif alone and best.metres is None:
            yield best.match("former_name", 0.85)
        else:
            yield best.match("former_name_unsure", 0.6, is_doubt=True)


def _same_stem(edition: Edition) -> Iterator[Match]:
    """The name without its ending and without its city's name is equal."""

    def stems(sighting: Sighting) -> set[str]:
        return {
            f"{stem}@{sighting.sido}"
            for stem in (sighting.name.stem, sighting.name.bare(sighting.place_words))
            if len(stem) > 1
        }

    def fits(sighting: Sighting, known: Known) -> bool:
        return _may_be_same_city(sighting, known) and _marks_fit(sighting, known)

    for _, pairs, competing in _groups(edition, stems, fits):
        best = pairs[0]
        alone = len(pairs) == 1 and competing == 1
        plain = best.sighting.name.is_plain and any(member.name.is_plain for member in best.known.members)
        if best.placed or (best.metres is not None and best.metres <= SAME_AREA_M and alone):
            yield best.match("like_name_same_place", 0.9)
        elif alone and plain and not best.apart and (best.metres is None or best.same_quarter):
            yield best.match("like_name", 0.85)
        elif alone and not best.apart:
            yield best.match("like_name_unsure", 0.6, is_doubt=True)


def _marks_fit(sighting: Sighting, known: Known) -> bool:
    return any(sighting.name.marks == member.name.marks for member in known.members)


def _shared_part(edition: Edition) -> Iterator[Match]:
    """At the same address or within 150 m, and the names share a part of at least two syllables that is no place
    name.
    """

    def fits(sighting: Sighting, known: Known) -> bool:
        return _same_city(sighting, known) and _marks_fit(sighting, known) and _share_a_part(sighting, known)

    for _, pairs, _competing in _groups(edition, _cells, fits):
        best = pairs[0]
        if best.placed:
            yield best.match("part_of_name_same_place", 0.8)


def _contained(edition: Edition) -> Iterator[Match]:
    """One name holds the other, only one on each side in that city, and nothing says how far apart they are: worth a
    question.
    """

    def pieces(sighting: Sighting) -> set[str]:
        bare = sighting.name.bare(sighting.place_words)
        return {f"{sighting.city}/{bare[i : i + 2]}" for i in range(len(bare) - 1)}

    def fits(sighting: Sighting, known: Known) -> bool:
        mine, theirs = sighting.name.bare(sighting.place_words), known.latest.name.bare(known.latest.place_words)
        return _same_city(sighting, known) and min(len(mine), len(theirs)) > 1 and (mine in theirs or theirs in mine)

    for _, pairs, competing in _groups(edition, pieces, fits):
        if len(pairs) == 1 and competing == 1 and (pairs[0].metres is None or pairs[0].metres <= SAME_AREA_M):
            yield pairs[0].match("part_of_name_unsure", 0.5, is_doubt=True)


def _share_a_part(sighting: Sighting, known: Known) -> bool:
    mine = sighting.name.bare(sighting.place_words)
    theirs = {member.name.bare(member.place_words) for member in known.members}
    pieces = {mine[i : i + 2] for i in range(len(mine) - 1)} - set(sighting.place_words)
    return any(piece in other for piece in pieces for other in theirs)


def _same_spot(edition: Edition) -> Iterator[Match]:
    """Another name at the same address or within 30 m, and neither side has a partner: renamed, or a neighbour?"""
    for _, pairs, _competing in _groups(edition, _cells, _same_city):
        for pair in pairs:
            if pair.same_spot or (pair.metres is not None and pair.metres <= SAME_SPOT_M):
                yield pair.match("other_name_same_place", 0.4, is_doubt=True)


def _cells(sighting: Sighting) -> set[str]:
    """Squares of about 200 m round the point, and the addresses: what can be near shares one."""
    found = {f"{sighting.city}/{spot}" for spot in sighting.spots}
    if sighting.point is not None:
        row, column = int(sighting.point[0] / 0.002), int(sighting.point[1] / 0.0025)
        found |= {f"{row + i}/{column + j}" for i in (-1, 0, 1) for j in (-1, 0, 1)}
    return found
