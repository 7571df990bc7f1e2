"""What was found of a promotion as tidy rows, for pictures, tables and files. Reasons are kept as a short JSON text."""

import json
import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from data.metrics.effect import Doubt, Effect, Estimate
from data.metrics.promotion_money import Subsidy
from data.metrics.synthetic import course
from data.promotion_case import First, Second

MONEY = ("step", "value_krw", "low_krw", "high_krw", "doubts", "bound_by")
EFFECTS = (
    "method_key", "about_name", "effect_share", "effect_low_share", "effect_high_share", "against_before_share",
    "treated_count", "control_count", "months_before", "months_counted", "row_count", "chance_share", "spreads_by",
    "by", "doubts",
)  # fmt: skip
INDEX = ("month", "amount_krw", "transaction_count", "index", "change_share", "step_share", "phase", "is_provisional")
MARKETS = ("market_id", "market_name", "role", "why", "other_promotions", "weight_share")
STUDY = ("month", "relative_month", "phase", "change_share", "effect_low_share", "effect_high_share")
COURSE = ("month", "line_key", "amount_krw", "market_name", "phase")


def months(first: First) -> pd.DataFrame:
    """The promoted amounts from the base month on, each against the base itself. Columns: ``INDEX``, base_month."""
    if isinstance(first.gross, Doubt):
        return _empty((*INDEX, "base_month"))
    return first.gross.months[list(INDEX)].assign(base_month=first.gross.base)


def money(first: First, second: Second | None) -> pd.DataFrame:
    """From the gross figure to what may remain, a bound each. Columns: ``MONEY``.

    bound_by: of subsidy, which of rate, cap, budget is the smallest. step: gross, base (as many months at the base
    month's level), subsidy, own, extra (beyond similar markets), moved
    (from other means), near (from neighbours), remains (extra less subsidy and what was moved: bounds are added, which
    makes them wider than 95 %).
    """
    rows = [*_counted(first), *(_compared(first, second) if second else [])]
    made = pd.DataFrame(rows, columns=list(MONEY))
    return made.astype(dict.fromkeys(("value_krw", "low_krw", "high_krw"), "float64"))


def _counted(first: First) -> list[tuple[Any, ...]]:
    found = first.gross
    if isinstance(found, Doubt):
        return [("gross", None, None, None, written((found,)), "")]
    assert not isinstance(first.of.span, Doubt)
    base = found.base_krw * len(first.of.span.during)
    rows: list[tuple[Any, ...]] = [_exact("gross", found.amount_krw), _exact("base", base)]
    if isinstance(first.money, Doubt):
        return [*rows, *((step, None, None, None, written((first.money,)), "") for step in ("subsidy", "own"))]
    bounds = (("subsidy", first.money.krw), ("own", first.money.own_krw))
    return [*rows, *((step, None, bound.low, bound.high, "", first.money.bound_by) for step, bound in bounds)]


def _exact(step: str, value: float) -> tuple[Any, ...]:
    return (step, value, value, value, "", "")


def _compared(first: First, second: Second) -> list[tuple[Any, ...]]:
    extra, found = second.extra_krw, second.models
    unable = next((one.doubts for one in found.effects if one.key == "did_log" and not one.tells), ())
    rows = [_estimated("extra", extra, unable)]
    moved = {one.key: one for one in found.displaced}
    for step, key in (("moved", "other_means"), ("near", "neighbours")):
        one = moved[key]
        rows.append(_estimated(step, dict(one.said).get("krw"), one.doubts))
    least, most = _remains(first.money, extra, [rows[1], rows[2]])
    return [*rows, ("remains", None, least, most, "" if least is not None else written(unable), "")]


def _estimated(step: str, one: Estimate | None, doubts: Sequence[Doubt]) -> tuple[Any, ...]:
    if one is None:
        return (step, None, None, None, written(doubts), "")
    return (step, one.value, one.low, one.high, "", "")


def _remains(
    money: Subsidy | Doubt, extra: Estimate | None, moved: Sequence[tuple[Any, ...]]
) -> tuple[float | None, float | None]:
    """Extra less all the subsidy there can have been and all that can have been moved, at least; at most without any.

    What was moved is not taken off where it cannot be told: the bound says of which parts it speaks.
    """
    if isinstance(money, Doubt) or extra is None or extra.low is None or extra.high is None:
        return None, None
    lows = [min(row[2], 0.0) for row in moved if row[2] is not None]
    highs = [min(row[3], 0.0) for row in moved if row[3] is not None]
    return extra.low - money.krw.high + sum(lows), extra.high - money.krw.low + sum(highs)


