"""What axe-core finds on a page, the frames in it included: the rules of WCAG 2 that a machine can judge."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[1] / "axe" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.flatMap(
  ({ id, impact, nodes }) => nodes.map(({ html, failureSummary }) => [id, impact, html, failureSummary]))"""
#: Rule -> beginning of what it blames, and why that is none. Everything else counts.
NOT_MEANT = {
    # it looks for whole words; the visible name of a tile is the beginning of a Korean word of its name for the ear,
    # which test_tile_map.py holds
    "label-content-name-mismatch": '<g class="jt-tile"',
}


class Finding(NamedTuple):
    """A rule that an element breaks. impact: minor, moderate, serious, critical."""

    rule: str
    impact: str
    html: str
    why: str


@cache
def script() -> str:
    """axe-core's source; '' where it was not fetched."""
    return SCRIPT.read_text("utf-8") if SCRIPT.exists() else ""


def findings(page: Page) -> list[Finding]:
    """Everything found on the page as it stands; nothing where axe-core was not fetched, which a test skipped tells.
    Under its content policy: nothing is added to the document.
    """
    if not script():
        return []
    for frame in page.frames:
        frame.evaluate(script())
    found = [Finding(*one) for one in page.evaluate(RUN)]
    return [one for one in found if not one.html.startswith(NOT_MEANT.get(one.rule, "\0"))]


def grave(found: list[Finding]) -> list[str]:
    """Serious and critical ones, a line each."""
    return [f"{one.rule}: {one.html[:200]} {one.why[:300]}" for one in found if one.impact in GRAVE]
