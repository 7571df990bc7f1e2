"""The promotion of the example store from gross to what stayed, and what a store with bad rules is told."""

from collections.abc import Iterator

import pandas as pd
import pytest
from sqlalchemy import Connection, insert

from data import promotion_case, promotion_tables, summaries
from data.answer import Answer
from data.choice import Choice
from data.metrics.effect import Cannot, Doubt
from data.metrics.promoted import Promotion
from data.metrics.promotion_money import Gross, Subsidy
from data.models import metadata
from data.queries import Query, answer
from data.store import reading, writing
from tests.data.metrics.simulated import World, panels
from tests.stores import new_store

JEJU = "P12"


@pytest.fixture(scope="module")
def opened(demo_store_url: str) -> Iterator[Connection]:
    with reading(demo_store_url) as connection:
        yield connection


def ask_of(connection: Connection) -> promotion_case.Ask:
    def ask(query: Query, choice: Choice) -> Answer:
        return answer(connection, query, choice)

    return ask


@pytest.fixture(scope="module")
def jeju(opened: Connection) -> tuple[promotion_case.First, promotion_case.Second]:
    ask = ask_of(opened)
    all_of = promotion_case.all_promotions(ask)
    (of,) = [one for one in all_of if one.code == JEJU]
    first = promotion_case.first(ask, of)
    return first, promotion_case.second(ask, first, all_of)


def test_the_published_index_comes_out_of_the_example_rows(jeju: tuple[promotion_case.First, object]) -> None:
    """AC01: +497.5 % and +1453.6 % against March, April to May +160.0 %, nothing chained."""
    months = promotion_tables.months(jeju[0]).set_index("month")
    assert months.loc["2024-04-01", "index"] == pytest.approx(597.5)
    assert months.loc["2024-05-01", "index"] == pytest.approx(1553.6)
    assert months.loc["2024-05-01", "step_share"] == pytest.approx(1.600, abs=0.0005)
    assert (months["base_month"] == pd.Timestamp("2024-03-01")).all()


def test_own_money_is_the_gross_figure_less_the_smallest_bound(jeju: tuple[promotion_case.First, object]) -> None:
    first = jeju[0]
    assert isinstance(first.gross, Gross) and isinstance(first.money, Subsidy)
    rule, found = first.of.rule, first.gross
    assert rule.rate and rule.cap_krw and rule.budget_krw and found.transaction_count
    bounds = (rule.rate * found.amount_krw, rule.cap_krw * found.transaction_count, rule.budget_krw)
    assert first.money.krw.high == pytest.approx(min(bounds))
    assert first.money.own_krw.low == pytest.approx(found.amount_krw - min(bounds))


def test_methods_stand_together_each_with_sample_and_interval_or_reason(
    jeju: tuple[promotion_case.First, promotion_case.Second],
) -> None:
    rows = promotion_tables.effects(jeju[1].models.effects, jeju[1].names)
    assert list(rows["method_key"]) == [
        "year_on_year", "did_log", "did_level", "did_calendar", "did_season", "did_trend", "synthetic", "synthetic",
    ]  # fmt: skip
    told = rows["effect_share"].notna()
    assert (told ^ (rows["doubts"] != "")).all()
    assert set(rows.loc[rows["method_key"] == "synthetic", "about_name"]) == {"제주 동문재래시장", "서귀포매일올레시장"}
    with_interval = rows[told & (rows["method_key"] != "year_on_year")]
    assert (with_interval["effect_low_share"] < with_interval["effect_share"]).all()
    assert (with_interval["effect_share"] < with_interval["effect_high_share"]).all()


def test_the_example_was_made_with_an_effect_and_the_interval_holds_it(
    jeju: tuple[promotion_case.First, promotion_case.Second],
) -> None:
    """Made as March times 5.975 and 15.536, while visitors came back by some percent a month: seven to nine times."""
    leading = jeju[1].models.leading
    assert leading is not None and leading.estimate is not None and leading.estimate.low is not None
    assert leading.key == "did_season", "a place by the sea has a season of its own: the plain comparison is refused"
    assert 5 < leading.estimate.low < leading.estimate.value < leading.estimate.high < 11  # type: ignore[operator]


def test_no_control_is_near_or_treated_or_had_another_promotion(
    jeju: tuple[promotion_case.First, promotion_case.Second],
) -> None:
    first, second = jeju
    rows = promotion_tables.markets(first, second)
    controls = set(rows.loc[rows["role"] == "control", "market_id"])
    chosen, made = second.models.chosen, second.models.panel
    assert chosen is not None and made is not None
    assert not controls & {*first.of.treated, *chosen.neighbours, *chosen.left_out["market_id"]}
    assert len(controls) == made.control_count and rows["market_id"].is_unique
    assert {"칠성로 상점가"} <= set(rows.loc[rows["role"] == "neighbour", "market_name"])


