"""Signs, cameras and car parks: which of them are heard of, how full, how much they cover.

The day "now" is the last reading in the store (``reading_last_on``), never today's: files come late, and a thing is not
silent because nobody has put in the newest file.
"""

import pandas as pd

from data.collation import by_name
from data.metrics import metric
from data.metrics.reading import Reading, Why

#: Nothing heard for this many days: the thing is silent.
SILENT_DAYS = 7
#: Content that has not changed for this many days is old.
OLD_CONTENT_DAYS = 90
WEEKDAYS, HOURS = range(7), range(24)


def states(rows: pd.DataFrame) -> pd.DataFrame:
    """Things of ``programmes.assets``, the silent ones first.

    Adds state: removed, never (no reading was ever told), silent (no heartbeat for 7 days), old (content not changed
    for 90 days), alive; silent_days, content_days (NaN = not told); uptime_share = days with a heartbeat over days
    from the first one to now (what came before the first reading is not known), NaN where nothing was ever heard.
    """
    now = rows["reading_last_on"]
    heard, changed = rows["last_heartbeat_on"], rows["content_changed_on"]
    silent = (now - heard).dt.days.astype("float64")
    content = (now - changed).dt.days.astype("float64")
    begun = rows["first_heartbeat_on"].fillna(rows["installed_on"])
    days = (now - begun).dt.days.astype("float64") + 1
    uptime = rows["heartbeat_day_count"].astype("float64") / days.where(days > 0)
    made = rows.assign(
        silent_days=silent, content_days=content, uptime_share=uptime.where(heard.notna()).clip(upper=1.0)
    )
    gone = rows["removed_on"].notna() & (rows["removed_on"] <= now)
    state = pd.Series("alive", rows.index).mask(content > OLD_CONTENT_DAYS, "old").mask(silent >= SILENT_DAYS, "silent")
    made["state"] = state.mask(heard.isna(), "never").mask(gone, "removed")
    order = made["state"].map({"silent": 0, "never": 1, "old": 2, "alive": 3, "removed": 4})
    ordered = made.assign(order=order, gap=-made["silent_days"].fillna(0))
    return ordered.sort_values(["order", "gap", "market_name", "asset_name"], key=by_name).drop(
        columns=["order", "gap"]
    )


def occupancy(rows: pd.DataFrame, *, market_day: bool | None = None) -> pd.DataFrame:
    """How full the car parks are by weekday and hour, of ``programmes.asset_hours``: weekday (0 = Monday), hour,
    known_count, occupied_share (mean number of cars over bays, NaN where nothing was read), full_share (of the readings
    with every bay taken).

    market_day: only such days, or only others; None = all. Only parks whose bays are told.
    """
    own = rows[(rows["measure"] == "occupied_count") & (rows["capacity_count"].astype("float64") > 0)]
    if market_day is not None:
        own = own[(own["is_market_day"] == market_day).fillna(False).astype(bool)]
    bays = own["capacity_count"].astype("float64") * own["known_count"].astype("float64")
    plain = pd.DataFrame({
        "weekday": own["weekday"], "hour": own["hour"], "cars": own["value_sum"].astype("float64"), "bays": bays,
        "known_count": own["known_count"].astype("float64"), "full": own["full_count"].astype("float64"),
    })  # fmt: skip
    sums = plain.groupby(["weekday", "hour"], as_index=False).sum(min_count=1)
    known = sums["known_count"].where(sums["known_count"] > 0)
    return sums.assign(
        occupied_share=sums["cars"] / sums["bays"].where(sums["bays"] > 0), full_share=sums["full"] / known
    ).drop(columns=["cars", "bays", "full"])


def by_hour(rows: pd.DataFrame) -> pd.DataFrame:
    """The same by hour of the day, market days and other days apart: day_kind (market_day, other), hour,
    occupied_share, full_share. A market whose days are not known is in neither.
    """
    made = []
    for key, is_market_day in (("market_day", True), ("other", False)):
        found = occupancy(rows, market_day=is_market_day)
        weight = found["known_count"]
        sums = (
            found.assign(o=found["occupied_share"] * weight, f=found["full_share"] * weight)
            .groupby("hour", as_index=False)[["o", "f", "known_count"]]
            .sum(min_count=1)
        )
        known = sums["known_count"].where(sums["known_count"] > 0)
        made.append(pd.DataFrame({
            "day_kind": key, "hour": sums["hour"], "occupied_share": sums["o"] / known, "full_share": sums["f"] / known,
        }))  # fmt: skip
    return pd.concat(made, ignore_index=True)


def full_share(rows: pd.DataFrame) -> float | None:
    """Part of the readings at which every bay was taken; None without any."""
    own = rows[(rows["measure"] == "occupied_count") & (rows["capacity_count"].astype("float64") > 0)]
    known = own["known_count"].astype("float64").sum()
    return float(own["full_count"].astype("float64").sum() / known) if known > 0 else None


@metric("parking_turnover", unit="ratio", good="neutral")
def parking_turnover(rows: pd.DataFrame) -> Reading:
    """Cars per bay and day over the car parks of ``programmes.car_days`` (car_count, day_count, capacity_count)."""
    if rows.empty:
        return Reading(reason=Why.NO_ROWS)
    plain = rows[["car_count", "day_count", "capacity_count"]].astype("float64").dropna()
    if plain.empty:
        return Reading(reason=Why.NOT_REPORTED)
    bay_days = float((plain["day_count"] * plain["capacity_count"]).sum())
    if bay_days <= 0:
        return Reading(reason=Why.BASE_ZERO)
    return Reading(value=float(plain["car_count"].sum()) / bay_days)


def coverage(rows: pd.DataFrame) -> pd.DataFrame:
    """Stores that fire cameras watch over all stores, by market, those least covered first: market_id, market_name,
    camera_count, covered_store_count, store_count, covered_share (NaN where either is not told; above 1 = some stores
    are watched twice), alarm_count, false_alarm_count, false_share, response_minutes (mean over the alarms told).
    """
    own = rows[(rows["asset_kind"] == "fire_camera") & rows["removed_on"].isna()]
    numbers = ["covered_store_count", "alarm_count", "false_alarm_count", "response_count"]
    plain = own.astype(dict.fromkeys([*numbers, "store_count", "response_minutes"], "float64"))
    plain = plain.assign(minutes=plain["response_minutes"] * plain["response_count"], camera_count=1.0)
    sums = plain.groupby(["market_id", "market_name"], as_index=False)[[*numbers, "minutes", "camera_count"]].sum(
        min_count=1
    )
    stores = plain.groupby("market_id")["store_count"].max()
    sums["store_count"] = stores.reindex(sums["market_id"]).to_numpy()
    sums["covered_share"] = sums["covered_store_count"] / sums["store_count"].where(sums["store_count"] > 0)
    sums["false_share"] = sums["false_alarm_count"] / sums["alarm_count"].where(sums["alarm_count"] > 0)
    sums["response_minutes"] = sums["minutes"] / sums["response_count"].where(sums["response_count"] > 0)
    ordered = sums.sort_values(["covered_share", "market_name"], key=by_name, na_position="last", ignore_index=True)
    return ordered.drop(columns=["minutes", "response_count"])
