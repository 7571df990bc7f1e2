"""The page of published numbers: the worst first, filters in the address, one opened, one typed."""

import pytest

from components.charts.claims import STATES


def said(at) -> str:
    parts = [*at.markdown, *at.caption, *at.header, *at.code, *at.info, *at.warning]
    return "\n".join(str(part.value).replace("\\", "") for part in parts)


def test_the_list_begins_with_what_is_contradicted(open_page, demo_store_url: str) -> None:
    at = open_page("claims", demo_store_url)
    assert not at.exception, at.exception
    rows = at.dataframe[0].value
    assert next(iter(rows["state"])) == "맞지 않음"
    assert len(rows) > 25
    assert "배경이 되는 수치" in said(at) and "14조3,833억원" in said(at)


@pytest.mark.parametrize(("name", "value"), [("programme", "P12"), ("topic", "창원 블랙위크"), ("state", "ambiguous")])
def test_a_filter_in_the_address_narrows_the_list(open_page, demo_store_url: str, name: str, value: str) -> None:
    all_of = len(open_page("claims", demo_store_url).dataframe[0].value)
    at = open_page("claims", demo_store_url, **{name: value})
    assert not at.exception
    assert 0 < len(at.dataframe[0].value) < all_of


def test_a_forged_filter_is_left_out(open_page, demo_store_url: str) -> None:
    at = open_page("claims", demo_store_url, state="wonderful", programme="<b>")
    assert not at.exception
    assert len(at.dataframe[0].value) > 25


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_one_claim_shows_arithmetic_versions_and_text_to_copy(open_page, demo_store_url: str, lang: str) -> None:
    at = open_page("claims", demo_store_url, show="one", claim="V-1", lang=lang)
    assert not at.exception, at.exception
    told = said(at)
    assert "+32.3%" in told and "+3.1%" in told
    assert ("평균하지 않습니다" if lang == "ko" else "never averaged" if "never" in told else "not averaged") in told
    assert len(at.code) == 2


def test_a_contradicted_claim_gives_the_right_wording_and_no_text_to_print(open_page, demo_store_url: str) -> None:
    at = open_page("claims", demo_store_url, show="one", claim="P12-5")
    assert "15.536배 = +1,453.6%" in said(at)
    assert "이대로는 내지 마세요" in at.code[0].value


def test_the_worst_is_opened_where_none_is_chosen(open_page, demo_store_url: str) -> None:
    at = open_page("claims", demo_store_url, show="one")
    (box,) = [box for box in at.selectbox if box.key.startswith("claim:")]
    assert box.format_func(box.value).startswith("[맞지 않음]")


def test_a_number_is_judged_while_it_is_typed(open_page, demo_store_url: str) -> None:
    at = open_page("claims", demo_store_url, show="try")
    assert not at.exception
    (value,) = [box for box in at.text_input if box.key.startswith("try_value_text")]
    at = value.set_value("+30%").run()
    (givens,) = [box for box in at.text_input if box.key.startswith("try_givens")]
    at = givens.set_value("이전=8,000만원; 이후=1억원").run()
    assert "맞지 않음" in said(at) and "+25.0%" in said(at)
    assert at.query_params["try_value_text"] in ("+30%", ["+30%"])


def test_every_state_has_its_place_in_the_chart() -> None:
    assert len(set(STATES)) == 6


def test_the_form_of_a_claim_shows_its_state_before_it_is_kept(open_page, demo_store_url: str) -> None:
    typed = {
        "set_kind": "growth",
        "set_value_text": "+30%",
        "set_givens": "이전=8,000만원; 이후=1억원",
        "set_text": "30%",
    }
    at = open_page("entry", demo_store_url, form="claim", **typed)
    assert not at.exception, at.exception
    assert "+25.0%" in said(at) and "이전 = 8,000만원" in said(at)