def test_money_goes_from_gross_to_what_may_remain(jeju: tuple[promotion_case.First, promotion_case.Second]) -> None:
    rows = promotion_tables.money(*jeju).set_index("step")
    assert list(rows.index) == ["gross", "base", "subsidy", "own", "extra", "moved", "near", "remains"]
    assert rows.loc["own", "low_krw"] == rows.loc["gross", "value_krw"] - rows.loc["subsidy", "high_krw"]
    lost = sum(min(rows.loc[step, "low_krw"], 0) for step in ("moved", "near"))
    least = rows.loc["extra", "low_krw"] - rows.loc["subsidy", "high_krw"] + lost
    assert rows.loc["remains", "low_krw"] == pytest.approx(least)


# A small store of two promotions with rules that are wrong in many ways.

BAD = {
    "NOEND": {"starts_day": 20240401},
    "RATE": {"starts_day": 20240401, "ends_day": 20240531, "discount_rate": 1.5},
    "NOTERM": {"starts_day": 20240401, "ends_day": 20240531},
    "NOBODY": {"starts_day": 20240401, "ends_day": 20240531, "discount_rate": 0.3},
    "ROUND1": {"starts_day": 20240401, "ends_day": 20240531, "discount_rate": 0.3},
    "EARLY": {"starts_day": 20220501, "ends_day": 20220531, "discount_rate": 0.3},
    "BASE": {"starts_day": 20240401, "ends_day": 20240531, "discount_rate": 0.3, "base_month": 20190101},
    "OPEN": {"starts_day": 20240601, "discount_rate": 0.3},
    "WALLET": {"starts_day": 20240401, "ends_day": 20240531, "discount_rate": 0.3, "wallets": "alipay_plus"},
}
#: Of these only payments of foreign visitors are told.
FOREIGN_ONLY = 300
TREATED = {
    "NOEND": (1,), "RATE": (1,), "NOTERM": (1,), "ROUND1": (1, 2), "EARLY": (3,), "BASE": (1,), "OPEN": (4,),
    "WALLET": (FOREIGN_ONLY + 1,),
}  # fmt: skip


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[promotion_case.Ask]:
    url = new_store(tmp_path_factory.mktemp("bad") / "markets.sqlite")
    with writing(url) as connection:
        _fill(connection)
    with reading(url) as connection:
        yield ask_of(connection)


def _fill(connection: Connection) -> None:
    def put(table: str, **row: object) -> None:
        connection.execute(insert(metadata.tables[table]).values(**row))

    put("import", import_id=1, file_name="x", sha256="x", byte_count=0, source="x", subject="payment", edition="1",
        status="kept", started_at="", is_example=0)  # fmt: skip
    panel = panels(World(treated=2, controls=20), 1)[0]
    for market, amounts in zip(panel.market_ids, panel.amounts, strict=True):
        put("market", market_id=market, market_name=f"m{market}", kind="permanent", sido_code="50", lat=33 + market,
            lon=126.0, sigungu_code="50110", store_count=100 + market, is_listed=1, import_id=1)  # fmt: skip
        for month, krw in zip(panel.months, amounts, strict=True):
            put("payment", market_id=market, grain=2, day=int(f"{month:%Y%m01}"), method=1, amount_krw=round(krw),
                transaction_count=100, import_id=1)  # fmt: skip
        put("market", market_id=market + FOREIGN_ONLY, market_name=f"f{market}", kind="permanent", sido_code="50",
            lat=33 + market, lon=140.0, sigungu_code="50110", store_count=100 + market, is_listed=1,
            import_id=1)  # fmt: skip
        for month, krw in zip(panel.months, amounts, strict=True):
            put("foreign_payment", market_id=market + FOREIGN_ONLY, grain=2, day=int(f"{month:%Y%m01}"), wallet=1,
                country="", amount_krw=round(krw), import_id=1)  # fmt: skip
    for code, rule in BAD.items():
        put("programme", programme_code=code, programme_name=code, kind="payment_promotion", import_id=1)
        put("promotion_rule", programme_code=code, rule_code="1", import_id=1, **rule)
        for market in TREATED.get(code, ()):
            put("participation", programme_code=code, participant_kind="market", participant_name=f"m{market}",
                market_id=market, import_id=1)  # fmt: skip
    summaries.rebuild(connection)


def found(bad: promotion_case.Ask, code: str) -> tuple[promotion_case.First, promotion_case.Second]:
    all_of = promotion_case.all_promotions(bad)
    (of,) = [one for one in all_of if one.code == code]
    first = promotion_case.first(bad, of)
    return first, promotion_case.second(bad, first, all_of)


