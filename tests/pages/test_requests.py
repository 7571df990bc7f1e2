"""The page of requests: the meeting of 3 July 2024 with two answers, filters in the address, before and after."""

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from components.ui import clock
from tests.pages.conftest import cards_of

TODAY = pd.Timestamp("2025-01-15")


@pytest.fixture(autouse=True)
def that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def said(at: AppTest) -> str:
    kinds = ("markdown", "caption", "info", "badge") if hasattr(at, "badge") else ("markdown", "caption", "info")
    return "\n".join(one.value for kind in kinds for one in getattr(at, kind)).replace("\\", "")


def readings(at: AppTest) -> dict[str, str]:
    return cards_of(at)


def listed(at: AppTest) -> list[str]:
    return [str(text) for text in at.dataframe[0].value["건의 내용"]]


def test_the_meeting_in_jeju_has_seven_requests_and_two_answers_on_the_day(open_page: Any, demo_store_url: str) -> None:
    at = open_page("requests", demo_store_url, sido="50")
    assert "건의 7건 가운데 2건(28.6%)에 답했습니다" in said(at)
    assert "중앙값은 0일입니다(날짜를 아는 답 2건 기준)" in said(at)
    assert readings(at)["답한 비율"] == "28.6%"
    answered = at.dataframe[0].value
    told = answered[answered["상태"] == "답변함"]["건의 내용"]
    assert sorted("매니저" in text or "주차장" in text for text in told) == [True, True]


def test_due_days_that_were_not_published_are_not_overdue(open_page: Any, demo_store_url: str) -> None:
    at = open_page("requests", demo_store_url, sido="50")
    assert at.dataframe[0].value["늦어진 날"].isna().all()
    assert "기한이 지난 건의" not in readings(at) or readings(at)["기한이 지난 건의"] == "–"


def test_the_longest_overdue_stands_first(open_page: Any, demo_store_url: str) -> None:
    late = open_page("requests", demo_store_url).dataframe[0].value["늦어진 날"].dropna().astype(int).tolist()
    assert late and late == sorted(late, reverse=True) and late[0] == (TODAY - pd.Timestamp("2024-06-30")).days


@pytest.mark.parametrize(
    ("choices", "most"),
    [({"department": "교통행정과(예시)"}, 2), ({"request_state": "done"}, 2), ({"request_state": "overdue"}, 3)],
)
def test_the_list_is_narrowed_by_what_stands_in_the_address(
    open_page: Any, demo_store_url: str, choices: dict[str, str], most: int
) -> None:
    found = listed(open_page("requests", demo_store_url, **choices))
    assert len(found) == most < len(listed(open_page("requests", demo_store_url)))


def test_the_requests_of_one_programme_stand_alone_and_say_so(open_page: Any, demo_store_url: str) -> None:
    at = open_page("requests", demo_store_url, programme="P19")
    assert len(listed(at)) == 7 and "상인연합회 건의" in said(at)
    next(one for one in at.button if one.label == "모든 건의 보기").click().run()
    assert len(listed(at)) == 13


def test_a_forged_address_shows_all(open_page: Any, demo_store_url: str) -> None:
    at = open_page(
        "requests", demo_store_url, department="없는 부서", request_state="x", request="없는 것", programme="x"
    )
    assert not at.exception and len(listed(at)) == 13


def test_before_and_after_are_told_where_there_are_months_enough(open_page: Any, demo_store_url: str) -> None:
    at = open_page("requests", demo_store_url, request="P19-1")
    assert "답한 날(2024년 7월 3일) 뒤 5개월의 평균은" in said(at)
    assert "들어준 효과라고 말할 수는 없습니다" in said(at)


def test_it_says_that_it_cannot_tell_where_there_are_too_few(open_page: Any, demo_store_url: str) -> None:
    at = open_page("requests", demo_store_url, request="예시-6")
    assert "아직 말할 수 없습니다" in said(at) and "2개월뿐" in said(at)


def test_a_request_that_names_no_metric_says_so(open_page: Any, demo_store_url: str) -> None:
    assert "어떤 지표를 움직이려는 것인지" in said(open_page("requests", demo_store_url, request="P19-6"))


@pytest.mark.parametrize("slug", ["overview", "payments", "tourists", "market", "compare", "calendar"])
def test_programmes_are_drawn_behind_the_trends_of_every_page_when_asked(
    open_page: Any, demo_store_url: str, slug: str
) -> None:
    choice = {"market_id": "2"} if slug in ("market", "compare", "calendar") else {"sido": "50"}
    off, on = open_page(slug, demo_store_url, **choice), open_page(slug, demo_store_url, **choice, spans="1")
    switch = [one for one in off.toggle if "사업 기간" in one.label]
    assert len(switch) == 1 and not switch[0].value
    assert "겹쳐 그린 사업" not in said(off) and "겹쳐 그린 사업" in said(on)
    assert not on.exception
