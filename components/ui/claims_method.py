"""How published numbers are computed again: the formula of each kind, read from its description."""

import pandas as pd
import streamlit as st

from components.formatting import share
from components.text import Translator
from components.ui.plain import plain
from data.metrics.claims_computed import in_words
from data.metrics.claims_givens import MOST_ROUNDED, WIDEST_ABOUT
from data.metrics.claims_kinds import Kind, kinds
from data.vague.interval import ABOUT


def show(t: Translator) -> None:
    """What each state means, and a line for each kind of number."""
    with st.container(border=True):
        st.markdown(f"**{t('claim_page.method')}**")
        st.write(plain(t("claim_define.states")))
        widths = {"about": share(ABOUT, 0), "widest": share(WIDEST_ABOUT, 0), "rounded": share(MOST_ROUNDED, 0)}
        st.write(plain(t("claim_page.method_how", **widths)))
        st.table(_formulas(t), hide_index=True, alt=t("claim_page.method"))


def _formulas(t: Translator) -> pd.DataFrame:
    told = [(t(f"claim_kind.{kind.key}"), _formula(kind, t)) for kind in kinds().values() if kind.readings]
    return pd.DataFrame(told, columns=[t("claim_column.claim_kind"), t("claim_page.formula")])


def _formula(kind: Kind, t: Translator) -> str:
    """The formula with its quantity written out, by each way there is."""
    assert kind.routes is not None
    if kind.routes.adds_all:
        return t("claim_page.all_added")
    ways = [in_words(way).in_language(t.lang) for way in kind.routes.ways]
    if kind.formula == kind.routes.name:
        return " / ".join(ways)
    name = in_words(kind.routes.name).in_language(t.lang)
    return f"{in_words(kind.formula).in_language(t.lang)}; {name} = {' / '.join(ways)}"
