"""Files to put in, each with rows of its own; and what must be true of the store afterwards."""

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import func, select

from data.checking import check
from data.codes import ImportStatus
from data.importing import import_file
from data.models import metadata
from data.store import reading
from tests.endurance.bases import SAMPLES, rows_of

HEADER = ("시장번호", "시장명", "일자", "결제수단", "결제금액(원)", "결제건수", "이용자수", "잠정여부")
METHODS = ("카드", "제로페이", "온누리(지류)", "온누리(모바일)", "지역사랑상품권")
FIRST_DAY = dt.date(1990, 1, 1)
IMPORT = metadata.tables["import"]


def store_in(folder: Path) -> str:
    """Address of a new store with two markets."""
    url = f"sqlite:///{folder / 'markets.sqlite'}"
    assert import_file(_register(), url=url).status is ImportStatus.KEPT
    return url


def _register() -> Path:
    return sorted((SAMPLES / "market_standard").glob("*.csv"))[0]


def payments(folder: Path, number: int, days: int = 4) -> Path:
    """The payment file of that number: ten rows a day on days of its own, so that every row is new."""
    names = [row[0] for row in rows_of(_register())[1:3]]
    first = FIRST_DAY + dt.timedelta(days=number * days)
    rows = [
        (str(market), name, (first + dt.timedelta(days=day)).isoformat(), method, str(1000 + number), "3", "2", "N")
        for market, name in enumerate(names, start=1)
        for day in range(days)
        for method in METHODS
    ]
    return _written(folder / f"payments-{number}.csv", [HEADER, *rows])


def register(folder: Path, number: int) -> Path:
    """The edition of the register of that number: every market is judged anew, one is added."""
    head, *rows = rows_of(_register())
    at, name = head.index("홈페이지주소"), head.index("시장명")
    changed = [[*row[:at], f"http://{number}.kr", *row[at + 1 :]] for row in rows]
    added = [*changed[0][:name], f"새시장{number}", *changed[0][name + 1 :]]
    return _written(folder / f"전국전통시장표준데이터-{number}.csv", [head, *changed, added])


def loaded(folder: Path, number: int) -> Path:
    """Mostly payments, every seventh a register."""
    return register(folder, number) if number % 7 == 6 else payments(folder, number)


def _written(path: Path, rows: Iterable[Iterable[str]]) -> Path:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))
    return path


def sha256(path: Path) -> str:
    """Of the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def kept(url: str) -> dict[str, int]:
    """sha256 of every file that stands in the store -> how often."""
    asked = select(IMPORT.c.sha256, func.count()).where(IMPORT.c.status == ImportStatus.KEPT).group_by(IMPORT.c.sha256)
    with reading(url) as connection:
        return {str(sha): int(count) for sha, count in connection.execute(asked)}


def wrong_with(url: str, there: Iterable[str], gone: Iterable[str] = ()) -> list[str]:
    """What ``check`` says, and which acknowledged files are not there exactly once, or there though taken out."""
    found = kept(url)
    lost = [f"lost: {sha}" for sha in there if found.get(sha, 0) == 0]
    twice = [f"twice: {sha}" for sha, count in found.items() if count > 1]
    back = [f"not undone: {sha}" for sha in gone if sha in found]
    return [*check(url), *lost, *twice, *back]
