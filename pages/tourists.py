"""What foreign visitors spend in the markets: through time, with what, from where, where, against a base month."""

from components.charts import tourists as charts
from components.ui import cards, filters, frame, panels, spanning
from components.ui.load import load
from data.metrics.tourists import foreign_amount, foreign_share
from data.queries import tourists

page = frame.open_page("tourists")
t = page.t
choice = filters.region_and_period(t)
monthly, before = load(tourists.monthly_total, choice), load(tourists.monthly_total, choice.year_earlier())
paid, published = ("trend", "how", "where", "index"), ("context",)
# before any payment is in, published figures are what there is to see
show = filters.one_of("show", t, (*published, *paid) if monthly.is_empty else (*paid, *published), "show_tourists")
if show == "context":
    panels.show(charts.visitor_arrivals_by_country(load(tourists.arrivals_by_country, choice), t), t)
    panels.show(charts.foreign_spending_by_sido(load(tourists.spending_by_sido, choice), t), t)
    frame.stop()
frame.stop_if_empty(load(tourists.monthly_by_wallet, choice), t, "tourists")

if show == "trend":
    cards.show([foreign_amount(monthly), foreign_share(monthly, before)], t, monthly)
    history, running = load(tourists.monthly_total, choice.but(start=None)), spanning.switch(choice, t)
    made = charts.foreign_trend(history, t), charts.foreign_trend(history, t, of_all=True)
    panels.grid([spanning.over(one, running, t) for one in made], t)
elif show == "how":
    panels.show(charts.foreign_by_wallet(load(tourists.monthly_by_wallet, choice), t), t)
    panels.show(charts.foreign_by_country(load(tourists.monthly_by_country, choice), t), t)
elif show == "where":
    panels.show(charts.foreign_by_market(load(tourists.by_market, choice), t), t)
else:
    base = filters.month("base", t, choice.start)
    based = choice.but(base=base, start=min(base or 0, choice.start or 0))
    index, running = charts.foreign_index(load(tourists.monthly_total, based), t), spanning.switch(choice, t)
    panels.show(spanning.over(index, running, t), t)
