"""Boundary files know themselves: a feature is a row, its shape passes through as bytes."""

from pathlib import Path

import pandas as pd

from data.errors import UnreadableFile
from data.geo.boundary_files import is_geojson_with_bad_end, looks_like_boundaries, read_boundaries
from data.messages import both
from data.sources import Context


def fits(path: Path, file_name: str) -> bool:
    """GeoJSON, TopoJSON, GeoPackage, or a zip that holds such or shapefiles."""
    return looks_like_boundaries(path)


def read(path: Path, context: Context) -> pd.DataFrame:
    """One row per feature. Columns: code, name, crs, shape (WKB). Raises: UnreadableFile, ArchiveTooDense."""
    if is_geojson_with_bad_end(path):
        raise UnreadableFile(file=context.file_name, detail=both("detail.cut_off"))
    return read_boundaries(path, context.file_name)
