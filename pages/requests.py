"""What merchants asked for and what became of it: overdue first, by department, and what each request should move."""

from components.charts import requests as charts
from components.ui import cards, clock, filters, forms, frame, panels, requesting
from components.ui.load import load
from data.metrics.requests import answered_share, closed_share, median_reply_days, overdue_count
from data.queries import requests

page = frame.open_page("requests")
t = page.t
choice = filters.region_and_period(t, with_kind=False, with_period=False)
today = clock.today()
forms.button("request", t)
choice = requesting.of_programme(choice, t)
found = load(requests.told, choice)
frame.stop_if_empty(found, t, "requests")
found = requesting.narrow(found, t, today)
frame.stop_if_empty(found, t, "request_list")

cards.show(
    [
        overdue_count(found, today=today),
        answered_share(found),
        median_reply_days(found),
        closed_share(found, today=today),
    ],
    t,
)
made = charts.request_list(found, t, today=today)
panels.show(made, t, picture=lambda: requesting.listing(made, t))
requesting.show_one(found, choice, t, today)
panels.show(charts.request_departments(found, t, today=today), t)
