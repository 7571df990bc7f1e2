"""Digital readiness: how the stores of markets are distributed, what they use, and what the next step would be."""

from components.charts import readiness as charts
from components.charts.readiness_classes import readiness_classes
from components.ui import filters, frame, panels, readying
from components.ui.load import load
from data.queries import readiness

page = frame.open_page("readiness")
t = page.t
choice = filters.region_and_period(t, with_period=False)
market_id = filters.market(t, choice)
place = choice.but(market_id=market_id) if market_id else choice
show = filters.one_of("show", t, ("stores", "next", "ranks", "facilities"), "show_readiness")

if show == "facilities":
    panels.show(charts.readiness_facilities(load(readiness.facilities, place), t), t)
    frame.stop()
around = load(readiness.by_item, choice)
items = readying.of_market(around, market_id)
frame.stop_if_empty(items, t, "readiness")

if show == "stores":
    panels.show(readiness_classes(readying.distribution(place), t, by=readying.grouped_by(place)), t)
    panels.show(charts.readiness_items(items, t), t)
    if market_id:
        panels.show(charts.readiness_stores(load(readiness.stores, place), t), t)
elif show == "next":
    panels.show(charts.readiness_next(around, t, only=market_id, programmes=readying.programmes(place)), t)
else:
    frame.stop_unless(readying.fits_a_picture(around), t, "readiness_many")
    weights = readying.weights(t)
    panels.show(charts.readiness_ranks(around, t, weights=weights), t)
