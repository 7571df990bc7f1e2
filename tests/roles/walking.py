"""Looks at every page and asks every question as every role, and notes what each got."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

from components.exports.frozen import frozen
from components.text import translator
from components.ui import contents, shown, twin
from components.ui.signing.who import look_as
from data.choice import Choice
from data.codes import Role
from data.disclosure import LOCAL_OFFICER, Viewer
from data.queries import answer, queries
from data.store import reading

ROOT = Path(__file__).resolve().parents[2]
SHELL = ROOT / "components" / "ui" / "shell.py"
#: Markets of Jeju in the example, with shops on channels and with answers about digital use; one of another province.
MARKET, ANSWERED, OTHER, PROGRAMME = "2", "119", "1", "P09"
#: Of every page the addresses that show something else.
ADDRESSES: dict[str, list[dict[str, str]]] = {
    "overview": [{}, {"sido": "50"}],
    "payments": [{}, {"show": "trend"}, {"show": "place"}],
    "tourists": [{}, {"show": "where"}],
    "market": [{"market_id": MARKET}, {"market_id": MARKET, "show": "register"}],
    "compare": [{"market_id": MARKET}],
    "calendar": [{"market_id": MARKET}],
    "adoption": [
        {"sido": "50"}, {"sido": "50", "show": "sales"}, {"sido": "50", "show": "markets"},
        {"sido": "50", "show": "stores"}, {"market_id": MARKET, "show": "stores"}, {"market_id": MARKET},
        {"market_id": OTHER, "show": "stores"},
    ],
    "readiness": [{"sido": "50"}, {"sido": "50", "show": "next"}, {"market_id": ANSWERED}, {"market_id": OTHER}],
    "programme": [{"programme": PROGRAMME, "show": show} for show in ("views", "evidence", "changes")],
    "promotions": [{"show_promotion": show} for show in ("money", "markets")],
    "admin": [{}, {"show_admin": "log"}, {"show_admin": "running"}],
}  # fmt: skip


def roles(url: str) -> dict[str, Viewer]:
    """One viewer of each kind; the association and the officer of a region have markets of Jeju."""
    with reading(url) as connection:
        rows = answer(connection, "filters.markets", Choice(sido="50"), LOCAL_OFFICER).rows
    own = frozenset(int(one) for one in rows["market_id"])
    return {
        "administrator": Viewer(Role.ADMINISTRATOR, name="boss@jeju.kr"),
        "officer": Viewer(Role.OFFICER, name="kim@jeju.kr"),
        "regional": Viewer(Role.OFFICER, own, "lee@jeju.kr", frozenset({"50"})),
        "association": Viewer(Role.ASSOCIATION, frozenset({int(MARKET), int(ANSWERED)}), "union@jeju.kr"),
        "public": Viewer(),
    }


@dataclass
class Got:
    """What one role got of one page or question. figures: name -> the frozen figure, of pages."""

    shown_count: int = 0
    hidden_count: int = 0
    is_refused: bool = False
    problem: str = ""
    figures: "dict[str, str] | None" = None
    said: str = ""

    def words(self) -> str:
        """In a cell of the table: rows shown, and of them hidden; or refused."""
        if self.problem:
            return f"! {self.problem}"
        if self.is_refused:
            return "refused"
        return f"{self.shown_count:,}" + (f" ({self.hidden_count:,} hidden)" if self.hidden_count else "")


def hidden(rows: pd.DataFrame) -> int:
    """Rows of which something is withheld."""
    return int((rows["withheld_reason"] != "").sum()) if "withheld_reason" in rows else 0


@contextmanager
def looking(viewer: Viewer, url: str) -> Iterator[None]:
    """Look as that viewer at that store."""
    before = os.environ.get("JANGTEO_STORE_URL")
    os.environ["JANGTEO_STORE_URL"] = url
    look_as(viewer)
    try:
        yield
    finally:
        look_as(None)
        if before is not None:
            os.environ["JANGTEO_STORE_URL"] = before


def page(slug: str, address: dict[str, str], viewer: Viewer, url: str, lang: str = "en") -> Got:
    """What that page shows at that address."""
    got = Got(figures={})

    def note(kind: str, one: Any, _words: str) -> None:
        if kind == "exhibit":
            assert got.figures is not None
            got.figures[twin.name(one)] = frozen(one)
            got.shown_count += len(one.rows)
            got.hidden_count += hidden(one.rows)

    with looking(viewer, url):
        shown.only(note)
        at = AppTest.from_file(str(SHELL), default_timeout=120)
        if slug != contents.FIRST:
            at.switch_page(str(contents.entry(slug).path))
        for name, value in {**address, "lang": lang}.items():
            at.query_params[name] = value
        at.run()
        shown._listeners.clear()
    t = translator(lang)
    told = [
        one.value for kind in ("title", "warning", "error", "info", "caption", "markdown") for one in getattr(at, kind)
    ]
    got.said = "\n".join(map(str, told))
    got.is_refused = any(t(f"refuse.page_{which}") in got.said for which in ("office", "admin")) or any(
        "may not see" in str(one.value) for one in at.error
    )
    if at.exception or (at.error and not got.is_refused):
        got.problem = str([one.value for one in (at.exception or at.error)])[:80]
    return got


def question(name: str, choice: Choice, viewer: Viewer, url: str) -> Got:
    """What that question answers."""
    with reading(url) as connection:
        rows = answer(connection, name, choice, viewer).rows
    return Got(len(rows), hidden(rows))


def addresses() -> list[tuple[str, dict[str, str]]]:
    """Every page at each of its addresses."""
    return [(slug, one) for slug in contents.PAGES for one in ADDRESSES.get(slug, [{}])]


def choices(url: str) -> dict[str, Choice]:
    """The whole country, an own market, and what single imports and programmes are asked by."""
    own = Choice(market_id=int(MARKET), import_id=1)
    return {"all": Choice(import_id=1), "own market": own, "another market": own.but(market_id=int(OTHER))}


def every_question() -> list[str]:
    """Names of all questions."""
    return list(queries())
