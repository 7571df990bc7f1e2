"""Puts the views of a programme on its page: readings, panels, and what is neither: maps, cards, links."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import streamlit as st

from components.exhibit import Exhibit
from components.formatting import day, is_known, share, whole, won
from components.maps.markets import market_layer
from components.maps.measure import Measure
from components.text import Translator
from components.ui import cards, frame, leaflet, maps, panels, viewing
from components.ui.adopting import STATE_COLOURS
from components.ui.load import load
from components.ui.plain import plain
from components.ui.supporting_views import VIEWS, Asked, View, views_of
from data.geo.catchments import LEAST_M, MOST_M
from data.metrics.programmes_figures import named
from data.queries import filters as of_filters
from data.queries import programmes

#: Radius of a delivery circle where no figure tells one, in metres.
USUAL_DELIVERY_M = 2_000
METRES_OF_KM = 1_000
MOST_LINKS = 10
#: Distance of things in one place from it on the map: about 130 metres.
RING_DEGREES = 0.0012


def show_views(asked: Asked) -> None:
    """Every view of the programme's kind, in order; of those that nothing is told of, one line each at the end."""
    missing: list[Exhibit] = []
    seen: set[str] = set()
    for name in views_of(asked.known):
        if name in LINKS:
            LINKS[name](asked)
            continue
        view = VIEWS[name](asked)
        # two views of a kind may hold the same exhibit: the first one shows it
        fresh = [made for made in view.exhibits if made.key not in seen]
        seen |= {made.key for made in fresh}
        told = [made for made in fresh if not made.is_empty]
        missing += [made for made in fresh if made.is_empty]
        draw(View(told, view.readings if told else (), view.answers), asked.t)
    if missing:
        with st.container(border=True):
            st.markdown(f"**{plain(asked.t('four.not_told'))}**")
            for made in missing:
                st.caption(plain(f"{made.title}: {asked.t.either(f'empty.{made.key}', asked.t('empty.exhibit'))}"))


def draw(view: View, t: Translator) -> None:
    """Readings, then one panel per exhibit."""
    if view.readings and view.exhibits:
        cards.show(view.readings, t, *view.answers)
    for made in view.exhibits:
        picture = PICTURES.get(made.key)
        panels.show(made, t, picture=None if picture is None else _drawn(picture, made, t))


def _drawn(picture: Callable[[Exhibit, Translator], None], made: Exhibit, t: Translator) -> Callable[[], None]:
    return lambda: picture(made, t)


@st.fragment
def _asset_map(made: Exhibit, t: Translator) -> None:
    """Things where they stand: coloured by the part of days heard of, grey and hollow where silent."""
    scheme = viewing.colours()
    known = load(of_filters.markets).rows.drop(columns="market_name")
    rows = maps.named(set_apart(made.rows).merge(known, "left", "market_id"), t).assign(
        market_name=[f"{a} ({b})" for a, b in zip(made.rows["asset_name"], made.rows["market_name"], strict=True)],
        one_count=1,
    )
    colour = Measure("uptime_share", t("programme_column.uptime_share"), "share")
    told = [colour, Measure("state", t("programme_column.state"), "text")]
    size = Measure("one_count", t("programme_column.asset_name"), "number")
    leaflet.show(
        market_layer(rows, colour, size, told=told, t=t, scheme=scheme),
        height=360,
        key=f"asset_map-{t.lang}-{scheme.name}",
        t=t,
        scheme=scheme,
        label=made.title,
        **maps.backdrop(made.choice, "sigungu", t),
    )


def set_apart(rows: pd.DataFrame) -> pd.DataFrame:
    """Things of one place on a small ring round it, so that each can be seen and pressed; the rows keep their order."""
    place = rows[["lat", "lon"]].round(5).apply(tuple, axis=1)
    at, of = rows.groupby(place).cumcount(), rows.groupby(place)["asset_name"].transform("size")
    angle, away = at / of * 2 * np.pi, np.where(of > 1, RING_DEGREES, 0.0)
    return rows.assign(lat=rows["lat"] + away * np.sin(angle), lon=rows["lon"] + away * np.cos(angle) * 1.24)


