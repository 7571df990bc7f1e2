"""What was refused is told again from the store, in words."""

import json

from components.text import LANGUAGES, translator
from components.ui.putting.reasons import whole_refusal


def test_a_file_refused_whole_tells_why_in_each_language() -> None:
    note = json.dumps({"key": "error.EmptyFile", "fields": {"file": "a.csv"}, "header": []})
    told = {whole_refusal(note, translator(lang)) for lang in LANGUAGES}
    assert len(told) == len(LANGUAGES)
    assert all("a.csv" in sentence for sentence in told)


def test_a_file_that_was_kept_tells_nothing() -> None:
    assert whole_refusal("", translator("ko")) == ""
    assert whole_refusal(json.dumps({"header": ["a"]}), translator("ko")) == ""
