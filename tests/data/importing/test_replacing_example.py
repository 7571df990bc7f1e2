"""What people made while example data was in the store, when real files take its place: nothing invented stays among
real rows, no association comes to see a market that is not its own, and the rest stays.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data import access, audit, briefings, drafts
from data.briefings import Slide
from data.checking import check
from data.importing import import_file, undo
from data.importing.example import standing_on_example
from data.store import forget_connections, reading
from tests.endurance.bases import SAMPLES
from tests.endurance.loads import register

REGISTER = next((SAMPLES / "market_standard").glob("*.csv"))


@pytest.fixture
def url(demo_store_url: str, tmp_path: Path) -> Iterator[str]:
    from data.backing_up import back_up

    back_up(tmp_path / "markets.sqlite", demo_store_url)
    yield f"sqlite:///{tmp_path / 'markets.sqlite'}"
    forget_connections()


def test_what_stands_on_invented_rows_goes_and_the_rest_stays(url: str) -> None:
    access.grant("union@jeju.kr", "association", by="test", markets=[1, 2], url=url)
    figure = Slide("of example", recipe='{"page": "payments"}')
    shown = briefings.create("with a figure", "free", "en", "kim", slides=[figure], url=url)
    words = briefings.create("of words", "free", "en", "kim", slides=[Slide("Welcome", ("hello",))], url=url)
    drafts.save("kim", "programme", {"programme_name": "new"}, url)
    drafts.save("kim", "programme:P01", {"programme_name": "changed"}, url)
    found = standing_on_example(url)
    assert (found.briefings, found.drafts, found.associations) == (1, 1, 1)

    import_file(REGISTER, url=url, imported_by="kim@jeju.kr", replace_example=True)

    assert [one.briefing_code for one in briefings.briefings(url)] == [words] != [shown]
    assert [one.form for one in drafts.drafts("kim", url)] == ["programme"]
    known = access.account("union@jeju.kr", url)
    assert known is not None and known.market_ids == (), "real market 1 is not the market it was given"
    taken = audit.entries(url, action="revoke")[0]
    assert taken.subject == "kim@jeju.kr" and taken.target == "union@jeju.kr" and "[1, 2]" in taken.detail
    assert check(url) == [] and not standing_on_example(url)


def test_an_association_does_not_come_to_another_market_by_its_number(tmp_path: Path) -> None:
    """The register it was given its market from is taken out, and another one put in."""
    url = f"sqlite:///{tmp_path / 'markets.sqlite'}"
    first = import_file(REGISTER, url=url)
    access.grant("union@jeju.kr", "association", by="test", markets=[1], url=url)
    before = named(url)
    undo(first.import_id or 0, url=url)
    import_file(register(tmp_path, 1), url=url)
    assert named(url).get(1) == before[1], "a market that somebody was given keeps its number, in a register or not"


def named(url: str) -> dict[int, str]:
    with reading(url) as connection:
        return {
            int(i): str(name) for i, name in connection.exec_driver_sql("SELECT market_id, market_name FROM market")
        }
