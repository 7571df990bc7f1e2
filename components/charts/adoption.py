"""Digital use, not ownership: the funnel, how long channels go on, what state each is in."""

import numpy as np
import pandas as pd

from components.charts.columns import columns
from components.charts.derived import as_numbers
from components.charts.sayings import latest, nothing
from components.exhibit import Drawing, Exhibit, exhibit
from components.formatting import day, is_known, month, share, whole
from components.text import Translator
from components.text.josa import Word
from components.withheld import REASON, reasons_by
from data.answer import Answer
from data.collation import by_name
from data.metrics.active_markets import active_by_month
from data.metrics.adoption import alive_after, cohort, funnel, is_due, spells
from data.metrics.channels import ChannelState, states, store_state
from data.metrics.rows import hides
from data.metrics.survival import Step, share_after, survival

YEAR = 365
#: Curves drawn together; of more groups those with most stores.
MOST_CURVES = 6


@exhibit("adoption_funnel")
def adoption_funnel(answer: Answer, t: Translator) -> Exhibit:
    """Trained, opened, first order, order in the last 30 days, alive after a year; of ``adoption.uses``."""
    told = funnel(answer.rows, answer.rows["as_of_on"]) if len(answer.rows) else []
    rows = pd.DataFrame(
        [(t(f"stage.{one.key}"), one.count, one.of, one.share) for one in told],
        columns=["stage", "reached_count", "base_count", "reached_share"],
    )
    rows["stage_of"] = [
        t("chart.stage_of", stage=row.stage, count=whole(row.reached_count), of=whole(row.base_count))
        for row in rows.itertuples()
    ]
    finding = nothing(t)
    if told and told[2].of:
        finding = t(
            "finding.adoption_funnel",
            opened=whole(told[2].of),
            ordered=Word(share(told[2].share)),
            active=Word(share(told[3].share)),
        )
        if told[4].of:
            finding += " " + t("finding.adoption_alive", due=whole(told[4].of), alive=Word(share(told[4].share)))
    return Exhibit.of(
        "adoption_funnel",
        answer,
        title=t("chart.adoption_funnel"),
        rows=rows,
        finding=finding,
        columns=columns(t, "stage", "reached_count", "base_count", "reached_share"),
        drawing=Drawing("horizontal_bar", x="stage", y="reached_share", label="stage_of", unit="share"),
        definition=t("define.adoption_funnel"),
        notes=(t("note.funnel_base"), *_as_of(answer.rows, t)),
    )


@exhibit("adoption_survival")
def adoption_survival(answer: Answer, t: Translator, *, by: str = "channel") -> Exhibit:
    """Kaplan-Meier curves with 95 % intervals by channel or by half-year of opening (cohort)."""
    opened = answer.rows[answer.rows["opened_on"].notna()]
    keys = opened["channel"].astype(str) if by == "channel" else cohort(opened["opened_on"])
    largest = keys.value_counts(sort=True).head(MOST_CURVES).index
    parts = [(key, opened[(keys == key).to_numpy()]) for key in sorted(largest)]
    rows = pd.concat([_stairs(key, part) for key, part in parts]) if parts else _stairs("", opened)
    labels = tuple((key, _group_label(by, key, t)) for key, _ in parts)
    rows["line"] = [dict(labels).get(str(key), str(key)) for key in rows["group"]]
    return Exhibit.of(
        "adoption_survival",
        answer,
        title=t(f"chart.adoption_survival_{by}"),
        rows=rows,
        finding=_survival_finding(opened, t),
        columns=columns(
            t, "line", "elapsed_days", "at_risk_count", "ended_count", "alive_share", "low_share", "high_share"
        ),
        drawing=Drawing(
            "steps",
            x="elapsed_days",
            y="alive_share",
            series="group",
            series_labels=labels,
            unit="share",
            low="low_share",
            high="high_share",
        ),
        definition=t("define.adoption_survival"),
        notes=(t("note.survival_band"), t("note.survival_dormant"), *_as_of(answer.rows, t)),
    )


