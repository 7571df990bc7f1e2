"""The acceptance cases come out of the example's claims, through the store and the command line; none is typed in."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from data.__main__ import app
from data.claiming import as_text, claims
from data.importing import import_file, undo
from data.metrics.claims_verdict import State
from tests.stores import new_store

FOLDER = Path(__file__).parents[2] / "data" / "demo" / "programmes"
KEYS = {
    "claim_code", "programme_code", "topic", "text", "value", "kind", "state", "state_text", "readings", "low", "high",
    "point", "unit", "arithmetic", "derived", "reason", "doubts", "right", "basis", "versions", "base", "scope",
    "source", "published_on",
}  # fmt: skip
Told = dict[str, dict[str, Any]]


def run(*words: str) -> Result:
    found = CliRunner().invoke(app, list(words))
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def printed(url: str, *words: str) -> Told:
    found = run("claims", "--json", "--store", url, *words)
    assert found.exit_code == 0
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    return {row["claim_code"]: row for row in rows}


@pytest.fixture(scope="module")
def told(demo_store_url: str) -> Told:
    return printed(demo_store_url, "--lang", "ko")


def derived(row: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in row["derived"] if one["name"] == name)


def only(told: Told, keep: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    (found,) = [row for row in told.values() if keep(row)]
    return found


def test_every_claim_of_the_example_is_one_line_with_stable_keys(told: Told) -> None:
    assert len(told) > 25
    assert all(set(row) == KEYS for row in told.values())
    assert {row["state"] for row in told.values()} == {str(state) for state in State}


def test_the_worst_come_first(told: Told) -> None:
    gravity = [State(row["state"]).gravity for row in told.values()]
    assert gravity == sorted(gravity, reverse=True)


@pytest.mark.parametrize(("value", "index"), [("+497.5%", 597.5), ("+1453.6%", 1553.6)])
def test_ac01_growth_against_march_comes_out_of_our_own_rows(told: Told, value: str, index: float) -> None:
    row = only(told, lambda row: row["value"] == value and row["basis"] == "store")
    assert row["state"] == State.REPRODUCED
    assert row["point"] == pytest.approx(float(value.strip("+%")), abs=0.05)
    assert derived(row, "index")["point"] == pytest.approx(index)
    assert any("우리 자료" in line and "2024-03" in line for line in row["arithmetic"])


def test_ac01_april_to_may_from_the_growths_and_from_our_rows_and_never_chained(told: Told) -> None:
    row = only(told, lambda row: row["base"] == "2024년 4월")
    assert row["basis"] == "both"
    assert row["point"] == pytest.approx(160.0, abs=0.05)
    lines = "\n".join(row["arithmetic"])
    assert "(1 + 증가율) ÷ (1 + 앞 기간 증가율)" in lines and "이전 (우리 자료) = 2024-04" in lines
    assert row["reason"].count("+160.0%") == 2
    assert any("이어 곱하지 않습니다" in doubt for doubt in row["doubts"])


def test_ac01_percent_called_times_is_contradicted_with_the_right_wording(told: Told) -> None:
    row = only(told, lambda row: row["value"] == "1453.6배")
    assert row["state"] == State.CONTRADICTED
    assert row["right"] == "15.536배 = +1,453.6%" and row["right"] in row["reason"]


def test_ac02_the_headline_agrees_when_cut_off(told: Told) -> None:
    row = only(told, lambda row: row["value"] == "15배")
    assert (row["state"], row["point"]) == (State.REPRODUCED, pytest.approx(15.536))
    assert [reading["mode"] for reading in row["readings"]] == ["cut_off"]
    assert "버림" in row["reason"]


def test_ac03_within_the_stated_vagueness_only(told: Told) -> None:
    row = only(told, lambda row: "1,700만원이던" in row["text"])
    assert row["state"] == State.WITHIN_ONLY
    assert row["point"] == pytest.approx(1370.6, abs=0.05)
    assert row["high"] < 1453.6
    assert "±5.7%" in row["reason"]


def test_ac04_a_growth_of_vague_counts(told: Told) -> None:
    row = only(told, lambda row: row["value"] == "+1120%")
    assert row["state"] == State.WITHIN
    assert (round(row["low"]), round(row["high"])) == (901, 1186)
    assert row["basis"] == "both"


def test_ac09_spend_per_person_and_the_doubt_about_persons(told: Told) -> None:
    row = only(told, lambda row: row["kind"] == "per_person")
    assert row["point"] == 106_000
    assert derived(row, "each_before")["point"] == pytest.approx(50_784, abs=0.5)
    assert derived(row, "amount_change")["point"] == pytest.approx(-38.6, abs=0.05)
    assert derived(row, "people_change")["point"] == pytest.approx(-70.6, abs=0.05)
    assert any("응모·이용 횟수" in doubt for doubt in row["doubts"])


def test_ac10_coupons_are_at_most_their_number_times_their_cap(told: Told) -> None:
    row = only(told, lambda row: row["kind"] == "product_bound")
    assert row["point"] == 500_000_000
    assert "최대 5억원" in row["reason"]


def test_ac11_the_year_before_and_what_lies_below_the_tide(told: Told) -> None:
    row = only(told, lambda row: row["kind"] == "previous_value")
    assert derived(row, "previous")["point"] == pytest.approx(11_281_019_607_843, rel=1e-9)
    assert "11조 2,810억원" in row["reason"]
    below = only(told, lambda row: any("물결 아래" in doubt for doubt in row["doubts"]))
    assert float(below["value"].strip("+%")) < 27.5
    above = [row for row in told.values() if row["topic"] == below["topic"] and row is not below]
    assert len(above) == 4


def test_ac12_roas_in_times_and_as_roi(told: Told) -> None:
    row = only(told, lambda row: row["kind"] == "roas")
    assert derived(row, "times")["point"] == pytest.approx(6.29)
    assert derived(row, "roi")["point"] == pytest.approx(529)


def test_ac13_growth_of_more_than_a_hundred_percent_is_ambiguous_until_confirmed(told: Told) -> None:
    row = only(told, lambda row: row["value"] == "127 %")
    assert row["state"] == State.AMBIGUOUS
    assert [reading["point"] for reading in row["readings"]] == [127, 27]
    assert "2.27배" in row["readings"][0]["text"] and "1.27배" in row["readings"][1]["text"]


def test_ac14_shares_of_vague_counts(told: Told) -> None:
    shops = only(told, lambda row: row["kind"] == "ratio" and "스마트스토어" in row["topic"])
    delivery = only(told, lambda row: row["kind"] == "ratio" and "장보기" in row["topic"])
    assert (round(shops["low"]), round(shops["high"])) == (10, 13)
    assert (round(delivery["low"]), round(delivery["high"])) == (26, 63)


def test_ac18_markets_that_are_left(told: Told) -> None:
    row = only(told, lambda row: row["kind"] == "survival")
    assert (row["state"], round(row["point"], 1)) == (State.REPRODUCED, 41.8)


def test_ac20_two_versions_stand_together_with_their_labels_and_no_mean(told: Told) -> None:
    first, second = (only(told, lambda row, v=value: row["value"] == v) for value in ("+32.3%", "+3.1%"))
    assert first["topic"] == second["topic"]
    assert [one["claim_code"] for one in first["versions"]] == [second["claim_code"]]
    assert {"base", "scope", "method"} <= set(first["versions"][0]["differs"])
    assert "평균하지 않습니다" in first["versions"][0]["why"]
    assert "17.7" not in json.dumps([first, second])


def test_who_takes_part_is_counted_in_the_programmes_own_list(told: Told) -> None:
    counted = {row["value"]: row for row in told.values() if row["kind"] == "count"}
    assert (counted["4곳"]["state"], counted["4곳"]["point"]) == (State.REPRODUCED, 4)
    assert (counted["9개 팀"]["state"], counted["9개 팀"]["basis"]) == (State.REPRODUCED, "store")


def test_the_command_narrows_and_says_what_it_does_not_know(demo_store_url: str) -> None:
    wrong = printed(demo_store_url, "--state", "contradicted")
    assert wrong and {row["state"] for row in wrong.values()} == {"contradicted"}
    assert {row["programme_code"] for row in printed(demo_store_url, "--programme", "P12").values()} == {"P12"}
    topic = next(iter(wrong.values()))["topic"]
    assert {row["topic"] for row in printed(demo_store_url, "--topic", topic).values()} == {topic}
    assert run("claims", "--store", demo_store_url, "--state", "fine").exit_code == 2
    assert run("claims", "--store", demo_store_url, "--strict").exit_code == 1
    assert run("claims", "--store", demo_store_url, "--strict", "--state", "reproduced").exit_code == 0


def test_without_json_it_prints_lines_to_read(demo_store_url: str) -> None:
    found = run("claims", "--store", demo_store_url, "--programme", "P02", "--lang", "en")
    assert "[Reproduced]" in found.stdout and "share = left ÷ started = 71 markets ÷ 170 markets" in found.stdout


def test_a_file_of_claims_is_recognised_and_its_undo_takes_them_out(tmp_path: Path) -> None:
    url = new_store(tmp_path / "store.sqlite")
    report = import_file(FOLDER / "claim.csv", url=url)
    assert (report.source, report.rows_refused) == ("claim", 0)
    with (FOLDER / "claim.csv").open(encoding="utf-8-sig", newline="") as file:
        assert report.rows_new == len(list(csv.DictReader(file))) == len(claims(url))
    assert dict(report.effects)["programmes_not_known"] > 0
    assert report.import_id is not None
    undo(report.import_id, url=url)
    assert claims(url) == []


ENGLISH = ("claim code", "text", "published value", "kind", "base", "numbers given", "unit", "programme code")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("a", "t", "many", "growth", "", "", "", ""), "no_number_in_it"),
        (("a", "t", "5%", "growth", "", "100; 105", "", ""), "given_without_name"),
        (("a", "t", "5%", "growth", "", "before=many", "", ""), "given_without_name"),
        (("a", "t", "5%", "sort of growth", "", "", "", ""), "unknown_code"),
        (("", "t", "5%", "growth", "", "", "", ""), "missing"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_reason(
    tmp_path: Path, cells: tuple[str, ...], reason: str
) -> None:
    path = tmp_path / "claims.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        good = ("b", "t", "5 %", "growth", "2023", "before=100; after=105", "", "")
        csv.writer(file).writerows([ENGLISH, good, cells])
    report = import_file(path, url=new_store(tmp_path / "store.sqlite"))
    assert (report.rows_new, report.rows_refused) == (1, 1)
    assert report.refusals[0].reason == reason


def test_a_newer_edition_of_a_claim_replaces_it_and_reads_as_text(tmp_path: Path) -> None:
    url = new_store(tmp_path / "store.sqlite")
    for name, value in (("one.csv", "5 %"), ("two.csv", "6 %")):
        with (tmp_path / name).open("w", encoding="utf-8", newline="") as file:
            row = ("a", "t", value, "growth", "2023", "before=100; after=106", "", "")
            csv.writer(file).writerows([ENGLISH, row])
        import_file(tmp_path / name, url=url)
    (one,) = claims(url)
    assert one.verdict.state is State.REPRODUCED
    assert as_text(one, "en").startswith("[Reproduced] a  t  (6 %)")
