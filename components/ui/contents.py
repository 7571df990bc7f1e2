"""Table of contents: the pages in the order of the menu, each with its file, its address and its sign."""

from dataclasses import dataclass
from pathlib import Path

from data.codes import OFFICE, Role
from data.disclosure import LOCAL_OFFICER, Viewer

ROOT = Path(__file__).resolve().parents[2]
#: Slug of every page and the sign beside it in the menu (a name of the icon font that Streamlit serves itself).
PAGES = {
    "search": "search",
    "overview": "home",
    "map": "map",
    "payments": "payments",
    "tourists": "luggage",
    "market": "storefront",
    "compare": "compare_arrows",
    "calendar": "calendar_month",
    "changes": "troubleshoot",
    "adoption": "shopping_cart",
    "readiness": "checklist",
    "programmes": "receipt_long",
    "programme": "assignment",
    "promotions": "percent",
    "claims": "fact_check",
    "requests": "forum",
    "entry": "edit_note",
    "briefing": "slideshow",
    "present": "present_to_all",
    "imports": "upload_file",
    "sources": "menu_book",
    "admin": "admin_panel_settings",
}
FIRST = "overview"
#: Page before which a heading stands in the menu -> its words in ``words.toml`` (group ``menu``).
HEADINGS = {
    "overview": "state",
    "compare": "compare",
    "programmes": "programmes",
    "briefing": "report",
    "imports": "data",
}
#: Pages without a place in the menu: they are opened from another one, and fill the whole screen.
BARE = ("present",)
#: Pages that are not everybody's -> the roles that may open them.
ONLY_FOR = {"imports": OFFICE, "entry": OFFICE, "admin": frozenset({Role.ADMINISTRATOR})}


@dataclass(frozen=True)
class Entry:
    """One page. slug: name of its file, its address and its words; the first page answers at ``/``."""

    slug: str
    icon: str

    @property
    def path(self) -> Path:
        """The page's file."""
        return ROOT / "pages" / f"{self.slug}.py"


def entries() -> tuple[Entry, ...]:
    """Every page in the order of the menu."""
    return tuple(Entry(slug, icon) for slug, icon in PAGES.items())


def may_open(slug: str, viewer: Viewer) -> bool:
    """Whether that page may be opened. Who sits at the machine itself holds the store's file, and so everything."""
    return viewer == LOCAL_OFFICER or viewer.role in ONLY_FOR.get(slug, frozenset(Role))


def entry(slug: str) -> Entry:
    """The page of that slug. Raises: KeyError."""
    return Entry(slug, PAGES[slug])
