"""Markets to compare: those like the chosen one are proposed, a person swaps them, the address keeps the choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.charts.compare import READINGS, compare_readings, compare_spread, difference, peer_reasons
from components.exhibit import Exhibit
from components.text import Translator
from components.ui import address, filters, frame, maps
from components.ui.load import kept, load
from components.ui.plain import plain
from components.ui.taking_away import logged
from data.answer import Answer, joined
from data.choice import Choice
from data.metrics.peers import peers as similar
from data.queries import markets, payments
from data.queries import peers as of_peers

#: Markets beside the chosen one: at most as many as can be told apart on one picture.
MOST, USUAL = 5, 3
ON = "1"
#: The group a market's place is shown in.
GROUP = 12


@dataclass(frozen=True)
class Compared:
    """The markets that stand side by side, the chosen one first; labels are unlike each other. like: its group."""

    market_ids: tuple[int, ...]
    labels: tuple[str, ...]
    features: Answer
    like: pd.DataFrame
    choice: Choice


def choose(market_id: int, choice: Choice, t: Translator) -> Compared:
    """Propose the markets like one, let a person change them, say why each is called similar."""
    wide = Choice(start=choice.start, end=choice.end)
    features = load(of_peers.features, wide)
    like = kept(_like, features, market_id)
    names = kept(_names, features, t.lang)
    usual = [str(one) for one in like["market_id"].head(USUAL)]
    options = [*(str(one) for one in like["market_id"]), *names]
    options = [one for one in dict.fromkeys(options) if one != str(market_id) and one in names]
    said = [one for one in dict.fromkeys(address.word("peers").split(",")) if one in set(options)][:MOST] or usual
    st.multiselect(
        t("filter.peers"),
        options,
        format_func=lambda key: names[key],
        max_selections=MOST,
        key=address.fill("peers", said),
        on_change=address.from_widget,
        args=("peers", ",".join(usual)),
        placeholder=t("filter.market_placeholder"),
        help=t("compare.peers_help"),
    )
    if said != usual:
        st.button(
            t("compare.as_proposed"), on_click=address.forget, args=("peers",), type="tertiary", icon=":material/undo:"
        )
    ids = (market_id, *(int(one) for one in said))
    return Compared(ids, kept(_labels, features, ids, t.lang), features, like, wide)


def _like(features: Answer, market_id: int) -> pd.DataFrame:
    """The nearest markets; where payments of this one are known only such, else nothing could be compared."""
    rows = features.rows
    own = rows[(rows["market_id"] == market_id).to_numpy()]
    if len(own) and own["amount_krw"].notna().any():
        paid = rows[rows["amount_krw"].notna().to_numpy()]
        if len(paid) > GROUP:
            rows = paid
    return similar(rows, market_id, GROUP)


def _names(features: Answer, lang: str) -> dict[str, str]:
    """Name and place by number. Kept, and the same for everybody: never to be changed."""
    rows = features.rows
    place = rows[f"sido_name_{lang}"].str.cat(rows[f"sigungu_name_{lang}"], sep=" ").str.strip()
    told = zip(rows["market_id"], rows["market_name"], place, strict=True)
    return {str(key): f"{name} ({where})" for key, name, where in told}


def _labels(features: Answer, ids: tuple[int, ...], lang: str) -> tuple[str, ...]:
    """Names, with the city where two are the same, with the number where even that is."""
    known = _records(features, ids)
    names = [str(known[one]["market_name"]) if one in known else str(one) for one in ids]
    made = []
    for one, name in zip(ids, names, strict=True):
        twice = names.count(name) > 1 and one in known
        label = f"{name} ({known[one][f'sigungu_name_{lang}']})" if twice else name
        made.append(f"{label} {one}" if label in made else label)
    return tuple(made)


def _records(features: Answer, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """The rows of these markets, by number."""
    rows = features.rows[features.rows["market_id"].isin(ids).to_numpy()]
    return {int(row["market_id"]): row for row in rows.to_dict("records")}


def on_map(compared: Compared, choice: Choice, t: Translator) -> None:
    """While it is asked for, a map of the place: a press puts a market beside the others."""
    is_on = address.word("pick") == ON
    st.toggle(
        t("compare.on_map"), key=address.fill("pick", is_on), on_change=_turned, args=(address.key("pick"),),
        help=t("compare.on_map_help", most=MOST),
    )  # fmt: skip
    if is_on:
        maps.pick(load(markets.points, choice), t, partial(_take, compared.market_ids, t))


def _turned(key: str) -> None:
    address.choose("pick", ON if st.session_state.get(key) else "")


def _take(market_ids: tuple[int, ...], t: Translator, market_id: int) -> None:
    """One more beside the first, while there is room."""
    if market_id in market_ids:
        return
    if len(market_ids) > MOST:
        st.toast(t("compare.full", most=MOST))
        return
    address.choose("peers", ",".join(str(one) for one in (*market_ids[1:], market_id)))
    st.rerun()


def trends(compared: Compared) -> Answer:
    """``payments.monthly_total`` of every market over all months, with what a fair comparison needs of it."""
    answers = [load(payments.monthly_total, Choice(market_id=one)) for one in compared.market_ids]
    return kept(_beside, compared.market_ids, compared.labels, compared.features, *answers)


def _beside(ids: tuple[int, ...], labels: tuple[str, ...], features: Answer, *answers: Answer) -> Answer:
    known = _records(features, ids)
    parts = [
        answer.rows.assign(market_id=one, label=label, **{name: known[one][name] if one in known else "" for name in
                                                         ("market_days", "kind")})
        for one, label, answer in zip(ids, labels, answers, strict=True)
    ]  # fmt: skip
    filled = [part for part in parts if len(part)] or parts[:1]
    return joined(answers, pd.concat(filled, ignore_index=True), Choice())


def group(compared: Compared) -> Answer:
    """``markets.points`` of the chosen markets and of those like the first, with label ('' = not chosen) and order."""
    ids = [*compared.market_ids, *(int(one) for one in compared.like["market_id"] if one not in compared.market_ids)]
    points = load(markets.points, compared.choice.but(among=tuple(ids)))
    return kept(_grouped, points, tuple(ids), compared.labels, compared.choice)


def _grouped(points: Answer, ids: tuple[int, ...], chosen: tuple[str, ...], choice: Choice) -> Answer:
    """ids: the chosen markets first, as many as have a label."""
    labels = dict(zip(ids, chosen, strict=False))
    order = {one: at for at, one in enumerate(ids)}
    own = [int(one) for one in points.rows["market_id"]]
    rows = points.rows.assign(label=[labels.get(one, "") for one in own], order=[order[one] for one in own])
    return joined([points], rows, choice)


def reasons(compared: Compared, t: Translator) -> Exhibit:
    """Why the markets that stand beside the first are called similar to it."""
    return peer_reasons(kept(_reasoned, compared.features, compared.market_ids), t)


def _reasoned(features: Answer, ids: tuple[int, ...]) -> Answer:
    return joined([features], similar(features.rows, ids[0], only=ids[1:]))


def side_by_side(of_group: Answer, t: Translator) -> Exhibit:
    """The readings of the chosen markets."""
    return compare_readings(kept(_chosen, of_group), t)


def _chosen(of_group: Answer) -> Answer:
    """The chosen markets in their order."""
    return joined([of_group], of_group.rows[(of_group.rows["label"] != "").to_numpy()].sort_values("order"))


def spreads(of_group: Answer, t: Translator) -> list[Exhibit]:
    """Where the chosen markets stand, for every reading that is known of at least one of them."""
    chosen = of_group.rows[(of_group.rows["label"] != "").to_numpy()]
    made = [compare_spread(of_group, t, measure=measure) for measure in READINGS]
    return [one for one in made if not one.is_empty and len(chosen)]


def say_difference(of_group: Answer, compared: Compared, t: Translator) -> None:
    """In what the chosen market differs most from its like."""
    st.markdown(plain(kept(difference, of_group, compared.market_ids[0], compared.labels[0], t)))


def take_all(exhibits: Sequence[Exhibit], t: Translator) -> None:
    """One press: a workbook with every exhibit of the comparison on a sheet of its own."""
    told = [one.with_filters(filters.choice_in_words(one.choice, t)) for one in exhibits]

    def book() -> bytes:
        from components.exports.xlsx import written

        return written(told, t)

    st.download_button(
        t("compare.take_all"),
        logged(book, t("compare.file_name")),
        file_name=t("compare.file_name"),
        icon=":material/download:",
        on_click="ignore",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="compare-workbook",
        help=t("compare.take_all_help"),
    )


def link(market_id: int, t: Translator) -> None:
    """From a market's own page to the comparison and to its calendar."""
    with st.container(horizontal=True, gap="small"):
        frame.go_link("compare", t("go.compare"), market_id=str(market_id), peers=None)
        frame.go_link("calendar", t("go.calendar"), market_id=str(market_id), peers=None)
