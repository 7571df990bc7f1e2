"""Briefings as an officer makes them: put together, written on, ordered, frozen, made anew, copied, found again."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from components.exports.frozen import frozen, thawed
from components.ui.briefing.recipes import Recipe
from components.ui.briefing.remaking import remade
from components.ui.signing import who as signing
from data import briefings
from data.briefings import Slide
from data.codes import Role
from data.disclosure import Viewer, may_be_shown


@pytest.fixture
def store(demo_store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store of its own, over example data."""
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), tmp_path / "markets.sqlite")
    url = f"sqlite:///{tmp_path / 'markets.sqlite'}"
    monkeypatch.setenv("JANGTEO_STORE_URL", url)
    return url


@pytest.fixture
def figure(store: str) -> Slide:
    recipe = Recipe.of("payments", {"sido": "50"}, "digital_share_trend")
    made = remade([recipe], "ko")[0]["exhibit"]
    return Slide("디지털 결제", (thawed(made).finding,), "", recipe.text(), recipe.address("ko"), made)


def begun(store: str, *slides: Slide) -> str:
    return briefings.create("월간 보고", "free", "ko", "kim", slides=slides, url=store)


def press(at: AppTest, label: str) -> AppTest:
    return next(one for one in at.button if one.label == label).click().run()


def said(at: AppTest) -> str:
    return "\n".join(one.value for kind in ("info", "warning", "error", "success", "markdown") for one in at.get(kind))


def test_slides_are_ordered_and_taken_out(open_page, store: str) -> None:
    code = begun(store, Slide("가"), Slide("나"), Slide("다"))
    at = open_page("briefing", store, briefing=code)
    press(at, "아래로")
    assert [one.heading for one in briefings.slides(code, url=store)] == ["나", "가", "다"]
    press(open_page("briefing", store, briefing=code), "빼기")
    assert [one.heading for one in briefings.slides(code, url=store)] == ["가", "다"]


def test_words_are_kept_and_a_fourth_sentence_is_refused(open_page, store: str) -> None:
    code = begun(store, Slide("가", ("하나.",)))
    at = open_page("briefing", store, briefing=code)
    area = next(one for one in at.text_area if "문장" in one.label)
    at = area.set_value("하나.\n둘.\n셋.\n넷.").run()
    assert "4문장입니다" in said(at)
    assert briefings.slides(code, url=store)[0].sentences == ("하나.",)
    next(one for one in at.text_area if "문장" in one.label).set_value("하나.\n둘.").run()
    assert briefings.slides(code, url=store)[0].sentences == ("하나.", "둘.")


def test_a_frozen_version_keeps_its_number_and_is_found_by_it(open_page, store: str, figure: Slide) -> None:
    code = begun(store, figure)
    press(open_page("briefing", store, briefing=code), "굳히기")
    (version,) = briefings.versions(code, store)
    assert version.role == Role.OFFICER and version.choice_in_words == "결제 자료는 2024-11까지 갖추어졌습니다"
    briefings.lay(code, [], store)
    at = open_page("briefing", store, snapshot=version.snapshot_id)
    assert version.snapshot_id in said(at) and any(one.value == "월간 보고" for one in at.header)
    assert briefings.slides(code, version.version, store) == [figure]


def test_an_unknown_number_is_said(open_page, store: str) -> None:
    assert "ffffffff" in said(open_page("briefing", store, snapshot="ffffffff"))


def test_making_anew_says_what_changed_since(open_page, store: str, figure: Slide) -> None:
    code = begun(store, figure)
    assert "달라진 것이 없습니다." in said(press(open_page("briefing", store, briefing=code), "그림 새로 만들기"))
    shown = thawed(figure.exhibit)
    before = frozen(replace(shown, rows=shown.rows.iloc[:-1].reset_index(drop=True)))
    briefings.lay(code, [replace(figure, exhibit=before)], store)
    told = said(press(open_page("briefing", store, briefing=code), "그림 새로 만들기"))
    assert "1행이 더해졌습니다(2024년 12월 등)" in told
    assert thawed(briefings.slides(code, url=store)[0].exhibit).rows.equals(shown.rows)


def test_a_copy_has_the_slides_and_a_withdrawn_one_leaves_the_list(open_page, store: str) -> None:
    code = begun(store, Slide("가"))
    press(open_page("briefing", store, briefing=code), "복사본 만들기")
    names = [one.briefing_name for one in briefings.briefings(store)]
    assert sorted(names) == ["월간 보고", "월간 보고 복사본"]
    press(open_page("briefing", store, briefing=code), "거두기")
    assert [one.briefing_name for one in briefings.briefings(store)] == ["월간 보고 복사본"]


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.ASSOCIATION])
def test_who_has_fewer_rights_sees_neither_buttons_nor_rows(
    open_page, store: str, figure: Slide, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = begun(store, figure)
    kept = {"snapshot_id": "ab12cd34", "title": "제목", "frozen_by": "kim", "store_version": 1, "url": store}
    briefings.freeze(code, [figure], role="officer", **kept)
    monkeypatch.setattr(signing, "_set", Viewer(role, frozenset({1}), "lee"))
    at = open_page("briefing", store, briefing=code)
    assert "ab12cd34" not in said(at)
    assert not {"굳히기", "그림 새로 만들기", "파워포인트", "빼기"} & {one.label for one in at.button}
    assert not at.get("imgs") and not at.text_area
    assert "권한이 없습니다" in said(open_page("briefing", store, snapshot="ab12cd34"))
    for version in ("", "1"):
        at = open_page("present", store, briefing=code, **({"version": version} if version else {}))
        assert "권한이 없습니다" in said(at) and "jangteo_present" not in {
            one.proto.component_name for one in at.get("bidi_component")
        }
    assert "보고에 담기" not in {one.label for one in open_page("payments", store, sido="50").button}


def test_what_was_kept_for_the_public_is_for_all_and_one_association_does_not_see_anothers() -> None:
    assert all(may_be_shown("public", Viewer(role)) for role in Role)
    assert not may_be_shown("association", Viewer(Role.ASSOCIATION, frozenset({2})))
    assert may_be_shown("association", Viewer(Role.OFFICER)) and may_be_shown("officer", Viewer(Role.ADMINISTRATOR))
    assert not may_be_shown("officer", Viewer(Role.PUBLIC))
