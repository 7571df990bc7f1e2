"""Templates filled from the example data: every slide is made of rows, and what there are none for is said."""

import json
from dataclasses import replace

import pytest

from components.exports.frozen import thawed
from components.text import LANGUAGES, translator
from components.ui import contents
from components.ui.briefing import opening, templates
from components.ui.briefing.recipes import Recipe
from components.ui.briefing.remaking import remade
from components.ui.briefing.templates import MOST_SENTENCES, begun, made_anew
from data.briefings import Slide

FILLED = {
    "month_of_province": ({"sido": "50"}, 6),
    "one_market": ({"market_id": "1"}, 6),
    "programme_result": ({"programme": "P12"}, 6),
    "town_hall": ({"sido": "29"}, 5),
}


@pytest.fixture
def over_the_example(demo_store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JANGTEO_STORE_URL", demo_store_url)


def test_every_template_has_words_and_pages_that_are_there() -> None:
    for name, template in templates.templates().items():
        assert template.place in ("sido", "market_id", "programme", "")
        for lang in LANGUAGES:
            assert translator(lang)(f"briefing_template.{name}") and translator(lang)(f"briefing_template_help.{name}")
        assert all(place.partition("?")[0] in contents.PAGES for place, _ in template.slides)


@pytest.mark.parametrize("template", sorted(FILLED))
def test_a_template_opens_with_words_and_holds_figures_with_their_finding(over_the_example, template: str) -> None:
    choices, least = FILLED[template]
    slides, missing = begun(template, choices, translator("ko"))
    assert len(slides) >= least, missing
    assert slides[0].exhibit == "" and slides[0].sentences
    for slide in slides[1:]:
        assert len(slide.sentences) <= MOST_SENTENCES
        if slide.exhibit:
            shown = thawed(slide.exhibit)
            assert not shown.is_empty
            assert slide.sentences == ((shown.finding,) if shown.finding else ())


def test_a_place_without_data_gives_no_slide_and_names_the_figures(over_the_example) -> None:
    slides, missing = begun("programme_result", {"programme": "P05"}, translator("ko"))
    assert "방법마다의 효과 (행사 효과)" in missing
    assert not any("promotions" in slide.address for slide in slides)


def test_a_figure_made_again_follows_the_store_and_keeps_what_was_written(over_the_example) -> None:
    recipe = Recipe.of("payments", {"sido": "50"}, "digital_share_trend")
    shown = thawed(remade([recipe], "ko")[0]["exhibit"])
    told = json.dumps({**json.loads(templates_frozen(shown)), "form": 1})
    old = thawed(told)
    slide = Slide("제목", (old.finding, "사람이 쓴 문장."), "메모", recipe.text(), "", told)
    now = made_anew([slide, Slide("글만", ("하나.",))], translator("ko"))
    assert now[0].sentences == (shown.finding, "사람이 쓴 문장.")
    assert (now[0].heading, now[0].speaker_notes) == ("제목", "메모")
    assert len(thawed(now[0].exhibit).rows) == len(shown.rows) > len(old.rows)
    assert now[1] == Slide("글만", ("하나.",))


def test_opening_words_are_made_anew_until_somebody_writes_on_them(over_the_example) -> None:
    t = translator("ko")
    (recipe,) = [Recipe.of("overview", {"sido": "50"}, opening.SENTENCE)]
    former = opening.slides(recipe, "한눈에", "12월에는 1원이 결제되었습니다. 둘째 문장입니다", t)
    assert [one.sentences for one in former] == [("12월에는 1원이 결제되었습니다.", "둘째 문장입니다.")]
    rewritten = replace(former[0], sentences=("우리가 쓴 1원.",))
    now, kept = made_anew([*former, rewritten], t)
    assert "1원이" not in now.sentences[0] and "제주" in now.sentences[0]
    assert not opening.is_rewritten(now) and made_anew([now], t) == [now]
    assert kept == rewritten and opening.is_rewritten(kept)


def test_many_sentences_stand_on_several_slides_and_none_on_more_than_three() -> None:
    t = translator("ko")
    long = [f"{word}{' 길다' * 20}" for word in ("하나", "둘", "셋", "넷")]
    recipe = Recipe.of("overview", {}, opening.SENTENCE)
    told = opening.slides(recipe, "한눈에", ". ".join(long), t)
    assert [one.sentences for one in told] == [tuple(f"{one}." for one in long[at : at + 2]) for at in (0, 2)]
    assert [one.heading for one in told] == ["한눈에 (1/2)", "한눈에 (2/2)"]
    assert opening.anew(told[1], ". ".join([*long[:3], "다섯" * 30])).sentences == (f"{long[2]}.", f"{'다섯' * 30}.")
    assert opening.anew(told[1], "하나") == told[1]
    short = opening.slides(recipe, "한눈에", f"{long[0]}. 둘. 셋. {long[3]}", t)
    assert [one.sentences for one in short] == [(f"{long[0]}.", "둘. 셋.", f"{long[3]}.")]


def test_a_page_with_fewer_figures_than_others_of_its_kind_misses_none(over_the_example) -> None:
    _, missing = begun("programme_result", {"programme": "P12"}, translator("ko"))
    assert missing == []


def templates_frozen(shown) -> str:
    """The figure as an older store had it: a month less, another finding."""
    from components.exports.frozen import frozen

    return frozen(replace(shown, rows=shown.rows.iloc[:-1].reset_index(drop=True), finding="예전 문장."))


def test_a_panel_is_found_by_its_place_and_by_the_first_name_that_is_there(over_the_example) -> None:
    asked = [Recipe.of("payments", {"sido": "50"}, panel) for panel in ("#1", "nothing|digital_share_trend", "none")]
    first, named, none = (one["exhibit"] for one in remade(asked, "ko"))
    assert thawed(first).key and thawed(named).key == "digital_share_trend"
    assert none == ""