def doubt(made: object) -> Cannot:
    assert isinstance(made, Doubt)
    return made.why


def whys(second: promotion_case.Second) -> set[Cannot]:
    return {reason.why for one in second.models.effects for reason in one.doubts}


def test_a_promotion_without_an_end_is_told_nothing_about_but_why(bad: promotion_case.Ask) -> None:
    first, second = found(bad, "NOEND")
    assert doubt(first.gross) is doubt(first.money) is Cannot.NO_END
    assert whys(second) == {Cannot.NO_END} and second.extra_krw is None


def test_a_rate_above_one_leaves_the_gross_figure_and_no_own_money(bad: promotion_case.Ask) -> None:
    first, _ = found(bad, "RATE")
    assert isinstance(first.gross, Gross) and doubt(first.money) is Cannot.RATE_OVER_ONE
    assert doubt(found(bad, "NOTERM")[0].money) is Cannot.RULE_UNKNOWN


def test_one_market_in_two_promotions_at_once_is_not_judged(bad: promotion_case.Ask) -> None:
    _, second = found(bad, "ROUND1")
    assert second.models.lost == (1,) or whys(second) == {Cannot.OVERLAPPING}
    assert second.models.panel is None or 1 not in second.models.panel.market_ids


def test_a_market_treated_in_the_history_is_no_control(bad: promotion_case.Ask) -> None:
    first, second = found(bad, "ROUND1")
    assert second.models.chosen is not None and 3 not in second.models.chosen.controls
    rows = promotion_tables.markets(first, second).set_index("market_id")
    assert rows.loc[3, "why"] == "overlapping" and "EARLY" in str(rows.loc[3, "other_promotions"])


def test_a_market_in_a_promotion_without_an_end_is_no_control_from_its_first_day_on(bad: promotion_case.Ask) -> None:
    first, second = found(bad, "ROUND1")
    assert second.models.chosen is not None and 4 not in second.models.chosen.controls
    rows = promotion_tables.markets(first, second).set_index("market_id")
    assert rows.loc[4, ["why", "other_promotions"]].tolist() == ["overlapping", "OPEN"]
    early = promotion_tables.markets(*found(bad, "EARLY")).set_index("market_id")  # it ended long before
    assert early.loc[4, "why"] != "overlapping"


def test_markets_of_which_only_foreign_payments_are_told_can_be_compared(bad: promotion_case.Ask) -> None:
    _, second = found(bad, "WALLET")
    assert second.models.chosen is not None and len(second.models.chosen.controls) > 8
    assert all(one > FOREIGN_ONLY for one in second.models.chosen.controls)
    assert second.models.leading is not None


def test_a_treated_market_that_is_left_out_is_named_with_the_right_reason(bad: promotion_case.Ask) -> None:
    first, second = found(bad, "ROUND1")
    rows = promotion_tables.markets(first, second).set_index("market_id")
    assert rows.loc[1, ["role", "why"]].tolist() == ["treated", "overlapping"] and rows.loc[2, "why"] == ""


def test_without_named_markets_nobody_is_left_to_compare_with(bad: promotion_case.Ask) -> None:
    first, second = found(bad, "NOBODY")
    assert doubt(first.gross) is Cannot.NO_MARKETS and whys(second) == {Cannot.EVERYBODY_TREATED}


def test_a_base_month_that_is_not_told_gives_no_gross_growth(bad: promotion_case.Ask) -> None:
    assert doubt(found(bad, "BASE")[0].gross) is Cannot.BASE_MISSING


def test_every_table_has_its_columns_with_rows_and_without(bad: promotion_case.Ask, jeju: tuple[object, ...]) -> None:
    first, second = found(bad, "NOEND")
    assert promotion_tables.months(first).empty and promotion_tables.study(second).empty
    assert promotion_tables.courses(second) == [] and promotion_tables.no_course().empty
    assert list(promotion_tables.months(first)) == list(promotion_tables.months(jeju[0]))  # type: ignore[arg-type]
    assert list(promotion_tables.money(first, second)["step"]) == ["gross", "extra", "moved", "near", "remains"]


def test_each_step_is_told_before_it_is_taken(opened: Connection) -> None:
    from components.ui.promoting import STEPS

    ask, steps = ask_of(opened), list[str]()
    all_of = promotion_case.all_promotions(ask)
    of: Promotion = next(one for one in all_of if one.code == JEJU)
    promotion_case.second(ask, promotion_case.first(ask, of), all_of, steps.append)
    assert tuple(steps) == STEPS
