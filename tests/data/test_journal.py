"""One JSON line for everything that was done, and nothing in it that nobody may read."""

import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from data import journal
from data.errors import StoreAddressWrong
from data.journal import note, timed, watched
from data.store import sqlite_path
from data.struck import without_password

ROOT = Path(__file__).parents[2]
PASSWORD = "s3cr3t-Pa55"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "log.jsonl"
    monkeypatch.setenv("JANGTEO_LOG", str(path))
    return path


def lines(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []


def test_one_line_with_time_event_and_fields(log: Path) -> None:
    note("import", file="결제.csv", rows_read=3, user=None)
    (line,) = lines(log)
    assert line.pop("at").endswith("+00:00")
    assert line == {"event": "import", "file": "결제.csv", "rows_read": 3, "user": None}


def test_work_is_told_with_its_seconds_whether_it_is_done_or_not(log: Path) -> None:
    with timed("backup", file="a") as more:
        more["byte_count"] = 5
    with pytest.raises(ZeroDivisionError), timed("restore"):
        raise ZeroDivisionError(PASSWORD)
    done, failed = lines(log)
    assert (done["status"], done["byte_count"]) == ("done", 5) and done["seconds"] >= 0
    assert (failed["status"], failed["error"]) == ("failed", "ZeroDivisionError")
    assert PASSWORD not in log.read_text()


def test_only_slow_questions_are_told(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with watched("payments.monthly"):
        pass
    assert lines(log) == []
    monkeypatch.setenv("JANGTEO_SLOW_MS", "0")
    with watched("payments.monthly", sido="50"):
        pass
    (line,) = lines(log)
    assert (line["event"], line["question"], line["sido"]) == ("slow_query", "payments.monthly", "50")
    monkeypatch.setenv("JANGTEO_SLOW_MS", "soon")
    assert journal.slow_ms() == journal.SLOW_MS


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://me:{PASSWORD}@host/x",
        f"postgresql+psycopg://me:{PASSWORD}/@x@host:5/x",
        f"https://{PASSWORD}@host",
    ],
)
def test_passwords_in_addresses_are_struck_out(log: Path, address: str) -> None:
    note("health", store=address, told=f"cannot reach {address} now")
    assert PASSWORD not in log.read_text() and "host" in log.read_text()
    assert PASSWORD not in without_password(address)


@pytest.mark.parametrize("name", ["password", "client_secret", "id_token", "cookie", "Authorization", "api_key"])
def test_what_is_called_a_secret_is_struck_out(log: Path, name: str) -> None:
    note("sign_in", **{name: PASSWORD})
    assert PASSWORD not in log.read_text()


def test_long_texts_are_cut_and_line_ends_stay_in_their_line(log: Path) -> None:
    note("import", file="x" * 5000 + "\n{}\n")
    note("import", file='a\n{"event": "forged"}')
    assert len(lines(log)) == 2 and len(lines(log)[0]["file"]) == journal.LONGEST_TEXT
    assert [line["event"] for line in lines(log)] == ["import", "import"]


def test_the_line_goes_beside_the_store_unless_a_place_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("JANGTEO_LOG")
    monkeypatch.setenv("JANGTEO_STORE_URL", f"sqlite:///{tmp_path / 'markets.sqlite'}")
    note("one")
    assert len(lines(tmp_path / "jangteo.log")) == 1
    (tmp_path / "other").mkdir()
    note("two", url=f"sqlite:///{tmp_path / 'other' / 'x.sqlite'}")
    assert [line["event"] for line in lines(tmp_path / "other" / "jangteo.log")] == ["two"]
    note("nowhere", url=f"sqlite:///{tmp_path / 'no' / 'x.sqlite'}")
    assert not (tmp_path / "no").exists()
    monkeypatch.setenv("JANGTEO_LOG", "stderr")
    note("three")
    assert json.loads(capfd.readouterr().err)["event"] == "three"
    monkeypatch.setenv("JANGTEO_LOG", "off")
    note("four")
    assert capfd.readouterr() == ("", "") and len(lines(tmp_path / "jangteo.log")) == 1


def test_a_place_that_cannot_be_written_stops_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JANGTEO_LOG", str(tmp_path / "no" / "such" / "log"))
    note("import")
    monkeypatch.setenv("JANGTEO_LOG", str(tmp_path))
    note("import")


