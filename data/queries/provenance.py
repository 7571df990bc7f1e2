"""Which files stand behind rows: the source line under every figure.

A figure of one province lists the files that hold rows of that province and of the months shown, and no others.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    Connection,
    Select,
    and_,
    bindparam,
    cast,
    exists,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy import func as sql

from data.answer import SourceNote
from data.choice import Choice
from data.codes import Grain, Level
from data.queries import scope
from data.queries.ledger import PROGRAMME_ASKED, chosen, of_markets, values
from data.queries.tables import (
    ASSET,
    ASSET_READING,
    BOUNDARY,
    CHANNEL_USE,
    CLAIM,
    COVERAGE,
    EVENT,
    FIGURE,
    FIGURE_MONTH,
    FOREIGN_MONTH,
    IMPORT,
    MARKET,
    MARKET_FACILITY,
    MILESTONE,
    PARTICIPATION,
    PAYMENT_MONTH,
    PLATFORM_SALES,
    PROGRAMME,
    PROGRAMME_BUDGET,
    PROGRAMME_FIGURE,
    PROMOTION_RULE,
    REQUEST,
    STORE,
    STORE_ITEM,
)
from data.sources import source_named


class Behind(NamedTuple):
    """One import behind rows, and the months of those rows (yyyymm01; None when they have no time)."""

    import_id: int
    source: str
    edition: str
    finished_at: str
    is_example: int
    first_month: int | None
    last_month: int | None


def behind(connection: Connection, subjects: tuple[str, ...], choice: Choice) -> tuple[SourceNote, ...]:
    """The sources behind the rows of these subjects for this choice, one note per source, named in fixed order."""
    if not subjects:
        return ()
    bound = values(choice)
    for subject in subjects:
        _, _, figure = subject.partition(":")
        if figure:
            bound["measure"], _, bound["part"] = figure.partition("/")
    rows = connection.execute(_imports_of(tuple(map(_kind, subjects)), scope.shape(choice)), bound)
    found = {Behind(*row) for row in rows}
    ordered = sorted(found, key=lambda one: (one.source, one.is_example, one.edition, one.import_id))
    return tuple(_note(list(same)) for _, same in groupby(ordered, key=lambda one: (one.source, one.is_example)))


def _kind(subject: str) -> str:
    """``figure:arrivals/country`` -> ``figure/part``: where the imports behind such a subject are looked up."""
    name, _, figure = subject.partition(":")
    return f"{name}/part" if "/" in figure else name


def _note(imports: list[Behind]) -> SourceNote:
    """One source with each edition behind the rows, newest first; the months of all its files together."""
    newest = imports[-1]
    known = source_named(newest.source)
    return SourceNote(
        source=newest.source,
        title_ko=known.title_ko if known else newest.source,
        title_en=known.title_en if known else newest.source,
        publisher_ko=known.publisher_ko if known else "",
        publisher_en=known.publisher_en if known else "",
        edition=newest.edition,
        loaded_on=max(one.finished_at for one in imports)[:10],
        import_ids=tuple(sorted({one.import_id for one in imports})),
        first_month=min((one.first_month for one in imports if one.first_month), default=None),
        last_month=max((one.last_month for one in imports if one.last_month), default=None),
        is_example=bool(newest.is_example),
        editions=tuple(dict.fromkeys(one.edition for one in reversed(imports))),
    )


@lru_cache(maxsize=512)
def _imports_of(kinds: tuple[str, ...], asked: scope.Shape) -> Select[Any]:
    """One statement for all: each costs half a millisecond beside what it reads."""
    rows = union_all(*(_BEHIND[kind](asked) for kind in kinds)).subquery("behind")
    return select(
        IMPORT.c.import_id,
        IMPORT.c.source,
        IMPORT.c.edition,
        IMPORT.c.finished_at,
        IMPORT.c.is_example,
        rows.c.first_month,
        rows.c.last_month,
    ).join(rows, rows.c.import_id == IMPORT.c.import_id)


def _payments(asked: scope.Shape) -> Select[Any]:
    return _small_place(PAYMENT_MONTH, asked) if _is_small(asked) else _covered("payment", asked)


def _foreign_payments(asked: scope.Shape) -> Select[Any]:
    return _small_place(FOREIGN_MONTH, asked) if _is_small(asked) else _covered("foreign_payment", asked)


def _is_small(asked: scope.Shape) -> bool:
    """Places below a province: ``coverage`` does not tell their files apart, so their own months are looked at."""
    return asked.level in (Level.SIGUNGU, Level.MARKET)


def _covered(subject: str, asked: scope.Shape) -> Select[Any]:
    where = [COVERAGE.c.subject == subject, scope.months(COVERAGE)]
    if asked.level is Level.SIDO:
        where.append(COVERAGE.c.sido_code == bindparam("sido"))
    if subject == "payment" and asked.methods:
        where.append(COVERAGE.c.part.in_(bindparam("methods", expanding=True)))
    if subject == "foreign_payment" and asked.wallet:
        where.append(COVERAGE.c.part == bindparam("wallet"))
    return _spans(COVERAGE, COVERAGE.c.import_id).where(*where).group_by(COVERAGE.c.import_id)


def _small_place(table: Any, asked: scope.Shape) -> Select[Any]:
    where = [
        MARKET.c.market_id == table.c.market_id,
        scope.months(table),
        *scope.markets(MARKET, asked),
        *scope.parts(table, asked),
    ]
    both = union_all(
        *(
            _spans(table, column).join(MARKET, MARKET.c.market_id == table.c.market_id).where(*where).group_by(column)
            for column in (table.c.first_import_id, table.c.import_id)
        )
    ).subquery("both_ends")
    first, last = sql.min(both.c.first_month).label("first_month"), sql.max(both.c.last_month).label("last_month")
    return select(both.c.import_id, first, last).group_by(both.c.import_id)


def _spans(table: Any, import_id: Any) -> Select[Any]:
    return select(
        import_id.label("import_id"),
        sql.min(table.c.month).label("first_month"),
        sql.max(table.c.month).label("last_month"),
    )


#: With a type, so that it may stand in a union with months.
_NO_MONTH = cast(null(), BigInteger)


def _timeless(import_id: Any) -> Select[Any]:
    no_months = (_NO_MONTH.label("first_month"), _NO_MONTH.label("last_month"))
    return select(import_id.label("import_id"), *no_months).distinct()


def _markets(asked: scope.Shape) -> Select[Any]:
    """Of the listed markets, and of former ones that still have payments; of one market whatever it is."""
    paid = [
        exists(select(literal(1)).where(table.c.market_id == MARKET.c.market_id))
        for table in (PAYMENT_MONTH, FOREIGN_MONTH)
    ]
    shown = [] if asked.level is Level.MARKET else [or_(MARKET.c.is_listed == 1, *paid)]
    return _timeless(MARKET.c.import_id).where(*shown, *scope.markets(MARKET, asked))


def _facilities(asked: scope.Shape) -> Select[Any]:
    joined = MARKET.c.market_id == MARKET_FACILITY.c.market_id
    return _timeless(MARKET_FACILITY.c.import_id).join(MARKET, joined).where(*scope.markets(MARKET, asked))


def _channels(asked: scope.Shape) -> Select[Any]:
    joined = MARKET.c.market_id == CHANNEL_USE.c.market_id
    return _timeless(CHANNEL_USE.c.import_id).join(MARKET, joined).where(*scope.markets(MARKET, asked))


def _store_items(asked: scope.Shape) -> Select[Any]:
    """Looked up by market, not by row: a survey has a dozen rows per store."""
    held = exists(
        select(literal(1))
        .select_from(STORE_ITEM.join(MARKET, MARKET.c.market_id == STORE_ITEM.c.market_id))
        .where(STORE_ITEM.c.import_id == IMPORT.c.import_id, *scope.markets(MARKET, asked))
    )
    return _timeless(IMPORT.c.import_id).where(IMPORT.c.subject == "store_item", IMPORT.c.status == "kept", held)


def _stores(asked: scope.Shape) -> Select[Any]:
    """Imports of stores that hold a store of the place: one look per import, never a walk through the stores."""
    place = {
        Level.MARKET: [STORE.c.market_id == bindparam("market")],
        Level.SIGUNGU: [STORE.c.sigungu_code == bindparam("sigungu")],
        Level.SIDO: [STORE.c.sido_code == bindparam("sido")],
    }.get(asked.level, [])
    held = exists(select(literal(1)).where(STORE.c.import_id == IMPORT.c.import_id, *place))
    return _timeless(IMPORT.c.import_id).where(IMPORT.c.subject == "store", IMPORT.c.status == "kept", held)


def _figures(asked: scope.Shape) -> Select[Any]:
    rows = FIGURE_MONTH
    where = [rows.c.measure == bindparam("measure"), scope.months(rows)]
    return _spans(rows, rows.c.import_id).where(*where).group_by(rows.c.import_id)


def _yearly_figures(asked: scope.Shape) -> Select[Any]:
    """Of the nation's figures by the year, which are told whatever place and months are chosen."""
    rows = FIGURE
    where = [rows.c.measure == bindparam("measure"), rows.c.grain == int(Grain.YEAR)]
    return _timeless(rows.c.import_id).where(*where)


