"""Boundary files opened: GeoJSON, TopoJSON, shapefiles in a zip, GeoPackage. Only codes, names and shapes are taken."""

import json
import re
import tempfile
import tomllib
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.errors import ArchiveTooDense, UnreadableFile
from data.messages import both

#: A zip of shapes that unpacks to more is not opened; the national shapefiles of one level take 300 MB.
UNPACKED_LIMIT = 1_500_000_000
MEMBER_LIMIT = 3_000
SHAPE_SUFFIXES = (".shp", ".geojson", ".json", ".gpkg", ".topojson")
COMPANIONS = (*SHAPE_SUFFIXES, ".shx", ".dbf", ".prj", ".cpg")
COLUMNS = ("code", "name", "crs", "shape")


@cache
def property_names() -> dict[str, list[str]]:
    """Spellings of the code and name columns, the surest first: boundary_words.toml."""
    with (Path(__file__).parent / "boundary_words.toml").open("rb") as file:
        return {key: [str(name).lower() for name in names] for key, names in tomllib.load(file).items()}


def looks_like_boundaries(path: Path) -> bool:
    """Told by the first bytes, or by what a zip holds."""
    with path.open("rb") as file:
        start = file.read(65_536)
    if start.startswith(b"SQLite format 3") and start[68:70] == b"GP":
        return True
    if start.startswith(b"PK"):
        return _holds_shapes(path)
    text = start.decode("utf-8", errors="ignore")
    return re.search(r'"type"\s*:\s*"(FeatureCollection|Topology)"', text) is not None


def _holds_shapes(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()]
    except zipfile.BadZipFile:
        return False
    return any(name.endswith(SHAPE_SUFFIXES) for name in names) and "[content_types].xml" not in names


def read_boundaries(path: Path, file_name: str) -> pd.DataFrame:
    """Features of a file. Columns: code and name as they stand, crs (EPSG or ""), shape (WKB in that crs).

    Raises: UnreadableFile (not a shape file, cut off, no code column), ArchiveTooDense.
    """
    try:
        if zipfile.is_zipfile(path):
            with tempfile.TemporaryDirectory() as folder:
                found = list(_from_zip(path, Path(folder), file_name))
        else:
            found = list(_layers(path, file_name))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, IndexError, RuntimeError) as wrong:
        raise UnreadableFile(file=file_name, detail=both("detail.bad_shapes")) from wrong
    if not found or not sum(map(len, found)):
        raise UnreadableFile(file=file_name, detail=both("detail.no_region_codes"))
    return pd.concat(found, ignore_index=True)


def _from_zip(path: Path, folder: Path, file_name: str) -> Iterator[pd.DataFrame]:
    """Members are written under numbers of our own, so that no name in the archive chooses a place on the disk."""
    with zipfile.ZipFile(path) as archive:
        members = [m for m in archive.infolist() if m.filename.lower().endswith(COMPANIONS) and not m.is_dir()]
        if len(members) > MEMBER_LIMIT or sum(m.file_size for m in members) > UNPACKED_LIMIT:
            raise ArchiveTooDense(file=file_name)
        stems: dict[str, int] = {}
        for member in members:
            inside = Path(member.filename)
            if "__MACOSX" in inside.parts:
                continue
            number = stems.setdefault(str(inside.with_suffix("")), len(stems))
            target = folder / f"{number:05d}{inside.suffix.lower()}"
            with archive.open(member) as source, target.open("wb") as written:
                _copied(source, written, member.file_size, file_name)
    for target in sorted(folder.iterdir()):
        if target.suffix in SHAPE_SUFFIXES and (target.suffix == ".shp" or looks_like_boundaries(target)):
            yield from _layers(target, file_name)


def _copied(source: Any, written: Any, promised: int, file_name: str) -> None:
    left = promised
    while piece := source.read(1 << 20):
        left -= len(piece)
        if left < 0:
            raise ArchiveTooDense(file=file_name)
        written.write(piece)


def _layers(path: Path, file_name: str) -> Iterator[pd.DataFrame]:
    import pyogrio

    encoding = _encoding(path)
    for layer, kind in pyogrio.list_layers(path):
        if kind is None:
            continue
        # a ring that is not closed leaves its feature without a shape: the row is refused, not the file
        frame = pyogrio.read_dataframe(path, layer=layer, encoding=encoding, force_2d=True, on_invalid="ignore")
        taken = _taken(frame)
        if taken is not None:
            yield taken


def _encoding(path: Path) -> str | None:
    """Korean shapefiles without a .cpg are cp949; where they say something, it is believed."""
    return "cp949" if path.suffix == ".shp" and not path.with_suffix(".cpg").is_file() else None


def _taken(frame: Any) -> pd.DataFrame | None:
    """Code, name and shape; everything else a publisher added (counts of votes and voters) stays behind."""
    code = _column(frame, "codes", r"\d{2}|\d{5}|\d{7,8}|\d{10}")
    if code is None:
        return None
    name = _column(frame, "names", r".+")
    crs = str(frame.crs.to_epsg() or "") if frame.crs is not None else ""
    return pd.DataFrame(
        {
            "code": _texts(frame[code]),
            "name": _texts(frame[name]) if name else "",
            "crs": "4326" if frame.crs is not None and frame.crs.is_geographic else crs,
            "shape": frame.geometry.to_wkb(),
        }
    )


def _texts(cells: Any) -> list[str]:
    return [re.sub(r"\.0$", "", str(cell)).strip() if cell is not None and cell == cell else "" for cell in cells]


def _column(frame: Any, what: str, pattern: str) -> str | None:
    known = {str(column).lower(): str(column) for column in frame.columns if column != frame.geometry.name}
    named = [known[name] for name in property_names()[what] if name in known]
    for column in named:
        texts = [text for text in _texts(frame[column]) if text]
        if texts and all(re.fullmatch(pattern, text) for text in texts):
            return column
    return None


def is_geojson_with_bad_end(path: Path) -> bool:
    """Half a download: GDAL would read the features that are there and say nothing."""
    with path.open("rb") as file:
        if file.read(1) != b"{":
            return False
    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return True
    return False
