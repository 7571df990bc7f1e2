"""The list of notable changes of a place, and the rows behind the one a reader opens."""

import pandas as pd
import streamlit as st

from components.charts.changes import change_behind
from components.exhibit import Exhibit
from components.formatting import month
from components.text import Translator
from components.ui import address
from components.ui.load import Key, kept_for, load
from data.answer import Answer, joined
from data.choice import Choice
from data.metrics.changes import behind, notable
from data.queries import changes, markets
from data.queries import filters as of_filters


def looked_at(choice: Choice) -> Answer:
    """Months of all markets up to the end chosen: what changes are looked for in."""
    return load(changes.monthly, Choice(end=choice.end))


def found(choice: Choice) -> Answer:
    """Notable changes of the markets of the place and kind chosen, with their names."""
    monthly, told = looked_at(choice), load(changes.last_told, Choice(end=choice.end))
    rows = _kept(monthly, told, choice.start, choice.end, kept_for(monthly))
    names = load(of_filters.markets, Choice(sido=choice.sido, sigungu=choice.sigungu, kind=choice.kind)).rows
    kept = rows.assign(market_id=rows["market_id"].astype("Int64")).merge(names, on="market_id")
    return joined([monthly, told], kept, choice)


@st.cache_data(max_entries=100, show_spinner=False)
def _kept(_monthly: Answer, _told: Answer, start: int | None, end: int | None, key: Key) -> pd.DataFrame:
    """The nation's changes of those months: two seconds for 1,400 markets, so once for each state of the store."""
    months = _monthly.rows["month"]
    first = pd.Timestamp(str(start)) if start else months.min()
    return notable(_monthly.rows, _told.rows, first, pd.Timestamp(str(end)) if end else months.max())


def pick(listed: Answer, t: Translator) -> int | None:
    """The change whose rows are shown, by its market; None where there is none."""
    rows = listed.rows
    names = {
        str(row["market_id"]): f"{row['market_name']} ({month(row['month'], t.lang)})"
        for row in rows.drop_duplicates("market_id").to_dict("records")
    }
    if not names:
        return None
    chosen = address.allowed("market_id", names, next(iter(names)))
    st.selectbox(
        t("filter.change"),
        list(names),
        format_func=lambda key: names[key],
        key=address.fill("market_id", chosen),
        on_change=address.from_widget,
        args=("market_id",),
    )
    return int(chosen)


def rows_behind(market_id: int, choice: Choice, t: Translator) -> Exhibit:
    """The months of one market against its like."""
    monthly = looked_at(choice)
    one = Choice(market_id=market_id, end=choice.end)
    return change_behind(joined([monthly, load(markets.one, one)], behind(monthly.rows, market_id), one), t)
