"""An exhibit as a plotly figure: the picture its ``Drawing`` describes, in one of two schemes and one of two
languages."""

from typing import Any

import plotly.graph_objects as go

from components.charts import axes, bars, facets, heat, intervals, lines, lying, portions, ranges, spread, steps, tables
from components.charts.canvas import Canvas
from components.exhibit import Exhibit
from components.text import translator
from components.theme import Scheme
from components.theme import scheme as scheme_named

HEIGHT_PX = 320
EMPTY_PX = 140


def figure(
    exhibit: Exhibit, scheme: Scheme | str | None = None, lang: str = "ko", *, height: int = HEIGHT_PX
) -> go.Figure:
    """The picture of an exhibit, without title: the panel round it says that. height in px, of the plot before a
    legend.

    Bars by name, heat and tables set their own height by their rows. An exhibit without values says so in words.
    """
    return canvas(exhibit, scheme, lang, height=height).figure()


def canvas(
    exhibit: Exhibit, scheme: Scheme | str | None = None, lang: str = "ko", *, height: int = HEIGHT_PX
) -> Canvas:
    """The same picture, not yet made a plotly figure."""
    colours = scheme if isinstance(scheme, Scheme) else scheme_named(scheme)
    t = translator(lang)
    on = Canvas()
    if exhibit.is_empty:
        axes.frame(on, exhibit, colours, t, EMPTY_PX)
        axes.say_empty(on, colours, t)
        return on
    axes.frame(on, exhibit, colours, t, height)
    match exhibit.drawing.kind:
        case "line" if exhibit.drawing.facets:
            facets.draw(on, exhibit, colours, t)
        case "line":
            lines.draw(on, exhibit, colours, t, height)
        case "bar" | "stacked_bar" | "stacked_share":
            bars.draw(on, exhibit, colours, t, height)
        case "horizontal_bar" | "dot" | "tiles":
            lying.draw(on, exhibit, colours, t)
        case "steps":
            steps.draw(on, exhibit, colours, t, height)
        case "portions":
            portions.draw(on, exhibit, colours, t)
        case "ranges":
            ranges.draw(on, exhibit, colours, t)
        case "intervals":
            intervals.draw(on, exhibit, colours, t, height)
        case "spread":
            spread.draw(on, exhibit, colours, t)
        case "heat":
            heat.draw(on, exhibit, colours, t)
        case "points":
            tables.draw_points(on, exhibit, colours, t)
        case "table":
            tables.draw(on, exhibit, colours, t)
    return on


def plot_config(lang: str = "ko", *, static: bool = False) -> dict[str, Any]:
    """Plotly's configuration: no mode bar (a row of tab stops), no logo, no zoom by mistake, its own words in
    Korean."""
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "staticPlot": static,
        "locale": lang,
        "locales": {lang: _locale(lang)},
    }


def _locale(lang: str) -> dict[str, Any]:
    t = translator(lang)
    months = [t(f"chart.axis_month_{number}") for number in range(1, 13)]
    days = t("chart.weekdays").split(",")
    names = {
        "months": months,
        "shortMonths": months,
        "days": days,
        "shortDays": days,
        "date": t("chart.date_pattern"),
        "decimal": ".",
        "thousands": ",",
    }
    return {"dictionary": {}, "format": names}


__all__ = ["figure", "plot_config"]
