"""A backup is whole, sound and one file; taking it disturbs nobody."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from data.backing_up import back_up
from data.checking import check
from data.errors import BackupRefused, StoreBroken, StoreMissing
from data.store import reading, writing
from tests.data import facts


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'markets.sqlite'}"
    with writing(address) as connection:
        facts.put(connection, "import", [facts.import_row(1)])
    return address


def imports_in(file: Path) -> int:
    with sqlite3.connect(file) as raw:
        return int(raw.execute("SELECT count(*) FROM import").fetchone()[0])


def test_a_backup_holds_what_the_store_holds_and_opens_as_a_store(url: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite"
    assert back_up(target, url) == target.stat().st_size > 0
    assert sorted(p.name for p in tmp_path.glob("*backup*")) == ["backup.sqlite"]
    restored = tmp_path / "restored" / "markets.sqlite"
    restored.parent.mkdir()
    shutil.copy(target, restored)
    assert check(f"sqlite:///{restored}") == []
    with reading(f"sqlite:///{restored}") as connection:
        assert connection.execute(text("SELECT count(*) FROM import")).scalar() == 1


def test_a_backup_taken_while_another_writes_holds_the_state_before(url: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite"
    with writing(url) as connection:
        facts.put(connection, "import", [facts.import_row(2)])
        back_up(target, url)
    assert imports_in(target) == 1
    with reading(url) as connection:
        assert connection.execute(text("SELECT count(*) FROM import")).scalar() == 2


def test_an_older_backup_is_replaced_only_by_a_whole_one(url: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite"
    back_up(target, url)
    (tmp_path / "markets.sqlite").write_bytes(b"damaged " * 4000)
    for journal in tmp_path.glob("markets.sqlite-*"):
        journal.unlink()
    with pytest.raises(StoreBroken):
        back_up(target, url, replace=True)
    assert imports_in(target) == 1
    assert not list(tmp_path.glob(".*part*"))


def test_no_store_no_backup(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        back_up(tmp_path / "backup.sqlite", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert list(tmp_path.iterdir()) == []


def test_a_backup_never_goes_over_the_store_itself_nor_a_folder(url: str, tmp_path: Path) -> None:
    for target in (tmp_path / "markets.sqlite", tmp_path):
        with pytest.raises(BackupRefused):
            back_up(target, url, replace=True)


def test_a_file_that_is_there_is_not_written_over_unless_told_to(url: str, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite"
    target.write_text("another file")
    with pytest.raises(BackupRefused) as wrong:
        back_up(target, url)
    assert target.read_text() == "another file" and "--replace" in str(wrong.value.fields["why"])
    back_up(target, url, replace=True)
    assert imports_in(target) == 1


def test_a_folder_that_is_not_there_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused):
        back_up(tmp_path / "no" / "such" / "folder.sqlite", url)
