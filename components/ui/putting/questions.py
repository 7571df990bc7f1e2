"""Is this row of the register that market? Asked of a person, one pair at a time, and remembered."""

from typing import Any

import streamlit as st

from components.formatting import is_known
from components.text import Translator
from components.ui.load import has_store, load
from components.ui.plain import plain
from components.ui.viewing import viewer
from data.identity.deciding import decide
from data.identity.questions import DIFFERENT, SAME
from data.queries import markets

MOST_ASKED = 5


def ask_identities(t: Translator) -> None:
    """The open questions, the likeliest pairs first."""
    if not has_store():
        return
    rows = load(markets.doubtful).rows
    if not viewer().sees_all:
        rows = rows[rows["candidate_market_id"].isin(viewer().market_ids)]
    if rows.empty:
        return
    st.header(t("identity.title", count=len(rows)), anchor=False)
    st.caption(t("identity.help"))
    for row in rows.head(MOST_ASKED).itertuples():
        _ask(row, t)
    if len(rows) > MOST_ASKED:
        st.caption(t("identity.more", count=len(rows) - MOST_ASKED))


def _ask(row: Any, t: Translator) -> None:
    number = int(row.question_id)
    place = f"{getattr(row, f'sido_name_{t.lang}')} {getattr(row, f'sigungu_name_{t.lang}')}"
    asked = t(
        "identity.pair",
        record=row.record_name,
        place=row.record_place or t("product.not_known"),
        market=row.market_name,
        market_place=place,
    )
    if is_known(row.distance_m):
        asked += f" · {t('identity.distance', metres=f'{row.distance_m:,.0f}')}"
    with st.container(border=True):
        text, same, different = st.columns([6, 1, 1], vertical_alignment="center", gap="small")
        text.markdown(plain(asked))
        for place_for, answer in ((same, SAME), (different, DIFFERENT)):
            place_for.button(
                t(f"identity.{answer}"),
                key=f"identity-{number}-{answer}",
                on_click=decide,
                args=(number, answer),
                kwargs={"decided_by": viewer().name},
                width="stretch",
            )
