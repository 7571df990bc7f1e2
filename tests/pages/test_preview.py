"""What the imports page says of a file before it is kept."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from components.text import LANGUAGES, translator
from components.ui.putting import upload
from components.ui.putting.reasons import unread_in
from data.codes import ImportStatus
from data.importing.report import ImportReport, RefusedCell, UnreadColumn


def report(refused: int, *unread: UnreadColumn) -> ImportReport:
    cells = tuple(RefusedCell(row + 2, "시장명", "가", "unknown_market") for row in range(refused))
    return ImportReport("결제.csv", "payment_month", "2024-11-04", None, ImportStatus.KEPT, rows_read=10,
                        rows_new=10 - refused, rows_refused=refused, refusals=cells, unread=unread)  # fmt: skip


def shown(lang: str, *reports: ImportReport) -> AppTest:
    def page(lang: str, reports: list) -> None:  # type: ignore[type-arg]  # its text is run alone
        from components.text import translator
        from components.ui.putting.preview import show_report

        for each in reports:
            show_report(each, translator(lang))

    at = AppTest.from_function(page, args=(lang, list(reports)), default_timeout=60).run()
    assert not at.exception
    return at


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_of_which_most_rows_are_refused_says_so_before_it_is_kept(lang: str) -> None:
    few = report(9)
    assert [error.value for error in shown(lang, few).error] == [few.mostly_refused(lang).replace(":", "\\:")]
    assert [error.value for error in shown(lang, report(4)).error] == []


def test_the_button_says_how_little_would_be_kept() -> None:
    t = translator("ko")
    assert upload._keep_words(report(9), t) == "그래도 1행만 넣기"
    assert upload._keep_words(report(4), t) == t("imports.keep")


def test_a_column_that_may_be_meant_for_another_is_a_warning_and_the_others_small_print() -> None:
    at = shown("ko", report(0, UnreadColumn(3, "결제건슈", "결제건수"), UnreadColumn(4, "담당자")))
    assert len(at.warning) == 1 and "결제건슈" in at.warning[0].value and "결제건수" in at.warning[0].value
    assert any("담당자" in caption.value and "결제건슈" not in caption.value for caption in at.caption)


def test_the_history_tells_what_was_not_read() -> None:
    assert unread_in('{"unread": [[3, "담당자", ""]]}') == [UnreadColumn(3, "담당자")]
    assert unread_in("") == [] == unread_in('{"header": []}')


def test_files_of_one_name_are_shown_side_by_side_and_mostly_refused_ones_are_not_kept_with_all_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = {"a": report(0), "b": report(1), "c": report(9)}
    pressed: list[list[str]] = []

    def page(files: list) -> None:  # type: ignore[type-arg]
        import streamlit as st

        from components.text import translator
        from components.ui.putting import upload

        st.file_uploader = lambda *_, **__: files
        upload.take_files(translator("ko"))

    monkeypatch.setattr(upload.st, "file_uploader", upload.st.file_uploader)
    monkeypatch.setattr(upload, "_try", lambda file, *_: made[file.file_id])
    monkeypatch.setattr(upload, "_agreed_to_lose_example", lambda _: True)
    monkeypatch.setattr(upload, "_keep", lambda files, *_: pressed.append([file.file_id for file in files]))
    at = AppTest.from_function(page, args=([SimpleNamespace(file_id=key) for key in made],), default_timeout=60).run()
    assert not at.exception
    at.button("keep-all").click().run()
    at.button("keep-c").click().run()
    assert pressed == [["a", "b"], ["c"]]
