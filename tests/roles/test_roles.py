"""Each role on each page and each question: refused where it should be, nothing of a shop elsewhere, and nothing that
was kept for a richer role.
"""

from collections.abc import Iterator

import pandas as pd
import pytest
import streamlit as st

from components.ui import contents, load
from data import briefings
from data.briefings import Slide
from data.choice import Choice
from data.codes import Role
from data.disclosure import LOCAL_OFFICER, SHARING, STORE_LEVEL_COLUMNS, Viewer
from data.queries import answer, queries
from data.store import reading
from data.suppression import EARNINGS
from tests.roles import walking
from tests.roles.walking import MARKET, OTHER, Got

POORER = ("public", "association", "regional")


@pytest.fixture(scope="module")
def who(demo_store_url: str) -> dict[str, Viewer]:
    return walking.roles(demo_store_url)


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """Nothing kept before these tests, nor after them."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    load.forget()
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def after_richer(demo_store_url: str, who: dict[str, Viewer]) -> dict[tuple[str, str], Got]:
    """What each role got of each page in one process, the richest first: whatever was kept for it is still there."""
    _forget()
    return {
        (role, slug): walking.page(slug, walking.ADDRESSES.get(slug, [{}])[0], who[role], demo_store_url)
        for role in ("administrator", "officer", *reversed(POORER))
        for slug in contents.PAGES
    }


@pytest.mark.parametrize("slug", list(contents.PAGES))
@pytest.mark.parametrize("role", ["administrator", "officer", *POORER])
def test_a_page_opens_or_refuses_with_a_sentence(
    after_richer: dict[tuple[str, str], Got], role: str, slug: str
) -> None:
    got = after_richer[role, slug]
    assert not got.problem
    may = {"imports": role in ("administrator", "officer", "regional"), "admin": role == "administrator"}
    may["entry"] = may["imports"]
    assert got.is_refused is not may.get(slug, True)
    if got.is_refused:
        assert not got.figures and not got.shown_count


@pytest.mark.parametrize("role", POORER)
def test_what_was_kept_for_a_richer_role_reaches_no_poorer_one(
    demo_store_url: str, who: dict[str, Viewer], after_richer: dict[tuple[str, str], Got], role: str
) -> None:
    """The same page in the same process, once after an officer looked and once with nothing kept at all."""
    differ = {
        slug for slug in contents.PAGES if after_richer["officer", slug].figures != after_richer[role, slug].figures
    }
    assert "adoption" in differ or role == "regional", "else nothing was tried"
    for slug in sorted(differ | {"overview", "payments", "market"}):
        _forget()
        alone = walking.page(slug, walking.ADDRESSES.get(slug, [{}])[0], who[role], demo_store_url)
        assert alone.figures == after_richer[role, slug].figures, slug


def test_no_name_of_a_shop_stands_on_any_page_of_the_public(
    demo_store_url: str, who: dict[str, Viewer], after_richer: dict[tuple[str, str], Got]
) -> None:
    with reading(demo_store_url) as connection:
        frames = [answer(connection, "adoption.stores", Choice(), LOCAL_OFFICER).rows]
        frames.append(answer(connection, "readiness.stores", Choice(market_id=119), LOCAL_OFFICER).rows)
    names = {str(name) for rows in frames for name in rows["store_name"] if name}
    assert len(names) > 100
    shops = walking.page("adoption", {"market_id": MARKET, "show": "stores"}, who["officer"], demo_store_url)
    assert any(name in str(shops.figures) for name in names), "else the names would be looked for in vain"
    forged = [("adoption", {"market_id": MARKET, "show": "stores"}), ("readiness", {"market_id": "119"})]
    told = [walking.page(slug, address, who["public"], demo_store_url) for slug, address in forged]
    told += [got for (role, _), got in after_richer.items() if role == "public"]
    for got in told:
        found = {name for name in names if name in f"{got.figures}{got.said}"}
        assert not found


@pytest.mark.parametrize("question", list(queries()))
@pytest.mark.parametrize("role", POORER)
def test_a_question_tells_shops_of_own_markets_alone(
    demo_store_url: str, who: dict[str, Viewer], role: str, question: str
) -> None:
    viewer = who[role]
    for choice in walking.choices(demo_store_url).values():
        with reading(demo_store_url) as connection:
            rows = answer(connection, question, choice, viewer).rows
        assert not set(rows) & set(SHARING)
        own = rows["market_id"].isin(viewer.market_ids) if "market_id" in rows else pd.Series(False, rows.index)
        for name in STORE_LEVEL_COLUMNS & set(rows):
            assert set(rows.loc[~own, name].fillna("")) <= {""}
        if "business_count" not in rows:
            continue
        assert (rows.loc[~own, "business_count"].dropna() >= 5).all()
        if viewer.role is Role.ASSOCIATION:
            few = rows[own & (rows["business_count"] < 3).fillna(False)]
            for name in (EARNINGS | {"sales_krw", "recent_sales_krw"}) & set(rows):
                assert few[name].isna().all()


def test_an_officer_of_a_region_sees_it_as_the_office_does(demo_store_url: str, who: dict[str, Viewer]) -> None:
    with reading(demo_store_url) as connection:
        for question in ("adoption.stores", "adoption.uses", "adoption.online", "readiness.by_score"):
            whole = answer(connection, question, Choice(sido="50"), who["officer"]).rows
            rows = answer(connection, question, Choice(sido="50"), who["regional"]).rows
            columns = [name for name in whole if name not in SHARING]
            assert len(whole)
            pd.testing.assert_frame_equal(rows[columns], whole[columns], check_dtype=False)


@pytest.mark.parametrize("show", ["use", "stores"])
def test_own_market_in_detail_and_another_as_the_public_sees_it(
    demo_store_url: str, who: dict[str, Viewer], show: str
) -> None:
    own, others = {"market_id": MARKET, "show": show}, {"market_id": OTHER, "show": show}
    got = {name: walking.page("adoption", own, who[name], demo_store_url) for name in ("association", "public")}
    assert got["association"].shown_count > got["public"].shown_count
    there = [walking.page("adoption", others, who[name], demo_store_url) for name in ("association", "public")]
    assert there[0].figures == there[1].figures


@pytest.fixture
def store(demo_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    from data.backing_up import back_up

    file = tmp_path_factory.mktemp("briefings") / "markets.sqlite"
    back_up(file, demo_store_url)
    return f"sqlite:///{file}"


def test_links_to_briefings_of_others_show_nothing(store: str, who: dict[str, Viewer]) -> None:
    """Kept by an officer, by an officer of a region, by an association: opened by everybody, by every kind of link."""
    kept = {"title": "SECRET", "frozen_by": "x", "store_version": 1, "url": store}
    may = {
        "officer": {"administrator", "officer"},
        "regional": {"administrator", "officer", "regional"},
        "association": {"administrator", "officer", "regional", "association"},
        "public": set(who),
    }
    slide = Slide("SECRET", ("SECRET",))
    for at, (keeper, allowed) in enumerate(may.items()):
        code = briefings.create(f"briefing {at}", "free", "en", who[keeper].name, slides=[slide], url=store)
        briefings.freeze(code, [slide], snapshot_id=f"{at:08x}", role=who[keeper].kept_as, **kept)
        for role, viewer in who.items():
            links = [("present", {"briefing": code, "version": "1"}), ("briefing", {"snapshot": f"{at:08x}"})]
            for slug, address in links:
                got = walking.page(slug, address, viewer, store)
                assert not got.problem
                assert got.is_refused is (role not in allowed), (keeper, role, slug)
            work = walking.page("present", {"briefing": code}, viewer, store)
            is_theirs = role in ("administrator", "officer") or (role == keeper == "regional")
            assert work.is_refused is not is_theirs, (keeper, role, "slides in work")
            assert f"briefing {at}" in walking.page("briefing", {}, viewer, store).said or role not in allowed


def test_an_officer_of_a_region_does_not_write_on_what_others_keep(store: str, who: dict[str, Viewer]) -> None:
    from components.ui.briefing import seeing
    from data import access

    access.grant(who["regional"].name, "officer", by="test", regions=["50"], url=store)
    mine = briefings.create("mine", "free", "en", who["regional"].name, url=store)
    theirs = briefings.create("theirs", "free", "en", who["officer"].name, url=store)
    with walking.looking(who["regional"], store):
        assert seeing.may_write(mine) and seeing.may_see_work(mine)
        assert not seeing.may_write(theirs) and not seeing.may_see_work(theirs)
    with walking.looking(who["officer"], store):
        assert not seeing.may_write(mine), "it would show the region's officer what is not the region's"
        assert seeing.may_see_work(mine) and seeing.may_write(theirs)
    with walking.looking(who["public"], store):
        assert not any(seeing.may_write(one) or seeing.may_see_work(one) for one in (mine, theirs))
