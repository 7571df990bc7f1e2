"""What people made on example data, and what becomes of it when real files take its place.

A figure of invented rows would stand among real ones, and a number of a market would be that of another market. What
stands on no row stays.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, or_, select

from data import audit
from data.codes import Action
from data.errors import StoreMissing
from data.models import metadata
from data.store import reading

_BRIEFING, _SLIDE = metadata.tables["briefing"], metadata.tables["briefing_slide"]
_DRAFT, _MARKETS = metadata.tables["draft"], metadata.tables["account_market"]
#: Outermost last.
_OF_BRIEFINGS = (_SLIDE, metadata.tables["briefing_version"], _BRIEFING)


@dataclass(frozen=True)
class OnExample:
    """briefings: with a figure. drafts: of changes to a row that is there. associations: whose markets are invented."""

    briefings: int
    drafts: int
    associations: int

    def __bool__(self) -> bool:
        return bool(self.briefings or self.drafts or self.associations)


def standing_on_example(url: str | None = None) -> OnExample:
    """What goes with the example data that is in the store. Raises: StoreProblem."""
    of_briefings = select(func.count()).select_from(_BRIEFING).where(_has_figures(_BRIEFING.c.briefing_code))
    asked = (
        of_briefings.where(_BRIEFING.c.is_withdrawn == 0),
        select(func.count()).select_from(_DRAFT).where(_OF_A_ROW),
        select(func.count(_MARKETS.c.subject.distinct())),
    )
    try:
        with reading(url) as connection:
            return OnExample(*(int(connection.execute(one).scalar_one()) for one in asked))
    except StoreMissing:
        return OnExample(0, 0, 0)


def part_from(connection: Connection, by: str) -> None:
    """Take away what stands on example rows: briefings with figures, drafts of changes to a row, and the markets of
    associations, whose numbers will be those of other markets; that stands in the log. by: who put the file in.
    """
    with_figures = set(connection.execute(select(_SLIDE.c.briefing_code).where(_IS_FIGURE)).scalars())
    for table in _OF_BRIEFINGS:
        connection.execute(table.delete().where(table.c.briefing_code.in_(with_figures)))
    connection.execute(_DRAFT.delete().where(_OF_A_ROW))
    markets: dict[str, list[int]] = {}
    for subject, market_id in connection.execute(select(_MARKETS.c.subject, _MARKETS.c.market_id)):
        markets.setdefault(str(subject), []).append(int(market_id))
    connection.execute(_MARKETS.delete())
    for subject, numbers in sorted(markets.items()):
        audit.write(
            connection, Action.REVOKE, by, subject, {"markets": sorted(numbers), "why": "example data replaced"}
        )


_IS_FIGURE = or_(_SLIDE.c.recipe != "", _SLIDE.c.exhibit != "")
#: Of a draft that fills in a new row the form has no key.
_OF_A_ROW = _DRAFT.c.form.contains(":")


def _has_figures(code: ColumnElement[str]) -> ColumnElement[bool]:
    return select(_SLIDE.c.briefing_code).where(_SLIDE.c.briefing_code == code, _IS_FIGURE).exists()
