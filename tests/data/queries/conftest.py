"""One small store for all tests of questions."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from data.store import reading
from tests.data.queries.small_store import Small, make
from tests.stores import new_store


@pytest.fixture(scope="session")
def small_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the small store is."""
    return new_store(tmp_path_factory.mktemp("small") / "markets.sqlite")


@pytest.fixture(scope="session")
def small(small_url: str) -> Small:
    """The facts of the small store."""
    return make(small_url)


@pytest.fixture
def connection(small: Small, small_url: str) -> Iterator[Connection]:
    """The small store, opened as pages open it."""
    with reading(small_url) as opened:
        yield opened
