"""One market as it is registered: the facts a person asks for, and what is still doubtful about it."""

from typing import Any

import pandas as pd
import streamlit as st

from components.formatting import DASH, is_known, whole
from components.text import Translator
from components.text.register import register_words
from components.ui import panels
from components.ui.plain import plain
from data.answer import Answer


def heading(known: Answer, t: Translator) -> None:
    """Name, kind and place of the market, former names."""
    row = known.rows.iloc[0]
    with st.container(key="about"):
        st.header(plain(str(row["market_name"])), anchor=False)
    said = [t(f"kind.{row['kind']}"), f"{row[f'sido_name_{t.lang}']} {row[f'sigungu_name_{t.lang}']}"]
    if row["former_names"]:
        said.append(t("fact.formerly", names=str(row["former_names"]).replace("|", ", ")))
    if not row["is_listed"]:
        said.append(t("fact.not_listed"))
    st.caption(plain(" · ".join(said)))


def show(known: Answer, t: Translator) -> None:
    """The register's values as a table; a dash where it gives none."""
    row = known.rows.iloc[0]
    facts = {
        "address": row["road_address"] or row["lot_address"],
        "cycle": register_words(str(row["cycle"]), t),
        "market_days": t("fact.days", days=str(row["market_days"]).replace(",", "·")) if row["market_days"] else "",
        "store_count": t("fact.stores", count=whole(row["store_count"])) if is_known(row["store_count"]) else "",
        "opened_year": t("fact.year", year=int(row["opened_year"])) if is_known(row["opened_year"]) else "",
        "goods": register_words(str(row["goods"]), t),
        "vouchers": register_words(str(row["vouchers"]), t),
        "toilet": _yes_no(row["has_toilet"], t),
        "parking": _yes_no(row["has_parking"], t),
        "phone": row["phone"],
        "homepage": row["homepage"],
        "place": f"{row['lat']:.5f}, {row['lon']:.5f}" if is_known(row["lat"]) else "",
        "as_of": row["as_of"],
    }
    with st.container(border=True):
        st.header(t("fact.title"), anchor=False)
        table = pd.DataFrame(
            {"": [t(f"fact.{name}") for name in facts], " ": [plain(_text(value)) for value in facts.values()]}
        )
        st.table(table, hide_index=True, hide_header=True, border="horizontal", alt=t("fact.title"))
        st.caption("  \n".join(panels.source_lines(known.sources, t)))


def doubts(open_questions: Answer, t: Translator) -> None:
    """Rows of registers that may or may not be this market."""
    rows = open_questions.rows
    if rows.empty:
        st.caption(t("fact.no_doubts"))
        return
    st.warning(t("fact.doubts", count=len(rows)), icon=":material/help:")
    for row in rows.itertuples():
        st.markdown("- " + plain(t("fact.doubt", name=row.record_name, place=row.record_place, file=row.file_name)))


def _yes_no(value: Any, t: Translator) -> str:
    return t("chart.present" if value else "chart.absent") if is_known(value) else ""


def _text(value: Any) -> str:
    return str(value) if is_known(value) and str(value) else DASH
