"""The list of briefings, and the beginning of a new one."""

import streamlit as st

from components.text import Translator
from components.ui import address, filters, frame, viewing
from components.ui.briefing import adding, seeing
from components.ui.briefing.progress import making
from components.ui.briefing.templates import begun, templates
from components.ui.load import load
from components.ui.plain import plain
from data import briefings
from data.choice import Choice
from data.queries import programmes


def chosen(t: Translator) -> str:
    """Code of the briefing in the address; '' shows the list. A number from a paper leads to what it was made of."""
    snapshot = address.word("snapshot")
    found = briefings.version_of(snapshot) if snapshot else None
    if snapshot and found is None:
        st.warning(t("briefing.no_snapshot", number=plain(snapshot)))
    if found is not None:
        seeing.slides(found.briefing_code, found)
        return found.briefing_code
    return address.word("briefing")


def show(t: Translator) -> None:
    """Every briefing with its frozen versions, and what a new one begins with."""
    known = [one for one in briefings.briefings() if seeing.may_open(one.briefing_code)]
    if seeing.may_write():
        _begin(t, is_first=not known)
    elif not known:
        frame.stop_with("briefings", t)
    for one in known:
        with st.container(border=True, key=f"briefing-{one.briefing_code}"):
            st.markdown(f"**{plain(one.briefing_name)}**")
            versions = seeing.versions(one.briefing_code)
            told = [
                t("briefing.last_frozen", day=last.frozen_at[:10], number=last.snapshot_id) for last in versions[:1]
            ]
            changed = t("briefing.changed", day=one.changed_at[:10], owner=one.owner)
            st.caption(" · ".join([t(f"briefing_template.{one.template}"), changed, *told]))
            with st.container(horizontal=True, gap="small"):
                frame.go_link("briefing", t("briefing.open"), briefing=one.briefing_code)
                if seeing.may_see_work(one.briefing_code):
                    frame.go_link("present", t("briefing.present"), briefing=one.briefing_code)
    _by_number(t)


def _by_number(t: Translator) -> None:
    st.text_input(
        t("briefing.by_number"),
        key=address.fill("snapshot", address.word("snapshot")),
        on_change=address.from_widget,
        args=("snapshot",),
        max_chars=8,
        help=t("briefing.by_number_help"),
    )


def _begin(t: Translator, *, is_first: bool) -> None:
    choice = filters.region_and_period(t, with_kind=False)
    with st.expander(t("briefing.begin"), expanded=is_first, icon=":material/add:"):
        template = st.selectbox(
            t("briefing.template"), list(templates()), format_func=lambda name: t(f"briefing_template.{name}")
        )
        st.caption(t(f"briefing_template_help.{template}"))
        chosen_place = _place(templates()[template].place, choice, t)
        name = st.text_input(t("briefing.name"), max_chars=60)
        agency = st.text_input(t("briefing.agency"), max_chars=60, help=t("briefing.agency_help"))
        if st.button(t("briefing.make"), type="primary", disabled=not (name or "").strip() or not chosen_place):
            _make(template, name.strip(), (agency or "").strip(), t)


def _place(place: str, choice: Choice, t: Translator) -> bool:
    """Whether what the template is about is chosen; region and period are those of the side bar."""
    if place == "market_id":
        return filters.market(t, choice) is not None
    if place == "programme":
        rows = load(programmes.ledger, choice).rows
        names = dict(zip(rows["programme_code"].astype(str), rows["programme_name"].astype(str), strict=True))
        said = address.allowed("programme", names)
        st.selectbox(
            t("filter.programme"), ["", *names], key=address.fill("programme", said),
            on_change=address.from_widget, args=("programme",), format_func=lambda one: names.get(one, "–"),
        )  # fmt: skip
        return bool(said)
    if place == "sido":
        st.caption(t("briefing.of_place", place=plain(filters.choice_in_words(choice, t))))
    return True


def _make(template: str, name: str, agency: str, t: Translator) -> None:
    slides, missing = begun(template, st.query_params.to_dict(), t, making(t))
    code = briefings.create(name, template, t.lang, viewing.viewer().name, agency=agency, slides=slides)
    st.session_state[adding.IN_HAND] = code
    frame.go("briefing", briefing=code, missing=", ".join(missing) or None)
