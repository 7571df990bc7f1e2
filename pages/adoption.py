"""Digital use, not ownership: what became of stores on sales channels after they were trained and had opened."""

from components.charts import adoption as charts
from components.charts import adoption_sales as of_sales
from components.ui import adopting, cards, filters, frame, panels
from components.ui.load import load
from data.metrics.adoption import median_store_sales, selling_share
from data.queries import adoption

page = frame.open_page("adoption")
t = page.t
choice = filters.region_and_period(t, with_period=False)
show = filters.one_of("show", t, ("use", "sales", "markets", "stores", "published"), "show_adoption")
if show == "published":
    adopting.read_published(t)
    frame.stop()

market_id = filters.market(t, choice)
choice = choice.but(market_id=market_id) if market_id else choice
found = load(adoption.stores, choice)
frame.stop_if_empty(found, t, "adoption")
if adopting.is_withheld(found):
    panels.show(charts.channel_counts(load(adoption.by_channel, choice), t), t)
    frame.stop_unless(False, t, "withheld")
found = adopting.narrow(found, t)
frame.stop_if_empty(found, t, "adoption")

if show == "use":
    panels.show(adopting.told(charts.adoption_funnel(found, t), found, t), t)
    by = filters.one_of("curves", t, ("channel", "cohort"), "curves")
    panels.show(adopting.told(charts.adoption_survival(found, t, by=by), found, t), t)
elif show == "sales":
    cards.show([selling_share(found), median_store_sales(found)], t, found)
    group = filters.one_of("group_by", t, tuple(of_sales.GROUPS), "group_by")
    made = of_sales.zero_sales(found, t, by=group), of_sales.median_sales_by(found, t, by=group)
    panels.grid([adopting.told(one, found, t) for one in made], t)
elif show == "markets":
    panels.show(adopting.told(charts.active_markets(found, t), found, t), t)
    panels.show(adopting.told(charts.channel_states(found, t), found, t), t)
else:
    panels.show(adopting.told(charts.channel_stores(found, t), found, t), t)
