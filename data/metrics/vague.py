"""Moved to ``data.vague``."""

from data.vague.interval import Interval

__all__ = ["Interval"]
