"""What stores use of the twelve things of a digitally working store, and what their market has.

A thing counts as used when it was used within 90 days before the day the survey speaks of. Only a store that answered
all twelve has a score; a market without an answer is not known.
"""

from bisect import bisect_right
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, and_, case, literal, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.codes import SCORE_CLASSES, Level
from data.disclosure_rules import limits
from data.queries import query, scope
from data.queries.by_place import place_columns, with_places
from data.queries.frames import days, read
from data.queries.places import sido_and_sigungu_names
from data.queries.tables import (
    MARKET,
    MARKET_FACILITY,
    READINESS_ITEM,
    READINESS_SCORE,
    STORE_ITEM,
)
from data.suppression.grouping import grouped
from data.suppression.parts import NATION, SIDO

#: In place of a score where a store did not answer everything.
NOT_ALL = -1
_CLASS_COUNTS = [f"{name}_count" for name, _, _ in SCORE_CLASSES]


@query(subjects=("store_item", "market"))
def markets(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every listed market of the place. Columns: market_id, market_name, kind, codes and names of province and city,
    answered_count (stores that told anything), scored_count (stores that answered all twelve), as_of_day (yyyymmdd),
    business_count; the counts are missing where no store answered. Ordered by province, city, name.
    """
    return read(connection, _markets(scope.shape(choice)), scope.values(choice))


@query(subjects=("store_item",))
def by_score(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Stores by score. Columns: market_id, market_name, score_number (0 to 12), store_count, business_count."""
    return read(connection, _by_score(scope.shape(choice)), scope.values(choice)).rename(
        columns={"score_count": "score_number"}
    )


@query(subjects=("store_item",))
def by_class(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Stores by class of their score. Columns: market_id, market_name, codes and names of province and city,
    from_score, to_score (bounds of the class), store_count, business_count (stores with a score), market_count (1; more
    in a row of markets that are told as one). Every class of each listed market with a scored store, by place.

    For the gate, which takes them away: group_from, group_to (classes that the public is told together, missing where
    nothing may be told), pool (province whose markets are told as one with this, '' = told alone), is_whole (all of
    them are asked about). They are made of the whole province, whatever part of it is asked about.
    """
    wide = read(connection, _by_class(scope.shape(choice)), scope.values(choice))
    counts = wide[_CLASS_COUNTS].to_numpy(int)
    groups = _groups(wide["sido_code"], counts)
    is_asked = wide["is_asked"].to_numpy(bool)
    # a pool is told where all of its markets are asked about
    whole = groups["pool"].map(pd.Series(is_asked).groupby(groups["pool"].to_numpy()).all()).to_numpy(bool)
    rows, width = np.flatnonzero(is_asked).repeat(len(SCORE_CLASSES)), int(is_asked.sum())
    at = np.tile(np.arange(len(SCORE_CLASSES)), width)
    lows, highs = (np.array([one[bound] for one in SCORE_CLASSES]) for bound in (1, 2))
    made = wide.drop(columns=[*_CLASS_COUNTS, "is_asked"]).iloc[rows].reset_index(drop=True)
    began, ended = (groups[name].to_numpy()[rows] if width else [] for name in ("first", "last"))
    spans = [(one[place], other[place]) for one, other, place in zip(began, ended, at, strict=True)]
    return made.assign(
        from_score=pd.array(lows[at], dtype="Int64"),
        to_score=pd.array(highs[at], dtype="Int64"),
        store_count=pd.array(counts[rows, at], dtype="Int64"),
        business_count=pd.array(counts.sum(axis=1)[rows], dtype="Int64"),
        market_count=pd.array([1] * len(rows), dtype="Int64"),
        group_from=pd.array([None if one is None else lows[one] for one, _ in spans], dtype="Int64"),
        group_to=pd.array([None if one is None else highs[one] for _, one in spans], dtype="Int64"),
        pool=groups["pool"].to_numpy()[rows],
        is_whole=whole[rows],
    )


def _groups(sido: pd.Series, counts: "np.ndarray") -> pd.DataFrame:
    """pool, and first and last class of the group of every class, of each market; judged province by province."""
    classes, fewest = range(len(SCORE_CLASSES)), limits().public.fewest
    nothing = [None] * len(SCORE_CLASSES)
    made = pd.DataFrame({"pool": "", "first": [nothing] * len(sido), "last": [nothing] * len(sido)}, sido.index)
    for code, places in sido.groupby(sido).groups.items():
        found = grouped(counts[places], fewest)
        for place, starts, is_pooled in zip(places, found.starts, found.pooled, strict=True):
            ends = [one - 1 for one in (*starts[1:], len(SCORE_CLASSES))]
            held = [bisect_right(starts, one) - 1 for one in classes] if starts else []
            made.at[place, "pool"] = str(code) if is_pooled else ""
            made.at[place, "first"] = [starts[one] for one in held] or nothing
            made.at[place, "last"] = [ends[one] for one in held] or nothing
    return made


@query(subjects=("store_item",))
def by_item(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Use of each thing. Columns: market_id, market_name, sido_code, item, told_count (stores that answered),
    has_count, used_count (used within 90 days), business_count, market_count (1; more in a row without a market, of
    those that are told as one, whose own rows stay without the count). Ordered by market, item.

    For the gate, which takes it away: whole_of, what the choice asks about (a whole province, the nation, or less).
    """
    rows = read(connection, _by_item(scope.shape(choice)), scope.values(choice))
    return rows.rename(columns={"owned_count": "has_count"}).assign(
        market_count=pd.array([1] * len(rows), dtype="Int64"),
        whole_of=pd.array([_whole_of(choice)] * len(rows), dtype="str"),
    )


def _whole_of(choice: Choice) -> str:
    """Which markets a choice asks about: all of the nation or of a province; '' for some of them."""
    level = scope.level_of(choice)
    if choice.kind is not None or choice.among or level not in (Level.NATION, Level.SIDO):
        return ""
    return NATION if level is Level.NATION else SIDO


@query(subjects=("store_item",))
def stores(connection: Connection, choice: Choice) -> pd.DataFrame:
    """The stores of one market (choice.market_id) thing by thing. Columns: market_id, store_name, item, told_count
    and held_count (0 or 1), last_used_on, as_of_on (datetime64), business_count (1). Ordered by store, item.
    """
    rows = read(connection, _stores(), scope.values(choice))
    rows["business_count"] = pd.array([1] * len(rows), dtype="Int64")
    return rows.rename(columns={"last_used_day": "last_used_on", "as_of_day": "as_of_on"}).assign(
        last_used_on=days(rows["last_used_day"]), as_of_on=days(rows["as_of_day"])
    )


@query(subjects=("market_facility",))
def facilities(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Facilities of the markets of the place. Columns: facility, asked_count (markets of which it is told),
    present_count. Ordered by facility.
    """
    return read(connection, _facilities(scope.shape(choice)), scope.values(choice))


@lru_cache(maxsize=64)
def _markets(asked: scope.Shape) -> Select[Any]:
    own = READINESS_SCORE
    held = (
        select(
            own.c.market_id,
            sql.sum(case((own.c.score >= NOT_ALL, own.c.store_count), else_=0)).label("answered_count"),
            sql.sum(case((own.c.score >= 0, own.c.store_count), else_=0)).label("scored_count"),
            sql.max(own.c.as_of_day).label("as_of_day"),
            sql.sum(own.c.store_count).label("business_count"),
        )
        .group_by(own.c.market_id)
        .subquery("held")
    )
    sido, sigungu = sido_and_sigungu_names()
    statement = select(
        MARKET.c.market_id,
        MARKET.c.market_name,
        MARKET.c.kind,
        *place_columns(sido, sigungu),
        held.c.answered_count,
        held.c.scored_count,
        held.c.as_of_day,
        held.c.business_count,
    ).outerjoin(held, held.c.market_id == MARKET.c.market_id)
    return (
        with_places(statement, sido, sigungu)
        .where(MARKET.c.is_listed == 1, *scope.markets(MARKET, asked))
        .order_by(MARKET.c.sido_code, MARKET.c.sigungu_code, MARKET.c.market_name, MARKET.c.market_id)
    )


@lru_cache(maxsize=64)
def _by_score(asked: scope.Shape) -> Select[Any]:
    own = READINESS_SCORE
    return (
        select(
            own.c.market_id,
            MARKET.c.market_name,
            own.c.score.label("score_count"),
            own.c.store_count,
            sql.sum(own.c.store_count).over(partition_by=own.c.market_id).label("business_count"),
        )
        .join(MARKET, MARKET.c.market_id == own.c.market_id)
        .where(own.c.score >= 0, *scope.markets(MARKET, asked))
        .order_by(own.c.market_id, own.c.score)
    )


@lru_cache(maxsize=64)
def _by_class(asked: scope.Shape) -> Select[Any]:
    own = READINESS_SCORE
    sido, sigungu = sido_and_sigungu_names()
    counts = [
        sql.sum(case((own.c.score.between(low, high), own.c.store_count), else_=0)).label(name)
        for name, (_, low, high) in zip(_CLASS_COUNTS, SCORE_CLASSES, strict=True)
    ]
    held = select(own.c.market_id, *counts).where(own.c.score >= 0).group_by(own.c.market_id).subquery("held")
    inside = scope.markets(MARKET, asked)
    statement = select(
        MARKET.c.market_id,
        MARKET.c.market_name,
        *place_columns(sido, sigungu),
        *(held.c[name] for name in _CLASS_COUNTS),
        (case((and_(*inside), 1), else_=0) if inside else literal(1)).label("is_asked"),
    ).join(held, held.c.market_id == MARKET.c.market_id)
    return (
        with_places(statement, sido, sigungu)
        .where(MARKET.c.is_listed == 1)
        .order_by(MARKET.c.sido_code, MARKET.c.sigungu_code, MARKET.c.market_name, MARKET.c.market_id)
    )


@lru_cache(maxsize=64)
def _by_item(asked: scope.Shape) -> Select[Any]:
    rows = READINESS_ITEM
    return (
        select(
            rows.c.market_id,
            MARKET.c.market_name,
            MARKET.c.sido_code,
            rows.c.item,
            rows.c.told_count,
            rows.c.has_count.label("owned_count"),
            rows.c.used_count,
            rows.c.store_count.label("business_count"),
        )
        .join(MARKET, MARKET.c.market_id == rows.c.market_id)
        .where(*scope.markets(MARKET, asked))
        .order_by(rows.c.market_id, rows.c.item)
    )


@lru_cache(maxsize=1)
def _stores() -> Select[Any]:
    rows = STORE_ITEM
    return (
        select(
            rows.c.market_id,
            rows.c.store_name,
            rows.c.item,
            case((rows.c.is_present.is_not(None), 1), else_=0).label("told_count"),
            case((rows.c.is_present == 1, 1), else_=0).label("held_count"),
            rows.c.last_used_day,
            rows.c.as_of_day,
        )
        .where(rows.c.market_id == scope.MARKET_ASKED)
        .order_by(rows.c.store_name, rows.c.item)
    )


@lru_cache(maxsize=64)
def _facilities(asked: scope.Shape) -> Select[Any]:
    rows = MARKET_FACILITY
    return (
        select(
            rows.c.facility,
            sql.count(rows.c.is_present).label("asked_count"),
            sql.coalesce(sql.sum(rows.c.is_present), 0).label("present_count"),
        )
        .select_from(rows.join(MARKET, MARKET.c.market_id == rows.c.market_id))
        .where(MARKET.c.is_listed == 1, *scope.markets(MARKET, asked))
        .group_by(rows.c.facility)
        .order_by(rows.c.facility)
    )
