"""Everything with a name is found from a few letters, in both languages, and leads to where it is shown."""

import pytest

LINKED = {
    "ㄴㄱㅈ": ("남광주시장", "market", "market_id"),
    "namgwangju": ("남광주시장", "market", "market_id"),
    "ㅈㅈㅌㅂ": ("제주특별자치도", "overview", "sido"),
    "종로": ("종로구", "overview", "sigungu"),
    "장보기": ("동네시장 장보기·온라인 장보기", "programme", "programme"),
    "디지털 준비": ("디지털 준비도", "readiness", ""),
}


def links(at) -> list[tuple[str, str, str]]:
    found = [one.proto for one in at.get("page_link")]
    return [(one.label, one.page, one.query_string) for one in found]


@pytest.mark.parametrize("typed", list(LINKED))
def test_a_few_letters_lead_there(open_page, demo_store_url: str, typed: str) -> None:
    name, page, choice = LINKED[typed]
    at = open_page("search", demo_store_url, find=typed)
    assert not at.exception
    _, where, query = next(one for one in links(at) if one[0] == name)
    assert where in (page, "") and choice in query


@pytest.mark.parametrize(("lang", "typed", "name"), [("en", "payments", "Payments"), ("ko", "payments", "결제")])
def test_pages_are_found_in_either_language(open_page, demo_store_url: str, lang: str, typed: str, name: str) -> None:
    at = open_page("search", demo_store_url, lang=lang, find=typed)
    assert name in [label for label, page, _ in links(at) if page == "payments"]


def test_typing_writes_the_address_so_that_a_link_finds_again(open_page, demo_store_url: str) -> None:
    at = open_page("search", demo_store_url)
    at.text_input[0].set_value("ㄴㄱㅈ").run()
    assert at.query_params["find"] in ("ㄴㄱㅈ", ["ㄴㄱㅈ"])
    assert "남광주시장" in [label for label, _, _ in links(at)]


def test_nothing_found_says_what_to_try(open_page, demo_store_url: str) -> None:
    at = open_page("search", demo_store_url, lang="en", find="zzzzq")
    assert "Nothing is called ‘zzzzq’" in at.info[0].value


def test_a_name_with_html_is_a_name(open_page, demo_store_url: str) -> None:
    at = open_page("search", demo_store_url, lang="en", find="<img src=x onerror=alert(1)>")
    assert not at.exception


def test_over_no_store_pages_and_words_are_found(open_page, empty_store_url: str) -> None:
    at = open_page("search", empty_store_url, lang="en", find="sources")
    assert not at.exception
    assert "sources" in [page for _, page, _ in links(at)]
