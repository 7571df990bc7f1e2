"""Published numbers computed again: other cases than the published ones, each worked by hand, in both directions."""

import pytest

from data.metrics.claims import State, Verdict, judge
from data.metrics.claims_register import Judged
from data.metrics.claims_tables import parts


def told(kind: str, value: str, givens: str = "", **more: str) -> Verdict:
    """The verdict on a claim with a base, unless another is told."""
    base = "작년" if "base_text" not in more else more.pop("base_text")
    return judge({"kind": kind, "value_text": value, "givens": givens, "base_text": base, "text": value, **more})


@pytest.mark.parametrize(
    ("kind", "value", "givens", "state"),
    [
        # growth, up and down, exact numbers
        ("growth", "+25%", "이전=8,000만원; 이후=1억원", State.REPRODUCED),
        ("growth", "-25%", "이전=1억원; 이후=7,500만원", State.REPRODUCED),
        ("growth", "25% 감소", "이전=1억원; 이후=7,500만원", State.REPRODUCED),
        ("growth", "25% 감소", "이전=7,500만원; 이후=1억원", State.CONTRADICTED),
        ("growth", "+28%", "이전=8,000만원; 이후=1억원", State.CONTRADICTED),
        ("growth", "+33.3%", "이전=3; 이후=4", State.REPRODUCED),  # rounded
        ("growth", "+66.6%", "이전=3; 이후=5", State.REPRODUCED),  # cut off
        ("growth", "+66.5%", "이전=3; 이후=5", State.CONTRADICTED),
        # vague ones
        ("growth", "+90%", "이전=50여 명; 이후=약 100명", State.WITHIN),
        ("growth", "+140%", "이전=50여 명; 이후=약 100명", State.CONTRADICTED),
        ("growth", "+105%", "이전=100명; 이후=약 200명", State.WITHIN),  # 192 to 208
        ("growth", "+115%", "이전=100명; 이후=약 200명", State.WITHIN_ONLY),  # needs 7.5 percent
        ("growth", "+125%", "이전=100명; 이후=약 200명", State.CONTRADICTED),
        ("growth", "약 20%", "이전=100명; 이후=120명", State.REPRODUCED),
        ("growth", "20% 이상", "이전=100명; 이후=130명", State.WITHIN),
        ("growth", "20% 이상", "이전=100명; 이후=110명", State.CONTRADICTED),
        ("growth", "최대 20%", "이전=100명; 이후=110명", State.WITHIN),
        ("growth", "최대 20%", "이전=100명; 이후=130명", State.CONTRADICTED),
        # given numbers that were rounded themselves: 1.2억 may be 1억1,950만 to 1억2,050만
        ("growth", "+23%", "이전=1억원; 이후=1억2,000만원", State.CONTRADICTED),
        ("growth", "+20.4%", "이전=1.0억원; 이후=1.2억원", State.WITHIN_ONLY),
        # times
        ("times", "3배", "이전=1,000명; 이후=3,000명", State.REPRODUCED),
        ("times", "3배", "이전=1,000명; 이후=3,400명", State.REPRODUCED),  # rounded
        ("times", "3배", "이전=1,000명; 이후=3,900명", State.REPRODUCED),  # cut off
        ("times", "3배", "이전=1,000명; 이후=4,100명", State.CONTRADICTED),
        ("times", "약 3.0배", "이전=1,000명; 이후=3,100명", State.WITHIN),
        ("times", "2배 이상", "이전=1,000명; 이후=2,100명", State.WITHIN),
        ("times", "300%", "이전=1,000명; 이후=3,000명", State.REPRODUCED),
        # index
        ("index", "340.0", "이전=1,000명; 이후=3,400명", State.REPRODUCED),
        ("index", "240", "이전=1,000명; 이후=3,400명", State.CONTRADICTED),
        # shares
        ("ratio", "37.5%", "부분=3곳; 전체=8곳", State.REPRODUCED),
        ("ratio", "37.5%", "부분=3곳; 나머지=5곳", State.REPRODUCED),
        ("ratio", "62.5%", "부분=3곳; 전체=8곳", State.CONTRADICTED),
        ("ratio", "20%", "부분=10여 곳; 전체=80여 곳", State.WITHIN),
        ("survival", "62.5%", "처음=8곳; 그만둔 수=3곳", State.REPRODUCED),
        ("survival", "37.5%", "처음=8곳; 그만둔 수=3곳", State.CONTRADICTED),
        # per person and per unit
        ("per_person", "25,000원", "금액=5억원; 인원=2만 명", State.REPRODUCED),
        ("per_person", "25,000원", "금액=5억원; 인원=2만여 명", State.WITHIN),
        ("per_person", "2만5,000원", "금액=5억1,000만원; 인원=2만 명", State.CONTRADICTED),
        ("per_unit", "88건", "금액=4,407건; 횟수=50회", State.REPRODUCED),
        # bounds
        ("product_bound", "최대 6억원", "쿠폰=20만 장; 한도=최대 3,000원", State.REPRODUCED),
        ("product_bound", "6억원", "쿠폰=20만 장; 한도=최대 3,000원", State.WITHIN),
        ("product_bound", "최대 5억원", "쿠폰=20만 장; 한도=최대 3,000원", State.CONTRADICTED),
        # advertising
        ("roas", "480%", "광고 매출=4,800만원; 광고비=1,000만원", State.REPRODUCED),
        ("roas", "380%", "광고 매출=4,800만원; 광고비=1,000만원", State.CONTRADICTED),
        ("roi", "380%", "광고 매출=4,800만원; 광고비=1,000만원", State.REPRODUCED),
        ("roi", "480%", "광고 매출=4,800만원; 광고비=1,000만원", State.CONTRADICTED),
        # percentage points
        ("difference", "5%p", "이전=20%; 이후=25%", State.REPRODUCED),
        ("difference", "25%", "이전=20%; 이후=25%", State.REPRODUCED),  # a quarter more: percent of the share
        ("difference", "5%", "이전=20%; 이후=25%", State.CONTRADICTED),
        ("difference", "25%p", "이전=20%; 이후=25%", State.CONTRADICTED),
        ("difference", "-5%p", "이전=25%; 이후=20%", State.REPRODUCED),
        # sums, counts, the year before
        ("sum", "12억원", "국비=6억원; 도비=4억원; 시비=2억원", State.REPRODUCED),
        ("sum", "13억원", "국비=6억원; 도비=4억원; 시비=2억원", State.CONTRADICTED),
        ("count", "12곳", "명단 수=12곳", State.REPRODUCED),
        ("count", "10여 곳", "명단 수=12곳", State.WITHIN),
        ("count", "10여 곳", "명단 수=22곳", State.CONTRADICTED),
        ("previous_value", "120억원", "전=100억원; 증가율=20%", State.REPRODUCED),
        ("previous_value", "150억원", "전=100억원; 증가율=20%", State.CONTRADICTED),
    ],
)
def test_the_state_of_a_claim_follows_from_its_numbers(kind: str, value: str, givens: str, state: State) -> None:
    assert told(kind, value, givens).state is state


