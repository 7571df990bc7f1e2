"""A report as slides of the projector: words, pictures and tables of its rows, and letters that the hall can read."""

from datetime import datetime

import pytest
from matplotlib.text import Text

from components.exhibit import Exhibit, exhibits
from components.exports import presentation
from components.exports.drawn import drawn
from components.exports.report import Report, Section
from components.exports.room import MOST_ROWS, Room, fewer, rest
from components.exports.tables import shown_rows
from components.text import LANGUAGES, translator
from tests.components.answers import ROWS, answer

WIDE, TALLEST, LOWEST = 1789, 780, 480


def made(key: str, lang: str = "ko") -> Exhibit:
    return exhibits()[key](answer(key, "normal"), translator(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("high", [TALLEST, LOWEST])
def test_every_picture_on_a_slide_has_letters_of_24_pixels(high: float, lang: str) -> None:
    every = [one for key in sorted(ROWS) if (one := made(key, lang)).drawing.kind != "table" and not one.is_empty]
    assert len(every) > 30
    for one in every:
        figure = drawn(one, translator(lang), room=Room(WIDE, high))
        wide_in, high_in = figure.get_size_inches()
        per_in = min(WIDE / wide_in, high / high_in)
        sizes = [text.get_fontsize() for text in figure.findobj(Text) if text.get_text().strip()]
        assert min(sizes) * per_in / 72 >= 24, one.key


def test_a_table_shows_what_can_be_read_and_says_what_is_left_out() -> None:
    one = next(made(key) for key in sorted(ROWS) if made(key).drawing.kind == "table")
    told = presentation.told(Report("제목", (Section("표", (), one),), "ko"), translator("ko"), ["payments"])
    slide = told["slides"][1]
    shown = [row[: presentation.MOST_COLUMNS] for row in shown_rows(one, translator("ko"))]
    assert slide["rows"] == shown[: presentation.MOST_ROWS]
    assert slide["ask"] == "payments"


def test_the_cover_and_every_foot_say_whose_it_is_when_it_was_made_and_its_number() -> None:
    one = made("payment_trend")
    report = Report("보고", (Section("추이", ("문장.",), one, "메모"),), "ko", "경제과", "제주", "ab12cd34",
                    datetime(2026, 1, 15, 9, 30))  # fmt: skip
    told = presentation.told(report, translator("ko"))
    assert told["slides"][0]["cover"] and told["slides"][0]["sentences"][:2] == ["경제과", "제주"]
    assert all(part in told["foot"] for part in ("경제과", "2026-01-15 09:30", "ab12cd34"))
    assert told["slides"][1]["notes"] == "메모" and "<svg" in told["slides"][1]["svg"]


def test_many_bars_become_the_largest_and_the_rest_is_counted() -> None:
    bars = next(made(key) for key in sorted(ROWS) if made(key).drawing.kind == "horizontal_bar")
    from dataclasses import replace

    import pandas as pd

    many = replace(bars, rows=pd.concat([bars.rows] * 20, ignore_index=True), drawing=replace(bars.drawing, most=0))
    assert fewer(many).drawing.most == MOST_ROWS
    assert rest(many) == len(many.rows) - MOST_ROWS
