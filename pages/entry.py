"""One row typed by an officer: programme, budget, figure, participant, event, discount, asset, request or claim."""

from components.ui import forms, frame

page = frame.open_page("entry")
t = page.t
frame.stop_unless(forms.may_enter(), t, "entry_officers")
forms.said_about_example(t)
source, edit = forms.choose(t)
forms.begun(t)
forms.fill(source, edit, t)
forms.show_changes(source, edit, t)
