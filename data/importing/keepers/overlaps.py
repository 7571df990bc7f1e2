"""Discounts that ran at the same time in one market: neither's effect can be told from the other's. Not a subject of
its own."""

from sqlalchemy import Connection, and_, exists, func, or_, select

from data.importing.block import Job, Tally
from data.models import metadata

#: A discount whose end is not told may still run.
OPEN_END = 99991231


def say_overlaps(connection: Connection, job: Job, tally: Tally) -> None:
    """Count the pairs of discounts on one market that this import has a part in, as an effect of it."""
    rule, part = metadata.tables["promotion_rule"], metadata.tables["participation"]
    one, other, here, there = rule.alias("one"), rule.alias("other"), part.alias("here"), part.alias("there")
    same_time = and_(
        one.c.starts_day <= func.coalesce(other.c.ends_day, OPEN_END),
        other.c.starts_day <= func.coalesce(one.c.ends_day, OPEN_END),
        or_(
            one.c.programme_code < other.c.programme_code,
            and_(one.c.programme_code == other.c.programme_code, one.c.rule_code < other.c.rule_code),
        ),
    )
    new = or_(*(each.c.import_id == job.import_id for each in (one, other, here, there)))
    same_market = (
        exists()
        .where(here.c.programme_code == one.c.programme_code, there.c.programme_code == other.c.programme_code)
        .where(here.c.market_id == there.c.market_id, here.c.participant_kind == "market")
        .where(there.c.participant_kind == "market", new)
    )
    pairs = connection.execute(select(func.count()).select_from(one.join(other, same_time)).where(same_market))
    if count := pairs.scalar_one():
        tally.note("overlapping_promotions", int(count))
