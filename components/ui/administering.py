"""Rights of everybody who signs in, given and taken by a form; and the log of what was done."""

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from components.text import Translator
from components.ui import address
from components.ui.filters import region_names
from components.ui.forms.choosing import when
from components.ui.load import load
from components.ui.plain import plain
from components.ui.viewing import viewer
from data import access, audit
from data.access import Account
from data.codes import Action, Role
from data.disclosure import LOCAL_OFFICER
from data.errors import JangteoError
from data.messages import say_error
from data.queries import filters as of_filters

#: Roles that are given; who has none is the public.
GIVEN = (Role.OFFICER, Role.ASSOCIATION, Role.ADMINISTRATOR)
MOST_SHOWN = 500
#: Session key of what was just changed: told once, above the list.
_DONE = "account_changed"
NEW = ""


def accounts(t: Translator) -> None:
    """Everybody with an account; for administrators the form that changes them."""
    known = access.accounts()
    if done := st.session_state.pop(_DONE, ""):
        st.success(plain(done), icon=":material/check_circle:")
    if known:
        _table(known, t)
    else:
        st.info(t("admin.nobody"), icon=":material/info:")
    if viewer() == LOCAL_OFFICER:
        # the first administrator comes from the command line, and so from whoever holds the machine
        st.caption(t("admin.local"))
        st.code("python -m data access grant kim@jeju.go.kr administrator", language=None, wrap_lines=True)
        return
    _form(known, t)


def _table(known: Sequence[Account], t: Translator) -> None:
    regions, markets = region_names(t), _market_names(t)
    st.dataframe(
        pd.DataFrame(
            {
                t("admin.subject"): [one.subject for one in known],
                t("admin.name"): [one.person_name for one in known],
                t("admin.role"): [t(f"rights.{one.role}") for one in known],
                t("admin.reach"): [_reach(one, regions, markets, t) for one in known],
                t("admin.granted"): [f"{when(one.granted_at)} · {one.granted_by}" for one in known],
            }
        ),
        hide_index=True,
        alt=t("show_admin.accounts"),
    )


def _reach(one: Account, regions: dict[str, str], markets: dict[int, str], t: Translator) -> str:
    """Regions or markets in words; an officer without regions has the whole country."""
    if one.role == Role.ASSOCIATION:
        return ", ".join(markets.get(number, str(number)) for number in one.market_ids)
    return ", ".join(regions.get(code, code) for code in one.region_codes) or t("admin.everywhere")


def _form(known: Sequence[Account], t: Translator) -> None:
    st.header(t("admin.change"), anchor=False)
    by_subject = {one.subject: one for one in known}
    subject = st.selectbox(
        t("admin.whose"), [NEW, *by_subject], format_func=lambda one: one or t("admin.new"), key=f"whose:{t.lang}"
    )
    found = by_subject.get(subject or NEW)
    # another person is another form, filled with what that one has
    key = f"{subject}:{found.granted_at if found else ''}:{t.lang}"
    typed = subject or st.text_input(t("admin.subject"), help=t("admin.subject_help"), key=f"subject-{key}") or ""
    name = st.text_input(t("admin.name"), found.person_name if found else "", max_chars=60, key=f"name-{key}")
    roles = [str(role) for role in GIVEN]
    at = roles.index(found.role) if found and found.role in roles else 0
    role = st.selectbox(t("admin.role"), roles, at, format_func=lambda one: t(f"rights.{one}"), key=f"role-{key}")
    st.caption(t(f"admin.does_{role}"))
    regions, markets = _scope(role, found, key, t)
    with st.container(horizontal=True, gap="small"):
        if st.button(t("admin.keep"), type="primary", key="account-keep", disabled=not typed.strip()):
            _keep(typed, role, name or "", regions, markets, t)
        if found and st.button(t("admin.revoke"), key="account-revoke", help=t("admin.revoke_help")):
            _revoke(found.subject, t)


