"""Settlement files for tests: single transactions of the markets of conftest.py, clean and dirty."""

import csv
import io
import random
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HEADER = ("거래번호", "거래일시", "시장명", "시도", "시군구", "결제수단", "결제금액(원)", "취소여부")
MARKETS = [
    ("동문재래시장", "제주특별자치도", "제주시"),
    ("서귀포매일올레시장", "제주", "서귀포시"),
    ("중앙시장", "강원특별자치도", "춘천시"),
    ("중앙시장", "경상북도", "경주시"),
    ("남광주시장", "광주광역시", "동구"),
]
METHODS = ("카드", "제로페이", "온누리상품권(모바일)", "현금영수증")
#: Each replaces one cell of a row (place, text), or is a line of its own.
WRONGS = [
    (0, ""),
    (1, "2024-02-30 10:00"),
    (1, "어제"),
    (2, "없는시장"),
    (3, "없는도"),
    (5, "외상"),
    (6, "만원쯤"),
    (6, "-500"),
    (7, "글쎄"),
]


def transactions(count: int, *, seed: int = 1, wrong_share: float = 0.0, days: int = 40) -> list[tuple[str, ...]]:
    """So many payments; a share of them wrong in one cell, told twice, or told twice and differently."""
    chance = random.Random(seed)
    rows: list[tuple[str, ...]] = []
    for at in range(count):
        day = f"2024-{3 + at * days // count // 30:02d}-{1 + at * days // count % 30:02d}"
        moment = f"{day} {chance.randrange(24):02d}:{chance.randrange(60):02d}:{chance.randrange(60):02d}"
        row = (
            f"T{seed}-{at}", moment, *chance.choice(MARKETS), chance.choice(METHODS),
            str(chance.randrange(1, 900) * 100), chance.choice(("", "N", "N", "N", "Y")),
        )  # fmt: skip
        if chance.random() < wrong_share:
            row = _spoilt(row, rows, chance)
        rows.append(row)
    return rows


def _spoilt(row: tuple[str, ...], before: Sequence[tuple[str, ...]], chance: random.Random) -> tuple[str, ...]:
    kind = chance.random()
    if kind < 0.2 and before:
        return before[-1 - chance.randrange(len(before))]
    if kind < 0.4 and before:
        earlier = before[-1 - chance.randrange(len(before))]
        return (*earlier[:6], "777", earlier[7])
    place, text = chance.choice(WRONGS)
    return (*row[:place], text, *row[place + 1 :])


def as_csv(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, encoding: str = "utf-8") -> bytes:
    """The file's bytes."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([header, *rows])
    return out.getvalue().encode(encoding)


def write_parquet(path: Path, rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, group: int = 1000) -> Path:
    """The same as parquet, every cell a text and a blank one missing."""
    columns = [pa.array([cell or None for cell in column], pa.string()) for column in zip(*rows, strict=True)]
    pq.write_table(pa.Table.from_arrays(columns, names=list(header)), path, row_group_size=group)
    return path


def write_folder(folder: Path, rows: Sequence[Sequence[str]], parts: int) -> Path:
    """The rows over several csv and parquet files, one in a folder of its own; and what such folders hold besides."""
    folder.mkdir()
    (folder / "month=03").mkdir()
    size = -(-len(rows) // parts)
    for at in range(parts):
        some = rows[at * size : (at + 1) * size]
        if at % 3 == 2:
            write_parquet(folder / f"part-{at:05d}.parquet", some)
        else:
            inner = folder / "month=03" if at == 0 else folder
            encoding = "cp949" if at % 2 else "utf-8"
            (inner / f"part-{at:05d}.csv").write_bytes(as_csv(some, encoding=encoding))
    (folder / "_SUCCESS").write_bytes(b"")
    (folder / ".part-00000.csv.crc").write_bytes(b"crc\0\1")
    return folder