@pytest.mark.parametrize(
    ("kind", "value", "givens", "slip", "right"),
    [
        ("times", "250배", "증가율=250%", "퍼센트를 배로", "3.5배 = +250.0%"),
        ("times", "250배", "이전=100; 이후=250", "퍼센트를 배로", "2.5배 = +150.0%"),
        ("growth", "8%", "이전=100; 이후=800", "배를 퍼센트로", "+700.0% = 8배"),
        ("growth", "162%", "이전=100; 이후=162", "이전의 몇 %", "+62.0% = 1.62배"),
        ("growth", "4%", "이전=10%; 이후=14%", "퍼센트포인트를 퍼센트로", "+40.0% = 1.4배"),
        ("difference", "4%", "이전=10%; 이후=14%", "퍼센트포인트를 퍼센트로", "+4.0%p = +40.0%"),
        ("index", "62", "이전=100; 이후=162", "증가율을 지수로", "162.0 = +62.0%"),
        ("ratio", "60%", "부분=4곳; 전체=10곳", "나머지 쪽", "40.0%"),
        ("survival", "60%", "처음=10곳; 남은 수=4곳", "없어진 몫", "40.0%"),
        ("roas", "380%", "광고 매출=4,800만원; 광고비=1,000만원", "ROI를 ROAS로", "480.0% = 4.8배"),
        ("sum", "12,000원", "국비=1억원; 시비=2,000만원", "만원 단위의 수를 원으로", "1억 2,000만원"),
        ("times", "12배", "2월 증가율=100%; 3월 증가율=500%", "이어 곱하지 않습니다", "3배 = +200.0%"),
        ("growth", "+400%", "2월 증가율=100%; 3월 증가율=500%", "증가율을 뺐습니다", "+200.0% = 3배"),
    ],
)
def test_a_known_slip_is_named_with_the_right_wording(
    kind: str, value: str, givens: str, slip: str, right: str
) -> None:
    verdict = told(kind, value, givens)
    assert verdict.state is State.CONTRADICTED
    assert verdict.right == right
    assert slip in verdict.reason.replace("ROI를", "ROI를") or "광고비를 뺀 ROI" in verdict.reason
    assert right in verdict.reason and verdict.reason.en


