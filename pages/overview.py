"""The state of the markets of a place: readings, a sentence, the map, the trend, what changed most."""

import streamlit as st

from components.charts import overview as charts
from components.charts.markets import market_counts
from components.charts.payments import payment_trend
from components.ui import cards, filters, frame, maps, national, panels, sentences, spanning
from components.ui.load import load
from data.metrics.markets import market_count, store_count
from data.metrics.overview import latest_amount
from data.metrics.payments import amount_per_store, digital_share, total_amount
from data.metrics.tourists import foreign_share
from data.queries import markets, overview, payments, tourists

page = frame.open_page("overview")
t = page.t
choice = filters.region_and_period(t)

points = load(markets.points, choice)
frame.stop_if_empty(points, t, "markets")
state = load(overview.state, choice)
monthly, before = load(payments.monthly_total, choice), load(payments.monthly_total, choice.year_earlier())
foreign, foreign_before = load(tourists.monthly_total, choice), load(tourists.monthly_total, choice.year_earlier())

digital, visitors = digital_share(monthly, before), foreign_share(foreign, foreign_before)
found, stores = market_count(state), store_count(state)
sentences.state(
    {
        "market_count": found,
        "store_count": stores,
        "latest_amount": latest_amount(state),
        "digital_share": digital,
        "foreign_share": visitors,
    },
    choice,
    t,
    state,
)
cards.show(
    [total_amount(monthly), digital, visitors, amount_per_store(monthly), found, stores], t, monthly, foreign, state
)

if monthly.is_empty:
    maps.show(points, maps.measures(points)[0], maps.first_look(choice), t, height=420)
    panels.show(market_counts(load(markets.counts, choice), t), t)
    frame.say_empty(t, "payments")
    national.show_held(t)
    frame.stop()
left, right = st.columns([3, 2])
with left:
    maps.show(points, maps.measures(points)[0], maps.first_look(choice), t, height=420)
with right:
    panels.show(charts.biggest_changes(load(overview.biggest_changes, choice), t), t)
running = spanning.switch(choice, t)
trend = payment_trend(load(payments.monthly_total, choice.but(start=None)), t)
panels.show(spanning.over(trend, running, t), t)