def _parts_of_figures(asked: scope.Shape) -> Select[Any]:
    """Of a figure by one kind of part: the files with its total are not behind it."""
    rows = FIGURE
    first, last = sql.min(rows.c.day).label("first_month"), sql.max(rows.c.day).label("last_month")
    where = [
        rows.c.measure == bindparam("measure"),
        rows.c.day.between(bindparam("start"), bindparam("end")),
        rows.c.category.startswith(bindparam("part") + "="),
    ]
    return select(rows.c.import_id, first, last).where(*where).group_by(rows.c.import_id)


def _boundaries(asked: scope.Shape) -> Select[Any]:
    return _timeless(BOUNDARY.c.import_id).where(BOUNDARY.c.edition_day <= bindparam("day"))


def _ledger(table: Any) -> Callable[[scope.Shape], Select[Any]]:
    """Files with rows of that table about the programme chosen, else about the programmes and markets of the place."""

    def imports(asked: scope.Shape) -> Select[Any]:
        markets = of_markets(table.c.market_id, asked) if "market_id" in table.c else []
        here = and_(PROGRAMME_ASKED.is_(None), *chosen(table.c.programme_code, asked, False), *markets)
        return _timeless(table.c.import_id).where(or_(table.c.programme_code == PROGRAMME_ASKED, here))

    return imports


