"""Single transactions: added up by market, day and method, from one file, a parquet file or a folder."""

import datetime as dt
from collections import Counter, defaultdict

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlalchemy import text

from data.checking import check
from data.codes import ImportStatus
from data.importing import import_file, undo
from data.importing.fact_rows import key_columns, keys
from data.importing.keepers.foreign_payment import PARTS as FOREIGN
from data.importing.keepers.payment import PARTS
from data.store import reading
from tests.data.importing.settlements import HEADER, as_csv, transactions, write_folder, write_parquet

ROW = ("T-1", "2024-04-01 10:00:00", "동문재래시장", "제주특별자치도", "제주시", "카드", "12000", "N")


def row(number: str, **cells: str) -> tuple[str, ...]:
    """ROW with that number and some other cells."""
    return tuple((dict(zip(HEADER, ROW, strict=True)) | {"거래번호": number} | cells).values())


def payments(url: str) -> list[tuple[object, ...]]:
    with reading(url) as connection:
        asked = "SELECT market_id, day, method, amount_krw, transaction_count, payer_count, grain FROM payment"
        return sorted(tuple(each) for each in connection.execute(text(asked)))


def counts(report) -> tuple[int, ...]:
    return report.rows_new, report.rows_changed, report.rows_unchanged, report.rows_repeated, report.rows_refused


def test_payments_of_a_day_are_added_up_and_cancelled_ones_add_nothing(url, tmp_path):
    path = tmp_path / "정산.csv"
    rows = [row("1"), row("2", **{"결제금액(원)": "8,000원"}), row("3", 취소여부="Y"), row("4", 결제수단="제로페이")]
    path.write_bytes(
        as_csv(
            [
                *rows,
                row("5", 거래일시="20240402235959"),
                row("6", 시장명="중앙시장", 시도="강원", 시군구="춘천시", 취소여부="Y"),
            ]
        )
    )
    report = import_file(path, url=url)
    assert (report.source, counts(report)) == ("settlement", (6, 0, 0, 0, 0))
    assert payments(url) == [
        (1, 20240401, 1, 20000, 2, None, 1), (1, 20240401, 2, 12000, 1, None, 1), (1, 20240402, 1, 12000, 1, None, 1),
        (3, 20240401, 1, 0, 0, None, 1),
    ]  # fmt: skip
    assert check(url) == []


def test_a_number_told_twice_counts_once_and_told_otherwise_is_refused_also_far_apart(url, tmp_path, monkeypatch):
    monkeypatch.setattr("data.importing.decoding.PIECE_BYTES", 300)
    path = tmp_path / "정산.csv"
    others = [row(f"X{at}", 거래일시=f"2024-05-{1 + at % 28:02d}") for at in range(30)]
    again = [row("1"), row("1", **{"결제금액(원)": "1"}), row("1", 거래일시="2024-04-02 10:00")]
    path.write_bytes(as_csv([row("1"), *others, *again]))
    report = import_file(path, url=url)
    assert counts(report) == (32, 0, 0, 1, 1)
    (cell,) = report.refusals
    assert (cell.row, cell.reason, cell.fields, cell.value) == (34, "conflicting_duplicate", {"first": "2"}, "1")
    # the same number on another day is another payment
    assert [each[3] for each in payments(url) if each[1] in (20240401, 20240402)] == [12000, 12000]


def test_sums_are_those_of_plain_python(url, tmp_path, monkeypatch):
    monkeypatch.setattr("data.importing.decoding.PIECE_BYTES", 20_000)
    rows = transactions(3000)
    path = tmp_path / "정산.csv"
    path.write_bytes(as_csv(rows, encoding="cp949"))
    assert counts(import_file(path, url=url)) == (3000, 0, 0, 0, 0)
    amounts: Counter[tuple[str, ...]] = Counter()
    numbers: dict[tuple[str, ...], int] = defaultdict(int)
    for _, moment, name, sido, _, method, amount, cancelled in rows:
        key = (moment[:10].replace("-", ""), name + sido[:2], method)
        amounts[key] += 0 if cancelled == "Y" else int(amount)
        numbers[key] += cancelled != "Y"
    assert sorted((each[3], each[4]) for each in payments(url)) == sorted(
        (amounts[key], numbers[key]) for key in numbers
    )
    assert check(url) == []


def test_a_corrected_delivery_replaces_the_sums_and_undone_gives_them_back(url, tmp_path):
    first, second = tmp_path / "정산_1.csv", tmp_path / "정산_2.csv"
    first.write_bytes(as_csv([row("1"), row("2", 거래일시="2024-04-02")]))
    second.write_bytes(as_csv([row("1"), row("9"), row("2", 거래일시="2024-04-02")]))
    assert counts(import_file(first, url=url)) == (2, 0, 0, 0, 0)
    report = import_file(second, url=url)
    assert counts(report) == (0, 2, 1, 0, 0)
    assert [each[3:5] for each in payments(url)] == [(24000, 2), (12000, 1)]
    assert check(url) == []
    undo(report.import_id, url=url)
    assert [each[3:5] for each in payments(url)] == [(12000, 1), (12000, 1)]
    assert check(url) == []


