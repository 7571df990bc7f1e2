"""Boundary files of every layout: read whole or refused with a sentence."""

import json
import zipfile
from pathlib import Path

import geopandas
import pytest
import shapely
from sqlalchemy import text

from data.geo.boundaries import simplified
from data.geo.points import point_finder, region_of_point
from data.importing import import_file, undo
from data.store import reading
from tests.stores import new_store

REAL = Path(__file__).resolve().parents[4] / "shared" / "real-data" / "boundaries"
#: Two districts of Seoul and one of Busan as squares; the numbers of votes are to be left behind.
SQUARES = {
    "11110": ("종로구", shapely.box(126.96, 37.57, 127.00, 37.60)),
    "11140": ("중구", shapely.box(126.96, 37.55, 127.00, 37.57)),
    "26110": ("중구", shapely.box(129.02, 35.09, 129.04, 35.11)),
}
STATISTICS = {"11110": "11010", "11140": "11020", "26110": "21010"}


def frame(code_column="SIG_CD", codes=None, crs=4326):
    rows = {
        code_column: [(codes or {}).get(code, code) for code in SQUARES],
        "SIG_KOR_NM": [name for name, _ in SQUARES.values()],
        "VOTER": [1, 2, 3],
    }
    return geopandas.GeoDataFrame(rows, geometry=[shape for _, shape in SQUARES.values()], crs=4326).to_crs(crs)


@pytest.fixture
def url(tmp_path):
    return new_store(tmp_path / "store.sqlite")


def shapes(url):
    with reading(url) as connection:
        rows = connection.execute(text("SELECT region_code, detailed_wkb FROM boundary WHERE level = 'sigungu'"))
        return {code: shapely.from_wkb(wkb) for code, wkb in rows}


def assert_squares(url):
    kept = shapes(url)
    assert kept.keys() == SQUARES.keys()
    for code, (_, shape) in SQUARES.items():
        assert shapely.hausdorff_distance(kept[code], shape) < 1e-4, code


def test_geojson_is_kept_without_what_else_the_publisher_added(url, tmp_path):
    path = tmp_path / "경계_20240301.geojson"
    frame().to_file(path, driver="GeoJSON")
    report = import_file(path, url=url)
    assert (report.status, report.source, report.edition, report.rows_new) == ("kept", "boundary", "2024-03-01", 3)
    assert_squares(url)
    with reading(url) as connection:
        assert connection.execute(text("SELECT name_ko FROM boundary ORDER BY region_code")).all() == [
            ("종로구",), ("중구",), ("중구",)
        ]  # fmt: skip


@pytest.mark.parametrize("crs", [5179, 5181, 5186])
def test_coordinates_in_metres_are_told_apart_when_the_file_does_not_say(url, tmp_path, crs):
    path = tmp_path / "boundaries.geojson"
    collection = json.loads(frame(crs=crs).to_json(drop_id=True))
    collection.pop("crs", None)
    path.write_text(json.dumps(collection), encoding="utf-8")
    assert import_file(path, url=url).rows_new == 3
    assert_squares(url)


def test_a_zip_of_a_korean_shapefile_without_projection_is_read(url, tmp_path):
    folder = tmp_path / "shp"
    folder.mkdir()
    frame(crs=5186).to_file(folder / "시군구.shp", encoding="cp949")
    for name in ("시군구.prj", "시군구.cpg"):
        (folder / name).unlink()
    path = tmp_path / "SIG_202403.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.iterdir():
            archive.write(part, f"inner/{part.name}")
    report = import_file(path, url=url)
    assert (report.edition, report.rows_new) == ("2024-03-01", 3)
    assert_squares(url)


def test_a_geopackage_is_read(url, tmp_path):
    path = tmp_path / "boundaries_2024.gpkg"
    frame(crs=5179).to_file(path, driver="GPKG")
    assert import_file(path, url=url).rows_new == 3
    assert_squares(url)


def test_topojson_is_read(url, tmp_path):
    arcs = [[list(corner) for corner in shape.exterior.coords] for _, shape in SQUARES.values()]
    geometries = [
        {"type": "Polygon", "arcs": [[at]], "properties": {"code": code, "name": name}}
        for at, (code, (name, _)) in enumerate(SQUARES.items())
    ]
    topology = {
        "type": "Topology",
        "arcs": arcs,
        "objects": {"o": {"type": "GeometryCollection", "geometries": geometries}},
    }
    path = tmp_path / "topo_2020.json"
    path.write_text(json.dumps(topology), encoding="utf-8")
    assert import_file(path, url=url).rows_new == 3
    assert_squares(url)


def test_codes_of_the_statistics_office_become_administrative_ones(url, tmp_path):
    path = tmp_path / "kostat_20181231.geojson"
    frame("code", STATISTICS).to_file(path, driver="GeoJSON")
    report = import_file(path, url=url)
    assert dict(report.effects)["codes_translated"] == 3
    assert_squares(url)


def test_quarters_are_joined_to_their_district(url, tmp_path):
    halves = [
        {"EMD_CD": f"11110{n}00", "EMD_NM": name, "geometry": shapely.box(west, 37.57, west + 0.02, 37.60)}
        for n, (name, west) in enumerate([("청운동", 126.96), ("신교동", 126.98)], start=101)
    ]
    for row in halves:
        row["EMD_CD"] = row["EMD_CD"][:8]
    path = tmp_path / "emd_2024.geojson"
    geopandas.GeoDataFrame(halves, crs=4326).to_file(path, driver="GeoJSON")
    report = import_file(path, url=url)
    assert (report.rows_new, dict(report.effects)["shapes"]) == (2, 1)
    assert shapely.hausdorff_distance(shapes(url)["11110"], SQUARES["11110"][1]) < 1e-6


