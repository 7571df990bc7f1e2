"""To come."""

from components.ui import filters, frame

page = frame.open_page("market")
choice = filters.region_and_period(page.t)
