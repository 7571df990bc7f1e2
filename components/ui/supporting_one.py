"""One programme on the screen: chosen, told in sentences, its evidence and changes, everything as one workbook."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.charts.programmes_words import spanned
from components.exhibit import Exhibit
from components.formatting import day, is_known, share, won
from components.text import Translator
from components.text.josa import Word
from components.ui import address, forms, frame, shown
from components.ui.load import load
from components.ui.plain import plain
from components.ui.taking_away import logged
from data.answer import Answer
from data.choice import Choice
from data.collation import sort_key
from data.metrics.programmes import HIDDEN
from data.programmes import kind
from data.queries import programmes
from data.vague import Interval

#: Templates whose rows an officer may add to a programme on the spot.
ENTERED = ("programme_figure", "programme_budget", "participation", "event", "milestone", "platform_sales")


def choose(choice: Choice, t: Translator) -> str:
    """A programme of the place, found by typing; '' until one is chosen. A link to another place's opens it too."""
    rows = load(programmes.ledger, choice).rows
    said = address.word("programme")
    if said and said not in set(rows["programme_code"]):
        rows = pd.concat([load(programmes.ledger, Choice(programme=said)).rows, rows])
    names = {
        str(code): f"{name} ({kind(str(own)).title(t.lang)})"
        for code, name, own in zip(rows["programme_code"], rows["programme_name"], rows["programme_kind"], strict=True)
    }
    chosen = address.allowed("programme", names)
    st.selectbox(
        t("filter.programme"),
        sorted(names, key=lambda code: sort_key(names[code])),
        index=None,
        format_func=lambda code: names.get(code, ""),
        filter_mode="contains",
        key=address.fill("programme", chosen or None),
        on_change=address.from_widget,
        args=("programme",),
        placeholder=t("filter.programme_placeholder"),
    )
    return chosen


def heading(known: Answer, t: Translator) -> None:
    """Name, kind, place, days, who runs it; and what its figures mean."""
    row = known.rows.iloc[0]
    own = kind(str(row["programme_kind"]))
    with st.container(key="about"):
        st.header(plain(str(row["programme_name"])), anchor=False)
    place = " ".join(
        str(row[f"{level}_name_{t.lang}"]) for level in ("sido", "sigungu") if row[f"{level}_name_{t.lang}"]
    )
    state = t.either(f"programme_state.{row['state']}", str(row["state"]))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.badge(own.title(t.lang), icon=f":material/{own.icon}:", color="blue")
        if state:
            st.badge(state, color="gray")
        st.caption(plain(" · ".join(part for part in (place, span_in_words(row, t), _hosts(row, t)) if part)))
    if own.meaning(t.lang):
        st.caption(plain(own.meaning(t.lang)))


def span_in_words(row: pd.Series, t: Translator) -> str:
    """Its days; an end that nobody told is said, not guessed."""
    begins, ends = row["starts_on"], row["ends_on"]
    if not is_known(begins) and not is_known(ends):
        return t("say_programme.no_days")
    if not is_known(ends):
        return t("say_programme.no_end", begins=day(begins, t.lang))
    return t("say_programme.days", begins=day(begins, t.lang), ends=day(ends, t.lang))


def _hosts(row: pd.Series, t: Translator) -> str:
    parts = [str(row["host"]), str(row["department"])]
    said = " ".join(part for part in parts if part)
    partners = str(row["partners"])
    return t("say_programme.partners", host=said, partners=partners) if partners else said


def say(known: Answer, t: Translator) -> None:
    """What a person could read aloud: money, sales, who sold nothing, what was left. Only what the rows support."""
    row = known.rows.iloc[0]
    sentences = [_money(row, t)]
    if kind(str(row["programme_kind"])).sells:
        sentences += [_sales(row, t), _part(row, "zero", t), _part(row, "left", t)]
    words = " ".join(sentence for sentence in sentences if sentence)
    shown.sentence(words)
    st.markdown(f"**{plain(words)}**")


def _money(row: pd.Series, t: Translator) -> str:
    name = Word(str(row["programme_name"]))
    if is_known(row["spent_krw"]):
        return t("say_programme.spent", name=name, amount=Word(won(row["spent_krw"], t.lang)))
    if is_known(row["planned_krw"]):
        return t("say_programme.planned", name=name, amount=Word(won(row["planned_krw"], t.lang)))
    return t("say_programme.no_money", name=name)


def _sales(row: pd.Series, t: Translator) -> str:
    if not is_known(row["sales_low_krw"]):
        return t("say_programme.hidden_sales" if row["sales_basis"] == HIDDEN else "say_programme.no_sales")
    sales = Word(spanned(_interval(row, "sales_low_krw", "sales_high_krw"), "krw", t))
    key = "sales_due" if row["sales_basis"] == "attributable" else "sales_gross"
    return t(f"say_programme.{key}", sales=sales)


def _part(row: pd.Series, name: str, t: Translator) -> str:
    low, high = row[f"{name}_low_share"], row[f"{name}_high_share"]
    if not is_known(low):
        return t(f"say_programme.{'hidden' if row[f'{name}_basis'] == HIDDEN else 'no'}_{name}")
    part = Word(spanned(_interval(row, f"{name}_low_share", f"{name}_high_share"), "share", t))
    if name == "left" and is_known(row["left_months"]):
        return t("say_programme.left_after", part=part, months=int(row["left_months"]), of=int(row["left_of"]))
    return t(f"say_programme.{name}", part=part if low != high else Word(share(low)))


def _interval(row: pd.Series, low: str, high: str) -> Interval:
    return Interval(float(row[low]), float(row[high]) if is_known(row[high]) else float("inf"))


def links(known: Answer, t: Translator) -> None:
    """Where the programme goes on: its effect, published numbers, requests; and forms to add rows to it."""
    code = str(known.rows["programme_code"].iloc[0])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        frame.go_link("promotions", t("go.promotions"), programme=code)
        frame.go_link("claims", t("go.claims"), programme=code)
        frame.go_link("programmes", t("go.programmes"), programme=None)


def enter(known: Answer, t: Translator) -> None:
    """Buttons that open a form with this programme's code filled in."""
    code = str(known.rows["programme_code"].iloc[0])
    with st.expander(t("four.enter"), icon=":material/edit_note:"), st.container(horizontal=True, gap="small"):
        forms.button("programme", t, edit=code)
        for source in ENTERED:
            forms.button(source, t, programme_code=code)


def pack(made: Callable[[], list[Exhibit]], known: Answer, t: Translator) -> None:
    """Every exhibit of the programme in one workbook, with its sources: the evidence pack for the yearly grading."""
    code = str(known.rows["programme_code"].iloc[0])

    def written() -> bytes:
        from components.exports import xlsx

        return xlsx.written([one for one in made() if len(one.rows)], t)

    st.download_button(
        t("four.pack"),
        logged(written, f"{code}.xlsx"),
        file_name=f"{code}.xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        icon=":material/folder_zip:",
        key=f"pack-{code}",
        on_click="ignore",
        help=t("four.pack_help"),
    )
