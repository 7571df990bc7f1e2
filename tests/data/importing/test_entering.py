"""One typed row: the rules of files, kept with who and when, changed, taken back; the same pressed twice is one."""

import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import insert, text

from data.errors import EntryChanged, EntryExists, StoreBusy
from data.importing import entered, entering, undo
from data.importing.coercion import coerce
from data.importing.tables import TEXT
from data.models import metadata
from data.sources import sources
from data.store import reading, writing
from tests.stores import new_store

PROGRAMME = {"programme_code": "가-1", "programme_name": "가상 사업", "kind": "payment_promotion", "sido": "제주"}
FORMS = entering.form_names(sources())


def put(url: str, source: str, texts: dict[str, str], who: str = "kim", mark: str = "m", **more: Any) -> Any:
    return entering.keep(source, texts, imported_by=who, mark=mark, url=url, **more)


def test_a_row_is_an_import_with_a_name_of_its_own_and_whoever_typed_it(url: str) -> None:
    report = put(url, "programme", PROGRAMME)
    assert (report.status, report.rows_new, report.file) == ("kept", 1, "form-programme-가-1.csv")
    with reading(url) as connection:
        row = connection.execute(text("SELECT imported_by, is_example, source FROM import")).one()
    assert tuple(row) == ("kim", 0, "programme")


def test_the_same_form_sent_twice_is_kept_once(url: str) -> None:
    first, second = put(url, "programme", PROGRAMME), put(url, "programme", PROGRAMME)
    assert (first.status, second.status) == ("kept", "repeated")


def test_a_second_row_under_the_same_key_is_refused_and_says_whose_it_is(url: str) -> None:
    put(url, "programme", PROGRAMME)
    with pytest.raises(EntryExists) as told:
        put(url, "programme", {**PROGRAMME, "programme_name": "다른 사업"}, who="lee", mark="other")
    assert told.value.fields["by"] == "kim"
    problems = entering.tried("programme", PROGRAMME, is_new=True, url=url).problems
    assert problems["programme_code"].reason == "key_taken"


def test_a_change_made_from_an_older_state_is_refused(url: str) -> None:
    put(url, "programme", PROGRAMME)
    told = entered.texts_of("programme", "가-1", url=url)
    assert told is not None
    texts, base = told
    put(url, "programme", {**texts, "programme_name": "둘째"}, who="lee", mark="2", base=base)
    with pytest.raises(EntryChanged):
        put(url, "programme", {**texts, "programme_name": "셋째"}, mark="3", base=base)


def test_going_back_to_a_former_value_is_a_change_like_any_other(url: str) -> None:
    put(url, "programme", PROGRAMME)
    for mark, name in (("2", "둘째"), ("3", "가상 사업"), ("4", "둘째"), ("5", "가상 사업")):
        found = entered.texts_of("programme", "가-1", url=url)
        assert found is not None
        report = put(url, "programme", {**found[0], "programme_name": name}, mark=mark, base=found[1])
        assert (report.status, report.rows_changed) == ("kept", 1), name
    past = entered.past("programme", "가-1", url=url)
    assert [one.changes[-1] for one in past[:2]] == [
        ("programme_name", "둘째", "가상 사업"), ("programme_name", "가상 사업", "둘째")
    ]  # fmt: skip
    undo(past[0].import_id, url=url)
    found = entered.texts_of("programme", "가-1", url=url)
    assert found is not None and found[0]["programme_name"] == "둘째"
    assert entered.past("programme", "가-1", url=url)[0].undone_at


def test_what_a_field_may_be_is_what_a_file_may_hold(url: str) -> None:
    """No second set of rules: every problem of a field alone is the one that reading a file gives."""
    for name, typed in (("starts_day", "2026-02-30"), ("kind", "없는 유형"), ("published_day", "어제")):
        column = sources()["programme"].columns[name]
        file_says = coerce(column, pd.Series([typed], dtype=TEXT)).wrong[0]
        problem = entering.read("programme", {**PROGRAMME, name: typed}).problems[name]
        assert (problem.reason, problem.fields) == (file_says.reason, file_says.fields)


