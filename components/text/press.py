"""Sentences about a published number that are safe to print: with base, scope, period and source, or what to change."""

from collections.abc import Mapping
from dataclasses import dataclass

from components.text.josa import Word
from components.text.translator import Translator
from data.metrics.claims_register import Judged
from data.metrics.claims_tables import result_words
from data.metrics.claims_verdict import PRINTABLE, State, Verdict

#: Kinds that need what they are held against before anybody may print them.
_HELD = ("growth", "times", "index", "difference", "previous_value")
_CHANGES = ("percent", "points")
_CHANGED = ("growth", "difference")


@dataclass(frozen=True)
class Draft:
    """What may be copied. is_safe: it may be printed; else it says what must be changed first."""

    text: str
    is_safe: bool


def draft(one: Judged, t: Translator) -> Draft:
    """The draft of one claim in the translator's language."""
    fields, verdict = one.fields, one.verdict
    lacking = _lacking(fields, verdict)
    if lacking or not (verdict.is_printable or _is_computed(fields, verdict)):
        return Draft("\n".join([t("claim_press.not_yet"), *_to_change(one, lacking, t)]), False)
    lines = [_sentence(fields, verdict, t), *_about(fields, t), *_care(fields, verdict, t)]
    return Draft("\n".join(lines), True)


def _is_computed(fields: Mapping[str, str], verdict: Verdict) -> bool:
    """No number was published, and what follows from the others was computed."""
    return fields["value_text"] == "" and verdict.computed is not None and not verdict.is_doubted


def _lacking(fields: Mapping[str, str], verdict: Verdict) -> list[str]:
    """What a printed number must name and this one does not."""
    needed = ["scope", "source", *(["base_text"] if fields["claim_kind"] in _HELD else [])]
    return [name for name in needed if not fields[name] and not (name == "base_text" and fields["base_start_month"])]


def _to_change(one: Judged, lacking: list[str], t: Translator) -> list[str]:
    verdict = one.verdict
    lines = [f"- {verdict.reason.in_language(t.lang)}"] if verdict.state not in PRINTABLE else []
    if verdict.right and verdict.state in (State.CONTRADICTED, State.WITHIN_ONLY):
        lines.append(f"- {t('claim_press.right', value=verdict.right.in_language(t.lang))}")
    lines.extend(f"- {t('claim_press.name_it', what=Word(t(f'claim_column.{name}')))}" for name in lacking)
    lines.extend(f"- {doubt.in_language(t.lang)}" for doubt in verdict.doubts)
    return list(dict.fromkeys(lines))


def _sentence(fields: Mapping[str, str], verdict: Verdict, t: Translator) -> str:
    """The number in a sentence of its kind; one that was computed says so."""
    base = fields["base_text"] or fields["base_start_month"][:7]
    told = {"what": Word(_what(fields, t)), "base": Word(base), "value": Word(_value(fields, verdict, t))}
    if fields["value_text"] == "":
        return t("claim_press.computed", kind=t(f"claim_kind.{fields['claim_kind']}"), **told)
    key = _key(fields["claim_kind"], verdict)
    return t(f"claim_press.{key}", **told) if key else t("claim_press.plain", kind=_kind(fields, t), **told)


def _what(fields: Mapping[str, str], t: Translator) -> str:
    """Of whom and of what the number speaks."""
    if fields["measure"]:
        return t("claim_press.measure_of", measure=t(f"claim_measure.{fields['measure']}"), scope=fields["scope"])
    return (
        t("claim_press.topic_of", topic=fields["topic"], scope=fields["scope"]) if fields["topic"] else fields["scope"]
    )


def _kind(fields: Mapping[str, str], t: Translator) -> Word:
    return Word(t(f"claim_kind.{fields['claim_kind']}"))


def _key(kind: str, verdict: Verdict) -> str:
    """The sentence of a kind: rises and falls in words of their own."""
    number = verdict.published
    if number is None:
        return ""
    if kind in _CHANGED and number.unit in _CHANGES:
        return "fell" if number.point < 0 else "rose"
    if kind in ("growth", "times") and number.unit == "times":
        return "became"
    return kind if kind in ("index", "survival", "ratio") else ""


def _value(fields: Mapping[str, str], verdict: Verdict, t: Translator) -> str:
    """As it was published, without the sign that the sentence says; of a bound with "at most" in front."""
    if fields["value_text"] == "" and verdict.computed is not None:
        return result_words(verdict.computed, fields["claim_kind"]).in_language(t.lang)
    text = fields["value_text"].strip()
    if fields["claim_kind"] in _CHANGED:
        text = text.lstrip("+-\u2212\u25b3\u25bd\u25bc ")
    if verdict.right is not None and verdict.state is State.WITHIN:
        return verdict.right.in_language(t.lang)
    return text


def _about(fields: Mapping[str, str], t: Translator) -> list[str]:
    """Base, scope, period and source, a line each."""
    period = _period(fields["start_month"], fields["end_month"])
    told = {
        "base_text": fields["base_text"] or fields["base_start_month"][:7],
        "scope": fields["scope"],
        "period": period,
        "source": " \u00b7 ".join(part for part in (fields["source"], fields["published_on"]) if part),
    }
    return [f"- {t(f'claim_column.{name}')}: {value}" for name, value in told.items() if value]


def _period(first: str, last: str) -> str:
    return first[:7] if first[:7] == last[:7] else f"{first[:7]}~{last[:7]}"


def _care(fields: Mapping[str, str], verdict: Verdict, t: Translator) -> list[str]:
    """How it was checked, and what must stand beside it."""
    lines = [f"- {t('claim_press.checked')}: {verdict.state.words.in_language(t.lang)}"]
    if fields["value_text"] == "":
        lines = [f"- {t('claim_press.not_published')}"]
    elif verdict.state is State.WITHIN:
        lines.append(f"- {t('claim_press.vague')}")
        if verdict.computed is not None:
            computed = result_words(verdict.computed, fields["claim_kind"]).in_language(t.lang)
            lines.append(f"- {t('claim_column.computed')}: {computed}")
    return [*lines, *(f"- {doubt.in_language(t.lang)}" for doubt in verdict.doubts)]
