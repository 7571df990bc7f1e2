"""Digital use, not ownership: what became of stores on sales channels after they were trained and had opened."""

from components.charts import adoption as charts
from components.charts import adoption_online as of_online
from components.charts import adoption_sales as of_sales
from components.ui import adopting, cards, filters, frame, panels
from components.ui.load import load
from data.metrics.adoption import median_store_sales, selling_share
from data.metrics.online import online_share, repeat_share
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
found = load(adoption.uses, choice)
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
    online = load(adoption.online, choice)
    cards.show(
        [selling_share(found), median_store_sales(found), online_share(online), repeat_share(found)], t, found, online
    )
    group = filters.one_of("group_by", t, tuple(of_sales.GROUPS), "group_by")
    made = [of_sales.zero_sales, of_sales.median_sales_by, of_online.repeat_buyers]
    panels.grid([adopting.told(one(found, t, by=group), found, t) for one in made], t)
    panels.show(of_online.online_by_market(online, t), t)
elif show == "markets":
    panels.show(adopting.told(charts.active_markets(found, t), found, t), t)
    channels = adopting.told(charts.channel_states(found, t), found, t)
    adopting.channel_cards(channels, t)
    panels.show(channels, t)
else:
    listed = load(adoption.stores, adopting.narrowed(choice))
    panels.show(adopting.told(charts.channel_stores(listed, t, of=len(found.rows)), listed, t), t)
