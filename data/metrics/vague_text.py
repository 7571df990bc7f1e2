"""Moved to ``data.vague``."""

from data.vague.written import read_vague

__all__ = ["read_vague"]
