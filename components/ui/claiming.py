"""Published numbers on the screen: judged, narrowed in the address, one opened, one tried while it is typed."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from components.charts import claims as charts
from components.formatting import day, month
from components.text import LANGUAGES, Translator, translator
from components.text.press import draft
from components.ui import address, frame, panels, stacked, twin, verdicts
from components.ui.load import load
from components.ui.plain import plain
from data.answer import Answer, joined
from data.choice import Choice
from data.collation import sort_key
from data.metrics import claims_tables as tables
from data.metrics.claims_register import Judged, judged
from data.queries import claims

#: Columns of the list and their width in pixels.
WIDTHS = {"state": 125, "value_text": 110, "computed": 150, "text": 320, "reason": 420, "source": 200}
#: The kind of programme whose claims are only the background of the others.
CONTEXT = "context"
MOST_OF_CONTEXT = 4


@dataclass(frozen=True)
class Judging:
    """Claims with what came of them, the worst first. all_of: the same before they were narrowed."""

    found: tuple[Judged, ...]
    answer: Answer
    all_of: tuple[Judged, ...]

    def told(self, rows: pd.DataFrame, *narrowed: str) -> Answer:
        """Rows made of the claims, with their sources. narrowed: what they follow from besides."""
        return replace(self.answer, rows=rows, question=" ".join([self.answer.question, *narrowed]))


def read(choice: Choice) -> Judging:
    """The register of the place, judged."""
    register, behind = load(claims.register, choice), load(claims.behind, choice)
    found = tuple(judged(register.rows, behind.rows))
    return Judging(found, joined([register, behind], tables.listed(found)), found)


def narrow(judging: Judging, t: Translator) -> Judging:
    """Of one programme, topic and state; each stands in the address."""
    found = judging.found
    with st.sidebar:
        names = {one.fields["programme_code"]: one.fields["programme_name"] for one in found}
        programme = _one("programme", {code: f"{code} {name}".strip() for code, name in names.items() if code}, t)
        found = tuple(one for one in found if programme in ("", one.fields["programme_code"]))
        topic = _one("topic", {one.fields["topic"]: one.fields["topic"] for one in found if one.fields["topic"]}, t)
        names_of = {state: t(f"claim_state.{state}") for state in charts.STATES}
        state = _one("state", names_of, t)
    found = tuple(one for one in found if topic in ("", one.fields["topic"]) and state in ("", str(one.verdict.state)))
    told = judging.told(tables.listed(found), programme, topic, state)
    return Judging(found, told, judging.all_of)


def _one(name: str, words: dict[str, str], t: Translator) -> str:
    chosen = address.allowed(name, words)
    st.selectbox(
        t(f"claim_page.{name}"),
        ["", *(words if name == "state" else sorted(words, key=lambda one: sort_key(words[one])))],
        key=address.fill(name, chosen),
        on_change=address.from_widget,
        args=(name,),
        format_func=lambda one: words.get(one, one) if one else t(f"claim_page.all_{name}"),
    )
    return chosen


def strip(judging: Judging, t: Translator) -> None:
    """The numbers that stand for the background of all others, each with its source and time."""
    context = [one for one in judging.all_of if one.fields["programme_kind"] == CONTEXT and one.fields["value_text"]]
    if not context:
        return
    with st.container(border=True, key="claims-context"):
        st.markdown(f"**{t('claim_page.context')}**")
        with st.grid(MOST_OF_CONTEXT, min_column_width=220):
            for one in sorted(context, key=lambda one: one.claim_code):
                _background(one, t)


def _background(one: Judged, t: Translator) -> None:
    fields = one.fields
    when = month(fields["start_month"], t.lang) if fields["start_month"] else ""
    told = [fields["source"], day(fields["published_on"], t.lang) if fields["published_on"] else when]
    with st.container(gap="xsmall"):
        st.markdown(f"**{plain(fields['value_text'])}**")
        st.caption(plain(fields["text"]))
        st.caption(plain(" · ".join(filter(None, told)) or t("product.not_known")))


def listing(judging: Judging, t: Translator) -> None:
    """Counts by state, and the list; a chosen line opens the claim."""
    panels.show(charts.claim_states(judging.answer, t), t)
    made = charts.claim_list(judging.answer, t)
    panels.show(made, t, picture=lambda: _pick(judging, t), with_table=False)


def _pick(judging: Judging, t: Translator) -> None:
    made = charts.claim_list(judging.answer, t)
    names = list(WIDTHS)
    shown = made.rows[names]
    with stacked.place("claims"):
        st.caption(t("claim_page.pick"))
        picked = st.dataframe(
            shown,
            key=f"claims-{t.lang}",
            on_select="rerun",
            selection_mode="single-row",
            hide_index=True,
            height="auto" if len(shown) < 12 else twin.TALLEST_PX,
            column_config={
                name: st.column_config.TextColumn(made.column(name).label, width=WIDTHS[name]) for name in names
            },
            alt=made.title,
        )
        pressed = stacked.cards(made, t, f"claims-{t.lang}", names=names, title="text", opens=True)
    if chosen := picked["selection"]["rows"] if pressed is None else [pressed]:
        frame.go("claims", **_kept(show="one", claim=judging.found[chosen[0]].claim_code))


def _kept(**changes: str) -> dict[str, str]:
    """The filters of this page, which go along when a claim is opened."""
    return {**{name: address.word(name) for name in ("programme", "topic", "state")}, **changes}


def show_one(judging: Judging, t: Translator) -> None:
    """One claim, the worst unless another is chosen: number against computed, arithmetic, versions, draft to copy."""
    one = _choose(judging, t)
    code = one.claim_code
    _head(one, t)
    parts = charts.claim_parts(judging.told(tables.parts(one), code), t)
    if not parts.is_empty:
        panels.show(parts, t)
    lines = charts.claim_arithmetic(judging.told(tables.lines(one), code), t)
    if not lines.is_empty:
        panels.show(lines, t, picture=lambda: verdicts.arithmetic(one.verdict.arithmetic, t), with_table=False)
    if one.versions:
        panels.show(charts.claim_versions(judging.told(tables.versions(one, judging.all_of), code), t), t)
        _why(one, judging, t)
    _press(one, t)


def _why(one: Judged, judging: Judging, t: Translator) -> None:
    """In what each of the other versions differs."""
    numbers = {each.claim_code: each.fields["value_text"] or t("product.not_known") for each in judging.all_of}
    told = [
        f"{each.claim_code} ({numbers.get(each.claim_code, '')}): {each.words.in_language(t.lang)}"
        for each in one.versions
    ]
    st.caption("  \n".join(map(plain, told)))


def _choose(judging: Judging, t: Translator) -> Judged:
    names = {one.claim_code: one for one in judging.found}
    chosen = address.allowed("claim", names, next(iter(names)))
    st.selectbox(
        t("claim_page.choose"),
        list(names),
        key=address.fill("claim", chosen),
        format_func=lambda code: f"[{_state(names[code], t)}] {code} · {names[code].fields['text']}",
        on_change=address.from_widget,
        args=("claim",),
    )
    return names[chosen]


def _state(one: Judged, t: Translator) -> str:
    return t(f"claim_state.{one.verdict.state}")


def _head(one: Judged, t: Translator) -> None:
    """The sentence, its state and why, and what it says of itself."""
    fields = one.fields
    with st.container(border=True):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            verdicts.badge(one.verdict, t)
            st.caption(plain(t.either(f"claim_kind.{fields['claim_kind']}", fields["claim_kind"])), width="content")
        st.markdown(f"**{plain(fields['text'])}**")
        if fields["value_text"]:
            st.markdown(plain(f"{t('claim_column.value_text')}: {fields['value_text']}"))
        st.markdown(plain(one.verdict.reason.in_language(t.lang)))
        told = ("base_text", "scope", "qualifier", "givens", "source", "published_on", "note")
        dated = {**fields, "published_on": fields["published_on"] or t("claim_page.day_not_told")}
        facts = [f"{t(f'claim_column.{name}')}: {dated[name]}" for name in told if dated[name]]
        st.caption(plain(" · ".join(facts)))


def _press(one: Judged, t: Translator) -> None:
    """The draft in both languages, each to be copied."""
    with st.container(border=True, key="claim-press"):
        st.header(t("claim_page.press"), anchor=False)
        for lang in sorted(LANGUAGES, key=lambda lang: lang != t.lang):
            made = draft(one, translator(lang))
            st.caption(t(f"language.{lang}") + " · " + t("claim_page.safe" if made.is_safe else "claim_page.not_safe"))
            st.code(made.text, language=None, wrap_lines=True)
