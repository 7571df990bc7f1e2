"""Stores on sales channels: narrowed by channel, trade and age in the address; vague published counts read."""

import dataclasses
import math
from collections.abc import Sequence
from typing import Literal

import streamlit as st

from components.exhibit import Exhibit
from components.formatting import day, is_known, share, whole
from components.text import Translator
from components.ui import address
from components.ui.load import kept
from components.ui.plain import plain
from data.answer import Answer
from data.choice import Choice
from data.collation import in_order
from data.vague.interval import Interval
from data.vague.written import read_vague

#: Filter in the address -> group of its words, and what stands for all.
NARROWED = {
    "channel": ("sales_channel", "all_channels"),
    "sector": ("", "all_sectors"),
    "age_band": ("age_band", "all_ages"),
}
#: How a channel's state reads; grey where nothing is judged.
STATE_COLOURS: dict[str, Literal["green", "orange", "red"]] = {"active": "green", "reduced": "orange", "closed": "red"}
#: A published case, so that the reading shows something before anything is typed: shops among the merchants trained.
EXAMPLE_PART, EXAMPLE_WHOLE = "10\uc5ec", "30\uc5ec"


def narrow(answer: Answer, t: Translator) -> Answer:
    """The rows of the channel, trade and age band chosen; the choice stands in the address."""
    with st.sidebar:
        chosen = [_one(name, kept(_options, answer, name), *said, t) for name, said in NARROWED.items()]
    # kept, so that what is made of the rows is kept too: curves of all stores take 90 ms to draw again
    return kept(_only, answer, *chosen, f"{answer.question} {_said()}")


def _options(answer: Answer, name: str) -> tuple[str, ...]:
    return tuple(in_order({str(one) for one in answer.rows[name] if is_known(one) and one}))


def _only(answer: Answer, channel: str, sector: str, age_band: str, question: str) -> Answer:
    rows = answer.rows
    for name, chosen in zip(NARROWED, (channel, sector, age_band), strict=True):
        if chosen:
            rows = rows[(rows[name] == chosen).to_numpy()]
    return dataclasses.replace(answer, rows=rows, question=question)


def narrowed(choice: Choice) -> Choice:
    """The choice with what the address narrows it to, for lists of single stores."""
    return choice.but(**{name: address.word(name) or None for name in NARROWED})


def channel_cards(states: Exhibit, t: Translator) -> None:
    """A card for each channel of ``channel_states``: its state, its days, and how many of its stores go on."""
    with st.grid(3, min_column_width=220):
        for row in states.rows.itertuples():
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"**{plain(str(row.channel))}**")
                st.badge(str(row.state), color=STATE_COLOURS.get(str(row.state_key), "gray"))
                counts = {"opened": row.opened_count, "going": row.going_count}
                days = {"first": row.first_opened_on, "last": row.last_order_on, "ended": row.ended_on}
                said = [t(f"channel_card.{name}", stores=whole(count)) for name, count in counts.items()]
                told = [
                    t(f"channel_card.{name}", day=day(when, t.lang)) for name, when in days.items() if is_known(when)
                ]
                st.caption(plain(" · ".join(said)) + "  \n" + plain(" · ".join(told)))


def _said() -> str:
    """What narrows the rows, as part of what a picture follows from."""
    return ",".join(address.word(name) for name in NARROWED)


def _one(name: str, options: Sequence[str], group: str, everything: str, t: Translator) -> str:
    chosen = address.allowed(name, options)
    st.selectbox(
        t(f"filter.{name}"),
        ["", *options],
        key=address.fill(name, chosen),
        on_change=address.from_widget,
        args=(name,),
        format_func=lambda one: (
            (t.either(f"{group}.{one}", one) if group else one) if one else t(f"filter.{everything}")
        ),
    )
    return chosen


def told(exhibit: Exhibit, answer: Answer, t: Translator) -> Exhibit:
    """The exhibit of a narrowed answer, which says to what it was narrowed: its files say so too."""
    parts = []
    for name, (group, _) in NARROWED.items():
        word = address.word(name)
        if word and len(answer.rows) and bool((answer.rows[name] == word).all()):
            parts.append(f"{t(f'filter.{name}')}: {t.either(f'{group}.{word}', word)}")
    return exhibit.with_notes(t("note.narrowed", what=", ".join(parts))) if parts else exhibit


def is_withheld(answer: Answer) -> bool:
    """Whether rows about single stores may not be shown to whoever looks. Earnings alone may be missing of some."""
    return "withheld_reason" in answer.rows and bool(answer.rows["business_count"].isna().any())


def read_published(t: Translator) -> None:
    """Two counts as they were published, and the interval in which their ratio lies."""
    st.markdown(plain(t("vague.intro")))
    left, right = st.columns(2)
    part_text = _typed(left, "part", EXAMPLE_PART, t)
    whole_text = _typed(right, "whole", EXAMPLE_WHOLE, t)
    part, all_of = read_vague(part_text), read_vague(whole_text)
    if part is None or all_of is None:
        st.info(t("vague.no_number"))
        return
    read = {"part_text": part_text, "part": _range(part, t), "whole_text": whole_text, "whole": _range(all_of, t)}
    st.markdown(plain(f"{t('vague.read', **read)} **{_ratio(part.over(all_of), t)}**").replace("\\*\\*", "**"))
    st.caption(plain(t("vague.some")))


def _typed(place: "st.delta_generator.DeltaGenerator", name: str, example: str, t: Translator) -> str:
    said = address.word(f"published_{name}", example)[:40]
    place.text_input(
        t(f"vague.{name}"),
        key=address.fill(f"published_{name}", said),
        on_change=address.from_widget,
        args=(f"published_{name}", example),
        max_chars=40,
    )
    return said


def _range(read: Interval, t: Translator) -> str:
    if read.low == read.high:
        return whole(read.low)
    if math.isinf(read.high):
        return t("vague.at_least", low=whole(read.low))
    return t("vague.range", low=whole(read.low), high=whole(read.high))


def _ratio(ratio: Interval | None, t: Translator) -> str:
    if ratio is None:
        return t("vague.no_share")
    if math.isinf(ratio.high):
        return t("vague.from", low=share(ratio.low))
    if share(ratio.low) == share(ratio.high):
        return t("vague.exact", share=share(ratio.low))
    return t("vague.between", low=share(ratio.low), high=share(ratio.high))
