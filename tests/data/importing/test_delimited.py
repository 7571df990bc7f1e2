"""The fast way and the careful way read the same; broken files lose only their broken rows."""

import csv
import io
import random

import pytest

from data.importing import delimited
from data.importing.decoding import encoding_of, pieces, row_end
from data.importing.delimited import delimiter_of, read_piece
from data.importing.files import offered


def rows_of(path, header_rows=1):
    table = delimited.delimited_table(offered(path))
    width = len(table.head[header_rows - 1])
    read = list(table.pieces(header_rows, width))
    rows = {
        int(i): tuple(r)
        for p in read
        for i, r in zip(p.frame.index, p.frame.itertuples(index=False, name=None), strict=True)
    }
    return rows, [cell for p in read for cell in p.refusals]


@pytest.mark.parametrize("seed", range(20))
def test_arrow_and_the_csv_module_read_the_same(seed):
    dice = random.Random(seed)
    alphabet = ["가", "a", ",", '"', " ", "0", "시장", "\n", ";", "'", "\\"]
    rows = [["x" + "".join(dice.choices(alphabet, k=dice.randint(0, 6))) for _ in range(4)] for _ in range(50)]
    out = io.StringIO()
    csv.writer(
        out, quoting=dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), lineterminator=dice.choice(["\n", "\r\n"])
    ).writerows(rows)
    piece = out.getvalue().encode()
    fast = delimited._read_fast(piece, ",", 4)
    careful, _ = delimited._read_carefully(piece, ",", 4, 1)
    assert fast.to_numpy().tolist() == careful.frame.to_numpy().tolist()
    assert careful.refusals == []
    assert [[cell.replace("\r\n", "\n") for cell in row] for row in fast.to_numpy().tolist()] == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "johab", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_gives_the_same_rows(tmp_path, encoding, newline):
    path = tmp_path / "표.csv"
    path.write_bytes(newline.join(["시장명,금액", '"피자, 햄버거",1', "동문시장,2", ""]).encode(encoding))
    rows, refused = rows_of(path)
    assert rows == {2: ("피자, 햄버거", "1"), 3: ("동문시장", "2")}
    assert refused == []


def test_cp949_that_is_ascii_for_its_first_megabytes_is_read_right(tmp_path):
    path = tmp_path / "late.csv"
    path.write_bytes(b"name,n\n" + b"plain,1\n" * 1_200_000 + "동문시장,2\n".encode("cp949"))
    assert encoding_of(path).name == "cp949"
    assert list(pieces(path, encoding_of(path)))[-1][0].decode().endswith("동문시장,2\n")


def test_only_rows_with_broken_bytes_are_refused(tmp_path):
    path = tmp_path / "broken.csv"
    lines = [
        b"name,n",
        "동문시장,1".encode("cp949"),
        "서문".encode("cp949") + b"\xff\xff,2",
        "남문시장,3".encode("cp949"),
    ]
    path.write_bytes(b"\n".join(lines))
    rows, refused = rows_of(path)
    assert rows == {2: ("동문시장", "1"), 4: ("남문시장", "3")}
    assert [(cell.row, cell.reason) for cell in refused] == [(3, "undecodable")]


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xc9"])
def test_a_bad_byte_makes_no_file_one_of_the_older_code(tmp_path, encoding, bad):
    path = tmp_path / "x.csv"
    lines = [f"{name},{n}".encode(encoding) for n, name in enumerate(("시장명", "동문시장", "서문시장", "남광주시장"))]
    for at in range(1, len(lines)):
        path.write_bytes(b"\n".join([*lines[:at], bad + lines[at], *lines[at + 1 :], b""]))
        assert encoding_of(path).name == encoding


def test_utf8_with_one_bad_byte_is_not_taken_for_cp949(tmp_path):
    path = tmp_path / "broken.csv"
    path.write_bytes("name,n\n동문시장,1\n".encode() + b"\xff,2\n" + "남문시장,3\n".encode())
    rows, refused = rows_of(path)
    assert rows == {2: ("동문시장", "1"), 4: ("남문시장", "3")}
    assert len(refused) == 1


def test_a_nul_byte_refuses_its_row(tmp_path):
    path = tmp_path / "nul.csv"
    path.write_bytes("name,n\n동문\0시장,1\n남문시장,3\n".encode())
    rows, refused = rows_of(path)
    assert rows == {3: ("남문시장", "3")}
    assert [(cell.row, cell.reason) for cell in refused] == [(2, "undecodable")]


def test_half_a_file_loses_only_its_last_row(tmp_path):
    path = tmp_path / "half.csv"
    path.write_bytes(b"a,b,c\n1,2,3\n4,5,6\n7,8")
    rows, refused = rows_of(path)
    assert rows == {2: ("1", "2", "3"), 3: ("4", "5", "6")}
    assert [(cell.row, cell.reason, cell.fields) for cell in refused] == [
        (4, "too_few_cells", {"found": "2", "expected": "3"})
    ]


def test_a_quote_that_is_never_closed_does_not_swallow_the_file(tmp_path):
    path = tmp_path / "open.csv"
    path.write_bytes(b'a,b\n1,2\n"3,4\n5,6\n7,8\n')
    rows, refused = rows_of(path)
    assert rows == {2: ("1", "2"), 4: ("5", "6"), 5: ("7", "8")}
    assert [(cell.row, cell.reason) for cell in refused] == [(3, "unclosed_quote")]


def test_a_line_end_inside_quotes_stays_inside_its_cell(tmp_path):
    path = tmp_path / "quoted.csv"
    path.write_bytes(b'a,b\n"one\ntwo",2\n3,4\n')
    assert rows_of(path)[0] == {2: ("one\ntwo", "2"), 3: ("3", "4")}


def test_blank_rows_and_trailing_empty_columns_are_no_rows(tmp_path):
    path = tmp_path / "blank.csv"
    path.write_bytes(b"a,b,,\n1,2,,\n,,,\n3,4,,\n\n\n")
    rows, refused = rows_of(path)
    assert {row: cells[:2] for row, cells in rows.items()} == {2: ("1", "2"), 4: ("3", "4")}
    assert refused == []


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_seen(delimiter):
    assert (
        delimiter_of(delimiter.join(["시장명", "a", "b"]) + "\n" + delimiter.join(["중앙, 시장", "1", "2"]) + "\n")
        == delimiter
    )


def test_pieces_are_cut_between_rows_and_a_stray_quote_does_not_stop_that():
    assert row_end(b'a,b\n"x\ny",2\n3') == len(b'a,b\n"x\ny",2\n')
    assert row_end(b'a\n"x\ny') == 2
    assert row_end(b'5" pipe\nnext\n') == len(b'5" pipe\nnext\n')


def test_rows_are_counted_on_through_the_pieces():
    first, after = read_piece(b"a,1\nb,2\n", ",", 2, 2, 2)
    second, _ = read_piece(b"c,3\n", ",", 2, after, 2)
    assert [*first.frame.index, *second.frame.index] == [2, 3, 4]
