"""What the screen and every export draw alike: holes, ticks, places of labels."""

import math
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as some

from components.exhibit import Column, Drawing, Exhibit
from components.picture import (
    drawn_rows,
    missing_months,
    shares_of,
    spread,
    strands,
    tick_texts,
    time_ticks,
    totals,
    value_ticks,
    wrapped,
    year_ticks,
)
from components.text import translator
from data.choice import Choice


def made(rows: pd.DataFrame, drawing: Drawing) -> Exhibit:
    units = {"month": "month", "quarter": "quarter", "amount_krw": "krw"}
    columns = tuple(Column(name, name, units.get(name, "text")) for name in rows)  # type: ignore[arg-type]
    return Exhibit("k", "t", "f", rows, columns, drawing, (), Choice(), "q")


def months(*texts: str) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(texts)


def test_a_missing_month_is_a_hole_and_never_zero() -> None:
    rows = pd.DataFrame({"month": months("2024-01", "2024-02", "2024-04"), "amount_krw": [1, 2, 4]})
    one = made(rows, Drawing("line", x="month", y="amount_krw"))
    (line,) = strands(one)
    assert [x.month for x in line.xs] == [1, 2, 3, 4]
    assert math.isnan(line.ys[2]) and line.ys[3] == 4
    assert missing_months(one) == (pd.Timestamp(2024, 3, 1),)
    assert line.stands_alone(3) and not line.stands_alone(1)
    assert line.last == 3


def test_a_series_keeps_its_place_when_another_is_not_there() -> None:
    rows = pd.DataFrame({"month": months("2024-01"), "method": ["c"], "amount_krw": [1]})
    drawing = Drawing("line", x="month", y="amount_krw", series="method", series_labels=(("a", "A"), ("c", "C")))
    (line,) = strands(made(rows, drawing))
    assert (line.place, line.label) == (1, "C")


def test_a_series_without_a_label_is_drawn_last_under_its_own_name() -> None:
    rows = pd.DataFrame({"month": months("2024-01", "2024-01"), "method": ["z", "a"], "amount_krw": [1, 2]})
    drawing = Drawing("line", x="month", y="amount_krw", series="method", series_labels=(("a", "A"),))
    assert [(line.label, line.place) for line in strands(made(rows, drawing))] == [("A", 0), ("z", 1)]


def test_sums_and_shares_leave_out_what_is_not_known() -> None:
    rows = pd.DataFrame(
        {
            "month": months(*["2024-01"] * 2, *["2024-02"] * 2),
            "method": ["a", "b"] * 2,
            "amount_krw": pd.array([1, 3, 5, None], dtype="Int64"),
        }
    )
    lines = strands(made(rows, Drawing("stacked_share", x="month", y="amount_krw", series="method")))
    assert totals(lines) == [4, 5]
    first, second = shares_of(lines)
    assert first == [0.25, 1.0] and second[0] == 0.75 and math.isnan(second[1])


def test_only_the_largest_bars_are_drawn_in_the_order_of_the_rows() -> None:
    rows = pd.DataFrame({"name": list("abcd"), "amount_krw": [1, -9, 5, None]})
    one = made(rows, Drawing("horizontal_bar", x="name", y="amount_krw", most=2))
    assert list(drawn_rows(one)["name"]) == ["b", "c"]


@given(some.integers(-(10**15), 10**15), some.integers(-(10**15), 10**15), some.sampled_from([1, 1e-3, 1e3]))
def test_ticks_cover_the_values_in_few_even_steps(one: int, other: int, scale: float) -> None:
    low, high = sorted((one * scale / 100, other * scale / 100))
    ticks = value_ticks(low, high)
    step = ticks[1] - ticks[0]
    assert ticks[0] <= low + step * 1e-6 and ticks[-1] >= high - step * 1e-6
    assert 2 <= len(ticks) <= 8
    steps = [b - a for a, b in pairwise(ticks)]
    assert max(steps) - min(steps) <= max(steps) * 1e-6


def test_amounts_on_an_axis_read_in_eok_and_jo() -> None:
    assert tick_texts([0, 5e11, 1e12, 1.5e12], "krw", "ko") == ["0", "5,000억", "1조", "1.5조"]
    assert tick_texts([0, 2e7, 4e7], "krw", "ko") == ["0", "2,000만", "4,000만"]
    assert tick_texts([0, 5e11, 1e12], "krw", "en") == ["0", "500bn", "1tn"]
    assert tick_texts([0, 0.25, 0.5], "share", "ko") == ["0%", "25%", "50%"]
    assert tick_texts([0, 0.025, 0.05], "share", "ko") == ["0.0%", "2.5%", "5.0%"]


@pytest.mark.parametrize("number", [1, 2, 6, 8, 12, 13, 24, 36, 60, 120, 240])
@pytest.mark.parametrize("start", [1, 2, 12])
def test_months_on_an_axis_are_few_and_the_year_is_said_once_each(number: int, start: int) -> None:
    stamps = list(pd.date_range(pd.Timestamp(2023, start, 1), periods=number, freq="MS"))
    at, texts = time_ticks(stamps, "month", translator("ko"))
    assert 1 <= len(at) <= 9
    assert "년" in texts[0]
    years = [text.split("\n")[-1] for text in texts if "년" in text]
    assert len(years) == len(set(years))


def test_months_read_as_koreans_write_them() -> None:
    stamps = list(pd.date_range("2023-11-01", periods=4, freq="MS"))
    assert time_ticks(stamps, "month", translator("ko"))[1] == ["11월\n23년", "12월", "1월\n24년", "2월"]
    assert time_ticks(stamps, "month", translator("en"))[1] == ["Nov\n2023", "Dec", "Jan\n2024", "Feb"]


@given(some.lists(some.floats(0, 100), min_size=1, max_size=8), some.floats(1, 12))
def test_labels_never_overlap_and_keep_their_order(wanted: list[float], size: float) -> None:
    placed = spread(wanted, [size] * len(wanted), 0, 100)
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    for one, other in pairwise(order):
        assert placed[other] - placed[one] >= size - 1e-6
    if size * len(wanted) <= 100:
        assert min(placed) >= size / 2 - 1e-6 and max(placed) <= 100 - size / 2 + 1e-6


def test_a_label_with_room_stays_where_it_belongs() -> None:
    assert spread([20, 80], [10, 10], 0, 100) == [20, 80]


def test_long_names_break_where_a_reader_would() -> None:
    assert wrapped("온누리상품권(카드형)", 14) == ["온누리상품권", "(카드형)"]
    assert wrapped("카드", 14) == ["카드"]
    assert wrapped("Card issued abroad", 12) == ["Card issued", "abroad"]
    assert "".join(wrapped("Chungcheongbuk-do", 15)) == "Chungcheongbuk-do"


@pytest.mark.parametrize(
    ("years", "shown"),
    [(range(2013, 2020), [2013, 2015, 2017, 2019]), (range(2013, 2021), [2014, 2016, 2018, 2020]), ([2019], [2019])],
)
def test_years_are_thinned_so_that_they_fit_and_the_last_one_stays(years, shown):
    at, texts = year_ticks(list(years), most=4)
    assert texts == [str(year) for year in shown] and [list(years)[i] for i in at] == shown