def _stairs(key: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Steps of one curve, and its level at the longest time watched."""
    days, has_ended = spells(rows, rows["as_of_on"])
    steps = survival(days.to_numpy("float64"), has_ended.to_numpy(bool))
    made = [(key, one.day, one.at_risk, one.ended, one.share, one.low, one.high) for one in steps]
    longest = int(days.max()) if steps else 0
    if steps and longest > steps[-1].day:
        last: Step = steps[-1]
        made.append((key, longest, int((days >= longest).sum()), 0, last.share, last.low, last.high))
    names = ["group", "elapsed_days", "at_risk_count", "ended_count", "alive_share", "low_share", "high_share"]
    return pd.DataFrame(made, columns=names).astype(dict.fromkeys(names[4:], "float64"))


def _group_label(by: str, key: str, t: Translator) -> str:
    if by == "channel":
        return channel_name(key, t)
    year, _, half = key.partition("-")
    return t(f"chart.half_{half}", year=year) if half else t("product.not_known")


def _survival_finding(opened: pd.DataFrame, t: Translator) -> str:
    if opened.empty:
        return nothing(t)
    days, has_ended = spells(opened, opened["as_of_on"])
    step = share_after(survival(days.to_numpy("float64"), has_ended.to_numpy(bool)), YEAR, float(days.max()))
    if step is None:
        return t("finding.survival_young", stores=whole(len(opened)))
    said = {"stores": whole(len(opened)), "alive": Word(share(step.share))}
    if step.low is None or step.high is None:
        return t("finding.survival_year", **said)
    return t("finding.survival_year_interval", **said, low=share(step.low), high=share(step.high))


@exhibit("active_markets")
def active_markets(answer: Answer, t: Translator) -> Exhibit:
    """Markets that ever joined and those still active, by month, of ``adoption.uses``."""
    counts = active_by_month(answer.rows, answer.rows["as_of_on"])
    lines = (("active_count", t("chart.markets_active")), ("joined_count", t("chart.markets_joined")))
    rows = counts.melt(["month", "active_share"], [key for key, _ in lines], "line_key", "market_count")
    rows = rows.assign(
        line=[dict(lines)[str(key)] for key in rows["line_key"]], market_count=as_numbers(rows["market_count"])
    )
    rows["month"] = pd.to_datetime(rows["month"])
    last = latest(counts, "joined_count") if len(counts) else None
    finding = nothing(t)
    if last is not None:
        finding = t(
            "finding.active_markets",
            month=month(last["month"], t.lang),
            joined=whole(last["joined_count"]),
            active=whole(last["active_count"]),
            alive=Word(share(last["active_share"])),
        )
    return Exhibit.of(
        "active_markets",
        answer,
        title=t("chart.active_markets"),
        rows=rows,
        finding=finding,
        columns=columns(t, "month", "line", "market_count", "active_share"),
        drawing=Drawing("line", x="month", y="market_count", series="line_key", series_labels=lines, unit="markets"),
        definition=t("define.active_markets"),
        notes=(t("note.not_cumulative"), *_as_of(answer.rows, t)),
    )


@exhibit("channel_states")
def channel_states(answer: Answer, t: Translator) -> Exhibit:
    """Every channel with its state and days, of ``adoption.uses``."""
    told = states(answer.rows)
    rows = pd.DataFrame(
        [
            (channel_name(one.channel, t), t(f"channel_state.{one.state}"), one.state, *_days_and_counts(one))
            for one in told
        ],
        columns=["channel", "state", "state_key", *_OF_CHANNELS],
    )
    counted = [(state, sum(one.state == state for one in told)) for state in ("active", "reduced", "closed", "planned")]
    named = ", ".join(
        t("finding.channels_in", state=t(f"channel_state.{state}"), number=n) for state, n in counted if n
    )
    return Exhibit.of(
        "channel_states",
        answer,
        title=t("chart.channel_states"),
        rows=rows,
        finding=t("finding.channel_states", channels=len(told), named=named) if told else nothing(t),
        columns=columns(t, "channel", "state", *_OF_CHANNELS),
        drawing=Drawing("table", y="channel"),
        definition=t("define.channel_states"),
        notes=_as_of(answer.rows, t),
    )


_OF_CHANNELS = (
    "first_opened_on", "last_order_on", "ended_on", "opened_count", "going_count", "dormant_count", "closed_count",
)  # fmt: skip


def _days_and_counts(one: ChannelState) -> tuple[object, ...]:
    return one.first_opened_on, one.last_order_on, one.ended_on, one.opened, one.going_on, one.dormant, one.closed


@exhibit("channel_counts")
def channel_counts(answer: Answer, t: Translator) -> Exhibit:
    """Counts by channel that name no store, of ``adoption.by_channel``: what everybody may see.

    A part (opened, ordered, closed) is added up where every market tells it that tells the whole.
    """
    names = ["told_count", "opened_count", "ordered_count", "closed_count"]
    numeric = answer.rows.assign(**{name: as_numbers(answer.rows[name]) for name in names})
    rows = numeric.groupby("channel", as_index=False)[names].sum(min_count=1)
    for name in names[1:]:
        rows[name] = rows[name].where(_told_throughout(numeric, name, rows["channel"]))
    why = reasons_by(answer.rows, answer.rows["channel"])
    rows[REASON] = [why.get(str(one), "") for one in rows["channel"]]
    rows["channel"] = [channel_name(str(one), t) for one in rows["channel"]]
    is_hidden, finding = hides(answer.rows), nothing(t)
    if rows["told_count"].notna().any():
        shown = answer.rows.loc[answer.rows["told_count"].notna(), "market_id"].nunique()
        finding = t(
            "finding.channel_counts_shown" if is_hidden else "finding.channel_counts",
            shown=whole(shown),
            markets=whole(answer.rows["market_id"].nunique()),
            told=whole(rows["told_count"].sum()),
            opened=whole(rows["opened_count"].sum()),
            ordered=whole(rows["ordered_count"].sum()),
        )
    of = ("told_count", "opened_count") if is_hidden else ("opened_count", "ordered_count")
    return Exhibit.of(
        "channel_counts",
        answer,
        title=t("chart.channel_counts"),
        rows=rows,
        finding=finding,
        columns=columns(t, "channel", *names),
        drawing=Drawing(
            "horizontal_bar",
            x="channel",
            y=of[0],
            unit="stores",
            beside=of[1],
            beside_label=t(f"column.{of[1]}"),
        ),
        definition=t("define.channel_counts"),
        notes=(t("note.counts_withheld"),),
    )


def _told_throughout(rows: pd.DataFrame, name: str, channels: pd.Series) -> "np.ndarray":
    """Of each channel whether every market that tells its stores tells this part of them."""
    told = rows[rows["told_count"].notna()]
    whole_of = told[name].notna().groupby(told["channel"]).all().to_dict()
    return np.array([whole_of.get(one, False) for one in channels], dtype=bool)


@exhibit("channel_stores")
def channel_stores(answer: Answer, t: Translator, *, of: int = 0) -> Exhibit:
    """Store by store: last order, state, alive after 12 and 24 months, of ``adoption.stores``. of: how many there are,
    where not all are listed.
    """
    rows = answer.rows.sort_values(["market_name", "store_name", "channel"], key=by_name)
    as_of = rows["as_of_on"]
    made = rows.assign(
        state=[t(f"store_state.{state}") for state in store_state(rows)],
        channel=[channel_name(str(one), t) for one in rows["channel"]],
        alive_12=_alive(rows, YEAR, t),
        alive_24=_alive(rows, 2 * YEAR, t),
    )
    due, alive = int(is_due(rows, YEAR, as_of).sum()), int(alive_after(rows, YEAR, as_of).sum())
    finding = nothing(t)
    if len(rows):
        finding = t("finding.channel_stores", rows=whole(len(rows)), due=whole(due), alive=Word(whole(alive)))
    return Exhibit.of(
        "channel_stores",
        answer,
        title=t("chart.channel_stores"),
        rows=made,
        finding=finding,
        columns=columns(
            t,
            "market_name",
            "store_name",
            "channel",
            "state",
            "opened_on",
            "last_order_on",
            "closed_on",
            "alive_12",
            "alive_24",
            "order_count",
            "sales_krw",
        ),
        drawing=Drawing("table", y="market_name"),
        definition=t("define.channel_stores"),
        notes=(
            *((t("note.first_listed", listed=whole(len(rows)), all=whole(of)),) if of > len(rows) else ()),
            t("note.names_not_rank"),
            *_as_of(answer.rows, t),
        ),
    )


def _alive(rows: pd.DataFrame, days: int, t: Translator) -> list[str]:
    due, alive = is_due(rows, days, rows["as_of_on"]), alive_after(rows, days, rows["as_of_on"])
    words = {True: t("chart.still_there"), False: t("chart.gone")}
    young = ["" if day is pd.NaT else t("chart.too_young") for day in rows["opened_on"]]
    return [words[bool(there)] if ripe else early for ripe, there, early in zip(due, alive, young, strict=True)]


def channel_name(channel: str, t: Translator) -> str:
    """Name of a sales channel in words; one that is not known stays as it is."""
    return t.either(f"sales_channel.{channel}", channel)


def _as_of(rows: pd.DataFrame, t: Translator) -> tuple[str, ...]:
    """The day the file speaks of; the oldest and the newest where files differ."""
    known = rows["as_of_on"].dropna() if len(rows) else rows
    if not len(known) or not is_known(known.max()):
        return ()
    first, last = day(known.min(), t.lang), day(known.max(), t.lang)
    return (t("note.as_of", day=last) if first == last else t("note.as_of_days", first=first, last=last),)
