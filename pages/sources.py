"""Where every figure comes from, how it is computed and what limits it, and what the words mean."""

from components.ui import filters, frame, methods, reference

page = frame.open_page("sources")
t = page.t
show = filters.one_of("show", t, ("sources", "metrics", "words"), "show_sources")
if show == "sources":
    reference.editions(t)
elif show == "metrics":
    reference.metrics(t)
    methods.show(t)
else:
    reference.words(t)
