"""What a figure shows, by example: holes, hollow points, own tick texts, names at the ends, nothing outside."""

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.charts.draw import figure, plot_config
from components.exhibit import Column, Drawing, Exhibit, exhibits
from components.text import translator
from components.theme import DARK, LIGHT
from data.choice import Choice
from tests.components.answers import WITHOUT, answer

KO = translator("ko")


def drawn(key: str, lang: str = "ko", **options: object) -> go.Figure:
    return figure(exhibits()[key](answer(key), translator(lang), **options), LIGHT, lang)


def texts(made: go.Figure) -> list[str]:
    return [str(note.text) for note in made.layout.annotations]


def of_rows(rows: pd.DataFrame, drawing: Drawing) -> Exhibit:
    units = {"month": "month", "amount_krw": "krw"}
    columns = tuple(Column(name, name, units.get(name, "text")) for name in rows)  # type: ignore[arg-type]
    return Exhibit("k", "t", "f", rows, columns, drawing, (), Choice(), "q")


def test_a_missing_month_breaks_the_line() -> None:
    (line,) = drawn("payment_trend").data
    assert line.y[WITHOUT] is None and not line.connectgaps
    assert len(line.x) == 30


def test_a_provisional_point_is_hollow_and_the_hover_says_so() -> None:
    (line,) = drawn("payment_trend").data
    assert line.marker.color[-1] == LIGHT.paper and line.marker.color[0] == LIGHT.accent
    assert "잠정치" in line.customdata[-1][0] and "잠정치" not in line.customdata[0][0]
    assert line.marker.size[-1] > 0 and line.marker.size[1] == 0


def test_a_point_without_neighbours_is_seen() -> None:
    months = pd.DatetimeIndex(["2024-01", "2024-03", "2024-05"])
    rows = pd.DataFrame({"month": months, "amount_krw": [1, 2, 3]})
    (line,) = figure(of_rows(rows, Drawing("line", x="month", y="amount_krw"))).data
    assert [size > 0 for size in line.marker.size] == [True, False, True, False, True]


def test_a_provisional_bar_is_hatched() -> None:
    bar = drawn("year_on_year_by_month").data[0]
    assert set(bar.marker.pattern.shape[:-1]) == {""} and bar.marker.pattern.shape[-1] == "/"


def test_several_lines_differ_in_colour_dash_and_marker() -> None:
    lines = drawn("visitor_arrivals_by_country").data
    assert len(lines) == 5
    for looks in (
        [line.line.color for line in lines],
        [line.line.dash for line in lines],
        [line.marker.symbol for line in lines],
    ):
        assert len(set(looks)) == 5


def test_lines_and_stacks_carry_their_names_instead_of_a_legend() -> None:
    for key, names in (("visitor_arrivals_by_country", ("중국", "일본")), ("payment_by_method", ("제로페이", "카드"))):
        made = drawn(key)
        assert not made.layout.showlegend
        said = " ".join(texts(made))
        assert all(name in said for name in names)


def test_the_unit_and_the_base_are_said_above_the_plot() -> None:
    assert "단위: 원" in texts(drawn("payment_trend"))
    assert "단위: 지수 · 2024년 3월 = 100" in texts(drawn("foreign_index"))
    assert "Unit: KRW" in texts(drawn("payment_trend", "en"))


def test_an_index_has_its_base_as_a_line() -> None:
    (shape,) = drawn("foreign_index").layout.shapes
    assert shape.y0 == shape.y1 == 100


def test_axes_read_in_eok_and_start_at_zero() -> None:
    axis = drawn("payment_trend").layout.yaxis
    assert axis.ticktext[0] == "0" and all(text.endswith("억") for text in axis.ticktext[1:])
    assert axis.range[0] == 0


def test_a_share_need_not_start_at_zero_and_then_says_so() -> None:
    made = exhibits()["digital_share_trend"](answer("digital_share_trend"), KO)
    assert (figure(made).layout.yaxis.range[0] > 0) is (KO("note.axis_not_from_zero") in made.notes)


def test_months_stand_in_two_lines() -> None:
    axis = drawn("payment_trend").layout.xaxis
    assert axis.ticktext[0] == "1월<br>23년"
    assert drawn("payment_trend", "en").layout.xaxis.ticktext[0] == "Jan<br>2023"


def test_shares_of_a_month_are_a_hundred_percent() -> None:
    made = drawn("payment_by_method", of_all=True)
    assert sum(bar.y[0] for bar in made.data) == pytest.approx(1)
    assert made.layout.barmode == "stack"
    assert "%" in made.data[0].customdata[0] and "원" in made.data[0].customdata[0]


def test_bars_by_name_say_their_value_and_what_is_not_known() -> None:
    said = texts(drawn("payment_by_region"))
    assert "3,200억" in said and "알 수 없음" in said


def test_the_year_before_is_a_mark_only_where_it_is_known() -> None:
    assert [trace.type for trace in drawn("payment_by_region").data] == ["bar", "scatter"]
    rows = answer("payment_by_region").rows.assign(previous_amount_krw=pd.NA)
    one = exhibits()["payment_by_region"](answer("payment_by_region"), KO)
    without = Exhibit(**{**one.__dict__, "rows": rows})
    assert [trace.type for trace in figure(without).data] == ["bar"]


def test_only_the_largest_markets_are_drawn_and_it_is_said() -> None:
    rows = pd.concat([answer("foreign_by_market").rows] * 5, ignore_index=True)
    many = answer("foreign_by_market").__class__(rows, "q", Choice())
    one = exhibits()["foreign_by_market"](many, KO)
    assert len(figure(one).data[0].y) == 15 and len(one.rows) == 25
    assert KO("note.largest_drawn", number=15) in one.notes


def test_a_cell_that_nobody_knows_stays_empty() -> None:
    heat = drawn("payment_seasonality").data[0]
    assert [list(row).count(None) for row in heat.z] == [0, 0, 6]


def test_paper_is_transparent_and_ink_follows_the_scheme() -> None:
    one = exhibits()["payment_trend"](answer("payment_trend"), KO)
    for colours in (LIGHT, DARK):
        layout = figure(one, colours).layout
        assert layout.paper_bgcolor == "rgba(0,0,0,0)" and layout.font.color == colours.ink


def test_nothing_can_be_zoomed_or_hidden_by_mistake() -> None:
    made = drawn("payment_trend")
    assert made.layout.xaxis.fixedrange and made.layout.yaxis.fixedrange and made.layout.dragmode is False
    config = plot_config("ko")
    assert config["displayModeBar"] is False and config["displaylogo"] is False
    assert config["locales"]["ko"]["format"]["months"][0] == "1월"
    assert len(config["locales"]["ko"]["format"]["days"]) == 7


@pytest.mark.parametrize("key", sorted(exhibits()))
def test_no_figure_names_an_outside_host(key: str) -> None:
    assert "http" not in drawn(key).to_json()


def test_a_share_beside_another_says_both_because_the_text_stands_at_the_longer() -> None:
    assert "30% | 60%" in texts(drawn("readiness_items"))
