"""Rules of disclosure that a place sets for itself: stricter ones hold everywhere, looser ones nowhere."""

import pytest

from data.choice import Choice
from data.codes import Role
from data.disclosure import Viewer
from data.disclosure_rules import SETTING, limits, read
from data.errors import RulesWrong
from data.queries import answer
from data.store import reading
from data.suppression import Reason
from data.suppression.primary import Cell, Rules, verdict


def test_without_a_setting_three_and_five_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    assert (limits().public, limits().own) == (Rules(5), Rules(3))


def test_what_is_set_holds_for_both_and_the_rest_stays() -> None:
    told = read("public=10, two = 0.8,p=0.1")
    assert told.public == Rules(10, 0.75, 0.8, 0.1)
    assert told.own == Rules(3, 0.75, 0.8, 0.1)


@pytest.mark.parametrize(
    "said", ["public=4", "own=2", "one=0.9", "two=0.95", "p=0", "p=2", "public", "public=x", "public=5.5", "n=7"]
)
def test_a_looser_or_unreadable_rule_is_refused_by_name(said: str) -> None:
    with pytest.raises(RulesWrong) as wrong:
        read(said)
    assert str(wrong.value.fields["said"]).startswith(said.partition("=")[0])


def test_the_p_rule_hides_what_only_it_would(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = Cell(6, 50, 32, 86)
    assert verdict(cell, Rules(5, 0.75, 1.0)) is None
    assert verdict(cell, Rules(5, 0.75, 1.0, 0.1)) is Reason.DOMINATED


def test_a_stricter_rule_hides_more_of_the_example(demo_store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = {}
    for said in ("", "public=7"):
        monkeypatch.setenv(SETTING, said)
        with reading(demo_store_url) as connection:
            rows = answer(connection, "adoption.by_channel", Choice(), Viewer(Role.PUBLIC)).rows
        shown[said] = rows["business_count"].dropna()
    assert len(shown["public=7"]) < len(shown[""])
    assert shown["public=7"].min() >= 7
