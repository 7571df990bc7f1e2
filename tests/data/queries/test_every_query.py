"""What holds for every question, present and future."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Connection, event

import data.queries as package
from data.choice import Choice
from data.codes import MarketKind, PaymentMethod, Role
from data.disclosure import Viewer
from data.errors import UnknownQuery
from data.queries import answer, named, queries
from tests.data.queries.choices import CHOICES

every_question = pytest.mark.parametrize("question", list(queries()))
FACTS = re.compile(r"\b(payment|foreign_payment|payment_past|foreign_payment_past)\b")
LITERAL = re.compile(r"'[^']*'")
SOME = {
    **CHOICES,
    "all filters": Choice(
        sido="50",
        sigungu="50110",
        kind=MarketKind.PERMANENT,
        start=20240101,
        end=20240601,
        market_id=3,
        base=20240101,
        methods=(PaymentMethod.CARD,),
        country="CN",
        wallet="alipay_plus",
        import_id=1,
    ),
}
ALL_ROWS_ANSWER = Choice(market_id=1, import_id=1)


@pytest.fixture
def statements(connection: Connection) -> Iterator[list[str]]:
    """Every statement that reaches the driver."""
    said: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    event.listen(connection.engine, "before_cursor_execute", note)
    yield said
    event.remove(connection.engine, "before_cursor_execute", note)


@every_question
def test_no_question_reads_a_raw_fact(connection: Connection, statements: list[str], question: str) -> None:
    for choice in SOME.values():
        answer(connection, question, choice)
    assert statements
    for statement in statements:
        assert not FACTS.search(LITERAL.sub("", statement)), statement


def test_the_watch_for_raw_facts_would_see_one(connection: Connection, statements: list[str]) -> None:
    connection.exec_driver_sql("SELECT count(*) FROM payment")
    assert any(FACTS.search(LITERAL.sub("", statement)) for statement in statements)


@every_question
def test_every_answer_passes_the_gate(connection: Connection, monkeypatch: pytest.MonkeyPatch, question: str) -> None:
    seen: list[tuple[pd.DataFrame, Viewer]] = []

    def gate(rows: pd.DataFrame, viewer: Viewer, asked: str) -> pd.DataFrame:
        assert asked == question
        seen.append((rows, viewer))
        return rows.iloc[:0]

    monkeypatch.setattr(package, "permitted", gate)
    public = Viewer(Role.PUBLIC)
    found = answer(connection, question, ALL_ROWS_ANSWER, public)
    assert [viewer for _, viewer in seen] == [public]
    assert found.is_empty, "what the gate gave back is what is answered"


@every_question
def test_columns_and_types_are_the_same_with_rows_and_without(connection: Connection, question: str) -> None:
    full = answer(connection, question, ALL_ROWS_ANSWER).rows
    none = answer(connection, question, Choice(sido="99", start=20100101, end=20100101, import_id=0)).rows
    assert list(full.columns) == list(none.columns)
    assert list(full.dtypes) == list(none.dtypes)
    assert len(set(full.columns)) == len(full.columns)


#: By engine: what makes it give rows in another order unless one is asked for, and what takes that back.
OTHERWISE = {
    "sqlite": ("PRAGMA reverse_unordered_selects = 1", "PRAGMA reverse_unordered_selects = 0"),
    "postgresql": (
        "SET LOCAL enable_hashagg = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_indexscan = off;"
        " SET LOCAL enable_indexonlyscan = off; SET LOCAL enable_nestloop = off",
        "RESET ALL",
    ),
}


@every_question
def test_rows_are_in_the_same_order_every_time(connection: Connection, question: str) -> None:
    first = answer(connection, question, ALL_ROWS_ANSWER).rows
    otherwise, back = OTHERWISE[connection.dialect.name]
    connection.exec_driver_sql(otherwise)
    again = answer(connection, question, ALL_ROWS_ANSWER).rows
    connection.exec_driver_sql(back)
    pd.testing.assert_frame_equal(first, again)


@every_question
def test_a_question_says_what_its_columns_are(question: str) -> None:
    words = named(question).__doc__ or ""
    assert len(words) > 40


def test_an_answer_knows_its_question_and_store(connection: Connection) -> None:
    found = answer(connection, "payments.monthly_total", Choice(sido="50"))
    assert (found.question, found.choice.sido, found.is_example) == ("payments.monthly_total", "50", False)
    assert found.store_version > 0


def test_an_unknown_question_names_the_known_ones(connection: Connection) -> None:
    with pytest.raises(UnknownQuery) as wrong:
        answer(connection, "payments.everything")
    assert "payments.monthly_total" in str(wrong.value.fields["known"])


def test_questions_name_no_table_that_is_a_raw_fact() -> None:
    folder = Path(package.__file__).parent
    for module in folder.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
                assert node.slice.value not in ("payment", "foreign_payment"), module.name
