"""What an office's form is told: our words under every spelling of the labels that forms carry."""

from datetime import datetime

from components.exports.form_values import labels, values
from components.exports.report import Report, Section
from components.text import translator


def test_every_spelling_of_a_label_gets_the_same_words() -> None:
    report = Report("월간 보고", (Section("현황", ("하나.", "둘.")), Section("전망", ("셋.",))), "ko", "경제과", "제주",
                    "ab12cd34", datetime(2026, 1, 15))  # fmt: skip
    told = values(report, translator("ko"))
    assert {told[one] for one in labels()["title"]} == {"월간 보고"}
    assert told["작성일"] == "2026-01-15" and told["기관명"] == "경제과" and told["관리번호"] == "ab12cd34"
    assert told["주요 내용"] == "하나.\n둘.\n셋."
    assert told["현황"] == "하나.\n둘." and told["전망"] == "셋."


def test_what_is_not_known_is_no_value() -> None:
    told = values(Report("제목", (), "ko"), translator("ko"))
    assert "기관명" not in told and "출처" not in told and "비고" not in told
