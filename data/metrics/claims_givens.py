"""The numbers given with a claim: "before=17 million; after=about 250 million", under names that the kinds know.

A year or month in a name tells which of two equal names is the earlier. A name that is not known stays outside and is
said; none is guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.messages import Words
from data.metrics.claims_kinds import told
from data.vague import Interval, named_numbers
from data.vague.written import Written, read_written

#: "About" read as widely as anybody would.
WIDEST_ABOUT = 0.10
#: A given number may have been rounded at its last digit, but not by more than this part of it.
MOST_ROUNDED = 0.01
#: From this worth of the last written digit on (thousands and above) a number is taken for a rounded one.
ROUNDED_FROM = 1000
#: A name that says a time and nothing else.
MOMENT = "moment"
#: Inputs that are only parts of a sum: any name does.
FREE = "part_number_"
_LETTER = "abcdefghijklmnopqrstuvwxyz"
_YEAR = re.compile(r"((?:19|20)\d{2})\s*\ub144?\ub3c4?")
_MONTH = re.compile(r"(\d{1,2})\s*\uc6d4")
_LETTERS = re.compile(r"[\s_\-\u00b7.,()\[\]]+")


@dataclass(frozen=True)
class Given:
    """One number that goes into the arithmetic, in whole units (percent as parts of one).

    label: the name as it was written. value: what it may be as written; widest: with "about" taken widely and the last
    written digit rounded. origin: given or store; about: where in the store it was read.
    """

    label: str
    text: str
    value: Interval
    point: float
    unit: str = ""
    widest: Interval | None = None
    qualifier: str = ""
    origin: str = "given"
    about: Words | None = None

    @property
    def words(self) -> Words:
        """What it is: as it was written, or where in the store it was read."""
        return self.about or Words(self.text, self.text)

    @property
    def at_widest(self) -> Interval:
        """The widest reading."""
        return self.widest or self.value


def scale_of(unit: str) -> float:
    """Worth of one written unit: a percent is a hundredth."""
    return float(told()["units"].get(unit, {}).get("scale", 1))


def given(label: str, text: str) -> Given | None:
    """One written number; None when the text has none."""
    read = read_written(text)
    if read is None:
        return None
    number = read.scaled(scale_of(read.unit))
    return Given(label, text.strip(), number.value, number.point, read.unit, _widest(number), number.qualifier)


def _widest(number: Written) -> Interval:
    """As wide as the writing allows: "about" up to a tenth, and what rounding at the last digit leaves open."""
    value = number.with_about(WIDEST_ABOUT).value
    half = number.step / 2 if number.step >= ROUNDED_FROM or _has_decimals(number) else 0.0
    half = min(half, abs(number.point) * MOST_ROUNDED)
    return value.plus(Interval(-half, half)) if number.qualifier not in ("at_most", "at_least") else value


def _has_decimals(number: Written) -> bool:
    """A share or number with decimals was rounded to them; 71 markets were counted."""
    return number.step < scale_of(number.unit) or "%" in number.text


def givens(text: str, *, free: bool = False) -> tuple[dict[str, Given], tuple[str, ...]]:
    """Numbers by the input they are, and what could not be used (name = number). free: parts of a sum, of any name."""
    read: list[tuple[str, Given]] = []
    unused: list[str] = []
    for name, written in named_numbers(text):
        number = given(name, written)
        if number is None:
            unused.append(f"{name}={written}" if name else written)
        else:
            read.append((name, number))
    if free:
        return {f"{FREE}{_LETTER[at]}": number for at, (_, number) in enumerate(read[: len(_LETTER)])}, tuple(unused)
    return _placed(read, unused)


def _placed(read: list[tuple[str, Given]], unused: list[str]) -> tuple[dict[str, Given], tuple[str, ...]]:
    """Each number at its input; of two at one input the earlier goes to ``<input>_before``."""
    found: dict[str, list[tuple[float | None, Given]]] = {}
    for name, number in read:
        key, when = _input_of(name)
        if key:
            found.setdefault(key, []).append((when, number))
        else:
            unused.append(f"{name}={number.text}")
    placed: dict[str, Given] = {}
    for key, numbers in found.items():
        for target, number in _in_order(key, numbers):
            if target and target not in placed:
                placed[target] = number
            else:
                unused.append(f"{number.label}={number.text}")
    return placed, tuple(unused)


def _in_order(key: str, numbers: list[tuple[float | None, Given]]) -> list[tuple[str, Given]]:
    if len(numbers) == 1:
        return [(key, numbers[0][1])]
    times = [when for when, _ in numbers]
    if len(numbers) > 2 or None in times or len(set(times)) < 2:
        return [("", number) for _, number in numbers]
    (_, first), (_, second) = sorted(numbers, key=lambda one: one[0] or 0.0)
    return [(f"{key}_before", first), (key, second)]


def paired(numbers: Mapping[str, Given]) -> dict[str, Given]:
    """The same with ``before`` and ``after`` where one input was told for two times."""
    pairs = [key for key in numbers if f"{key}_before" in numbers and key not in ("growth", "index")]
    if len(pairs) == 1 and "before" not in numbers and "after" not in numbers:
        return {**numbers, "before": numbers[f"{pairs[0]}_before"], "after": numbers[pairs[0]]}
    return dict(numbers)


def _input_of(name: str) -> tuple[str, float | None]:
    """The input a name stands for ('' = none), and when: only its order counts."""
    if (whole := _spelled().get(_bare(name))) is not None:
        return whole, None
    rest, when = _without_time(name)
    if when and not _bare(rest):
        return MOMENT, when
    return _spelled().get(_bare(rest), ""), when


def _without_time(name: str) -> tuple[str, float | None]:
    year, month = _YEAR.search(name), _MONTH.search(name)
    rest = _MONTH.sub(" ", _YEAR.sub(" ", name))
    when = (float(year.group(1)) if year else 0.0) + (float(month.group(1)) / 100 if month else 0.0)
    for at, word in enumerate(told()["order"]["months"], start=1):
        if word in rest.lower():
            rest, when = re.sub(word, " ", rest, flags=re.IGNORECASE), when + at / 100
    if not when:
        return _without_order(rest)
    return rest, when


def _without_order(name: str) -> tuple[str, float | None]:
    """Words like "last year" and "this month" tell the order; the longest that stands there counts."""
    words = [(word, place) for place, group in ((1.0, "earlier"), (2.0, "later")) for word in told()["order"][group]]
    for word, place in sorted(words, key=lambda one: -len(one[0])):
        if word in name.lower():
            return re.sub(re.escape(word), " ", name, flags=re.IGNORECASE), place
    return name, None


@cache
def _spelled() -> dict[str, str]:
    """Spelling -> input."""
    return {
        _bare(word): key
        for key, words in told()["inputs"].items()
        if words["spelled"] or key in ("times", "index")
        for word in (key, words["ko"], words["en"], *words["spelled"])
    }


def _bare(name: str) -> str:
    return _LETTERS.sub("", name).casefold()


def from_store(about: Words, value: float, unit: str) -> Given:
    """A number read off our own rows: exact. about: which months and places."""
    return Given(str(about), str(about), Interval.exactly(value), value, unit, origin="store", about=about)