def test_a_folder_is_one_delivery_and_says_the_same_as_one_file(tmp_path, url):
    from tests.data.importing.conftest import store_in

    (tmp_path / "other").mkdir()
    rows = transactions(900, wrong_share=0.1)
    one = tmp_path / "정산.csv"
    one.write_bytes(as_csv(rows))
    whole = import_file(one, url=url)
    other = store_in(tmp_path / "other")
    folder = import_file(write_folder(tmp_path / "정산 폴더", rows, 7), url=other)
    assert (folder.file, folder.status, folder.rows_read) == ("정산 폴더", ImportStatus.KEPT, 900)
    assert counts(folder) == counts(whole) and whole.rows_refused > 20 and whole.rows_repeated > 5
    assert payments(other) == payments(url) and check(other) == []
    assert Counter(cell.reason for cell in folder.refusals) == Counter(cell.reason for cell in whole.refusals)
    named = {cell.column for cell in folder.refusals}
    assert "month=03/part-00000.csv!거래일시" in named and all("!" in name for name in named)
    assert import_file(tmp_path / "정산 폴더", url=other).status is ImportStatus.REPEATED


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("part-9.csv", b"a,b\n1,2\n", "거래번호"),
        ("part-9.csv", b"", "비어"),
        ("part-9.parquet", b"PAR1 cut off", "읽을 수 없습니다"),
        ("notes.pdf", b"%PDF-1.7", "읽을 수 없습니다"),
        ("list.json", b'[{"a": 1}]', "csv와 parquet"),
    ],
)
def test_one_bad_file_of_a_folder_is_named_and_nothing_is_kept(url, tmp_path, name, content, said):
    folder = write_folder(tmp_path / "정산", transactions(100), 5)
    (folder / name).write_bytes(content)
    report = import_file(folder, url=url)
    assert report.status is ImportStatus.REFUSED and said in report.error and f"정산/{name}" in report.error
    assert payments(url) == []


def test_a_folder_without_data_is_no_delivery(url, tmp_path):
    (tmp_path / "빈 폴더").mkdir()
    (tmp_path / "빈 폴더" / "_SUCCESS").write_bytes(b"")
    report = import_file(tmp_path / "빈 폴더", url=url)
    assert report.status is ImportStatus.REFUSED and "빈 폴더" in report.error


def test_parquet_with_types_of_its_own_reads_like_text(url, tmp_path):
    seoul_midnight = dt.datetime(2024, 4, 1, 15, 30, tzinfo=dt.UTC)
    table = pa.table(
        {
            "거래번호": pa.array([101, 102, 103], pa.int64()),
            "거래일시": pa.array([seoul_midnight] * 3, pa.timestamp("us", tz="UTC")),
            "시장명": pa.array(["동문재래시장"] * 3).dictionary_encode(),
            "시도": pa.array(["제주특별자치도"] * 3, pa.large_string()),
            "시군구": ["제주시"] * 3,
            "결제수단": ["카드"] * 3,
            "결제금액(원)": pa.array([1000, 2500.0, None], pa.float64()),
            "취소여부": [True, False, None],
            "꼬리표": [["a"], [], None],
        }
    )
    pq.write_table(table, tmp_path / "정산.parquet")
    report = import_file(tmp_path / "정산.parquet", url=url)
    assert counts(report) == (2, 0, 0, 0, 1)
    assert [(cell.row, cell.column, cell.reason) for cell in report.refusals] == [(4, "결제금액(원)", "missing")]
    # half past midnight in Seoul: the second of April
    assert payments(url) == [(1, 20240402, 1, 2500, 1, None, 1)]
    assert [each.column for each in report.unread] == ["꼬리표"]


def test_parquet_says_the_same_as_csv_row_by_row(url, tmp_path):
    from tests.data.importing.conftest import store_in

    (tmp_path / "other").mkdir()
    other = store_in(tmp_path / "other")
    rows = transactions(2500, wrong_share=0.1)
    (tmp_path / "a.csv").write_bytes(as_csv(rows))
    one = import_file(tmp_path / "a.csv", url=url)
    two = import_file(write_parquet(tmp_path / "a.parquet", rows, group=700), url=other)
    assert counts(one) == counts(two) and one.refusals == two.refusals and payments(url) == payments(other)


@pytest.mark.parametrize("parts", [PARTS, FOREIGN], ids=["payment", "foreign"])
def test_a_key_gives_its_columns_back(parts):
    import numpy as np

    facts = {"market_id": np.array([1, 14_000, 1_048_575]), "day": np.array([20240401, 19991231, 20991231])}
    facts |= {part.column: np.array([1, 5, 2**part.bits - 1]) for part in parts}
    back = key_columns(keys(facts, parts, day_first=True), parts)
    assert {name: column.tolist() for name, column in back.items()} == {n: c.tolist() for n, c in facts.items()}
