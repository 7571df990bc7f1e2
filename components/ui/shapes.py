"""Shapes of regions for the browser: GeoJSON text out of the store, kept in memory once per store version."""

from functools import lru_cache

from data.store import store_url, store_version


def geojson(edition: str, level: str) -> tuple[bytes, str] | None:
    """Body and entity tag; None where the store has no such edition or level."""
    store = store_url()
    return _kept(edition, level, store_version(store), store)


@lru_cache(maxsize=8)
def _kept(edition: str, level: str, version: int, store: str) -> tuple[bytes, str] | None:
    return None
