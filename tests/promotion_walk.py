"""Keeps docs/promotion.md true: every number set in bold there comes out of the example store, in this order.

``python -m tests.promotion_walk`` writes the numbers of a fresh example into the document.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from components.charts.promotions_said import span
from components.formatting import change, index, month, share, whole, won
from data import promotion_case, promotion_tables
from data.answer import Answer
from data.choice import Choice
from data.metrics.promotion_money import Gross
from data.queries import Query, answer
from data.store import reading

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "promotion.md"
BOLD = re.compile(r"\*\*(.+?)\*\*")
#: The document is Korean first, the same in English below this heading.
ENGLISH = "\n## In English\n"


def facts(url: str, lang: str) -> list[str]:
    """The numbers of the document in their order, as the page writes them."""
    with reading(url) as connection:

        def ask(query: Query, choice: Choice) -> Answer:
            return answer(connection, query, choice)

        all_of = promotion_case.all_promotions(ask)
        first = promotion_case.first(ask, next(one for one in all_of if one.code == "P12"))
        second = promotion_case.second(ask, first, all_of)
    return list(_told(first, second, lang))


def _told(first: promotion_case.First, second: promotion_case.Second, lang: str) -> Iterator[str]:
    assert isinstance(first.gross, Gross)
    money = promotion_tables.money(first, second).set_index("step")
    months = promotion_tables.months(first).set_index("month")
    april, may = months.loc["2024-04-01"], months.loc["2024-05-01"]
    yield won(first.gross.amount_krw, lang)
    yield month(first.gross.base, lang)
    yield from (change(april["change_share"]), change(may["change_share"]))
    yield from (index(april["index"]), index(may["index"]), change(may["step_share"]))
    rule, count = first.of.rule, first.gross.transaction_count
    assert rule.rate is not None and rule.cap_krw is not None and rule.budget_krw is not None and count is not None
    yield won(rule.rate * first.gross.amount_krw, lang)
    yield from (won(rule.cap_krw, lang), whole(count), won(rule.cap_krw * count, lang), won(rule.budget_krw, lang))
    yield from (won(money.loc["subsidy", "high_krw"], lang), won(money.loc["own", "low_krw"], lang))
    yield won(money.loc["base", "value_krw"], lang)
    yield from _methods(second)
    yield from (won(money.loc["extra", name], lang) for name in ("value_krw", "low_krw", "high_krw"))
    yield from _moved(second, money, lang)
    yield from _stayed(second)


def _methods(second: promotion_case.Second) -> Iterator[str]:
    rows = promotion_tables.effects(second.models.effects, second.names)
    told = {row["method_key"]: row for row in rows.iloc[::-1].to_dict("records")}
    season, before = told["did_season"], second.models.before
    assert before is not None
    yield from (whole(season["treated_count"]), whole(season["control_count"]), whole(season["months_before"]))
    yield f"{before.joint:.3f}"
    yield from (change(season["effect_share"]), span(season["effect_low_share"], season["effect_high_share"]))
    for row in rows[(rows["method_key"] == "synthetic").to_numpy()].to_dict("records"):
        yield from (change(row["effect_share"]), span(row["effect_low_share"], row["effect_high_share"]))
    yield change(told["year_on_year"]["effect_share"])


def _moved(second: promotion_case.Second, money: object, lang: str) -> Iterator[str]:
    rows = promotion_tables.effects(second.models.displaced, second.names)
    for row in rows.to_dict("records"):
        yield from (change(row["effect_share"]), span(row["effect_low_share"], row["effect_high_share"]))
    left = money.loc["remains"]  # type: ignore[attr-defined]
    yield from (won(left["low_krw"], lang), won(left["high_krw"], lang))


def _stayed(second: promotion_case.Second) -> Iterator[str]:
    rows = promotion_tables.effects(second.models.stayed, second.names)
    for row in rows.to_dict("records"):
        yield from (change(row["effect_share"]), span(row["effect_low_share"], row["effect_high_share"]))
    yield change(rows["against_before_share"].iloc[0])
    assert second.models.before is not None
    yield share(second.models.before.unseen)


def refreshed(text: str, url: str) -> str:
    """The document with the numbers of that store. Raises: ValueError when a part has not as many as there are."""
    korean, english = text.split(ENGLISH)
    return ENGLISH.join(_part(part, facts(url, lang)) for part, lang in ((korean, "ko"), (english, "en")))


def _part(text: str, numbers: list[str]) -> str:
    places = BOLD.findall(text)
    if len(places) != len(numbers):
        raise ValueError(f"{len(places)} numbers in bold, {len(numbers)} facts: {numbers}")
    left = iter(numbers)
    return BOLD.sub(lambda _: f"**{next(left)}**", text)


def main() -> None:
    """Write the numbers of a fresh example into the document."""
    from data.demo import fill

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'example.sqlite'}"
        fill(url)
        DOCUMENT.write_text(refreshed(DOCUMENT.read_text("utf-8"), url), "utf-8")


if __name__ == "__main__":
    main()