@pytest.mark.parametrize(
    ("kind", "value", "text", "readings"),
    [
        ("growth", "180%", "매출 180% 성장", [1.8, 0.8]),
        ("growth", "100% 증가", "100% 증가", [1.0, 0.0]),
        ("times", "3배", "손님이 3배 증가했다", [3, 4]),
        ("difference", "7%", "비중이 7% 올랐다", [0.07, 0.07]),
    ],
)
def test_two_readings_and_no_numbers_are_ambiguous(kind: str, value: str, text: str, readings: list[float]) -> None:
    verdict = told(kind, value, text=text)
    assert verdict.state is State.AMBIGUOUS
    assert [one.point for one in verdict.readings] == pytest.approx(readings)
    assert (verdict.low, verdict.high) == (None, None)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [("growth", "+180%", "+180%"), ("growth", "80%", "80% 늘었다"), ("times", "3배", "3배가 되었다")],
)
def test_a_sign_a_small_number_or_plain_words_leave_one_reading(kind: str, value: str, text: str) -> None:
    assert told(kind, value, text=text).state is State.NOT_CHECKABLE


def test_numbers_decide_between_two_readings() -> None:
    assert told("growth", "180%", "이전=10억원; 이후=28억원").state is State.REPRODUCED
    assert told("growth", "180%", "이전=10억원; 이후=18억원").state is State.CONTRADICTED
    assert told("growth", "180%", "이전=10억원; 이후=20억원").state is State.CONTRADICTED


def test_where_vague_numbers_fit_the_other_reading_better_it_stays_ambiguous() -> None:
    verdict = told("growth", "1000%", "이전=100명; 이후=약 1,030명", text="1000% 성장")
    assert verdict.state is State.AMBIGUOUS
    assert told("growth", "+1000%", "이전=100명; 이후=약 1,030명").state is State.WITHIN_ONLY
    assert told("growth", "110%", "이전=95명; 이후=약 105명", text="110% 성장").state is State.CONTRADICTED


def test_a_unit_that_differs_from_its_column_is_not_decided_without_numbers() -> None:
    assert told("growth", "40배", unit="percent").state is State.AMBIGUOUS
    assert told("growth", "40%", unit="percent").state is State.NOT_CHECKABLE


def test_a_share_without_a_sign_may_be_written_with_one_for_all() -> None:
    assert told("ratio", "0.4", "부분=4곳; 전체=10곳", unit="percent").state is State.CONTRADICTED
    assert "100%" in told("ratio", "0.4", "부분=4곳; 전체=10곳", unit="percent").reason
    assert told("ratio", "0.4", unit="percent").state is State.AMBIGUOUS


def test_a_claim_without_base_is_said_and_not_guessed() -> None:
    verdict = told("growth", "+12%", base_text="")
    assert verdict.state is State.NOT_CHECKABLE
    assert "기준" in verdict.reason and "not say what it is held against" in verdict.reason.en
    with_numbers = told("growth", "+12%", "이전=100; 이후=112", base_text="")
    assert with_numbers.state is State.REPRODUCED
    assert any("기준" in doubt for doubt in with_numbers.doubts)


