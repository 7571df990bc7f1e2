"""One promotion from its rule to what stayed: asks the questions and hands the rows to the methods.

Whoever asks brings the way to ask (``Ask``): a page its ``load``, a command or a test an open store. First comes what
needs the treated markets alone (``first``), then the methods that need similar markets (``second``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data.answer import Answer, joined
from data.choice import Choice
from data.metrics import promotion_effect
from data.metrics.controls import MOST_CONTROLS, Chosen, choose, together
from data.metrics.displacement import in_won
from data.metrics.effect import Cannot, Doubt, Estimate
from data.metrics.peers import peers
from data.metrics.promoted import Promotion, beside, others_overlapping, promoted, promotion
from data.metrics.promotion_effect import Models
from data.metrics.promotion_money import Gross, Subsidy, gross, subsidy
from data.metrics.spans import LEAST_BEFORE, Span
from data.queries import Query, promotions
from data.queries import peers as of_peers

Ask = Callable[[Query, Choice], Answer]
#: Similar markets looked at before those without a full row of months are left out.
CANDIDATES = 2 * MOST_CONTROLS
#: Treated markets whose similar ones are looked for: evenly out of more.
MOST_LOOKED_FROM = 10


@dataclass(frozen=True)
class First:
    """What the treated markets alone tell. money: the bound of public money; own: what people paid themselves."""

    of: Promotion
    gross: Gross | Doubt
    money: Subsidy | Doubt
    answer: Answer
    names: dict[int, str]


@dataclass(frozen=True)
class Second:
    """What similar markets add. paid_krw: gross amount of the markets that the models speak of; extra_krw: how much of
    it the leading method says would not have come, None where it cannot tell."""

    models: Models
    answer: Answer
    names: dict[int, str]
    extra_krw: Estimate | None


def all_promotions(ask: Ask) -> tuple[Promotion, ...]:
    """Every promotion in the store, the newest first."""
    rows, taking = ask(promotions.listed, Choice()).rows, ask(promotions.taking_part, Choice()).rows
    return tuple(
        promotion(row, taking[(taking["programme_code"] == row["programme_code"]).to_numpy()])
        for row in rows.to_dict("records")
    )


def first(ask: Ask, of: Promotion) -> First:
    """Gross figure, bound of the subsidy and own money."""
    answer = _months(ask, of, of.treated)
    taking = ask(promotions.taking_part, Choice()).rows
    names = {int(row.market_id): str(row.market_name) for row in taking.itertuples()}
    found: Gross | Doubt
    if isinstance(of.span, Doubt):
        found = of.span
    elif of.base is None:
        found = Doubt.of(Cannot.BASE_MISSING, month=of.span.base)
    else:
        found = gross(promoted(answer.rows, of), of.treated, of.span, of.base)
    money: Subsidy | Doubt = found if isinstance(found, Doubt) else _money(found, of)
    return First(of, found, money, answer, names)


def _money(found: Gross, of: Promotion) -> Subsidy | Doubt:
    return subsidy(found.amount_krw, of.rule, found.transaction_count, found.payer_count)


def second(
    ask: Ask, begun: First, all_of: Sequence[Promotion], told: Callable[[str], None] = lambda step: None
) -> Second:
    """Every method that needs similar markets. told is called with the name of each step before it is taken."""
    of, places = begun.of, ask(promotions.places, Choice())
    names = begun.names | {int(row.market_id): str(row.market_name) for row in places.rows.itertuples()}
    stopped = promotion_effect.obstacle(of)
    if stopped is not None or not isinstance(of.span, Span):
        return Second(promotion_effect.doubtful(stopped or Doubt.of(Cannot.NO_END)), begun.answer, names, None)
    told("similar")
    overlapping = others_overlapping(of, all_of)
    chosen = choose(similar(ask, of), places.rows, of.treated, of.late, overlapping)
    told("rows")
    answer = _months(ask, of, (*of.treated, *chosen.controls, *chosen.neighbours), of.span)
    paid, other = promoted(answer.rows, of), beside(answer.rows, of)
    chosen = _with_months(chosen, paid, of)
    found = promotion_effect.models(paid, other, of, chosen, places.rows, told)
    return Second(found, joined([answer, begun.answer, places], answer.rows), names, _extra(found))


def similar(ask: Ask, of: Promotion) -> tuple[int, ...]:
    """Markets like the treated ones, the most similar first; of a foreign promotion only such with foreign payments."""
    assert isinstance(of.span, Span)
    rows = ask(of_peers.features, _within(of.span)).rows
    told = rows["foreign_amount_krw" if of.is_foreign else "amount_krw"].notna() | rows["market_id"].isin(of.treated)
    rows = rows[told.to_numpy()]
    step = max(1, len(of.treated) // MOST_LOOKED_FROM)
    orders = [peers(rows, one, CANDIDATES + len(of.treated))["market_id"] for one in of.treated[::step]]
    ordered = together([[int(market) for market in order] for order in orders])
    return tuple(market for market in ordered if market not in of.treated)[:CANDIDATES]


def _within(span: Span) -> Choice:
    """The months before: what makes markets alike must not be what the promotion did."""
    return Choice(start=_number(span.before[0]), end=_number(span.before[-1]))


def _with_months(chosen: Chosen, paid: pd.DataFrame, of: Promotion) -> Chosen:
    """The controls that were told in every month from a year before to the end: the most similar ``MOST_CONTROLS``."""
    assert isinstance(of.span, Span)
    months = of.span.before[-LEAST_BEFORE:].append(of.span.during)
    told = paid[paid["month"].isin(months).to_numpy() & (paid["amount_krw"] > 0).to_numpy()]
    counts = told.groupby("market_id")["month"].nunique()
    whole = set(counts[counts == len(months)].index)
    kept = [one for one in chosen.controls if one in whole]
    gaps = pd.DataFrame([(one, "months_missing", "") for one in chosen.controls if one not in whole],
                        columns=chosen.left_out.columns)  # fmt: skip
    left = pd.concat([chosen.left_out, gaps], ignore_index=True) if len(gaps) else chosen.left_out
    return Chosen(tuple(kept[:MOST_CONTROLS]), chosen.neighbours, left)


def _months(ask: Ask, of: Promotion, markets: Sequence[int], span: Span | None = None) -> Answer:
    """Months of these markets by wallet or by method; all months, or those that the methods look at."""
    choice = Choice(among=tuple(dict.fromkeys(markets)))
    if span is not None:
        choice = choice.but(start=_number(span.before[0]), end=_number(span.after()[-1]))
    return ask(promotions.by_wallet if of.is_foreign else promotions.by_method, choice)


def _number(month: pd.Timestamp) -> int:
    return int(f"{month:%Y%m01}")


def _extra(found: Models) -> Estimate | None:
    """What the leading method's change means in won of the markets it speaks of."""
    leading, made = found.leading, found.panel
    if leading is None or leading.estimate is None or made is None:
        return None
    own = made.is_treated
    if leading.about:
        own = own & (np.array(made.market_ids) == int(leading.about))
    return in_won(leading.estimate, made.amounts[own][:, made.is_during])


__all__ = ["Ask", "First", "Second", "all_promotions", "first", "second", "similar"]
