"""The store that every attacker asks."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from data.store import reading


@pytest.fixture(scope="module")
def demo(demo_store_url: str) -> Iterator[Connection]:
    """A connection that reads the example data."""
    with reading(demo_store_url) as connection:
        yield connection
