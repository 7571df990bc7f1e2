"""The views of a programme: one function each, in the order its kind tells (``data/programmes/kinds.toml``)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from components.charts import adoption as of_adoption
from components.charts import (
    programmes_assets,
    programmes_events,
    programmes_figures,
    programmes_parties,
    programmes_platforms,
    programmes_promises,
)
from components.charts.programmes import programme_budget, programme_history
from components.exhibit import Exhibit
from components.text import Translator
from components.ui import supporting_days
from components.ui.clock import today
from components.ui.load import load
from data.answer import Answer
from data.choice import Choice
from data.metrics import Reading
from data.metrics.programmes_assets import parking_turnover
from data.metrics.programmes_events import (
    broadcast_conversion,
    broadcast_cost_ratio,
    coupon_liability,
    coupon_redemption,
    learner_action_share,
    sales_per_broadcast,
)
from data.metrics.programmes_platforms import platform_concentration
from data.programmes import kind
from data.queries import adoption, programmes


@dataclass(frozen=True)
class Asked:
    """A programme that is looked at: its row of the ledger, what it is asked by, the words."""

    known: Answer
    t: Translator

    @property
    def one(self) -> Choice:
        """The programme itself."""
        return Choice(programme=self.code)

    @property
    def row(self) -> pd.Series:
        """Its row of the ledger."""
        return self.known.rows.iloc[0]

    @property
    def code(self) -> str:
        """Its code."""
        return str(self.row["programme_code"])

    @property
    def place(self) -> Choice:
        """The programme in its own place: for questions about all markets there."""
        return Choice(sido=self.row["sido_code"] or None, sigungu=self.row["sigungu_code"] or None, programme=self.code)


@dataclass(frozen=True)
class View:
    """What a view shows: readings first, then exhibits."""

    exhibits: list[Exhibit]
    readings: tuple[Reading, ...] = ()
    answers: tuple[Answer, ...] = ()


def targets(asked: Asked) -> View:
    """Progress against each target."""
    figures, events = load(programmes.figures, asked.one), load(programmes.events, asked.one)
    return View([programmes_figures.programme_targets(figures, asked.t, events=events)])


def ratios(asked: Asked) -> View:
    """Quotients of the published numbers."""
    return View([programmes_figures.programme_ratios(load(programmes.figures, asked.one), asked.t)])


def campaign(asked: Asked) -> View:
    """Gross, per person, against the year before."""
    return View([programmes_figures.campaign_numbers(load(programmes.figures, asked.one), asked.t)])


def same_days(asked: Asked) -> View:
    """Campaign days against the same weekdays without it."""
    return View([programmes_figures.campaign_same_days(supporting_days.found(asked.one), asked.t)])


def broadcasts(asked: Asked) -> View:
    """Every broadcast, worst first."""
    told = load(programmes.events, asked.one)
    readings = sales_per_broadcast(told), broadcast_conversion(told), broadcast_cost_ratio(told)
    return View([programmes_events.programme_broadcasts(told, asked.t)], readings, (told,))


def coupons(asked: Asked) -> View:
    """What became of the coupons, and what they may cost."""
    told = load(programmes.events, asked.one)
    own = told.rows[told.rows["event_kind"] == "coupon_issue"]
    if own.empty:
        return View([programmes_events.coupon_issues(told, asked.t, as_of=today())])
    made = [
        programmes_events.coupon_burn_down(told, asked.t, as_of=today()),
        programmes_events.coupon_issues(told, asked.t, as_of=today()),
    ]
    return View(made, (coupon_liability(told), coupon_redemption(told)), (told,))


def learners(asked: Asked) -> View:
    """From registration to real use."""
    told, people = load(programmes.events, asked.one), load(programmes.participants, asked.one)
    made = programmes_events.learner_funnel(told, asked.t, participants=people)
    return View([made], (learner_action_share(told),), (told,))


def reach(asked: Asked) -> View:
    """Friends, visits, spending."""
    return View([programmes_events.reach_steps(load(programmes.events, asked.one), asked.t)])


def promises(asked: Asked) -> View:
    """Promised and delivered."""
    return View([programmes_promises.promise_checklist(load(programmes.milestones, asked.one), asked.t, as_of=today())])


def milestones(asked: Asked) -> View:
    """Milestones and money spent to date."""
    told = load(programmes.milestones, asked.one)
    return View([
        programmes_promises.promise_checklist(told, asked.t, as_of=today()),
        programmes_promises.milestone_spend(
            told, asked.t, as_of=today(), figures=load(programmes.figures, asked.one)
        ),
    ])  # fmt: skip


def exposure(asked: Asked) -> View:
    """How much hangs on one platform."""
    told = load(programmes.platform_sales, asked.one)
    drawn = (
        programmes_platforms.platform_exposure, programmes_platforms.exposure_course, programmes_platforms.platform_mix,
    )  # fmt: skip
    return View([draw(told, asked.t) for draw in drawn], (platform_concentration(told),), (told,))


def channels(asked: Asked) -> View:
    """State of each channel, and the markets that stay on it."""
    people, sales = load(programmes.participants, asked.one), load(programmes.platform_sales, asked.one)
    return View([programmes_parties.programme_channels(people, asked.t, sales=sales, as_of=today())])


def teams(asked: Asked) -> View:
    """ROAS and ROI side by side, and who is still going."""
    people, figures = load(programmes.participants, asked.one), load(programmes.figures, asked.one)
    return View([
        programmes_parties.team_returns(people, asked.t, figures=figures),
        programmes_parties.still_going_after(people, asked.t, since="begin"),
    ])  # fmt: skip


def going_on(asked: Asked) -> View:
    """What was left after the support ended, and everybody who took part."""
    people, ends_on = load(programmes.participants, asked.one), asked.row["ends_on"]
    ended = None if pd.isna(ends_on) else ends_on
    return View([
        programmes_parties.still_going_after(people, asked.t, ends_on=ended),
        programmes_parties.programme_participants(people, asked.t),
    ])  # fmt: skip


def use_of_channels(asked: Asked) -> View:
    """The stores it brought to a channel: funnel, active markets, those that sold nothing."""
    people = load(programmes.participants, asked.one)
    told = load(adoption.uses, Choice(sido=asked.row["sido_code"] or None, sigungu=asked.row["sigungu_code"] or None))
    markets, own = people.rows["market_id"].dropna().unique(), kind(str(asked.row["programme_kind"])).channels
    rows = told.rows[(told.rows["market_id"].isin(markets) & told.rows["channel"].isin(own)).to_numpy()]
    found = replace(told, rows=rows, question=f"{told.question} {asked.code}", choice=asked.one)
    drawn = [of_adoption.adoption_funnel, of_adoption.channel_states]
    # one market has no course of markets: it is there or it is not
    if rows["market_id"].nunique() > 1:
        drawn.insert(1, of_adoption.active_markets)
    return View([draw(found, asked.t) for draw in drawn])


def assets(asked: Asked) -> View:
    """Things on a map, grey where silent, and their last sign of life."""
    told = load(programmes.assets, asked.one)
    return View([programmes_assets.asset_points(told, asked.t), programmes_assets.asset_states(told, asked.t)])


def parking(asked: Asked) -> View:
    """How full, by hour, weekday and market day; turnover."""
    hours, cars = load(programmes.asset_hours, asked.one), load(programmes.car_days, asked.one)
    made = [programmes_assets.parking_heat(hours, asked.t), programmes_assets.parking_hours(hours, asked.t)]
    return View(made, (parking_turnover(cars),), (cars,))


def cameras(asked: Asked) -> View:
    """Stores watched, alarms, minutes to respond."""
    return View([programmes_assets.camera_coverage(load(programmes.assets, asked.one), asked.t)])


def managers(asked: Asked) -> View:
    """Markets with and without a manager."""
    return View([programmes_parties.market_managers(load(programmes.managers, asked.place), asked.t, as_of=today())])


def nothing(asked: Asked) -> View:
    """A view that stands on another page: a link (``supporting_show.LINKS``)."""
    return View([])


#: View -> what draws it. ``data.programmes.VIEWS`` names them all.
VIEWS: Mapping[str, Callable[[Asked], View]] = MappingProxyType({
    "targets": targets, "ratios": ratios, "campaign": campaign, "same_days": same_days, "broadcasts": broadcasts,
    "coupons": coupons, "learners": learners, "reach": reach, "promises": promises, "milestones": milestones,
    "exposure": exposure, "channels": channels, "teams": teams, "going_on": going_on, "adoption": use_of_channels,
    "assets": assets, "parking": parking, "cameras": cameras, "managers": managers, "delivery": nothing,
    "effect": nothing, "requests": nothing, "claims": nothing,
})  # fmt: skip


def views_of(known: Answer) -> tuple[str, ...]:
    """The views of the programme's kind, in order."""
    return kind(str(known.rows["programme_kind"].iloc[0])).views


def money(asked: Asked) -> View:
    """Planned and spent, by funder and year."""
    return View([programme_budget(load(programmes.budgets, asked.one), asked.t)])


def evidence(asked: Asked) -> View:
    """Every figure with its source."""
    return View([programmes_figures.programme_evidence(load(programmes.figures, asked.one), asked.t)])


def changes(asked: Asked) -> View:
    """What was put in and changed by whom."""
    return View([programme_history(load(programmes.history, asked.one), asked.t)])


def everything(asked: Asked) -> list[Exhibit]:
    """Every exhibit of the programme: what its kind shows, money, evidence, changes."""
    drawn = [*(VIEWS[name] for name in views_of(asked.known)), money, evidence, changes]
    by_key = {made.key: made for draw in reversed(drawn) for made in draw(asked).exhibits}
    return list(reversed(by_key.values()))
