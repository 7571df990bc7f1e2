import pytest

from data.importing.numbers import NotANumber, number, whole, won


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1234), ("1,234", 1234), ("1,234원", 1234), ("₩1,234", 1234), ("￦ 1,234", 1234),
        ("2.20579456E8", 220579456),
        ("１２３４", 1234), ("(1,234)", -1234), ("△1,234", -1234), ("-5", -5), ("+5", 5), ("12.5", 12.5), (".5", 0.5),
        ("95.600 ", 95.6), ("30%", 0.3), ("15건", 15), ("956,036명", 956036), ("1986504.0", 1986504),
        ("0", 0), ("'-7", -7),
    ],
)  # fmt: skip
def test_what_people_write_is_read_as_the_number_they_mean(text, value):
    assert number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["1.234.567", "12 34", "inf", "nan", "1_000", "0x1F", "abc", "1,23", "12,34,567", "-", "e5", "1e400", "=1+1"],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        number(text)


def test_half_a_person_is_refused_and_half_a_won_is_rounded():
    with pytest.raises(NotANumber, match="not_whole"):
        whole("12.5")
    assert won("12.5", 1000) == 12500
    assert won("220579.456", 1) == 220579


def test_an_amount_no_browser_can_hold_is_refused():
    with pytest.raises(NotANumber, match="too_large"):
        number("99999999999999999999")
    with pytest.raises(NotANumber, match="too_large"):
        won("9000000000000", 1_000_000)
