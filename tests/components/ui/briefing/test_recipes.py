"""Where a figure comes from, kept as text: what was chosen stays, who looked does not."""

from components.ui.briefing.recipes import Recipe


def test_a_recipe_is_read_back_as_it_was_kept() -> None:
    made = Recipe.of("payments", {"sido": "50", "period": "12", "lang": "en", "briefing": "abc", "slide": "3"}, "a-b-c")
    assert made.choices == (("period", "12"), ("sido", "50"))
    assert Recipe.from_text(made.text()) == made


def test_what_is_no_recipe_is_none() -> None:
    assert Recipe.from_text("") is None
    assert Recipe.from_text('{"page": "gone", "choices": [], "panel": "x"}') is None
    assert Recipe.from_text('{"page": "payments"}') is None


def test_an_address_leads_to_the_page_with_the_choices_and_the_language() -> None:
    assert Recipe.of("payments", {"sido": "50"}, "x").address("ko") == "payments?sido=50"
    assert Recipe.of("payments", {"sido": "50"}, "x").address("en") == "payments?sido=50&lang=en"
    assert Recipe.of("overview", {}, "x").address("ko") == ""
