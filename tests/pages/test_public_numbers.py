"""Whatever is hidden from the public, no number it is shown is another than the office's: the same, or not there."""

from collections.abc import Iterator

import pandas as pd
import pytest

from components.exhibit import Exhibit
from components.ui import cards, viewing
from components.ui.signing import who as signing
from data.codes import SCORE_CLASSES, Role
from data.disclosure import LOCAL_OFFICER, Viewer
from data.metrics import Reading

PAGES = [
    ("overview", {}), ("payments", {}), ("tourists", {}), ("market", {"market_id": "1"}), ("changes", {}),
    ("readiness", {}), ("programmes", {}), ("promotions", {}), ("claims", {}), ("requests", {}),
    *(("programme", {"programme": f"P{number:02d}"}) for number in (1, 2, 3, 5, 8, 11)),
]  # fmt: skip
#: Told in coarser classes, and of some markets together in rounded numbers, and says so (``_compare_classes``).
COARSER = "readiness_classes"
#: Told with markets of which few stores use a thing as one, rounded, and says so (``_compare_items``).
TOGETHER = "readiness_items"
#: Sums of markets told as one that may stand in the example behind one item, each at most two from the truth.
SUMS = 5


class Seen:
    """What one page showed to one viewer."""

    def __init__(self) -> None:
        self.exhibits: dict[str, Exhibit] = {}
        self.readings: list[Reading] = []


@pytest.fixture
def seen_by(open_page, demo_store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    seen = Seen()
    showed, cards_show = viewing.showed, cards.show

    def note(name: str, exhibit: Exhibit) -> None:
        seen.exhibits[f"{exhibit.key} {len(seen.exhibits)}"] = exhibit
        showed(name, exhibit)

    def note_cards(readings, *rest) -> None:
        seen.readings += readings
        cards_show(readings, *rest)

    monkeypatch.setattr(viewing, "showed", note)
    monkeypatch.setattr(cards, "show", note_cards)

    def opened(slug: str, choices: dict[str, str], who: Viewer) -> Seen:
        nonlocal seen
        seen = Seen()
        # not in the place of ``viewer``: it would stay with whatever module is read for the first time meanwhile
        monkeypatch.setattr(signing, "_set", who)
        page = open_page(slug, demo_store_url, lang="en", **choices)
        assert not page.exception
        return seen

    yield opened


@pytest.mark.parametrize(("slug", "choices"), PAGES)
def test_every_number_of_the_public_is_the_offices_or_not_there(seen_by, slug: str, choices: dict[str, str]) -> None:
    office, public = seen_by(slug, choices, LOCAL_OFFICER), seen_by(slug, choices, Viewer(Role.PUBLIC))
    assert office.exhibits
    told = {(one.key, one.about): one.value for one in office.readings}
    for one in public.readings:
        assert one.value is None or one.value == told[(one.key, one.about)], one.key
    by_key = {one.key: one for one in office.exhibits.values()}
    for shown in public.exhibits.values():
        if shown.key == COARSER:
            _compare_classes(by_key[shown.key], shown)
        elif shown.key == TOGETHER:
            _compare_items(by_key[shown.key], shown)
        elif shown.key in by_key:
            _compare(by_key[shown.key], shown)


def _compare_classes(office: Exhibit, public: Exhibit) -> None:
    """Each number of the public is the sum of the office's classes, up to the rounding of markets told as one."""
    bounds = {name: (low, high) for name, low, high in SCORE_CLASSES}
    shown = public.rows[public.rows["store_count"].notna()]
    assert len(shown)
    for row in shown.to_dict("records"):
        key = row["class_key"]
        low, high = bounds.get(key) or tuple(map(int, key.split("_")))
        inside = [name for name, (first, last) in bounds.items() if low <= first and last <= high]
        theirs = office.rows[(office.rows["place"] == row["place"]) & office.rows["class_key"].isin(inside)]
        assert len(theirs) == len(inside) and abs(row["store_count"] - theirs["store_count"].sum()) <= 2


def _compare_items(office: Exhibit, public: Exhibit) -> None:
    """Of each item the same stores as the office's, and those that use it up to the rounding; or neither."""
    theirs = office.rows.set_index("item_key")
    shown = public.rows[public.rows["used_count"].notna()]
    assert 5 < len(shown) < len(public.rows) == len(office.rows)
    for row in shown.to_dict("records"):
        own = theirs.loc[row["item_key"]]
        assert row["told_count"] == own["told_count"] and abs(row["used_count"] - own["used_count"]) <= 2 * SUMS
        assert pd.isna(row["has_count"]) or row["has_count"] == own["has_count"]
    hidden = public.rows[public.rows["used_count"].isna()]
    assert hidden["told_count"].isna().all() and (hidden["withheld_reason"] != "").all()


def _compare(office: Exhibit, public: Exhibit) -> None:
    numbers = [
        column.name
        for column in public.columns
        if column.unit not in ("text", "month", "date", "quarter", "year") and column.name in office.rows
    ]
    assert len(public.rows) == len(office.rows), public.key
    for name in numbers:
        known = pd.to_numeric(public.rows[name], errors="coerce").dropna().round(6)
        theirs = pd.to_numeric(office.rows[name], errors="coerce").dropna().round(6)
        assert not (known.value_counts() - theirs.value_counts().reindex(known.unique(), fill_value=0) > 0).any(), (
            public.key, name, known.tolist(), theirs.tolist(),
        )  # fmt: skip
