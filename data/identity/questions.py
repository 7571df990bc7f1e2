"""Doubtful pairs for a person, and what the person said, remembered by the names and places of both sides."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from data.identity.matching import Key, Match, signature
from data.identity.records import Record
from data.models import IdentityQuestion

OPEN, SAME, DIFFERENT = "open", "same", "different"


def answers(connection: Connection) -> dict[str, str]:
    """signature -> same or different; the newest answer counts."""
    table = IdentityQuestion.__table__  # type: ignore[attr-defined]
    rows = connection.execute(
        select(table.c.signature, table.c.state)
        .where(table.c.state != OPEN)
        .order_by(table.c.decided_at, table.c.question_id)
    )
    return {str(row[0]): str(row[1]) for row in rows}


def write_questions(
    connection: Connection, doubts: Sequence[Match], market_of: Mapping[Key, int], records: Mapping[Key, Record]
) -> int:
    """The open questions are exactly these doubts; answered ones stay. An open question keeps its number.

    Returns: how many are new.
    """
    table = IdentityQuestion.__table__  # type: ignore[attr-defined]
    standing = connection.execute(select(table.c.signature, table.c.question_id).where(table.c.state == OPEN))
    numbers = {str(row[0]): int(row[1]) for row in standing}
    highest = (
        connection.execute(select(table.c.question_id).order_by(table.c.question_id.desc()).limit(1)).scalar() or 0
    )
    connection.execute(delete(table).where(table.c.state == OPEN))
    rows = {}
    for doubt in doubts:
        signed = signature(doubt.sighting, doubt.known)
        if doubt.sighting.key in records and signed not in rows:
            row = _row(doubt, signed, market_of, records)
            highest += signed not in numbers
            rows[signed] = {"question_id": numbers.get(signed, highest), **row}
    if rows:
        connection.execute(insert(table), list(rows.values()))
    return len(rows.keys() - numbers.keys())


def _row(doubt: Match, signed: str, market_of: Mapping[Key, int], records: Mapping[Key, Record]) -> dict[str, object]:
    record, partner = records[doubt.sighting.key], doubt.known.latest
    fields = {"partner": partner.name.main, "metres": "" if doubt.metres is None else str(round(doubt.metres))}
    return {
        "import_id": record.import_id,
        "row": record.row,
        "record_name": record.values["market_name"],
        "record_place": next(iter(record.addresses), record.region_text),
        "candidate_market_id": market_of.get(partner.key, -partner.key[1]),
        "reason": json.dumps({"key": doubt.reason, "fields": fields}, ensure_ascii=False),
        "score": doubt.score,
        "distance_m": doubt.metres,
        "signature": signed,
        "state": OPEN,
        "decided_by": "",
        "decided_at": "",
    }


def write_answer(connection: Connection, question_id: int, answer: str, decided_by: str) -> bool:
    """Keep what a person said. False when there is no such question."""
    table = IdentityQuestion.__table__  # type: ignore[attr-defined]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    done = connection.execute(
        table.update()
        .where(table.c.question_id == question_id)
        .values(state=answer, decided_by=decided_by, decided_at=now)
    )
    return bool(done.rowcount)
