"""Shapes of regions for the browser: GeoJSON out of the store, kept in memory once per store version."""

import hashlib
from functools import lru_cache

from data import queries
from data.choice import Choice
from data.codes import Level
from data.queries import regions
from data.store import reading, store_url, store_version

#: Where the map's frame finds them; relative, so that it holds under any base path.
ADDRESS = "../../assets/shapes"
_QUESTIONS = {Level.SIDO: regions.sido_shapes, Level.SIGUNGU: regions.sigungu_shapes}


def geojson(edition: str, level: str) -> tuple[bytes, str] | None:
    """Body and entity tag of one level of one edition (yyyymmdd); None where the store has no such one."""
    if level not in set(_QUESTIONS) or not (edition.isdigit() and len(edition) == 8):
        return None
    store = store_url()
    return _kept(int(edition), Level(level), store_version(store), store)


@lru_cache(maxsize=8)
def _kept(edition: int, level: Level, version: int, store: str) -> tuple[bytes, str] | None:
    if version < 0:
        return None
    with reading(store) as connection:
        rows = queries.answer(connection, _QUESTIONS[level], Choice(end=edition // 100 * 100 + 1)).rows
    rows = rows[rows["edition_day"] == edition]
    if rows.empty:
        return None
    features = ",".join(
        f'{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{geometry}}}'
        for code, geometry in zip(rows["region_code"], rows["geojson"], strict=True)
    )
    body = f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
