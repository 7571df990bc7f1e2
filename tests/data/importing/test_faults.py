"""Whatever goes wrong outside: a sentence, nothing lost, nothing half-kept, and the store goes on."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data import store
from data.codes import ImportStatus
from data.engines import sqlite
from data.errors import StoreBusy, StoreFull, StoreReadOnly
from data.importing import import_file
from data.importing.ahead import ahead
from data.messages import say_error
from data.models import Import, Payment, metadata
from data.store import reading
from data.summaries import differences
from tests.data.importing.conftest import GOOD, HEADER, MARKETS, changed, store_in

ROOT = Path(__file__).parents[3]


def counts(url):
    """Rows of every table."""
    with reading(url) as connection:
        assert differences(connection) == []
        return {
            t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in metadata.sorted_tables
        }


def many(write, months=240, name="많음.csv"):
    """A file of 6 markets x months x 5 methods."""
    methods = ["카드", "제로페이", "온누리(지류)", "온누리(모바일)", "지역사랑상품권"]
    places = {
        "50110": ("제주특별자치도", "제주시"),
        "50130": ("제주특별자치도", "서귀포시"),
        "51110": ("강원도", "춘천시"),
    }
    rows = [
        (market, *places[sigungu], f"{2000 + at // 12}-{at % 12 + 1:02}", method, str(at + 1), "1", "1", "N")
        for market, _, sigungu, _ in MARKETS[:3]
        for at in range(months)
        for method in methods
    ]
    return write(rows, name)


@pytest.mark.file
def test_a_locked_store_says_so_and_is_left_alone(url, write, monkeypatch):
    monkeypatch.setattr(store, "BUSY_TIMEOUT_S", 1)
    store.forget_connections()
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StoreBusy) as wrong:
            import_file(write([GOOD]), url=url)
    finally:
        other.execute("ROLLBACK")
        other.close()
        store.forget_connections()
    assert "쓰는 중" in say_error(wrong.value)
    assert import_file(write([GOOD]), url=url).rows_new == 1


@pytest.fixture
def disk(tmp_path):
    """A file system of 4 MB of its own, where the test may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)], capture_output=True).returncode:
        pytest.skip("may not mount a small file system here")
    yield place
    store.forget_connections()
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.file
def test_a_read_only_store_says_so(disk, write):
    url = store_in(disk)
    store.forget_connections()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(StoreReadOnly) as wrong:
        import_file(write([GOOD]), url=url)
    assert "권한" in say_error(wrong.value)


@pytest.mark.file
def test_a_full_disk_keeps_nothing(url, write, monkeypatch):
    before = counts(url)
    tune = sqlite._tune_writer

    def tuned(raw, wait_s):
        tune(raw, wait_s)
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 2}")

    monkeypatch.setattr(sqlite, "_tune_writer", tuned)
    store.forget_connections()
    with pytest.raises(StoreFull) as wrong:
        import_file(many(write), url=url)
    monkeypatch.undo()
    store.forget_connections()
    assert "가득" in say_error(wrong.value)
    assert counts(url) == before
    assert import_file(many(write), url=url).rows_new == 3600


@pytest.mark.file
def test_a_full_file_system_keeps_nothing(disk, write):
    url = store_in(disk)
    before = counts(url)
    free = shutil.disk_usage(disk).free
    (disk / "filler").write_bytes(b"x" * (free - 200_000))
    with pytest.raises(StoreFull):
        import_file(many(write), url=url)
    (disk / "filler").unlink()
    assert counts(url) == before
    assert import_file(many(write), url=url).rows_new == 3600


def test_a_fault_in_mid_file_rolls_everything_back(url, write, monkeypatch):
    before = counts(url)
    monkeypatch.setattr("data.importing.decoding.PIECE_BYTES", 20_000)
    monkeypatch.setattr("data.importing.facts.ROWS_PER_BATCH", 1)
    calls = []

    def failing(done, expected):
        calls.append(done)
        if len(calls) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(many(write), url=url, progress=failing)
    assert counts(url) == before


