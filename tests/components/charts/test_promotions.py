"""Pictures of a promotion: methods stand together with their names, and what cannot be told is said."""

from dataclasses import replace

import pytest

from components.charts.draw import figure
from components.charts.promotions import promotion_after, promotion_displaced, promotion_index, promotion_methods
from components.charts.promotions_said import aloud, reasons
from components.exports.tables import shown_rows
from components.text import LANGUAGES, translator
from components.text.translator import words
from components.theme import LIGHT
from data.metrics.effect import Cannot, Doubt
from data.metrics.promotion_effect import METHODS
from data.promotion_tables import written
from tests.components.answers import answer

EN = translator("en")


def two_of_one_policy() -> object:
    """AC20: +32.3 % on the year before at the treated markets, +3.1 % by another method."""
    rows = answer("promotion_methods").rows.iloc[:2].assign(
        method_key=["year_on_year", "did_log"], effect_share=[0.323, 0.031], effect_low_share=[float("nan"), -0.02],
        effect_high_share=[float("nan"), 0.08], by="", about_name="", doubts="",
    )  # fmt: skip
    return replace(answer("promotion_methods"), rows=rows)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_figures_of_one_policy_stand_together_with_their_methods_and_are_never_averaged(lang: str) -> None:
    t = translator(lang)
    made = promotion_methods(two_of_one_policy(), t)
    drawn = figure(made, LIGHT, lang).to_json()
    table = " ".join(cell for row in shown_rows(made, t) for cell in row)
    for text in ("+32.3%", "+3.1%"):
        assert text in drawn and text in table
    for method in ("year_on_year", "did_log"):
        assert t(f"method_of_effect.{method}") in table
    assert "+17.7%" not in drawn + table + made.finding + " ".join(made.notes), "the mean of the two"
    assert t("note.never_averaged") in made.notes


def test_every_method_says_what_must_be_believed_and_what_would_make_it_wrong() -> None:
    for method in (*METHODS, "other_means", "neighbours", "after_1_3", "after_4_6"):
        for group in ("method_of_effect", "assumes", "wrong_if"):
            assert set(words()[f"{group}.{method}"]) == set(LANGUAGES)


@pytest.mark.parametrize("why", list(Cannot))
def test_every_reason_has_a_sentence_and_a_few_words(why: Cannot) -> None:
    assert set(words()[f"cannot.{why}"]) == set(words()[f"cannot_short.{why}"]) == set(LANGUAGES)


def test_reasons_are_written_with_their_numbers() -> None:
    told = written([Doubt.of(Cannot.SHORT_HISTORY, months=7, least=12), Doubt.of(Cannot.RATE_OVER_ONE, rate=1.5)])
    said = reasons(told, EN)
    assert "7 months" in said and "12" in said and "written as 1.5" in said


def test_the_index_names_each_month_against_the_base_and_the_step_between() -> None:
    said = promotion_index(answer("promotion_index"), EN).finding
    assert "March 2024 = 100" in said and "597.5 (+497.5%)" in said and "1,553.6 (+1,453.6%)" in said
    assert "From April 2024 to May 2024 it changed by +160.0%" in said


def test_what_stayed_is_told_against_similar_markets_and_against_before_alone() -> None:
    rows = answer("promotion_after").rows.iloc[:1]
    said = promotion_after(replace(answer("promotion_after"), rows=rows), EN).finding
    assert "+770.0% against similar markets" in said and "Against before alone it is +950.0%" in said


def test_a_fall_elsewhere_is_named_and_an_unclear_one_is_not_called_none() -> None:
    unclear = promotion_displaced(answer("promotion_displaced"), EN)
    assert "falls within the intervals are possible" in unclear.finding
    fell = answer("promotion_displaced").rows.iloc[:1].assign(
        effect_share=-0.2, effect_low_share=-0.3, effect_high_share=-0.1
    )  # fmt: skip
    said = promotion_displaced(replace(answer("promotion_displaced"), rows=fell), EN).finding
    assert "there was a fall: Other means" in said


def aloud_of(low: float, high: float, lang: str = "en", left_out: tuple[str, ...] = ()) -> list[str]:
    """The sentences about the hand-made promotion with an effect and a rest of that interval."""
    bounds = {"effect_share": (low + high) / 2, "effect_low_share": low, "effect_high_share": high, "doubts": ""}
    effects = answer("promotion_methods").rows.iloc[:1].assign(method_key="did_log", **bounds)
    stayed = answer("promotion_after").rows.iloc[:1].assign(**bounds)
    about = {"name": "A", "starts_day": 20240401, "ends_day": 20240531}
    months, money = answer("promotion_index").rows, answer("promotion_money").rows
    return aloud(about, months, money, effects, "did_log", stayed, translator(lang), left_out)


def test_read_aloud_an_effect_is_more_less_or_not_to_be_claimed() -> None:
    assert "there was +20.0% more" in aloud_of(0.1, 0.3)[-2] and "cannot be claimed" not in aloud_of(0.1, 0.3)[-1]
    assert "there was less, -20.0%" in aloud_of(-0.3, -0.1)[-2]
    unclear = aloud_of(-0.1, 0.2)
    assert "no effect can be claimed" in unclear[-2] and "that anything stayed cannot be claimed" in unclear[-1]


def test_read_aloud_names_the_treated_markets_that_are_not_in_the_effect() -> None:
    said = aloud_of(0.1, 0.3, left_out=("Dongmun",))
    assert len(said) == len(aloud_of(0.1, 0.3)) + 1
    assert said[-2].startswith("Dongmun had another promotion at the time")


def test_methods_of_which_none_can_tell_stand_as_a_table_with_reasons() -> None:
    none = replace(answer("promotion_methods"), rows=answer("promotion_methods").rows.iloc[2:3])
    made = promotion_methods(none, EN)
    assert made.drawing.kind == "table" and not made.is_empty and made.rows["reason_words"].iloc[0]


def test_read_aloud_says_cannot_tell_because() -> None:
    rows = answer("promotion_methods").rows.iloc[2:3]
    about = {"name": "A", "starts_day": 20240401, "ends_day": None}
    money = answer("promotion_money").rows.iloc[:1].assign(value_krw=float("nan"), doubts='[{"why": "no_end"}]')
    said = aloud(about, answer("promotion_index").rows, money, rows, "", None, EN)
    assert said[0].startswith("A (from 1 April 2024, no end told): the gross figure cannot be told. No end")
    assert said[1].startswith("The effect against similar markets cannot be told. It moved apart")
