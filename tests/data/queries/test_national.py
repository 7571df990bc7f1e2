"""What is published of the nation, as the files say it, whatever place and months are chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from data.choice import Choice
from data.importing import import_file
from data.queries import answer, national
from data.store import reading
from tests.stores import new_store

SAMPLES = Path(__file__).parents[2] / "samples"
SURVEY = (
    "년도,전통시장 평균고객,종사자수,빈점포,점포수,일평균매출,전통시장수",
    "2019,5413.2,342031,19818,207643,5749.2,1413",
    "2017,4553,363660,17504,209884,5125,1450",
    "2018,5164.4,359049,,205271,5409.2,1437",
)
CHOICES = (Choice(), Choice(sido="50", start=20240101, end=20240601))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A store with both files."""
    folder = tmp_path_factory.mktemp("national")
    url = new_store(folder / "store.sqlite")
    survey = folder / "시장상황.csv"
    survey.write_text("\n".join(SURVEY), "utf-8-sig")
    for file in (survey, SAMPLES / "retail_sales_index" / "소매업태별_판매액_경상지수.csv"):
        assert import_file(file, url=url).status == "kept"
    with reading(url) as connection:
        yield connection


@pytest.mark.parametrize("choice", CHOICES)
def test_the_survey_is_a_line_a_year_with_its_own_units(held: Connection, choice: Choice) -> None:
    rows = national.market_survey(held, choice)
    assert rows["year"].tolist() == [2017, 2018, 2019]
    assert rows["market_day_amount_krw"].tolist() == [51_250_000, 54_092_000, 57_492_000]
    assert rows["customer_count"].tolist() == [4553, 5164, 5413]
    assert rows["market_count"].tolist() == [1450, 1437, 1413]


def test_what_a_year_does_not_tell_is_not_known(held: Connection) -> None:
    rows = national.market_survey(held, Choice())
    assert rows["empty_store_count"].isna().tolist() == [False, True, False]
    assert rows["empty_share"].tolist() == pytest.approx([17504 / 209884, float("nan"), 19818 / 207643], nan_ok=True)


@pytest.mark.parametrize("choice", CHOICES)
def test_the_index_is_told_by_kind_and_as_a_whole(held: Connection, choice: Choice) -> None:
    rows = national.retail_index(held, choice)
    found = {(row.retail_kind, row.year): row.sales_index for row in rows.itertuples()}
    slow = {
        (row.category.removeprefix("kind="), row.day // 10000): row.value
        for row in held.exec_driver_sql("SELECT category, day, value FROM figure WHERE measure = 'retail_sales_index'")
    }
    assert found == slow and {"", "백화점"} <= set(rows["retail_kind"])


def test_each_has_its_own_file_as_its_source(held: Connection) -> None:
    for question, source in (("market_survey", "market_survey_national"), ("retail_index", "retail_sales_index")):
        for choice in CHOICES:
            (note,) = answer(held, f"national.{question}", choice).sources
            assert note.source == source and note.title_ko
