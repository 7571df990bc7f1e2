"""A store of its own, and the real registers where they are at hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from data.importing import import_file
from data.importing.report import ImportReport
from data.store import reading
from tests.stores import new_store

REAL = Path(__file__).resolve().parents[4] / "shared" / "real-data"
FILES = {
    "status": "markets/소상공인시장진흥공단_전통시장현황_20240719.csv",
    "standard": "markets/전국전통시장표준데이터_20241104.csv",
    "excerpt": "markets/전국전통시장표준데이터_20251110_발췌22건.json",
    "services": "markets/소상공인시장진흥공단_시장 서비스 정보_20210928.csv",
    "boundaries": "boundaries/derived_202605/sigungu_202605_simplified.geojson",
}

Load = Callable[..., list[ImportReport]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return new_store(tmp_path / "store.sqlite")


@pytest.fixture
def load(url: str) -> Load:
    """Load real files by their short names, in that order. Skips where the files are not at hand."""
    if not REAL.is_dir():
        pytest.skip(f"no official files at {REAL}")
    return lambda *names: [import_file(REAL / FILES[name], url=url) for name in names]


@pytest.fixture
def ask(url: str) -> Callable[[str], list[tuple[object, ...]]]:
    """Rows of a question to the store."""

    def answer(sql: str) -> list[tuple[object, ...]]:
        with reading(url) as connection:
            return [tuple(row) for row in connection.execute(text(sql))]

    return answer


@pytest.fixture
def connection(url: str) -> Iterator[Connection]:
    with reading(url) as opened:
        yield opened
