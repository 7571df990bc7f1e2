"""Rows typed by an officer: forms made from the templates' own description, checked while typing, kept as imports.

button(source, t, edit="", **prefill)      # on any page: opens the form, filled in as far as is known
"""

from components.ui.forms.changes import show_changes
from components.ui.forms.choosing import begun, button, choose, may_enter, said_about_example
from components.ui.forms.sheet import fill

__all__ = ["begun", "button", "choose", "fill", "may_enter", "said_about_example", "show_changes"]