def test_two_growths_of_one_base_are_set_against_each_other_and_never_chained() -> None:
    verdict = told("growth", "", "6월 증가율=+50%; 7월 증가율=+200%")
    assert verdict.point == pytest.approx(100)
    assert any("이어 곱하지 않습니다" in doubt for doubt in verdict.doubts)


def test_growth_below_the_tide_says_so_and_above_it_does_not() -> None:
    below, above = (told("growth", value, "전체 증가율=+30%") for value in ("+12%", "+42%"))
    assert any("물결 아래" in doubt for doubt in below.doubts)
    assert not any("물결" in doubt for doubt in above.doubts)
    assert [one.point for one in below.also if one.key == "over_tide"] == pytest.approx([-0.18])


def test_persons_that_may_be_entries_are_doubted() -> None:
    grown = told("per_person", "", "2022년 금액=100억원; 2022년 인원=5만 명; 2021년 금액=100억원; 2021년 인원=10만 명")
    steady = told("per_person", "", "2022년 금액=100억원; 2022년 인원=9만 명; 2021년 금액=100억원; 2021년 인원=10만 명")
    entries = told("per_person", "", "금액=100억원; 인원=5만 건")
    assert any("응모" in doubt for doubt in grown.doubts)
    assert steady.doubts == ()
    assert any("건수" in doubt for doubt in entries.doubts)


def test_a_part_above_its_whole_is_doubted() -> None:
    assert any("전체보다" in doubt for doubt in told("ratio", "", "부분=12곳; 전체=10곳").doubts)


def test_what_may_be_nothing_divides_nothing() -> None:
    verdict = told("ratio", "30%", "부분=3곳; 전체=최대 10곳")
    assert verdict.state is State.NOT_CHECKABLE
    assert "0일 수" in verdict.reason


def test_names_that_are_not_known_are_said() -> None:
    verdict = told("growth", "+12%", "어떤 수=100; 이후=112")
    assert verdict.state is State.NOT_CHECKABLE
    assert any("어떤 수=100" in doubt for doubt in verdict.doubts)


def test_an_unknown_kind_and_words_without_a_number_are_not_checkable() -> None:
    assert told("nonsense", "12%").state is State.NOT_CHECKABLE
    assert "수를 읽을 수 없습니다" in told("growth", "크게").reason


@pytest.mark.parametrize(
    "order", [("2019년 매출=80억원", "2020년 매출=100억원"), ("2020년 매출=100억원", "2019년 매출=80억원")]
)
def test_years_tell_before_from_after_in_any_order(order: tuple[str, str]) -> None:
    assert told("growth", "+25%", "; ".join(order)).state is State.REPRODUCED


@pytest.mark.parametrize(
    "names", [("before", "after"), ("전년", "올해"), ("2월", "3월"), ("last year sales", "this year sales")]
)
def test_givens_have_korean_and_english_names(names: tuple[str, str]) -> None:
    first, second = names
    assert told("growth", "+25%", f"{first}=80; {second}=100").state is State.REPRODUCED


@pytest.mark.parametrize(
    "givens",
    [
        "전월 매출=80; 당월 매출=100", "행사 전 손님: 80명, 행사 후 손님: 100명", "80 -> 100",
        "March sales=80; April sales=100", "2월=80; 3월=100",
    ],
)  # fmt: skip
def test_two_times_may_be_told_in_many_ways(givens: str) -> None:
    assert told("growth", "+25%", givens.replace("손님", "이용자")).state is State.REPRODUCED


def test_a_qualifier_in_its_own_column_counts() -> None:
    assert told("times", "15배", "이전=100; 이후=1,440").state is State.CONTRADICTED
    assert told("times", "15배", "이전=100; 이후=1,440", qualifier="약").state is State.WITHIN


def test_zeros_at_the_end_may_be_rounding() -> None:
    verdict = told("per_person", "105,000원", "금액=1,048만원; 인원=100명")
    assert verdict.state is State.WITHIN
    assert "0" in verdict.reason
    assert told("per_person", "105,000원", "금액=1,035만원; 인원=100명").state is State.CONTRADICTED


