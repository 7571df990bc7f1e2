"""Every source, present and future: it has a sample in the publisher's layout, and the sample comes in as it says."""

import json
import unicodedata
from pathlib import Path

import pytest

from data.importing import import_file
from data.sources import sources
from tests.stores import new_store

SAMPLES = Path(__file__).parents[2] / "samples"
#: Our own templates are written by the product itself and boundaries are no tables: both have tests of their own.
ELSEWHERE = {
    name
    for name, source in sources().items()
    if source.subject in ("payment", "foreign_payment", "channel_use", "store_item", "boundary")
    and not source.refuse_ko
}


def samples():
    """Source name, file, what is expected of it."""
    for folder in sorted(SAMPLES.iterdir()):
        if (folder / "expected.json").is_file():
            expected = json.loads((folder / "expected.json").read_text())
            for file in sorted(folder.iterdir()):
                if file.name != "expected.json":
                    name = unicodedata.normalize("NFC", file.name)
                    yield pytest.param(folder.name, file, expected[name], id=f"{folder.name}:{name}")


@pytest.mark.parametrize("name", sorted(set(sources()) - ELSEWHERE))
def test_has_a_sample(name):
    assert (SAMPLES / name / "expected.json").is_file()


@pytest.mark.parametrize(("name", "file", "expected"), list(samples()))
def test_sample_is_recognised_and_its_rows_add_up(name, file, expected, tmp_path):
    url = new_store(tmp_path / "store.sqlite")
    for before in expected.get("first", ()):
        assert import_file(SAMPLES / before, url=url).status == "kept"
    report = import_file(file, url=url)
    assert report.status == expected.get("status", "kept"), report.error
    if report.status == "refused":
        assert sources()[name].title_ko in report.error
        return
    assert report.source == name
    counted = {kind: getattr(report, f"rows_{kind}") for kind in ("new", "changed", "unchanged", "repeated", "refused")}
    assert {kind: count for kind, count in counted.items() if count} == {
        k: v for k, v in expected.items() if k not in ("status", "first")
    }
    again = import_file(file, url=url)
    assert again.status == "repeated"
    assert again.rows_new == again.rows_changed == 0


@pytest.mark.parametrize("name", sorted(sources()))
def test_says_who_publishes_it_in_both_languages(name):
    source = sources()[name]
    assert source.title_ko
    assert source.title_en
    assert source.publisher_ko
    assert source.publisher_en


def test_figures_that_no_question_reads_are_said_to_be_on_no_page():
    """And none is said to be when a question reads its measure, but for parts of one (arrivals by age)."""
    read = "".join(path.read_text(encoding="utf-8") for path in (SAMPLES.parents[1] / "data" / "queries").glob("*.py"))
    for source in sources().values():
        told = [one["measure"] for one in source.options.get("figures", ())]
        unread = bool(told) and not any(f'"{measure}"' in read for measure in told)
        by_part = source.name == "tourism_arrivals_by_age"
        assert (source.options.get("drawn", True) is False) == (unread or by_part), source.name
