"""A briefing on the projector."""

from components.ui import frame
from components.ui.briefing import presenting

page = frame.open_bare("present")
presenting.show(page.t)
