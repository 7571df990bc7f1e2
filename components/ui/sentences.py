"""A sentence or two that a person could read aloud, made from readings by rules: never one that they do not support."""

from collections.abc import Mapping

import streamlit as st

from components.charts.sayings import ABOUT_THE_SAME
from components.formatting import change, is_known, month, share, whole, won
from components.text import Translator
from components.text.josa import Word
from components.ui import filters, shown
from components.ui.plain import plain
from data.answer import Answer
from data.choice import Choice
from data.metrics import Reading


def state(readings: Mapping[str, Reading], choice: Choice, t: Translator, known: Answer) -> None:
    """The state of a place: how many markets, what was paid in the latest month, how that differs, how it was paid.

    known: ``overview.state``, for how many of the markets reported that month.
    """
    latest = readings["latest_amount"]
    said = [_markets(readings, choice, t), _reporting(latest, known, t), _paid(latest, t), _how(readings, t)]
    words = " ".join(sentence for sentence in said if sentence)
    shown.sentence(words)
    st.markdown(f"**{plain(words)}**")


def of_market(
    amount: Reading, digital: Reading, foreign: Reading, name: str, t: Translator, last_said: str = ""
) -> None:
    """What was paid in one market over the chosen months, how that differs from a year before, and how it was paid.

    Nothing is said where no payment is known. last_said: a sentence after it.
    """
    if amount.value is None or not amount.months:
        return
    first, last = amount.months[0], amount.months[-1]
    span = t(
        "say_market.one_month" if first == last else "say_market.span",
        first=month(first, t.lang),
        last=month(last, t.lang),
    )
    fields = {"name": name, "span": span, "amount": Word(won(amount.value, t.lang))}
    said = [t(f"say_market.paid{_way(amount.change)}", **fields, change=_size(amount.change))]
    # a sum over a year of which a month is missing is no year's
    if missing := sum(value is None for value in amount.series):
        said.append(t("say_market.missing", count=whole(missing)))
    said += [_how({"digital_share": digital, "foreign_share": foreign}, t), last_said]
    words = " ".join(sentence for sentence in said if sentence)
    shown.sentence(words)
    st.markdown(f"**{plain(words)}**")


def of_place(readings: Mapping[str, Reading], choice: Choice, t: Translator, known: Answer) -> None:
    """What was paid in a place over the chosen months, with how many markets reported where not all did.

    readings: amount, digital_share, foreign_share, latest_amount. known: ``overview.state``.
    """
    of_market(
        readings["amount"],
        readings["digital_share"],
        readings["foreign_share"],
        filters.place_in_words(choice, t),
        t,
        _reporting(readings["latest_amount"], known, t, "say_market"),
    )


def _way(changed: float | None) -> str:
    """Ending of the key of a sentence: not known, about the same, more or less."""
    if changed is None:
        return ""
    if abs(changed) < ABOUT_THE_SAME:
        return "_same"
    return "_rose" if changed > 0 else "_fell"


def _size(changed: float | None) -> str:
    return "" if changed is None else change(abs(changed)).lstrip("+")


def _markets(readings: Mapping[str, Reading], choice: Choice, t: Translator) -> str:
    place, count, stores = (
        filters.place_in_words(choice, t),
        readings["market_count"].value,
        readings["store_count"].value,
    )
    if not is_known(stores):
        return t("say.markets", place=place, count=Word(whole(count)))
    return t("say.markets_and_stores", place=place, count=whole(count), stores=Word(whole(stores)))


def _reporting(latest: Reading, known: Answer, t: Translator, words: str = "say") -> str:
    """That an amount is not all markets': twenty of a thousand read like the nation otherwise."""
    reporting, markets = known.rows["reporting_market_count"].iloc[0], known.rows["market_count"].iloc[0]
    if latest.value is None or not is_known(reporting) or reporting >= markets:
        return ""
    fields = {"month": month(latest.months[-1], t.lang), "count": whole(reporting), "markets": whole(markets)}
    return t(f"{words}.reporting", **fields)


def _paid(latest: Reading, t: Translator) -> str:
    if latest.value is None:
        return t("say.nothing_paid")
    fields = {"month": month(latest.months[-1], t.lang), "amount": Word(won(latest.value, t.lang))}
    if latest.change is None:
        return t("say.paid", **fields)
    if abs(latest.change) < ABOUT_THE_SAME:
        return t("say.paid_same", **fields)
    way = "rose" if latest.change > 0 else "fell"
    return t(f"say.paid_{way}", **fields, change=change(abs(latest.change)).lstrip("+"))


def _how(readings: Mapping[str, Reading], t: Translator) -> str:
    digital, foreign = readings["digital_share"].value, readings["foreign_share"].value
    if digital is None:
        return ""
    if foreign is None:
        return t("say.digital", digital=Word(share(digital)))
    return t("say.digital_and_foreign", digital=Word(share(digital)), foreign=Word(share(foreign)))
