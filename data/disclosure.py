"""Who may see which cell: the one gate every row passes on its way out of the store."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from data.codes import OFFICE, Role
from data.disclosure_rules import limits
from data.suppression import Reason, tells_earnings
from data.suppression.grouping import GROUP, told_in_groups
from data.suppression.parts import WHOLE, told_as_one, without_small
from data.suppression.tables import PROTECTED, SHARING, Protection, verdicts

#: Columns that speak of a single shop; only those who work with the store's files see them.
STORE_LEVEL_COLUMNS = frozenset({"store_name", "store_address", "store_lat", "store_lon", "store_amount_krw"})

#: Questions whose rows say what files said line by line, names of shops and their numbers among it.
FOR_THE_OFFICE = frozenset({"imports.history", "imports.refusals", "versions.history"})

#: Finer than what everybody may see of the same shops, which is told by a question of its own; of own markets alone.
OF_OWN_MARKETS = frozenset({"readiness.by_score"})


@dataclass(frozen=True)
class Viewer:
    """Who looks. Part of every cache key. market_ids: the markets an association sees in detail, or those of an
    officer's regions. region_codes: regions an officer works for, none = the whole country.
    """

    role: Role = Role.PUBLIC
    market_ids: frozenset[int] = frozenset()
    name: str = ""
    region_codes: frozenset[str] = frozenset()

    @property
    def is_office(self) -> bool:
        """Works with the store's files: officers and administrators."""
        return self.role in OFFICE

    @property
    def sees_all(self) -> bool:
        """Nothing is withheld."""
        return self.is_office and not self.region_codes

    @property
    def rights(self) -> "Viewer":
        """The same without a name where the name gives no right: what answers are kept under."""
        return self if self.is_office and self.region_codes else replace(self, name="")

    @property
    def kept_as(self) -> str:
        """What stands beside rows that this viewer keeps, for ``may_be_shown``: ``officer``, ``association/3,17``."""
        scope = self.region_codes if self.is_office else self.market_ids
        return f"{self.role}/{','.join(sorted(map(str, scope)))}" if scope else str(self.role)


#: The single-machine default: the officer at the keyboard, server bound to 127.0.0.1.
LOCAL_OFFICER = Viewer(Role.OFFICER, name="local")


def permitted(rows: pd.DataFrame, viewer: Viewer, question: str = "") -> pd.DataFrame:
    """The rows as this viewer may see them: withheld cells missing, their reason in ``withheld_reason``.

    The public: columns about a single shop are dropped; rows as files told them are for those who work with the files;
    where ``business_count`` stands behind rows, amounts, counts and days are withheld as ``data.suppression.tables``
    has it for the question (few businesses, one dominates, could be worked out from others). An association sees all of
    its own markets but what few shops earn; an officer of regions sees everything of the markets there, and of files
    the lines of its own. The grain stays, but hidden rows that nothing tells apart are told once.
    """
    if viewer.sees_all:
        return rows.drop(columns=[name for name in (*GROUP, WHOLE) if name in rows])
    if question in FOR_THE_OFFICE:
        return _own_lines(rows, viewer)
    protection = PROTECTED.get(question, Protection())
    own = _own(rows, viewer)
    if set(GROUP) <= set(rows):
        rows = told_in_groups(rows, own, limits().public.fewest)
        own = _own(rows, viewer)
    if question in OF_OWN_MARKETS:
        rows, own = rows[own].reset_index(drop=True), own[own].reset_index(drop=True)
    shown = _without_shops(rows, own)
    if "business_count" not in shown:
        return _without_parts(shown, rows, own, protection) if protection.parts else shown
    reasons = verdicts(rows, limits().public, protection)
    reasons[own] = ""
    if not viewer.is_office:
        reasons[own] = _of_earnings(rows[own], protection)
    if (reasons != "").any():
        shown = _hidden(shown, reasons, own, protection)
    return _without_parts(shown, rows, own, protection) if protection.parts else shown


def _without_parts(
    shown: pd.DataFrame, rows: pd.DataFrame, own: "pd.Series[bool]", protection: Protection
) -> pd.DataFrame:
    """Without counts of few shops that are parts of others; of these what can be told of several markets as one."""
    fewest = limits().public.fewest
    shown = without_small(shown, own, fewest, protection.parts, bool(protection.part))
    if protection.as_one is not None:
        key, *counts = protection.as_one
        shown = told_as_one(shown, rows, key, (counts[0], counts[1]), fewest)
    return shown.drop(columns=[WHOLE], errors="ignore")


