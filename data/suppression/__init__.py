"""Statistical disclosure control of tables about businesses: which cells may not be shown, and which others would
betray them.

Pure: numbers in, verdicts out. Source: Hundepool, Domingo-Ferrer, Franconi, Giessing, Schulte Nordholt, Spicer and
de Wolf, *Statistical Disclosure Control* (Wiley 2012), chapter 4.
"""

from enum import StrEnum


class Reason(StrEnum):
    """Why a cell is hidden; the words of a reason are ``withheld_reason.<value>`` in words.toml."""

    FEW = "few_businesses"
    DOMINATED = "one_dominates"
    DERIVABLE = "from_others"
    EARNINGS = "what_few_earn"


#: Beside amounts in won, what tells how well a shop does. Everything else about its own shops an association knows.
EARNINGS = frozenset({"order_count", "buyer_count", "repeat_buyer_count"})


def tells_earnings(name: str) -> bool:
    """Whether a column tells what shops earn, by its name."""
    return name in EARNINGS or name.endswith("_krw")