@pytest.mark.parametrize(
    ("source", "texts", "column", "reason"),
    [
        ("programme", {**PROGRAMME, "sido": "없는도"}, "sido", "unknown_region"),
        ("programme", {**PROGRAMME, "starts_day": "2024-05-01", "ends_day": "2024-04-01"}, "ends_day",
         "before_its_beginning"),
        ("programme_budget", {"programme_code": "없음", "funder": "국비", "planned_krw": "10억"}, "programme_code",
         "unknown_programme"),
        ("programme_budget", {"programme_code": "가-1", "funder": "국비", "planned_krw": "5,000"}, "planned_krw",
         "looks_like_man_won"),
        ("promotion_rule", {"programme_code": "가-1", "rule_code": "1", "starts_day": "2024-04-01",
                            "discount_rate": "1.5"}, "discount_rate", "share_without_sign"),
        ("request", {"request_code": "1", "raised_day": "2024-07-03", "text": "가", "closed_day": "2024-08-01",
                     "state": "추진 중"}, "state", "closed_but_open"),
        ("participation", {"programme_code": "가-1", "participant_kind": "시장", "participant_name": "없는시장"},
         "market_name", "unknown_market"),
    ],
)  # fmt: skip
def test_what_only_the_store_knows_is_told_at_its_field(
    url: str, source: str, texts: dict[str, str], column: str, reason: str
) -> None:
    put(url, "programme", PROGRAMME)
    problems = entering.tried(source, texts, url=url).problems
    assert problems[column].reason == reason
    with reading(url) as connection:
        assert connection.execute(text("SELECT count(*) FROM import")).scalar() == 1, "a trial leaves nothing behind"


def test_a_field_that_cannot_be_read_keeps_no_other_from_being_looked_at(url: str) -> None:
    put(url, "programme", PROGRAMME)
    texts = {"programme_code": "가-1", "funder": "국비", "planned_krw": "5,000", "published_day": "어제"}
    problems = entering.tried("programme_budget", texts, url=url).problems
    assert {name: one.reason for name, one in problems.items()} == {
        "planned_krw": "looks_like_man_won", "published_day": "not_a_date"
    }  # fmt: skip


def test_a_market_is_kept_by_its_number(url: str) -> None:
    put(url, "programme", PROGRAMME)
    texts = {"market_id": "2", "market_name": "서귀포매일올레시장", "asset_name": "입구 화면", "kind": "사이니지"}
    assert put(url, "asset", texts, mark="a").rows_new == 1
    (row,) = entered.rows("asset", url=url)
    assert (row.key, row.name) == ("2|입구 화면", "서귀포매일올레시장 · 입구 화면")
    found = entered.texts_of("asset", row.key, url=url)
    assert found is not None and (found[0]["sido"], found[0]["sigungu"]) == ("제주특별자치도", "서귀포시")


@pytest.fixture
def example(demo_store_url: str, tmp_path: Path) -> str:
    """A copy of the example store that may be written."""
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), tmp_path / "demo.sqlite")
    return new_store(tmp_path / "demo.sqlite")


@pytest.mark.file
def test_over_example_data_a_typed_row_is_part_of_the_example(example: str) -> None:
    url = example
    put(url, "programme", PROGRAMME)
    with reading(url) as connection:
        assert connection.execute(text("SELECT is_example FROM import WHERE imported_by = 'kim'")).scalar() == 1


@pytest.mark.file
def test_rows_of_the_example_read_as_they_would_be_typed(example: str) -> None:
    """Filling a form from a row and keeping it unchanged changes nothing: the texts say what the row says."""
    url = example
    for source in FORMS:
        for row in entered.rows(source, url=url)[:6]:
            found = entered.texts_of(source, row.key, url=url)
            assert found is not None, (source, row)
            trial = entering.tried(source, found[0], url=url)
            assert trial.is_good, (source, row.key, trial.problems)
            report = put(url, source, found[0], mark=row.key, base=found[1])
            assert (report.rows_unchanged, report.rows_changed) == (1, 0), (source, row.key, report)


def test_a_text_that_looks_like_a_formula_or_has_lines_comes_back_whole(url: str) -> None:
    put(url, "programme", {**PROGRAMME, "programme_name": "=합계()", "note": "첫 줄\n둘째 줄, '따옴표'"})
    found = entered.texts_of("programme", "가-1", url=url)
    assert found is not None
    assert (found[0]["programme_name"], found[0]["note"]) == ("=합계()", "첫 줄 둘째 줄, '따옴표'")


def test_an_unknown_key_is_no_row(url: str) -> None:
    for key in ("없음", "없음|둘", "", "가|나|다|라"):
        assert entered.texts_of("programme", key, url=url) is None
    assert entered.texts_of("asset", "숫자가 아님|이름", url=url) is None


def test_a_busy_store_does_not_hold_up_who_is_typing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entering, "TRIAL_WAIT_S", 0)
    with writing(url) as connection:
        connection.execute(insert(metadata.tables["draft"]).values(owner="a", form="b", fields="{}", saved_at=""))
        with pytest.raises(StoreBusy):
            entering.tried("programme", PROGRAMME, url=url)