# a program started in the background of a script ignores Ctrl-C, and whatever it starts does too
INTERRUPTED = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from data.importing import decoding, facts
decoding.PIECE_BYTES = 2_000
facts.ROWS_PER_BATCH = 1
from data import __main__ as command
command._progress = lambda file: lambda done, of: (print(done, flush=True), sys.stdin.readline())
command.sys.stderr.isatty = lambda: True
command.app(["import", sys.argv[1], "--store", sys.argv[2], "--lang", "en"])
"""


def test_ctrl_c_keeps_nothing_and_says_so(url, write):
    before = counts(url)
    started = [sys.executable, "-c", INTERRUPTED, str(many(write)), url]
    running = subprocess.Popen(
        started, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout.readline().strip().isdigit()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130 and "Traceback" not in said
    assert "Nothing of this file was kept" in said
    assert counts(url) == before
    assert import_file(many(write), url=url).rows_new == 3600


KILLED = """
import sys
from data.importing import decoding, facts, import_file
decoding.PIECE_BYTES, facts.ROWS_PER_BATCH = 50_000, 1
import_file(sys.argv[1], url=sys.argv[2], progress=lambda done, of: (print(done, flush=True), sys.stdin.readline()))
"""


@pytest.mark.parametrize("after", [1, 4])
def test_a_killed_import_leaves_the_store_as_it_was(url, write, after):
    before = counts(url)
    path = many(write, months=1200)
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), url],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for _ in range(after):
            assert int(child.stdout.readline()) > 0
            child.stdin.write("\n")
            child.stdin.flush()
        child.send_signal(signal.SIGKILL)
    finally:
        child.kill()
        child.communicate()
    assert counts(url) == before
    report = import_file(path, url=url)
    assert report.rows_new == report.rows_read == 18000
    assert counts(url)["payment"] == 18000


def test_two_writers_take_turns(url, write):
    code = "import sys, data.importing as i; print(i.import_file(sys.argv[1], url=sys.argv[2]).rows_new)"
    files = [many(write, 60, "a.csv"), write([changed(시장명="남광주시장", 시도="", 시군구="")], "b.csv")]
    children = [
        subprocess.Popen([sys.executable, "-c", code, str(path), url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for path in files
    ]
    assert [int(child.communicate(timeout=120)[0]) for child in children] == [900, 1]
    assert counts(url)["payment"] == 901


@pytest.mark.parametrize("depth", [5, 100_000])
def test_json_that_is_no_table_is_refused(url, tmp_path, depth):
    path = tmp_path / "deep.json"
    path.write_text("[" * depth + "]" * depth)
    report = import_file(path, url=url)
    assert report.status is ImportStatus.REFUSED
    assert report.error
    with reading(url) as connection:
        kept = connection.execute(select(Import.__table__)).mappings().one()
    assert json.loads(kept["note"])["key"] == f"error.{type(report.problem).__name__}"


def test_html_and_formulas_in_names_stay_text(url, write):
    bad = ["<script>alert(1)</script>", '=HYPERLINK("http://x")', "@SUM(1)", "'; DROP TABLE payment; --"]
    rows = [changed(시장명=name, 기준월=f"2024-0{at + 1}") for at, name in enumerate(bad)]
    report = import_file(write([GOOD, *rows]), url=url)
    assert [cell.value for cell in report.refusals] == bad
    assert counts(url)["payment"] == 1


def test_a_file_that_is_gone_before_it_is_read_is_not_a_file(url, tmp_path):
    report = import_file(tmp_path / "gone.csv", url=url)
    assert (report.status, report.import_id) == (ImportStatus.REFUSED, None)
    assert "gone.csv" in report.error


def test_a_spreadsheet_of_stray_marks_is_refused_before_it_fills_the_memory(url, tmp_path):
    import xlsxwriter

    path = tmp_path / "corner.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, GOOD)
        sheet.write(1_000_000, 16_000, "x")
    began = time.monotonic()
    report = import_file(path, url=url)
    assert "16,001,016,001칸" in report.error
    assert time.monotonic() - began < 30


def test_a_workbook_with_an_entity_bomb_is_refused_or_read_without_it(url, tmp_path):
    import zipfile

    import xlsxwriter

    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    with xlsxwriter.Workbook(good) as book:
        book.add_worksheet().write_row(0, 0, HEADER)
    bomb = '<!DOCTYPE x [<!ENTITY a "' + "z" * 1000 + '">' + "".join(
        f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(8)
    ) + "]>"  # fmt: skip
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name.endswith("sharedStrings.xml"):
                text = text.replace(b"?>\n", b"?>\n" + bomb.encode(), 1).replace("시장명".encode(), b"&i;")
            target.writestr(name, text)
    began = time.monotonic()
    assert import_file(bad, url=url).status is ImportStatus.REFUSED
    assert time.monotonic() - began < 10


def test_a_row_without_end_is_refused_before_it_fills_the_memory(url, tmp_path, monkeypatch):
    monkeypatch.setattr("data.importing.decoding.PIECE_BYTES", 1000)
    monkeypatch.setattr("data.importing.decoding.LONGEST_ROW_BYTES", 5000)
    path = tmp_path / "endless.csv"
    path.write_bytes(b"a," * 100_000)
    assert "줄바꿈" in import_file(path, url=url).error
    path.write_bytes("a,".encode("utf-16") * 100_000)
    assert "줄바꿈" in import_file(path, url=url).error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_row_without_end_behind_good_rows_refuses_the_whole_file(url, write, monkeypatch, encoding):
    monkeypatch.setattr("data.importing.decoding.PIECE_BYTES", 1000)
    monkeypatch.setattr("data.importing.decoding.LONGEST_ROW_BYTES", 5000)
    path = write([GOOD] * 30, encoding=encoding)
    path.write_bytes(path.read_bytes() + ("a," * 50_000).encode(encoding.replace("16", "16-le")))
    report = import_file(path, url=url)
    assert report.status == "refused"
    assert "줄바꿈" in report.error


def test_the_reader_thread_ends_with_its_reader():
    import threading

    def endless():
        while True:
            yield 1

    items = ahead(endless())
    assert next(items) == 1
    items.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "reading ahead"]


def test_what_goes_wrong_in_the_reader_thread_is_raised_where_its_rows_are_used():
    def broken():
        yield 1
        raise ValueError("here")

    items = ahead(broken())
    assert next(items) == 1
    with pytest.raises(ValueError, match="here"):
        next(items)


def test_nothing_of_a_refused_file_is_kept_but_its_history(url, write):
    before = counts(url)
    report = import_file(write([changed(시장명="없는시장")]), url=url)
    assert report.status is ImportStatus.REFUSED
    after = counts(url)
    assert {name for name in after if after[name] != before[name]} == {"import", "refusal", "audit"}
    with reading(url) as connection:
        assert connection.execute(select(Payment.__table__)).all() == []
