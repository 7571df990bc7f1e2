"""The picture of an exhibit for a report: the same lines, colours, dashes and words as on the screen, on white paper.

matplotlib takes seconds to import: import this module only when a picture is asked for.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from components.exhibit import Exhibit
from components.exports import plots, plots_lying, plots_map, plots_portions, plots_ranges, plots_spread, plots_steps
from components.exports.fonts import font_file
from components.exports.paper import Paper, paper, words
from components.text import Translator
from components.theme import LIGHT

Plot = Callable[[Paper, Exhibit, Translator], None]
PLOTS: dict[str, tuple[Plot, Callable[[Exhibit], float]]] = {
    "line": (plots.lines, plots.height),
    "bar": (plots.bars, plots.height),
    "stacked_bar": (plots.bars, plots.height),
    "stacked_share": (plots.bars, plots.height),
    "horizontal_bar": (plots_lying.bars, plots_lying.height),
    "dot": (plots_lying.bars, plots_lying.height),
    "heat": (plots_lying.heat, plots_lying.heat_height),
    "table": (plots_lying.table, plots_lying.table_height),
    "tiles": (plots_map.tiles, plots_map.height),
    "steps": (plots_steps.stairs_of, plots_steps.height),
    "portions": (plots_portions.bars, plots_portions.height),
    "spread": (plots_spread.lanes, plots_spread.height),
    "ranges": (plots_ranges.lying, plots_ranges.height),
    "intervals": (plots_ranges.intervals, plots_ranges.intervals_height),
    "points": (plots_map.points, plots_map.height),
}
EMPTY_IN = 1.0


def drawn(exhibit: Exhibit, t: Translator, *, made_at: datetime | None = None, bare: bool = False) -> Any:
    """A matplotlib figure. bare: without title, finding, sources and notes. Raises: FontMissing, before it draws."""
    font_file("regular"), font_file("bold")
    plot, height = PLOTS[exhibit.drawing.kind]
    page = paper(exhibit, t, EMPTY_IN if exhibit.is_empty else height(exhibit), made_at, bare=bare)
    if exhibit.is_empty:
        middle = 1 - (page.top + page.bottom) / 2 / page.height
        words(page.figure, 0.5, middle, t("chart.nothing_to_draw"), 12, LIGHT.quiet_ink, ha="center", va="center")
    else:
        plot(page, exhibit, t)
    return page.figure
