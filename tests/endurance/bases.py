"""Good files to begin from: every sample, every form, and real files (small ones whole, of big ones the head)."""

import csv
import io
import unicodedata
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import xlsxwriter

from data.importing.decoding import encoding_of
from data.importing.delimited import delimiter_of

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "samples"
WHOLE_BYTES = 40_000
HEAD_BYTES = 12_000
FROM_A_FOLDER = 8
#: What cannot be cut (shapes, workbooks) and is larger is left out.
LARGEST_BYTES = 300_000


@dataclass(frozen=True)
class Base:
    """A file that comes in as it is."""

    name: str
    raw: bytes


@cache
def bases(real: Path | None = None) -> tuple[Base, ...]:
    """Samples as they are and as workbooks, filled-in forms are among them; shapes; and real files if there are any."""
    found = [_base(path) for path in sorted(SAMPLES.glob("*/*")) if path.name != "expected.json"]
    found += [workbook(path) for path in sorted(SAMPLES.glob("*/*.csv"))]
    found += list(_shapes())
    if real is not None:
        found += [base for base in map(_base, _real_files(real)) if len(base.raw) <= LARGEST_BYTES]
    return tuple(found)


def _real_files(real: Path) -> list[Path]:
    """Some of each folder: 250 files of one layout would leave little room for the others."""
    by_folder: dict[Path, list[Path]] = {}
    for path in sorted(real.rglob("*")):
        if path.is_file() and path.suffix not in (".md", ""):
            by_folder.setdefault(path.parent, []).append(path)
    return [path for paths in by_folder.values() for path in paths[:FROM_A_FOLDER]]


def _base(path: Path) -> Base:
    raw = path.read_bytes()
    if len(raw) > WHOLE_BYTES and path.suffix in (".csv", ".tsv", ".txt"):
        raw = raw[: raw.rfind(b"\n", 0, HEAD_BYTES) + 1]
    return Base(unicodedata.normalize("NFC", path.name), raw)


def rows_of(path: Path) -> list[list[str]]:
    """Cells of a text sample."""
    encoding = encoding_of(path)
    text = path.read_bytes()[encoding.mark :].decode(encoding.name)
    return [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)) if row]


def workbook(path: Path) -> Base:
    """A text sample as a workbook."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(rows_of(path)):
            sheet.write_row(at, 0, row)
    return Base(unicodedata.normalize("NFC", path.stem) + ".xlsx", out.getvalue())


def _shapes() -> list[Base]:
    corners = "[126.5, 33.4], [126.6, 33.4], [126.6, 33.5], [126.5, 33.5], [126.5, 33.4]"
    square = '{"type": "Polygon", "coordinates": [[' + corners + "]]}"
    feature = (
        '{"type": "Feature", "properties": {"sig_cd": "50110", "sig_kor_nm": "제주시"}, "geometry": ' + square + "}"
    )
    text = '{"type": "FeatureCollection", "features": [' + feature + "]}"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("sigungu.geojson", text)
    return [Base("sigungu.geojson", text.encode()), Base("sigungu.zip", out.getvalue())]
