"""Imported boundaries turn the shapes on; without them tiles stay the usual view; the edition is that of the date."""

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import insert
from streamlit.testing.v1 import AppTest

from components.maps.layout import tiles
from components.ui import regional, shapes
from components.ui.load import load
from data.choice import Choice
from data.models import metadata
from data.queries import regions
from data.store import writing
from tests.pages.conftest import Opener

SIDOS, SIGUNGUS = [[tile.code for tile in tiles(level)] for level in ("sido", "sigungu")]
JEJU = ["50", "50110", "50130"]
EDITIONS = {20180715: SIDOS + SIGUNGUS, 20230101: JEJU, 20260501: SIDOS + SIGUNGUS}
SQUARE = {"type": "Polygon", "coordinates": [[[127, 37], [128, 37], [128, 38], [127, 38], [127, 37]]]}


@pytest.fixture(scope="module")
def shaped_store_url(demo_store_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The example data with boundaries of two dates and of one province alone."""
    path = tmp_path_factory.mktemp("shaped") / "markets.sqlite"
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), path)
    return _with_shapes(f"sqlite:///{path}", EDITIONS)


@pytest.fixture
def jeju_store_url(demo_store_url: str, tmp_path: Path) -> str:
    """The example data with the boundaries of one province and no others."""
    shutil.copy(demo_store_url.removeprefix("sqlite:///"), tmp_path / "jeju.sqlite")
    return _with_shapes(f"sqlite:///{tmp_path / 'jeju.sqlite'}", {20230101: JEJU})


def _with_shapes(url: str, editions: dict[int, list[str]]) -> str:
    rows = [
        {
            "import_id": 1,
            "edition_day": day,
            "level": "sido" if len(code) == 2 else "sigungu",
            "region_code": code,
            "name_ko": code,
            "detailed_wkb": b"",
            "drawn_geojson": json.dumps(SQUARE),
        }
        for day, codes in editions.items()
        for code in codes
    ]
    with writing(url) as connection:
        connection.execute(insert(metadata.tables["boundary"]), rows)
    return url


def labels(at: AppTest) -> list[str]:
    return [group.label for group in at.segmented_control]


def test_shapes_come_with_a_choice_between_map_and_tiles(open_page: Opener, shaped_store_url: str) -> None:
    for slug, more in (("overview", {}), ("map", {"view": "sigungu"}), ("map", {"view": "sido", "form": "tiles"})):
        at = open_page(slug, shaped_store_url, lang="en", **more)
        assert not at.exception and not at.error
        assert "Shown as" in labels(at)
        title = "Tile map" if more.get("form") == "tiles" else "Map of regions"
        assert any(heading.value.startswith(title) for heading in at.header)


def test_without_boundaries_tiles_are_the_usual_view(open_page: Opener, demo_store_url: str) -> None:
    at = open_page("overview", demo_store_url, lang="en")
    assert "Shown as" not in labels(at)
    assert any(heading.value.startswith("Tile map") for heading in at.header)


@pytest.mark.parametrize(
    ("end", "sido", "edition"),
    [
        (None, None, 20260501),
        (20170101, None, 20180715),
        (20180701, None, 20180715),
        (20241201, None, 20180715),
        (20241201, "50", 20180715),
        (20241201, "11", 20180715),
        (20260501, None, 20260501),
    ],
)
def test_the_edition_is_the_one_that_held_and_covers_the_place(
    monkeypatch: pytest.MonkeyPatch, shaped_store_url: str, end: int | None, sido: str | None, edition: int
) -> None:
    monkeypatch.setenv("JANGTEO_STORE_URL", shaped_store_url)
    assert regional.edition_for(Choice(end=end, sido=sido), "sigungu") == edition


def test_the_file_of_one_province_serves_that_province_alone(
    monkeypatch: pytest.MonkeyPatch, jeju_store_url: str
) -> None:
    monkeypatch.setenv("JANGTEO_STORE_URL", jeju_store_url)
    for level in ("sido", "sigungu"):
        found = [regional.edition_for(Choice(sido=sido), level) for sido in (None, "50", "11")]  # type: ignore[arg-type]
        assert found == [None, 20230101, None]
    assert shapes.address(20230101, "sigungu") is not None


def test_the_address_of_shapes_follows_their_content_and_leads_to_that_edition(
    monkeypatch: pytest.MonkeyPatch, shaped_store_url: str
) -> None:
    monkeypatch.setenv("JANGTEO_STORE_URL", shaped_store_url)
    found = shapes.geojson("20180715", "sido")
    assert found is not None and [f["properties"]["code"] for f in json.loads(found[0])["features"]] == sorted(SIDOS)
    address = shapes.address(20180715, "sido")
    assert address is not None and address.startswith("../../assets/shapes/20180715/sido.geojson?")
    assert shapes.address(20180716, "sido") is None and shapes.geojson("20180715", "../etc") is None


def test_every_region_of_the_choice_has_a_row(monkeypatch: pytest.MonkeyPatch, shaped_store_url: str) -> None:
    monkeypatch.setenv("JANGTEO_STORE_URL", shaped_store_url)
    points = load("markets.points", Choice(sido="50"))
    rows = regional.regional(points, "sigungu").rows
    assert list(rows["region_code"]) == ["50110", "50130"]
    assert rows["market_count"].sum() == len(points.rows)
    assert rows["amount_krw"].sum() == pytest.approx(float(points.rows["amount_krw"].sum()))
    assert len(load(regions.shape_regions).rows) == 2 * (17 + 229) + len(JEJU)


def test_surroundings_of_a_market_are_said_in_words(open_page: Opener, demo_store_url: str) -> None:
    at = open_page("market", demo_store_url, lang="en", market_id="2", show="around", radius="5000")
    assert not at.exception and not at.error
    assert any("Other markets within 5 km" in text.value for text in at.markdown)
    drawn = open_page(
        "market", demo_store_url, lang="en", market_id="2", show="around", area="33.4,126.4;33.6,126.4;33.5,126.7"
    )
    assert any("within the area drawn" in text.value for text in drawn.markdown)