def _scope(role: str, found: Account | None, key: str, t: Translator) -> tuple[list[str], list[int]]:
    """Regions of an officer, markets of an association."""
    if role == Role.OFFICER:
        names = region_names(t)
        had = [code for code in (found.region_codes if found else ()) if code in names]
        told = st.multiselect(
            t("admin.regions"), list(names), had, format_func=lambda code: names[code],
            placeholder=t("admin.everywhere"), key=f"regions-{key}", help=t("admin.regions_help"),
        )  # fmt: skip
        return told, []
    if role == Role.ASSOCIATION:
        markets = _market_names(t)
        own = [number for number in (found.market_ids if found else ()) if number in markets]
        chosen = st.multiselect(
            t("admin.markets"), list(markets), own, format_func=lambda number: markets[number],
            placeholder=t("filter.market_placeholder"), key=f"markets-{key}",
        )  # fmt: skip
        return [], chosen
    return [], []


def _keep(subject: str, role: str, name: str, regions: list[str], markets: list[int], t: Translator) -> None:
    try:
        made = access.grant(subject, role, by=viewer().name, name=name, regions=regions, markets=markets)
    except JangteoError as problem:
        st.error(plain(say_error(problem, t.lang)), icon=":material/error:")
        return
    st.session_state[_DONE] = t("admin.kept", subject=made.subject, role=t(f"rights.{made.role}"))
    st.rerun()


def _revoke(subject: str, t: Translator) -> None:
    try:
        access.revoke(subject, by=viewer().name)
    except JangteoError as problem:
        st.error(plain(say_error(problem, t.lang)), icon=":material/error:")
        return
    st.session_state[_DONE] = t("admin.revoked", subject=subject)
    st.rerun()


def _market_names(t: Translator) -> dict[int, str]:
    rows = load(of_filters.markets).rows
    place = rows[f"sido_name_{t.lang}"].str.cat(rows[f"sigungu_name_{t.lang}"], sep=" ").str.strip()
    told = zip(rows["market_id"], rows["market_name"], place, strict=True)
    return {int(number): f"{name} ({where})" for number, name, where in told}


def log(t: Translator) -> None:
    """What was done, the newest first, narrowed by who, what and when; each choice stands in the address."""
    with st.container(horizontal=True, gap="small"):
        who = _one("who", {one: one or t("admin.command") for one in audit.subjects()}, t)
        what = _one("did", {str(one): t(f"audit.{one}") for one in Action}, t)
        since, until = (_day(name, t) for name in ("since", "until"))
    found = audit.entries(subject=who, action=what, since=since, until=until, most=MOST_SHOWN)
    if not found:
        st.info(t("admin.log_empty"), icon=":material/inbox:")
        return
    st.dataframe(
        pd.DataFrame(
            {
                t("admin.at"): [
                    pd.Timestamp(one.happened_at).tz_convert("Asia/Seoul").tz_localize(None) for one in found
                ],
                t("admin.who"): [one.subject or t("admin.command") for one in found],
                t("admin.role"): [t.either(f"rights.{one.role}", one.role) for one in found],
                t("admin.did"): [t.either(f"audit.{one.action}", one.action) for one in found],
                t("admin.target"): [one.target for one in found],
                t("admin.detail"): [_detail(one.detail) for one in found],
            }
        ),
        hide_index=True,
        column_config={
            t("admin.at"): st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm:ss"),
            t("admin.detail"): st.column_config.TextColumn(width="large"),
        },
        alt=t("show_admin.log"),
    )
    st.caption(t("admin.log_help", most=MOST_SHOWN))


def _detail(text: str) -> str:
    """JSON as short words: ``rows: 12, file: a.csv``."""
    told: dict[str, Any] = json.loads(text or "{}")
    return ", ".join(f"{name}: {value}" for name, value in told.items() if value not in (None, "", [], {}))


def _one(name: str, words: dict[str, str], t: Translator) -> str:
    chosen = address.allowed(name, words)
    st.selectbox(
        t(f"admin.{name}"), ["", *(one for one in words if one)], key=address.fill(name, chosen),
        on_change=address.from_widget, args=(name,), format_func=lambda one: words[one] if one else t("admin.all"),
    )  # fmt: skip
    return chosen


def _day(name: str, t: Translator) -> str:
    """A day as it is typed, 2026-11-30; anything else is none."""
    said = address.word(name)
    told = said if pd.notna(pd.to_datetime(said, format="%Y-%m-%d", errors="coerce")) else ""
    st.text_input(
        t(f"admin.{name}"), key=address.fill(name, said), on_change=address.from_widget, args=(name,),
        placeholder="2026-11-30", max_chars=10, width=140,
    )  # fmt: skip
    return told
