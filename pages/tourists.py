"""What foreign visitors spend in the markets: through time, with what, from where, where, against a base month."""

from components.charts import tourists as charts
from components.ui import cards, filters, frame, panels
from components.ui.load import load
from data.metrics.tourists import foreign_amount, foreign_share
from data.queries import tourists

page = frame.open_page("tourists")
t = page.t
choice = filters.region_and_period(t)
show = filters.one_of("show", t, ("trend", "how", "where", "index", "context"), "show_tourists")

monthly, before = load(tourists.monthly_total, choice), load(tourists.monthly_total, choice.year_earlier())
if show == "context":
    panels.show(charts.visitor_arrivals_by_country(load(tourists.arrivals_by_country, choice), t), t)
    panels.show(charts.foreign_spending_by_sido(load(tourists.spending_by_sido, choice), t), t)
    frame.stop()
frame.stop_if_empty(load(tourists.monthly_by_wallet, choice), t, "tourists")

if show == "trend":
    cards.show([foreign_amount(monthly), foreign_share(monthly, before)], t, monthly)
    history = load(tourists.monthly_total, choice.but(start=None))
    panels.pair(charts.foreign_trend(history, t), charts.foreign_trend(history, t, of_all=True), t)
elif show == "how":
    panels.show(charts.foreign_by_wallet(load(tourists.monthly_by_wallet, choice), t), t)
    panels.show(charts.foreign_by_country(load(tourists.monthly_by_country, choice), t), t)
elif show == "where":
    panels.show(charts.foreign_by_market(load(tourists.by_market, choice), t), t)
else:
    base = filters.month("base", t, choice.start)
    based = choice.but(base=base, start=min(base or 0, choice.start or 0))
    panels.show(charts.foreign_index(load(tourists.monthly_total, based), t), t)
