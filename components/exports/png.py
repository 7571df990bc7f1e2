"""An exhibit as a PNG picture with everything it says of itself. Imports matplotlib: only when one is asked for."""

import io
from datetime import datetime

from components.exhibit import Exhibit
from components.exports.about import about_text
from components.exports.drawn import drawn
from components.exports.paper import DPI
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

    Raises: FontMissing, before anything is drawn."""
    about = {"Title": exhibit.title, "Description": exhibit.finding, "Software": t("product.name")}
    if not bare and room is None:
        about["Comment"] = about_text(exhibit, t, made_at, snapshot_id)
    out = io.BytesIO()
    drawn(exhibit, t, made_at=made_at, bare=bare, room=room, snapshot_id=snapshot_id).savefig(
        out, format="png", dpi=DPI, metadata=about
    )
    return out.getvalue()
