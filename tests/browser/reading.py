"""Everything a page says: texts, names for the ear, hints; and which words of it are in the wrong language."""

import csv
import re
import sqlite3
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
SAID = """() => {
  const found = [], skip = 'script, style, noscript, [translate="no"], .jt-sign, code';
  const walk = node => {
    if (node.nodeType === Node.TEXT_NODE) { if (node.data.trim()) found.push(node.data.trim()); return; }
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(skip)) return;
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      const said = node.getAttribute(name);
      if (said?.trim()) found.push(said.trim());
    }
    if (node.matches('[role=combobox]') && node.value) found.push(node.value); // what a person typed is theirs
    node.childNodes.forEach(walk);
  };
  walk(document.body);
  return [document.title, ...found];
}"""
LATIN, HANGUL = re.compile(r"[A-Za-z]{2,}"), re.compile(r"[가-힣ㄱ-ㅎ]+")
#: Words in the wrong language that are meant: what the switch calls the other language, in that language; a unit;
#: the maker's name in the menu of settings.
MEANT = {"ko": {"English", "GB", "Streamlit"}, "en": {"한국어"}}


def said(page: Page) -> list[str]:
    """Everything the page says as it stands, the frames in it included."""
    return [text for frame in page.frames for text in frame.evaluate(SAID)]


def strange(texts: list[str], lang: str, store_url: str) -> list[str]:
    """Words that are neither in that language's own texts nor in the store's rows: the framework's, or ours untold."""
    pattern = LATIN if lang == "ko" else HANGUL
    known = _own_words(lang) | MEANT[lang]
    held = _held(store_url)
    found = {word: text for text in texts for word in pattern.findall(text) if word not in known and word not in held}
    return [f"{word!r} in {text[:120]!r}" for word, text in sorted(found.items())]


@cache
def _own_words(lang: str) -> set[str]:
    """Words of the other script in our own texts of that language: CSV in a Korean sentence."""
    pattern = LATIN if lang == "ko" else HANGUL
    return {word for text in _own_texts(lang) for word in pattern.findall(text)}


def _own_texts(lang: str) -> Iterator[str]:
    for path in [*ROOT.glob("components/**/*.toml"), *ROOT.glob("data/**/*.toml")]:
        if path.name != "framework.toml":
            yield from _of(tomllib.loads(path.read_text("utf-8")), lang)
    with (ROOT / "data" / "glossary.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield from (row["korean" if lang == "ko" else "english"], row[f"meaning_{lang}"], row["authority"])


def _of(told: Any, lang: str, is_own: bool = False) -> Iterator[str]:
    """Strings below a key that is the language or ends in it."""
    if isinstance(told, str):
        if is_own:
            yield told
    elif isinstance(told, list):
        for one in told:
            yield from _of(one, lang, is_own)
    elif isinstance(told, dict):
        for key, one in told.items():
            yield from _of(one, lang, is_own or key == lang or key.endswith(f"_{lang}"))


@cache
def _held(store_url: str) -> str:
    """All texts of the store in one: names are as their publishers wrote them."""
    with sqlite3.connect(f"file:{store_url.removeprefix('sqlite:///')}?mode=ro", uri=True) as store:
        tables = [name for (name,) in store.execute("select name from sqlite_master where type = 'table'")]
        texts: set[str] = set()
        for table in tables:
            columns = [row[1] for row in store.execute(f'pragma table_info("{table}")') if row[2].upper() == "TEXT"]
            for column in columns:
                texts |= {str(one) for (one,) in store.execute(f'select distinct "{column}" from "{table}"') if one}
    return "\n".join(texts)
