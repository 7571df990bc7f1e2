"""Briefings: begun from a template or from any panel, written on, frozen, presented, taken away."""

from components.ui import frame
from components.ui.briefing import composing, listing

page = frame.open_page("briefing")
t = page.t
code = listing.chosen(t)
if code:
    composing.show(code, t)
else:
    listing.show(t)
