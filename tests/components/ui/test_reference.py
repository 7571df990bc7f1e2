"""The page of sources and definitions is in parts that its first line leads to."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from components.text import LANGUAGES
from components.text.translator import words
from data.metrics import catalogue
from data.sources import sources


def test_every_source_and_metric_has_its_theme() -> None:
    asked = {f"source_theme.{source.subject}" for source in sources().values()}
    asked |= {f"metric_theme.{metric.subject}" for metric in catalogue().values()}
    assert sorted(asked - set(words())) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("part", ["editions", "metrics"])
def test_the_index_leads_to_every_part(lang: str, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def page(lang: str, part: str) -> None:
        from components.text import translator
        from components.ui import methods, reference

        getattr(reference, part)(translator(lang))
        if part == "metrics":
            methods.show(translator(lang))

    from components.ui import reference

    monkeypatch.setattr(reference, "has_store", lambda: False)
    at = AppTest.from_function(page, args=(lang, part), default_timeout=60).run()
    assert not at.exception
    (index,) = (text.value for text in at.markdown if "](#" in text.value)
    links = re.findall(r"\[([^\]]+)\]\(#([a-z0-9-]+)\)", index)
    heads = [(head.value, head.anchor) for head in at.subheader if head.anchor]
    assert len(links) > 3 and [(text.replace("\\", ""), anchor) for text, anchor in links] == heads
