"""A link reopens the view it was taken from; a forged one never fails."""

import pytest


def labels(at) -> dict[str, object]:
    return {box.key.partition(":")[0]: box.value for box in at.selectbox if box.key}


def test_a_deep_link_opens_the_page_with_its_choices(open_page, demo_store_url: str) -> None:
    at = open_page("payments", demo_store_url, sido="50", start="2024-03", end="2024-05")
    chosen = labels(at)
    assert (chosen["sido"], chosen["period"], chosen["start"], chosen["end"]) == ("50", "custom", "2024-03", "2024-05")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sido", "99"),
        ("sido", "<script>alert(1)</script>"),
        ("sigungu", "50110'; drop table market"),
        ("start", "2024-13"),
        ("period", "never"),
        ("kind", "none"),
        ("methods", "gold"),
        ("lang", "xx"),
        ("market_id", "-1"),
        ("market_id", "abc"),
    ],
)
@pytest.mark.parametrize("slug", ["overview", "payments", "market"])
def test_a_forged_choice_is_left_out(open_page, demo_store_url: str, slug: str, name: str, value: str) -> None:
    at = open_page(slug, demo_store_url, **{name: value})
    assert not at.exception, at.exception
    assert not at.error, [error.value for error in at.error]


def test_a_changed_filter_stands_in_the_address(open_page, demo_store_url: str) -> None:
    at = open_page("payments", demo_store_url)
    box = next(box for box in at.selectbox if box.key and box.key.startswith("sido:"))
    at = box.set_value("50").run()
    assert at.query_params["sido"] in ("50", ["50"])


def test_the_language_changes_without_losing_the_choices(open_page, demo_store_url: str) -> None:
    at = open_page("payments", demo_store_url, sido="50", lang="en")
    assert at.title[0].value == "Payments"
    assert labels(at)["sido"] == "50"
