"""The page of sources and definitions is in parts that its first line leads to."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from components.text import LANGUAGES, translator
from components.text.translator import words
from components.ui.themes import by_theme
from data.metrics import catalogue
from data.sources import sources


def test_every_source_and_metric_has_its_theme() -> None:
    asked = {f"source_theme.{source.subject}" for source in sources().values()}
    asked |= {f"metric_theme.{metric.subject}" for metric in catalogue().values()}
    assert sorted(asked - set(words())) == []


def test_themes_stand_in_the_order_of_their_words_and_hold_every_thing_once() -> None:
    t = translator("ko")
    themes = by_theme(sources().values(), "source", lambda source: source.subject, t)
    order = list(dict.fromkeys(t(key) for key in words() if key.startswith("source_theme.")))
    assert list(themes) == [theme for theme in order if theme in themes]
    assert sorted(source.name for some in themes.values() for source in some) == sorted(sources())


def test_a_source_that_is_only_known_is_not_called_one_that_can_be_put_in() -> None:
    def page() -> None:
        from components.text import translator
        from components.ui import reference

        reference.has_store = lambda: False
        reference.editions(translator("ko"))

    at = AppTest.from_function(page, default_timeout=60).run()
    assert not at.exception
    refused = [source for source in sources().values() if source.refuse_ko]
    assert f"{len(sources()) - len(refused)}가지" in " ".join(head.value for head in at.header)
    last = at.table[-1].value
    assert len(last) == len(refused) and all(last.iloc[:, 1] != "")


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
    heads = [(head.value, head.anchor) for head in [*at.header, *at.subheader] if head.anchor]
    assert len(links) > 3 and sorted((text.replace("\\", ""), anchor) for text, anchor in links) == sorted(heads)
