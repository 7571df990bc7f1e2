"""Words of the glossary where they stand on a page: underlined, explained under the pointer or the finger, and listed
at the page's end for whoever has neither.

The browser finds them by itself: the words are fetched once, and no page is drawn anew for them.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response

from components.text import LANGUAGES, Translator
from components.ui.stills import A_YEAR
from data.glossary import glossary

HERE = Path(__file__).parent
#: Words that nobody needs to be told on every page; all of them stand on the page of sources.
EVERYDAY = frozenset(
    {"market", "store_count", "payment_method", "sigungu", "amount_krw", "parking", "toilet", "training_room",
     "meeting_room", "officer", "administrator", "programme", "claim", "briefing", "example_data"}
)  # fmt: skip
LEAST_LETTERS = 3
HTML = (
    '<details class="jt-terms" hidden><summary></summary><dl></dl></details>'
    '<div class="jt-term" role="tooltip" hidden></div>'
)


@cache
def _component() -> Any:
    css, js = ((HERE / f"terms.{kind}").read_text("utf-8") for kind in ("css", "js"))
    return st.components.v2.component("jangteo_terms", html=HTML, css=css, js=js, isolate_styles=False)


@cache
def told(lang: str) -> bytes:
    """The words as JSON: [[word, meaning], ...], longer ones first."""
    own = "korean" if lang == "ko" else "english"
    rows = [row for row in glossary().to_dict("records") if row["identifier"] not in EVERYDAY]
    pairs = {str(row[own]): str(row[f"meaning_{lang}"]) for row in rows if len(str(row[own])) >= LEAST_LETTERS}
    return json.dumps(sorted(pairs.items(), key=lambda pair: -len(pair[0])), ensure_ascii=False).encode()


def explain(t: Translator) -> None:
    """Watch over the words of the page above."""
    mark = hashlib.blake2b(told(t.lang), digest_size=6).hexdigest()
    data = {
        "title": t("frame.terms", count="{count}"),
        "source": f"assets/words/{t.lang}.json?{mark}",
        "whole_words": t.lang == "en",
    }
    _component()(key=f"terms-{t.lang}", data=data)


async def served(request: Request) -> Response:
    """The words of a language. Their address changes with them."""
    lang = request.path_params["lang"]
    if lang not in LANGUAGES:
        return Response(status_code=404)
    return Response(told(lang), media_type="application/json", headers={"cache-control": A_YEAR})
