"""The imports page: files in, what each would change, what is refused, kept or not; the store's past and its undo."""

from components.ui.putting.checklist import show_checklist
from components.ui.putting.history import show_history
from components.ui.putting.questions import ask_identities
from components.ui.putting.templates import offer_templates
from components.ui.putting.upload import take_files

__all__ = ["ask_identities", "offer_templates", "show_checklist", "show_history", "take_files"]
