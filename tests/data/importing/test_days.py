import pytest

from data.importing.days import NotADay, day, half_told, month, quarter, year


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-01",
        "2024.5.1",
        "2024. 5. 1.",
        "2024/05/01",
        "20240501",
        "2024년 5월 1일",
        "2024년05월01일",
        "45413",
        "2024-05-01 00:00:00",
        "２０２４-05-01",
    ],
)
def test_the_first_of_may_in_every_spelling(text):
    assert day(text) == 20240501


@pytest.mark.parametrize(
    "text", ["2024-05", "2024.5", "202405", "2024년05월", "2024년 5월", "2024-05-17", "20240501", "45413", "2024/5"]
)
def test_may_in_every_spelling(text):
    assert month(text) == 20240501


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-30",
        "20241301",
        "2023-02-29",
        "2024-00-10",
        "2024.13",
        "202413",
        "2024-05-01-02",
        "5월",
        "어제",
        "",
        "99999999",
        "1",
    ],
)
def test_days_that_do_not_exist_are_refused(text):
    with pytest.raises(NotADay):
        day(text)
    with pytest.raises(NotADay):
        month(text)


@pytest.mark.parametrize("text", ["20252", "2025-2", "2025Q2", "2025 2분기", "2025년 2분기", "2025년2/4분기", "2025.2"])
def test_a_quarter_is_never_a_month(text):
    assert quarter(text) == 20250401


@pytest.mark.parametrize("text", ["20255", "202502", "2025", "2025-02"])
def test_what_is_no_quarter_is_refused(text):
    with pytest.raises(NotADay):
        quarter(text)


def test_a_year_is_four_digits():
    assert year("2019") == 20190101
    assert year("2019년") == 20190101
    with pytest.raises(NotADay):
        year("201")


def test_a_month_that_may_have_lost_its_zero_is_doubtful_unless_october_stands_beside_it():
    assert half_told(["2024.1", "2024.2"]) == {"2024.1"}
    assert half_told(["2024.1", "2024.10"]) == set()
