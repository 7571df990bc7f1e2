"""Signs, cameras and car parks of markets, and what they told. Of readings only the summaries are read.

Every question takes the programme chosen (choice.programme); without one, all assets of the markets of the place.
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, Select, Subquery, select
from sqlalchemy import func as sql

from data.choice import Choice
from data.queries import query, scope
from data.queries.frames import dated, read
from data.queries.ledger import EVIDENCE, PROGRAMME_ASKED, of_choice, values
from data.queries.tables import ASSET, ASSET_HOUR, ASSET_STATE, MARKET, PROGRAMME

#: Measures that tell that an asset is alive; alarms and the minutes of an answer are noted down by people.
ALIVE = ("heartbeat", "occupied_count", "car_count")


@query(subjects=("asset", "asset_reading"))
def assets(connection: Connection, choice: Choice) -> pd.DataFrame:
    """One row per asset, with the last of what it told.

    Columns: programme_code ('' = none named), programme_name, programme_kind, asset_kind, asset_name, market_id,
    market_name, store_count (of the market), lat, lon (the market's where the asset has none), installed_on,
    removed_on, capacity_count, covered_store_count, first_heartbeat_on, last_heartbeat_on, heartbeat_day_count (days
    with a sign of life; a car park's readings are one), silent_day_count (from the last of them to reading_last_on),
    content_changed_on, alarm_count, false_alarm_count, response_minutes (mean; NaN = none told), response_count,
    reading_last_on (last reading of any asset in the store: the day "now" is measured by), source, published_on,
    qualifier. Ordered by market, kind, name.
    """
    rows = dated(read(connection, _assets(*of_choice(choice)), values(choice)))
    silent = (rows["reading_last_on"] - rows["last_heartbeat_on"]).dt.days
    return rows.assign(silent_day_count=silent.astype("Int64"))


@query(subjects=("asset", "asset_reading"))
def asset_hours(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Readings by weekday and hour. Columns: programme_code, asset_kind, market_id, market_name, asset_name, measure,
    is_market_day (boolean, missing = the market's days are not known), weekday (0 = Monday), hour, known_count,
    full_count (readings at or above the capacity), value_sum, capacity_count. Ordered by market, asset, measure, day
    and hour.
    """
    rows = read(connection, _asset_hours(*of_choice(choice)), values(choice))
    return rows.rename(columns={"has_market_day": "is_market_day"})


@query(subjects=("asset", "asset_reading"))
def car_days(connection: Connection, choice: Choice) -> pd.DataFrame:
    """Cars that came to each car park over all its days. Columns: programme_code, market_id, market_name, asset_name,
    capacity_count, car_count (sum), day_count (days with a reading), first_on, last_on. Turnover = cars / bays / days.
    """
    return dated(read(connection, _car_days(*of_choice(choice)), values(choice)))


def _chosen(asked: scope.Shape, one: bool) -> list[ColumnElement[bool]]:
    return [ASSET.c.programme_code == PROGRAMME_ASKED] if one else scope.markets(MARKET, asked)


def _of_measures(*measures: str) -> Subquery:
    """First and last time, days and values of these measures of an asset taken together."""
    rows = ASSET_STATE
    return (
        select(
            rows.c.market_id, rows.c.asset_name, (sql.min(rows.c.first_at) / 10000).label("first_day"),
            (sql.max(rows.c.last_at) / 10000).label("last_day"), sql.max(rows.c.day_count).label("day_count"),
            sql.sum(rows.c.known_count).label("known_count"), sql.sum(rows.c.value_sum).label("value_sum"),
        )
        .where(rows.c.measure.in_(measures))
        .group_by(rows.c.market_id, rows.c.asset_name)
        .subquery(measures[0])
    )  # fmt: skip


def _with(joined: Any, part: Subquery) -> Any:
    return joined.outerjoin(part, (part.c.market_id == ASSET.c.market_id) & (part.c.asset_name == ASSET.c.asset_name))


@lru_cache(maxsize=16)
def _assets(asked: scope.Shape, one: bool) -> Select[Any]:
    alive, changed = _of_measures(*ALIVE), _of_measures("content_changed")
    alarm, response = _of_measures("alarm"), _of_measures("response_minutes")
    joined: Any = ASSET.join(MARKET, MARKET.c.market_id == ASSET.c.market_id).outerjoin(
        PROGRAMME, PROGRAMME.c.programme_code == ASSET.c.programme_code
    )
    for part in (alive, changed, alarm, response):
        joined = _with(joined, part)
    now = select(sql.max(ASSET_STATE.c.last_at) / 10000).scalar_subquery()
    return (
        select(
            ASSET.c.programme_code, PROGRAMME.c.programme_name, PROGRAMME.c.kind.label("programme_kind"),
            ASSET.c.kind.label("asset_kind"), ASSET.c.asset_name, ASSET.c.market_id, MARKET.c.market_name,
            MARKET.c.store_count, sql.coalesce(ASSET.c.lat, MARKET.c.lat).label("lat"),
            sql.coalesce(ASSET.c.lon, MARKET.c.lon).label("lon"), ASSET.c.installed_day, ASSET.c.removed_day,
            ASSET.c.capacity.label("capacity_count"), ASSET.c.covered_store_count,
            alive.c.first_day.label("first_heartbeat_day"), alive.c.last_day.label("last_heartbeat_day"),
            sql.coalesce(alive.c.day_count, 0).label("heartbeat_day_count"),
            changed.c.last_day.label("content_changed_day"),
            sql.coalesce(alarm.c.known_count, 0).label("alarm_count"),
            sql.coalesce(alarm.c.known_count - alarm.c.value_sum, 0).label("false_alarm_count"),
            (response.c.value_sum / sql.nullif(response.c.known_count, 0)).label("response_minutes"),
            sql.coalesce(response.c.known_count, 0).label("response_count"), now.label("reading_last_day"),
            *(ASSET.c[name] for name in EVIDENCE),
        )
        .select_from(joined)
        .where(*_chosen(asked, one))
        .order_by(MARKET.c.market_name, ASSET.c.market_id, ASSET.c.kind, ASSET.c.asset_name)
    )  # fmt: skip


@lru_cache(maxsize=16)
def _asset_hours(asked: scope.Shape, one: bool) -> Select[Any]:
    rows = ASSET_HOUR
    order = ("market_id", "asset_name", "measure", "is_market_day", "weekday", "hour")
    return (
        select(
            ASSET.c.programme_code, ASSET.c.kind.label("asset_kind"), rows.c.market_id, MARKET.c.market_name,
            rows.c.asset_name, rows.c.measure, sql.nullif(rows.c.is_market_day, -1).label("has_market_day"),
            rows.c.weekday, rows.c.hour, rows.c.known_count, rows.c.full_count, rows.c.value_sum,
            ASSET.c.capacity.label("capacity_count"),
        )
        .select_from(
            rows.join(ASSET, (ASSET.c.market_id == rows.c.market_id) & (ASSET.c.asset_name == rows.c.asset_name))
            .join(MARKET, MARKET.c.market_id == rows.c.market_id)
        )
        .where(*_chosen(asked, one))
        .order_by(*(rows.c[name] for name in order))
    )  # fmt: skip


@lru_cache(maxsize=16)
def _car_days(asked: scope.Shape, one: bool) -> Select[Any]:
    cars = _of_measures("car_count")
    return (
        select(
            ASSET.c.programme_code, ASSET.c.market_id, MARKET.c.market_name, ASSET.c.asset_name,
            ASSET.c.capacity.label("capacity_count"), cars.c.value_sum.label("car_count"), cars.c.day_count,
            cars.c.first_day, cars.c.last_day,
        )
        .select_from(
            ASSET.join(MARKET, MARKET.c.market_id == ASSET.c.market_id)
            .join(cars, (cars.c.market_id == ASSET.c.market_id) & (cars.c.asset_name == ASSET.c.asset_name))
        )
        .where(*_chosen(asked, one))
        .order_by(ASSET.c.market_id, ASSET.c.asset_name)
    )  # fmt: skip
