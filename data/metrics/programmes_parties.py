"""Who took part in programmes and what became of them: teams, channels, market managers, those still going.

Rows: ``programmes.participants``, one per participant: programme_code, participant_kind, participant_name (shops under
``store_name``), joined_on, left_on, completed_on, first_use_on, last_active_on, published_on (datetime64, NaT = not
told), state, ad_spend_krw, ad_sales_krw, grant_count.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.collation import by_name
from data.metrics.adoption import DORMANT_DAYS
from data.metrics.programmes_figures import interval, named

#: Months after which it is asked who is still going.
AFTER_MONTHS = (3, 6, 12, 24)
DAYS_OF_MONTH = 30.4375


def told_until(rows: pd.DataFrame) -> pd.Timestamp:
    """The last day the rows speak of, by their own days: nobody can be asked about a day after it. NaT without any."""
    days = [rows[name].max() for name in ("last_active_on", "left_on", "published_on") if name in rows and len(rows)]
    known = [day for day in days if not pd.isna(day)]
    return max(known) if known else pd.NaT


@dataclass(frozen=True)
class Going:
    """Of those for whom so many months have passed: how many of them were still going then."""

    months: int
    due: int
    going: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where the time has not passed for anyone."""
        return self.going / self.due if self.due else None


def still_going(
    rows: pd.DataFrame, start: "pd.Series | pd.Timestamp", as_of: pd.Timestamp, months: Sequence[int] = AFTER_MONTHS
) -> list[Going]:
    """Who was still going so many months after ``start``, of those whose activity is told and for whom it is due.

    Still going: not left by that day, and active within 90 days before it or later. One of whom neither the last
    activity nor the leaving is told is not counted on either side, and nobody is asked about a day after ``as_of``.
    """
    told = rows["last_active_on"].notna() | rows["left_on"].notna()
    begun = start if isinstance(start, pd.Series) else pd.Series(start, rows.index)
    made = []
    for number in months:
        day = begun + pd.DateOffset(months=number)
        due = told & begun.notna() & (day <= as_of)
        active = rows["last_active_on"].isna() | (rows["last_active_on"] >= day - pd.Timedelta(days=DORMANT_DAYS))
        going = due & active & (rows["left_on"].isna() | (rows["left_on"] > day))
        made.append(Going(number, int(due.sum()), int(going.sum())))
    return made


def begun_on(rows: pd.DataFrame) -> pd.Series:
    """The day a participant's own time begins: the first use, else the completed training, else the joining."""
    return rows["first_use_on"].fillna(rows["completed_on"]).fillna(rows["joined_on"])


