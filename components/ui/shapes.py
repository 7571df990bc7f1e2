"""Shapes of regions for the browser: GeoJSON out of the store, kept in memory once per store version."""

import hashlib
from functools import lru_cache

from data import queries
from data.choice import Choice
from data.codes import Level
from data.disclosure import Viewer
from data.queries import regions
from data.store import pages_url, reading, store_url, store_version

#: Where the map's frame finds them; relative, so that it holds under any base path.
ADDRESS = "../../assets/shapes"
#: ``scope.values`` adds this to a choice's last month to reach its last day: taken off, it ends on the edition's day.
LAST_DAY = 30
#: Shapes are fetched by address, without a session: nothing but what everybody may see goes that way.
EVERYBODY = Viewer()
_QUESTIONS = {Level.SIDO: regions.sido_shapes, Level.SIGUNGU: regions.sigungu_shapes}


def address(edition: int, level: str) -> str | None:
    """Where a map finds that level of that edition; changes with the shapes, so a browser may keep them for a year."""
    found = geojson(str(edition), level)
    return f"{ADDRESS}/{edition}/{level}.geojson?{found[1][1:9]}" if found else None


def geojson(edition: str, level: str) -> tuple[bytes, str] | None:
    """Body and entity tag of one level of one edition (yyyymmdd); None where the store has no such one."""
    if level not in set(_QUESTIONS) or not (edition.isdigit() and len(edition) == 8):
        return None
    store = store_url()
    return _kept(int(edition), Level(level), store_version(pages_url(store)), store)


@lru_cache(maxsize=8)
def _kept(edition: int, level: Level, version: int, store: str) -> tuple[bytes, str] | None:
    if version < 0:
        return None
    with reading(pages_url(store)) as connection:
        rows = queries.answer(connection, _QUESTIONS[level], Choice(end=edition - LAST_DAY), EVERYBODY).rows
    rows = rows[rows["edition_day"] == edition]
    if rows.empty:
        return None
    features = ",".join(
        f'{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{geometry}}}'
        for code, geometry in zip(rows["region_code"], rows["geojson"], strict=True)
    )
    body = f'{{"type":"FeatureCollection","features":[{features}]}}'.encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
