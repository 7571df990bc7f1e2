"""The filters of a page: each stands in the address, is checked against the store, and goes along to other pages."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from components.formatting import month as month_in_words
from components.text import Translator
from components.ui import address
from components.ui.load import kept, load
from data.answer import Answer
from data.choice import Choice, month_number, month_text, months_earlier
from data.codes import MarketKind, PaymentMethod
from data.collation import by_name, sort_key
from data.queries import Query, filters, markets, programmes, regions

PERIODS = ("12m", "year", "all", "custom")


def region_and_period(t: Translator, *, with_kind: bool = True, with_period: bool = True) -> Choice:
    """Province, city, kind of market and months, in the side bar."""
    load(regions.sidos)  # where there is no store this ends the page before anything is drawn
    with st.sidebar:
        st.markdown(f"**{t('filter.title')}**")
        sido, sigungu = _region(t)
        kind = _kind(t) if with_kind else None
        start, end = _period(t) if with_period else (None, None)
    return Choice(sido=sido, sigungu=sigungu, kind=kind, start=start, end=end)


def market(t: Translator, choice: Choice) -> int | None:
    """One market of the place chosen, found by typing; None until one is chosen."""
    names = kept(_market_names, load(filters.markets, Choice(sido=choice.sido, sigungu=choice.sigungu)), t.lang)
    chosen = address.allowed("market_id", names)
    st.selectbox(
        t("filter.market_id"),
        list(names),
        index=None,
        format_func=lambda key: names.get(key, ""),
        filter_mode="contains",
        key=address.fill("market_id", chosen or None),
        on_change=address.from_widget,
        args=("market_id",),
        placeholder=t("filter.market_placeholder"),
    )
    return int(chosen) if chosen else None


def _market_names(listed: Answer, lang: str) -> dict[str, str]:
    rows = listed.rows.sort_values(["market_name", "sido_code", "sigungu_code"], key=by_name)
    place = rows[f"sido_name_{lang}"].str.cat(rows[f"sigungu_name_{lang}"], sep=" ").str.strip()
    return {
        str(key): f"{name} ({where})"
        for key, name, where in zip(rows["market_id"], rows["market_name"], place, strict=True)
    }


def methods(t: Translator) -> tuple[PaymentMethod, ...]:
    """Payment methods to look at; none chosen means all."""
    present = [PaymentMethod(method) for method in load(filters.methods).rows["method"]]
    said = [method for method in present if method in address.word("methods").split(",")]
    st.multiselect(
        t("filter.methods"),
        present,
        format_func=lambda method: t(f"method.{method}"),
        key=address.fill("methods", said),
        placeholder=t("filter.all_methods"),
        on_change=address.from_widget,
        args=("methods",),
    )
    return tuple(said)


def one_of(name: str, t: Translator, options: Sequence[str], words: str) -> str:
    """A short choice between views of a page; the first is meant where the address has none. words: their group."""
    default = options[0]
    chosen = address.allowed(name, options, default)
    st.segmented_control(
        t(f"filter.{name}"),
        options,
        format_func=lambda option: t(f"{words}.{option}"),
        required=True,
        wrap=True,
        key=address.fill(name, chosen),
        on_change=address.from_widget,
        args=(name, default),
    )
    return chosen


def row(t: Translator, asked: Sequence[tuple[str, Sequence[str], str]]) -> list[str]:
    """Several short choices side by side: (name, options, group of their words) each."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        return [one_of(name, t, options, words) for name, options, words in asked]


def place_in_words(choice: Choice, t: Translator) -> str:
    """The market, else the region that was chosen, in words."""
    if choice.market_id is not None:
        known = load(markets.one, choice).rows
        return str(known["market_name"].iloc[0]) if len(known) else t("product.not_known")
    names = {**_names(regions.sidos, Choice(), t), **_sigungu_names(choice.sido, t)}
    chosen = [names[code] for code in (choice.sido, choice.sigungu) if code in names]
    if t.lang == "en":
        return ", ".join(reversed(chosen)) or t("filter.nation")
    return " ".join(chosen) or t("filter.nation")


def region_names(t: Translator) -> dict[str, str]:
    """Every province and city that has a market, by its code, each city under its province."""
    sidos = _names(regions.sidos, Choice(), t)
    names = {}
    for code, name in sidos.items():
        names[code] = name
        inside = _sigungu_names(code, t).items()
        names |= {own: f"{name} {told}" if t.lang == "ko" else f"{told}, {name}" for own, told in inside}
    return names


def choice_in_words(choice: Choice, t: Translator) -> str:
    """The filters as a line to read: place, kind, months; of a programme its name."""
    if choice.programme is not None:
        return _programme_in_words(choice)
    if choice.market_id is not None:
        return " · ".join([place_in_words(choice, t), *_months_in_words(choice, t)])
    parts = [place_in_words(choice, t), t(f"kind.{choice.kind}") if choice.kind else t("filter.all_kinds")]
    return " · ".join([*parts, *_months_in_words(choice, t)])


def _programme_in_words(choice: Choice) -> str:
    """Name of the programme chosen; its code where it has none."""
    rows = load(programmes.ledger, Choice(programme=choice.programme)).rows
    return str(rows["programme_name"].iloc[0]) if len(rows) else str(choice.programme)


