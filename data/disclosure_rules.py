"""The rules of disclosure as the administrator of this place set them: ours, or stricter, never looser.

``JANGTEO_RULES`` of the environment or of .streamlit/secrets.toml, words and numbers in any order::

    JANGTEO_RULES = "public=10, own=5, one=0.6, two=0.8, p=0.1"

public, own: fewest businesses behind a figure, for everybody and for what shops of an association's own markets earn.
one, two: most that the largest, and the two largest, may hold of an amount. p: the p %-rule, not asked without it.
"""

from dataclasses import dataclass
from functools import lru_cache

from data.errors import RulesWrong
from data.store import setting
from data.suppression.primary import Rules

SETTING = "JANGTEO_RULES"
#: Fewest businesses that may stand behind a figure about businesses (Statistics Act practice: 3, public 5). The 3 holds
#: for what shops of an association's own markets earn; of others it sees what the public sees.
FEWEST_FOR_PUBLIC, FEWEST_FOR_OWN = 5, 3
_LIKE = "public=5, own=3, one=0.75, two=0.85, p=0.1"


@dataclass(frozen=True)
class Limits:
    """public: what everybody is shown under; own: what an association is shown of its own markets' earnings."""

    public: Rules
    own: Rules


def limits() -> Limits:
    """What holds here. Raises: RulesWrong for a setting that cannot be read or is looser than ours."""
    return read(setting(SETTING))


@lru_cache(maxsize=8)
def read(said: str) -> Limits:
    """Rules out of a setting. Raises: RulesWrong."""
    told: dict[str, float] = {}
    for part in filter(None, (one.strip() for one in said.split(","))):
        name, _, number = part.partition("=")
        try:
            told[name.strip()] = float(number)
        except ValueError as wrong:
            raise RulesWrong(said=part, like=_LIKE) from wrong
    ours = {"public": FEWEST_FOR_PUBLIC, "own": FEWEST_FOR_OWN, "one": Rules.one_share, "two": Rules.two_share}
    for name, value in told.items():
        if not _holds(name, value, ours):
            raise RulesWrong(said=f"{name}={value:g}", like=_LIKE)
    shares = (told.get("one", Rules.one_share), told.get("two", Rules.two_share), told.get("p"))
    public, own = (int(told.get(name, ours[name])) for name in ("public", "own"))
    return Limits(Rules(public, *shares), Rules(own, *shares))


def _holds(name: str, value: float, ours: dict[str, float]) -> bool:
    """Whether a rule is known and as strict as ours."""
    if name in ("public", "own"):
        return value >= ours[name] and value == int(value)
    if name in ("one", "two"):
        return 0 < value <= ours[name]
    return name == "p" and 0 < value <= 1
