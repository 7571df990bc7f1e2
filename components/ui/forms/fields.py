"""One field: the widget that suits its column, what its text was understood as, and what is wrong with it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from components.formatting import day, month, share, whole, won
from components.text import Translator
from components.ui.forms import places
from components.ui.forms.filling import Filling
from components.ui.forms.vague import in_words
from components.ui.plain import plain
from data.importing import entered
from data.importing.entering import MARKET, Problem, Trial, key_of, note
from data.importing.spellings import code_list, code_names
from data.importing.spellings import plain as compared
from data.importing.templates import heading
from data.messages import say
from data.sources import Column, Source

#: Texts that need more than a line.
LONG = ("text", "reply", "note", "promised", "base_text", "scope", "givens")
#: Numbers as they were written: told back as the interval they stand for.
AS_WRITTEN = ("value_text",)
#: Columns that hold several codes with commas.
LISTS = {"methods": "payment_method", "wallets": "wallet"}
#: How long a pause in typing before it is looked at.
PAUSE = "1s"


@dataclass(frozen=True)
class Sheet:
    """What every field of a form knows. complaints: problems that are shown, by column."""

    source: Source
    filling: Filling
    trial: Trial
    complaints: Mapping[str, Problem]
    t: Translator

    def key(self, name: str) -> str:
        """Session key of a widget: another one for every filling-in and language."""
        return f"field-{self.filling.mark}-{name}:{self.t.lang}"

    def begin(self, name: str, value: Any) -> str:
        """Fill the widget once: later it holds what the person types, also while the server is still busy."""
        if self.key(name) not in st.session_state:
            st.session_state[self.key(name)] = value
        return self.key(name)

    def is_locked(self, name: str) -> bool:
        """What says which row it is does not change while the row is changed."""
        return bool(self.filling.edit) and name in [*key_of(self.source), *_market_of_key(self.source)]

    def label(self, column: Column) -> str:
        """The template's header, marked where it is needed."""
        text = heading(column, self.t.lang)
        text = text[:1].upper() + text[1:]
        # a lone asterisk is none of Markdown's, and an escaped one would be read out with its backslash
        return f"{plain(text)} *" if column.required or column.needed else plain(text)


def _market_of_key(source: Source) -> tuple[str, ...]:
    return MARKET if "market_id" in key_of(source) else ()


@contextmanager
def framed(sheet: Sheet, *names: str) -> Iterator[None]:
    """The place of a field; below it what is wrong, tied to it by the name of the place (``tied.js``)."""
    with st.container(key=f"field-{names[0]}", gap="xxsmall"):
        yield
        problem = next((sheet.complaints[name] for name in names if name in sheet.complaints), None)
        if problem is not None:
            with st.container(key=f"problem-{names[0]}"):
                words = say(f"reason.{problem.reason}", sheet.t.lang, **problem.fields)
                st.markdown(f":material/error: **{plain(words)}**")
            _offer(sheet, problem)


def show(sheet: Sheet, name: str) -> None:
    """Draw the field of that column."""
    column = sheet.source.columns[name]
    with framed(sheet, name):
        if name == "programme_code" and sheet.source.name != "programme":
            _programme(sheet, column)
        elif column.type == "code":
            _code(sheet, column)
        elif name in LISTS:
            _several(sheet, column)
        elif name in LONG:
            _area(sheet, column)
        else:
            _line(sheet, column)
        if (told := understood(column, sheet.filling.texts.get(name, ""), sheet.trial, sheet.t)) is not None:
            st.caption(plain(sheet.t("entry.understood", value=told)))


def show_place(sheet: Sheet, name: str, filled: tuple[str, ...]) -> None:
    """One field for the columns that name a market or a region."""
    with framed(sheet, name, *filled):
        places.choose(sheet, name)


def _line(sheet: Sheet, column: Column) -> None:
    key = sheet.begin(column.name, sheet.filling.texts.get(column.name, ""))
    st.text_input(
        sheet.label(column),
        key=key,
        on_change=_typed,
        args=(sheet.filling, column.name, key),
        help=note(sheet.source, column.name, sheet.t.lang) or None,
        placeholder=sheet.t("entry.day_like") if column.type == "day" else None,
        disabled=sheet.is_locked(column.name),
        live=PAUSE,
    )


def _area(sheet: Sheet, column: Column) -> None:
    key = sheet.begin(column.name, sheet.filling.texts.get(column.name, ""))
    st.text_area(
        sheet.label(column),
        key=key,
        height=80,
        on_change=_typed,
        args=(sheet.filling, column.name, key),
        help=note(sheet.source, column.name, sheet.t.lang) or None,
        disabled=sheet.is_locked(column.name),
    )


