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


def test_a_file_that_was_stopped_is_not_tried_again_until_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopping ends the run where the bar is moved next: the transaction is rolled back and nothing is kept."""
    tried: list[str] = []

    def page() -> None:
        from types import SimpleNamespace

        import streamlit as st

        from components.text import translator
        from components.ui.putting import upload

        st.file_uploader = lambda *_, **__: [SimpleNamespace(file_id="a", name="결제.csv")]
        st.session_state.setdefault("stopped_files", {"a"})
        upload.take_files(translator("ko"))

    monkeypatch.setattr(upload.st, "file_uploader", upload.st.file_uploader)
    monkeypatch.setattr(upload, "_try", lambda file, *_: tried.append(file.file_id) or report(0))
    monkeypatch.setattr(upload, "_agreed_to_lose_example", lambda _: True)
    at = AppTest.from_function(page, default_timeout=60).run()
    assert not at.exception and not tried
    assert "아무것도 넣지 않았습니다" in at.info[0].value
    at.button("again-a").click().run()
    assert tried == ["a"] and not at.info


def test_the_bar_can_be_stopped_and_what_was_kept_before_is_not_called_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def page() -> None:
        from types import SimpleNamespace

        import streamlit as st

        from components.text import translator
        from components.ui.putting import upload

        st.session_state.update({"kept_files": {}, "stopped_files": set()})
        file = SimpleNamespace(file_id="a", name="결제.csv", getbuffer=lambda: b"x")
        upload._run(file, None, translator("ko"), keep=True, replace_example=False)
        st.session_state["seen"](st.session_state["kept_files"])

    def importing(path: object, *, progress: object, **_: object) -> ImportReport:
        progress(5, 10)  # type: ignore[operator]
        return report(0)

    monkeypatch.setattr(upload, "import_file", importing)
    at = AppTest.from_function(page, default_timeout=60)
    at.session_state["seen"] = lambda kept: seen.extend(kept)
    at.run()
    assert not at.exception and seen == ["a"]
