"""The register of published numbers as other programs read it: one object per claim, the worst first."""

import math
from typing import Any

from data import queries
from data.choice import Choice
from data.errors import UnknownChoice
from data.messages import Words
from data.metrics.claims_givens import scale_of
from data.metrics.claims_register import Judged, judged
from data.metrics.claims_verdict import Follows, ReadAs, State
from data.store import reading


def claims(
    url: str | None = None, *, programme: str | None = None, topic: str = "", state: State | None = None
) -> list[Judged]:
    """Claims of the store, all or those of a programme, a topic, a state. Raises: StoreProblem."""
    choice = Choice(programme=programme)
    with reading(url) as connection:
        register = queries.answer(connection, "claims.register", choice).rows
        behind = queries.answer(connection, "claims.behind", choice).rows
    return [
        one
        for one in judged(register, behind)
        if (not topic or one.fields["topic"] == topic) and (state is None or one.verdict.state is state)
    ]


def as_json(one: Judged, lang: str) -> dict[str, Any]:
    """One claim as plain values: stable keys; numbers in ``unit`` (percent as percent), None = not computed."""
    verdict, fields = one.verdict, one.fields
    names = ("claim_code", "programme_code", "topic", "text")
    return {
        **{name: fields[name] for name in names},
        "value": fields["value_text"],
        "kind": fields["claim_kind"],
        "state": str(verdict.state),
        "state_text": verdict.state.words.in_language(lang),
        "readings": [_reading(each, verdict.unit, lang) for each in verdict.readings],
        "low": _plain(verdict.low),
        "high": _plain(verdict.high),
        "point": _plain(verdict.point),
        "unit": verdict.unit,
        "arithmetic": _said(verdict.arithmetic, lang),
        "derived": [_derived(each, lang) for each in verdict.also],
        "reason": verdict.reason.in_language(lang),
        "doubts": _said(verdict.doubts, lang),
        "right": verdict.right.in_language(lang) if verdict.right else "",
        "basis": verdict.basis,
        "versions": [
            {"claim_code": each.claim_code, "differs": list(each.differs), "why": each.words.in_language(lang)}
            for each in one.versions
        ],
        "base": fields["base_text"],
        "scope": fields["scope"],
        "source": fields["source"],
        "published_on": fields["published_on"],
    }


def as_text(one: Judged, lang: str) -> str:
    """One claim as lines to read: state, sentence, reason, then the arithmetic."""
    verdict, fields = one.verdict, one.fields
    value = fields["value_text"] or "-"
    head = f"[{verdict.state.words.in_language(lang)}] {one.claim_code}  {fields['text']}  ({value})"
    lines = [verdict.reason.in_language(lang), *(f"  {line}" for line in _said(verdict.arithmetic, lang))]
    return "\n".join([head, *(f"  {line}" for line in lines)])


def state_named(word: str | None) -> State | None:
    """The state of that name, None for none. Raises: UnknownChoice."""
    if not word:
        return None
    if word not in set(State):
        raise UnknownChoice(name="state", value=word, allowed=", ".join(State))
    return State(word)


def holds_contradicted(found: list[Judged]) -> bool:
    """Whether any of them is contradicted."""
    return any(one.verdict.state is State.CONTRADICTED for one in found)


def _reading(each: ReadAs, unit: str, lang: str) -> dict[str, Any]:
    scale = scale_of(unit)
    return {
        "reading": each.key,
        "text": each.words.in_language(lang),
        "low": _plain(each.value.low / scale),
        "high": _plain(each.value.high / scale),
        "point": _plain(each.point / scale),
        "fits": each.fits,
        "mode": each.mode,
    }


def _derived(each: Follows, lang: str) -> dict[str, Any]:
    scale = scale_of(each.unit)
    return {
        "name": each.key,
        "text": each.words.in_language(lang),
        "low": _plain(each.value.low / scale),
        "high": _plain(each.value.high / scale),
        "point": _plain(each.point / scale),
        "unit": each.unit,
    }


def _said(texts: tuple[Words, ...], lang: str) -> list[str]:
    return [text.in_language(lang) for text in texts]


def _plain(number: float | None) -> float | None:
    """Twelve figures, without what floating numbers add; JSON knows no infinity: no upper bound is null."""
    return float(f"{number:.12g}") if number is not None and math.isfinite(number) else None
