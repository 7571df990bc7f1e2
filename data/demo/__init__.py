"""Example data: about 120 markets over all provinces and 36 months, plainly labelled, the same at every run.

The markets named in published programmes carry their real names and places; all others are invented, and so is every
amount. Everything stands under imports with ``is_example = 1``, so that real files can replace it.
"""

from data.demo.filling import fill, remove_example

__all__ = ["fill", "remove_example"]
