"""What is refused from outside, before anything of it is believed."""

import os
import random
import zipfile

import pytest
import xlsxwriter

from data.errors import ArchiveTooDense, EmptyFile, FileTooLarge, NotAFile, UnreadableFile
from data.importing.files import FileKind, offered


def test_a_folder_nothing_and_a_pipe_are_no_files(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path, tmp_path / "none.csv", tmp_path / "pipe.csv", "/dev/zero", "bad\0name"):
        with pytest.raises((NotAFile, UnreadableFile)):
            offered(path)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\0" * 100_000, b"   "])
def test_a_file_of_nothing_is_empty(tmp_path, content):
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    with pytest.raises(EmptyFile):
        offered(path)


def test_three_gigabytes_are_refused_without_being_read(tmp_path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n1,2\n")
        file.truncate(3 * 1024**3)
    with pytest.raises(FileTooLarge) as wrong:
        offered(path)
    assert wrong.value.fields == {"file": "large.csv", "size_mb": "3,072", "limit_mb": "2,048"}


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<c><v>1</v></c>" * 4_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(ArchiveTooDense):
        offered(path)


def test_a_zip_of_very_many_members_is_refused(tmp_path):
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for at in range(5001):
            archive.writestr(f"{at}.xml", b"")
    with pytest.raises(ArchiveTooDense):
        offered(path)


def test_half_a_workbook_is_cut_off(tmp_path):
    path = tmp_path / "half.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["a", "b"])
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(UnreadableFile) as wrong:
        offered(path)
    assert "끊김" in str(wrong.value.fields["detail"])


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\x89PNG\r\n", b"<html><table>", b"SQLite format 3\0"])
def test_pictures_documents_and_web_pages_are_told_from_tables(tmp_path, content):
    path = tmp_path / "not_a_table.xls"
    path.write_bytes(content + b" " * 100)
    with pytest.raises(UnreadableFile):
        offered(path)


def test_noise_is_no_table(tmp_path):
    path = tmp_path / "noise.xlsx"
    path.write_bytes(random.Random(1).randbytes(20_000))
    with pytest.raises(UnreadableFile):
        offered(path)


@pytest.mark.parametrize("encoding", ["cp949", "johab", "utf-8", "utf-16-le", "utf-16-be", "utf-16"])
def test_korean_text_is_no_noise_in_any_encoding(tmp_path, encoding):
    path = tmp_path / "markets.csv"
    path.write_bytes("시장명,위도,경도\n각산 감은 강가,37.1,127.2\n".encode(encoding) * 200)
    assert offered(path).kind is FileKind.TEXT


def test_the_kind_is_told_by_the_bytes_and_not_by_the_name(tmp_path):
    path = tmp_path / "really_text.xlsx"
    path.write_bytes(b"a,b\n1,2\n")
    assert offered(path).kind is FileKind.TEXT
