"""A figure with hidden cells says why, in whatever it leaves the product."""

import dataclasses
import io
import re
from datetime import datetime

import pandas as pd
from hwpx import HwpxDocument
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from components.charts.adoption import channel_counts
from components.exhibit import Drawing, Exhibit
from components.exports import csv, hwpx, pdf, pptx, presentation, xlsx
from components.exports.frozen import frozen, thawed
from components.exports.report import Report, Section
from components.exports.tables import shown_rows
from components.formatting import DASH
from components.text import Translator, translator
from components.ui import twin
from data.answer import Answer
from data.choice import Choice
from data.codes import Role
from data.disclosure import LOCAL_OFFICER, Viewer, permitted

QUESTION = "adoption.by_channel"


def _answer(viewer: Viewer) -> Answer:
    """AC23 in channels: two of 7 and 2 stores, whose sum is known."""
    names = ["market_id", "channel", "told_count", "opened_count", "ordered_count", "closed_count", "business_count"]
    made = [(1, "smartstore", 7, 6, 5, 0, 7), (1, "own_mall", 2, 2, 1, 0, 2), (2, "smartstore", 19, 19, 12, 5, 19)]
    rows = pd.DataFrame(made, columns=names).astype(dict.fromkeys(names[2:], "Int64"))
    return Answer(permitted(rows, viewer, QUESTION), QUESTION, Choice())


def test_the_second_of_two_parts_is_hidden_with_the_first_and_the_other_market_is_not() -> None:
    shown = _answer(Viewer(Role.PUBLIC)).rows
    assert list(shown["withheld_reason"]) == ["from_others", "few_businesses", ""]
    assert list(shown["told_count"].isna()) == [True, True, False]


def test_the_reasons_stand_beside_the_figure_and_in_its_file() -> None:
    t = translator("en")
    made = channel_counts(_answer(Viewer(Role.PUBLIC)), t)
    why = "too few businesses, could be worked out from other cells"
    assert any(why in note for note in made.notes)
    file = csv.written(dataclasses.replace(made), t, made_at=datetime(2024, 12, 31)).decode("utf-8-sig")
    assert why in file


def test_the_officer_reads_no_reason_and_every_number() -> None:
    made = channel_counts(_answer(LOCAL_OFFICER), translator("en"))
    assert not any("Why:" in note for note in made.notes)
    assert int(made.rows["opened_count"].sum()) == 27


def test_a_hidden_cell_holds_a_mark_and_its_row_says_why_in_every_file() -> None:
    for lang in ("ko", "en"):
        t = translator(lang)
        made = channel_counts(_answer(Viewer(Role.PUBLIC)), t)
        mark, label = t("product.withheld"), t("column.withheld_reason")
        hidden = [line for line in made.hidden if any(line)]
        assert len(hidden) == 1 and sum(hidden[0]) == 4, "the numbers of the shop's own mall"
        row = next(row for row, line in zip(shown_rows(made, t), made.hidden, strict=True) if any(line))
        assert row[1:] == [mark] * 4 + [t("withheld_reason.few_businesses")]
        assert made.columns[-1].label == label
        for kind, texts in _texts(made, lang).items():
            assert texts.count(mark) == (3 if kind == "slides" else 4), f"{kind}; a slide shows five columns"
            assert any(t("withheld_reason.few_businesses") in text for text in texts), kind
            assert label in texts, kind


def test_a_sum_with_a_hidden_part_is_shown_and_its_row_gives_no_reason() -> None:
    t = translator("en")
    rows = shown_rows(channel_counts(_answer(Viewer(Role.PUBLIC)), t), t)
    told = next(row for row in rows if row[1] == "19")
    assert told[-1] == DASH


def test_the_twin_table_shows_the_mark_and_keeps_the_other_numbers() -> None:
    t = translator("ko")
    shown = twin._readable(channel_counts(_answer(Viewer(Role.PUBLIC)), t), t)
    assert sorted(shown["told_count"]) == ["19", "비공개"]
    officers = twin._readable(channel_counts(_answer(LOCAL_OFFICER), t), t)
    assert "withheld_reason" not in officers and sorted(officers["told_count"].astype(int)) == [2, 26]


def test_a_frozen_figure_keeps_its_marks() -> None:
    t = translator("ko")
    made = channel_counts(_answer(Viewer(Role.PUBLIC)), t)
    assert shown_rows(thawed(frozen(made)), t) == shown_rows(made, t)


def _texts(made: Exhibit, lang: str) -> dict[str, list[str]]:
    """What stands in the cells of every kind of file that holds cells, and in the words of the paper."""
    t = translator(lang)
    report = Report("r", (Section(made.title, (), dataclasses.replace(made, drawing=Drawing("table"))),), lang)
    table = [cell for line in csv.written(made, t).decode("utf-8-sig").splitlines() for cell in line.split(",")]
    book = load_workbook(io.BytesIO(xlsx.book(report, t))).worksheets[1]
    show = Presentation(io.BytesIO(pptx.written(report, t)))
    tables = [shape.table for slide in show.slides for shape in slide.shapes if shape.has_table]
    paper = HwpxDocument.open(io.BytesIO(hwpx.written(report, t)))
    pages = PdfReader(io.BytesIO(pdf.written(report, t))).pages
    return {
        "csv": table,
        "xlsx": [str(cell) for line in book.iter_rows(values_only=True) for cell in line if cell],
        "pptx": [cell.text for one in tables for row in one.rows for cell in row.cells],
        "hwpx": [cell.text for p in paper.paragraphs for one in p.tables for row in one.rows for cell in row.cells],
        "pdf": [line for page in pages for line in _cells(page.extract_text(), t)],
        "slides": [cell for slide in presentation.told(report, t)["slides"] if "rows" in slide
                   for line in [[one["text"] for one in slide["heads"]], *slide["rows"]] for cell in line],
    }  # fmt: skip


def _cells(text: str, t: Translator) -> list[str]:
    """The marks and reasons on a page of paper: its text has no cells."""
    wanted = (t("product.withheld"), t("withheld_reason.few_businesses"), t("column.withheld_reason"))
    flat = re.sub(r"\s+", " ", text)
    told = flat.split(t("export.filters") + ":")[0]
    label = told.count(wanted[2])
    return (
        [wanted[2]] * label
        + [wanted[1]] * told.count(wanted[1])
        + [wanted[0]] * (told.replace(wanted[2], "").count(wanted[0]))
    )


def test_of_an_own_row_only_earnings_are_marked_and_what_nobody_told_is_not() -> None:
    from components import withheld

    rows = pd.DataFrame(
        {"closed_on": [pd.NaT, pd.NaT], "recent_sales_krw": [pd.NA, pd.NA], "withheld_reason": ["what_few_earn", ""]}
    )
    columns = [("closed_on", "day"), ("recent_sales_krw", "won")]
    assert withheld.marked(rows, columns) == [[False, True], [False, False]]
    in_words = withheld.said(rows, withheld.marked(rows, columns), translator("en"))
    assert in_words["withheld_reason"].iloc[0] == "what one or two shops earn"
    assert withheld.marked(in_words, columns) == [[False, True], [False, False]], "said in words it is the same"
    rows["withheld_reason"] = "few_businesses"
    assert withheld.marked(rows, columns) == [[True, True], [True, True]]