def _own(rows: pd.DataFrame, viewer: Viewer) -> "pd.Series[bool]":
    if "market_id" not in rows:
        return pd.Series(False, rows.index)
    return rows["market_id"].isin(viewer.market_ids).fillna(False).astype(bool)


def _own_lines(rows: pd.DataFrame, viewer: Viewer) -> pd.DataFrame:
    """Lines of files that an officer of regions put in; nobody else's, and none for those who are not of the office."""
    if not viewer.is_office:
        return rows.iloc[:0]
    return rows[(rows["imported_by"] == viewer.name).to_numpy(bool)].reset_index(drop=True)


def _without_shops(rows: pd.DataFrame, own: "pd.Series[bool]") -> pd.DataFrame:
    """Without columns about single shops; whoever has rows of markets of its own keeps them, filled for those alone."""
    shown = rows.drop(columns=[c for c in rows.columns if c in SHARING])
    single = [c for c in shown.columns if c in STORE_LEVEL_COLUMNS]
    if not own.any():
        return shown.drop(columns=single)
    for name in single:
        blank = pd.NA if pd.api.types.is_numeric_dtype(shown[name]) else ""
        shown = shown.assign(**{name: shown[name].where(own, blank)})
    return shown


def _of_earnings(own: pd.DataFrame, protection: Protection) -> "pd.Series[Any]":
    """Why what shops of an association's own markets earn is hidden; '' for rows that tell no earnings."""
    if not _earnings(own, protection):
        return pd.Series("", own.index, dtype=object)
    found = verdicts(own, limits().own, Protection(protection.counts, protection.amounts))
    return found.where(found == "", str(Reason.EARNINGS))


def _earnings(rows: pd.DataFrame, protection: Protection) -> list[str]:
    return list(protection.amounts) or [c for c in rows.columns if tells_earnings(str(c))]


def _hidden(
    shown: pd.DataFrame, reasons: "pd.Series[Any]", own: "pd.Series[bool]", protection: Protection
) -> pd.DataFrame:
    """The rows without what their reasons withhold: where one business dominates the amounts, else all numbers; of own
    rows the earnings.
    """
    shown, whole, amounts = shown.copy(), ~own & ~reasons.isin(["", Reason.DOMINATED]), reasons == Reason.DOMINATED
    numbers = [c for c in shown.columns if c.endswith(("_krw", "_count", "_share"))]
    shown[numbers] = shown[numbers].astype("Float64")
    shown.loc[whole, numbers] = pd.NA
    shown.loc[amounts, list(protection.amounts)] = pd.NA
    shown.loc[own & (reasons != ""), _earnings(shown, protection)] = pd.NA
    days = [c for c in shown.columns if c.endswith("_on") and pd.api.types.is_datetime64_any_dtype(shown[c])]
    shown.loc[whole, days] = pd.NaT
    for name in protection.blanked:
        shown.loc[whole, name] = pd.NA if pd.api.types.is_numeric_dtype(shown[name]) else ""
    shown["withheld_reason"] = reasons.astype("str")
    again = whole & shown.duplicated() if protection.blanked else whole & False
    return shown[~again].reset_index(drop=True)


def may_be_shown(kept_by: str, viewer: Viewer) -> bool:
    """Whether rows that somebody kept as they saw them (``Viewer.kept_as``) may be shown to this viewer.

    Those with fewer rights see them only where their own reach holds all of it: an association rows kept for its own
    markets alone, an officer of regions those kept for them.
    """
    role, _, scope = kept_by.partition("/")
    told = set(filter(None, scope.split(",")))
    if Role(role) is Role.PUBLIC or viewer.sees_all:
        return True
    if Role(role) is Role.ASSOCIATION and viewer.role is not Role.PUBLIC:
        return bool(told) and told <= set(map(str, viewer.market_ids))
    if viewer.is_office:
        return bool(told) and all(_reaches(viewer.region_codes, code) for code in told)
    return False


def _reaches(regions: frozenset[str], code: str) -> bool:
    return code in regions or code[:2] in regions
