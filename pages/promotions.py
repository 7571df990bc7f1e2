"""What a dated discount changed: gross, own money, what stands against similar markets, what stayed."""

from components.ui import filters, frame, panels, promoting

page = frame.open_page("promotions")
t = page.t
frame.stop_if_empty(promoting.listed(), t, "promotions")

shown = promoting.say(promoting.choose(t), t)
show = filters.one_of("show_promotion", t, ("money", "methods", "after", "markets"), "show_promotion")
if show == "money":
    panels.show(promoting.index(shown, t), t)
    panels.show(promoting.money(shown, t), t)
elif show == "methods":
    side_by_side = promoting.methods(shown, t)
    panels.show(side_by_side, t)
    promoting.beliefs(side_by_side, t)
    panels.show(promoting.study(shown, t), t)
    panels.show(promoting.course(shown, t), t)
elif show == "after":
    panels.show(promoting.after(shown, t), t)
    panels.show(promoting.displaced(shown, t), t)
else:
    panels.show(promoting.markets(shown, t), t)
