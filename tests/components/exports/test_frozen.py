"""A frozen exhibit comes back as it was, whichever exhibit it is."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from components.exhibit import Exhibit, exhibits
from components.exports.frozen import frozen, snapshot_id, thawed
from components.exports.report import Report, Section, report_of
from components.text import translator
from tests.components.answers import VARIANTS, answer


def made(key: str, variant: str = "normal") -> Exhibit:
    return exhibits()[key](answer(key, variant), translator("ko"))


def same_unknown(rows: pd.DataFrame) -> pd.DataFrame:
    """Columns of mixed things say None for what is not known, whatever they said before."""
    mixed = [name for name in rows.columns if rows[name].dtype == object]
    return rows.assign(**{name: rows[name].where(rows[name].notna(), None) for name in mixed})


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("key", sorted(exhibits()))
def test_it_comes_back_as_it_was(key: str, variant: str) -> None:
    one = made(key, variant)
    back = thawed(frozen(one))
    pd.testing.assert_frame_equal(back.rows, same_unknown(one.rows.reset_index(drop=True)))
    for field in dataclasses.fields(Exhibit):
        if field.init and field.name != "rows":
            assert getattr(back, field.name) == getattr(one, field.name), field.name
    assert frozen(back) == frozen(one)


def test_one_changed_value_changes_the_snapshot() -> None:
    one = made("payment_trend")
    name = next(column.name for column in one.columns if column.unit == "krw")
    rows = one.rows.copy()
    rows.loc[rows.index[0], name] = rows[name].iloc[0] + 1
    other = dataclasses.replace(one, rows=rows)
    assert snapshot_id([frozen(one)]) != snapshot_id([frozen(other)])
    assert snapshot_id([frozen(one)]) == snapshot_id([frozen(made("payment_trend"))])


def test_infinity_is_refused_and_not_written_as_something_else() -> None:
    one = made("payment_trend")
    name = next(column.name for column in one.columns if column.unit == "krw")
    rows = one.rows.assign(**{name: np.inf})
    with pytest.raises(ValueError, match="JSON"):
        frozen(dataclasses.replace(one, rows=rows))


def test_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="form 2"):
        thawed('{"form": 2}')


def test_a_report_of_example_data_says_so_and_names_each_source_once() -> None:
    one = made("payment_trend")
    report = report_of([one, one], "t", "ko")
    assert isinstance(report, Report) and report.is_example
    assert report.sources == one.sources
    assert not report_of(dataclasses.replace(one, is_example=False), "t", "ko").is_example


def test_a_slide_carries_three_sentences_at_most() -> None:
    Section("h", ("a", "b", "c"))
    with pytest.raises(ValueError, match="4 sentences"):
        Section("h", ("a", "b", "c", "d"))
