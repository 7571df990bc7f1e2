"""What a page is given: one state of the store per run, everything made of it once, nothing across viewers."""

import json
from collections.abc import Iterator

import pytest

from components.charts.payments import payment_trend
from components.exhibit import Drawing, Exhibit
from components.text import translator
from components.theme import DARK, LIGHT
from components.ui import load as loading
from components.ui import plot, readying, trading
from components.ui.load import kept, load
from data.choice import Choice
from data.codes import Role
from data.disclosure import Viewer
from data.queries import payments, readiness
from data.store import writing

NATION = Choice()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, demo_store_url: str) -> Iterator[str]:
    monkeypatch.setenv("JANGTEO_STORE_URL", demo_store_url)
    loading.forget()
    yield demo_store_url
    loading.forget()


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the browser is sent for each chart."""
    payloads: list[bytes] = []
    monkeypatch.setattr(plot, "_component", lambda: lambda *, key, data: payloads.append(data))
    return payloads


def looks(monkeypatch: pytest.MonkeyPatch, who: Viewer) -> None:
    monkeypatch.setattr(loading, "viewer", lambda: who)
    monkeypatch.setattr(plot.viewing, "viewer", lambda: who)


def test_after_a_write_the_same_run_sees_the_new_state(store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Run:
        cursors: dict[int, int] = {}  # noqa: RUF012

    monkeypatch.setattr(loading, "get_script_run_ctx", lambda suppress_warning: Run)
    before = loading.version()
    with writing(store):
        pass
    assert loading.version() > before


def test_what_pages_make_of_several_answers_is_kept_as_an_answer_is(store: str) -> None:
    """Classes of scores, and a market's days with its campaigns: 180 of 220 ms of a page were spent on making their
    exhibits again."""
    told = [(readying.distribution(NATION), trading.daily(Choice(market_id=1))) for _ in range(2)]
    for first, again in zip(*told, strict=True):
        assert first.origin is not None and first.origin == again.origin
        assert first.rows is not again.rows  # a column that is added reaches nobody else
    assert told[0][1].told == told[1][1].told
    assert readying.of_market(load(readiness.by_item, NATION), 1).origin is not None


def test_what_was_made_of_an_answer_is_made_anew_when_the_store_changes(store: str) -> None:
    times = []

    def count(answer) -> int:
        times.append(answer.store_version)
        return len(answer.rows)

    for _ in range(3):
        kept(count, load(payments.monthly_total, NATION))
    with writing(store):
        pass
    kept(count, load(payments.monthly_total, NATION))
    assert len(times) == 2 and times[0] < times[1]


def test_a_chart_is_sent_as_it_was_made_until_the_store_changes(store: str, sent: list[bytes]) -> None:
    for _ in range(2):
        plot.show(payment_trend(load(payments.monthly_total, NATION), translator("ko")), translator("ko"), LIGHT, "one")
    assert sent[0] is sent[1]
    with writing(store):
        pass
    plot.show(payment_trend(load(payments.monthly_total, NATION), translator("ko")), translator("ko"), LIGHT, "one")
    assert sent[2] is not sent[0] and json.loads(sent[2]) == json.loads(sent[0])


def test_a_chart_is_made_for_each_language_and_scheme(store: str, sent: list[bytes]) -> None:
    for lang in ("ko", "en"):
        for scheme in (LIGHT, DARK):
            t = translator(lang)
            plot.show(payment_trend(load(payments.monthly_total, NATION), t), t, scheme, "one")
    assert len(set(sent)) == 4


RICHER, POORER = Viewer(Role.OFFICER, name="officer"), Viewer(Role.PUBLIC)


@pytest.mark.parametrize("order", [(RICHER, POORER), (POORER, RICHER)])
def test_nothing_made_for_one_viewer_comes_back_to_another(
    store: str, monkeypatch: pytest.MonkeyPatch, order: tuple[Viewer, Viewer]
) -> None:
    seen = []

    def of(answer) -> Role:
        seen.append(answer.origin)
        return answer.origin[2].role

    for who in order:
        looks(monkeypatch, who)
        assert kept(of, load(payments.monthly_total, NATION)) is who.role
    assert len(seen) == 2


@pytest.mark.parametrize("has_origin", [True, False])
@pytest.mark.parametrize("order", [(RICHER, POORER), (POORER, RICHER)])
def test_a_richer_viewers_chart_is_never_sent_to_a_poorer_one(
    store: str, monkeypatch: pytest.MonkeyPatch, sent: list[bytes], order: tuple[Viewer, Viewer], has_origin: bool
) -> None:
    """Same question, same words, same drawing; what the poorer may not see is not in what is drawn."""
    for who in order:
        looks(monkeypatch, who)
        answer = load(payments.monthly_total, NATION)
        exhibit = (
            kept(_of_two, answer, who.role is Role.OFFICER) if has_origin else _of_two(answer, who.role is Role.OFFICER)
        )
        plot.show(exhibit, translator("ko"), LIGHT, "one")
    by = dict(zip(order, sent, strict=True))
    assert b"SECRET" in by[RICHER] and b"SECRET" not in by[POORER]


def _of_two(answer, richer: bool) -> Exhibit:
    rows = answer.rows.head(2).assign(name=["a", "SECRET" if richer else "b"])
    drawing = Drawing("horizontal_bar", x="name", y="amount_krw")
    return Exhibit.of("two", answer, title="two", finding="two", columns=(), drawing=drawing, rows=rows)
