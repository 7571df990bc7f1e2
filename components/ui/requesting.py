"""Merchants' requests: narrowed by department and state in the address, and one of them with the number it should
move."""

import dataclasses
from typing import Any

import pandas as pd
import streamlit as st

from components.charts.requests import METRICS, request_metric
from components.exhibit import Exhibit
from components.formatting import DASH, day, is_known, won
from components.text import Translator
from components.ui import address, filters, forms, frame, panels, stacked
from components.ui.load import load
from components.ui.plain import plain
from data.answer import Answer
from data.choice import Choice
from data.collation import in_order
from data.metrics.requests import STATES, overdue_days, overdue_first, state
from data.queries import requests

OVERDUE = "overdue"
#: The list grows with its lines up to this.
HEAD_PX, ROW_PX, TALLEST_PX = 38, 35, 600
#: Columns of the list on the screen, in their order.
WIDTHS_PX = {
    "state": 80, "overdue_days": 105, "text": 260, "due_on": 105, "department": 130, "reply": 230, "budget_krw": 110,
    "metric": 130, "market_name": 160,
}  # fmt: skip


def of_programme(choice: Choice, t: Translator) -> Choice:
    """The choice, of one programme where the address names one that has requests; said, with the way back to all."""
    told = load(requests.told, choice).rows
    names = dict(zip(told["programme_code"].astype(str), told["programme_name"].astype(str), strict=True))
    chosen = address.allowed("programme", [code for code in names if code])
    if not chosen:
        return choice
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(plain(t("request.of_programme", name=names[chosen] or chosen)), width="content")
        st.button(t("request.all"), on_click=address.forget, args=("programme",), type="tertiary")
    return choice.but(programme=chosen)


def narrow(answer: Answer, t: Translator, now: pd.Timestamp) -> Answer:
    """The requests of the department and state chosen; both stand in the address."""
    rows = answer.rows
    with st.sidebar:
        departments = in_order({str(one) for one in rows["department"] if one})
        department = _one("department", departments, {one: one for one in departments}, t("request.all_departments"), t)
        words = {one: t(f"request_state.{one}") for one in STATES} | {OVERDUE: t("request.overdue")}
        chosen = _one("request_state", [OVERDUE, *STATES], words, t("request.all_states"), t)
    keep = pd.Series(True, index=rows.index)
    if department:
        keep &= rows["department"] == department
    if chosen == OVERDUE:
        keep &= (overdue_days(rows, now) > 0).fillna(False).astype(bool)
    elif chosen:
        keep &= state(rows, now) == chosen
    return dataclasses.replace(answer, rows=rows[keep.to_numpy()], question=f"{answer.question} {department},{chosen}")


def _one(name: str, options: list[str], words: dict[str, str], everything: str, t: Translator) -> str:
    chosen = address.allowed(name, options)
    st.selectbox(
        t(f"filter.{name}"),
        ["", *options],
        key=address.fill(name, chosen),
        on_change=address.from_widget,
        args=(name,),
        format_func=lambda one: words.get(one, one) if one else everything,
    )
    return chosen


def listing(made: Exhibit, t: Translator) -> None:
    """The list on the screen: what is read first, wide enough to read; a chosen line is the request looked at below."""
    names = {name: t(f"request_column.{name}") for name in WIDTHS_PX}
    config: dict[str, Any] = {
        names[name]: st.column_config.TextColumn(width=WIDTHS_PX[name])
        for name in ("state", "text", "department", "reply", "metric", "market_name")
    }
    config[names["due_on"]] = st.column_config.DateColumn(format=t("format.date"), width=WIDTHS_PX["due_on"])
    for name in ("overdue_days", "budget_krw"):
        config[names[name]] = st.column_config.NumberColumn(format="%,d", width=WIDTHS_PX[name])
    key = f"requests-{t.lang}-{made.question}"
    with stacked.place(key):
        picked = st.dataframe(
            made.rows[list(WIDTHS_PX)].rename(columns=names),
            hide_index=True,
            height=min(HEAD_PX + ROW_PX * len(made.rows), TALLEST_PX),
            placeholder=DASH,
            column_config=config,
            on_select="rerun",
            selection_mode="single-row",
            key=key,
            alt=made.title,
        )
        pressed = stacked.cards(made, t, key, names=list(WIDTHS_PX), title="text", opens=True)
    chosen = picked["selection"]["rows"] if pressed is None else [pressed]
    if chosen and chosen[0] < len(made.rows):
        address.choose("request", str(made.rows["request_code"].iloc[chosen[0]]))


