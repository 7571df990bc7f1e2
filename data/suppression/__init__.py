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
