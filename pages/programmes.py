"""The ledger: what every programme cost, what came of it, who sold nothing, and what was left after it ended."""

from components.ui import filters, forms, frame, supporting

page = frame.open_page("programmes")
t = page.t
choice = filters.region_and_period(t, with_kind=False, with_period=False)
found = supporting.ledger(choice)
frame.stop_if_empty(found, t, "programmes")
found = supporting.narrow(found, t)
frame.stop_if_empty(found, t, "programme_list")

supporting.place_said(found, choice, t)
supporting.four_questions(found, t)
supporting.listed(found, t)
forms.button("programme", t)
