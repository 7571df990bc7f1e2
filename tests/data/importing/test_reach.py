"""An officer of regions writes down rows of its regions, typed or as a template; official files it puts in whole."""

from pathlib import Path
from typing import Any

import pytest

from data import access
from data.codes import ImportStatus
from data.importing import entering, import_file
from data.importing.reach import lies_in
from data.store import reading
from tests.endurance.bases import SAMPLES
from tests.stores import new_store

JEJU, SEOUL = "lee@jeju.kr", "park@seoul.kr"
HERE = {"programme_code": "J-1", "programme_name": "제주 사업", "kind": "payment_promotion", "sido": "제주"}
THERE = {**HERE, "programme_code": "S-1", "programme_name": "서울 사업", "sido": "서울"}
NATION = {**HERE, "programme_code": "N-1", "programme_name": "전국 사업", "sido": ""}
BUDGET = {"funder": "national", "year": "2024", "planned_krw": "300,000,000원"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = new_store(tmp_path / "markets.sqlite")
    access.grant(JEJU, "officer", by="test", regions=["50"], url=url)
    access.grant(SEOUL, "officer", by="test", regions=["11"], url=url)
    access.grant("kim@korea.kr", "officer", by="test", url=url)
    for at, texts in enumerate((THERE, NATION)):
        assert entering.keep("programme", texts, imported_by="kim@korea.kr", mark=str(at), url=url).rows_new == 1
    return url


def reasons(report: Any) -> list[str]:
    return [cell.reason for cell in report.refusals]


def test_its_own_region_and_no_other(url: str) -> None:
    assert entering.keep("programme", HERE, imported_by=JEJU, mark="a", url=url).rows_new == 1
    for texts in ({**THERE, "programme_code": "S-2"}, {**NATION, "programme_code": "N-2"}):
        report = entering.keep("programme", texts, imported_by=JEJU, mark="b", url=url)
        assert report.status is ImportStatus.REFUSED
        trial = entering.tried("programme", texts, by=JEJU, url=url)
        assert [one.reason for one in trial.problems.values()] == ["other_region"]
        assert entering.tried("programme", texts, by="kim@korea.kr", url=url).is_good


def test_it_writes_over_no_row_of_another_region(url: str) -> None:
    """Another region's programme is not made its own by saying that it lies here."""
    trial = entering.tried("programme", {**THERE, "sido": "제주"}, by=JEJU, url=url)
    assert [one.reason for one in trial.problems.values()] == ["row_of_other_region"]
    assert entering.tried("programme", {**THERE, "programme_name": "새 이름"}, by=SEOUL, url=url).is_good


def test_what_hangs_on_a_programme_lies_where_it_does(url: str) -> None:
    entering.keep("programme", HERE, imported_by=JEJU, mark="a", url=url)
    assert entering.tried("programme_budget", {**BUDGET, "programme_code": "J-1"}, by=JEJU, url=url).is_good
    for code in ("S-1", "N-1"):
        trial = entering.tried("programme_budget", {**BUDGET, "programme_code": code}, by=JEJU, url=url)
        assert [one.reason for one in trial.problems.values()] == ["other_region"], code


def test_a_template_is_held_row_by_row_and_an_official_file_comes_in_whole(url: str, tmp_path: Path) -> None:
    source = entering.named_source("programme")
    lines = [
        entering.written(source, one).decode("utf-8-sig").splitlines()
        for one in (HERE, {**THERE, "programme_code": "S-2"})
    ]
    path = tmp_path / "programmes.csv"
    path.write_text("\n".join([*lines[0], lines[1][1]]), "utf-8-sig")
    report = import_file(path, source="programme", url=url, imported_by=JEJU)
    assert (report.rows_new, report.rows_refused, reasons(report)) == (1, 1, ["other_region"])
    for cell in report.refusals:
        assert "담당 지역" in cell.words("ko") and "region of yours" in cell.words("en")
    register = import_file(next((SAMPLES / "market_standard").glob("*.csv")), url=url, imported_by=JEJU)
    assert register.status is ImportStatus.KEPT and "other_region" not in reasons(register)


def test_a_market_decides_before_the_programme(url: str) -> None:
    """A market of its own in a programme of the whole country is its own to report."""
    import_file(next((SAMPLES / "market_standard").glob("*.csv")), url=url)
    with reading(url) as connection:
        asked = "SELECT market_name, sido_code FROM market ORDER BY market_id LIMIT 1"
        name, sido = connection.exec_driver_sql(asked).one()
    owner, other = ("home@korea.kr", "away@korea.kr")
    access.grant(owner, "officer", by="test", regions=[sido], url=url)
    access.grant(other, "officer", by="test", regions=["36" if sido != "36" else "50"], url=url)
    texts = {"programme_code": "N-1", "participant_kind": "market", "participant_name": name, "market_name": name}
    mine, theirs = (entering.tried("participation", texts, by=who, url=url).problems for who in (owner, other))
    assert "other_region" not in [one.reason for one in mine.values()]
    assert "other_region" in [one.reason for one in theirs.values()]


@pytest.mark.parametrize(
    ("place", "regions", "inside"),
    [
        (("50", "50110"), ["50"], True), (("50", ""), ["50"], True), (("50", ""), ["50110"], False),
        (("41", "41111"), ["41110"], True), (("41", "41131"), ["41110"], False), (("", ""), ["50"], False),
        (("11", "11110"), ["50", "11110"], True),
    ],
)  # fmt: skip
def test_places_and_regions(place: tuple[str, str], regions: list[str], inside: bool) -> None:
    assert lies_in(place, regions) is inside
