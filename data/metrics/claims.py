"""Published numbers computed again: what a claim's own numbers, or our rows, give for it, and what that makes of it.

Assumes that the numbers given with a claim are those it was made from. "About" is plus and minus 4 percent, "at most"
and "at least" are bounds, "some more" reaches to the next ten of the figure; a published number may have been rounded
or cut off at its last digit. Nothing that is not written is guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from data.messages import Words
from data.metrics import claims_following as following
from data.metrics.claims_bases import on_their_base
from data.metrics.claims_computed import Computed, computed, steps
from data.metrics.claims_formula import NothingToDivideBy, names
from data.metrics.claims_givens import Given, givens, paired
from data.metrics.claims_judging import judged
from data.metrics.claims_kinds import Kind, kinds
from data.metrics.claims_published import Published, meanings, published
from data.metrics.claims_said import amount, input_words, joined, said, same
from data.metrics.claims_verdict import OUTCOMES, Check, State, Verdict, following_texts

Fields = Mapping[str, str]
Store = Mapping[str, Given]
NOTHING: Store = {}


def judge(
    fields: Fields, store: Store = NOTHING, store_lacks: Words | None = None, store_notes: tuple[Words, ...] = ()
) -> Verdict:
    """State, arithmetic and reason of one claim.

    fields: columns of the claim as text ('' = not told): text, value_text, kind, unit, base_text, scope, qualifier,
    givens, and claim_code; others are passed over. store: numbers of our own rows by input (``before``, ``after``,
    ``counted``), store_lacks: why there are none, store_notes: what must be said of them.
    """
    kind = kinds().get(fields.get("kind", ""))
    if kind is None:
        known = ", ".join(kinds())
        reason = said("reason", "unknown_kind", kind=same(fields.get("kind", "")), known=same(known))
        return Verdict.of(fields.get("claim_code", ""), Check(State.NOT_CHECKABLE, reason), None)
    numbers, unused = givens(fields.get("givens", ""), free=kind.routes is not None and kind.routes.adds_all)
    number = published(fields, kind)
    numbers = on_their_base(paired(numbers), number, fields)
    told = check(kind, number, numbers, fields, unused)
    if not store and store_lacks is None:
        return Verdict.of(fields.get("claim_code", ""), told, number, told.computed)
    ours = check(kind, number, store, fields, ()) if store else _not_ours(store_lacks)
    both = _together(told, ours.noted_beside(*store_notes))
    return Verdict.of(fields.get("claim_code", ""), both, number, told.computed, ours.computed)


def check(
    kind: Kind, number: Published | None, numbers: Mapping[str, Given], fields: Fields, unused: Sequence[str]
) -> Check:
    """What these numbers make of the claim."""
    try:
        made = computed(kind, numbers)
    except NothingToDivideBy:
        return Check(State.NOT_CHECKABLE, said("reason", "nothing_divides"))
    lines = tuple(steps(kind, made, numbers)) if made else ()
    if number is None:
        outcome = _without_number(kind, made, fields)
    elif (conflict := _unit_conflict(number, made)) is not None:
        outcome = Check(State.AMBIGUOUS, conflict)
    elif made is None:
        outcome = _not_computed(kind, number, numbers, fields)
    else:
        outcome = judged(kind, number, made, numbers)
    return _completed(outcome, kind, number, made, numbers, fields, lines, unused)


def _completed(
    outcome: Check,
    kind: Kind,
    number: Published | None,
    made: Computed | None,
    numbers: Mapping[str, Given],
    fields: Fields,
    lines: tuple[Words, ...],
    unused: Sequence[str],
) -> Check:
    """With what follows besides, what must be said, and every line of the arithmetic."""
    from_value = outcome.state in OUTCOMES
    also = following.also(kind, number if from_value else None, made, numbers)
    doubts = following.doubts(kind, number if from_value else None, made, numbers, fields)
    if unused:
        doubts = (*doubts, said("reason", "unused", unused=same("; ".join(unused))))
    return outcome.completed(made, lines, also, doubts)


def _without_number(kind: Kind, made: Computed | None, fields: Fields) -> Check:
    """Nothing was published, or nothing that reads as a number."""
    if text := fields.get("value_text", "").strip():
        return Check(State.NOT_CHECKABLE, said("reason", "no_number", text=same(text)))
    if made is None:
        return Check(State.NOT_CHECKABLE, said("reason", "no_inputs", needed=_needed(kind)))
    return Check(State.NOT_CHECKABLE, said("reason", "no_value", computed=following.in_words(kind, made)))


def _unit_conflict(number: Published, made: Computed | None) -> Words | None:
    """The text says times and the column percent: without numbers nobody can tell which is meant."""
    of_change = ("percent", "points", "times", "index")
    told = number.told_unit
    if made or number.bare or told in ("", number.unit) or not {told, number.unit} & set(of_change):
        return None
    units = [joined([same("'"), amount(number.point, unit), same("'")], "") for unit in (number.unit, told)]
    return said("reason", "unit_differs", written=units[0], told=units[1])


def _not_computed(kind: Kind, number: Published, numbers: Mapping[str, Given], fields: Fields) -> Check:
    """Without numbers to compute from: two readings, no base, or simply nothing to check it by."""
    if not kind.readings:
        return Check(State.NOT_CHECKABLE, said("reason", "context"))
    kept = [one for one in meanings(kind, number, numbers) if one.standing != "mistaken"]
    readings = tuple(following.read_as(kind, one, number) for one in kept)
    if len(readings) > 1:
        named = joined([one.words for one in readings])
        return Check(State.AMBIGUOUS, said("reason", "ambiguous", readings=named), readings)
    if kind.needs_base and not following.has_base(fields):
        return Check(State.NOT_CHECKABLE, said("reason", "no_base"), readings)
    follows = following_texts(following.also(kind, number, None, numbers))
    if follows:
        return Check(State.NOT_CHECKABLE, said("reason", "no_inputs_follows", follows=follows), readings)
    return Check(State.NOT_CHECKABLE, said("reason", "no_inputs", needed=_needed(kind)), readings)


def _needed(kind: Kind) -> Words:
    """The inputs of each way, in words."""
    if kind.routes is None or not kind.routes.ways:
        return input_words("amount")
    ways = [joined([input_words(name) for name in sorted(names(way))], " + ") for way in kind.routes.ways]
    return joined(ways, " / ")


def _not_ours(lacks: Words | None) -> Check:
    assert lacks is not None
    return Check(State.NOT_CHECKABLE, said("reason", "store_missing", what=lacks))


def _together(told: Check, ours: Check) -> Check:
    """The graver of two checks stands; one that could not be made does not hide the other."""
    if told.computed is None and told.state is not State.AMBIGUOUS:
        return ours.because(said("reason", "only_store", store=ours.reason)) if ours.computed else told.beside(ours)
    if ours.computed is None:
        return told.beside(ours)
    if told.computed is None:  # two readings, and our own rows decide
        return ours.because(said("reason", "only_store", store=ours.reason))
    reason = said("reason", "both", given=told.reason, store=ours.reason)
    if ours.state.gravity >= told.state.gravity:
        return ours.because(reason).after(told)
    return replace(told.because(reason), lines=(*told.lines, *ours.lines), doubts=(*told.doubts, *ours.doubts))


__all__ = ["State", "Verdict", "judge"]
