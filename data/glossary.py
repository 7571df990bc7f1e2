"""Every term of the field once: identifier, Korean, English, meaning, and who defines it (``glossary.csv``)."""

from functools import cache
from pathlib import Path

import pandas as pd


@cache
def _terms() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).parent / "glossary.csv", dtype="str", keep_default_na=False)


def glossary() -> pd.DataFrame:
    """All terms in the order of the file. Columns: identifier, korean, english, meaning_ko, meaning_en, authority.

    authority: law, register or body that defines the term; "" where nobody does.
    """
    return _terms().copy()


def term(identifier: str, lang: str) -> str:
    """The word for an identifier in a language; the identifier itself where the glossary has none."""
    found = _terms().loc[_terms()["identifier"] == identifier, "korean" if lang == "ko" else "english"]
    return str(found.iloc[0]) if len(found) else identifier
