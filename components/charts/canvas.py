"""A figure in work: plain dictionaries, made a plotly figure once at the end.

Measured: plotly's own ``update_layout`` and ``add_annotation`` check everything again at each call, 30 to 180 ms a
figure; checked once at the end it takes 2 to 13 ms on the same machine.
"""

from typing import Any

import plotly.graph_objects as go
import plotly.io as pio

Part = dict[str, Any]


def merged(old: Part, new: Part) -> Part:
    """Both dictionaries, the new one's values first, nested ones merged likewise."""
    out = dict(old)
    for name, value in new.items():
        known = out.get(name)
        out[name] = merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return out


class Canvas:
    """Traces, axes, layout and annotations of one figure."""

    def __init__(self) -> None:
        self.traces: list[Part] = []
        self.layout: Part = {"template": "none", "annotations": [], "shapes": []}

    def add(self, trace: Part) -> None:
        """A trace."""
        self.traces.append(trace)

    def lay(self, **layout: Any) -> None:
        """Parts of the layout, merged into what is there."""
        self.layout = merged(self.layout, layout)

    def across(self, **axis: Any) -> None:
        """Parts of the horizontal axis."""
        self.lay(xaxis=axis)

    def upward(self, **axis: Any) -> None:
        """Parts of the vertical axis."""
        self.lay(yaxis=axis)

    def note(self, **annotation: Any) -> None:
        """A text on the figure, without an arrow."""
        self.layout["annotations"].append({"showarrow": False, **annotation})

    def shape(self, **shape: Any) -> None:
        """A line or a rectangle on the figure."""
        self.layout["shapes"].append(shape)

    def line_across(self, y: float, line: Part) -> None:
        """A line over the whole width at that value."""
        ends = {"x0": 0, "x1": 1, "xref": "x domain", "y0": y, "y1": y, "yref": "y"}
        self.layout["shapes"].append({"type": "line", **ends, "line": line})

    def figure(self) -> go.Figure:
        """The plotly figure, checked once."""
        return go.Figure({"data": self.traces, "layout": self.layout})

    def json(self) -> str:
        """The figure as the browser reads it, not checked again: that takes longer than drawing it, and tests do."""
        layout = {name: part for name, part in self.layout.items() if name != "template"}
        return str(pio.to_json({"data": self.traces, "layout": layout}, validate=False))


def trace(kind: str, **parts: Any) -> Part:
    """A trace of that plotly type."""
    return {"type": kind, **parts}


def safe(text: object) -> str:
    """A text from a file so that plotly sets it as it stands: no tags, no templates."""
    plain = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("%{", "% {")
