"""``python -m components.exports``: a briefing into files, from a terminal or a timer.

The command re-makes figures by running the pages, and so stands above this package: it is called by its name.
"""

import importlib

if __name__ == "__main__":
    importlib.import_module("components.ui.briefing.command").run()
