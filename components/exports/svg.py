"""An exhibit as an SVG picture: lines that stay sharp at every size, letters as outlines, so no font is asked for."""

import io
from datetime import datetime

from components.exhibit import Exhibit
from components.exports.about import about_text
from components.exports.drawn import drawn
from components.exports.room import Room
from components.text import Translator


def written(
    exhibit: Exhibit,
    t: Translator,
    *,
    made_at: datetime | None = None,
    bare: bool = False,
    room: Room | None = None,
    snapshot_id: str = "",
) -> bytes:
    """The bytes of the picture. bare: without the words round it. room: of a slide. snapshot_id: of the frozen briefing
    the figure was taken from.

    Raises: FontMissing, before anything is drawn.

    The same exhibit gives the same bytes: no date, and names of parts that follow from the exhibit.
    """
    from matplotlib import rc_context

    about = {"Title": exhibit.title, "Description": exhibit.finding, "Date": None, "Creator": t("product.name")}
    if not bare and room is None:
        about["Source"] = about_text(exhibit, t, made_at, snapshot_id)
    out = io.BytesIO()
    with rc_context({"svg.fonttype": "path", "svg.hashsalt": exhibit.key}):
        drawn(exhibit, t, made_at=made_at, bare=bare, room=room, snapshot_id=snapshot_id).savefig(
            out, format="svg", metadata=about
        )
    return out.getvalue()
