"""A source line names each edition that stands behind its rows."""

from components.text import Translator
from components.text.editions import editions_in_words


def test_every_edition_up_to_three_is_named_newest_first() -> None:
    named = editions_in_words("2025-11-10", ("2025-11-10", "2024-11-04"), Translator("ko"))
    assert named == "2025-11-10, 2024-11-04"


def test_of_many_editions_three_are_named_and_the_others_counted() -> None:
    months = tuple(f"2024-{month:02d}" for month in range(12, 0, -1))
    assert editions_in_words("2024-12", months, Translator("ko")) == "2024-12, 2024-11, 2024-10 외 9개 판"
    assert editions_in_words("2024-12", months, Translator("en")) == "2024-12, 2024-11, 2024-10 and 9 more"


def test_where_only_the_newest_is_told_it_stands_alone() -> None:
    assert editions_in_words("2024-12-31", (), Translator("ko")) == "2024-12-31"
