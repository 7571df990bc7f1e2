"""One promotion on the screen: chosen, worked out step by step, told in sentences a person could read aloud."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from components.charts import promotions as charts
from components.charts.promotions_said import aloud, belief, days
from components.exhibit import Exhibit
from components.formatting import share
from components.text import Translator
from components.ui import address
from components.ui.load import Key, kept_for, load
from components.ui.plain import plain
from components.ui.shown import sentence as told_aloud
from data import promotion_case, promotion_tables
from data.answer import Answer, joined
from data.choice import Choice
from data.metrics.promoted import Promotion
from data.promotion_case import First, Second
from data.queries import Query, promotions

STEPS = ("similar", "rows", "alike", "synthetic", "displaced", "stayed")


@dataclass(frozen=True)
class Shown:
    """A promotion that is looked at. second comes only once ``work_out`` was called."""

    first: First
    all_of: tuple[Promotion, ...]
    second: Second | None = None


def listed() -> Answer:
    """Every promotion in the store."""
    return load(promotions.listed)


def choose(t: Translator) -> Shown:
    """The promotion of the address, else the newest, with what its own markets tell."""
    all_of = promotion_case.all_promotions(_ask)
    keys = _keys(all_of)
    names = {key: f"{of.name} ({days(_about(of), t)})" for key, of in reversed(keys.items())}
    chosen = address.allowed("promotion", names, _usual(keys))
    st.selectbox(
        t("filter.promotion"),
        list(names),
        format_func=lambda key: names[key],
        key=address.fill("promotion", chosen),
        on_change=address.from_widget,
        args=("promotion",),
    )
    return Shown(promotion_case.first(_ask, keys[chosen]), all_of)


def _keys(all_of: Sequence[Promotion]) -> dict[str, Promotion]:
    """A word of the address for every promotion, the oldest first: its programme and first day, which stay."""
    keys: dict[str, Promotion] = {}
    for of in reversed(all_of):
        word = f"{of.code}-{of.starts_day}"
        keys[word if word not in keys else f"{word}-{len(keys)}"] = of
    return keys


def _usual(keys: dict[str, Promotion]) -> str:
    """The programme of the address, else the newest promotion of which months are known."""
    of_programme = [key for key, of in keys.items() if of.code == address.word("programme")]
    ended = [key for key, of in keys.items() if of.treated and of.ends_day]
    return [*keys, *ended, *of_programme][-1]


def _ask(query: Query, choice: Choice) -> Answer:
    return load(query, choice)


def _about(of: Promotion) -> dict[str, object]:
    return {"name": of.name, "starts_day": of.starts_day, "ends_day": of.ends_day}


def say(shown: Shown, t: Translator) -> Shown:
    """One thing first: what can be said of it, read aloud. The figures that need similar markets follow when ready."""
    with st.container(border=True, key="promotion-said"):
        begun = _sentences(shown, t)
        _write(begun)
        place = st.empty()
        with place.container():
            ready = replace(shown, second=_second(shown, t))
        with place.container():
            _write(_sentences(ready, t)[len(begun) :])
    told_aloud(" ".join(_sentences(ready, t)))
    return ready


def _write(sentences: Sequence[str]) -> None:
    for sentence in sentences:
        st.markdown(plain(sentence))


def _sentences(shown: Shown, t: Translator) -> list[str]:
    """What can be said so far; more follows at the end once the methods were worked out."""
    first, second = shown.first, shown.second
    effects = stayed = None
    if second is not None:
        effects = promotion_tables.effects(second.models.effects, second.names)
        stayed = promotion_tables.effects(second.models.stayed, second.names)
    leading = second.models.leading if second else None
    return aloud(
        _about(first.of),
        promotion_tables.months(first),
        promotion_tables.money(first, second),
        effects,
        leading.key if leading else "",
        stayed,
        t,
        [second.names[one] for one in second.models.lost] if second else (),
    )


def _second(shown: Shown, t: Translator) -> Second:
    """All methods, with each step said while it is taken; worked out once for each state of the store."""
    kept = _place_for(shown.first.of, kept_for(shown.first.answer))
    if not kept:
        bar = st.progress(0.0, t("promotion.wait_similar"))

        def told(step: str) -> None:
            bar.progress(STEPS.index(step) / len(STEPS), t(f"promotion.wait_{step}"))

        kept.append(promotion_case.second(_ask, shown.first, shown.all_of, told))
        bar.empty()
    return kept[0]


@st.cache_resource(max_entries=200, show_spinner=False)
def _place_for(of: Promotion, key: Key) -> list[Second]:
    """Where the methods of a promotion are kept: empty at first, for a kept function may not draw its progress."""
    return []


def index(shown: Shown, t: Translator) -> Exhibit:
    """Promoted payments against the base month."""
    return charts.promotion_index(_of(shown, promotion_tables.months(shown.first), own=True), t)


def money(shown: Shown, t: Translator) -> Exhibit:
    """From gross to what may remain."""
    return charts.promotion_money(_of(shown, promotion_tables.money(shown.first, shown.second)), t)


def methods(shown: Shown, t: Translator) -> Exhibit:
    """Every method side by side, with the test of the months before."""
    made = charts.promotion_methods(_effects(shown, "effects"), t)
    before = shown.second.models.before if shown.second else None
    if before is None:
        return made
    said = {"joint": f"{before.joint:.3f}", "line": f"{before.line:.3f}", "unseen": share(before.unseen)}
    return made.with_notes(t("promotion.pre_trend", **said))


def beliefs(exhibit: Exhibit, t: Translator) -> None:
    """Below the methods: of each what it saw, what must be believed, what would make it wrong."""
    rows = exhibit.rows.drop_duplicates("method_key").to_dict("records")
    with (
        st.expander(t("promotion.beliefs"), icon=":material/rule:", expanded=True),
        st.grid(2, min_column_width=380),
    ):
        for row in rows:
            with st.container():
                st.markdown(f"**{plain(t('method_of_effect.' + row['method_key']))}**")
                st.caption("  \n".join(plain(line) for line in belief(row, t)))


def after(shown: Shown, t: Translator) -> Exhibit:
    """What stayed."""
    return charts.promotion_after(_effects(shown, "stayed"), t)


def displaced(shown: Shown, t: Translator) -> Exhibit:
    """Whether it was taken from elsewhere."""
    return charts.promotion_displaced(_effects(shown, "displaced"), t)


def study(shown: Shown, t: Translator) -> Exhibit:
    """Month by month."""
    return charts.promotion_study(_of(shown, promotion_tables.study(_ready(shown))), t)


def course(shown: Shown, t: Translator) -> Exhibit:
    """One treated market and its mix; where there are several, the reader chooses."""
    found = promotion_tables.courses(_ready(shown))
    names = [str(rows["market_name"].iloc[0]) for rows in found]
    chosen = address.allowed("mix_of", names, names[0] if names else "")
    if len(names) > 1:
        st.segmented_control(
            t("filter.mix_of"),
            names,
            required=True,
            wrap=True,
            key=address.fill("mix_of", chosen),
            on_change=address.from_widget,
            args=("mix_of", names[0]),
        )
    rows = found[names.index(chosen)] if names else promotion_tables.no_course()
    return charts.promotion_synthetic(_of(shown, rows), t)


def markets(shown: Shown, t: Translator) -> Exhibit:
    """Who was compared with whom."""
    return charts.promotion_markets(_of(shown, promotion_tables.markets(shown.first, _ready(shown))), t)


def _ready(shown: Shown) -> Second:
    assert shown.second is not None, "say() works it out"
    return shown.second


def _effects(shown: Shown, group: str) -> Answer:
    second = _ready(shown)
    return _of(shown, promotion_tables.effects(getattr(second.models, group), second.names))


def _of(shown: Shown, rows: pd.DataFrame, *, own: bool = False) -> Answer:
    """Rows with the sources of what they were made of; a picture of the one promotion, not of a place."""
    answers = [shown.first.answer, listed()]
    if shown.second is not None and not own:
        answers.append(shown.second.answer)
    of = shown.first.of
    made = joined(answers, rows, Choice(programme=of.code))
    return replace(made, question=f"{made.question} {of.code} {of.starts_day}")
