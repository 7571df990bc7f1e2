"""The picture of an exhibit for a report: the same lines, colours, dashes and words as on the screen, on white paper.

matplotlib takes seconds to import: import this module only when a picture is asked for.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from components.exhibit import Exhibit
from components.exports import (
    plots,
    plots_lying,
    plots_map,
    plots_points,
    plots_portions,
    plots_ranges,
    plots_spread,
    plots_steps,
)
from components.exports.fonts import font_file, no_smaller_than
from components.exports.paper import WIDTH_IN, Paper, paper, words
from components.exports.room import AROUND_IN, Room, fewer
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
    "points": (plots_points.points, plots_points.height),
}
EMPTY_IN = 1.0


def drawn(
    exhibit: Exhibit,
    t: Translator,
    *,
    made_at: datetime | None = None,
    bare: bool = False,
    room: Room | None = None,
    snapshot_id: str = "",
) -> Any:
    """A matplotlib figure. bare: without title, finding, sources and notes. room: of a slide, whose shape the picture
    takes, with letters for the back of a hall; bare too. Raises: FontMissing, before it draws."""
    font_file("regular"), font_file("bold")
    if room is None:
        return _drawn(exhibit, t, made_at, bare=bare, snapshot_id=snapshot_id)
    few = fewer(exhibit)
    width, least = WIDTH_IN, 0.0
    # larger letters make some pictures taller, and what is taller is shown smaller
    for _ in range(3):
        with no_smaller_than(least):
            width, least = room.page(_height(few) + AROUND_IN)
    with no_smaller_than(least):
        return _drawn(few, t, made_at, bare=True, width=width)


def _drawn(
    exhibit: Exhibit,
    t: Translator,
    made_at: datetime | None,
    *,
    bare: bool,
    width: float = WIDTH_IN,
    snapshot_id: str = "",
) -> Any:
    page = paper(exhibit, t, _height(exhibit), made_at, bare=bare, width=width, snapshot_id=snapshot_id)
    if exhibit.is_empty:
        middle = 1 - (page.top + page.bottom) / 2 / page.height
        words(page.figure, 0.5, middle, t("chart.nothing_to_draw"), 12, LIGHT.quiet_ink, ha="center", va="center")
    else:
        PLOTS[exhibit.drawing.kind][0](page, exhibit, t)
    return page.figure


def _height(exhibit: Exhibit) -> float:
    return EMPTY_IN if exhibit.is_empty else PLOTS[exhibit.drawing.kind][1](exhibit)
