"""Payments in markets: market x period x method.

[options] grain = "day" or "month"; period = the column with the first day of the period. Columns: market_name,
sido, sigungu (and market_id), method, amount_krw, transaction_count, payer_count, is_provisional.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from data.codes import PaymentMethod
from data.importing.block import Block, Job, Tally
from data.importing.editions import Versioned, take_out
from data.importing.fact_rows import FactRows, Facts, Part
from data.importing.facts import FactWriter
from data.importing.market_names import MarketNames
from data.summaries import Touched, refresh, touched_by

PARTS = (Part("method", lambda text: PaymentMethod(text).number, int, 16),)


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Rows of a known market, period and method; the summaries of what they touch."""
    rows = FactRows(job.source, PARTS, MarketNames(connection))
    return keep_facts(connection, job, rows.read(blocks), rows.tally)


def keep_facts(connection: Connection, job: Job, facts: Iterator[Facts], tally: Tally) -> Tally:
    """Facts as one machine or many made them; the tally knows already which rows were refused and repeated."""
    writer = FactWriter(connection, job, "payment", PARTS, tally)
    writer.keep(facts)
    touched = Touched()
    for market_ids, days in writer.touched:
        touched.add_payment(market_ids, days)
    refresh(connection, touched)
    return tally


def undo(connection: Connection, import_id: int) -> None:
    """Take the payments of that import out again; what they had replaced stands again."""
    touched = touched_by(connection, import_id)
    take_out(connection, Versioned.of("payment"), import_id)
    refresh(connection, touched)