def _code(sheet: Sheet, column: Column) -> None:
    names = code_names(column.codes)
    typed = sheet.filling.texts.get(column.name, "")
    code = code_list(column.codes).get(compared(typed), "")
    _select(
        sheet, column, ["", *names], code, lambda one: _code_words(column, one, sheet.t), lambda one: names.get(one, "")
    )


def _code_words(column: Column, code: str, t: Translator) -> str:
    """In the reader's language where the words know the code, else as files write it."""
    if not code:
        return t("entry.not_chosen")
    written = code_names(column.codes)[code] if t.lang == "ko" else code.replace("_", " ")
    groups = (column.codes, f"entry_{column.codes}")
    return next((t(f"{group}.{code}") for group in groups if t.has(f"{group}.{code}")), written)


def _programme(sheet: Sheet, column: Column) -> None:
    known = {one.key: one.name for one in entered.rows("programme")}
    typed = sheet.filling.texts.get(column.name, "")
    if not known and not typed:
        st.text_input(sheet.label(column), key=sheet.begin("programme_none", ""), disabled=True)
        st.caption(sheet.t("entry.no_programme"))
        return
    options = ["", *known] if typed in known or not typed else ["", *known, typed]
    _select(sheet, column, options, typed, lambda one: known.get(one, one) or sheet.t("entry.not_chosen"), str)


def _select(
    sheet: Sheet,
    column: Column,
    options: list[str],
    chosen: str,
    words: Callable[[str], str],
    text: Callable[[str], str],
) -> None:
    key = sheet.begin(column.name, chosen)
    st.selectbox(
        sheet.label(column),
        options,
        key=key,
        format_func=words,
        on_change=_chosen,
        args=(sheet.filling, column.name, key, text),
        help=note(sheet.source, column.name, sheet.t.lang) or None,
        disabled=sheet.is_locked(column.name),
        filter_mode="contains",
    )


def _several(sheet: Sheet, column: Column) -> None:
    codes = LISTS[column.name]
    typed = sheet.filling.texts.get(column.name, "").split(",")
    key = sheet.begin(column.name, [code for one in typed if (code := code_list(codes).get(compared(one)))])
    st.multiselect(
        sheet.label(column),
        list(code_names(codes)),
        key=key,
        format_func=lambda one: sheet.t.either(f"{'method' if column.name == 'methods' else 'wallet'}.{one}", one),
        on_change=_chosen,
        args=(sheet.filling, column.name, key, ", ".join),
        help=note(sheet.source, column.name, sheet.t.lang) or None,
        placeholder=sheet.t("entry.all"),
    )


def _typed(filling: Filling, name: str, key: str) -> None:
    filling.type_in(**{name: str(st.session_state.get(key) or "").strip()})


def _chosen(filling: Filling, name: str, key: str, text: Callable[[Any], str]) -> None:
    filling.type_in(**{name: text(st.session_state.get(key) or "")})


def understood(column: Column, text: str, trial: Trial, t: Translator) -> str | None:
    """What a number or a day was read as, where that is not plain from what was typed."""
    if column.name in AS_WRITTEN:
        return in_words(text, t)
    value = trial.values.get(column.name)
    if value is None or not text or column.name in trial.problems:
        return None
    match column.type:
        case "krw":
            exact = t("entry.won", amount=whole(value))
            return exact if value < 10_000 else f"{exact} ({won(value, t.lang)})"
        case "count" | "integer" if whole(value) != text and str(value) != text:
            return whole(value)
        case "share" if value < 1 or (value == 1 and "%" in text):  # 1.5 is asked about, not understood
            return share(value)
        case "day" if text != _stamp(value):
            return day(_stamp(value), t.lang)
        case "month" if text != _stamp(value)[:7]:
            return month(_stamp(value), t.lang)
        case _:
            return None


def _stamp(number: Any) -> str:
    text = str(int(number))
    return f"{text[:4]}-{text[4:6]}-{text[6:]}"


def _offer(sheet: Sheet, problem: Problem) -> None:
    """What the text may have meant, one press each, where the reason asks for that."""
    text = sheet.filling.texts.get(problem.column, "")
    offers = sheet.t(f"entry_offer.{problem.reason}", text=text) if sheet.t.has(f"entry_offer.{problem.reason}") else ""
    if not (offers and text):
        return
    with st.container(horizontal=True, gap="small"):
        for offer in offers.split("|"):
            st.button(
                plain(sheet.t("entry.meant", text=offer)),
                key=f"offer-{problem.column}-{offer}",
                on_click=partial(_take, sheet.filling, problem.column, sheet.key(problem.column)),
                args=(offer,),
            )


def _take(filling: Filling, name: str, key: str, text: str) -> None:
    st.session_state[key] = text
    filling.type_in(**{name: text})
