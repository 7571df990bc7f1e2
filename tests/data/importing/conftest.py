"""A store with a handful of markets, and files written on the spot."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import insert

from data.models import Market
from data.store import writing
from data.summaries import rebuild
from tests.stores import new_store

#: 중앙시장 twice, as in life.
MARKETS = [
    ("동문재래시장", "50", "50110", ""),
    ("서귀포매일올레시장", "50", "50130", ""),
    ("중앙시장", "51", "51110", ""),
    ("중앙시장", "47", "47130", ""),
    ("속초관광수산시장(구 속초중앙전통시장)", "51", "51210", "속초중앙전통시장"),
    ("남광주시장", "29", "29110", ""),
]
HEADER = ("시장명", "시도", "시군구", "기준월", "결제수단", "결제금액(원)", "결제건수", "이용자수", "잠정여부")
GOOD = ("동문재래시장", "제주특별자치도", "제주시", "2024-04", "제로페이", "1234000", "120", "100", "N")


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with MARKETS, numbered from 1."""
    return store_in(tmp_path)


def store_in(folder: Path) -> str:
    """Make that store in a folder."""
    address = new_store(folder / "store.sqlite")
    with writing(address) as connection:
        connection.execute(
            insert(Market.__table__),
            [
                {"market_name": name, "sido_code": sido, "sigungu_code": sigungu, "former_names": former}
                for name, sido, sigungu, former in MARKETS
            ],
        )
        rebuild(connection)
    return address


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write rows as a text file: write(rows, name=, header=, encoding=, delimiter=)."""

    def written(
        rows: Sequence[Sequence[str]],
        name: str = "결제.csv",
        header: Sequence[str] = HEADER,
        encoding: str = "utf-8-sig",
        delimiter: str = ",",
    ) -> Path:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows([header, *rows])
        path = tmp_path / name
        path.write_bytes(out.getvalue().encode(encoding))
        return path

    return written


def changed(**cells: str) -> tuple[str, ...]:
    """GOOD with some cells changed, by the position of the header: changed(결제수단="카드")."""
    named = {header.partition("(")[0]: cell for header, cell in zip(HEADER, GOOD, strict=True)} | cells
    return tuple(named.values())
