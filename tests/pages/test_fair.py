"""Comparing fairly: what pages propose, keep in the address and print."""

import pytest

from data.store import writing
from tests.data import facts
from tests.pages.conftest import charts_of


def peers(at) -> list[str]:
    return next(list(box.value) for box in at.multiselect if box.key.startswith("peers:"))


def subheaders(at) -> list[str]:
    return [element.value.replace("\\", "") for element in at.header]


def test_similar_markets_are_proposed_and_explained(open_page, demo_store_url: str) -> None:
    at = open_page("compare", demo_store_url, market_id="2")
    assert not at.exception, at.exception
    assert len(peers(at)) == 3 and "2" not in peers(at)
    assert "왜 비슷한 시장인가" in subheaders(at)
    reasons = at.dataframe[-1].value
    assert len(reasons) == 3 and reasons["closeness_share"].between(0, 100).all()
    assert reasons["alike"].str.len().gt(0).all()
    assert not [button for button in at.button if button.label == "처음 제안대로 되돌리기"]


def test_a_person_swaps_them_and_the_address_keeps_the_choice(open_page, demo_store_url: str) -> None:
    at = open_page("compare", demo_store_url, market_id="2")
    proposed = peers(at)
    box = next(box for box in at.multiselect if box.key.startswith("peers:"))
    at = box.set_value([proposed[0], "24"]).run()
    assert at.query_params["peers"] == [f"{proposed[0]},24"] or at.query_params["peers"] == f"{proposed[0]},24"
    assert peers(at) == [proposed[0], "24"]
    again = open_page("compare", demo_store_url, market_id="2", peers=f"{proposed[0]},24")
    assert peers(again) == [proposed[0], "24"]
    back = next(button for button in again.button if button.label == "처음 제안대로 되돌리기")
    assert peers(back.click().run()) == proposed


@pytest.mark.parametrize(
    ("said", "kept"), [("24,999,abc", ["24"]), ("24,24,24", ["24"]), ("3,4,5,6,7,8,9", ["3", "4", "5", "6", "7"])]
)
def test_a_forged_choice_of_markets_is_left_out(open_page, demo_store_url: str, said: str, kept: list[str]) -> None:
    at = open_page("compare", demo_store_url, market_id="2", peers=said)
    assert not at.exception and not at.error
    assert peers(at) == kept


@pytest.mark.parametrize("trend", ["amount", "per_store", "market_day", "index"])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_trend_is_drawn_for_six_markets(open_page, demo_store_url: str, trend: str, lang: str) -> None:
    at = open_page("compare", demo_store_url, market_id="72", peers="24,18,53,112,1", trend=trend, lang=lang)
    assert not at.exception, at.exception
    assert not at.error
    assert len(charts_of(at)) >= 4


def test_without_a_market_it_says_what_to_do(open_page, demo_store_url: str) -> None:
    at = open_page("compare", demo_store_url)
    assert any("비슷한 시장" in info.value for info in at.info)


def test_what_is_compared_on_is_printed_and_stands_in_the_address(open_page, demo_store_url: str) -> None:
    at = open_page("calendar", demo_store_url, market_id="72", basis="market_day")
    assert "월별 결제액: 장날 하루당" in subheaders(at)
    assert any("견주는 방법" in caption.value for caption in at.caption)
    assert "날마다의 결제액과 장날·공휴일" in subheaders(at)
    assert any("장날은 3, 8, 13, 18, 23, 28일입니다" in text.value for text in at.markdown)


def test_a_daily_market_is_not_compared_per_market_day(open_page, demo_store_url: str) -> None:
    at = open_page("calendar", demo_store_url, market_id="2", basis="market_day")
    assert not at.exception and "월별 결제액: 달 그대로" in subheaders(at)


@pytest.mark.parametrize("slug", ["payments", "market"])
def test_the_other_pages_compare_on_the_same_bases(open_page, demo_store_url: str, slug: str) -> None:
    at = open_page(slug, demo_store_url, market_id="72", show="trend" if slug == "payments" else "paid", basis="feast")
    assert "월별 결제액: 설·추석을 맞춘 전년 대비" in subheaders(at)


def test_the_changes_in_the_example_are_found_with_the_rows_behind_them(open_page, demo_store_url: str) -> None:
    at = open_page("changes", demo_store_url)
    rows = at.dataframe[0].value
    assert list(rows["what"]) == [
        "비슷한 시장과 달리 갑자기 줄어듦", "제로페이: 오랫동안 자료가 끊김", "비슷한 시장과 달리 갑자기 줄어듦",
    ]  # fmt: skip
    assert len(charts_of(at)) == 1


def test_methods_are_told_with_the_weights_in_use(open_page, demo_store_url: str) -> None:
    at = open_page("sources", demo_store_url, show="metrics")
    assert any("Σ" in code.value for code in at.code)
    assert any("가중치" in table.value.columns for table in at.table)


def test_days_of_trade_are_shown_of_a_market_without_payments(open_page, tmp_path) -> None:
    url = f"sqlite:///{tmp_path / 'markets.sqlite'}"
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(6, "market")])
        facts.put(connection, "market", [facts.market_row(3) | {"market_days": "2,7", "is_listed": 1}])
    at = open_page("calendar", url, market_id="3")
    assert not at.exception, at.exception
    assert "달마다의 장날과 영업일" in subheaders(at)
    months = at.dataframe[-1].value
    assert len(months) == 12 and set(months["market_day_count"]) <= {5, 6}