def _channel_cards(made: Exhibit, t: Translator) -> None:
    """A card for each platform: state, days, what it sold, public buyers, what is left after discounts."""
    with st.grid(3, min_column_width=220):
        for row in made.rows.itertuples():
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"**{plain(str(row.platform))}**")
                st.badge(str(row.state), color=STATE_COLOURS.get(str(row.state_key), "gray"))
                st.caption(plain(_days(row.joined_on, row.left_on, t)))
                if is_known(row.sales_krw):
                    st.caption(plain(t("four.card_sales", sales=won(row.sales_krw, t.lang))))
                shares = {"public": row.public_share, "kept": row.kept_share}
                said = [t(f"four.card_{name}", part=share(part)) for name, part in shares.items() if is_known(part)]
                st.caption(plain(" · ".join(said)))


def _days(begun: object, left: object, t: Translator) -> str:
    if not is_known(begun):
        return t("say_programme.no_days")
    since = day(begun, t.lang)
    return (
        t("four.card_days", begun=since, left=day(left, t.lang))
        if is_known(left)
        else t("four.card_since", begun=since)
    )


def _team_cards(made: Exhibit, t: Translator) -> None:
    """A card for each team: ROAS and ROI side by side."""
    with st.grid(3, min_column_width=220):
        for row in made.rows.itertuples():
            with st.container(border=True, height="stretch", gap="xsmall"):
                st.markdown(f"**{plain(str(row.team))}**")
                st.caption(plain(t("four.card_roas", roas=row.roas_span, roi=row.roi_span)))
                if row.told_as:
                    st.badge(str(row.told_as), color="blue" if row.basis == "computed" else "gray")
                if row.growth_text:
                    st.caption(plain(t("four.card_growth", growth=row.growth_text)))


#: Exhibit -> what is drawn in its chart's place.
PICTURES: dict[str, Callable[[Exhibit, Translator], None]] = {
    "asset_points": _asset_map,
    "programme_channels": _channel_cards,
    "team_returns": _team_cards,
}


def _delivery(asked: Asked) -> None:
    """The delivery circle of each market that took part, on the market's own page."""
    t, people = asked.t, load(programmes.participants, asked.one).rows
    markets = people.dropna(subset=["market_id"]).drop_duplicates("market_id")
    reach = {str(name): delivery_metres(asked, str(name)) for name in markets["market_name"]}
    shown = markets.sort_values("market_name", key=lambda names: [reach[str(one)][1] for one in names], ascending=False)
    with st.container(border=True):
        st.header(t("four.delivery"), anchor=False)
        if not all(is_told for _, is_told in reach.values()):
            st.caption(plain(t("four.delivery_usual", km=f"{USUAL_DELIVERY_M / METRES_OF_KM:g}")))
        for row in shown.head(MOST_LINKS).itertuples():
            metres, _ = reach[str(row.market_name)]
            label = t("four.delivery_of", market=str(row.market_name), km=f"{metres / METRES_OF_KM:g}")
            frame.go_link("market", label, market_id=str(row.market_id), show="around", radius=str(metres))
        if len(markets) > MOST_LINKS:
            st.caption(plain(t("four.delivery_more", more=whole(len(markets) - MOST_LINKS))))


def delivery_metres(asked: Asked, market_name: str) -> tuple[int, bool]:
    """Radius of a market's delivery circle in metres and whether a figure tells it (kilometres, the farthest told)."""
    rows = named(load(programmes.figures, asked.one).rows)
    own = rows[(rows["name"] == "delivery_radius") & rows["participant"].isin(["", market_name])]["high"].dropna()
    if own.empty:
        return USUAL_DELIVERY_M, False
    metres = float(own.iloc[-1])
    metres = metres * METRES_OF_KM if metres < LEAST_M else metres
    return int(min(max(round(metres, -2), LEAST_M), MOST_M)), True


def _effect(asked: Asked) -> None:
    with st.container(border=True):
        st.header(asked.t("four.effect"), anchor=False)
        st.caption(plain(asked.t("four.effect_help")))
        frame.go_link("promotions", asked.t("go.promotions"), programme=asked.code)


def _requests(asked: Asked) -> None:
    frame.go_link("requests", asked.t("go.requests"), programme=asked.code)


def _claims(asked: Asked) -> None:
    frame.go_link("claims", asked.t("go.claims"), programme=asked.code)


#: Views that stand on another page -> the link to it.
LINKS: dict[str, Callable[[Asked], None]] = {
    "delivery": _delivery,
    "effect": _effect,
    "requests": _requests,
    "claims": _claims,
}
