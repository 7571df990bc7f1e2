"""A published number typed in, judged at every change, before anybody keeps it."""

import streamlit as st

from components.text import Translator
from components.ui import address, verdicts
from components.ui.forms import button
from components.ui.plain import plain
from data.metrics.claims import judge
from data.metrics.claims_kinds import kinds

#: What is asked for, line by line.
ROWS = (("text",), ("kind", "value_text"), ("base_text", "scope"), ("givens",))
LONGEST = 300


def try_one(t: Translator) -> None:
    """The fields, the state below them, and the way to keep it."""
    st.markdown(plain(t("claim_page.try_intro")))
    told = {"kind": ""}
    for names in ROWS:
        for column, name in zip(st.columns(len(names)), names, strict=True):
            with column:
                told[name] = _kind(t) if name == "kind" else _typed(name, t)
    if not told["value_text"] and not told["givens"]:
        st.info(t("claim_page.try_empty"), icon=":material/edit:")
        return
    verdicts.show(judge(told), t)
    button("claim", t, **{name: value for name, value in told.items() if value})


def _kind(t: Translator) -> str:
    names = {key: t(f"claim_kind.{key}") for key, kind in kinds().items() if kind.readings}
    chosen = address.allowed("kind_of_claim", names, next(iter(names)))
    st.selectbox(
        t("claim_column.claim_kind"),
        list(names),
        key=address.fill("kind_of_claim", chosen),
        format_func=lambda key: names[key],
        on_change=address.from_widget,
        args=("kind_of_claim", next(iter(names))),
    )
    return chosen


def _typed(name: str, t: Translator) -> str:
    said = address.word(f"try_{name}")[:LONGEST]
    st.text_input(
        t(f"claim_column.{name}"),
        key=address.fill(f"try_{name}", said),
        on_change=address.from_widget,
        args=(f"try_{name}",),
        max_chars=LONGEST,
        placeholder=t(f"claim_page.like_{name}"),
    )
    return said
