"""Everything that has a name, found by typing: pages, regions, markets, programmes, metrics and words."""

from collections.abc import Iterator

import streamlit as st

from components.text import LANGUAGES, Translator, translator
from components.ui import address, contents, frame, viewing
from components.ui.load import has_store, load
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
    """Everything that can be found, in the reader's language and findable in the other one too."""
    other = next(translator(lang) for lang in LANGUAGES if lang != t.lang)
    for entry in contents.entries():
        if entry.slug not in contents.BARE and contents.may_open(entry.slug, viewing.viewer()):
            yield Named("page", entry.slug, t(f"page.{entry.slug}"), (other(f"page.{entry.slug}"),))
    if has_store():
        yield from _regions(load(regions.sidos), load(filters.names), t.lang)
        yield from _markets(load(filters.names), t)
        for row in load(programmes.ledger).rows.itertuples():
            yield Named("programme", str(row.programme_code), str(row.programme_name), (), str(row.host))
    for key in catalogue():
        yield Named("metric", key, t(f"metric.{key}.name"), (other(f"metric.{key}.name"),))
    own, others = ("korean", "english") if t.lang == "ko" else ("english", "korean")
    for term in glossary().to_dict("records"):
        yield Named("word", str(term["identifier"]), str(term[own]), (str(term[others]),))


def _regions(sidos: Answer, markets: Answer, lang: str) -> Iterator[Named]:
    """Provinces, and the cities that have a market."""
    own, other = f"name_{lang}", f"name_{'en' if lang == 'ko' else 'ko'}"
    for row in sidos.rows.to_dict("records"):
        yield Named("region", str(row["code"]), str(row[own]), (str(row[other]),))
    columns = ["sido_code", "sigungu_code", f"sido_{own}", f"sigungu_{own}", f"sigungu_{other}"]
    for sido, code, sido_name, name, foreign in markets.rows[columns].drop_duplicates().itertuples(index=False):
        if code:
            yield Named("region", f"{sido}/{code}", str(name), (str(foreign),), str(sido_name))


def _markets(markets: Answer, t: Translator) -> Iterator[Named]:
    for row in markets.rows.to_dict("records"):
        former = tuple(filter(None, str(row["former_names"] or "").split("|")))
        place = [f"{row[f'sido_name_{t.lang}']} {row[f'sigungu_name_{t.lang}']}".strip()]
        if former:
            place.append(t("search.former", names=", ".join(former)))
        if not row["is_listed"]:
            place.append(t("search.gone"))
        key = f"{row['sido_code']}/{row['sigungu_code']}/{row['market_id']}"
        yield Named("market", key, str(row["market_name"]), former, " · ".join(place))