def test_an_older_code_is_kept_under_the_code_of_today(url, tmp_path):
    path = tmp_path / "sgg_20220309.geojson"
    row = {"sgg": ["42110"], "SGGNM": ["춘천시"]}
    geopandas.GeoDataFrame(row, geometry=[shapely.box(127.7, 37.8, 127.8, 37.9)], crs=4326).to_file(
        path, driver="GeoJSON"
    )
    assert import_file(path, url=url).rows_new == 1
    assert shapes(url).keys() == {"51110"}


def test_a_crossed_ring_is_mended(url, tmp_path):
    bow = shapely.Polygon([(126.96, 37.57), (127.0, 37.6), (127.0, 37.57), (126.96, 37.6)])
    path = tmp_path / "bow_2024.geojson"
    geopandas.GeoDataFrame({"SIG_CD": ["11110"]}, geometry=[bow], crs=4326).to_file(path, driver="GeoJSON")
    assert dict(import_file(path, url=url).effects)["shapes_mended"] == 1
    assert shapes(url)["11110"].is_valid


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("half.geojson", json.dumps({"type": "FeatureCollection", "features": []})[:-3], "읽을 수 없습니다"),
        ("none.geojson", json.dumps({"type": "FeatureCollection", "features": []}), ""),
        ("places.geojson", '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":"b"},'
         '"geometry":'
         '{"type":"Polygon","coordinates":[[[127,37],[128,37],[128,38],[127,37]]]}}]}', "행정구역 코드"),
    ],
)  # fmt: skip
def test_half_a_file_and_shapes_without_codes_are_refused_with_a_sentence(url, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    report = import_file(path, url=url)
    assert report.status == "refused"
    assert said in report.error


def test_shapes_of_another_country_are_refused_whole(url, tmp_path):
    path = tmp_path / "elsewhere_2024.geojson"
    away = frame()
    away["geometry"] = away.geometry.translate(xoff=-100)
    away.to_file(path, driver="GeoJSON")
    report = import_file(path, url=url)
    assert report.status == "refused"
    assert "좌표계" in report.error


def test_unknown_codes_are_refused_row_by_row(url, tmp_path):
    path = tmp_path / "new_2026.geojson"
    frame(codes={"26110": "99110"}).to_file(path, driver="GeoJSON")
    report = import_file(path, url=url)
    assert (report.rows_new, report.rows_refused) == (2, 1)
    assert report.refusals[0].value == "99110"


def test_points_find_their_district_and_a_quay_the_nearest(url, tmp_path):
    path = tmp_path / "경계_20240301.geojson"
    frame().to_file(path, driver="GeoJSON")
    report = import_file(path, url=url)
    with reading(url) as connection:
        assert region_of_point(connection, 37.58, 126.98) == "11110"
        finder = point_finder(connection)
        assert finder.at(37.5495, 126.98) == "11140", "50 m off"
        assert finder.at(37.50, 126.98) == "", "5 km off"
    undo(report.import_id, url=url)
    with reading(url) as connection:
        assert region_of_point(connection, 37.58, 126.98) == ""


def test_simplified_neighbours_keep_one_border():
    steps = [(127 + 0.001 * i, 37.5 + 0.0003 * (i % 2)) for i in range(40)]
    north = shapely.Polygon([*steps, (127.039, 37.6), (127, 37.6)])
    south = shapely.Polygon([*steps, (127.039, 37.4), (127, 37.4)])
    simple = simplified([north, south], 100.0, 30)
    assert sum(shapely.get_num_coordinates(s) for s in simple) < 30
    assert shapely.intersection(*simple).area < 1e-12
    assert shapely.coverage_is_valid(simple)


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no official files at {REAL}")
@pytest.mark.parametrize(
    ("name", "sigungus", "sidos"),
    [
        ("derived_202605/sigungu_202605_simplified.geojson", 255, 17),
        ("derived_202605/sido_202605_simplified.geojson", 0, 17),
        ("vuski_sgg_ver20220309_simple.geojson", 250, 17),
        ("kostat2018_municipalities_topo_simple.json", 250, 17),
        ("kostat2018_submunicipalities_topo_simple.json", 250, 17),
        ("hangjeongdong_제주특별자치도_2021.geojson", 2, 1),
        ("vworld_법정동_202605/41591.json", 1, 0),
    ],
)
def test_every_real_file_gives_all_its_regions(url, name, sigungus, sidos):
    report = import_file(REAL / name, url=url)
    assert (report.status, report.rows_refused) == ("kept", 0)
    with reading(url) as connection:
        levels = connection.execute(
            text("SELECT level, COUNT(*), SUM(LENGTH(drawn_geojson)) FROM boundary GROUP BY level")
        )
        counts = {level: (count, size) for level, count, size in levels}
    assert tuple(counts.get(level, (0, 0))[0] for level in ("sigungu", "sido")) == (sigungus, sidos)
    assert all(size < 700_000 for _, size in counts.values())
