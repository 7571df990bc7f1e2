"""Everything that has a name, found by typing a few letters of it."""

from components.ui import frame, searching

page = frame.open_page("search")
searching.show(searching.asked(page.t), page.t)
