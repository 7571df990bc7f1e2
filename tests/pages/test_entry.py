"""Rows typed on the screen: checked while typing, kept with who and when, changed, undone; drafts outlive a session."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from streamlit.testing.v1 import AppTest

from components.ui.signing import who as signing
from data import drafts
from data.codes import Role
from data.disclosure import Viewer
from data.importing import entered, undo
from data.store import reading

Opener = Any


@pytest.fixture
def url(demo_store_url: str, tmp_path: Path) -> str:
    """A copy of the example store that may be written."""
    path = tmp_path / "own.sqlite"
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


def field(at: AppTest, name: str) -> Any:
    """The widget of a column."""
    kinds = ("text_input", "text_area", "selectbox", "multiselect")
    found = [one for kind in kinds for one in at.get(kind) if f"-{name}:" in str(one.key)]
    assert len(found) == 1, [one.key for kind in kinds for one in at.get(kind)]
    return found[0]


def type_in(at: AppTest, **texts: str) -> AppTest:
    for name, typed in texts.items():
        field(at, name).set_value(typed).run()
    return at


def press(at: AppTest, start: str) -> AppTest:
    found = [one for one in at.button if str(one.key).startswith(start)]
    assert found, [one.key for one in at.button]
    return found[0].click().run()


def said(at: AppTest) -> str:
    return "\n".join(
        one.value for kind in ("markdown", "caption", "error", "success", "info") for one in getattr(at, kind)
    )


def programmes(url: str) -> dict[str, tuple[str, str]]:
    """Programmes that were typed: code -> name and who typed it."""
    asked = "SELECT p.programme_code, p.programme_name, i.imported_by FROM programme p JOIN import i USING (import_id)"
    with reading(url) as connection:
        return {str(row[0]): (str(row[1]), str(row[2])) for row in connection.execute(text(asked))}


PROGRAMME = {"programme_code": "새-01", "programme_name": "야시장 결제", "kind": "payment_promotion"}


def test_a_programme_is_kept_with_who_and_when_and_can_be_taken_back(open_page: Opener, url: str) -> None:
    at = type_in(open_page("entry", url), **PROGRAMME, starts_day="2026.3.1")
    assert "2026년 3월 1일" in said(at)
    press(at, "keep-")
    assert programmes(url)["새-01"] == ("야시장 결제", "local")
    assert "저장했습니다" in said(at)
    assert drafts.drafts("local", url) == []
    press(at, "undo-kept")
    assert "새-01" not in programmes(url)


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(open_page: Opener, url: str) -> None:
    at = type_in(open_page("entry", url), programme_code="새-02", starts_day="2026-02-30")
    assert "달력에 없는 날짜" in said(at)
    assert "꼭 필요한 값" not in said(at), (
        "an empty field is not complained about before somebody wants to keep the row"
    )
    press(at, "keep-")
    assert "꼭 필요한 값" in said(at)
    assert any("칸을 고쳐 주세요" in one.value for one in at.error)
    assert field(at, "programme_code").value == "새-02" and field(at, "starts_day").value == "2026-02-30"
    assert "새-02" not in programmes(url)
    type_in(at, starts_day="2026-02-27", programme_name="고친 이름", kind="education")
    press(at, "keep-")
    assert programmes(url)["새-02"][0] == "고친 이름"


def test_a_draft_is_there_again_in_another_session_and_goes_when_it_is_thrown_away(open_page: Opener, url: str) -> None:
    type_in(open_page("entry", url), programme_name="적다가 만 사업")
    again = open_page("entry", url)
    assert field(again, "programme_name").value == "적다가 만 사업"
    assert any("이어서 쓰기" in one.label for one in again.expander)
    press(again, "throw-")
    assert drafts.drafts("local", url) == []
    assert field(again, "programme_name").value == ""


def test_a_row_is_changed_from_what_it_says_now_and_its_past_is_told(open_page: Opener, url: str) -> None:
    at = type_in(open_page("entry", url), **PROGRAMME)
    press(at, "keep-")
    at = open_page("entry", url, edit="새-01")
    assert field(at, "programme_name").value == "야시장 결제"
    assert field(at, "programme_code").disabled
    type_in(at, programme_name="야시장 결제 할인")
    press(at, "keep-")
    assert programmes(url)["새-01"][0] == "야시장 결제 할인"
    at = open_page("entry", url, edit="새-01")
    assert "야시장 결제 → 야시장 결제 할인" in said(at)
    newest = entered.past("programme", "새-01", url=url)[0]
    press(at, f"undo-{newest.import_id}")
    press(at, "undo-yes")
    assert programmes(url)["새-01"][0] == "야시장 결제"


def test_a_value_goes_back_to_what_it_was_as_a_change_of_its_own(open_page: Opener, url: str) -> None:
    press(type_in(open_page("entry", url), **PROGRAMME), "keep-")
    for name in ("둘째 이름", "야시장 결제"):
        press(type_in(open_page("entry", url, edit="새-01"), programme_name=name), "keep-")
        assert programmes(url)["새-01"][0] == name
    assert len(entered.past("programme", "새-01", url=url)) == 3


def test_two_officers_do_not_write_over_each_other(
    open_page: Opener, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(type_in(open_page("entry", url), **PROGRAMME), "keep-")
    monkeypatch.setattr(signing, "_set", Viewer(Role.OFFICER, name="kim"))
    kim = open_page("entry", url, edit="새-01")
    type_in(kim, programme_name="김의 이름")
    for module in ("filling", "sheet", "choosing"):
        monkeypatch.setattr(f"components.ui.forms.{module}.viewer", lambda: Viewer(Role.OFFICER, name="lee"))
    lee = open_page("entry", url, edit="새-01")
    assert field(lee, "programme_name").value == "야시장 결제", "a draft is its owner's alone"
    press(type_in(lee, programme_name="이의 이름"), "keep-")
    for module in ("filling", "sheet", "choosing"):
        monkeypatch.setattr(f"components.ui.forms.{module}.viewer", lambda: Viewer(Role.OFFICER, name="kim"))
    press(kim, "keep-")
    assert programmes(url)["새-01"] == ("이의 이름", "lee")
    assert any("lee" in one.value for one in kim.error)
    assert field(kim, "programme_name").value == "김의 이름"
    assert "지금 값 이의 이름, 적은 것 김의 이름" in said(kim)
    press(press(kim, "mine-"), "keep-")
    assert programmes(url)["새-01"] == ("김의 이름", "kim")
    assert [one.imported_by for one in entered.past("programme", "새-01", url=url)] == ["kim", "lee", "local"]


def test_a_row_taken_back_meanwhile_can_be_kept_anew(open_page: Opener, url: str) -> None:
    press(type_in(open_page("entry", url), **PROGRAMME), "keep-")
    at = type_in(open_page("entry", url, edit="새-01"), programme_name="다른 이름")
    undo(entered.past("programme", "새-01", url=url)[0].import_id, url=url)
    at.run()
    assert "이제 없습니다" in said(at) or any("이제 없습니다" in one.value for one in at.warning)
    press(press(at, "mine-"), "keep-")
    assert programmes(url)["새-01"][0] == "다른 이름"


def test_a_code_that_is_taken_is_said_before_it_is_kept(open_page: Opener, url: str) -> None:
    press(type_in(open_page("entry", url), **PROGRAMME), "keep-")
    at = type_in(open_page("entry", url), **PROGRAMME)
    assert "이미 적힌 것입니다" in said(at)
    press(at, "keep-")
    assert len(entered.past("programme", "새-01", url=url)) == 1


def test_a_small_budget_is_asked_about_and_one_press_mends_it(open_page: Opener, url: str) -> None:
    press(type_in(open_page("entry", url), **PROGRAMME), "keep-")
    at = open_page("entry", url, form="programme_budget", set_programme_code="새-01")
    type_in(at, funder="국비", planned_krw="5,000")
    assert "만원 단위로 적은 것 같습니다" in said(at)
    press(at, "offer-planned_krw-5,000만원")
    assert "50,000,000원" in said(at)
    type_in(at, planned_krw="10억")
    assert "1,000,000,000원" in said(at)
    press(at, "keep-")
    assert field(at, "programme_code").value == "새-01", "the next row is most often one of the same programme"
    with reading(url) as connection:
        assert connection.execute(text("SELECT planned_krw FROM programme_budget WHERE funder = '국비' "
                                       "AND programme_code = '새-01'")).scalar() == 1_000_000_000  # fmt: skip


def test_a_vague_number_is_told_back_as_its_interval(open_page: Opener, url: str) -> None:
    at = open_page("entry", url, form="programme_figure")
    assert "30–39" in said(type_in(at, value_text="30여"))


def test_a_field_holds_what_was_typed_when_the_language_changes(open_page: Opener, url: str) -> None:
    type_in(open_page("entry", url), programme_name="야시장")
    assert field(open_page("entry", url, lang="en"), "programme_name").value == "야시장"


def test_a_form_opened_for_one_thing_does_not_lose_what_was_begun_for_another(open_page: Opener, url: str) -> None:
    type_in(open_page("entry", url, form="milestone", set_programme_code="P09"), item="매장 열기")
    at = open_page("entry", url, form="milestone", set_programme_code="P14")
    assert field(at, "item").value == "매장 열기" and field(at, "programme_code").value == "P09"
    press(at, "anew-")
    assert field(at, "item").value == "" and field(at, "programme_code").value == "P14"


def test_only_officers_see_a_form(open_page: Opener, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.ui.forms.choosing.viewer", lambda: Viewer(Role.ASSOCIATION, name="union"))
    at = open_page("entry", url)
    assert not at.text_input
    assert "담당 공무원만" in said(at)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_form_opens_in_both_languages(open_page: Opener, url: str, lang: str) -> None:
    from data.importing.entering import form_names
    from data.sources import sources

    for name in form_names(sources()):
        at = open_page("entry", url, form=name, lang=lang)
        assert not at.exception, (name, at.exception)
        assert not at.error, (name, [one.value for one in at.error])
        assert [one for one in at.button if str(one.key).startswith("keep-")]
