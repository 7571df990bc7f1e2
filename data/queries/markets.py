"""Markets: on the map, one by one with its history, and how many there are."""

import json
from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, String, and_, bindparam, case, cast, literal, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.codes import Level
from data.comparison import change_share, ratio
from data.queries import query, scope
from data.queries.by_place import OF_POINTS, with_places
from data.queries.frames import read
from data.queries.market_sums import markets_with_sums, only
from data.queries.places import named, region_names, sido_and_sigungu_names
from data.queries.tables import IDENTITY_QUESTION, IMPORT, MARKET, MARKET_FACILITY, MARKET_RECORD, STORE_SUMMARY


@query(subjects=("market", "payment", "foreign_payment"))
def points(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Every listed market of the choice, and those not listed any more that have a row in its months.

    Columns: market_id, market_name, kind, sido_code, sigungu_code, sido_name_ko, sido_name_en, sigungu_name_ko,
    sigungu_name_en, lat, lon (EPSG:4326, missing where the register gives none), store_count, is_listed, the sums of
    ``by_place.OF_POINTS`` over the months chosen (missing where nothing was reported), digital_share, foreign_share,
    change_share (as in ``payments.by_region``). Ordered by market_id.
    """
    own = ("lat", "lon", "store_count", "is_listed")
    found, told = markets_with_sums(connection, scope.shape(choice), scope.values(choice), own, OF_POINTS)
    rows = only(found, found["is_listed"].to_numpy() | told)
    rows["digital_share"] = ratio(rows, "digital_amount_krw", "amount_krw")
    rows["foreign_share"] = ratio(rows, "foreign_amount_krw", "foreign_base_amount_krw")
    rows["change_share"] = change_share(rows)
    return rows


@query(subjects=("market",))
def one(connection: Connection, choice: Choice) -> pd.DataFrame:
    """One market (choice.market_id) as now known: a single row, none for an unknown number.

    Columns: all of the table ``market``, and the names of its province and city.
    """
    return read(connection, _one(), scope.values(choice))


@query(subjects=("market",))
def editions(connection: Connection, choice: Choice) -> pd.DataFrame:
    """What each register edition said of one market (choice.market_id), oldest first.

    Columns: edition, source, market_name, store_count, decision (new, same, confirmed, split), reason (JSON: key of
    messages.toml and its fields), score, file_name, import_id, row.
    """
    rows = read(connection, _editions(), scope.values(choice))
    told = [json.loads(values).get("store_count") for values in rows.pop("record_values")]
    rows.insert(3, "store_count", pd.array(told, dtype="Int64"))
    return rows


@query(subjects=("market_facility",))
def facilities(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Facilities and services of one market (choice.market_id). Columns: facility, is_present, edition, source.

    A facility without a row is not known.
    """
    return read(connection, _facilities(), scope.values(choice))


@query(subjects=("market",))
def doubtful(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Open questions of identity: a row of a register that may or may not be a known market; surest first.

    Columns: question_id, import_id, row, record_name, record_place, candidate_market_id, market_name, sido_name_ko,
    sido_name_en, sigungu_name_ko, sigungu_name_en, reason (JSON), score, distance_m, edition, source, file_name.
    """
    return read(connection, _doubtful(scope.shape(choice)), scope.values(choice))


@query(subjects=("market",))
def counts(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Listed markets by region and kind: provinces of the nation, or cities of a province.

    Columns: region_code ('' = region not known), region_name_ko, region_name_en, level, kind, market_count,
    store_count (of the markets whose number is known), unknown_store_count (markets whose number is not known).
    """
    return read(connection, _counts(scope.shape(choice.but(market_id=None))), scope.values(choice))


@query(subjects=("store",))
def stores_by_method(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Known stores of the place by the method they accept. Columns: level, place_code, method, store_count, open_count.

    method '' = every known store, whatever it accepts. A store may accept several: rows are not to be added up.
    """
    return read(connection, _stores_by_method(scope.level_of(choice)), scope.values(choice))


@lru_cache(maxsize=1)
def _one() -> Select[Any]:
    sido, sigungu = sido_and_sigungu_names()
    names = [*named(sido, MARKET.c.sido_code, "sido_"), *named(sigungu, MARKET.c.sigungu_code, "sigungu_")]
    return with_places(select(MARKET, *names), sido, sigungu).where(MARKET.c.market_id == scope.MARKET_ASKED)


@lru_cache(maxsize=1)
def _editions() -> Select[Any]:
    rows = MARKET_RECORD
    stores = rows.c["values"].label("record_values")
    return (
        select(
            rows.c.edition,
            rows.c.source,
            rows.c.market_name,
            stores,
            rows.c.decision,
            rows.c.reason,
            rows.c.score,
            IMPORT.c.file_name,
            rows.c.import_id,
            rows.c.row,
        )
        .join(IMPORT, IMPORT.c.import_id == rows.c.import_id)
        .where(rows.c.market_id == scope.MARKET_ASKED)
        .order_by(rows.c.edition, rows.c.import_id, rows.c.row)
    )


@lru_cache(maxsize=1)
def _facilities() -> Select[Any]:
    rows = MARKET_FACILITY
    return (
        select(rows.c.facility, rows.c.is_present, rows.c.edition, IMPORT.c.source)
        .join(IMPORT, IMPORT.c.import_id == rows.c.import_id)
        .where(rows.c.market_id == scope.MARKET_ASKED)
        .order_by(rows.c.facility)
    )


@lru_cache(maxsize=64)
def _doubtful(asked: scope.Shape) -> Select[Any]:
    rows = IDENTITY_QUESTION
    sido, sigungu = sido_and_sigungu_names()
    names = [*named(sido, MARKET.c.sido_code, "sido_"), *named(sigungu, MARKET.c.sigungu_code, "sigungu_")]
    statement = (
        select(
            rows.c.question_id,
            rows.c.import_id,
            rows.c.row,
            rows.c.record_name,
            rows.c.record_place,
            rows.c.candidate_market_id,
            MARKET.c.market_name,
            *names,
            rows.c.reason,
            rows.c.score,
            rows.c.distance_m,
            IMPORT.c.edition,
            IMPORT.c.source,
            IMPORT.c.file_name,
        )
        .join(MARKET, MARKET.c.market_id == rows.c.candidate_market_id)
        .join(IMPORT, IMPORT.c.import_id == rows.c.import_id)
    )
    return (
        with_places(statement, sido, sigungu)
        .where(rows.c.state == "open", *scope.markets(MARKET, asked))
        .order_by(rows.c.score.desc(), rows.c.question_id)
    )


@lru_cache(maxsize=64)
def _counts(asked: scope.Shape) -> Select[Any]:
    level, names = scope.children(asked.level), region_names()
    code = MARKET.c.sido_code if level is Level.SIDO else MARKET.c.sigungu_code
    counted = (
        select(
            code.label("region_code"),
            MARKET.c.kind,
            sql.count(MARKET.c.market_id).label("market_count"),
            sql.sum(MARKET.c.store_count).label("store_count"),
            sql.sum(case((MARKET.c.store_count.is_(None), 1), else_=0)).label("unknown_store_count"),
        )
        .where(MARKET.c.is_listed == 1, *scope.markets(MARKET, asked))
        .group_by(code, MARKET.c.kind)
        .subquery("counted")
    )
    return (
        select(
            counted.c.region_code,
            *named(names, counted.c.region_code, "region_"),
            literal(str(level)).label("level"),
            counted.c.kind,
            counted.c.market_count,
            counted.c.store_count,
            counted.c.unknown_store_count,
        )
        .outerjoin(names, names.c.region_code == counted.c.region_code)
        .order_by(counted.c.region_code, counted.c.kind)
    )


@lru_cache(maxsize=8)
def _stores_by_method(level: Level) -> Select[Any]:
    rows = STORE_SUMMARY
    market = cast(scope.MARKET_ASKED, String)
    place = market if level is Level.MARKET else bindparam("region")
    return (
        select(rows.c.level, rows.c.place_code, rows.c.method, rows.c.store_count, rows.c.open_count)
        .where(and_(rows.c.level == bindparam("level"), rows.c.place_code == place))
        .order_by(rows.c.method)
    )
