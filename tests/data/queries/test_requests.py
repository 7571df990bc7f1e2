"""Requests of a place against slow obvious Python over the same rows; a request that names no market included."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Connection, insert

from data.choice import Choice
from data.importing import entering
from data.models import metadata
from data.queries import answer, imports, requests
from data.store import reading, writing
from tests.data.queries.small_store import JEJU, Small, make
from tests.stores import new_store

#: code, market, province told, programme
TOLD = [("a", 1, "", ""), ("b", None, "50", ""), ("c", None, "", ""), ("d", 6, "50", "P"), ("e", 3, "", "P")]
CHOICES = {
    "everything": Choice(),
    "a province": Choice(sido="50"),
    "a city": Choice(sido="50", sigungu="50110"),
    "one market": Choice(market_id=3),
    "one programme": Choice(programme="P"),
    "a province that is not there": Choice(sido="99"),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Small]:
    folder: Path = tmp_path_factory.mktemp("requests")
    url = new_store(folder / "markets.sqlite")
    made = make(url)
    blank = {"meeting": "", "requester": "", "department": "", "reply": "", "state": "", "metric": "", "source": "",
             "qualifier": ""}  # fmt: skip
    told = [
        {"request_code": code, "market_id": market, "sido_code": sido, "programme_code": programme, "text": "t",
         "raised_day": 20240703, "import_id": JEJU, **blank}
        for code, market, sido, programme in TOLD
    ]  # fmt: skip
    with writing(url) as connection:
        connection.execute(insert(metadata.tables["request"]), told)
    return url, made


@pytest.fixture
def connection(small: tuple[str, Small]) -> Iterator[Connection]:
    with reading(small[0]) as opened:
        yield opened


def expected(small: Small, choice: Choice) -> list[str]:
    found = []
    for code, market, sido, programme in TOLD:
        place: dict[str, Any] = small.market(market) if market else {"sido_code": sido, "sigungu_code": ""}
        own = sido or place["sido_code"]
        fits = choice.market_id is None or market == choice.market_id
        if choice.market_id is None and choice.sigungu:
            fits &= place["sigungu_code"] == choice.sigungu
        elif choice.market_id is None and choice.sido:
            fits &= own == choice.sido
        if fits and (not choice.programme or programme == choice.programme):
            found.append(code)
    return found


@pytest.mark.parametrize("choice", CHOICES.values(), ids=list(CHOICES))
def test_requests_of_a_place_are_those_that_name_it(
    connection: Connection, small: tuple[str, Small], choice: Choice
) -> None:
    found = answer(connection, requests.told, choice)
    assert found.rows["request_code"].tolist() == expected(small[1], choice)
    assert bool(found.sources) == bool(len(found.rows)) or choice.programme


def test_what_was_not_told_is_missing(connection: Connection) -> None:
    row = requests.told(connection, Choice()).iloc[0]
    assert row["raised_on"] == pd.Timestamp("2024-07-03")
    assert pd.isna(row["due_on"]) and pd.isna(row["replied_on"]) and pd.isna(row["budget_krw"])


def test_a_store_with_nothing_but_a_request_is_not_empty(tmp_path: Path) -> None:
    url = new_store(tmp_path / "own.sqlite")
    typed = {"request_code": "1", "raised_day": "2024-07-03", "text": "주차장"}
    entering.keep("request", typed, imported_by="kim", mark="m", url=url)
    with reading(url) as connection:
        assert imports.store_contents(connection, Choice())["subject"].tolist() == ["request"]
