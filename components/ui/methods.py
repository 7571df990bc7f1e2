"""How comparisons are made: the formulas, with the weights that the program uses and not a copy of them."""

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui import claims_method
from components.ui.plain import plain
from data.metrics.changes import FALSE_ALARMS, MOST_HISTORY, TREND_MONTHS
from data.metrics.controls import MOST_CONTROLS, NEAR_M
from data.metrics.did import MANY
from data.metrics.event_study import FOUND_IN, PRE_TREND_CHANCE
from data.metrics.like_for_like import ADJUSTED_FROM_MONTHS, Alike
from data.metrics.panel import LEAST_CONTROLS
from data.metrics.peers import FEATURES, LEAST_KNOWN_WEIGHT
from data.metrics.spans import LEAST_BEFORE, MOST_BEFORE
from data.metrics.synthetic import LEAST_PLACEBOS, MOST_MISFIT, MOST_TREATED


def show(t: Translator) -> None:
    """Similar markets, like for like, the seasonally adjusted line, notable changes, effects of promotions."""
    st.header(t("howto.title"), anchor="howto")
    with st.container(border=True):
        st.markdown(f"**{t('howto.peers')}**")
        st.code(t("howto.peers_formula"), language=None, wrap_lines=True)
        st.write(plain(t("howto.peers_how", least=f"{LEAST_KNOWN_WEIGHT:.0%}")))
        st.table(_weights(t), hide_index=True, alt=t("howto.peers"))
    for name, fields in _OTHERS.items():
        with st.container(border=True):
            st.markdown(f"**{t(f'howto.{name}')}**")
            st.code(t(f"howto.{name}_formula", **fields), language=None, wrap_lines=True)
            st.write(plain(t(f"howto.{name}_how", **fields)))
    with st.container(border=True):
        st.markdown(f"**{t('howto.alike')}**")
        for basis in Alike:
            st.markdown(f"- **{t(f'basis_short.{basis}')}**: {plain(t(f'define.alike_{basis}'))}")
    claims_method.show(t)


_OTHERS: dict[str, dict[str, object]] = {
    "changes": {"history": MOST_HISTORY, "trend": TREND_MONTHS, "chance": f"{FALSE_ALARMS:.0%}"},
    "adjusted": {"months": ADJUSTED_FROM_MONTHS},
    "promotion_money": {},
    "promotion_controls": {"most": MOST_CONTROLS, "near": f"{NEAR_M // 1000}km"},
    "promotion_did": {"before": MOST_BEFORE, "many": MANY},
    "promotion_before": {"chance": f"{PRE_TREND_CHANCE:.0%}", "found": f"{FOUND_IN:.0%}"},
    "promotion_synthetic": {"placebos": LEAST_PLACEBOS},
    "promotion_gates": {
        "controls": LEAST_CONTROLS,
        "before": LEAST_BEFORE,
        "treated": MOST_TREATED,
        "misfit": f"{MOST_MISFIT:g}",
    },
}


def _weights(t: Translator) -> pd.DataFrame:
    whole = sum(feature.weight for feature in FEATURES)
    return pd.DataFrame({
        t("howto.feature"): [t(f"feature.{feature.key}") for feature in FEATURES],
        t("howto.apart"): [t(f"apart.{feature.key}") for feature in FEATURES],
        t("howto.weight"): [f"{feature.weight:g} ({feature.weight / whole:.0%})" for feature in FEATURES],
    })  # fmt: skip
