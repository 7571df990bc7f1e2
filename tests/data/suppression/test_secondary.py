"""Hidden cells cannot be worked out from what is shown."""

import numpy as np
import pytest

from data.suppression.secondary import Interval, Table, intervals, is_wide, protected, total


def test_a_total_and_one_of_two_sectors_hide_the_other_sector() -> None:
    """AC23."""
    table = Table((100.0, 30.0, 130.0), (total([0, 1], 2),))
    assert intervals(table, {0})[0] == Interval(100.0, 100.0), "before: found by subtraction"
    assert protected(table, [0], fixed=[2]) == {0, 1}
    assert intervals(table, {0, 1})[0] == Interval(0.0, 130.0)


def test_what_everybody_knows_of_each_cell_narrows_it() -> None:
    table = Table((1.0, 1.0, 6.0, 8.0), (total([0, 1, 2], 3),), least=1.0)
    assert intervals(table, {0, 1})[0] == Interval(1.0, 1.0)
    assert protected(table, [0, 1], fixed=[3]) == {0, 1, 2}


def test_nothing_is_hidden_where_nothing_is_primary_or_no_sum_is_shown() -> None:
    assert protected(Table((1.0, 2.0, 3.0), (total([0, 1], 2),)), []) == frozenset()
    assert protected(Table((1.0, 2.0)), [1]) == {1}


def test_tables_linked_through_a_shared_total_protect_each_other() -> None:
    """Cells 0+1=4 by sector and 2+3=4 by channel; 4+5=6 of the place. Hiding the total 4 itself opens nothing."""
    table = Table((40.0, 60.0, 70.0, 30.0, 100.0, 50.0, 150.0), (total([0, 1], 4), total([2, 3], 4), total([4, 5], 6)))
    hidden = protected(table, [0], fixed=[6])
    assert 0 in hidden and all(is_wide(table.values[at], one) for at, one in intervals(table, hidden).items())


@pytest.mark.parametrize("seed", range(12))
def test_every_hidden_cell_of_a_random_table_is_wide_and_nothing_is_hidden_without_need(seed: int) -> None:
    table, primary = _random_square(np.random.default_rng(seed))
    hidden = protected(table, primary)
    assert set(primary) <= hidden and hidden == protected(table, primary), "the same each time"
    for place, told in intervals(table, hidden).items():
        assert is_wide(table.values[place], told), (place, told)
        assert told.low - 1e-6 <= table.values[place] <= told.high + 1e-6
    if not primary or all(is_wide(table.values[at], one) for at, one in intervals(table, set(primary)).items()):
        assert hidden == set(primary)


def _random_square(random: np.random.Generator) -> tuple[Table, list[int]]:
    """Sector x channel with totals of lines, of columns and of all; the smallest cells are primary."""
    lines, columns = (int(one) for one in random.integers(2, 5, 2))
    inner = random.lognormal(3, 1.5, (lines, columns)).round() + 1
    values = np.zeros((lines + 1, columns + 1))
    values[:-1, :-1] = inner
    values[-1, :-1], values[:-1, -1], values[-1, -1] = inner.sum(0), inner.sum(1), inner.sum()
    at = np.arange(values.size).reshape(values.shape)
    sums = [total(at[line, :-1].tolist(), int(at[line, -1])) for line in range(lines + 1)]
    sums += [total(at[:-1, column].tolist(), int(at[-1, column])) for column in range(columns + 1)]
    primary = [int(place) for place in at[:-1, :-1][inner < 8]]
    return Table(tuple(values.ravel().tolist()), tuple(sums)), primary
