"""Two growths given with a claim: is it about the step from the earlier to the later, or about the base of both?

"In October up 212 % on August" with "September +88 %; October +212 %" repeats the later growth; "up 66 % on
September" is the step between them. The month that the claim names as its base tells; where none is named, only a claim
that repeats the later growth is taken for it.
"""

import re
from collections.abc import Mapping

from data.metrics.claims_givens import Given
from data.metrics.claims_kinds import told
from data.metrics.claims_published import Published

#: Where the earlier growth goes when the claim is not about the step: formulas of the step do not find it there.
ASIDE = "growth_then"
_MONTH = re.compile(r"(?:((?:19|20)\d{2})\s*\ub144\s*)?(\d{1,2})\s*\uc6d4|((?:19|20)\d{2})-(\d{2})")
_YEAR = re.compile(r"(?:19|20)\d{2}")
#: A number is repeated when it is the same to a part in a thousand million.
CLOSE = 1e-9


def on_their_base(
    numbers: Mapping[str, Given], number: Published | None, fields: Mapping[str, str]
) -> dict[str, Given]:
    """The numbers, the earlier growth under ``ASIDE`` where the claim is held against the base of both."""
    kept = dict(numbers)
    if number is None or not {"growth", "growth_before"} <= set(kept):
        return kept
    base = month_named(fields.get("base_text", "")) or month_named(fields.get("base_start_month", ""))
    earlier = month_named(kept["growth_before"].label)
    if base and earlier:
        repeats = not _same_month(base, earlier)
    else:
        repeats = number.unit == "percent" and abs(number.point - kept["growth"].point) <= CLOSE
    if repeats:
        kept[ASIDE] = kept.pop("growth_before")
    return kept


def month_named(text: str) -> tuple[int, int] | None:
    """Year (0 where none is told) and month that a text names first; None where it names no month."""
    found = _MONTH.search(text)
    if found is not None:
        year, month, iso_year, iso_month = found.groups()
        return int(year or iso_year or 0), int(month or iso_month)
    words = [at for at, word in enumerate(told()["order"]["months"], start=1) if word in text.lower()]
    if not words:
        return None
    years = _YEAR.search(text)
    return int(years.group()) if years else 0, words[0]


def _same_month(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] == other[1] and (one[0] == other[0] or 0 in (one[0], other[0]))
