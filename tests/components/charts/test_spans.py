"""Programmes behind a trend: where each band lies, which are only named, and that a picture says so without colour."""

import io

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from components.bands import MOST_NAMED, are_named, bands, lanes, opacity
from components.charts.draw import figure
from components.charts.spans import MOST, with_spans
from components.exhibit import Exhibit, exhibits
from components.exports import csv as csv_export
from components.exports import png, xlsx
from components.exports.frozen import frozen, thawed
from components.text import translator
from components.theme import DARK, LIGHT
from tests.components.answers import answer

KO = translator("ko")


def trend(key: str = "payment_trend") -> Exhibit:
    """January 2023 to June 2025."""
    return exhibits()[key](answer(key), KO)


def programmes(*spans: tuple[str, str | None], promotion: bool = False) -> pd.DataFrame:
    rows = [(f"P{at}", f"사업 {at}", promotion, first, last) for at, (first, last) in enumerate(spans)]
    made = pd.DataFrame(rows, columns=["programme_code", "span_name", "is_promotion", "starts_on", "ends_on"])
    return made.assign(starts_on=pd.to_datetime(made["starts_on"]), ends_on=pd.to_datetime(made["ends_on"]))


def xs(exhibit: Exhibit) -> tuple[pd.Timestamp, ...]:
    return tuple(pd.date_range(exhibit.rows["month"].min(), exhibit.rows["month"].max(), freq="MS"))


def test_a_band_covers_the_months_in_which_the_programme_ran() -> None:
    made = with_spans(trend(), programmes(("2023-04-15", "2023-05-02")), KO)
    (one,) = bands(made, xs(made))
    assert (one.low, one.high) == (2.5, 4.5)
    assert (made.rows["month"].min() + pd.DateOffset(months=3)).month == 4


def test_a_programme_without_an_end_is_open_and_says_so() -> None:
    made = with_spans(trend(), programmes(("2024-01-01", None)), KO)
    (one,) = bands(made, xs(made))
    assert one.high is None
    assert any("→" in str(note.text) for note in figure(made, LIGHT, "ko").layout.annotations)
    assert any("끝나는 날 알 수 없음" in note for note in made.notes)


def test_what_went_on_throughout_is_named_and_not_drawn() -> None:
    made = with_spans(trend(), programmes(("2020-01-01", None), ("2022-01-01", "2030-01-01")), KO)
    assert made.drawing.spans == ()
    assert any("내내" in note and "사업 0" in note and "사업 1" in note for note in made.notes)


def test_a_programme_of_other_years_is_not_there() -> None:
    made = with_spans(trend(), programmes(("2020-01-01", "2020-12-31")), KO)
    assert made.drawing.spans == () and KO("note.spans_none") in made.notes


def test_a_programme_that_is_only_its_discount_is_told_once() -> None:
    both = pd.concat(
        [programmes(("2024-04-01", "2024-05-31"), promotion=True), programmes(("2024-04-01", "2024-05-31"))]
    )
    assert len(with_spans(trend(), both, KO).drawing.spans) == 1


def test_many_overlapping_programmes_stay_readable() -> None:
    many = programmes(*[(f"2023-{month:02d}-01", f"2024-{month:02d}-28") for month in range(2, 13)] * 2)
    made = with_spans(trend(), many.assign(programme_code=[f"P{at}" for at in range(len(many))]), KO)
    found = bands(made, xs(made))
    assert len(found) == MOST and not are_named(found)
    assert any(f"{len(many) - MOST}건" in note for note in made.notes)
    assert opacity(found) < opacity(found[:1]) <= 0.16
    for one in found:
        others = [other for other in found if other.lane == one.lane and other is not one]
        assert all(other.end(30) < one.start or one.end(30) < other.start for other in others)


def test_few_programmes_stand_with_their_names_each_in_a_row_of_its_own() -> None:
    made = with_spans(trend(), programmes(*[("2024-01-01", "2024-06-30")] * MOST_NAMED), KO)
    found = bands(made, xs(made))
    assert lanes(found) == len(found) == MOST_NAMED
    said = " ".join(str(note.text) for note in figure(made, LIGHT, "ko").layout.annotations)
    assert all(f"사업 {at}" in said for at in range(MOST_NAMED))


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("key", ["payment_trend", "payment_by_method", "year_on_year_by_month", "payment_by_quarter"])
def test_bands_are_told_by_edges_rows_and_numbers_not_by_colour_alone(key: str, scheme: object) -> None:
    made = with_spans(trend(key), programmes(("2024-04-01", "2024-05-31")), KO)
    drawn = figure(made, scheme, "ko")  # type: ignore[arg-type]
    kinds = [shape.type for shape in drawn.layout.shapes]
    assert kinds.count("rect") == 1 and kinds.count("line") >= 3
    assert any(str(note.text).startswith("1 ") for note in drawn.layout.annotations)


def test_the_unit_and_the_mark_of_example_data_make_room() -> None:
    plain, made = trend(), with_spans(trend(), programmes(("2024-04-01", "2024-05-31")), KO)
    before, after = (figure(one, LIGHT, "ko") for one in (plain, made))
    assert after.layout.height - before.layout.height == after.layout.margin.t - before.layout.margin.t > 0
    shifts = [{str(note.text): note.yshift for note in one.layout.annotations} for one in (before, after)]
    assert all(shifts[1][text] > shift for text, shift in shifts[0].items() if shift)


def test_small_panels_have_the_bands_too() -> None:
    made = exhibits()["compare_trend"](answer("compare_trend"), KO)
    with_them = figure(with_spans(made, programmes(("2024-04-01", "2024-05-31")), KO), LIGHT, "ko")
    assert sum(shape.type == "rect" for shape in with_them.layout.shapes) == 3


def test_a_picture_not_drawn_through_time_stays_as_it_is() -> None:
    made = exhibits()["payment_by_region"](answer("payment_by_region"), KO)
    assert with_spans(made, programmes(("2024-04-01", None)), KO) is made


@pytest.mark.parametrize("key", ["payment_trend", "payment_by_method"])
def test_downloads_name_the_programmes(key: str) -> None:
    plain, made = trend(key), with_spans(trend(key), programmes(("2024-04-01", "2024-05-31")), KO)
    assert png.written(made, KO)[:4] == b"\x89PNG" and png.written(made, KO) != png.written(plain, KO)
    assert "사업 0 (2024년 4월 1일" in csv_export.written(made, KO).decode("utf-8-sig")
    book = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.written(made, KO)))
    cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert any("사업 0 (2024년 4월 1일" in cell for cell in cells)


def test_spans_outlive_freezing() -> None:
    made = with_spans(trend(), programmes(("2024-04-01", None)), KO)
    assert thawed(frozen(made)).drawing.spans == made.drawing.spans


def test_a_single_day_is_a_mark_at_its_place_in_the_month() -> None:
    made = trend().drawn_with((("2023-04-16", "2023-04-16", "답변"),))
    (one,) = bands(made, xs(made))
    assert one.is_day and one.low == pytest.approx(3.5)
