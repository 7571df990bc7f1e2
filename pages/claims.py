"""Published numbers computed again: which stand, which do not, why, and what may be printed."""

from components.ui import claiming, filters, forms, frame, trying

page = frame.open_page("claims")
t = page.t
choice = filters.region_and_period(t, with_kind=False, with_period=False)
show = filters.one_of("show", t, ("list", "one", "try"), "show_claims")
if show == "try":
    trying.try_one(t)
    frame.stop()

found = claiming.read(choice)
frame.stop_if_empty(found.answer, t, "claims")
shown = claiming.narrow(found, t)
frame.stop_if_empty(shown.answer, t, "claim_list")

if show == "list":
    claiming.listing(shown, t)
    forms.button("claim", t)
    claiming.strip(found, t)
else:
    claiming.show_one(shown, t)