def show_one(answer: Answer, choice: Choice, t: Translator, now: pd.Timestamp) -> None:
    """One request, the longest overdue unless another is chosen, with the number it should move before and after."""
    rows = overdue_first(answer.rows, now)
    codes = {str(code): str(text) for code, text in zip(rows["request_code"], rows["text"], strict=True)}
    chosen = address.allowed("request", codes, next(iter(codes)))
    st.header(t("request.detail"), anchor=False)
    st.selectbox(
        t("request.choose"),
        list(codes),
        key=address.fill("request", chosen),
        format_func=lambda code: f"{code} · {codes[code]}",
        on_change=address.from_widget,
        args=("request",),
    )
    row = rows.set_index("request_code").loc[chosen]
    _tell(row, t)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        forms.button("request", t, edit=chosen)
        if row["programme_code"] and row["programme_name"]:
            frame.go_link("programme", str(row["programme_name"]), programme=str(row["programme_code"]))
    _metric(row, choice, t)


def _tell(row: pd.Series, t: Translator) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.badge(t(f"request_state.{row['state_now']}"), color="gray")
            if is_known(row["overdue_days"]) and int(row["overdue_days"]) > 0:
                st.badge(t("request.late", days=int(row["overdue_days"])), icon=":material/schedule:", color="red")
            st.caption(
                plain(t("request.line", meeting=row["meeting"] or t("product.not_known"),
                        day=day(row["raised_on"], t.lang), requester=row["requester"] or t("product.not_known"))),
                width="content",
            )  # fmt: skip
        st.markdown(f"**{plain(str(row['text']))}**")
        st.markdown(plain(str(row["reply"]) or t("request.reply_none")))
        st.caption(plain(" · ".join(f"{t(f'request_column.{name}')}: {said}" for name, said in _facts(row, t))))


def _facts(row: pd.Series, t: Translator) -> list[tuple[str, str]]:
    unknown = t("product.not_known")
    days = [(name, day(row[name], t.lang) if is_known(row[name]) else unknown)
            for name in ("replied_on", "due_on", "closed_on")]  # fmt: skip
    told = [(name, str(row[name]) or unknown) for name in ("department", "source")]
    budget = ("budget_krw", won(row["budget_krw"], t.lang) if is_known(row["budget_krw"]) else unknown)
    more = [("qualifier", str(row["qualifier"]))] if row["qualifier"] else []
    return [told[0], *days, budget, told[1], *more]


def _metric(row: pd.Series, choice: Choice, t: Translator) -> None:
    metric = str(row["metric"])
    if not metric:
        st.info(t("request.no_metric"), icon=":material/info:")
        return
    if metric not in METRICS:
        st.info(plain(t("request.unknown_metric", metric=metric)), icon=":material/info:")
        return
    monthly = load(METRICS[metric], _place(row, choice))
    closed, replied = row["closed_on"], row["replied_on"]
    mark, told = ("closed", closed) if is_known(closed) else ("replied", replied)
    made = request_metric(monthly, t, metric=metric, day_told=told if is_known(told) else None, mark=mark)
    panels.show(made.with_notes(t("request.of_place", place=filters.place_in_words(monthly.choice, t))), t)


def _place(row: pd.Series, choice: Choice) -> Choice:
    """The market that the request names, else its province, over all months."""
    if is_known(row["market_id"]):
        return Choice(market_id=int(row["market_id"]))
    return Choice(sido=str(row["sido_code"]) or choice.sido)
