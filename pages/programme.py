"""One programme: everything that is known of it, in the order that its kind asks for."""

from components.ui import filters, frame, supporting, supporting_one
from components.ui import supporting_show as showing
from components.ui import supporting_views as views
from data.choice import Choice

page = frame.open_page("programme")
t = page.t
choice = filters.region_and_period(t, with_kind=False, with_period=False)
code = supporting_one.choose(choice, t)
frame.stop_unless(code != "", t, "programme")

known = supporting.ledger(Choice(programme=code))
frame.stop_if_empty(known, t, "programmes")
asked = views.Asked(known, t)
supporting_one.heading(known, t)
supporting_one.say(known, t)
supporting.four_questions(known, t)
supporting_one.links(known, t)

show = filters.one_of("show", t, ("views", "money", "evidence", "changes"), "show_programme")
if show == "views":
    showing.show_views(asked)
elif show == "money":
    showing.draw(views.money(asked), t)
elif show == "evidence":
    showing.draw(views.evidence(asked), t)
else:
    showing.draw(views.changes(asked), t)
supporting_one.pack(lambda: views.everything(asked), known, t)
supporting_one.enter(known, t)