def effects(found: Sequence[Effect], names: dict[int, str]) -> pd.DataFrame:
    """One row per method, in its order. Columns: ``EFFECTS``; no row is ever made of two."""
    made = pd.DataFrame([_effect(one, names) for one in found], columns=list(EFFECTS))
    shares = [name for name in EFFECTS if name.endswith("_share")]
    counts = ["treated_count", "control_count", "months_before", "months_counted", "row_count"]
    return made.astype(dict.fromkeys(shares, "float64") | dict.fromkeys(counts, "Int64"))


def _effect(one: Effect, names: dict[int, str]) -> tuple[Any, ...]:
    said, sample = dict(one.said), one.sample
    value = one.estimate or Estimate(None)
    about = names.get(int(one.about), one.about) if one.about else ""
    counts = (sample.treated, sample.controls, sample.months_before, sample.months_counted, sample.rows)
    return (
        one.key, about, value.value, value.low, value.high, said.get("against_before"), *counts, one.p,
        sample.spreads_by, said.get("by", ""), written(one.doubts),
    )  # fmt: skip


def study(second: Second) -> pd.DataFrame:
    """Month by month against similar markets. Columns: ``STUDY``."""
    return _empty(STUDY) if second.models.study is None else second.models.study[list(STUDY)]


def courses(second: Second) -> list[pd.DataFrame]:
    """Each treated market and its mix. Columns: ``COURSE``; line_key own or mix."""
    made = second.models.panel
    if made is None:
        return []
    found = []
    for one in second.models.mixes:
        wide = course(one, made).rename(columns={"own_krw": "own", "mix_krw": "mix"})
        long = wide.melt("month", ["own", "mix"], "line_key", "amount_krw")
        during = long["month"].isin(made.span.during)
        name = second.names.get(one.market_id, str(one.market_id))
        found.append(long.assign(market_name=name, phase=during.map({True: "during", False: "before"})))
    return found


def no_course() -> pd.DataFrame:
    """No row of a course."""
    return _empty(COURSE)


def markets(first: First, second: Second) -> pd.DataFrame:
    """Who was held against whom. Columns: ``MARKETS``.

    role: treated, control, neighbour, left_out; why: of those left out (late, overlapping, months_missing), and of
    treated ones that the models leave out; weight_share: the largest part in a mix.
    """
    found, chosen, made = second.models, second.models.chosen, second.models.panel
    lost, used = set(found.lost), set(made.market_ids) if made else set()
    others = dict(zip(chosen.left_out["market_id"], chosen.left_out["with"], strict=True)) if chosen else {}
    rows = [(one, "treated", _why_not(one in others, one in lost)) for one in first.of.treated]
    if chosen is not None:
        rows += [(one, "control" if one in used else "left_out", "" if one in used else "months_missing")
                 for one in chosen.controls]  # fmt: skip
        rows += [(one, "neighbour", "") for one in chosen.neighbours]
        left = chosen.left_out[~chosen.left_out["market_id"].isin([row[0] for row in rows])]
        rows += [(int(row.market_id), "left_out", str(row.why)) for row in left.itertuples()]
    weights = {one: max(float(mix.weights[mix.control_ids.index(one)]) for mix in found.mixes)
               for mix in found.mixes[:1] for one in mix.control_ids}  # fmt: skip
    return pd.DataFrame(
        [(one, second.names.get(one, str(one)), role, why, others.get(one, ""), weights.get(one, math.nan))
         for one, role, why in rows],
        columns=list(MARKETS),
    ).astype({"market_id": "Int64", "weight_share": "float64"})  # fmt: skip


def _why_not(is_overlapping: bool, is_lost: bool) -> str:
    """Why a treated market is not in the models; '' when it is."""
    return "overlapping" if is_overlapping else "months_missing" if is_lost else ""


def written(doubts: Sequence[Doubt]) -> str:
    """Reasons as a JSON text, "" for none."""
    told = [{"why": str(one.why), **{name: _plain(value) for name, value in one.fields}} for one in doubts]
    return json.dumps(told) if told else ""


def _plain(value: Any) -> Any:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else value if isinstance(value, str) else float(value)


def _empty(names: Sequence[str]) -> pd.DataFrame:
    """No row, each column in its type."""
    words = dict.fromkeys(("phase", "line_key", "market_name"), "str")
    types = {"month": "datetime64[us]", "base_month": "datetime64[us]", "is_provisional": "bool", **words}
    return pd.DataFrame({name: pd.Series([], dtype=types.get(name, "float64")) for name in names})


__all__ = ["courses", "effects", "markets", "money", "months", "no_course", "study", "written"]
