"""Signs, cameras and car parks: what is heard of each, how full, how much is covered."""

import pandas as pd

from components.charts.derived import as_numbers
from components.charts.programmes_words import made
from components.charts.sayings import nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import day, is_known, share, whole
from components.text import Translator
from components.text.josa import Word
from data.answer import Answer
from data.metrics.programmes_assets import SILENT_DAYS, by_hour, coverage, full_share, occupancy, states


def _states(answer: Answer, t: Translator) -> pd.DataFrame:
    found = states(answer.rows)
    return found.assign(
        state_key=found["state"],
        state=[t(f"asset_state.{state}") for state in found["state"]],
        asset_kind=[t.either(f"asset_kind.{kind}", str(kind)) for kind in found["asset_kind"]],
    )


def _said(found: pd.DataFrame, t: Translator) -> str:
    if found.empty:
        return nothing(t)
    counts = found["state_key"].value_counts()
    return t(
        "programme_finding.assets",
        assets=whole(len(found)),
        silent=whole(counts.get("silent", 0)),
        never=whole(counts.get("never", 0)),
        old=Word(whole(counts.get("old", 0))),
    )


def _notes(found: pd.DataFrame, t: Translator) -> tuple[str, ...]:
    now = found["reading_last_on"].max() if len(found) else None
    told = (t("programme_note.readings_until", day=day(now, t.lang)),) if is_known(now) else ()
    return (t("programme_note.silent_grey", days=SILENT_DAYS), *told)


@exhibit("asset_points")
def asset_points(answer: Answer, t: Translator) -> Exhibit:
    """Things by place, coloured by uptime; grey where nothing was heard for seven days, of ``programmes.assets``."""
    found = _states(answer, t)
    heard = found["state_key"].isin(["alive", "old"])
    rows = found.assign(uptime_share=as_numbers(found["uptime_share"]).where(heard))
    notes = list(_notes(found, t))
    unplaced = int((rows["lat"].isna() | rows["lon"].isna()).sum())
    if unplaced:
        notes.append(t("programme_note.assets_without_place", number=whole(unplaced)))
    return made(
        "asset_points", answer, t, rows,
        ("asset_name", "asset_kind", "market_name", "state", "uptime_share", "lat", "lon"),
        Drawing("points", x="lon", y="lat", value="uptime_share", label="asset_name", unit="share"),
        _said(found, t), tuple(notes),
    )  # fmt: skip


@exhibit("asset_states")
def asset_states(answer: Answer, t: Translator) -> Exhibit:
    """Every thing with its last sign of life, those that are silent first, of ``programmes.assets``."""
    found = _states(answer, t)
    return made(
        "asset_states", answer, t, found,
        ("asset_name", "asset_kind", "market_name", "state", "last_heartbeat_on", "silent_days", "uptime_share",
         "content_changed_on", "content_days", "installed_on"),
        Drawing("table", y="asset_name"), _said(found, t), _notes(found, t),
    )  # fmt: skip


@exhibit("parking_heat")
def parking_heat(answer: Answer, t: Translator) -> Exhibit:
    """How full the car parks are by weekday and hour, of ``programmes.asset_hours``."""
    found = occupancy(answer.rows)
    labels = tuple((str(at), name) for at, name in enumerate(t("programme_chart.weekdays_from_monday").split(",")))
    rows = found.assign(
        weekday_key=found["weekday"].astype(int).astype(str),
        hour=found["hour"].astype(int),
        weekday=[dict(labels)[str(int(at))] for at in found["weekday"]],
    )
    finding = nothing(t)
    known = rows[rows["occupied_share"].notna()]
    if len(known):
        most = known.loc[known["occupied_share"].idxmax()]
        full = full_share(answer.rows)
        finding = t(
            "programme_finding.parking_heat",
            weekday=most["weekday"],
            hour=int(most["hour"]),
            part=Word(share(most["occupied_share"])),
        )
        if full is not None:
            finding += " " + t("programme_finding.parking_full", part=Word(share(full)))
    return made(
        "parking_heat", answer, t, rows, ("weekday", "hour", "occupied_share", "full_share", "known_count"),
        Drawing("heat", x="hour", y="weekday_key", value="occupied_share", series_labels=labels, unit="share"),
        finding, (t("programme_note.parking_bays"),),
    )  # fmt: skip


@exhibit("parking_hours")
def parking_hours(answer: Answer, t: Translator) -> Exhibit:
    """How full the car parks are by hour on market days and on others, of ``programmes.asset_hours``."""
    labels = tuple((key, t(f"parking_day.{key}")) for key in ("market_day", "other"))
    found = by_hour(answer.rows)
    rows = found.assign(
        day_kind=[dict(labels)[key] for key in found["day_kind"]],
        day_key=found["day_kind"],
        hour=found["hour"].astype(int),
    )
    finding, peaks = nothing(t), {}
    for key, own in rows.dropna(subset=["occupied_share"]).groupby("day_key"):
        peaks[key] = own.loc[own["occupied_share"].idxmax()]
    if len(peaks) == 2:
        finding = t(
            "programme_finding.parking_hours",
            market=Word(share(peaks["market_day"]["occupied_share"])), market_hour=int(peaks["market_day"]["hour"]),
            other=Word(share(peaks["other"]["occupied_share"])), other_hour=int(peaks["other"]["hour"]),
        )  # fmt: skip
    elif peaks:
        finding = t("programme_finding.parking_one_kind")
    return made(
        "parking_hours", answer, t, rows, ("day_kind", "hour", "occupied_share", "full_share"),
        Drawing("line", x="hour", y="occupied_share", series="day_key", series_labels=labels, unit="share"),
        finding, (t("programme_note.parking_bays"),),
    )  # fmt: skip


@exhibit("camera_coverage")
def camera_coverage(answer: Answer, t: Translator) -> Exhibit:
    """Stores that cameras watch over all stores, with alarms and minutes to respond, of ``programmes.assets``."""
    rows = coverage(answer.rows)
    finding = nothing(t)
    covered, stores = (rows[name].where(rows["covered_share"].notna()).sum(min_count=1)
                       for name in ("covered_store_count", "store_count"))  # fmt: skip
    if is_known(covered) and stores > 0:
        finding = t(
            "programme_finding.camera_coverage",
            stores=whole(stores),
            covered=whole(covered),
            part=share(covered / stores),
        )
        alarms, wrong = rows["alarm_count"].sum(min_count=1), rows["false_alarm_count"].sum(min_count=1)
        if is_known(alarms) and alarms > 0 and is_known(wrong):
            finding += " " + t(
                "programme_finding.camera_alarms", alarms=whole(alarms), part=Word(share(wrong / alarms))
            )
    elif len(rows):
        finding = t("programme_finding.camera_untold", markets=whole(len(rows)))
    notes = [t("programme_note.response_minutes")]
    if bool((rows["covered_share"] > 1).any()):
        notes.append(t("programme_note.covered_twice"))
    return made(
        "camera_coverage", answer, t, rows,
        ("market_name", "camera_count", "covered_store_count", "store_count", "covered_share", "alarm_count",
         "false_alarm_count", "false_share", "response_minutes"),
        Drawing("horizontal_bar", x="market_name", y="covered_share", unit="share"), finding, tuple(notes),
    )  # fmt: skip
