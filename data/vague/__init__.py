"""Numbers as vague as they were published: read from their words, computed as intervals. Known to files and metrics."""

from data.vague.interval import Interval
from data.vague.named import named_numbers
from data.vague.written import read_vague

__all__ = ["Interval", "named_numbers", "read_vague"]
