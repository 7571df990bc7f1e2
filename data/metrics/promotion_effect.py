"""All methods on one promotion, side by side: what each says, or why it cannot tell."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from data.calendar_rules import trades_on_thirty_first
from data.metrics import did, displacement, persistence
from data.metrics.calendar import Trade, calendar_months, trading_days
from data.metrics.controls import Chosen
from data.metrics.effect import Cannot, Doubt, Effect
from data.metrics.event_study import PreTrend, event_study, pre_trend
from data.metrics.leading import COMPARISONS, by
from data.metrics.panel import Flags, Numbers, Panel, panel
from data.metrics.promoted import Promotion
from data.metrics.spans import AFTER, Span
from data.metrics.synthetic import MOST_TREATED, Synthetic, effect_of, synthetic

#: Methods in the order in which they stand; one ``synthetic`` for each treated market.
METHODS = ("year_on_year", "did_log", "did_level", "did_calendar", "did_season", "did_trend", "synthetic")
#: The order in which one is read aloud; the first that can tell. Fixed beforehand, so that no result chooses it.
READ_ALOUD = (*COMPARISONS, "synthetic")

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Models:
    """effects: every method in fixed order. study, courses: rows of the two pictures; None where there are none."""

    effects: tuple[Effect, ...]
    displaced: tuple[Effect, ...] = ()
    stayed: tuple[Effect, ...] = ()
    panel: Panel | None = None
    before: PreTrend | None = None
    study: pd.DataFrame | None = None
    mixes: tuple[Synthetic, ...] = ()
    chosen: Chosen | None = None
    lost: tuple[int, ...] = field(default=())

    @property
    def leading(self) -> Effect | None:
        """The method that is read aloud."""
        told = {one.key: one for one in reversed(self.effects) if one.tells}
        return next((told[key] for key in READ_ALOUD if key in told), None)


def doubtful(why: Doubt) -> Models:
    """Every method with the same reason."""
    moved, after = ("other_means", "neighbours"), tuple(f"after_{first}_{last}" for first, last in AFTER)
    effects, displaced, stayed = (tuple(Effect(key, doubts=(why,)) for key in some) for some in (METHODS, moved, after))
    return Models(effects, displaced, stayed)


def obstacle(of: Promotion, overlapping: Sequence[int] = ()) -> Doubt | None:
    """What keeps every method from beginning: no end, no market, all of them in another promotion at the time."""
    if isinstance(of.span, Doubt):
        return of.span
    if not of.treated:
        return Doubt.of(Cannot.EVERYBODY_TREATED if not of.late else Cannot.NO_MARKETS)
    if set(of.treated) <= set(overlapping):
        return Doubt.of(Cannot.OVERLAPPING)
    return None


def models(
    paid: pd.DataFrame,
    other: pd.DataFrame,
    of: Promotion,
    chosen: Chosen,
    places: pd.DataFrame,
    told: Progress = lambda step: None,
) -> Models:
    """All methods. paid: rows of ``promoted.promoted``, other: of ``promoted.beside``, of treated markets, controls and
    neighbours; places: of ``promotions.places``. told is called with the name of each step before it is taken."""
    overlapping = set(chosen.left_out.loc[(chosen.left_out["why"] == "overlapping").to_numpy(), "market_id"])
    stopped = obstacle(of, tuple(overlapping))
    if stopped is not None or not isinstance(of.span, Span):
        return replace(doubtful(stopped or Doubt.of(Cannot.NO_END)), chosen=chosen)
    treated = tuple(one for one in of.treated if one not in overlapping)
    told("alike")
    made = panel(paid, treated, chosen.controls, of.span)
    if isinstance(made, Doubt):
        return replace(doubtful(made), chosen=chosen)
    before = pre_trend(made)
    effects = [did.year_on_year(made), *_alike(made, before, places)]
    effects += [by(made, method, made.is_during) for method in ("did_season", "did_trend")]
    told("synthetic")
    mixes, mixed = _mixes(made)
    told("displaced")
    displaced = (
        displacement.from_other_means(other, treated, chosen.controls, of.span),
        displacement.from_neighbours(paid, chosen.neighbours, chosen.controls, of.span),
    )
    told("stayed")
    after = persistence.stayed(paid, treated, chosen.controls, of.span)
    study = event_study(_longest(paid, treated, chosen, of.span) or made)
    return Models(
        (*effects, *mixed), displaced, tuple(after), made, before, study, mixes, chosen,
        (*(one for one in of.treated if one in overlapping), *made.lost),
    )  # fmt: skip


def _alike(made: Panel, before: PreTrend, places: pd.DataFrame) -> list[Effect]:
    """The methods that believe that all would have gone on alike, and fall with the test of the months before."""
    found = [by(made, "did_log", made.is_during), did.did_level(made), did.did_calendar(made, *trading(made, places))]
    return [replace(one, estimate=None, doubts=before.doubts) if before.failed else one for one in found]


def trading(made: Panel, places: pd.DataFrame) -> tuple[Numbers, Flags]:
    """Trading days of the markets (rows) in the months (columns), and which months hold part of a run-up to a feast."""
    known = {int(row.market_id): row for row in places.itertuples()}
    trades = [_trade(known.get(one)) for one in made.market_ids]
    counts = {trade: [len(trading_days(month, trade)) for month in made.months] for trade in dict.fromkeys(trades)}
    months = calendar_months(list(made.months), Trade())
    festive = (months["new_year_run_up_count"] + months["chuseok_run_up_count"]).to_numpy() > 0
    return np.array([counts[trade] for trade in trades], dtype="float64"), np.asarray(festive)


def _trade(place: object) -> Trade:
    """When a market trades; every day where that is not known."""
    days = str(getattr(place, "market_days", ""))
    daily = not days or getattr(place, "kind", "") == "mixed"
    return Trade(days, daily, bool(days) and trades_on_thirty_first(str(getattr(place, "sigungu_code", ""))))


def _mixes(made: Panel) -> tuple[tuple[Synthetic, ...], list[Effect]]:
    """A synthetic control for every treated market, where they are few."""
    if made.treated_count > MOST_TREATED:
        doubt = Doubt.of(Cannot.MANY_TREATED, treated=made.treated_count, most=MOST_TREATED)
        return (), [Effect("synthetic", doubts=(doubt,))]
    own = [one for one, treated in zip(made.market_ids, made.is_treated, strict=True) if treated]
    mixes = tuple(synthetic(made, one) for one in own)
    return mixes, [effect_of(one, made) for one in mixes]


def _longest(paid: pd.DataFrame, treated: tuple[int, ...], chosen: Chosen, span: Span) -> Panel | None:
    """The panel with as many months after the end as there are: what the picture of months shows."""
    for after in range(AFTER[-1][1], 0, -1):
        found = panel(paid, treated, chosen.controls, span, after=after)
        if isinstance(found, Panel):
            return found
    return None
