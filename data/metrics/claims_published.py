"""A published number: what its last digit leaves open, and what its words may mean."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.metrics.claims_givens import WIDEST_ABOUT, Given, scale_of
from data.metrics.claims_kinds import Kind, Reading, told
from data.vague import Interval
from data.vague.written import Written, read_written

#: Zeros at the end may be rounding while that moves the number by less than half a percent.
MOST_ROUNDING = 0.01
#: Letters after a number in which "fell" still speaks of it.
REACH = 14
_SHARES = ("percent", "points")


@dataclass(frozen=True)
class Mode:
    """One way in which the writing of a number hides what was computed."""

    key: str
    span: Interval
    widest: Interval


@dataclass(frozen=True)
class Published:
    """The number a claim makes. value, point, step in whole units; unit as written, else as told, else the kind's.

    bare: no unit was written. told_unit: what the claim's own column says.
    """

    text: str
    value: Interval
    point: float
    step: float
    unit: str
    qualifier: str
    has_sign: bool
    bare: bool
    told_unit: str
    claim: str
    is_bound: bool = False

    @property
    def modes(self) -> tuple[Mode, ...]:
        """What may have been computed: rounded or cut off at the last digit, or what its words leave open."""
        if self.qualifier:
            wide = Interval.about(self.point, WIDEST_ABOUT) if self.qualifier == "about" else self.value
            written = Mode("as_written", self.value, wide)
            return (*self._at_its_word(), written) if self.qualifier == "about" else (written,)
        if self.is_bound:
            upward = Interval(self.point - self.step / 2, self.point)
            return (Mode("rounded", upward, upward),)
        if (place := _zeros(self.point, self.step)) > self.step:
            zeros = self._rounded(place)
            return (*self._at_its_word(), Mode("zeros", zeros, zeros))
        return self._at_its_word()

    @property
    def decimals(self) -> int:
        """Decimals it was written with, in its unit."""
        text = f"{self.step / scale_of(self.unit):.9f}".rstrip("0")
        return len(text.partition(".")[2])

    def as_bound(self) -> "Published":
        """The figure alone, without "at most": a bound that may be rounded up, never down."""
        return replace(self, value=Interval.exactly(self.point), qualifier="", is_bound=True)

    def _at_its_word(self) -> tuple[Mode, ...]:
        """Rounded or cut off to the figure; also what is "about" a number may be just that number."""
        plain = (("rounded", self._rounded(self.step)), ("cut_off", self._cut_off(self.step)))
        return tuple(Mode(key, span, span) for key, span in plain)

    def _rounded(self, step: float) -> Interval:
        return Interval(self.point - step / 2, self.point + step / 2)

    def _cut_off(self, step: float) -> Interval:
        """Cut towards zero: up to, and without, the next digit."""
        further = step * (1 - 1e-6)
        return Interval(self.point, self.point + further) if self.point >= 0 else Interval(
            self.point - further, self.point
        )  # fmt: skip


def _zeros(point: float, step: float) -> float:
    """The largest power of ten of the last digit that still leaves only zeros behind it and moves little."""
    place = step
    while (
        point
        and place >= 1
        and abs(point / (place * 10) - round(point / (place * 10))) < 1e-9
        and place * 10 <= abs(point) * MOST_ROUNDING
    ):
        place *= 10
    return place


def published(fields: Mapping[str, str], kind: Kind) -> Published | None:
    """The number of a claim; None where there is none."""
    read = _read(fields.get("value_text", ""), fields.get("qualifier", ""))
    if read is None:
        return None
    unit = read.unit or fields.get("unit", "") or kind.unit
    number = read.scaled(scale_of(unit))
    number = _fallen(number, fields, kind)
    return Published(
        read.text, number.value, number.point, number.step, unit, number.qualifier, number.has_sign,
        bare=not read.unit, told_unit=fields.get("unit", ""), claim=fields.get("text", ""),
    )  # fmt: skip


def _read(text: str, qualifier: str) -> Written | None:
    """The number; a qualifier told beside it counts where the value itself has none."""
    read = read_written(text)
    if read is None or read.qualifier or not qualifier or any(letter.isdigit() for letter in qualifier):
        return read
    again = (read_written(f"{qualifier} {text}"), read_written(f"{text} {qualifier}"))
    return next((replace(one, text=text.strip()) for one in again if one and one.qualifier), read)


def _fallen(number: Written, fields: Mapping[str, str], kind: Kind) -> Written:
    """Without a sign, and called a fall: the number is below zero."""
    if number.has_sign or not kind.signed:
        return number
    text, figure = fields.get("text", "").lower(), number.text.lower()
    at = text.find(figure)
    near = text[at + len(figure) : at + len(figure) + REACH] if at >= 0 else ""
    if not any(word in f"{figure} {near}" for word in told()["order"]["down"]):
        return number
    return replace(number, value=number.value.negated(), point=-number.point)


def meanings(kind: Kind, number: Published, numbers: Mapping[str, Given]) -> tuple[Reading, ...]:
    """The readings its unit and words allow, each with the standing it has here."""
    kept = []
    for reading in kind.readings:
        if reading.unit not in ("", number.unit) or (reading.bare and not number.bare):
            continue
        if reading.percent_inputs and not _are_shares(numbers):
            continue
        kept.append(replace(reading, standing=_standing(reading, number)))
    return tuple(kept)


def _standing(reading: Reading, number: Published) -> str:
    if reading.standing != "possible":
        return reading.standing
    narrowed = (
        (reading.least is not None and number.point < reading.least)
        or (reading.unsigned and number.has_sign)
        or (reading.said and not any(word in number.claim for word in told()["said"][reading.said]))
    )
    return "mistaken" if narrowed else "possible"


def _are_shares(numbers: Mapping[str, Given]) -> bool:
    return all(name in numbers and numbers[name].unit in _SHARES for name in ("before", "after"))
