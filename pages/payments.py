"""What is paid in the markets: by method, through time, against the year before, per store, by place."""

from components.charts import payments as charts
from components.charts.calendar import like_for_like_change, like_for_like_trend
from components.ui import filters, frame, national, panels, paying, spanning, trading
from components.ui.load import load
from data.queries import payments

page = frame.open_page("payments")
t = page.t
choice = filters.region_and_period(t)
whole = load(payments.monthly_total, choice)
if whole.is_empty:
    frame.say_empty(t, "payments")
    national.show_held(t)
    frame.stop()
paying.say(whole, choice, t)
show = filters.one_of("show", t, ("methods", "trend", "season", "place", "nation"), "show_payments")
if show == "nation":
    national.show(t)
    frame.stop()
if show == "methods":
    grain, stack = filters.row(t, [("grain", ("month", "quarter"), "grain"), ("stack", ("amount", "share"), "stack")])
choice = choice.but(methods=filters.methods(t))

monthly = load(payments.monthly_total, choice)
frame.stop_if_empty(monthly, t)
history = load(payments.monthly_total, choice.but(start=None))
running = spanning.switch(choice, t) if show in ("methods", "trend") else None

if show == "methods" and grain == "quarter":
    quarterly = charts.payment_by_quarter(load(payments.quarterly_by_method, choice), t)
    panels.show(spanning.over(quarterly, running, t), t)
elif show == "methods":
    by_method = load(payments.monthly_by_method, choice)
    panels.show(spanning.over(charts.payment_by_method(by_method, t, of_all=stack == "share"), running, t), t)
    panels.show(spanning.over(charts.digital_share_trend(history, t), running, t), t)
elif show == "trend":
    basis = trading.basis(None, t)
    panels.show(spanning.over(like_for_like_trend(history, t, basis=basis), running, t), t)
    made = like_for_like_change(monthly, t, basis=basis), charts.amount_per_store_trend(monthly, t)
    panels.grid([spanning.over(one, running, t) for one in made], t)
elif show == "season":
    panels.show(charts.payment_seasonality(load(payments.by_calendar_month, choice.but(start=None)), t), t)
else:
    panels.show(charts.payment_by_region(load(payments.by_region, choice), t), t)
    panels.show(charts.payment_by_market(load(payments.by_market, choice), t), t)
