"""The walk through a promotion says what the example store says."""

import pytest

from tests.promotion_walk import DOCUMENT, refreshed


def test_every_number_of_the_walk_comes_out_of_the_example(demo_store_url: str) -> None:
    text = DOCUMENT.read_text("utf-8")
    assert refreshed(text, demo_store_url) == text, "python -m tests.promotion_walk writes them anew"


def test_a_number_too_many_is_noticed(demo_store_url: str) -> None:
    with pytest.raises(ValueError, match="numbers in bold"):
        refreshed(DOCUMENT.read_text("utf-8") + " **1**", demo_store_url)
