"""Who may see which cell: the one gate every row passes on its way out of the store."""

from dataclasses import dataclass

import pandas as pd

from data.codes import Role
from data.suppression import Reason
from data.suppression.primary import Rules
from data.suppression.tables import PROTECTED, SHARING, Protection, verdicts

#: Columns that speak of a single shop; only those who work with the store's files see them.
STORE_LEVEL_COLUMNS = frozenset({"store_name", "store_address", "store_lat", "store_lon", "store_amount_krw"})

#: Fewest businesses that may stand behind a figure about businesses, by role (Statistics Act practice: 3, public 5).
FEWEST_BUSINESSES = {Role.PUBLIC: 5, Role.ASSOCIATION: 3, Role.OFFICER: 0, Role.ADMINISTRATOR: 0}


#: Questions whose rows say what files said line by line, names of shops and their numbers among it.
FOR_THE_OFFICE = frozenset({"imports.refusals", "versions.history"})


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


def permitted(rows: pd.DataFrame, viewer: Viewer, question: str = "") -> pd.DataFrame:
    """The rows as this viewer may see them: withheld cells missing, their reason in ``withheld_reason``.

    Columns about a single shop are dropped for those who may not see them; the rows as files told them are for those
    who work with the files alone. Where ``business_count`` stands behind rows, amounts, counts and days are withheld as
    ``data.suppression.tables`` has it for the question (few businesses, one dominates, could be worked out from
    others); own markets of an association are not. The grain stays, but hidden rows that nothing tells apart are told
    once.
    """
    if viewer.role in (Role.OFFICER, Role.ADMINISTRATOR):
        return rows
    protection = PROTECTED.get(question, Protection())
    shown = rows.drop(columns=[c for c in rows.columns if c in STORE_LEVEL_COLUMNS | set(SHARING)])
    if question in FOR_THE_OFFICE:
        return shown.iloc[:0]
    if "business_count" not in shown:
        return shown
    reasons = verdicts(rows, Rules(FEWEST_BUSINESSES[viewer.role]), protection)
    if "market_id" in shown:
        reasons[shown["market_id"].isin(viewer.market_ids)] = ""
    return _hidden(shown, reasons, protection) if (reasons != "").any() else shown


def _hidden(shown: pd.DataFrame, reasons: pd.Series, protection: Protection) -> pd.DataFrame:
    """The rows without what their reasons withhold: where one business dominates the amounts, else all numbers."""
    shown, whole, amounts = shown.copy(), ~reasons.isin(["", Reason.DOMINATED]), reasons == Reason.DOMINATED
    numbers = [c for c in shown.columns if c.endswith(("_krw", "_count", "_share"))]
    shown[numbers] = shown[numbers].astype("Float64")
    shown.loc[whole, numbers] = pd.NA
    shown.loc[amounts, list(protection.amounts)] = pd.NA
    days = [c for c in shown.columns if c.endswith("_on") and pd.api.types.is_datetime64_any_dtype(shown[c])]
    shown.loc[whole, days] = pd.NaT
    for name in protection.blanked:
        shown.loc[whole, name] = pd.NA if pd.api.types.is_numeric_dtype(shown[name]) else ""
    shown["withheld_reason"] = reasons.astype("str")
    again = whole & shown.duplicated() if protection.blanked else whole & False
    return shown[~again].reset_index(drop=True)


def may_be_shown(kept_by: str, viewer: Viewer) -> bool:
    """Whether rows that somebody of that role kept as they saw them may be shown to this viewer.

    One association does not see what another kept: each sees its own markets in more detail than others.
    """
    role = Role(kept_by)
    if role == viewer.role:
        return role != Role.ASSOCIATION
    return RIGHTS[viewer.role] >= RIGHTS[role]
