"""Who may see which cell: the one gate every row passes on its way out of the store."""

from dataclasses import dataclass

import pandas as pd

from data.codes import Role

#: Columns that speak of a single shop; only those who work with the store's files see them.
STORE_LEVEL_COLUMNS = frozenset({"store_name", "store_address", "store_lat", "store_lon", "store_amount_krw"})

#: Fewest businesses that may stand behind a figure about businesses, by role (Statistics Act practice: 3, public 5).
FEWEST_BUSINESSES = {Role.PUBLIC: 5, Role.ASSOCIATION: 3, Role.OFFICER: 0, Role.ADMINISTRATOR: 0}


@dataclass(frozen=True)
class Viewer:
    """Who looks. Part of every cache key. market_ids: the markets an association sees in detail."""

    role: Role = Role.PUBLIC
    market_ids: frozenset[int] = frozenset()
    name: str = ""


#: Who may be shown what was kept for whom: rows that one role saw are for those with as many rights or more.
RIGHTS = {Role.PUBLIC: 0, Role.ASSOCIATION: 1, Role.OFFICER: 2, Role.ADMINISTRATOR: 2}

#: The single-machine default: the officer at the keyboard, server bound to 127.0.0.1.
LOCAL_OFFICER = Viewer(Role.OFFICER, name="local")


def permitted(rows: pd.DataFrame, viewer: Viewer) -> pd.DataFrame:
    """The rows as this viewer may see them: same grain, withheld cells missing, reason in ``withheld_reason``.

    Columns about a single shop are dropped for those who may not see them. Where ``business_count`` says how many
    businesses stand behind a row, amounts, counts and days of rows below the viewer's threshold are withheld; own
    markets of an association are not.
    """
    if viewer.role in (Role.OFFICER, Role.ADMINISTRATOR):
        return rows
    shown = rows.drop(columns=[c for c in rows.columns if c in STORE_LEVEL_COLUMNS])
    if "business_count" not in shown:
        return shown
    few = shown["business_count"].fillna(0) < FEWEST_BUSINESSES[viewer.role]
    if "market_id" in shown:
        few &= ~shown["market_id"].isin(viewer.market_ids)
    if few.any():
        shown = shown.copy()
        hidden = [c for c in shown.columns if c.endswith(("_krw", "_count", "_share"))]
        shown[hidden] = shown[hidden].astype("Float64")
        shown.loc[few, hidden] = pd.NA
        days = [c for c in shown.columns if c.endswith("_on") and pd.api.types.is_datetime64_any_dtype(shown[c])]
        shown.loc[few, days] = pd.NaT
        shown["withheld_reason"] = few.map({True: "few_businesses", False: ""})
    return shown


def may_be_shown(kept_by: str, viewer: Viewer) -> bool:
    """Whether rows that somebody of that role kept as they saw them may be shown to this viewer.

    One association does not see what another kept: each sees its own markets in more detail than others.
    """
    role = Role(kept_by)
    if role == viewer.role:
        return role != Role.ASSOCIATION
    return RIGHTS[viewer.role] >= RIGHTS[role]
