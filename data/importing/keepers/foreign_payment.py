"""Payments of foreign visitors in markets: market x period x wallet x country of issue.

[options] as for payments. Columns: market_name, sido, sigungu (and market_id), wallet, country ("" = not told),
amount_krw,
transaction_count, payer_count, is_provisional.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.codes import Wallet
from data.importing.block import Block, Job, Tally
from data.importing.editions import Versioned, take_out
from data.importing.fact_rows import FactRows, Facts, Part
from data.importing.facts import FactWriter
from data.importing.market_names import MarketNames
from data.summaries import Touched, refresh, touched_by

_LETTERS = 27


def country_number(alpha2: str) -> int:
    """A country code as a number below 1,024; 0 = not told."""
    return (ord(alpha2[0]) - 64) * _LETTERS + ord(alpha2[1]) - 64 if alpha2 else 0


def country_code(number: int) -> str:
    """The reverse of ``country_number``."""
    return chr(number // _LETTERS + 64) + chr(number % _LETTERS + 64) if number else ""


PARTS = (
    Part("wallet", lambda text: Wallet(text).number, int, 6),
    Part("country", country_number, country_code, 10),
)


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Rows of a known market, period and wallet; the summaries of what they touch."""
    rows = FactRows(job.source, PARTS, MarketNames(connection))
    return keep_facts(connection, job, rows.read(blocks), rows.tally)


def keep_facts(connection: Connection, job: Job, facts: Iterator[Facts], tally: Tally) -> Tally:
    """Facts as one machine or many made them; the tally knows already which rows were refused and repeated."""
    writer = FactWriter(connection, job, "foreign_payment", PARTS, tally)
    writer.keep(facts)
    touched = Touched()
    for market_ids, days in writer.touched:
        touched.add_foreign(market_ids, days)
    refresh(connection, touched)
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """Take the payments of that import out again; what they had replaced stands again."""
    touched = touched_by(connection, import_id)
    take_out(connection, Versioned.of("foreign_payment"), import_id)
    refresh(connection, touched)
