"""One market's calendar: its days with market days and holidays, and its months compared fairly."""

from components.charts import calendar as charts
from components.ui import filters, frame, panels, spanning, trading
from components.ui.load import load
from data.queries import calendar, markets, payments

page = frame.open_page("calendar")
t = page.t
choice = filters.region_and_period(t, with_kind=False)
market_id = filters.market(t, choice)
frame.stop_unless(market_id is not None, t, "calendar")

one = choice.but(market_id=market_id, sido=None, sigungu=None)
known = load(markets.one, one)
frame.stop_if_empty(known, t, "markets")
trade = trading.trade_of(known)
trading.say(trade, one, t)

days = load(calendar.daily, one)
panels.show(
    charts.market_calendar(days, t, trade=trade, rules=trading.rules_of(known), campaigns=trading.campaigns(one)), t
)

whole = load(payments.monthly_total, one.but(start=None))
if whole.is_empty:
    panels.show(charts.months(trading.this_year(known), t, trade=trade), t)
frame.stop_if_empty(whole, t, "payments")
daily = trading.daily(one)
basis = trading.basis(trade, t, daily)
running = spanning.switch(one, t)
made = (
    charts.like_for_like_trend(whole, t, basis=basis, trade=trade, daily=daily),
    charts.like_for_like_change(whole, t, basis=basis, trade=trade, daily=daily),
    charts.months(load(payments.monthly_total, one), t, trade=trade),
)
panels.grid([spanning.over(each, running, t) for each in made], t)
