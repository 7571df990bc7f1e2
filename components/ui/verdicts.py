"""What the engine makes of a published number, said on the screen: state, reason, arithmetic."""

from collections.abc import Mapping

import streamlit as st

from components.text import Translator
from components.ui.plain import plain
from data.importing.spellings import code_list
from data.importing.spellings import plain as bare
from data.messages import Words
from data.metrics.claims import Verdict, judge

#: Colour of a state's badge.
COLOURS = {
    "reproduced": "green", "within_vagueness": "green", "within_vagueness_only": "orange", "ambiguous": "orange",
    "contradicted": "red", "not_checkable": "gray",
}  # fmt: skip
#: Columns of a form that are codes to the engine.
CODED = {"kind": "claim_kind", "unit": "claim_unit"}


def show(verdict: Verdict, t: Translator) -> None:
    """State, reason and arithmetic of one number."""
    with st.container(border=True, key="claim-tried"):
        badge(verdict, t)
        st.markdown(plain(verdict.reason.in_language(t.lang)))
        arithmetic(verdict.arithmetic, t)


def badge(verdict: Verdict, t: Translator) -> None:
    """The state as a badge."""
    st.badge(t(f"claim_state.{verdict.state}"), color=COLOURS[verdict.state])  # type: ignore[arg-type]


def arithmetic(lines: tuple[Words, ...], t: Translator) -> None:
    """The arithmetic as lines to read."""
    told = enumerate((line.in_language(t.lang) for line in lines), start=1)
    st.markdown("\n".join(f"{at}. {plain(line)}" for at, line in told))


def beside_form(texts: Mapping[str, str], t: Translator) -> None:
    """Below the form of a claim: what would come of the row as it stands. texts: its fields as typed."""
    told = {name: text for name, text in texts.items() if text}
    if not told.get("kind") or not (told.get("value_text") or told.get("givens")):
        return
    for name, codes in CODED.items():
        if name in told:
            told[name] = code_list(codes).get(bare(told[name]), told[name])
    show(judge(told), t)
