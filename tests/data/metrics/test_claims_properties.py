"""What holds for every claim, searched: intervals hold their points, units change nothing, vagueness never condemns."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from data.metrics import claims_formula as formulas
from data.metrics.claims import State, judge
from data.metrics.claims_computed import computed
from data.metrics.claims_givens import givens
from data.metrics.claims_kinds import kinds

#: Kind, and the ways its inputs may be given.
WAYS = [(kind.key, way) for kind in kinds().values() if kind.routes for way in kind.routes.ways]
#: Inputs that are told in percent.
PERCENT = {"growth", "growth_before", "roas", "roi"}
QUALIFIED = ("{n}", "약 {n}", "{n}여", "{n}~{more}")
figures = some.integers(min_value=1, max_value=999_999)
forms = some.sampled_from(QUALIFIED)
quick = settings(max_examples=120, deadline=None)


def written(name: str, number: int, form: str) -> str:
    unit = "%" if name in PERCENT else "명"
    return f"{name}={form.format(n=number, more=number + number // 3)}{unit}"


@pytest.mark.parametrize(("kind", "way"), WAYS)
@quick
@given(data=some.data())
def test_what_is_computed_holds_every_number_that_was_possible(kind: str, way: str, data: some.DataObject) -> None:
    names = sorted(formulas.names(way))
    text = "; ".join(written(name, data.draw(figures), data.draw(forms)) for name in names)
    numbers, unused = givens(text)
    assert not unused and set(numbers) == set(names)
    made = computed(kinds()[kind], numbers)
    assert made is not None
    points = {
        name: data.draw(some.floats(min_value=one.value.low, max_value=one.value.high)) for name, one in numbers.items()
    }
    routes = kinds()[kind].routes
    assert routes is not None
    quantity = formulas.computed(made.way, {name: _exactly(point) for name, point in points.items()})
    result = formulas.computed(kinds()[kind].formula, {routes.name: quantity, **_all(points)}).low
    assert kinds()[kind].bound or _holds(made.result["stated"], result)
    assert kinds()[kind].bound or _holds(made.result["widest"], result)


def _exactly(point: float):
    return formulas.Interval.exactly(point)


def _all(points: dict[str, float]):
    return {name: _exactly(point) for name, point in points.items()}


def _holds(interval, value: float) -> bool:
    room = 1e-9 * max(1.0, abs(value))
    return interval.low - room <= value <= interval.high + room


def verdict(kind: str, value: str, told: str, **more: str):
    return judge({"kind": kind, "value_text": value, "givens": told, "base_text": "작년", **more})


@quick
@given(before=figures, after=figures, factor=some.sampled_from([10, 100, 10_000, 100_000_000]), said=figures)
def test_other_units_of_the_same_numbers_change_nothing(before: int, after: int, factor: int, said: int) -> None:
    value = f"+{said / 10}%"
    plain = verdict("growth", value, f"이전={before}명; 이후={after}명")
    larger = verdict("growth", value, f"이전={before * factor}명; 이후={after * factor}명")
    assert (plain.state, plain.right) == (larger.state, larger.right)
    assert plain.point == pytest.approx(larger.point)


@quick
@given(amount=some.integers(min_value=1, max_value=9999), people=figures)
def test_man_and_plain_won_are_the_same_amount(amount: int, people: int) -> None:
    man = verdict("per_person", "", f"금액={amount}만원; 인원={people}명")
    won = verdict("per_person", "", f"금액={amount * 10_000}원; 인원={people}명")
    assert (man.low, man.high, man.point, man.unit) == (won.low, won.high, won.point, won.unit)


@quick
@given(before=figures, after=figures, said=some.integers(min_value=-999, max_value=9999), widened=some.integers(0, 2))
def test_more_vagueness_never_makes_a_claim_contradicted(before: int, after: int, said: int, widened: int) -> None:
    value = f"{said / 10:+}%"
    exact = verdict("growth", value, f"이전={before}명; 이후={after}명")
    texts = [f"이전={before}명", f"이후={after}명"]
    if widened:
        texts[widened - 1] = texts[widened - 1].replace("=", "=약 ")
    vague = verdict("growth", value if widened else f"약 {value}", "; ".join(texts))
    if exact.state is not State.CONTRADICTED:
        assert vague.state is not State.CONTRADICTED
    assert vague.state.gravity <= State.CONTRADICTED.gravity
    if vague.state is State.REPRODUCED:
        assert exact.state is State.REPRODUCED or widened == 0


@quick
@given(before=figures, after=figures)
def test_what_is_computed_and_printed_again_is_reproduced(before: int, after: int) -> None:
    growth = (after / before - 1) * 100
    assert verdict("growth", f"{growth:+.2f}%", f"이전={before}; 이후={after}").state is State.REPRODUCED
    assert verdict("times", f"{after / before:.3f}배", f"이전={before}; 이후={after}").state is State.REPRODUCED


@quick
@given(before=figures, after=figures)
def test_a_number_told_in_the_wrong_unit_is_never_reproduced(before: int, after: int) -> None:
    times = after / before
    growth = (times - 1) * 100
    if abs(growth) < 200 or math.isclose(times, growth, rel_tol=0.2):
        return
    told = f"이전={before}; 이후={after}"
    assert verdict("times", f"{growth:.1f}배", told).state is State.CONTRADICTED
    assert verdict("growth", f"{times:+.2f}%", told).state is State.CONTRADICTED
