"""Where the markets are, and how a measure differs between them: on a map, in tiles of equal weight, as a list."""

from components.ui import filters, frame, maps
from components.ui.load import load
from data.queries import markets

page = frame.open_page("map")
t = page.t
choice = filters.region_and_period(t)

points = load(markets.points, choice)
frame.stop_if_empty(points, t, "markets")

measure, view = filters.row(t, [("measure", maps.measures(points), "measure"), ("view", maps.views(choice), "view")])
maps.show(points, measure, view, t, listed=True)
