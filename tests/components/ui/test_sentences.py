"""What is said of a market: no year where a month of it is missing, no span where there is one month."""

import pandas as pd
import pytest

from components.text import LANGUAGES, translator
from components.ui import sentences, shown
from data.answer import Answer
from data.choice import Choice
from data.metrics.reading import Reading, Why

NOT_KNOWN = Reading(reason=Why.NOT_REPORTED)


def said(lang: str, months: str, *values: float | None, changed: float | None = None) -> str:
    heard: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shown, "sentence", heard.append)
        every = tuple(pd.date_range(months, periods=len(values), freq="MS"))
        known = [value for value in values if value is not None]
        amount = Reading(sum(known), change=changed, months=every, series=values) if known else NOT_KNOWN
        sentences.of_market(amount, NOT_KNOWN, NOT_KNOWN, "동문시장", translator(lang))
    return " ".join(heard)


def test_a_whole_span_is_said_from_its_first_month_to_its_last() -> None:
    told = said("ko", "2024-01", 1e8, 2e8, changed=0.1)
    assert (
        told == "동문시장에서는 2024년 1월부터 2024년 2월까지 3억 원이 결제되어 1년 전 같은 기간보다 10.0% 늘었습니다."
    )
    assert "not known" not in said("en", "2024-01", 1e8, 2e8)


def test_a_single_month_is_no_span() -> None:
    assert said("ko", "2024-12", 1e8) == "동문시장에서는 2024년 12월에 1억 원이 결제되었습니다."
    assert "in December 2024" in said("en", "2024-12", 1e8)


def test_a_month_that_is_missing_is_said() -> None:
    assert "그 가운데 1개월은 자료가 없어 더하지 않았습니다." in said("ko", "2024-07", 1e8, None, 1e8)
    assert "not known and not counted: 1" in said("en", "2024-07", 1e8, None, 1e8)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_where_no_month_is_known(lang: str) -> None:
    assert said(lang, "2024-07", None, None) == ""


def test_zero_is_a_number_and_no_gap() -> None:
    told = said("ko", "2024-07", 0.0, 0.0)
    assert "0원" in told and "자료가 없어" not in told


def test_a_place_of_which_not_all_markets_reported_says_how_many_did(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(shown, "sentence", heard.append)
    monkeypatch.setattr(sentences.filters, "place_in_words", lambda choice, t: "전국")
    months = tuple(pd.date_range("2024-01", periods=2, freq="MS"))
    paid = Reading(3e8, months=months, series=(1e8, 2e8))
    readings = {"amount": paid, "digital_share": NOT_KNOWN, "foreign_share": NOT_KNOWN, "latest_amount": paid}
    for reporting in (20, 120):
        state = Answer(
            pd.DataFrame({"reporting_market_count": [reporting], "market_count": [120]}), "overview.state", Choice()
        )
        sentences.of_place(readings, Choice(), translator("ko"), state)
    whole = "전국에서는 2024년 1월부터 2024년 2월까지 3억 원이 결제되었습니다."
    assert heard == [f"{whole} 2024년 2월 결제액을 보고한 시장은 120곳 가운데 20곳입니다.", whole]
