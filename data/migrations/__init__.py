"""Brings a store to the shape this program knows, forwards only."""

from functools import lru_cache


@lru_cache(maxsize=8)
def bring_up_to_date(url: str) -> None:
    """Make the store at that address, or migrate it. Raises: StoreNewer."""
    from sqlalchemy import create_engine, insert, select

    from data.models import StoreState, metadata

    if url.startswith("sqlite:///"):
        from pathlib import Path

        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url)
    metadata.create_all(engine)
    with engine.begin() as connection:
        if connection.execute(select(StoreState.__table__)).first() is None:  # type: ignore[attr-defined]
            connection.execute(insert(StoreState).values(id=1, version=0))
    engine.dispose()
