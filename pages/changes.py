"""What changed: months far off a market's past and its like, trends that broke, methods gone silent, with the rows
behind.
"""

from components.charts.changes import notable_changes
from components.ui import comparing, filters, frame, noticing, panels

page = frame.open_page("changes")
t = page.t
choice = filters.region_and_period(t)
frame.stop_if_empty(noticing.looked_at(choice), t, "payments")

listed = noticing.found(choice)
panels.show(notable_changes(listed, t), t)

market_id = noticing.pick(listed, t)
if market_id is not None:
    panels.show(noticing.rows_behind(market_id, choice, t), t)
    comparing.link(market_id, t)
