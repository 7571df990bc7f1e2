"""The field for a market or a region: chosen from what the store knows, so that no name has to be spelled."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui.load import has_store, load
from data.choice import Choice
from data.collation import by_name
from data.importing.entering import MARKET
from data.queries import filters, regions
from data.sources import Source

if TYPE_CHECKING:
    from components.ui.forms.fields import Sheet
    from components.ui.forms.filling import Filling


#: Sources whose rows may speak of a province without naming a market.
OF_PROVINCES = ("request", "claim")


def fields_of(source: Source) -> dict[str, tuple[str, ...]]:
    """Fields for the columns that name a place: the column a field is called by -> the columns it fills in."""
    there = tuple(name for name in MARKET if name in source.columns)
    if "market_name" not in there:
        return {name: (name,) for name in there}
    if source.subject in OF_PROVINCES:
        return {there[0]: tuple(name for name in there if name != "sido"), "sido": ("sido",)}
    return {there[0]: there}


def choose(sheet: "Sheet", name: str) -> None:
    """The field called by that column: a market, or a province or city."""
    if name in ("sido", "sigungu"):
        _region(sheet, name)
    else:
        _market(sheet)


def _market(sheet: "Sheet") -> None:
    known = _markets(sheet.t)
    chosen = sheet.filling.texts.get("market_id", "")
    if not chosen and sheet.filling.texts.get("market_name"):
        chosen = _named(known, sheet.filling.texts)
    key = sheet.begin("market", chosen if chosen in known.index else "")
    st.selectbox(
        sheet.label(sheet.source.columns["market_name"]),
        ["", *known.index],
        key=key,
        format_func=lambda one: str(known.at[one, "said"]) if one else sheet.t("entry.no_market"),
        on_change=_market_chosen,
        args=(sheet.filling, key, known),
        disabled=sheet.is_locked("market_id"),
        filter_mode="contains",
    )
    if known.empty:
        st.caption(sheet.t("entry.no_markets"))


def _markets(t: Translator) -> pd.DataFrame:
    """market_name, sido, sigungu (as files write them) and said, by the number of the market as text."""
    if not has_store():
        return pd.DataFrame(columns=["market_name", "sido", "sigungu", "said"])
    rows = load(filters.markets, Choice()).rows.sort_values(["market_name", "sido_code", "sigungu_code"], key=by_name)
    place = rows[f"sido_name_{t.lang}"].str.cat(rows[f"sigungu_name_{t.lang}"], sep=" ").str.strip()
    made = {"market_name": rows["market_name"], "sido": rows["sido_name_ko"], "sigungu": rows["sigungu_name_ko"]}
    said = rows["market_name"] + " (" + place + ")"
    return pd.DataFrame({**made, "said": said}).set_axis(rows["market_id"].astype(str), axis=0)


def _named(known: pd.DataFrame, texts: dict[str, str]) -> str:
    """Number of the one market of that name (and place, where it is told); '' when it is not one."""
    same = known[known["market_name"] == texts["market_name"]]
    for name in ("sido", "sigungu"):
        same = same[same[name] == texts[name]] if texts.get(name) else same
    return str(same.index[0]) if len(same) == 1 else ""


def _market_chosen(filling: "Filling", key: str, known: pd.DataFrame) -> None:
    number = str(st.session_state.get(key) or "")
    row = known.loc[number] if number else None
    told = ("", "", "", "") if row is None else (number, row["market_name"], row["sido"], row["sigungu"])
    filling.type_in(**dict(zip(MARKET, map(str, told), strict=True)))


def _region(sheet: "Sheet", name: str) -> None:
    """Province or city, chosen by name; both follow from a market."""
    texts, by_market = sheet.filling.texts, bool(sheet.filling.texts.get("market_id"))
    sidos = load(regions.sidos).rows if has_store() else pd.DataFrame(columns=["code", "name_ko", "name_en"])
    if name == "sido":
        _name_field(sheet, "sido", sidos, texts.get("sido", ""), by_market, clears=("sigungu",))
        return
    code = dict(zip(sidos["name_ko"], sidos["code"], strict=True)).get(texts.get("sido", ""))
    inside = load(regions.sigungus, Choice(sido=code)).rows if code else sidos.iloc[:0]
    _name_field(sheet, "sigungu", inside, texts.get("sigungu", ""), by_market)


def _name_field(
    sheet: "Sheet", name: str, rows: pd.DataFrame, typed: str, locked: bool, clears: tuple[str, ...] = ()
) -> None:
    """Chosen by the name as files write it, shown in the reader's language."""
    words = dict(zip(rows["name_ko"], rows[f"name_{sheet.t.lang}"], strict=True))
    options = ["", *words] if typed in words or not typed else ["", *words, typed]
    key = sheet.key(f"{name}-{sheet.filling.texts.get('sido', '') if name == 'sigungu' else ''}{'m' if locked else ''}")
    if locked or key not in st.session_state:
        st.session_state[key] = typed
    st.selectbox(
        sheet.label(sheet.source.columns[name]),
        options,
        key=key,
        format_func=lambda one: words.get(one, one) or sheet.t("entry.not_chosen"),
        on_change=_region_chosen,
        args=(sheet.filling, name, key, clears),
        disabled=locked or sheet.is_locked(name),
        filter_mode="contains",
    )


def _region_chosen(filling: "Filling", name: str, key: str, clears: tuple[str, ...]) -> None:
    filling.type_in(**{name: str(st.session_state.get(key) or ""), **dict.fromkeys(clears, "")})
