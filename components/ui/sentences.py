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


def _markets(readings: Mapping[str, Reading], choice: Choice, t: Translator) -> str:
    place, count, stores = (
        filters.place_in_words(choice, t),
        readings["market_count"].value,
        readings["store_count"].value,
    )
    if not is_known(stores):
        return t("say.markets", place=place, count=Word(whole(count)))
    return t("say.markets_and_stores", place=place, count=whole(count), stores=Word(whole(stores)))


def _reporting(latest: Reading, known: Answer, t: Translator) -> str:
    """That an amount is not all markets': twenty of a thousand read like the nation otherwise."""
    reporting, markets = known.rows["reporting_market_count"].iloc[0], known.rows["market_count"].iloc[0]
    if latest.value is None or not is_known(reporting) or reporting >= markets:
        return ""
    return t("say.reporting", month=month(latest.months[-1], t.lang), count=whole(reporting))


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