def test_every_line_has_its_numbers_with_units_in_both_languages() -> None:
    lines = told("growth", "+25%", "이전=약 8,000만원; 이후=1억원").arithmetic
    assert lines[0] == "이전 = 약 8,000만원 → 7,680만원~8,320만원"
    assert lines[0].en == "before = 약 8,000만원 -> KRW 76,800,000 to KRW 83,200,000"
    assert lines[2] == "배율 = 이후 ÷ 이전 = 1억원 ÷ [7,680만원~8,320만원] = 1.25배 (1.202배~1.302배)"
    assert lines[3].startswith("증가율 = 배율 – 1 = ")
    assert lines[4].endswith(": 안") and lines[4].en.endswith(": inside")


def test_names_of_an_arrow_are_said_in_the_language_of_the_reader() -> None:
    lines = told("growth", "+25%", "80 -> 100").arithmetic
    assert lines[0] == "이전 = 80" and lines[0].en == "before = 80"


@pytest.mark.parametrize(
    ("kind", "value", "givens"),
    [
        ("times", "2배 이상", "이전=10억원; 이후=18억원"),
        ("ratio", "최대 50%", "부분=60곳; 전체=100곳"),
        ("growth", "50% 이상", "이전=100명; 이후=130명"),
    ],
)
def test_a_bound_that_does_not_hold_is_told_without_a_slip_that_any_number_would_fit(
    kind: str, value: str, givens: str
) -> None:
    verdict = told(kind, value, givens)
    assert verdict.state is State.CONTRADICTED
    assert f"발표한 수({value})와 다릅니다" in verdict.reason


def test_points_written_as_percent_are_put_right_in_points_and_in_percent() -> None:
    verdict = told("growth", "5%", "이전=10%; 이후=15%")
    assert "맞는 표현은 +5.0%p = +50.0%" in verdict.reason and "+5.0 percentage points" in verdict.reason.en


BOTH = "9월 증가율=+88.0%; 10월 증가율=+212.4%"


@pytest.mark.parametrize(
    ("value", "base", "state", "point"),
    [
        ("+212.4%", "2025년 8월", State.REPRODUCED, 2.124),  # the base of both
        ("+300%", "8월", State.CONTRADICTED, 2.124),
        ("+487.3%", "August 2025", State.CONTRADICTED, 2.124),  # chained
        ("+66.2%", "2025년 9월", State.REPRODUCED, 3.124 / 1.88 - 1),  # the step between them
        ("+212.4%", "9월", State.CONTRADICTED, 3.124 / 1.88 - 1),
        ("+212.4%", "여름", State.REPRODUCED, 2.124),  # no month named: it repeats what was given
        ("+66.2%", "여름", State.REPRODUCED, 3.124 / 1.88 - 1),
        ("+99%", "여름", State.CONTRADICTED, 3.124 / 1.88 - 1),
    ],
)
def test_of_two_growths_the_base_tells_whether_the_step_between_them_is_meant(
    value: str, base: str, state: State, point: float
) -> None:
    found = told("growth", value, BOTH, base_text=base)
    assert (found.state, found.computed.point) == (state, pytest.approx(point))
    if "87.3" in value:
        assert "곱" in str(found.reason)
    if base == "2025년 8월":  # and what else follows is told: the earlier index, the step
        assert {"index_then", "step"} <= {one.key for one in found.also}


def test_the_month_of_the_base_may_stand_in_its_own_column() -> None:
    found = told("growth", "+212.4%", BOTH, base_text="", base_start_month="2025-08-01")
    assert found.state is State.REPRODUCED and not any("기준" in str(one) for one in found.doubts)


def test_a_picture_does_not_show_a_reading_that_only_looks_as_if_it_agreed() -> None:
    """3 % more is held against +15 %, and may not stand beside +3 percentage points as if they were the same."""
    fields = {"kind": "difference", "claim_kind": "difference", "value_text": "3%", "givens": "이전=20%; 이후=23%"}
    verdict = judge({**fields, "base_text": "작년", "text": "3% 늘었다"})
    assert [one.fits for one in verdict.readings] == [False, True]
    drawn = parts(Judged(fields, verdict, ()))
    assert drawn["part"].tolist() == ["published", "given"] and "%p" in drawn["words_ko"].iloc[0]
