"""The judged register as tidy tables: what the figures of the page of claims are drawn from.

Texts stand in both languages (``*_ko``, ``*_en``). Numbers are in whole units, percent as parts of one.
"""

import math
from collections.abc import Sequence

import pandas as pd

from data.messages import Words
from data.metrics.claims_computed import Computed
from data.metrics.claims_kinds import kinds
from data.metrics.claims_register import Judged
from data.metrics.claims_said import said, with_point
from data.metrics.claims_verdict import Verdict
from data.vague import Interval

#: What is less than this part of a number apart is one dot.
SEEN = 0.005
COPIED = (
    "claim_code", "programme_code", "programme_name", "programme_kind", "topic", "text", "value_text", "claim_kind",
    "base_text", "scope", "qualifier", "givens", "source", "published_on",
)  # fmt: skip
LISTED = (*COPIED, "state", "computed_ko", "computed_en", "reason_ko", "reason_en", "unit", "version_count")
PARTS = ("part", "words_ko", "words_en", "value_number", "low_number", "high_number", "unit")
LINES = ("line_number", "line_ko", "line_en")
VERSIONS = (
    "claim_code", "label_ko", "label_en", "value_text", "value_number", "low_number", "high_number", "unit",
    "base_text", "scope", "qualifier", "source", "state", "differs_ko", "differs_en",
)  # fmt: skip


def listed(found: Sequence[Judged]) -> pd.DataFrame:
    """One row per claim in the order given: its columns, state (identifier), what was computed, why."""
    return pd.DataFrame([_listed(one) for one in found], columns=list(LISTED))


def _listed(one: Judged) -> dict[str, object]:
    verdict = one.verdict
    told = verdict.computed
    computed = result_words(told, one.fields["claim_kind"]) if told else Words("", "")
    return {
        **{name: one.fields[name] for name in COPIED},
        "state": str(verdict.state),
        "computed_ko": str(computed),
        "computed_en": computed.en,
        "reason_ko": str(verdict.reason),
        "reason_en": verdict.reason.en,
        "unit": verdict.unit,
        "version_count": len(one.versions),
    }


def result_words(told: Computed, kind: str) -> Words:
    """What was computed, as it is written; of an upper bound with "at most"."""
    words = with_point(told.point, told.result["stated"], told.unit, signed=kinds()[kind].signed)
    return said("range", "at_most", high=words) if kinds()[kind].bound else words


def parts(one: Judged) -> pd.DataFrame:
    """What was published and what was computed, one row each: part, its words, value, low, high, unit.

    Of a number with several readings one row for each; low and high are what its last digit or its words leave open.
    Of two readings of the same size (3 % and 3 percentage points) only the one that fits: the other is held against
    another number, and would seem to agree with this one.
    """
    verdict = one.verdict
    number = verdict.published
    rows = []
    fitting = [each.value for each in verdict.readings if each.fits]
    for each in verdict.readings:
        if not each.fits and each.value in fitting:
            continue
        alone = number is not None and len(verdict.readings) == 1
        words = Words(number.text, number.text) if alone and number else each.words
        rows.append(_published(words, each.value, each.point, verdict))
    for part, told in (("given", verdict.from_givens), ("store", verdict.from_store)):
        if told:
            words = result_words(told, one.fields["claim_kind"])
            rows.append(_part(part, words, told.result["stated"], told.point, told.unit))
    return pd.DataFrame(rows, columns=list(PARTS))


def _published(words: Words, value: Interval, point: float, verdict: Verdict) -> dict[str, object]:
    return _part("published", words, value, point, verdict.unit)


def _part(part: str, words: Words, value: Interval, point: float, unit: str) -> dict[str, object]:
    return dict(zip(PARTS, (part, str(words), words.en, point, *_bounds(value), unit), strict=True))


def _bounds(value: Interval) -> tuple[float | None, float | None]:
    """Low and high; missing where they cannot be told apart in a picture, or where no upper bound was told."""
    if value.high - value.low <= SEEN * max(abs(value.low), abs(value.high)):
        return None, None
    return value.low, value.high if math.isfinite(value.high) else None


def lines(one: Judged) -> pd.DataFrame:
    """The arithmetic, one row per line."""
    told = enumerate(one.verdict.arithmetic, start=1)
    return pd.DataFrame([(number, str(line), line.en) for number, line in told], columns=list(LINES))


def versions(one: Judged, found: Sequence[Judged]) -> pd.DataFrame:
    """The claim and the others of its topic, each with the labels that tell them apart; never a mean."""
    others = {each.claim_code: each for each in found}
    told = [(one, Words("", "")), *((others[v.claim_code], v.words) for v in one.versions if v.claim_code in others)]
    labels = _labels([each for each, _ in told])
    rows = [_version(each, why, label) for (each, why), label in zip(told, labels, strict=True)]
    return pd.DataFrame(rows, columns=list(VERSIONS))


def _labels(found: Sequence[Judged]) -> list[str]:
    """What tells each from the others: of scope, base, method and months what is not the same, else the source."""
    names = ("scope", "base_text", "qualifier", "start_month")
    apart = [name for name in names if len({one.fields[name] for one in found}) > 1] or ["source"]
    told = [[one.fields[name][:7] if name == "start_month" else one.fields[name] for name in apart] for one in found]
    return [" \u00b7 ".join(filter(None, parts)) or one.fields["text"] for parts, one in zip(told, found, strict=True)]


def _version(one: Judged, why: Words, label: str) -> dict[str, object]:
    number = one.verdict.published
    low, high = _bounds(number.value) if number else (None, None)
    return {
        **{
            name: one.fields[name] for name in ("claim_code", "value_text", "base_text", "scope", "qualifier", "source")
        },
        "label_ko": label,
        "label_en": label,
        "value_number": number.point if number else None,
        "low_number": low,
        "high_number": high,
        "unit": number.unit if number else "",
        "state": str(one.verdict.state),
        "differs_ko": str(why),
        "differs_en": why.en,
    }
