"""Briefings on the screen: figures put into one from any panel, written on, frozen, presented, taken away."""
