"""Everything that has a name, found by typing: pages, regions, markets, programmes, metrics and words."""

from collections.abc import Hashable, Iterator
from functools import cache
from typing import Any

import streamlit as st

from components.text import LANGUAGES, Translator, translator
from components.ui import address, contents, frame, viewing
from components.ui.load import has_store, kept, load
from components.ui.plain import plain
from data.answer import Answer
from data.finding import Named, found
from data.glossary import glossary
from data.metrics import catalogue
from data.queries import filters, programmes, regions

ASKED = "find"
MOST = 30
LONGEST = 60


def asked(t: Translator) -> str:
    """What is looked for, typed or out of the address."""
    said = address.word(ASKED)[:LONGEST]
    st.text_input(
        t("search.label"),
        key=address.fill(ASKED, said),
        on_change=address.from_widget,
        args=(ASKED,),
        max_chars=LONGEST,
        placeholder=t("search.placeholder"),
        help=t("search.help"),
        icon=":material/search:",
    )
    return said.strip()


def show(said: str, t: Translator) -> None:
    """What was found, each a link to where it is shown."""
    if not said:
        st.caption(t("search.hint"))
        return
    all_found = found(said, names(t), most=10_000)
    if not all_found:
        st.info(t("search.none", asked=said), icon=":material/search_off:")
        return
    shown = all_found[:MOST]
    key = "search.most" if len(all_found) > MOST else "search.count"
    st.caption(t(key, count=len(all_found), most=MOST))
    with st.container(gap="xsmall", key="found"):
        for one in shown:
            _line(one, t)


def _line(one: Named, t: Translator) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.badge(t(f"search_kind.{one.kind}"), color="gray")
        _link(one)
        if one.place:
            st.caption(plain(one.place), width="content")


def _link(one: Named) -> None:
    if one.kind == "page":
        frame.go_link(one.key, one.name)
    elif one.kind == "region":
        sido, _, sigungu = one.key.partition("/")
        frame.go_link("overview", one.name, sido=sido, sigungu=sigungu or None, market_id=None)
    elif one.kind == "market":
        sido, sigungu, market_id = one.key.split("/")
        frame.go_link("market", one.name, sido=sido or None, sigungu=sigungu or None, market_id=market_id)
    elif one.kind == "programme":
        frame.go_link("programme", one.name, programme=one.key)
    else:
        frame.go_link("sources", one.name, show_sources="metrics" if one.kind == "metric" else "words")


def names(t: Translator) -> Iterator[Named]:
    """Everything that can be found, in the reader's language and findable in the other one too. What the store names
    is worked out once per version of it."""
    other = next(translator(lang) for lang in LANGUAGES if lang != t.lang)
    for entry in contents.entries():
        if entry.slug not in contents.BARE and contents.may_open(entry.slug, viewing.viewer()):
            yield Named("page", entry.slug, t(f"page.{entry.slug}"), (other(f"page.{entry.slug}"),))
    if has_store():
        yield from kept(_regions, load(regions.sidos), load(filters.names), t.lang)
        yield from kept(_markets, load(filters.names), t)
        yield from kept(_programmes, load(programmes.ledger))
    for key in catalogue():
        yield Named("metric", key, t(f"metric.{key}.name"), (other(f"metric.{key}.name"),))
    yield from _words(t.lang)


def _regions(sidos: Answer, markets: Answer, lang: str) -> list[Named]:
    """Provinces, and the cities that have a market."""
    own, other = f"name_{lang}", f"name_{'en' if lang == 'ko' else 'ko'}"
    found = [
        Named("region", str(row["code"]), str(row[own]), (str(row[other]),)) for row in sidos.rows.to_dict("records")
    ]
    columns = ["sido_code", "sigungu_code", f"sido_{own}", f"sigungu_{own}", f"sigungu_{other}"]
    inside = markets.rows[columns].drop_duplicates().itertuples(index=False)
    return found + [
        Named("region", f"{sido}/{code}", str(name), (str(foreign),), str(sido_name))
        for sido, code, sido_name, name, foreign in inside
        if code
    ]


def _markets(markets: Answer, t: Translator) -> list[Named]:
    return [_market(row, t) for row in markets.rows.to_dict("records")]


def _market(row: dict[Hashable, Any], t: Translator) -> Named:
    former = tuple(filter(None, str(row["former_names"] or "").split("|")))
    place = [f"{row[f'sido_name_{t.lang}']} {row[f'sigungu_name_{t.lang}']}".strip()]
    if former:
        place.append(t("search.former", names=", ".join(former)))
    if not row["is_listed"]:
        place.append(t("search.gone"))
    key = f"{row['sido_code']}/{row['sigungu_code']}/{row['market_id']}"
    return Named("market", key, str(row["market_name"]), former, " · ".join(place))


def _programmes(ledger: Answer) -> list[Named]:
    return [
        Named("programme", str(row.programme_code), str(row.programme_name), (), str(row.host))
        for row in ledger.rows.itertuples()
    ]


@cache
def _words(lang: str) -> list[Named]:
    own, other = ("korean", "english") if lang == "ko" else ("english", "korean")
    return [
        Named("word", str(term["identifier"]), str(term[own]), (str(term[other]),))
        for term in glossary().to_dict("records")
    ]
