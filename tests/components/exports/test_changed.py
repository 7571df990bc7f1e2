"""What differs between two states of a figure, said cell by cell."""

from dataclasses import replace

from components.exhibit import Exhibit, exhibits
from components.exports.changed import MOST_CELLS, changes
from components.text import translator
from tests.components.answers import answer

KO = translator("ko")


def trend() -> Exhibit:
    return exhibits()["payment_trend"](answer("payment_trend", "normal"), KO)


def test_nothing_is_said_where_nothing_changed() -> None:
    assert changes(trend(), trend(), KO) == []
    assert changes(None, None, KO) == []


def test_a_figure_that_came_or_went_is_said() -> None:
    assert changes(None, trend(), KO) == ["새로 생긴 그림입니다."]
    assert changes(trend(), None, KO) == ["이제 이 그림을 만들 자료가 없습니다."]


def test_one_value_is_named_with_before_and_after() -> None:
    old = trend()
    rows = old.rows.copy()
    rows.loc[rows.index[0], "amount_krw"] = 12_345_678_900
    (said,) = changes(old, replace(old, rows=rows), KO)
    assert said.endswith("→ 123억 5,000만 원.") or "123억" in said
    assert "결제액" in said


def test_added_and_lost_rows_are_counted_with_the_first() -> None:
    new = trend()
    old = replace(new, rows=new.rows.iloc[:-2].reset_index(drop=True))
    assert any("2행이 더해졌습니다" in one for one in changes(old, new, KO))
    assert any("2행이 없어졌습니다" in one for one in changes(new, old, KO))


def test_many_values_are_counted_after_the_first_few() -> None:
    old = trend()
    rows = old.rows.copy()
    rows["amount_krw"] = rows["amount_krw"] * 2
    said = changes(old, replace(old, rows=rows), KO)
    assert len(said) == MOST_CELLS + 1
    assert "더 달라졌습니다" in said[-1]
