"""Markets side by side with those like them: the same readings on the same scales, and no rank."""

from components.charts.compare import TRENDS, compare_trend
from components.ui import comparing, filters, frame, panels, spanning
from components.ui.load import load
from data.queries import markets

page = frame.open_page("compare")
t = page.t
choice = filters.region_and_period(t, with_kind=False)
market_id = filters.market(t, choice)
if market_id is None:
    frame.stop_with("compare", t)
frame.stop_if_empty(load(markets.one, choice.but(market_id=market_id)), t, "markets")

compared = comparing.choose(market_id, choice, t)
comparing.on_map(compared, choice, t)
of_group, monthly = comparing.group(compared), comparing.trends(compared)
comparing.say_difference(of_group, compared, t)

readings, reasons = comparing.side_by_side(of_group, t), comparing.reasons(compared, t)
panels.show(readings, t)

measure = filters.one_of("trend", t, list(TRENDS), "trend")
base = filters.month_stamp("base", t, choice.start) if measure == "index" else None
running = spanning.switch(choice.but(market_id=market_id), t)
trend = spanning.over(compare_trend(monthly, t, measure=measure, base=base), running, t)
panels.show(trend, t)

spreads = comparing.spreads(of_group, t)
panels.grid(spreads, t)
panels.show(reasons, t)
comparing.take_all([readings, trend, *spreads, reasons], t)
