"""Files in: what each is and would change, what is refused, kept or not; what was put in before, and its undo."""

from components.ui import frame, putting

page = frame.open_page("imports")
putting.take_files(page.t)
putting.ask_identities(page.t)
putting.show_checklist(page.t)
putting.show_history(page.t)
putting.offer_templates(page.t)
