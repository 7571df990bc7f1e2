"""Who may see what, who did what, and how the store is: for administrators."""

from components.ui import administering, filters, frame, running

page = frame.open_page("admin")
t = page.t
show = filters.one_of("show_admin", t, ("accounts", "log", "running"), "show_admin")
{"accounts": administering.accounts, "log": administering.log, "running": running.show}[show](t)
