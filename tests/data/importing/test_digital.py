"""Channels and digital things from file to counts and out again."""

import csv
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from data.importing import import_file, undo
from data.store import reading
from data.summaries import differences

CHANNELS = ("시장명", "시도", "시군구", "점포명", "채널", "개설일", "첫 주문일", "기준일")
ITEMS = ("시장명", "시도", "시군구", "점포명", "항목", "보유여부", "최근 사용일", "기준일")
DONGMUN, OLLE = ("동문재래시장", "제주", "제주시"), ("서귀포매일올레시장", "제주", "서귀포시")


def filed(folder: Path, name: str, header: tuple[str, ...], *rows: tuple[str, ...]) -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def counts(url: str, table: str) -> set[tuple[Any, ...]]:
    with reading(url) as connection:
        assert differences(connection) == []
        return {tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))}


def test_a_newer_survey_is_counted_and_its_undo_counts_the_former_again(url: str, tmp_path: Path) -> None:
    old, new = "2024-06-30", "2024-12-31"
    first = filed(
        tmp_path,
        "first.csv",
        ITEMS,
        (*DONGMUN, "a", "mobile_voucher", "Y", "2024-06-01", old),
        (*OLLE, "b", "mobile_voucher", "N", "", old),
    )
    second = filed(tmp_path, "second.csv", ITEMS, (*DONGMUN, "a", "mobile_voucher", "Y", "2024-06-01", new))
    one = import_file(first, source="store_item", url=url)
    assert one.rows_new == 2, one
    assert counts(url, "readiness_item") == {(1, "mobile_voucher", 1, 1, 1, 1), (2, "mobile_voucher", 1, 1, 0, 0)}
    two = import_file(second, source="store_item", url=url)
    assert counts(url, "readiness_item") == {(1, "mobile_voucher", 1, 1, 1, 0), (2, "mobile_voucher", 1, 1, 0, 0)}
    assert counts(url, "readiness_score") == {(1, -1, 1, 20241231), (2, -1, 1, 20240630)}
    assert one.import_id and two.import_id
    undo(two.import_id, url=url)
    assert counts(url, "readiness_item") == {(1, "mobile_voucher", 1, 1, 1, 1), (2, "mobile_voucher", 1, 1, 0, 0)}
    undo(one.import_id, url=url)
    assert counts(url, "readiness_item") == counts(url, "readiness_score") == set()


@pytest.mark.parametrize("opened", ["2024-03-01", ""])
def test_stores_on_a_channel_are_counted_until_their_file_is_undone(url: str, tmp_path: Path, opened: str) -> None:
    path = filed(
        tmp_path,
        "use.csv",
        CHANNELS,
        (*DONGMUN, "a", "smartstore", opened, "2024-04-01" if opened else "", "2024-12-31"),
    )
    report = import_file(path, source="channel_use", url=url)
    reached = int(bool(opened))
    assert counts(url, "channel_count") == {(1, "smartstore", 1, reached, reached, 0)}
    assert report.import_id
    undo(report.import_id, url=url)
    assert counts(url, "channel_count") == set()


BUYERS = (*CHANNELS, "누적 매출(원)", "최근 12개월 매출(원)", "구매자 수(명)", "재구매자 수(명)")


def test_buyers_and_the_sales_of_twelve_months_are_kept(url: str, tmp_path: Path) -> None:
    row = (*DONGMUN, "a", "smartstore", "2024-03-01", "2024-04-01", "2024-12-31", "900000", "500000", "30", "9")
    report = import_file(filed(tmp_path, "use.csv", BUYERS, row), source="channel_use", url=url)
    assert (report.rows_new, report.rows_refused) == (1, 0), report
    told = "sales_krw recent_sales_krw buyer_count repeat_buyer_count"
    with reading(url) as connection:
        (kept,) = connection.execute(text(f"SELECT {', '.join(told.split())} FROM channel_use"))
    assert tuple(kept) == (900_000, 500_000, 30, 9)


@pytest.mark.parametrize(
    ("recent", "repeat", "column"), [("5", "31", "repeat_buyer_count"), ("11", "3", "recent_sales_krw")]
)
def test_a_part_that_is_more_than_its_whole_is_refused_with_the_reason(
    url: str, tmp_path: Path, recent: str, repeat: str, column: str
) -> None:
    row = (*DONGMUN, "a", "smartstore", "2024-03-01", "2024-04-01", "2024-12-31", "10", recent, "30", repeat)
    good = (*OLLE, "b", "smartstore", "2024-03-01", "2024-04-01", "2024-12-31", "10", "10", "30", "30")
    report = import_file(filed(tmp_path, "use.csv", BUYERS, row, good), source="channel_use", url=url)
    assert (report.rows_new, report.rows_refused) == (1, 1)
    (refusal,) = report.refusals
    assert refusal.reason == "part_above_whole" and refusal.row == 2
    assert refusal.column == BUYERS[9 if column == "recent_sales_krw" else 11]
