"""What was found of a promotion in words: reasons, methods, and the sentences a person could read aloud."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.formatting import change, day, is_known, month, share, whole, won
from components.text import Translator
from components.text.josa import Word

#: Months whose growth is named one by one.
MOST_MONTHS = 3


def reasons(doubts: str, t: Translator) -> str:
    """The JSON text of reasons in words; '' for none."""
    if not doubts:
        return ""
    return " ".join(t(f"cannot.{one['why']}", **_fields(one, t)) for one in json.loads(doubts))


def briefly(doubts: str, t: Translator) -> str:
    """The first reason in a few words, for a picture; '' for none."""
    return t(f"cannot_short.{json.loads(doubts)[0]['why']}") if doubts else ""


def each_reason(rows: pd.DataFrame, t: Translator) -> tuple[str, ...]:
    """Each reason once, with the names of all it stands for. rows: method_name, reason_words."""
    told = rows[(rows["reason_words"] != "").to_numpy()]
    named = told.groupby("reason_words", sort=False)["method_name"].agg(", ".join)
    return tuple(t("promotion.why_of", method=names, why=why) for why, names in named.items())


def _fields(one: Mapping[str, Any], t: Translator) -> dict[str, object]:
    return {name: _field(name, value, t) for name, value in one.items() if name != "why"}


def _field(name: str, value: Any, t: Translator) -> str:
    if name in ("month", "last"):
        return month(pd.Timestamp(value), t.lang)
    if name in ("joint", "line"):
        return f"{float(value):.3f}"
    if name in ("slope", "misfit", "usual"):
        return share(value)
    return f"{float(value):g}" if name == "rate" else whole(value)


def method_name(row: Mapping[str, Any], t: Translator) -> str:
    """A method's name, with the market it speaks of."""
    named = t(f"method_of_effect.{row['method_key']}")
    return f"{named}: {row['about_name']}" if row["about_name"] else named


def sample(row: Mapping[str, Any], t: Translator) -> str:
    """What a method looked at."""
    if not is_known(row["treated_count"]) or not row["treated_count"]:
        return ""
    names = ("treated_count", "control_count", "months_before", "months_counted", "row_count")
    said = t("promotion.sample", **{name: whole(row[name]) for name in names})
    return f"{said}; {t('spread.' + str(row['spreads_by']))}" if row["spreads_by"] else said


def span(low: Any, high: Any) -> str:
    """An interval of changes."""
    return f"{change(low)} – {change(high)}"


def aloud(
    about: Mapping[str, Any],
    months: pd.DataFrame,
    money: pd.DataFrame,
    effects: pd.DataFrame | None,
    leading: str,
    stayed: pd.DataFrame | None,
    t: Translator,
    left_out: Sequence[str] = (),
) -> list[str]:
    """Sentences of a promotion, the most important first; effects None: not yet worked out.

    about: name, starts_day, ends_day. leading: method_key that is read aloud, '' where none can tell. left_out: names
    of treated markets of which the methods do not speak.
    """
    said = [_gross(about, months, money, t), _own(money, t)]
    if effects is not None:
        said.append(_similar(effects, leading, t))
        if leading and left_out:
            said.append(t("promotion.without_markets", markets=Word(", ".join(left_out))))
        said += _after(stayed, t)
    return [one for one in said if one]


def _gross(about: Mapping[str, Any], months: pd.DataFrame, money: pd.DataFrame, t: Translator) -> str:
    row = money.iloc[0]
    named = {"name": str(about["name"]), "days": days(about, t)}
    if not is_known(row["value_krw"]):
        return t("promotion.no_gross", **named, why=reasons(row["doubts"], t))
    grown = ", ".join(
        t("promotion.month_grown", month=month(one["month"], t.lang), change=change(one["change_share"]))
        for one in months[(months["phase"] == "during").to_numpy()].head(MOST_MONTHS).to_dict("records")
    )
    base = month(months["base_month"].iloc[0], t.lang)
    return t("promotion.gross", **named, gross=Word(won(row["value_krw"], t.lang)), base=base, grown=grown)


def days(about: Mapping[str, Any], t: Translator) -> str:
    """First and last day."""
    first = day(about["starts_day"], t.lang)
    if not is_known(about["ends_day"]):
        return t("promotion.open_days", first=first)
    return f"{first} – {day(about['ends_day'], t.lang)}"


def _own(money: pd.DataFrame, t: Translator) -> str:
    rows = {row["step"]: row for row in money.to_dict("records")}
    if "subsidy" not in rows:
        return ""
    if rows["subsidy"]["doubts"]:
        return t("promotion.no_own", why=reasons(rows["subsidy"]["doubts"], t))
    most, own = Word(won(rows["subsidy"]["high_krw"], t.lang)), Word(won(rows["own"]["low_krw"], t.lang))
    return t("promotion.own", subsidy=most, own=own, bound=t(f"bound.{rows['subsidy']['bound_by']}"))


def _similar(effects: pd.DataFrame, leading: str, t: Translator) -> str:
    if not leading:
        rows = effects[(effects["method_key"] == "did_log").to_numpy()]
        return t("promotion.no_similar", why=reasons(rows["doubts"].iloc[0], t))
    row = effects[(effects["method_key"] == leading).to_numpy() & effects["effect_share"].notna().to_numpy()].iloc[0]
    said = {
        "method": method_name(row, t),
        "change": Word(change(row["effect_share"])),
        "low": change(row["effect_low_share"]),
        "high": change(row["effect_high_share"]),
    }
    return t(_direction(row), **said)


def _direction(row: Mapping[str, Any]) -> str:
    if row["effect_low_share"] > 0:
        return "promotion.similar_more"
    return "promotion.similar_less" if row["effect_high_share"] < 0 else "promotion.similar_unclear"


def _after(stayed: pd.DataFrame | None, t: Translator) -> list[str]:
    if stayed is None or stayed.empty:
        return []
    told = stayed[stayed["effect_share"].notna().to_numpy()]
    if told.empty:
        return [t("promotion.no_after", why=reasons(stayed["doubts"].iloc[0], t))]
    parts = [
        t(
            "promotion.after_part",
            months=t(f"method_of_effect.{row['method_key']}"),
            change=change(row["effect_share"]),
            span=span(row["effect_low_share"], row["effect_high_share"]),
        )
        for row in told.to_dict("records")
    ]
    said = t("promotion.after", parts=", ".join(parts))
    none_clear = not ((told["effect_low_share"] > 0) | (told["effect_high_share"] < 0)).any()
    return [f"{said} {t('promotion.after_unclear')}" if none_clear else said]


def belief(row: Mapping[str, Any], t: Translator) -> list[str]:
    """What one method looked at, what must be believed, what would make it wrong. row: with the words of a chart."""
    told = (
        ("sample_words", "promotion.sample_is"),
        ("assumes", "promotion.assumes"),
        ("wrong_if", "promotion.wrong_if"),
    )
    return [t(key, what=row[name]) for name, key in told if row[name]]