def teams(participants: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Teams with ROAS and ROI side by side, in the order of their names.

    Columns: participant_name, ad_spend_krw, ad_sales_krw, low_share, high_share (ROAS = sales from ads over ad spend),
    roi_low_share, roi_high_share (ROAS - 1), basis: computed (from spend and sales) or published (a figure ROAS of that
    name), growth_text (a published growth of sales, as written), state, last_active_on, left_on.
    """
    own = participants[participants["participant_kind"] == "team"]
    published = named(figures[figures["participant"] != ""])
    names = sorted({*own["participant_name"].astype(str), *published.loc[published["name"] == "roas", "participant"],
                    *published.loc[published["name"] == "sales_growth", "participant"]})  # fmt: skip
    rows = {str(one.participant_name): one for one in own.itertuples(index=False)}
    made = [_team(name, rows.get(name), published[published["participant"] == name]) for name in names]
    columns = ["participant_name", "ad_spend_krw", "ad_sales_krw", "low_share", "high_share", "roi_low_share",
               "roi_high_share", "basis", "growth_text", "state", "last_active_on", "left_on"]  # fmt: skip
    found = pd.DataFrame(made, columns=columns)
    numbers = [name for name in columns if name.endswith(("_krw", "_share"))]
    days = {name: pd.to_datetime(found[name]) for name in ("last_active_on", "left_on")}
    return found.astype(dict.fromkeys(numbers, "float64")).assign(**days)


def _team(name: str, row: "object | None", figures: pd.DataFrame) -> tuple[object, ...]:
    spend = _float(getattr(row, "ad_spend_krw", None))
    sales = _float(getattr(row, "ad_sales_krw", None))
    low, high, basis = _roas(spend, sales, figures[figures["name"] == "roas"])
    growth = figures.loc[figures["name"] == "sales_growth", "value_text"]
    return (
        name, spend, sales, low, high, low - 1, high - 1, basis, str(growth.iloc[-1]) if len(growth) else "",
        getattr(row, "state", ""), getattr(row, "last_active_on", pd.NaT), getattr(row, "left_on", pd.NaT),
    )  # fmt: skip


def _roas(spend: float, sales: float, published: pd.DataFrame) -> tuple[float, float, str]:
    """Low and high of the quotient and where it comes from: the rows' own money goes before a published number."""
    if spend > 0 and not math.isnan(sales):
        return sales / spend, sales / spend, "computed"
    told = interval(published["low"].iloc[-1], published["high"].iloc[-1]) if len(published) else None
    return (math.nan, math.nan, "") if told is None else (told.low, told.high, "published")


def channels(participants: pd.DataFrame, sales: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Platforms a programme sold through, those that closed first: state, days, and what its sales were made of.

    Columns: platform, state (as told, else closed once left, else active), joined_on, left_on, alive_months (until it
    was left, else last active, else as_of; NaN without a beginning), sales_krw, order_count, public_share (of the sales
    to public bodies), discount_share and kept_share (of the sales before the discount), settlement_days.
    """
    own = participants[participants["participant_kind"] == "platform"]
    sums = _sales_by_platform(sales)
    names = sorted({*own["participant_name"].astype(str), *map(str, sums.index)})
    told = own.drop_duplicates("participant_name").set_index("participant_name")
    made = pd.DataFrame({"platform": pd.Series(names, dtype="str")})
    for name in ("joined_on", "left_on"):
        made[name] = pd.to_datetime(told[name].reindex(names).to_numpy()) if len(told) else pd.NaT
    states = told["state"].reindex(names).fillna("").to_numpy() if len(told) else [""] * len(names)
    made["state"] = [
        _channel_state(str(state), left, as_of) for state, left in zip(states, made["left_on"], strict=True)
    ]
    active = pd.to_datetime(told["last_active_on"].reindex(names).to_numpy()) if len(told) else made["left_on"]
    until = made["left_on"].fillna(pd.Series(active, made.index)).fillna(as_of).clip(upper=as_of)
    made["alive_months"] = ((until - made["joined_on"]).dt.days / DAYS_OF_MONTH).clip(lower=0) if len(made) else []
    made = made.join(sums, on="platform")
    order = made["state"].map({"closed": 0, "reduced": 1}).fillna(2)
    return made.assign(order=order).sort_values(["order", "platform"]).drop(columns="order").reset_index(drop=True)


def _sales_by_platform(sales: pd.DataFrame) -> pd.DataFrame:
    numbers = ["sales_krw", "order_count", "discount_krw", "public_sales_krw"]
    plain = sales.assign(platform=sales["platform"].astype("str")).astype(
        dict.fromkeys([*numbers, "settlement_days"], "float64")
    )
    sums = plain.groupby("platform")[numbers].sum(min_count=1)
    sold = sums["sales_krw"].where(sums["sales_krw"] > 0)
    last = plain.sort_values("month").dropna(subset=["settlement_days"]).groupby("platform")["settlement_days"].last()
    return sums.assign(
        public_share=sums["public_sales_krw"] / sold,
        discount_share=sums["discount_krw"] / sold,
        kept_share=1 - sums["discount_krw"] / sold,
        settlement_days=last.reindex(sums.index),
    )[["sales_krw", "order_count", "public_share", "discount_share", "kept_share", "settlement_days"]]


def _channel_state(told: str, left: pd.Timestamp, as_of: pd.Timestamp) -> str:
    if told:
        return told
    return "closed" if not pd.isna(left) and left <= as_of else "active"


def managers(rows: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Markets with and without a manager, those longest without one first; of ``programmes.managers``.

    Columns: market_id, market_name, manager_name ('' = none now), joined_on (of the present one), vacant_months (since
    the last one left; NaN where there never was one or there is one), grant_count, worked_years, grants_per_year
    (over all managers of the market), state: filled, vacant, never.
    """
    made = [_market(part, as_of) for _, part in rows.groupby(["market_id"], sort=False)] if len(rows) else []
    columns = ["market_id", "market_name", "manager_name", "joined_on", "vacant_months", "grant_count", "worked_years",
               "grants_per_year", "state"]  # fmt: skip
    found = pd.DataFrame(made, columns=columns)
    found = found.astype(dict.fromkeys(("vacant_months", "grant_count", "worked_years", "grants_per_year"), "float64"))
    found["joined_on"] = pd.to_datetime(found["joined_on"])
    order = found["state"].map({"vacant": 0, "never": 1, "filled": 2})
    ordered = found.assign(order=order, gap=-found["vacant_months"])
    return (
        ordered.sort_values(["order", "gap", "market_name"], key=by_name)
        .drop(columns=["order", "gap"])
        .reset_index(drop=True)
    )


def _market(rows: pd.DataFrame, as_of: pd.Timestamp) -> tuple[object, ...]:
    known = (rows["market_id"].iloc[0], rows["market_name"].iloc[0])
    ever = rows[rows["joined_on"].notna()].sort_values("joined_on")
    if ever.empty:
        return (*known, "", pd.NaT, *[math.nan] * 4, "never")
    until = ever["left_on"].where(ever["left_on"] < as_of, as_of)
    years = float((until - ever["joined_on"]).dt.days.clip(lower=0).sum()) / 365.25
    grants = pd.to_numeric(ever["grant_count"]).astype("float64").sum(min_count=1)
    now = ever[ever["left_on"].isna() | (ever["left_on"] > as_of)]
    per_year = grants / years if years > 0 else math.nan
    common = (grants, years, per_year)
    if len(now):
        last = now.iloc[-1]
        return (*known, str(last["manager_name"]), last["joined_on"], math.nan, *common, "filled")
    gap = (as_of - ever["left_on"].max()).days / DAYS_OF_MONTH
    return (*known, "", pd.NaT, gap, *common, "vacant")


def _float(value: object) -> float:
    return math.nan if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]
