"""A cell by itself."""

import pytest

from data.suppression import Reason
from data.suppression.primary import Rules, cell_of, verdict


@pytest.mark.parametrize(
    ("contributions", "rules", "wanted"),
    [
        ([90, 8, 2], Rules(3), Reason.DOMINATED),  # AC22: three are not enough
        ([50, 38, 6, 6], Rules(3), Reason.DOMINATED),  # the two largest hold 88 %
        ([40, 40, 20], Rules(3), None),
        ([40, 40, 20], Rules(5), Reason.FEW),
        ([50, 50], Rules(3), Reason.FEW),
        ([], Rules(3), Reason.FEW),
        ([0, 0, 0], Rules(3), None),
        ([-90, 8, 2], Rules(3), Reason.DOMINATED),
        ([60, 22, 4, 14], Rules(3, within_share=0.1), None),
        ([60, 22, 3, 2], Rules(3, two_share=1, within_share=0.1), Reason.DOMINATED),  # 5 left, a tenth of 60 is 6
    ],
)
def test_a_cell_is_judged_by_its_businesses_and_their_shares(
    contributions: list[float], rules: Rules, wanted: Reason | None
) -> None:
    assert verdict(cell_of(contributions), rules) is wanted
