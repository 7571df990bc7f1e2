"""Who may see what, and who did what: for administrators."""

from components.ui import administering, filters, frame

page = frame.open_page("admin")
t = page.t
show = filters.one_of("show_admin", t, ("accounts", "log"), "show_admin")
if show == "accounts":
    administering.accounts(t)
else:
    administering.log(t)
