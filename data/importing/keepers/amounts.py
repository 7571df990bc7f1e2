"""Amounts and shares of the ledger whose unit is doubtful: asked about, never guessed. Not a subject of its own."""

import pandas as pd
from sqlalchemy import Connection, select

from data.importing.headers import without_unit
from data.importing.keepers.ledger import Sheet
from data.importing.spellings import multipliers, signs
from data.models import metadata

#: No budget of a programme is smaller; written in units of ten thousand won, most are.
SMALLEST_BUDGET_KRW = 1_000_000
#: What lies between won and ten thousand won.
TEN_THOUSAND = 10_000


def ask_for_unit(sheet: Sheet, *columns: str) -> None:
    """Refuse budgets that look as if they were written in units of ten thousand won, unless the cell says its unit."""
    for column in columns:
        amount = sheet.rows[column]
        small = (amount > 0) & (amount < SMALLEST_BUDGET_KRW) & ~_says_its_unit(sheet, column)
        sheet.refuse(small, column, "looks_like_man_won")


def ask_when_far_apart(sheet: Sheet, *columns: str) -> None:
    """Refuse budgets ten thousand times those of the same programme, in the file or the store, or a ten-thousandth."""
    told = pd.concat([sheet.rows.loc[sheet.good, ["programme_code", each]].set_axis(["code", "krw"], axis=1)
                      for each in columns])  # fmt: skip
    told = pd.concat([told, _budgets_kept(sheet.connection)], ignore_index=True).dropna()
    told = told[told["krw"] > 0]
    least, most = (told.groupby("code")["krw"].agg(how) for how in ("min", "max"))
    for column in columns:
        amount, code = sheet.rows[column], sheet.rows["programme_code"]
        far = (amount * TEN_THOUSAND <= code.map(most)) | (amount >= code.map(least) * TEN_THOUSAND)
        wrong = far.fillna(False).astype(bool) & (amount > 0).fillna(False) & ~_says_its_unit(sheet, column)
        sheet.refuse(wrong, column, "far_from_other_budgets")


def _budgets_kept(connection: Connection) -> pd.DataFrame:
    table = metadata.tables["programme_budget"]
    rows = connection.execute(select(table.c.programme_code, table.c.planned_krw, table.c.spent_krw)).all()
    found = [(code, krw) for code, *amounts in rows for krw in amounts if krw is not None]
    return pd.DataFrame(found, columns=["code", "krw"])


def _says_its_unit(sheet: Sheet, column: str) -> "pd.Series[bool]":
    """Whether the cell, or a header in thousands and the like, tells the unit."""
    if (without_unit(sheet.block.labels.get(column, ""))[1] or 1) > 1:
        return pd.Series(True, index=sheet.rows.index)
    if column not in sheet.block.raw:
        return pd.Series(False, index=sheet.rows.index)
    words = (*multipliers(), *signs("won_signs"))
    raw = sheet.block.raw[column].astype(str).str.lower()
    return raw.map(lambda text: any(word in text for word in words)).astype(bool)


def ask_about_shares(sheet: Sheet, *columns: str) -> None:
    """Refuse parts of a whole above 1: 1.5 may be 1.5 % or 150 %, and neither 50 nor 1 says what it means."""
    for column in columns:
        share = sheet.rows[column]
        raw = sheet.block.raw[column] if column in sheet.block.raw else pd.Series("", index=sheet.rows.index)
        has_sign = raw.astype(str).str.strip().str.endswith(("%", "％"))
        sheet.refuse(share < 0, column, "negative")
        sheet.refuse((share >= 1) & ~has_sign, column, "share_without_sign", value=raw)
        sheet.refuse(share > 1, column, "share_over_hundred", value=raw)
