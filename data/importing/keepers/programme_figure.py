"""Targets, outputs and outcomes as they were written, and the interval each stands for."""

import math
from collections.abc import Iterator

import pandas as pd
from sqlalchemy import Connection

from data.importing.block import Block, Job, Tally
from data.importing.keepers.amounts import SMALLEST_BUDGET_KRW
from data.importing.keepers.ledger import Sheet, keep_table, undo_table
from data.importing.numbers import NotANumber, number
from data.importing.spellings import words
from data.vague import Interval, read_vague


def keep(connection: Connection, job: Job, blocks: Iterator[Block]) -> Tally:
    """Each row is one figure of one programme, as of one day."""
    return keep_table(connection, job, blocks, "programme_figure", check=_check)


def undo(connection: Connection, import_id: int) -> None:
    """Take the rows of that import out again."""
    undo_table(connection, import_id, "programme_figure")


def _check(sheet: Sheet) -> None:
    rows = sheet.rows
    rows["as_of_day"] = rows["as_of_day"].fillna(0)
    read = [_interval(*told) for told in zip(rows["value_text"], rows["qualifier"], strict=True)]
    found = pd.Series(read, index=rows.index, dtype=object)
    is_share, has_sign = rows["unit"] == "share", rows["value_text"].map(_has_percent_sign).astype(bool)
    scale = (is_share & has_sign).map({True: 0.01, False: 1.0})
    rows["low"] = found.map(lambda each: each.low if each else None).astype("float64") * scale
    rows["high"] = found.map(lambda each: _finite(each.high) if each else None).astype("float64") * scale
    sheet.refuse(found.isna(), "value_text", "no_number_in_it")
    top = rows["high"].fillna(rows["low"])
    sheet.refuse(is_share & ~has_sign & (top >= 1), "value_text", "share_without_sign", value=rows["value_text"])
    over = is_share & (top > 1) & sheet.good
    if over.any():
        sheet.tally.note("shares_over_hundred", int(over.sum()))
    bare = rows["value_text"].map(_is_bare).astype(bool)
    budget_like = (rows["unit"] == "krw") & bare & (top > 0) & (top < SMALLEST_BUDGET_KRW)
    sheet.refuse(budget_like, "value_text", "looks_like_man_won")


def _interval(value: str, qualifier: str) -> Interval | None:
    """What the words stand for; a qualifier in its own column counts where the value itself has none."""
    read = [read_vague(text) for text in (value, f"{qualifier} {value}", f"{value}{qualifier}")]
    vague = (each for each in read if each is not None and each.low != each.high)
    return next(vague, read[0])


def _finite(bound: float) -> float | None:
    return bound if math.isfinite(bound) else None


def _has_percent_sign(text: str) -> bool:
    plain = text.casefold()
    return any(sign in plain for sign in words("percent"))


def _is_bare(text: str) -> bool:
    """Digits and nothing that tells a unit."""
    try:
        number(text)
    except NotANumber:
        return False
    return text.strip()[-1:].isdigit()