def _assets(asked: scope.Shape) -> Select[Any]:
    return (
        _timeless(ASSET.c.import_id)
        .join(MARKET, MARKET.c.market_id == ASSET.c.market_id)
        .where(*scope.markets(MARKET, asked))
    )


def _asset_readings(asked: scope.Shape) -> Select[Any]:
    """One look per import, never a walk through the readings."""
    here = select(MARKET.c.market_id).where(*scope.markets(MARKET, asked))
    rows = ASSET_READING
    held = exists(select(literal(1)).where(rows.c.import_id == IMPORT.c.import_id, rows.c.market_id.in_(here)))
    return _timeless(IMPORT.c.import_id).where(IMPORT.c.subject == "asset_reading", IMPORT.c.status == "kept", held)


def _requests(asked: scope.Shape) -> Select[Any]:
    joined = REQUEST.outerjoin(MARKET, MARKET.c.market_id == REQUEST.c.market_id)
    return _timeless(REQUEST.c.import_id).select_from(joined).where(*scope.told_of(REQUEST, MARKET, asked.level))


_BEHIND = {
    "payment": _payments,
    "foreign_payment": _foreign_payments,
    "market": _markets,
    "market_facility": _facilities,
    "store": _stores,
    "channel_use": _channels,
    "store_item": _store_items,
    "figure": _figures,
    "figure/part": _parts_of_figures,
    "figure_year": _yearly_figures,
    "boundary": _boundaries,
    "asset": _assets,
    "asset_reading": _asset_readings,
    "request": _requests,
    "claim": lambda asked: _timeless(CLAIM.c.import_id),
    "promotion_rule": lambda asked: _timeless(PROMOTION_RULE.c.import_id),
    **{
        table.name: _ledger(table)
        for table in (
            PROGRAMME,
            PROGRAMME_BUDGET,
            PROGRAMME_FIGURE,
            PARTICIPATION,
            MILESTONE,
            PLATFORM_SALES,
            EVENT,
        )
    },
}