def _months_in_words(choice: Choice, t: Translator) -> list[str]:
    """First and last month; an open beginning is the store's own."""
    span = months_of_store()
    start = choice.start or (span and span[0])
    if not (start and choice.end):
        return []
    return [f"{month_in_words(start, t.lang)} – {month_in_words(choice.end, t.lang)}"]


def months_of_store() -> tuple[int, int] | None:
    """First and last month with payments, yyyymm01; None where there are none."""
    return kept(_span, load(filters.months))


def _span(months: Answer) -> tuple[int, int] | None:
    rows = months.rows
    if rows.empty or rows["first_month"].isna().all():
        return None
    return tuple(month_number(f"{rows[name].iloc[0]:%Y-%m}") for name in ("first_month", "last_month"))  # type: ignore[return-value]


def month(name: str, t: Translator, default: int | None = None) -> int | None:
    """One month out of those the store holds; None where it holds none."""
    span = months_of_store()
    if span is None:
        return None
    options = [month_text(number) for number in _months(*span)]
    usual = month_text(default) if default in _months(*span) else options[0]
    return month_number(
        _select(name, t, options, lambda text: month_in_words(month_number(text), t.lang), default=usual)
    )


def month_stamp(name: str, t: Translator, default: int | None = None) -> pd.Timestamp | None:
    """The same month as a date."""
    chosen = month(name, t, default)
    return None if chosen is None else pd.Timestamp(str(chosen))


def _region(t: Translator) -> tuple[str | None, str | None]:
    sidos = _names(regions.sidos, Choice(), t)
    sido = _select(
        "sido", t, ["", *sidos], lambda code: sidos.get(code, t("filter.nation")), clears=("sigungu", "market_id")
    )
    if not sido:
        return None, None
    inside = _sigungu_names(sido, t)
    sigungu = _select(
        "sigungu", t, ["", *inside], lambda code: inside.get(code, t("filter.all_sigungu")), clears=("market_id",)
    )
    return sido, sigungu or None


def _kind(t: Translator) -> MarketKind | None:
    kinds = [str(kind) for kind in load(filters.kinds).rows["kind"]]
    chosen = _select("kind", t, ["", *kinds], lambda kind: t(f"kind.{kind}") if kind else t("filter.all_kinds"))
    return MarketKind(chosen) if chosen else None


def _period(t: Translator) -> tuple[int | None, int | None]:
    span = months_of_store()
    if span is None:
        return None, None
    first, last = span
    dated = "custom" if address.word("start") or address.word("end") else "12m"
    period = _select("period", t, PERIODS, lambda name: t(f"period.{name}"), default=dated, clears=("start", "end"))
    if period == "custom":
        return _own_months(t, first, last)
    begins = {"12m": months_earlier(last, 11), "year": last // 10000 * 10000 + 101, "all": first}[period]
    return max(begins, first), last


def _own_months(t: Translator, first: int, last: int) -> tuple[int, int]:
    options = [month_text(number) for number in _months(first, last)]
    year_ago = month_text(max(first, months_earlier(last, 11)))

    def words(text: str) -> str:
        return month_in_words(month_number(text), t.lang)

    start = _select("start", t, options, words, default=year_ago)
    left = [text for text in options if text >= start]
    return month_number(start), month_number(_select("end", t, left, words, default=left[-1]))


def _select(
    name: str,
    t: Translator,
    options: Sequence[str],
    words: Callable[[str], str],
    *,
    default: str = "",
    clears: tuple[str, ...] = (),
) -> str:
    """A select box bound to the address; returns what was chosen, the default for a word that is not allowed."""
    chosen = address.allowed(name, options, default)
    if address.word(name) not in ("", chosen):
        st.caption(t("filter.ignored", value=address.word(name)[:20]))
    st.selectbox(
        t(f"filter.{name}"),
        options,
        format_func=words,
        key=address.fill(name, chosen),
        on_change=address.from_widget,
        args=(name, default, clears),
    )
    return chosen


def _names(query: Query, choice: Choice, t: Translator) -> dict[str, str]:
    """Code -> name. Kept, and the same for everybody: never to be changed."""
    return kept(_named, load(query, choice), t.lang)


def _named(regions_of: Answer, lang: str) -> dict[str, str]:
    rows = regions_of.rows
    shown = rows["name_en"].where(rows["name_en"].astype(bool), rows["name_ko"]) if lang == "en" else rows["name_ko"]
    return dict(zip(rows["code"], shown, strict=True))


def _sigungu_names(sido: str | None, t: Translator) -> dict[str, str]:
    """Cities and counties of a province, by name; provinces stand by their codes, as every official table has them."""
    return kept(_by_name, load(regions.sigungus, Choice(sido=sido)), t.lang) if sido else {}


def _by_name(regions_of: Answer, lang: str) -> dict[str, str]:
    return dict(sorted(_named(regions_of, lang).items(), key=lambda one: sort_key(one[1])))


def _months(first: int, last: int) -> list[int]:
    found, at = [], last
    while at >= first:
        found.append(at)
        at = months_earlier(at, 1)
    return found[::-1]
