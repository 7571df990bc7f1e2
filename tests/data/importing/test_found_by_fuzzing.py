"""Files that once ended in a traceback, a hang or too much memory: each kind has its sentence now."""

import time
import zipfile
from pathlib import Path

import pytest

from data.codes import ImportStatus
from data.errors import UnreadableFile
from data.geo.boundary_files import read_boundaries
from data.importing import import_file
from data.importing.recognition import header_names
from tests.endurance.bases import SAMPLES

RING = "[126.5, 33.4], [126.6, 33.4], [126.6, 33.5], [126.5, 33.5]"


def shape(coordinates: str, kind: str = "Polygon", more: str = "") -> str:
    feature = (
        '{"type": "Feature", "properties": {"sig_cd": "50110", "sig_kor_nm": "제주시"}, "geometry": '
        f'{{"type": "{kind}", "coordinates": {coordinates}}}}}'
    )
    return f'{{"type": "FeatureCollection", {more} "features": [{feature}]}}'


def put(tmp_path, content: str | bytes, name: str, url: str):
    path = tmp_path / "offered"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    began = time.process_time()
    report = import_file(path, url=url, file_name=name)
    assert time.process_time() - began < 10
    return report


# GDAL tells on the server's terminal what it stumbled over
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    "content",
    [
        shape(f"[[{RING}, [126.5, 33.41]]]"),
        shape("[[]]"),
        shape("[]"),
        shape("[[[126.5]]]"),
        shape("[126.5, 33.4]", "Point"),
        shape("null"),
        shape(f"[[{RING}, [126.5, 33.4]]]", more='"deep": ' + "[" * 5000 + "]" * 5000 + ","),
    ],
    ids=["open ring", "empty ring", "no ring", "half a point", "a point", "null", "nested"],
)
def test_a_shape_that_is_none_is_refused(content, url, tmp_path):
    report = put(tmp_path, content, "sigungu.geojson", url)
    assert report.status is ImportStatus.REFUSED and report.error


def test_thousands_of_columns_are_told_as_such_at_once(url, tmp_path):
    good = next((SAMPLES / "event").glob("*.csv"))
    head, rest = good.read_text("utf-8-sig").split("\n", 1)
    wide = head.rstrip("\r") + "," + ",".join(f"더한열{n}" for n in range(3000)) + "\n" + rest
    report = put(tmp_path, wide, good.name, url)
    assert "2,000" in report.error and "2,000" in report.error_words("en")


def test_hundreds_of_unknown_columns_are_compared_quickly(url, tmp_path):
    good = next((SAMPLES / "market_standard").glob("*.csv"))
    head, rest = good.read_text("cp949").split("\n", 1)
    names = ",".join(f"시장에서 쓰는 어떤 열 이름 {n}" for n in range(900))
    wide = "\n".join(
        [f"{head.rstrip()},{names}", *(f"{line.rstrip()}{',' * 900}" for line in rest.split("\n") if line)]
    )
    assert put(tmp_path, wide, good.name, url).status is ImportStatus.KEPT


def test_a_layout_without_the_columns_its_own_code_needs_misses_them(url, tmp_path):
    ages = next((SAMPLES / "tourism_arrivals_by_age").glob("*.csv"))
    head, *rows = ages.read_text("utf-8-sig").splitlines()
    no_month = "\n".join([head.replace("20", "x"), *rows])
    report = put(tmp_path, no_month, ages.name, url)
    assert report.status is ImportStatus.REFUSED and type(report.problem).__name__ == "MissingColumns", report.error
    sales = next(path for path in (SAMPLES / "seoul_trade_area_sales").glob("*.csv") if "2021" in path.name)
    report = put(tmp_path, sales.read_bytes().replace("기준_분기".encode("cp949"), b"x"), sales.name, url)
    assert report.status is ImportStatus.REFUSED and type(report.problem).__name__ == "MissingColumns", report.error


def test_a_file_that_ends_within_its_header_is_empty(url, tmp_path):
    for folder in ("tourism_arrivals_by_age", "tourism_visitors", "tourism_attractions", "retail_formats"):
        for path in (SAMPLES / folder).glob("*.csv"):
            report = put(tmp_path, path.read_bytes().split(b"\n")[0] + b"\n", path.name, url)
            assert report.status is ImportStatus.REFUSED, path.name


def test_a_column_called_like_one_of_ours_is_not_taken_for_it(url, tmp_path):
    path = next((SAMPLES / "gwangju_voucher_merchants").glob("*.csv"))
    text = path.read_bytes().decode("cp949", errors="ignore") or path.read_text()
    head, *rows = text.splitlines()
    for added in ("sector", "store_name", "market_name"):
        report = put(tmp_path, "\n".join([f"{head},{added}", *(f"{row},x" for row in rows)]), path.name, url)
        assert report.status in (ImportStatus.KEPT, ImportStatus.REFUSED)


def test_repeated_headers_never_become_the_name_of_another():
    names = header_names([("a", "a (2)", "a", "a", "a (2)")])
    assert len(set(names)) == 5 and names[:2] == ("a", "a (2)")


def test_a_province_spelt_in_two_ways_is_one(url, tmp_path):
    path = next((SAMPLES / "tourism_foreign_spending").glob("*.csv"))
    head, *rows = [line for line in path.read_bytes().decode("cp949").splitlines() if line]
    at = next(n for n, row in enumerate(rows) if row.startswith(("서울", '"서울')))
    long = (
        rows[at].replace("서울", "서울특별시", 1)
        if "서울특별시" not in rows[at]
        else rows[at].replace("서울특별시", "서울", 1)
    )
    _, _, rest = long.partition(",")
    report = put(tmp_path, "\n".join([head, *rows, long, f"서울시,7{rest}"]), path.name, url)
    assert report.status is ImportStatus.KEPT and report.rows_repeated == 1, report.error
    assert [(cell.reason, cell.fields) for cell in report.refusals if cell.row == len(rows) + 3] == [
        ("conflicting_duplicate", {"first": str(at + 2)})
    ]


LONG = ["1" * 200_000, "(" * 50_000, "가1" * 50_000, "1-" * 50_000, "가시" * 50_000, "1억 " * 20_000, "-" * 100_000]


@pytest.mark.parametrize("cell", LONG, ids=lambda cell: cell[:2])
def test_no_cell_however_long_takes_seconds_to_read(cell):
    from data.geo.addresses import region_of_address
    from data.identity.names import read_name
    from data.identity.places import read_address
    from data.importing import days

    began = time.process_time()
    for read in (read_address, read_name, region_of_address):
        read(cell)
    for read in (days.day, days.month, days.moment, days.quarter, days.year):
        with pytest.raises(days.NotADay):
            read(cell)
    assert time.process_time() - began < 2


@pytest.mark.parametrize("cell", ["2024-" + "9" * 30, "2024-1-" + "9" * 30, "2024-99999999999999999999 13:30"])
def test_a_number_too_large_for_a_calendar_is_no_day(cell):
    from data.importing import days

    for read in (days.day, days.month, days.moment):
        with pytest.raises(days.NotADay):
            read(cell)


def test_shapes_whose_packed_bytes_are_garbled_are_refused_with_a_sentence(tmp_path: Path) -> None:
    """zlib's own error is neither one of zipfile's nor of the system's."""
    path = tmp_path / "shapes.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.geojson", '{"type": "FeatureCollection", "features": []}' * 100)
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo("x.geojson")
        began = member.header_offset + 30 + len(member.filename)
    raw = bytearray(path.read_bytes())
    raw[began : began + member.compress_size] = b"\xff" * member.compress_size
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile):
        read_boundaries(path, path.name)