def test_a_long_log_is_put_aside_once(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "LARGEST_BYTES", 100)
    for number in range(4):
        note("import", number=number, file="x" * 60)
    assert lines(log)[-1]["number"] == 3 and lines(log.with_name("log.jsonl.1"))[-1]["number"] == 2


def _many(place: str, number: int) -> None:
    os.environ["JANGTEO_LOG"] = place
    for at in range(200):
        note("import", writer=number, at_number=at, file="x" * 200)


def test_lines_of_several_processes_are_never_torn(log: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_many, args=(str(log), number)) for number in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(lines(log)) == 600


@pytest.mark.parametrize(
    "address", [f"postgresql//me:{PASSWORD}@host/x", f"postgresql://me:{PASSWORD}@host:port/x", f"me:{PASSWORD}@host/x"]
)
def test_a_misspelt_address_is_told_without_its_password(address: str) -> None:
    with pytest.raises(StoreAddressWrong) as wrong:
        sqlite_path(address)
    assert PASSWORD not in str(wrong.value) and wrong.value.__suppress_context__


@pytest.mark.parametrize(
    "command", ["check", "health", "backup x.sqlite", "import x.csv", "restore x.sqlite", "undo 1"]
)
@pytest.mark.parametrize(
    "address", ["postgresql+nothing://me:{}@host/x", "postgresql://me:{}@127.0.0.1:1/x", "me:{}@x"]
)
def test_no_command_prints_or_logs_the_password_of_its_store(tmp_path: Path, command: str, address: str) -> None:
    """Whether a driver for that store is installed or not."""
    log = tmp_path / "log"
    found = subprocess.run(
        [sys.executable, "-m", "data", *command.split(), "--store", address.format(PASSWORD)],
        cwd=ROOT, env={**os.environ, "JANGTEO_LOG": str(log)}, capture_output=True, text=True,
    )  # fmt: skip
    told = found.stdout + found.stderr + (log.read_text() if log.exists() else "")
    assert found.returncode in (1, 2) and "Traceback" not in told
    assert PASSWORD not in told


def test_imports_and_undos_are_told_by_their_counts_and_never_by_their_rows(log: Path, tmp_path: Path) -> None:
    from data.importing import import_file, undo

    url = f"sqlite:///{tmp_path / 'markets.sqlite'}"
    sample = next((ROOT / "tests" / "samples" / "market_standard").glob("*.csv"))
    import_file(sample, url=url, keep=False)
    kept = import_file(sample, url=url, imported_by="kim")
    import_file(sample, url=url)
    import_file(tmp_path / "none.csv", url=url)
    assert kept.import_id is not None
    undo(kept.import_id, url=url)
    told = lines(log)
    assert [(line["event"], line["status"]) for line in told] == [
        ("import", "kept"), ("import", "repeated"), ("import", "refused"), ("undo", "done"),
    ]  # fmt: skip
    assert (told[0]["who"], told[0]["rows_read"], told[0]["import_id"]) == ("kim", kept.rows_read, kept.import_id)
    assert told[2]["error"] == "NotAFile"
    name = sample.read_text("cp949").splitlines()[1].split(",")[0]
    assert len(name) > 2
    assert name not in log.read_text("utf-8")


def test_an_import_that_the_store_refuses_is_told_by_the_name_of_its_error(log: Path, tmp_path: Path) -> None:
    from data.errors import StoreBroken
    from data.importing import import_file

    (tmp_path / "markets.sqlite").write_bytes(b"no store " * 1000)
    with pytest.raises(StoreBroken):
        import_file(
            next((ROOT / "tests" / "samples" / "asset").glob("*.csv")), url=f"sqlite:///{tmp_path / 'markets.sqlite'}"
        )
    (line,) = lines(log)
    assert (line["event"], line["status"], line["error"]) == ("import", "failed", "StoreBroken")


def test_a_slow_question_is_told_with_what_was_asked(
    log: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from data.choice import Choice
    from data.queries import answer
    from data.store import reading, writing

    url = f"sqlite:///{tmp_path / 'markets.sqlite'}"
    with writing(url):
        pass
    monkeypatch.setenv("JANGTEO_SLOW_MS", "0")
    with reading(url) as connection:
        answer(connection, "markets.points", Choice(sido="50"))
    assert ("slow_query", "markets.points", "50") in {(t["event"], t["question"], t.get("sido")) for t in lines(log)}
