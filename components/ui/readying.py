"""Readiness: weights that the reader moves, and the answers that stand together on its page."""

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui import address
from components.ui.clock import today
from components.ui.load import kept, load
from components.ui.plain import plain
from components.withheld import REASON
from data.answer import Answer, joined
from data.choice import Choice
from data.codes import ReadinessItem
from data.metrics.next_steps import Support
from data.metrics.programmes import state
from data.programmes import kind
from data.queries import programmes as ledger
from data.queries import readiness

ITEMS = [str(item) for item in ReadinessItem]
#: Markets whose places stand in one picture.
MOST_MARKETS = 60
USUAL, LEAST, MOST, STEP = 1.0, 0.0, 3.0, 0.5


def distribution(choice: Choice) -> Answer:
    """Classes of the stores joined to all listed markets of the place: a market without an answer stays, not known;
    markets that are told as one stand once, without a name.
    """
    return kept(_distributed, load(readiness.by_class, choice), load(readiness.markets, choice))


def _distributed(scores: Answer, listed: Answer) -> Answer:
    # whose stores are too few to count is told by the classes; here it would hide its whole province
    places = listed.rows.drop(columns=["business_count", REASON], errors="ignore")
    alone = scores.rows[scores.rows["market_id"].notna()]
    as_one = scores.rows[scores.rows["market_id"].isna()]
    # a hidden number of stores with a score is never nothing
    is_some = listed.rows["scored_count"].isna() & listed.rows["business_count"].notna()
    answered = (places["scored_count"].fillna(0) > 0) | is_some
    inside = answered & places["sido_code"].isin(as_one["sido_code"]) & ~places["market_id"].isin(alone["market_id"])
    shared = [name for name in alone if name in places and name != "market_id"]
    rows = places[~inside].merge(alone.drop(columns=shared), "left", "market_id")
    if len(as_one):
        rows = pd.concat([rows, as_one.reindex(columns=rows.columns)]).sort_values("sido_code", kind="stable")
    return joined([scores, listed], rows)


def grouped_by(choice: Choice) -> str:
    """What the bars are: provinces of the nation, else the markets."""
    return "market" if choice.sido or choice.market_id is not None else "sido"


def weights(t: Translator) -> dict[str, float]:
    """The weight of every item, moved by the reader, kept in the address as numbers in the order of the items."""
    chosen = _read(address.word("weights"))
    with st.expander(t("readiness.weights"), icon=":material/tune:", expanded=any(one != USUAL for one in chosen)):
        st.caption(plain(t("readiness.weights_help")))
        with st.grid(3, min_column_width=220):
            for item, weight in zip(ITEMS, chosen, strict=True):
                st.slider(
                    t(f"readiness_item.{item}"),
                    LEAST,
                    MOST,
                    step=STEP,
                    key=address.fill(f"weight-{item}", weight),
                    on_change=_keep,
                )
        st.button(
            t("readiness.weights_back"),
            on_click=address.forget,
            args=("weights",),
            type="tertiary",
            icon=":material/undo:",
        )
    return dict(zip(ITEMS, chosen, strict=True))


def _keep() -> None:
    moved = [float(st.session_state.get(address.key(f"weight-{item}"), USUAL)) for item in ITEMS]
    usual = all(one == USUAL for one in moved)
    address.choose("weights", "" if usual else ",".join(f"{one:g}" for one in moved))


def _read(text: str) -> list[float]:
    """Weights of an address; the usual ones for anything that is not twelve numbers within the limits, or all zero."""
    try:
        said = [float(part) for part in text.split(",")]
    except ValueError:
        return [USUAL] * len(ITEMS)
    fits = len(said) == len(ITEMS) and all(LEAST <= one <= MOST for one in said) and any(said)
    return said if fits else [USUAL] * len(ITEMS)


def programmes(choice: Choice) -> tuple[Support, ...]:
    """Programmes of the place that go on, with the items their kind supports (``data/programmes/kinds.toml``)."""
    place = choice.but(kind=None, start=None, end=None)
    rows, people = load(ledger.ledger, place).rows, load(ledger.participants, place).rows
    states = [state(str(told), begins, ends, today()) for told, begins, ends in
              zip(rows["state"], rows["starts_on"], rows["ends_on"], strict=True)]  # fmt: skip
    going = rows[pd.Series(states, rows.index, dtype=object).isin(["running", "planned"])]
    markets = people.dropna(subset=["market_id"]).groupby("programme_code")["market_id"].agg(set)
    return tuple(
        Support(str(row.programme_name), kind(str(row.programme_kind)).supports,
                tuple(sorted(int(one) for one in markets.get(row.programme_code, ()))))
        for row in going.itertuples()
    )  # fmt: skip


def fits_a_picture(items: Answer) -> bool:
    """Whether places are shown at all: a table of all the nation's markets would be read as a league."""
    return int(items.rows["market_id"].nunique()) <= MOST_MARKETS


def of_market(answer: Answer, market_id: int | None) -> Answer:
    """The rows of one market; all where none is chosen."""
    return answer if market_id is None else kept(_of_market, answer, market_id)


def _of_market(answer: Answer, market_id: int) -> Answer:
    rows: pd.DataFrame = answer.rows[(answer.rows["market_id"] == market_id).fillna(False).to_numpy(bool)]
    return joined([answer], rows)
