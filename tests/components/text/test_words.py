"""Every string of the product: there in every language, with the same placeholders, and there when code asks for it."""

import ast
import re
import string
from pathlib import Path

import pytest

from components.text import LANGUAGES
from components.text.translator import translator, words

ROOT = Path(__file__).resolve().parents[3]
KEY = re.compile(r"^[a-z_]+\.[A-Za-z0-9_]+$")


def placeholders(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


def test_every_string_is_there_in_every_language_with_the_same_placeholders() -> None:
    """All in one test: a test each took longer than what it looks at."""

    def is_whole(said: dict[str, str]) -> bool:
        texts = [text for text in said.values() if text.strip()]
        return (
            set(said) == set(LANGUAGES)
            and len(texts) == len(said)
            and placeholders(said["ko"]) == placeholders(said["en"])
        )

    assert [key for key, said in sorted(words().items()) if not is_whole(said)] == []


def test_particles_stand_in_korean_only_and_in_pairs() -> None:
    def wrong(lang: str, text: str) -> list[str]:
        pairs = [form for _, name, form, _ in string.Formatter().parse(text) if name and form]
        return [pair for pair in pairs if lang != "ko" or not re.fullmatch(r"[가-힣]+/[가-힣]+", pair)]

    found = {(key, lang): wrong(lang, text) for key, said in words().items() for lang, text in said.items()}
    assert {where: pairs for where, pairs in found.items() if pairs} == {}
    assert any("/" in text for said in words().values() for text in said.values()), "there is something to look at"


def asked_for() -> set[str]:
    """Every literal key that code gives to a translator (``t("group.name")``)."""
    found = set()
    for path in [*ROOT.glob("components/**/*.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("data/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                first = node.args[0]
                if name == "t" and isinstance(first, ast.Constant) and KEY.match(str(first.value)):
                    found.add(str(first.value))
    return found


def test_every_string_that_code_asks_for_is_there() -> None:
    asked = asked_for()
    assert len(asked) > 50
    assert sorted(asked - set(words())) == []


def test_an_unknown_language_is_korean_and_an_unknown_string_a_bug() -> None:
    assert translator("fr").lang == "ko"
    with pytest.raises(KeyError):
        translator("ko")("no.such")
    with pytest.raises(KeyError):
        translator("ko")("chart.unit")
    assert translator("ko").either("country.ZZ", "아무나라") == "아무나라"
